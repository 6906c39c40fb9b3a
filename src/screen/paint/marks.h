/* paint/marks: what shows that a target is pressed or focused. Part of the room.
 *
 * Made of filled rectangles and of quarters of round textures, which are the same in every rotation and with
 * every back end. */
#ifndef LOBBY_SCREEN_PAINT_MARKS_H
#define LOBBY_SCREEN_PAINT_MARKS_H

#include "ui/scene.h"

#include <SDL.h>

struct marks;

/* NULL when memory is out. */
struct marks *marks_create(void);
void marks_destroy(struct marks *marks);
void marks_clear(struct marks *marks);

/* A veil over a box of the turned panel: lighter on a dark ground, darker on a light one. alpha is that of
 * the layer. */
void marks_pressed(struct marks *marks, SDL_Renderer *renderer, struct rect box, int radius, bool on_dark,
                   uint8_t alpha);

/* A ring of accent with an inner line in contrast to it, so that it shows on any ground. thickness in px, of
 * the accent; the line has three quarters of it. box is the outer edge of both. */
void marks_focused(struct marks *marks, SDL_Renderer *renderer, struct rect box, int radius, int thickness,
                   uint32_t accent, uint8_t alpha);

/* Width of both together. */
int marks_ring_width(int thickness);

#endif
