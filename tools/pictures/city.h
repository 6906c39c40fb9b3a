/* Towers against the sky, and still water that mirrors them. */
#ifndef PICTURES_CITY_H
#define PICTURES_CITY_H

#include <stdint.h>

#include "pixels.h"

/* How towers of one distance look. */
struct facade {
    struct rgb shade, lit_edge; /* the body, and its side that still has light */
    struct rgb window;          /* light of a lit window */
    float lit;                  /* share of windows that are lit */
    float haze_height;          /* how far haze rises from the horizon, pixels */
    struct rgb haze;
};

/* A block from x0 to x1, top to base, with windows in a raster of step pixels (0: none). */
struct block {
    float x0, x1, top, base;
    float step;
};

void city_block(struct canvas *c, const struct block *b, const struct facade *f, uint32_t seed);

/* A block whose sides lean inwards: x0 and x1 at the base, top_x0 and top_x1 above. */
void city_taper(struct canvas *c, const struct block *b, float top_x0, float top_x1, const struct facade *f,
                uint32_t seed);

/* A mast of a width at its foot. */
void city_mast(struct canvas *c, float x, float top, float foot, float width, const struct facade *f);

/* Below horizon: what is above, mirrored, stretched by ripples and darkened towards the viewer. */
void city_water(struct canvas *c, float horizon, struct rgb deep, float calm, uint32_t seed);

#endif
