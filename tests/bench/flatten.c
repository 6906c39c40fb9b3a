/* bench-flatten PNG JPEG : a picture that lobbyctl rendered as a JPEG of quality 90. */
#include "paint/png.h"

#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#define QUALITY 90

static bool write_jpeg(const char *path, uint8_t *rgb, int w, int h)
{
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors; /* libjpeg's own: it says why and ends the program */
    FILE *file = fopen(path, "wb");
    if (!file) {
        perror(path);
        return false;
    }
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_stdio_dest(&jpeg, file);
    jpeg.image_width = (JDIMENSION)w;
    jpeg.image_height = (JDIMENSION)h;
    jpeg.input_components = 3;
    jpeg.in_color_space = JCS_RGB;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, QUALITY, TRUE);
    jpeg_start_compress(&jpeg, TRUE);
    while (jpeg.next_scanline < jpeg.image_height) {
        JSAMPROW row = rgb + (size_t)jpeg.next_scanline * (size_t)w * 3;
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    return fclose(file) == 0;
}

int main(int argc, char **argv)
{
    struct err err = {.text = ""};
    uint8_t *rgb = NULL;
    int w, h;
    if (argc != 3) {
        fputs("usage: bench-flatten PNG JPEG\n", stderr);
        return 2;
    }
    if (!png_read(argv[1], &rgb, &w, &h, &err)) {
        fprintf(stderr, "bench-flatten: %s: %s\n", argv[1], err.text);
        return EXIT_FAILURE;
    }
    bool good = write_jpeg(argv[2], rgb, w, h);
    free(rgb);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
