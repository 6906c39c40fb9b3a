#include "paint/png.h"

#include "base/file.h"
#include "paint/pngerr.h"

#include <errno.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PIXELS_MAX (64 * 1024 * 1024)

/* libpng jumps back over the caller: what must survive the jump lives here, outside of the jumping function's
 * own variables. */
struct writing {
    png_structp png;
    png_infop info;
    FILE *file;
};

static bool write_rows(struct writing *to, const uint8_t *rgb, int w, int h)
{
    if (setjmp(png_jmpbuf(to->png)))
        return false;
    png_init_io(to->png, to->file);
    png_set_compression_level(to->png, 1);
    png_set_filter(to->png, PNG_FILTER_TYPE_BASE, PNG_FILTER_UP);
    png_set_IHDR(to->png, to->info, (png_uint_32)w, (png_uint_32)h, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(to->png, to->info);
    for (int y = 0; y < h; y++)
        png_write_row(to->png, rgb + (size_t)y * (size_t)w * 3);
    png_write_end(to->png, to->info);
    return true;
}

bool png_write(const char *path, const uint8_t *rgb, int w, int h, struct err *err)
{
    struct err reason = {""};
    struct writing to = {.file = fopen(path, "wbe")};
    if (!to.file)
        return err_set(err, "%s: %s", path, strerror(errno));
    to.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &reason, pngerr_keep, pngerr_ignore);
    to.info = to.png ? png_create_info_struct(to.png) : NULL;
    bool ok = to.info ? write_rows(&to, rgb, w, h) : err_set(&reason, "out of memory");
    png_destroy_write_struct(&to.png, &to.info);
    if (fclose(to.file) != 0 && ok)
        ok = err_set(&reason, "%s", strerror(errno));
    return ok ? true : err_set(err, "%s: %s", path, reason.text);
}

/* The simplified interface of libpng 1.6 reads whole files into one format. */
bool png_read(const char *path, uint8_t **rgb, int *w, int *h, struct err *err)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    *rgb = NULL;
    if (!png_image_begin_read_from_file(&image, path))
        return err_set(err, "%s: %s", path, image.message);
    image.format = PNG_FORMAT_RGB;
    if ((uint64_t)image.width * image.height > PIXELS_MAX) {
        png_image_free(&image);
        return err_set(err, "%s: larger than %d pixels", path, PIXELS_MAX);
    }
    uint8_t *pixels = malloc(PNG_IMAGE_SIZE(image));
    if (!pixels || !png_image_finish_read(&image, NULL, pixels, 0, NULL)) {
        err_set(err, "%s: %s", path, pixels ? image.message : "out of memory");
        png_image_free(&image);
        free(pixels);
        return false;
    }
    *rgb = pixels;
    *w = (int)image.width;
    *h = (int)image.height;
    return true;
}
