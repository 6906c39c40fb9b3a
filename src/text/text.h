/* text: paragraphs into lines of runs.
 *
 * A paragraph is broken by UAX #14 (libunistring) with grapheme clusters kept whole, ordered by UAX #9
 * (fribidi), and split into runs of one font, direction, size and style, ready to be drawn from left to
 * right. Pure: fonts are asked through text/fonts.h.
 *
 * The last line of a paragraph is not a single short word when the line above can spare one.
 *
 * Blanks at the end of a line are not drawn and take no room; newlines and blanks at the end of the paragraph
 * add no line. What has no picture (control characters, bidi marks, zero-width blanks) is in no run; a soft
 * hyphen is, as "-", at the end of a line only. Ill-formed UTF-8 is safe and becomes U+FFFD. */
#ifndef LOBBY_TEXT_TEXT_H
#define LOBBY_TEXT_TEXT_H

#include "base/arena.h"
#include "text/fonts.h"

enum text_align { TEXT_START, TEXT_CENTER, TEXT_END };

struct text_span {
    const char *text; /* terminated UTF-8; '\n' forces a line break */
    enum font_style style;
    uint32_t color; /* 0xRRGGBB, handed through to the runs */
    int tag;        /* handed through: which link a run belongs to; -1 for none */
};

struct text_para {
    const struct text_span *spans;
    size_t count;
    int px;                /* font size */
    int line_px;           /* distance between baselines; 0: 1.3 times px */
    enum text_align align; /* TEXT_START is the right edge when rtl, whatever the text's own direction is */
    bool rtl; /* the direction of the language. Between its newlines text runs in this direction when it
                 has any word of it, and otherwise in that of its first strong character */
    const char *lang; /* BCP 47 */
    int max_lines;    /* 0: as many as it takes; otherwise the last one ends with an ellipsis when cut */
    bool balance;     /* titles: make the lines about equally long, without adding one */
};

struct text_run {
    int font, px;
    bool rtl;
    const char *lang;
    const char *text; /* terminated, in the arena, in logical order */
    int x, width;     /* px from the left edge of the paragraph's box */
    uint32_t color;
    int tag;
};

struct text_line {
    int baseline;          /* px from the top of the box */
    int x, width;          /* of the ink, without trailing blanks */
    struct text_run *runs; /* from left to right */
    size_t count;
};

struct text_lines {
    struct text_line *lines;
    size_t count;
    int width;  /* widest line */
    int height; /* count * line_px */
    int line_px;
    bool overflow; /* an unbreakable word was wider than the box and was broken by clusters */
    bool cut;      /* max_lines was reached with text left over */
    bool missing;  /* no font has some character */
};

/* Lays a paragraph out in a box of width px (at least 1). Everything belongs to the arena. An empty paragraph
 * has no lines. False, and no lines, when the arena is full, memory is out or the text is longer than 256 kB.
 */
bool text_layout(struct arena *arena, struct fonts *fonts, const struct text_para *para, int width,
                 struct text_lines *lines);

/* Width of the widest unbreakable piece, to choose a size at which nothing must be broken. The arena stays as
 * it is. */
int text_min_width(struct arena *arena, struct fonts *fonts, const struct text_para *para);

#endif
