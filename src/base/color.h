/* color: sRGB colors as 0xRRGGBB. */
#ifndef LOBBY_BASE_COLOR_H
#define LOBBY_BASE_COLOR_H

#include <stdint.h>

/* A mix of two colors, share of b in 0..255. */
uint32_t color_mix(uint32_t a, uint32_t b, unsigned share);

/* Relative luminance, 0 black .. 1 white (WCAG 2.2). */
double color_luminance(uint32_t color);

/* Contrast ratio of two colors, 1..21 (WCAG 2.2, 1.4.3). */
double color_contrast(uint32_t a, uint32_t b);

#endif
