/* Gradients: the color and its alpha change linearly, mixed with what lies below in 16.16 and brought to
 * whole levels by an ordered dither, since a scrim of 30 levels over 500 rows would show steps. */
#include "paint/strip.h"

#define DITHER 8 /* side of the threshold matrix */
#define ONE    65536u
#define BLOCK  512 /* columns */

/* Bayer's matrix: the thresholds of any square block of it are spread evenly. */
static const uint8_t bayer[DITHER][DITHER] = {
    {0, 32, 8, 40, 2, 34, 10, 42},    {48, 16, 56, 24, 50, 18, 58, 26}, {12, 44, 4, 36, 14, 46, 6, 38},
    {60, 28, 52, 20, 62, 30, 54, 22}, {3, 35, 11, 43, 1, 33, 9, 41},    {51, 19, 59, 27, 49, 17, 57, 25},
    {15, 47, 7, 39, 13, 45, 5, 37},   {63, 31, 55, 23, 61, 29, 53, 21},
};

/* A color with its alpha multiplied in, each channel 0..255 in 16.16, and what is left for the ground,
 * 0..ONE. Floats hold whole numbers up to 2^24 exactly, and every processor multiplies four of them at a
 * time. */
struct tint {
    float r, g, b, rest;
};

static float lerp(float from, float to, int at, int length)
{
    /* The middle of pixel at: (at + 0.5) / length. */
    int64_t difference = (int64_t)to - (int64_t)from;
    int64_t part = difference * (2 * at + 1) / (2 * (int64_t)length);
    return (float)((int64_t)from + part);
}

static struct tint end_tint(uint32_t color, uint8_t alpha)
{
    uint32_t share = ((uint32_t)alpha * ONE + 127) / 255;
    return (struct tint){(float)((color >> 16 & 0xff) * share), (float)((color >> 8 & 0xff) * share),
                         (float)((color & 0xff) * share), (float)(ONE - share)};
}

static struct tint tint_at(const struct tint *a, const struct tint *b, int at, int length)
{
    return (struct tint){lerp(a->r, b->r, at, length), lerp(a->g, b->g, at, length),
                         lerp(a->b, b->b, at, length), lerp(a->rest, b->rest, at, length)};
}

/* The sum stays below 2^24, as thresholds end half a step before a level: it is exact. */
static uint32_t mixed(uint32_t below, float color, float rest, float threshold)
{
    return (uint32_t)(int32_t)(((float)(int32_t)below * rest + color + threshold) * (1.0f / (float)ONE));
}

static uint32_t tinted(uint32_t below, const struct tint *tint, float threshold)
{
    return mixed(below >> 16 & 0xff, tint->r, tint->rest, threshold) << 16 |
           mixed(below >> 8 & 0xff, tint->g, tint->rest, threshold) << 8 |
           mixed(below & 0xff, tint->b, tint->rest, threshold);
}

/* Thresholds of a row, by x modulo DITHER: (n + 0.5) / 64 of a level. */
static void row_thresholds(float *threshold, int y)
{
    for (int i = 0; i < DITHER; i++) {
        uint32_t level = bayer[y & (DITHER - 1)][i] * (ONE / 64) + ONE / 128;
        threshold[i] = (float)level;
    }
}

static void tint_row(uint32_t *row, int from, int to, const struct tint *tint, const float *threshold)
{
    int x = from;
    for (; x < to && x & (DITHER - 1); x++)
        row[x] = tinted(row[x], tint, threshold[x & (DITHER - 1)]);
    for (; x + DITHER <= to; x += DITHER) {
        for (int i = 0; i < DITHER; i++)
            row[x + i] = tinted(row[x + i], tint, threshold[i]);
    }
    for (; x < to; x++)
        row[x] = tinted(row[x], tint, threshold[x & (DITHER - 1)]);
}

static void paint_down(struct strip *strip, const struct item *item, struct rect part)
{
    struct tint start = end_tint(item->color, item->alpha), end = end_tint(item->end_color, item->end_alpha);
    for (int y = part.y; y < part.y + part.h; y++) {
        struct tint tint = tint_at(&start, &end, y - item->box.y, item->box.h);
        float threshold[DITHER];
        row_thresholds(threshold, y);
        tint_row(strip->pixels + (size_t)(y - strip->y0) * (size_t)strip->w, part.x, part.x + part.w, &tint,
                 threshold);
    }
}

/* The tints of a block of columns, channel by channel, and the thresholds above them: so laid out that the
 * compiler does several columns at a time. */
struct columns {
    float r[BLOCK], g[BLOCK], b[BLOCK], rest[BLOCK];
    float threshold[DITHER][BLOCK]; /* by y modulo DITHER */
};

static void columns_fill(struct columns *columns, const struct item *item, int x0, int n)
{
    struct tint start = end_tint(item->color, item->alpha), end = end_tint(item->end_color, item->end_alpha);
    for (int i = 0; i < n; i++) {
        struct tint tint = tint_at(&start, &end, x0 + i - item->box.x, item->box.w);
        columns->r[i] = tint.r;
        columns->g[i] = tint.g;
        columns->b[i] = tint.b;
        columns->rest[i] = tint.rest;
    }
    for (int y = 0; y < DITHER; y++) {
        float threshold[DITHER];
        row_thresholds(threshold, y);
        for (int i = 0; i < n; i++)
            columns->threshold[y][i] = threshold[(x0 + i) & (DITHER - 1)];
    }
}

static void tint_columns(uint32_t *restrict row, const struct columns *restrict columns,
                         const float *restrict threshold, int n)
{
    for (int i = 0; i < n; i++) {
        struct tint tint = {columns->r[i], columns->g[i], columns->b[i], columns->rest[i]};
        row[i] = tinted(row[i], &tint, threshold[i]);
    }
}

static void paint_across(struct strip *strip, const struct item *item, struct rect part)
{
    struct columns columns;
    for (int x0 = part.x; x0 < part.x + part.w; x0 += BLOCK) {
        int n = part.x + part.w - x0 < BLOCK ? part.x + part.w - x0 : BLOCK;
        columns_fill(&columns, item, x0, n);
        for (int y = part.y; y < part.y + part.h; y++)
            tint_columns(strip->pixels + (size_t)(y - strip->y0) * (size_t)strip->w + x0, &columns,
                         columns.threshold[y & (DITHER - 1)], n);
    }
}

void strip_gradient(struct strip *strip, const struct item *item)
{
    struct rect box = item->box;
    struct rect part = {.x = box.x < 0 ? 0 : box.x, .y = box.y < strip->y0 ? strip->y0 : box.y};
    part.w = (box.x + box.w > strip->w ? strip->w : box.x + box.w) - part.x;
    part.h = (box.y + box.h > strip->y1 ? strip->y1 : box.y + box.h) - part.y;
    if (part.w <= 0 || part.h <= 0)
        return;
    if (item->across)
        paint_across(strip, item, part);
    else
        paint_down(strip, item, part);
}
