/* paint/scale: pictures to another size. Part of the room. */
#ifndef LOBBY_SCREEN_PAINT_SCALE_H
#define LOBBY_SCREEN_PAINT_SCALE_H

#include <stdbool.h>
#include <stdint.h>

/* A part of a picture of 4 channels of 8 bits. */
struct pixmap {
    const uint32_t *pixels;
    int stride;         /* pixels from row to row */
    double x, y, w, h;  /* the part, in pixels; fractions are honored */
    int full_w, full_h; /* nothing is read outside of these */
};

/* Every target pixel is the mean of the area that it covers; where the target is larger than the source, a
 * linear mix of the two nearest. Channels are treated alike: alpha must be premultiplied. False when memory
 * is out. */
bool scale_pixels(const struct pixmap *source, uint32_t *target, int w, int h);

#endif
