#include "paint/strip.h"

#include <math.h>
#include <string.h>

static int min_int(int a, int b)
{
    return a < b ? a : b;
}

static int max_int(int a, int b)
{
    return a > b ? a : b;
}

static uint32_t *row_at(struct strip *strip, int y)
{
    return strip->pixels + (size_t)(y - strip->y0) * (size_t)strip->w;
}

static void set_span(uint32_t *row, int from, int to, uint32_t color)
{
    for (int x = from; x < to; x++)
        row[x] = color;
}

static void mix_span(uint32_t *row, int from, int to, uint32_t color, uint32_t alpha)
{
    if (alpha == 255) {
        set_span(row, from, to, color);
        return;
    }
    for (int x = from; x < to; x++)
        row[x] = strip_mix(row[x], color, alpha);
}

void strip_clear(struct strip *strip, uint32_t color)
{
    for (int y = strip->y0; y < strip->y1; y++)
        set_span(row_at(strip, y), 0, strip->w, color);
}

int strip_corner(int radius, int dx, int dy)
{
    double x = radius - dx - 0.5, y = radius - dy - 0.5;
    double inside = radius - sqrt(x * x + y * y) + 0.5;
    return inside <= 0 ? 0 : inside >= 1 ? 255 : (int)(inside * 255 + 0.5);
}

static int fitting_radius(struct rect box, int radius)
{
    return max_int(0, min_int(radius, min_int(box.w, box.h) / 2));
}

/* How many rows y is inside of the nearer edge, when that is less than the radius; otherwise radius. */
static int rows_inside(struct rect box, int radius, int y)
{
    return min_int(radius, min_int(y - box.y, box.y + box.h - 1 - y));
}

void strip_fill(struct strip *strip, struct rect box, uint32_t color, uint8_t alpha, int radius)
{
    radius = fitting_radius(box, radius);
    int y0 = max_int(box.y, strip->y0), y1 = min_int(box.y + box.h, strip->y1);
    for (int y = y0; y < y1; y++) {
        uint32_t *row = row_at(strip, y);
        int inside = rows_inside(box, radius, y);
        int edge = inside < radius ? radius : 0;
        mix_span(row, max_int(box.x + edge, 0), min_int(box.x + box.w - edge, strip->w), color, alpha);
        for (int i = 0; i < edge; i++) {
            uint32_t part = (uint32_t)(strip_corner(radius, i, inside) * alpha + 127) / 255;
            int left = box.x + i, right = box.x + box.w - 1 - i;
            if (left >= 0 && left < strip->w)
                row[left] = strip_mix(row[left], color, part);
            if (right >= 0 && right < strip->w)
                row[right] = strip_mix(row[right], color, part);
        }
    }
}

void strip_picture(struct strip *strip, struct rect box, const uint32_t *pixels, int radius)
{
    radius = fitting_radius(box, radius);
    int y0 = max_int(box.y, strip->y0), y1 = min_int(box.y + box.h, strip->y1);
    for (int y = y0; y < y1; y++) {
        uint32_t *row = row_at(strip, y);
        const uint32_t *source = pixels + (size_t)(y - box.y) * (size_t)box.w;
        int inside = rows_inside(box, radius, y);
        int edge = inside < radius ? radius : 0;
        int from = max_int(box.x + edge, 0), to = min_int(box.x + box.w - edge, strip->w);
        if (to > from)
            memcpy(row + from, source + (from - box.x), (size_t)(to - from) * sizeof *row);
        for (int i = 0; i < edge; i++) {
            uint32_t part = (uint32_t)strip_corner(radius, i, inside);
            int left = box.x + i, right = box.x + box.w - 1 - i;
            if (left >= 0 && left < strip->w)
                row[left] = strip_mix(row[left], source[i], part);
            if (right >= 0 && right < strip->w)
                row[right] = strip_mix(row[right], source[box.w - 1 - i], part);
        }
    }
}

/* below times what color leaves of it, plus color, saturated. */
static uint32_t add_premultiplied(uint32_t below, uint32_t color)
{
    uint32_t alpha = color >> 24;
    uint32_t rest = strip_mix(below, 0, alpha);
    uint32_t r = (rest >> 16 & 0xff) + (color >> 16 & 0xff);
    uint32_t g = (rest >> 8 & 0xff) + (color >> 8 & 0xff);
    uint32_t b = (rest & 0xff) + (color & 0xff);
    return (r > 255 ? 255 : r) << 16 | (g > 255 ? 255 : g) << 8 | (b > 255 ? 255 : b);
}

void strip_stamp(struct strip *strip, int x, int y, int w, int h, const uint32_t *pixels, bool colored,
                 uint32_t color)
{
    int x0 = max_int(0, -x), x1 = min_int(w, strip->w - x);
    for (int at = max_int(y, strip->y0); at < min_int(y + h, strip->y1); at++) {
        uint32_t *row = row_at(strip, at) + x;
        const uint32_t *source = pixels + (size_t)(at - y) * (size_t)w;
        for (int i = x0; i < x1; i++) {
            if (source[i] >> 24 == 0)
                continue;
            row[i] =
                colored ? add_premultiplied(row[i], source[i]) : strip_mix(row[i], color, source[i] >> 24);
        }
    }
}

void strip_mask(struct strip *strip, int x, int y, int size, const uint8_t *mask, bool flip, uint32_t color)
{
    int x0 = max_int(0, -x), x1 = min_int(size, strip->w - x);
    for (int at = max_int(y, strip->y0); at < min_int(y + size, strip->y1); at++) {
        uint32_t *row = row_at(strip, at) + x;
        const uint8_t *source = mask + (size_t)(at - y) * (size_t)size;
        for (int i = x0; i < x1; i++)
            row[i] = strip_mix(row[i], color, source[flip ? size - 1 - i : i]);
    }
}

void strip_modules(struct strip *strip, struct rect box, const uint8_t *modules, int n, uint32_t color)
{
    int module = n > 0 ? min_int(box.w, box.h) / n : 0;
    if (module < 1)
        return;
    int left = box.x + (box.w - module * n) / 2, top = box.y + (box.h - module * n) / 2;
    for (int y = max_int(top, strip->y0); y < min_int(top + module * n, strip->y1); y++) {
        const uint8_t *source = modules + (size_t)((y - top) / module) * (size_t)n;
        for (int i = 0; i < n; i++) {
            if (source[i])
                set_span(row_at(strip, y), max_int(left + i * module, 0),
                         min_int(left + (i + 1) * module, strip->w), color);
        }
    }
}
