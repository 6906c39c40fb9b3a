#include "paint/scale.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WEIGHT_ONE 4096 /* a row of 8-bit values times it, summed over an axis, stays inside 32 bits */

/* Which source pixels make up target pixel i along one axis, and with which weights. */
struct taps {
    int *first;       /* by target pixel */
    int *count;       /* the same */
    uint16_t *weight; /* by target pixel, most apart */
    int most;
};

static void taps_finish(struct taps *taps)
{
    free(taps->first);
    free(taps->count);
    free(taps->weight);
}

/* Weights of one target pixel from shares that add up to 1: integers that add up to WEIGHT_ONE, so that a
 * flat color stays what it is. */
static void round_weights(uint16_t *weight, const double *share, int count)
{
    double sum = 0;
    int given = 0;
    for (int i = 0; i < count; i++) {
        sum += share[i];
        int upto = (int)lround(sum * WEIGHT_ONE);
        weight[i] = (uint16_t)(upto - given);
        given = upto;
    }
}

static int clamp_int(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

/* Target pixels [0, target) cover [from, from + length) of a source of full pixels. */
static bool taps_init(struct taps *taps, int target, double from, double length, int full)
{
    double step = length / target;
    double span = step > 1 ? step : 1; /* enlarging: a tent of one pixel on either side, sampled at centers */
    taps->most = (int)ceil(span) + 2;
    taps->first = malloc((size_t)target * sizeof(int));
    taps->count = malloc((size_t)target * sizeof(int));
    taps->weight = calloc((size_t)target * (size_t)taps->most, sizeof(uint16_t));
    double *share = malloc((size_t)taps->most * sizeof(double));
    if (!taps->first || !taps->count || !taps->weight || !share) {
        free(share);
        taps_finish(taps);
        return false;
    }
    for (int i = 0; i < target; i++) {
        double center = from + (i + 0.5) * step;
        double low = fmax(center - span / 2, 0), high = fmin(center + span / 2, full);
        int first = clamp_int((int)floor(low), 0, full - 1);
        int last = clamp_int((int)ceil(high) - 1, first, full - 1);
        last = last - first + 1 > taps->most ? first + taps->most - 1 : last;
        double total = 0;
        for (int j = first; j <= last; j++) {
            double part = fmin(high, j + 1) - fmax(low, j);
            share[j - first] = part > 0 ? part : 0;
            total += share[j - first];
        }
        for (int j = 0; j <= last - first; j++)
            share[j] = total > 0 ? share[j] / total : 1.0 / (last - first + 1);
        taps->first[i] = first;
        taps->count[i] = last - first + 1;
        round_weights(taps->weight + (size_t)i * (size_t)taps->most, share, taps->count[i]);
    }
    free(share);
    return true;
}

/* Sums of the four channels, weighted, of one source row into target's columns: 8 bits with 7 of fraction. */
static void squeeze_row(const uint32_t *row, const struct taps *across, int w, uint16_t *out)
{
    for (int x = 0; x < w; x++) {
        const uint32_t *pixel = row + across->first[x];
        const uint16_t *weight = across->weight + (size_t)x * (size_t)across->most;
        uint32_t a = 0, r = 0, g = 0, b = 0;
        for (int i = 0; i < across->count[x]; i++) {
            a += (pixel[i] >> 24) * weight[i];
            r += (pixel[i] >> 16 & 0xff) * weight[i];
            g += (pixel[i] >> 8 & 0xff) * weight[i];
            b += (pixel[i] & 0xff) * weight[i];
        }
        out[4 * x] = (uint16_t)((b + 16) >> 5);
        out[4 * x + 1] = (uint16_t)((g + 16) >> 5);
        out[4 * x + 2] = (uint16_t)((r + 16) >> 5);
        out[4 * x + 3] = (uint16_t)((a + 16) >> 5);
    }
}

static void add_row(uint32_t *sum, const uint16_t *row, uint32_t weight, size_t n)
{
    for (size_t i = 0; i < n; i++)
        sum[i] += row[i] * weight;
}

static void store_row(uint32_t *target, const uint32_t *sum, int w)
{
    const uint32_t half = 1u << 18;
    for (int x = 0; x < w; x++) {
        const uint32_t *s = sum + (size_t)x * 4;
        target[x] = (s[3] + half) >> 19 << 24 | (s[2] + half) >> 19 << 16 | (s[1] + half) >> 19 << 8 |
                    (s[0] + half) >> 19;
    }
}

static bool scale_rows(const struct pixmap *source, uint32_t *target, int w, int h, const struct taps *across,
                       const struct taps *down)
{
    size_t n = (size_t)w * 4;
    /* Neighboring target rows share at most two source rows: they are squeezed once. */
    uint16_t *rows[2] = {malloc(n * sizeof(uint16_t)), malloc(n * sizeof(uint16_t))};
    uint32_t *sum = malloc(n * sizeof(uint32_t));
    int held[2] = {-1, -1};
    bool ok = rows[0] && rows[1] && sum;
    for (int y = 0; ok && y < h; y++) {
        memset(sum, 0, n * sizeof(uint32_t));
        for (int i = 0; i < down->count[y]; i++) {
            int from = down->first[y] + i;
            int slot = from & 1;
            if (held[slot] != from) {
                squeeze_row(source->pixels + (size_t)from * (size_t)source->stride, across, w, rows[slot]);
                held[slot] = from;
            }
            add_row(sum, rows[slot], down->weight[(size_t)y * (size_t)down->most + (size_t)i], n);
        }
        store_row(target + (size_t)y * (size_t)w, sum, w);
    }
    free(rows[0]);
    free(rows[1]);
    free(sum);
    return ok;
}

bool scale_pixels(const struct pixmap *source, uint32_t *target, int w, int h)
{
    struct taps across, down;
    if (!taps_init(&across, w, source->x, source->w, source->full_w))
        return false;
    bool ok = taps_init(&down, h, source->y, source->h, source->full_h);
    if (ok) {
        ok = scale_rows(source, target, w, h, &across, &down);
        taps_finish(&down);
    }
    taps_finish(&across);
    return ok;
}
