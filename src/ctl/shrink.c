#include "ctl/shrink.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Along one side, in units in which a source pixel is "to" long and a target pixel "from" long: how much of
 * source pixel s lies in target pixel t. */
static unsigned overlap(int from, int to, int s, int t)
{
    int64_t first = (int64_t)s * to, last = first + to;
    int64_t begin = (int64_t)t * from, end = begin + from;
    int64_t a = first > begin ? first : begin, b = last < end ? last : end;
    return b > a ? (unsigned)(b - a) : 0;
}

/* One row in x: target pixels as sums of weight w. */
static void sum_row(const uint8_t *row, int w, uint32_t *sums, int to_w)
{
    for (int t = 0; t < to_w; t++) {
        uint32_t red = 0, green = 0, blue = 0;
        int first = (int)((int64_t)t * w / to_w);
        for (int s = first; (int64_t)s * to_w < (int64_t)(t + 1) * w; s++) {
            unsigned weight = overlap(w, to_w, s, t);
            red += weight * row[3 * s];
            green += weight * row[3 * s + 1];
            blue += weight * row[3 * s + 2];
        }
        sums[3 * t] = red;
        sums[3 * t + 1] = green;
        sums[3 * t + 2] = blue;
    }
}

bool shrink_box(const uint8_t *source, int w, int h, uint8_t *target, int to_w, int to_h)
{
    assert(to_w > 0 && to_h > 0 && to_w <= w && to_h <= h && w <= 65536 && h <= 65536);
    size_t n = (size_t)to_w * 3;
    uint32_t *row = calloc(n, sizeof *row);
    uint64_t *total = calloc(n, sizeof *total);
    if (row && total) {
        uint64_t whole = (uint64_t)w * (uint64_t)h;
        int summed = -1; /* the source row that is in row */
        for (int t = 0; t < to_h; t++) {
            memset(total, 0, n * sizeof *total);
            for (int s = (int)((int64_t)t * h / to_h); (int64_t)s * to_h < (int64_t)(t + 1) * h; s++) {
                if (s != summed)
                    sum_row(source + (size_t)s * (size_t)w * 3, w, row, to_w);
                summed = s;
                unsigned weight = overlap(h, to_h, s, t);
                for (size_t i = 0; i < n; i++)
                    total[i] += (uint64_t)weight * row[i];
            }
            for (size_t i = 0; i < n; i++)
                target[(size_t)t * n + i] = (uint8_t)((total[i] + whole / 2) / whole);
        }
    }
    bool done = row && total;
    free(row);
    free(total);
    return done;
}
