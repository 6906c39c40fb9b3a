/* paint/canvas: frames onto a renderer. For src/screen/window, which owns the display; whoever includes this
 * needs SDL. */
#ifndef LOBBY_SCREEN_PAINT_CANVAS_H
#define LOBBY_SCREEN_PAINT_CANVAS_H

#include "paint/paint.h"

#include <SDL.h>

/* Draws a frame, turned as paint was told, into the whole target of the renderer; presenting it is the
 * caller's. The renderer must stay the same until canvas_reset. surface is what a software renderer draws on:
 * fades are mixed there without SDL; NULL with others, and where it cannot be had. False when something could
 * not be drawn (its place then shows the scene's ground). */
bool canvas_draw(struct paint *paint, SDL_Renderer *renderer, SDL_Surface *surface,
                 const struct frame *frame);

/* Forgets every texture: after SDL_RENDER_TARGETS_RESET or SDL_RENDER_DEVICE_RESET, and before the renderer
 * is destroyed. */
void canvas_reset(struct paint *paint);

/* Bytes held by bands and pictures. */
size_t canvas_bytes(struct paint *paint);

#endif
