/* paint/png: pixels into PNG files, fast and the same bytes from run to run. */
#ifndef LOBBY_SCREEN_PAINT_PNG_H
#define LOBBY_SCREEN_PAINT_PNG_H

#include "base/err.h"

#include <stdint.h>

/* rgb: w * h * 3 bytes. zlib level 1 with the Up filter; no times, no text. */
bool png_write(const char *path, const uint8_t *rgb, int w, int h, struct err *err) MUST_USE;

/* Reads an 8-bit PNG (as written above) back. *rgb is malloced. */
bool png_read(const char *path, uint8_t **rgb, int *w, int *h, struct err *err) MUST_USE;

#endif
