/* text/fonts: the port through which text is measured.
 *
 * The text room only calls these; screen/paint implements them with real fonts, tests with made-up ones,
 * chosen at link time. A font is a small number: one file in one weight. Sizes are in px. Not thread-safe:
 * one struct fonts is used by one thread at a time. */
#ifndef LOBBY_TEXT_FONTS_H
#define LOBBY_TEXT_FONTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fonts;

enum font_style {
    FONT_REGULAR,
    FONT_ITALIC,
    FONT_MEDIUM,
    FONT_BOLD, /* semibold in running text */
    FONT_BOLD_ITALIC,
    FONT_DISPLAY,       /* large titles: tighter, drawn for size */
    FONT_DISPLAY_LIGHT, /* large figures */
    FONT_STYLES
};

struct font_metrics {
    int ascent, descent; /* px above and below the baseline, both positive */
};

/* The font for a cluster: the first of the style's own font and its fallbacks that has every code point of
 * text (format and variation characters aside). lang (BCP 47) chooses between Han fonts. *missing (may be
 * NULL) is set when no font has them all; the answer is then the style's own font. */
int fonts_pick(struct fonts *fonts, enum font_style style, const char *lang, const char *text, size_t length,
               bool *missing);

/* Advance width of one run in px: one font, one direction, one script. */
int fonts_measure(struct fonts *fonts, int font, int px, bool rtl, const char *lang, const char *text,
                  size_t length);

struct font_metrics fonts_metrics(struct fonts *fonts, int font, int px);

#endif
