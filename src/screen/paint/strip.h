/* paint/strip: drawing into rows of opaque pixels. Part of the room.
 *
 * A strip holds the rows y0..y1 of a scene. Whatever is drawn is computed in the scene's coordinates, so that
 * a scene painted in several strips is the same as one painted whole. Blending is exact to the nearest level.
 */
#ifndef LOBBY_SCREEN_PAINT_STRIP_H
#define LOBBY_SCREEN_PAINT_STRIP_H

#include "ui/scene.h"

struct strip {
    uint32_t *pixels; /* XRGB8888, w to a row; the first one is row y0 */
    int w, y0, y1;
};

/* color over the strip in the share of alpha (0..255), exact to the nearest level. */
static inline uint32_t strip_mix(uint32_t below, uint32_t color, uint32_t alpha)
{
    const uint32_t odd = 0x00ff00ff;
    uint32_t rb = (color & odd) * alpha + (below & odd) * (255 - alpha) + 0x00800080;
    uint32_t g = (color >> 8 & 0xff) * alpha + (below >> 8 & 0xff) * (255 - alpha) + 0x80;
    rb = (rb + (rb >> 8 & odd)) >> 8 & odd;
    g = (g + (g >> 8)) >> 8;
    return rb | g << 8;
}

void strip_clear(struct strip *strip, uint32_t color);

/* Corners are antialiased by the distance of each pixel's center from the arc. */
void strip_fill(struct strip *strip, struct rect box, uint32_t color, uint8_t alpha, int radius);

/* From top to bottom or across, ordered dither of one level against banding. */
void strip_gradient(struct strip *strip, const struct item *item);

/* An opaque picture of exactly the box's size. */
void strip_picture(struct strip *strip, struct rect box, const uint32_t *pixels, int radius);

/* Coverage in the top byte of w * h pixels (or, colored, premultiplied ARGB). */
void strip_stamp(struct strip *strip, int x, int y, int w, int h, const uint32_t *pixels, bool colored,
                 uint32_t color);

void strip_mask(struct strip *strip, int x, int y, int size, const uint8_t *mask, bool flip, uint32_t color);

/* Whole pixels for each module, in the middle of the box. */
void strip_modules(struct strip *strip, struct rect box, const uint8_t *modules, int n, uint32_t color);

/* Coverage (0..255) of the pixel dx, dy from the outer corner of a rounded corner. */
int strip_corner(int radius, int dx, int dy);

#endif
