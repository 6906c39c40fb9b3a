/* paint/fontset: the font port of text/fonts.h with real fonts, and the drawing of runs. Part of the room;
 * used by the drawing thread alone (SDL_ttf is not thread-safe). */
#ifndef LOBBY_SCREEN_PAINT_FONTSET_H
#define LOBBY_SCREEN_PAINT_FONTSET_H

#include "base/err.h"
#include "text/text.h"

struct fonts *fonts_create(struct err *err);
void fonts_destroy(struct fonts *fonts);

/* As fontfiles_begin. */
void fonts_begin(struct fonts *fonts);

/* A drawn run. */
struct stamp {
    int w, h;
    int left, ascent; /* of the pen's origin inside the stamp: it is drawn at pen - left, baseline - ascent */
    bool colored;     /* pixels carry colors, premultiplied ARGB; otherwise only their alpha counts */
    uint32_t *pixels; /* ARGB8888, w * h; malloced */
};

/* False when the run draws nothing (blanks, no font). */
bool fonts_draw(struct fonts *fonts, const struct text_run *run, struct stamp *stamp);
void stamp_finish(struct stamp *stamp);

#endif
