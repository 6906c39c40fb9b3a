/* An axial slice through a head, as maps of its tissues; contrasts are chosen afterwards, as on a scanner. */
#ifndef PICTURES_BRAIN_H
#define PICTURES_BRAIN_H

#include <stdint.h>

#include "pixels.h"

/* Fractions of 0 to 1 at each pixel; what is missing to 1 is air and bone, which are dark. */
struct brain {
    struct plane fluid, gray, white, fat;
};

/* A slice of w x h pixels, the head filling most of it; the seed decides the folds. */
struct brain brain_init(int w, int h, uint64_t seed);
void brain_finish(struct brain *b);

/* Brightness of each tissue in a contrast. */
struct contrast {
    float fluid, gray, white, fat;
};
extern const struct contrast contrast_t1, contrast_t2;

float brain_tone(const struct brain *b, const struct contrast *k, float x, float y);

#endif
