/* player/figures: how many frames were drawn and how long they took, for the key d. */
#ifndef LOBBY_PLAYER_FIGURES_H
#define LOBBY_PLAYER_FIGURES_H

#include "ui/view.h"

struct figures {
    bool shown;
    uint64_t presented;   /* frames since the start */
    uint64_t wakes;       /* passes of the loop */
    unsigned last_us;     /* the last frame, drawing and presenting */
    unsigned worst_us;    /* since the figures were shown */
    struct scene *scene;  /* of the overlay, or NULL */
    struct scene *before; /* the one that may still be on the glass */
};

/* Lays the overlay out anew and adds it to a frame that is about to be presented. */
void figures_add(struct figures *figures, struct fonts *fonts, const struct look *look, const char *display,
                 struct frame *frame);
/* forget is called before a scene goes. */
void figures_finish(struct figures *figures);

#endif
