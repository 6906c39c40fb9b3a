/* fake_fonts: text/fonts.h with made-up fonts, for tests of everything that lays out text.
 *
 * Widths: a character is px/2 wide; Han, kana, full-width forms and emoji px; a regional indicator px/2, so
 * that a flag is px; marks, format characters, skin tones and what follows a joiner 0. Ascent is 4/5 px,
 * descent 1/5 px. A family has one font for each style: font number = family * FONT_STYLES + style. */
#ifndef LOBBY_FAKE_FONTS_H
#define LOBBY_FAKE_FONTS_H

#include "text/fonts.h"

/* In the order in which a font is looked for; with a lang of "ja" the Japanese one comes before Han. */
enum fake_family {
    FAKE_LATIN,      /* Latin with Polish, Greek, Cyrillic, punctuation, digits, no-break and thin blanks */
    FAKE_ARABIC,     /* Arabic, blank, ASCII digits, full stop */
    FAKE_HEBREW,     /* Hebrew, blank, Arabic comma */
    FAKE_HAN,        /* Han, kana, CJK punctuation, full-width forms, blank */
    FAKE_JAPANESE,   /* the same */
    FAKE_DEVANAGARI, /* Devanagari, blank */
    FAKE_EMOJI,      /* emoji, flags, and the digits, # and * of keycaps */
    FAKE_FAMILIES
};

struct fonts *fake_fonts_create(void);
void fake_fonts_destroy(struct fonts *fonts);

enum fake_family fake_family_of(int font);
enum font_style fake_style_of(int font);

/* As if the family were not installed. */
void fake_fonts_remove(struct fonts *fonts, enum fake_family family);

/* A single blank between two words makes their run px wider (or narrower): kerning that a sum of words does
 * not see. */
void fake_fonts_kern(struct fonts *fonts, int px);

/* Bytes that were measured so far: laying out must not measure much more than there is. */
size_t fake_fonts_measured(const struct fonts *fonts);

#endif
