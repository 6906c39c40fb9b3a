#include "pictures.h"

#include <assert.h>
#include <string.h>

void picture_add(struct picture_bytes *picture, const void *bytes, size_t length)
{
    assert(picture->length + length <= sizeof picture->bytes);
    if (length > 0)
        memcpy(picture->bytes + picture->length, bytes, length);
    picture->length += length;
}

static void add_big(struct picture_bytes *picture, uint32_t value, int bytes)
{
    for (int i = bytes - 1; i >= 0; i--) {
        uint8_t byte = (uint8_t)(value >> 8 * i);
        picture_add(picture, &byte, 1);
    }
}

static void add_little(struct picture_bytes *picture, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        uint8_t byte = (uint8_t)(value >> 8 * i);
        picture_add(picture, &byte, 1);
    }
}

void png_begin(struct picture_bytes *picture)
{
    picture->length = 0;
    picture_add(picture, "\x89PNG\r\n\x1a\n", 8);
}

void png_chunk(struct picture_bytes *picture, const char *type, const void *bytes, size_t length)
{
    add_big(picture, (uint32_t)length, 4);
    picture_add(picture, type, 4);
    picture_add(picture, bytes, length);
    add_big(picture, 0, 4); /* checksums are the decoder's business */
}

void png_header(struct picture_bytes *picture, uint32_t width, uint32_t height, unsigned depth,
                unsigned color)
{
    struct picture_bytes ihdr = {.length = 0};
    add_big(&ihdr, width, 4);
    add_big(&ihdr, height, 4);
    add_big(&ihdr, depth, 1);
    add_big(&ihdr, color, 1);
    add_big(&ihdr, 0, 3);
    png_chunk(picture, "IHDR", ihdr.bytes, ihdr.length);
}

void picture_png(struct picture_bytes *picture, uint32_t width, uint32_t height)
{
    png_begin(picture);
    png_header(picture, width, height, 8, 2);
    png_chunk(picture, "IDAT", "pixels", 6);
    png_chunk(picture, "IEND", NULL, 0);
}

void jpeg_segment(struct picture_bytes *picture, unsigned marker, const void *bytes, size_t length)
{
    add_big(picture, 0xff00 | marker, 2);
    add_big(picture, (uint32_t)length + 2, 2);
    picture_add(picture, bytes, length);
}

void jpeg_frame(struct picture_bytes *picture, unsigned marker, unsigned width, unsigned height,
                unsigned components)
{
    struct picture_bytes sof = {.length = 0};
    add_big(&sof, 8, 1);
    add_big(&sof, height, 2);
    add_big(&sof, width, 2);
    add_big(&sof, components, 1);
    for (unsigned i = 0; i < components; i++)
        add_big(&sof, (i + 1) << 16 | 0x1100, 3);
    jpeg_segment(picture, marker, sof.bytes, sof.length);
}

void jpeg_exif(struct picture_bytes *picture, unsigned orientation, int little)
{
    struct picture_bytes exif = {.length = 0};
    void (*add)(struct picture_bytes *, uint32_t, int) = little ? add_little : add_big;
    picture_add(&exif, "Exif\0", 6);
    picture_add(&exif, little ? "II" : "MM", 2);
    add(&exif, 42, 2);
    add(&exif, 8, 4);
    add(&exif, 2, 2); /* entries: another one first */
    add(&exif, 0x0100, 2), add(&exif, 3, 2), add(&exif, 1, 4), add(&exif, 7, 2), add(&exif, 0, 2);
    add(&exif, 0x0112, 2), add(&exif, 3, 2), add(&exif, 1, 4), add(&exif, orientation, 2), add(&exif, 0, 2);
    add(&exif, 0, 4);
    jpeg_segment(picture, 0xe1, exif.bytes, exif.length);
}

/* Stuffed zeros and restart markers belong to the data. */
void jpeg_scan(struct picture_bytes *picture)
{
    jpeg_segment(picture, 0xda, "\x01\x01\x00\x00\x3f\x00", 6);
    picture_add(picture, "data\xff\x00more\xff\xd0more", 16);
}

void picture_jpeg(struct picture_bytes *picture, unsigned width, unsigned height)
{
    picture->length = 0;
    picture_add(picture, "\xff\xd8", 2);
    jpeg_segment(picture, 0xe0, "JFIF", 5);
    jpeg_frame(picture, 0xc0, width, height, 3);
    jpeg_scan(picture);
    picture_add(picture, "\xff\xd9", 2);
}

void webp_begin(struct picture_bytes *picture)
{
    picture->length = 0;
    picture_add(picture, "RIFF\0\0\0\0WEBP", 12);
}

void webp_chunk(struct picture_bytes *picture, const char *type, const void *bytes, size_t length)
{
    picture_add(picture, type, 4);
    add_little(picture, (uint32_t)length, 4);
    picture_add(picture, bytes, length);
    if (length & 1)
        picture_add(picture, "", 1);
}

void webp_end(struct picture_bytes *picture)
{
    for (int i = 0; i < 4; i++)
        picture->bytes[4 + i] = (uint8_t)((picture->length - 8) >> 8 * i);
}

void webp_lossy(struct picture_bytes *picture, unsigned width, unsigned height)
{
    struct picture_bytes vp8 = {.length = 0};
    picture_add(&vp8, "\x10\x00\x00\x9d\x01\x2a", 6);
    add_little(&vp8, width, 2);
    add_little(&vp8, height, 2);
    picture_add(&vp8, "x", 1); /* odd, so that it is padded */
    webp_chunk(picture, "VP8 ", vp8.bytes, vp8.length);
}

void webp_lossless(struct picture_bytes *picture, unsigned width, unsigned height)
{
    struct picture_bytes vp8l = {.length = 0};
    add_little(&vp8l, 0x2f, 1);
    add_little(&vp8l, (width - 1) | (height - 1) << 14, 4);
    add_little(&vp8l, 0, 1); /* no transforms, no cache, no blocks */
    webp_chunk(picture, "VP8L", vp8l.bytes, vp8l.length);
}

void webp_extended(struct picture_bytes *picture, unsigned flags, unsigned width, unsigned height)
{
    struct picture_bytes vp8x = {.length = 0};
    add_little(&vp8x, flags, 4);
    add_little(&vp8x, width - 1, 3);
    add_little(&vp8x, height - 1, 3);
    webp_chunk(picture, "VP8X", vp8x.bytes, vp8x.length);
}
