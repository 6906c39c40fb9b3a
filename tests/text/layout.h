/* layout: a paragraph laid out with made-up fonts, and written down. */
#ifndef LOBBY_TEST_LAYOUT_H
#define LOBBY_TEST_LAYOUT_H

#include "fake_fonts.h"
#include "text/text.h"

#define PX        10
#define CHARS(n)  ((n)*PX / 2) /* the width of n Latin characters */
#define UNBOUNDED 1000000

struct layout {
    struct arena *arena;
    struct fonts *fonts;
    struct text_lines lines;
};

void layout_init(struct layout *layout);
void layout_finish(struct layout *layout);

/* One span in regular style, left to right, English, at PX. Change what a test is about. */
struct text_para layout_para(struct text_span *span, const char *text);

/* Lays out and fails the test when that fails. */
void layout_run(struct layout *layout, const struct text_para *para, int width);

/* Lines as they are seen, runs from left to right, with "|" between lines. In the arena. */
const char *layout_lines(const struct layout *layout);
/* The same with each run as "[L text]" or "[R text]", the text in logical order. */
const char *layout_runs(const struct layout *layout);

#endif
