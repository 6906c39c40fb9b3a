/* paint/fontfiles: which file draws a style, and which one a character that the style's own font lacks.
 *
 * The house's own fonts lie where their package puts them. For all others fontconfig is asked, with a
 * configuration of its own, read when it is first needed: it takes 10 ms and 1 MB. With FONTCONFIG_FILE or
 * FONTCONFIG_PATH it is asked for the house's, too. Part of the room. */
#ifndef LOBBY_SCREEN_PAINT_FONTFILES_H
#define LOBBY_SCREEN_PAINT_FONTFILES_H

#include "text/fonts.h"

struct fontfiles;

/* A face of a font file. Opaque; it lives as long as its fontfiles. */
struct fontface;

/* NULL when memory is out. */
struct fontfiles *fontfiles_create(void);
/* Begins to read what fontconfig knows, on a thread of its own, when it is needed for sure: whoever asks for
 * a font waits for it. Without a thread the first to ask reads it. */
void fontfiles_begin(struct fontfiles *files);
void fontfiles_destroy(struct fontfiles *files);

/* The style's own face. NULL when the system has no font at all. */
const struct fontface *fontfiles_style(struct fontfiles *files, enum font_style style);

/* A face that has every code point of a cluster, or NULL. emoji: one with color pictures. */
const struct fontface *fontfiles_fallback(struct fontfiles *files, enum font_style style, const char *lang,
                                          const uint32_t *codes, size_t count, bool emoji);

/* True when it is known which characters the face has; else its font must be asked. */
bool fontface_is_listed(const struct fontface *face);

/* Of a listed face. */
bool fontface_has(const struct fontface *face, const uint32_t *codes, size_t count);

const char *fontface_path(const struct fontface *face);
int fontface_index(const struct fontface *face); /* in a collection */

/* Size of the only strike of a font of fixed pictures, in px; 0 for one that scales. */
int fontface_strike(const struct fontface *face);

#endif
