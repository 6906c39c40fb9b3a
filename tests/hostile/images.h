/* Pictures that decoders take, put together here so that one thing in them can be wrong. */
#ifndef TESTS_HOSTILE_IMAGES_H
#define TESTS_HOSTILE_IMAGES_H

#include "bytes.h"

#include <stdbool.h>

/* PNG: a picture is start, chunks, IDAT, finish. Checksums are right. */
struct png {
    unsigned width, height, depth, color;
    bool interlaced;
};
#define PNG_GRAY       0
#define PNG_RGB        2
#define PNG_PALETTE    3
#define PNG_GRAY_ALPHA 4
#define PNG_RGBA       6

void png_start(struct bytes *bytes, const struct png *png);
void png_add(struct bytes *bytes, const char *type, const void *payload, size_t length);
/* A chunk whose payload is head, then zeros, deflated, as zTXt, iCCP and iTXt have it. */
void png_bomb(struct bytes *bytes, const char *type, const void *head, size_t length, size_t zeros);
/* A chunk whose payload is bytes, deflated. */
void png_pack(struct bytes *bytes, const char *type, const void *payload, size_t length);
/* The rows of a pattern, each behind its filter byte, as IDAT holds them deflated. */
void png_rows(struct bytes *bytes, const struct png *png);
/* IDAT with them. */
void png_pattern(struct bytes *bytes, const struct png *png);
/* IDAT with rows of nothing but zeros, as small as it gets. */
void png_flat(struct bytes *bytes, const struct png *png);
void png_finish(struct bytes *bytes);
/* All of the above. */
void png_make(struct bytes *bytes, const struct png *png, bool pattern);

/* JPEG, by libjpeg. */
enum jpeg_scans { JPEG_ONE_SCAN, JPEG_SCAN_A_COLOR, JPEG_PROGRESSIVE, JPEG_SIXTEEN_SCANS };
struct jpeg {
    unsigned width, height;
    int quality;
    int noise; /* how far the pixels differ; 0: one color */
    bool gray;
    bool full; /* colors in full resolution (4:4:4) */
    enum jpeg_scans scans;
};
void jpeg_make(struct bytes *bytes, const struct jpeg *jpeg);
/* Puts a segment behind the SOI. */
void jpeg_insert(struct bytes *bytes, unsigned marker, const void *payload, size_t length);
/* The offset of the first segment with the marker; the bytes must have it. */
size_t jpeg_find(const struct bytes *bytes, unsigned marker);
/* A progressive gray picture of the given scans, each of some 20 bytes and over all of it. */
void jpeg_many_scans(struct bytes *bytes, unsigned width, unsigned height, size_t scans);

/* WebP: a lossless picture of one color, whose blocks of 2^side_bits pixels a side have up to groups
 * different sets of codes. Decoders keep tables of 6 to 12 kB for each set. */
void webp_many_codes(struct bytes *bytes, unsigned width, unsigned height, unsigned side_bits,
                     unsigned groups);
/* RIFF around chunks. */
void riff_start(struct bytes *bytes);
void riff_add(struct bytes *bytes, const char *type, const void *payload, size_t length);
void riff_finish(struct bytes *bytes);

#endif
