/* paint/compose: a frame as copies of bands and marks. Part of the room. */
#ifndef LOBBY_SCREEN_PAINT_COMPOSE_H
#define LOBBY_SCREEN_PAINT_COMPOSE_H

#include "paint/bands.h"
#include "paint/marks.h"
#include "ui/frame.h"

struct composer {
    struct bands *bands;
    struct marks *marks;
    int rotation;
    SDL_Surface *surface; /* that the renderer draws on, when it draws with the processor; or NULL */
};

/* *waiting is set to the number of pictures that what was drawn lacks. */
bool compose(struct composer *composer, SDL_Renderer *renderer, const struct frame *frame, int *waiting);

/* The part of a scene's rows that a layer shows: false when it shows none. */
bool compose_rows(const struct frame *frame, const struct layer *layer, int *y0, int *y1);

/* True when layer i lies wholly under a later, opaque one. */
bool compose_hidden(const struct frame *frame, size_t i);

#endif
