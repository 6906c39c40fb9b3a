/* Picture files made by hand, so that a test can make them wrong in one place. */
#ifndef TESTS_CONTENT_PICTURES_H
#define TESTS_CONTENT_PICTURES_H

#include <stddef.h>
#include <stdint.h>

struct picture_bytes {
    uint8_t bytes[4096];
    size_t length;
};

void picture_add(struct picture_bytes *picture, const void *bytes, size_t length);

/* Whole and small: the pixels are not those of a picture, only the structure is right. */
void picture_png(struct picture_bytes *picture, uint32_t width, uint32_t height);
void picture_jpeg(struct picture_bytes *picture, unsigned width, unsigned height);

/* Their parts. */
void png_begin(struct picture_bytes *picture);
void png_chunk(struct picture_bytes *picture, const char *type, const void *bytes, size_t length);
void png_header(struct picture_bytes *picture, uint32_t width, uint32_t height, unsigned depth,
                unsigned color);
void jpeg_segment(struct picture_bytes *picture, unsigned marker, const void *bytes, size_t length);
void jpeg_frame(struct picture_bytes *picture, unsigned marker, unsigned width, unsigned height,
                unsigned components);
void jpeg_exif(struct picture_bytes *picture, unsigned orientation, int little);
void jpeg_scan(struct picture_bytes *picture);
void webp_begin(struct picture_bytes *picture);
void webp_chunk(struct picture_bytes *picture, const char *type, const void *bytes, size_t length);
void webp_end(struct picture_bytes *picture); /* sets the length in the header */
void webp_lossy(struct picture_bytes *picture, unsigned width, unsigned height);
void webp_lossless(struct picture_bytes *picture, unsigned width, unsigned height);
void webp_extended(struct picture_bytes *picture, unsigned flags, unsigned width, unsigned height);

#endif
