#include "jpeg.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

enum { BEST_QUALITY = 94, WORST_QUALITY = 70 };

static uint8_t *pack_at(const uint8_t *pixels, int w, int h, int quality, size_t *size)
{
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    unsigned char *bytes = NULL;
    unsigned long length = 0;
    jpeg.err = jpeg_std_error(&errors); /* ends the program: only memory can run out here */
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &bytes, &length);
    jpeg.image_width = (JDIMENSION)w;
    jpeg.image_height = (JDIMENSION)h;
    jpeg.input_components = 3;
    jpeg.in_color_space = JCS_RGB;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, quality, TRUE);
    jpeg.dct_method = JDCT_ISLOW;
    jpeg.optimize_coding = TRUE;
    jpeg_start_compress(&jpeg, TRUE);
    for (int y = 0; y < h; y++) {
        /* libjpeg reads the row only, although its type does not say so. */
        JSAMPROW row = (JSAMPROW)(uintptr_t)(pixels + (size_t)y * (size_t)w * 3U);
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    *size = (size_t)length;
    return bytes;
}

uint8_t *jpeg_pack(const uint8_t *pixels, int w, int h, size_t limit, size_t *size, int *quality)
{
    for (int q = BEST_QUALITY; q >= WORST_QUALITY; q -= 2) {
        uint8_t *bytes = pack_at(pixels, w, h, q, size);
        if (*size <= limit) {
            *quality = q;
            return bytes;
        }
        free(bytes);
    }
    return NULL;
}

struct reader {
    struct jpeg_error_mgr errors;
    jmp_buf give_up;
};

static void on_error(j_common_ptr jpeg)
{
    struct reader *reader = (struct reader *)(void *)jpeg->err;
    longjmp(reader->give_up, 1);
}

uint8_t *jpeg_unpack(const uint8_t *bytes, size_t size, int *w, int *h)
{
    struct jpeg_decompress_struct jpeg;
    struct reader reader;
    uint8_t *volatile pixels = NULL;
    jpeg.err = jpeg_std_error(&reader.errors);
    reader.errors.error_exit = on_error;
    if (setjmp(reader.give_up) != 0) {
        jpeg_destroy_decompress(&jpeg);
        free(pixels);
        return NULL;
    }
    jpeg_create_decompress(&jpeg);
    jpeg_mem_src(&jpeg, bytes, (unsigned long)size);
    jpeg_read_header(&jpeg, TRUE);
    jpeg.out_color_space = JCS_RGB;
    jpeg_start_decompress(&jpeg);
    size_t stride = (size_t)jpeg.output_width * 3U;
    pixels = malloc(stride * (size_t)jpeg.output_height);
    while (pixels != NULL && jpeg.output_scanline < jpeg.output_height) {
        JSAMPROW row = pixels + (size_t)jpeg.output_scanline * stride;
        jpeg_read_scanlines(&jpeg, &row, 1);
    }
    *w = (int)jpeg.output_width;
    *h = (int)jpeg.output_height;
    if (pixels != NULL) {
        jpeg_finish_decompress(&jpeg);
    }
    jpeg_destroy_decompress(&jpeg);
    return pixels;
}
