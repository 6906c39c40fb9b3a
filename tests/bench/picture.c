#include "picture.h"

#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

struct picture picture_read(const char *path)
{
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors; /* libjpeg's own: it says why and ends the program */
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_decompress(&jpeg);
    jpeg_stdio_src(&jpeg, file);
    jpeg_read_header(&jpeg, TRUE);
    jpeg.out_color_space = JCS_EXT_BGRX;
    jpeg_start_decompress(&jpeg);
    struct picture picture = {.w = (int)jpeg.output_width, .h = (int)jpeg.output_height};
    picture.pixels = malloc((size_t)picture.w * (size_t)picture.h * sizeof *picture.pixels);
    if (!picture.pixels)
        exit(EXIT_FAILURE);
    while (jpeg.output_scanline < jpeg.output_height) {
        JSAMPROW row = (JSAMPROW)(picture.pixels + (size_t)jpeg.output_scanline * (size_t)picture.w);
        jpeg_read_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_decompress(&jpeg);
    jpeg_destroy_decompress(&jpeg);
    fclose(file);
    return picture;
}
