/*
 * Phantoms made of ellipses, and what can be computed of them exactly: value, projection, path of a ray.
 *
 * L. A. Shepp and B. F. Logan, "The Fourier reconstruction of a head section", 1974; the contrasts are those
 * of P. Toft's modified version (1996). Units: the field of view reaches from -1 to 1, y upwards.
 */
#ifndef PICTURES_PHANTOM_H
#define PICTURES_PHANTOM_H

#include "vec.h"

struct ellipse {
    float value;
    float a, b;  /* half axes */
    float x, y;  /* center */
    float angle; /* radians */
};

enum { SHEPP_LOGAN_COUNT = 10 };

extern const struct ellipse shepp_logan[SHEPP_LOGAN_COUNT];

/* A slice through a chest, for phantom_painted: body, lungs, heart, aorta, vertebra, ribs; a nodule in one
 * lung. */
enum { THORAX_COUNT = 31 };
extern const struct ellipse thorax[THORAX_COUNT];

/* Sum of the ellipses at p; their edges are soft over about softness. */
float phantom_value(const struct ellipse *set, int count, struct vec2 p, float softness);

/* The value of the last ellipse that covers p: for slices drawn part by part. */
float phantom_painted(const struct ellipse *set, int count, struct vec2 p, float softness);

/* Integral along the line x cos(theta) + y sin(theta) = s. */
float phantom_projection(const struct ellipse *set, int count, float s, float theta);

/* Integral along the straight way between two points. */
float phantom_path(const struct ellipse *set, int count, struct vec2 from, struct vec2 to);

#endif
