/* content/vp8l: may a lossless WebP stream be given to a decoder? Part of the room.
 *
 * Such a stream may have codes of its own for every block of 4x4 pixels, and decoders keep tables of up to
 * 12 kB for each: 295 kB of it made libwebp 1.2.4 take 370 MB. Encoders make at most 2,600 blocks. */
#ifndef LOBBY_CONTENT_VP8L_H
#define LOBBY_CONTENT_VP8L_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

#define VP8L_BLOCKS_MAX 2600

/* Bytes are the stream behind its size (that of a VP8L chunk) or behind the first byte (that of an ALPH
 * chunk), of an image of width * height. False and a sentence "what is wrong; what to do". */
bool vp8l_check(const uint8_t *bytes, size_t length, unsigned width, unsigned height,
                struct err *err) MUST_USE;

#endif
