/* paint/decode: a picture file of content to pixels of exactly one size. Part of the room; runs on the
 * worker, with files that anybody may have written. */
#ifndef LOBBY_SCREEN_PAINT_DECODE_H
#define LOBBY_SCREEN_PAINT_DECODE_H

#include "base/err.h"

#include <stdint.h>

struct crop {
    int w, h;                /* wanted, px */
    double focus_x, focus_y; /* what stays in sight, 0..1 */
    uint32_t ground;         /* 0xRRGGBB, under a picture with transparency */
};

/* Reads file below folder, checks it (content/imagehead.h), decodes it, cuts it to the wanted shape around
 * its focus and scales it. *pixels is malloced, XRGB8888, w * h. */
bool decode_picture(int folder, const char *file, const struct crop *crop, uint32_t **pixels,
                    struct err *err) MUST_USE;

#endif
