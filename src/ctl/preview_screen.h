/* ctl/preview_screen: which screen a preview shows, in words for the person who writes it. Pure. */
#ifndef LOBBY_CTL_PREVIEW_SCREEN_H
#define LOBBY_CTL_PREVIEW_SCREEN_H

#include "player/player.h"

struct preview_screen {
    const char *file;   /* where it comes from; NULL: it is built in */
    const char *what;   /* "Slide 3 of 15, shown now", "Not shown now: from 2026-10-01" */
    bool due;           /* ... and which of the two */
    const char *stands; /* "Stands for 12 s"; "" */
    const char *form;   /* "1280 x 720, English" */
    struct arena *arena;
};

/* The words stay until preview_screen_finish. False when memory is out. */
bool preview_screen(struct preview_screen *screen, const struct player_show *show);
void preview_screen_finish(struct preview_screen *screen);

/* While this stays the same, so do the words. Compared as bytes: it has no padding. */
struct preview_screen_key {
    uint64_t content, place, index, from, lang, minute;
    int64_t w, h;
};
struct preview_screen_key preview_screen_key(const struct player_show *show);

#endif
