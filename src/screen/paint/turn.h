/* paint/turn: from the upright screen to the panel, which may hang turned. Part of the room.
 *
 * rotation is in degrees clockwise: what is upright on the screen is turned that much on the panel. */
#ifndef LOBBY_SCREEN_PAINT_TURN_H
#define LOBBY_SCREEN_PAINT_TURN_H

#include "ui/scene.h"

/* A rectangle of an upright area of w * h px, on the turned area. */
struct rect turn_rect(int rotation, int w, int h, struct rect rect);

/* The pixels of an upright area of w * h px, turned (to h * w for 90 and 270). */
void turn_pixels(int rotation, const uint32_t *from, int w, int h, uint32_t *to);

#endif
