/* ctl/preview_plan: how the preview's window is divided between the kiosk's screen and the panel. Pure. */
#ifndef LOBBY_CTL_PREVIEW_PLAN_H
#define LOBBY_CTL_PREVIEW_PLAN_H

#include <stdbool.h>

struct preview_plan {
    int w, h;     /* of the kiosk's screen, px */
    bool smaller; /* than what was asked for */
    bool below;   /* the panel stands below the screen, otherwise to the right of it */
    int panel;    /* px: its width, or below its height */
    int type;     /* px: the size of its text */
};

/* For a desktop that has room for a window of that size, and a screen of w x h px that somebody asked for: at
 * that size when screen and panel fit, with the panel where they do; otherwise in the same shape as large as
 * fits. */
struct preview_plan preview_plan(int room_w, int room_h, int w, int h);

/* The size of the window, and from the size of a window that somebody has changed that of the screen. */
void preview_window(const struct preview_plan *plan, int *w, int *h);
void preview_divide(const struct preview_plan *plan, int *w, int *h);

#endif
