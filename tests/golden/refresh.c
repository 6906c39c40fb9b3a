/* Draws every golden anew: golden-refresh FIXTURES TARGET. Run it through ./refresh, then look at them. */
#include "gallery.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>

/* png_write is made for speed; these stay in the repository for good. */
static bool write_small(const char *path, const uint8_t *rgb, const struct golden *golden)
{
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = (png_uint_32)golden->w,
                       .height = (png_uint_32)golden->h,
                       .format = PNG_FORMAT_RGB};
    return png_image_write_to_file(&image, path, 0, rgb, 0, NULL);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: golden-refresh FIXTURES TARGET\n", stderr);
        return 2;
    }
    for (size_t i = 0; i < golden_count; i++) {
        struct err err = {""};
        uint8_t *rgb = NULL;
        char *name = golden_name(&goldens[i]), path[4096];
        snprintf(path, sizeof path, "%s/%s.png", argv[2], name ? name : "");
        if (!name || !golden_draw(&goldens[i], argv[1], &rgb, &err) || !write_small(path, rgb, &goldens[i])) {
            fprintf(stderr, "%s: %s\n", path, *err.text ? err.text : "it cannot be written");
            return 1;
        }
        puts(path);
        free(rgb);
        free(name);
    }
    return 0;
}
