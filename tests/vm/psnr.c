/* vm-psnr SCREEN EXPECTED [DEGREES] : how much alike two PNGs are, in dB (PSNR over all channels), on
 * standard output; equal ones are 99. EXPECTED is turned clockwise by DEGREES (0, 90, 180, 270) before. */
#include "paint/png.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EQUAL_DB 99.0

struct picture {
    uint8_t *rgb;
    int w, h;
};

static bool read_picture(const char *path, struct picture *picture)
{
    struct err err = {.text = ""};
    if (png_read(path, &picture->rgb, &picture->w, &picture->h, &err))
        return true;
    fprintf(stderr, "vm-psnr: %s: %s\n", path, err.text);
    return false;
}

/* Clockwise by a quarter: the first row is the left column, read from the bottom. */
static bool turn_quarter(struct picture *picture)
{
    const int w = picture->h, h = picture->w;
    uint8_t *turned = malloc(3 * (size_t)w * (size_t)h);
    if (!turned)
        return false;
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            const int from = (picture->h - 1 - x) * picture->w + y;
            memcpy(turned + 3 * (y * w + x), picture->rgb + 3 * from, 3);
        }
    free(picture->rgb);
    *picture = (struct picture){turned, w, h};
    return true;
}

static double psnr(const struct picture *one, const struct picture *other)
{
    const size_t count = 3 * (size_t)one->w * (size_t)one->h;
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        const double d = (double)one->rgb[i] - other->rgb[i];
        sum += d * d;
    }
    return sum > 0 ? 10 * log10(255.0 * 255.0 * (double)count / sum) : EQUAL_DB;
}

int main(int argc, char **argv)
{
    if (argc < 3 || argc > 4) {
        fputs("usage: vm-psnr SCREEN EXPECTED [DEGREES]\n", stderr);
        return 2;
    }
    struct picture screen = {0}, expected = {0};
    bool good = read_picture(argv[1], &screen) && read_picture(argv[2], &expected);
    for (int degrees = argc == 4 ? atoi(argv[3]) : 0; good && degrees > 0; degrees -= 90)
        good = turn_quarter(&expected);
    if (good && (screen.w != expected.w || screen.h != expected.h)) {
        fprintf(stderr, "vm-psnr: %s is %d x %d, %s %d x %d\n", argv[1], screen.w, screen.h, argv[2],
                expected.w, expected.h);
        good = false;
    }
    if (good)
        printf("%.1f\n", psnr(&screen, &expected));
    free(screen.rgb);
    free(expected.rgb);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
