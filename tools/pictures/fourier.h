/* The discrete Fourier transform of square planes whose side is a power of two. */
#ifndef PICTURES_FOURIER_H
#define PICTURES_FOURIER_H

#include "pixels.h"

/*
 * Transforms in place, forwards (exp(-i...)) without scaling; re and im are the parts, of the same
 * power-of-two size. The zero frequency is at (0, 0).
 */
void fourier_forward(struct plane *re, struct plane *im);

#endif
