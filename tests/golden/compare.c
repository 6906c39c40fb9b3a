#include "compare.h"

#include <stdlib.h>
#include <string.h>

static int difference(const uint8_t *one, const uint8_t *other, size_t pixel)
{
    int most = 0;
    for (size_t c = 0; c < 3; c++) {
        int d = abs(one[3 * pixel + c] - other[3 * pixel + c]);
        most = d > most ? d : most;
    }
    return most;
}

struct comparison compare_pictures(const uint8_t *one, const uint8_t *other, int w, int h)
{
    struct comparison result = {0};
    size_t pixels = (size_t)w * (size_t)h, sum = 0;
    for (size_t i = 0; i < 3 * pixels; i++)
        sum += (size_t)abs(one[i] - other[i]);
    for (size_t i = 0; i < pixels; i++) {
        if (difference(one, other, i) < COMPARE_STEP)
            continue;
        if (result.others++ == 0) {
            result.x = (int)(i % (size_t)w);
            result.y = (int)(i / (size_t)w);
        }
    }
    result.mean = (double)sum / (double)(3 * pixels);
    result.same = result.others <= COMPARE_FEW && result.mean <= COMPARE_MEAN;
    return result;
}

uint8_t *compare_show(const uint8_t *golden, const uint8_t *actual, int w, int h)
{
    enum { STRETCH = 8 };
    size_t width = (size_t)w, row = width * 3;
    uint8_t *rgb = calloc(3 * row, (size_t)h);
    for (size_t y = 0; rgb && y < (size_t)h; y++) {
        uint8_t *line = rgb + 3 * row * y;
        memcpy(line, golden + row * y, row);
        memcpy(line + row, actual + row * y, row);
        for (size_t x = 0; x < width; x++) {
            int d = difference(golden, actual, y * width + x) * STRETCH;
            uint8_t *pixel = line + 2 * row + 3 * x;
            pixel[0] = (uint8_t)(d > 255 ? 255 : d);
            pixel[1] = pixel[2] = (uint8_t)(golden[row * y + 3 * x + 1] / 6);
        }
    }
    return rgb;
}
