/* ctl/palette: a picture in 256 colors, chosen for it: a third of the bytes, and hard to tell apart when it
 * is small. */
#ifndef LOBBY_CTL_PALETTE_H
#define LOBBY_CTL_PALETTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PALETTE_MAX 256

struct palette {
    uint8_t rgb[PALETTE_MAX * 3];
    size_t count;
};

/* Chooses the colors of rgb (w * h * 3 bytes) and writes one index a pixel to indexes. dithered
 * makes gradients smoother and the file larger. The same input gives the same output. False when memory is
 * out. */
bool palette_make(const uint8_t *rgb, int w, int h, bool dithered, struct palette *palette, uint8_t *indexes);

#endif
