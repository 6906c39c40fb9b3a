/* player/figures: what the meter says, over the picture, for the key d. */
#ifndef LOBBY_PLAYER_FIGURES_H
#define LOBBY_PLAYER_FIGURES_H

#include "player/meter.h"
#include "ui/view.h"

struct figures {
    bool shown;
    struct scene *scene;  /* of the overlay, or NULL */
    struct scene *before; /* the one that may still be on the glass */
};

/* Lays the overlay out anew and adds it to a frame that is about to be presented. */
void figures_add(struct figures *figures, const struct meter *meter, struct fonts *fonts,
                 const struct look *look, const char *display, struct frame *frame);
/* forget is called before a scene goes. */
void figures_finish(struct figures *figures);

#endif
