/*
 * Pictures in memory: a canvas of linear light and a plane of plain numbers.
 *
 * Everything is float and linear, so that light adds and blurs as light does; color.h turns it into
 * what a screen shows. Memory that cannot be had ends the program: there is nothing better to do in a tool.
 */
#ifndef PICTURES_PIXELS_H
#define PICTURES_PIXELS_H

#include <stddef.h>

#include "vec.h"

/* Linear light, 1 is the white of the screen; more is allowed until the canvas is developed. */
struct rgb {
    float r, g, b;
};

struct canvas {
    int w, h;
    struct rgb *at; /* w * h, row by row */
};

struct plane {
    int w, h;
    float *at;
};

static inline struct rgb rgb_scale(struct rgb c, float k)
{
    return (struct rgb){c.r * k, c.g * k, c.b * k};
}

static inline struct rgb rgb_add(struct rgb a, struct rgb b)
{
    return (struct rgb){a.r + b.r, a.g + b.g, a.b + b.b};
}

static inline struct rgb rgb_mix(struct rgb a, struct rgb b, float t)
{
    return (struct rgb){mixf(a.r, b.r, t), mixf(a.g, b.g, t), mixf(a.b, b.b, t)};
}

/* calloc that ends the program instead of failing. */
void *make_zeroed(size_t count, size_t size);

/* All black; release with canvas_finish. */
struct canvas canvas_init(int w, int h);
void canvas_finish(struct canvas *c);

struct plane plane_init(int w, int h);
void plane_finish(struct plane *p);

/* Value at a place between pixels (pixel centers are whole numbers); the edge goes on outside. */
float plane_sample(const struct plane *p, float x, float y);
struct rgb canvas_sample(const struct canvas *c, float x, float y);

/* Nearly Gaussian blur (three boxes), sigma in pixels; below 0.5 nothing happens. */
void plane_blur(struct plane *p, float sigma);
void canvas_blur(struct canvas *c, float sigma);

/* Scales so that the greatest value is 1. */
void plane_normalize(struct plane *p);

/* Halves each side, averaging 2x2: draw twice as large, then halve, and edges are smooth. */
struct canvas canvas_halve(const struct canvas *c);
struct plane plane_halve(const struct plane *p);

#endif
