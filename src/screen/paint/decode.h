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

/* A decoded picture, opaque. */
struct decoded;

/* Reads file below folder, checks it (content/imagehead.h) and decodes it; ground (0xRRGGBB) lies under what
 * is transparent. NULL and err, which names the file, when that is not possible. */
struct decoded *decode_file(int folder, const char *file, uint32_t ground, struct err *err);
void decoded_destroy(struct decoded *decoded);

/* As decode_file, but NULL also for a picture that a decoder shows and complains of: broken data inside of a
 * JPEG becomes gray or garbage instead of an error. For checks; costs a second pass over a JPEG. */
struct decoded *decode_file_whole(int folder, const char *file, uint32_t ground, struct err *err);

/* The pixels x, y, w, h of the picture cut and scaled to the crop's size, as a part of what decode_picture
 * gives: XRGB8888, w * h. False when memory is out. */
bool decoded_part(const struct decoded *decoded, const struct crop *crop, int x, int y, int w, int h,
                  uint32_t *pixels) MUST_USE;

/* Reads file below folder, checks it (content/imagehead.h), decodes it, cuts it to the wanted shape around
 * its focus and scales it. *pixels is malloced, XRGB8888, w * h. */
bool decode_picture(int folder, const char *file, const struct crop *crop, uint32_t **pixels,
                    struct err *err) MUST_USE;

#endif
