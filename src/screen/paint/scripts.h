/* paint/scripts: which writing system a character belongs to, as far as fonts and shaping care. Part of the
 * room. */
#ifndef LOBBY_SCREEN_PAINT_SCRIPTS_H
#define LOBBY_SCREEN_PAINT_SCRIPTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct script {
    uint32_t first, last; /* code points */
    const char *tag;      /* ISO 15924, as HarfBuzz wants it */
    const char *family;   /* of the font to prefer; NULL: the style's own, or depends on the language (Han) */
};

/* NULL for characters that every script shares (digits, punctuation, symbols). */
const struct script *script_of(uint32_t code);

/* The tag of the first character of text that has a script; "Latn" when none has. */
const char *script_tag(const char *text, size_t length);

/* The Noto CJK family that draws Han characters as readers of lang (BCP 47) expect them. */
const char *script_han_family(const char *lang, const char *tag);

/* Joiners, variation selectors, direction marks and tags: they shape their neighbors and need no glyph. */
bool script_ignorable(uint32_t code);

/* True when a cluster is to be drawn as a color picture: a character that is one by default or with U+FE0F
 * (Unicode TR 51, 4.1), unless U+FE0E asks for text. */
bool script_wants_emoji(const char *text, size_t length);

/* True when every character can be a color picture or a part of one. */
bool script_only_emoji(const uint32_t *codes, size_t count);

#endif
