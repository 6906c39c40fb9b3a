/*
 * Chance that never changes: random numbers and smooth noise from fixed seeds, the same on every run.
 */
#ifndef PICTURES_NOISE_H
#define PICTURES_NOISE_H

#include <stdint.h>

/* A stream of random numbers (splitmix64). */
struct chance {
    uint64_t state;
};

struct chance chance_seed(uint64_t seed);
float chance_unit(struct chance *c); /* 0 to 1 */
float chance_between(struct chance *c, float low, float high);
float chance_normal(struct chance *c); /* mean 0, deviation 1 */

/* A number of 0 to 1 that belongs to the cell (x, y). */
float hash_unit(int x, int y, uint32_t seed);

/* Smooth gradient noise, about -1 to 1, features of size 1. */
float noise2(float x, float y, uint32_t seed);

/* Octaves of noise2, each half as large and half as strong. */
float noise_octaves(float x, float y, int octaves, uint32_t seed);

#endif
