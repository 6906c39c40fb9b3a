/* Two pictures of the same size: are they the same to the eye? */
#ifndef LOBBY_TESTS_GOLDEN_COMPARE_H
#define LOBBY_TESTS_GOLDEN_COMPARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Rounding differs by a step or two between processors, and that is all that may differ: a comma instead of a
 * full stop is already ten pixels of another color, and a color that is off by one step everywhere is a mean
 * of one. */
#define COMPARE_STEP 24  /* of 255: from here on a pixel is another one */
#define COMPARE_FEW  4   /* so many other pixels are let pass */
#define COMPARE_MEAN 0.5 /* of 255, of all channels of all pixels */

struct comparison {
    size_t others; /* pixels that differ by COMPARE_STEP or more in a channel */
    double mean;
    int x, y; /* the first of the others */
    bool same;
};

struct comparison compare_pictures(const uint8_t *one, const uint8_t *other, int w, int h);

/* Golden, actual and their difference (stretched) side by side, malloced, 3 * w wide; NULL when memory is
 * out. */
uint8_t *compare_show(const uint8_t *golden, const uint8_t *actual, int w, int h);

#endif
