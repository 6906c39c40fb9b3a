/* Reading and writing JPEG files through libjpeg: baseline, 4:2:0, nothing but the picture in them. */
#ifndef PICTURES_JPEG_H
#define PICTURES_JPEG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Compresses w * h sRGB pixels with the best quality, from 94 down, whose result is at most limit bytes.
 * The result is malloced, *size bytes long; NULL when no acceptable quality fits.
 */
uint8_t *jpeg_pack(const uint8_t *pixels, int w, int h, size_t limit, size_t *size, int *quality);

/* Decodes to malloced sRGB pixels; NULL when the bytes are no complete JPEG. */
uint8_t *jpeg_unpack(const uint8_t *bytes, size_t size, int *w, int *h);

#endif
