#include "pixels.h"

#include <stdio.h>
#include <stdlib.h>

void *make_zeroed(size_t count, size_t size)
{
    void *memory = calloc(count, size);
    if (memory == NULL) {
        fputs("lobby-pictures: out of memory\n", stderr);
        exit(1);
    }
    return memory;
}

struct canvas canvas_init(int w, int h)
{
    return (struct canvas){w, h, make_zeroed((size_t)w * (size_t)h, sizeof(struct rgb))};
}

void canvas_finish(struct canvas *c)
{
    free(c->at);
    c->at = NULL;
}

struct plane plane_init(int w, int h)
{
    return (struct plane){w, h, make_zeroed((size_t)w * (size_t)h, sizeof(float))};
}

void plane_finish(struct plane *p)
{
    free(p->at);
    p->at = NULL;
}

/* The four neighbors of a place between pixels and the weights of the far ones. */
struct corner {
    size_t a, b, c, d;
    float fx, fy;
};

static struct corner find_corner(int w, int h, float x, float y)
{
    x = clampf(x, 0.0f, (float)(w - 1));
    y = clampf(y, 0.0f, (float)(h - 1));
    int x0 = (int)x, y0 = (int)y;
    int x1 = x0 + 1 < w ? x0 + 1 : x0, y1 = y0 + 1 < h ? y0 + 1 : y0;
    size_t top = (size_t)y0 * (size_t)w, low = (size_t)y1 * (size_t)w;
    return (struct corner){top + (size_t)x0, top + (size_t)x1, low + (size_t)x0,
                           low + (size_t)x1, x - (float)x0,    y - (float)y0};
}

float plane_sample(const struct plane *p, float x, float y)
{
    struct corner k = find_corner(p->w, p->h, x, y);
    return mixf(mixf(p->at[k.a], p->at[k.b], k.fx), mixf(p->at[k.c], p->at[k.d], k.fx), k.fy);
}

struct rgb canvas_sample(const struct canvas *c, float x, float y)
{
    struct corner k = find_corner(c->w, c->h, x, y);
    return rgb_mix(rgb_mix(c->at[k.a], c->at[k.b], k.fx), rgb_mix(c->at[k.c], c->at[k.d], k.fx), k.fy);
}

/* One box pass along a line of count values that lie step floats apart. */
static void box_line(float *line, float *copy, int count, size_t step, int radius)
{
    for (int i = 0; i < count; i++) {
        copy[i] = line[(size_t)i * step];
    }
    double sum = copy[0] * (double)radius;
    for (int i = 0; i < radius; i++) {
        sum += copy[i < count ? i : count - 1];
    }
    double norm = 1.0 / (double)(2 * radius + 1);
    for (int i = 0; i < count; i++) {
        sum += copy[i + radius < count ? i + radius : count - 1];
        line[(size_t)i * step] = (float)(sum * norm);
        sum -= copy[i - radius > 0 ? i - radius : 0];
    }
}

/* Blurs one of `channels` interleaved channels. */
static void blur_channel(float *first, int w, int h, size_t channels, float sigma)
{
    if (sigma < 0.5f) {
        return;
    }
    /* Three boxes of radius r have the variance r * (r + 1). */
    int radius = (int)(0.5f * (sqrtf(1.0f + 4.0f * sigma * sigma) - 1.0f) + 0.5f);
    radius = radius < 1 ? 1 : radius;
    float *copy = make_zeroed((size_t)(w > h ? w : h), sizeof(float));
    for (int pass = 0; pass < 3; pass++) {
        for (int y = 0; y < h; y++) {
            box_line(first + (size_t)y * (size_t)w * channels, copy, w, channels, radius);
        }
        for (int x = 0; x < w; x++) {
            box_line(first + (size_t)x * channels, copy, h, (size_t)w * channels, radius);
        }
    }
    free(copy);
}

void plane_blur(struct plane *p, float sigma)
{
    blur_channel(p->at, p->w, p->h, 1, sigma);
}

void canvas_blur(struct canvas *c, float sigma)
{
    blur_channel(&c->at[0].r, c->w, c->h, 3, sigma);
    blur_channel(&c->at[0].g, c->w, c->h, 3, sigma);
    blur_channel(&c->at[0].b, c->w, c->h, 3, sigma);
}

void plane_normalize(struct plane *p)
{
    size_t count = (size_t)p->w * (size_t)p->h;
    float top = 0.0f;
    for (size_t i = 0; i < count; i++) {
        top = p->at[i] > top ? p->at[i] : top;
    }
    for (size_t i = 0; top > 0.0f && i < count; i++) {
        p->at[i] /= top;
    }
}

struct canvas canvas_halve(const struct canvas *c)
{
    struct canvas half = canvas_init(c->w / 2, c->h / 2);
    for (int y = 0; y < half.h; y++) {
        const struct rgb *from = c->at + (size_t)(2 * y) * (size_t)c->w;
        for (int x = 0; x < half.w; x++, from += 2) {
            struct rgb top = rgb_add(from[0], from[1]), low = rgb_add(from[c->w], from[c->w + 1]);
            half.at[(size_t)y * (size_t)half.w + (size_t)x] = rgb_scale(rgb_add(top, low), 0.25f);
        }
    }
    return half;
}

struct plane plane_halve(const struct plane *p)
{
    struct plane half = plane_init(p->w / 2, p->h / 2);
    for (int y = 0; y < half.h; y++) {
        const float *from = p->at + (size_t)(2 * y) * (size_t)p->w;
        for (int x = 0; x < half.w; x++, from += 2) {
            half.at[(size_t)y * (size_t)half.w + (size_t)x] =
                0.25f * (from[0] + from[1] + from[p->w] + from[p->w + 1]);
        }
    }
    return half;
}
