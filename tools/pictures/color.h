/*
 * Color: the palette, ramps from a number to a color, and the development of a canvas for a screen.
 *
 * Ramps blend in OKLab (Bjorn Ottosson, "A perceptual color space for image processing"), so that the way
 * from deep green to ivory has no muddy middle.
 */
#ifndef PICTURES_COLOR_H
#define PICTURES_COLOR_H

#include <stdint.h>

#include "pixels.h"

#define HEX_NIGHT  0x03100EU /* nearly black, the quiet part of every picture */
#define HEX_DEEP   0x062A25U
#define HEX_FOREST 0x0B3B33U
#define HEX_TEAL   0x11594EU
#define HEX_SAGE   0x4FA08CU
#define HEX_MINT   0xA9DCC8U
#define HEX_IVORY  0xF6F1E1U
#define HEX_AMBER  0xF2B84BU

enum { RAMP_STEPS = 1024, RAMP_STOPS = 8 };

struct ramp_stop {
    float at; /* 0 to 1, rising */
    uint32_t hex;
};

struct ramp {
    struct rgb color[RAMP_STEPS];
};

/* 0xRRGGBB in sRGB to linear light. */
struct rgb rgb_hex(uint32_t hex);

/* stops ends with the stop at 1; the first one is at 0. */
void ramp_init(struct ramp *ramp, const struct ramp_stop *stops);

/* t is clamped to 0..1. */
struct rgb ramp_color(const struct ramp *ramp, float t);

/* Night, forest, sage, mint, ivory: the house's duotone. */
const struct ramp *ramp_mint(void);
/* Night, ember, amber, cream: for what is to be seen first. */
const struct ramp *ramp_amber(void);

/* An even ground: from top to bottom, with a soft round light at (x, y) in heights from the upper left
 * corner. */
struct ground {
    uint32_t top, bottom, light;
    float x, y, radius, strength;
};
void canvas_ground(struct canvas *c, const struct ground *g);

/* Adds light * k to a pixel. */
void canvas_add(struct canvas *c, int x, int y, struct rgb light, float k);

/* What is brighter than threshold glows: blurred by sigma and added amount times. */
void canvas_bloom(struct canvas *c, float threshold, float sigma, float amount);

/* Darkens towards the left, where text lies: k at the left edge, 1 from x = until (0 to 1) on. */
void canvas_quiet_left(struct canvas *c, float k, float until);

/*
 * Develops the canvas to 8-bit sRGB: soft shoulder, vignette, and a grain of about one step, which keeps wide
 * gradients free of bands. out holds w * h * 3 bytes.
 */
void canvas_develop(const struct canvas *c, uint32_t seed, uint8_t *out);

#endif
