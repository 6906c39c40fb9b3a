/* Computed tomography: the phantom inside the scanner's ring, and its sinogram. */
#include <string.h>

#include "color.h"
#include "noise.h"
#include "phantom.h"
#include "pictures.h"
#include "strokes.h"

/* Where the phantom stands on the canvas, in pixels, and the radius of the ring around it. */
static const struct vec2 center = {1290.0f, 524.0f};
static const float unit = 455.0f, ring = 1.32f;
/* The x-ray tube, in phantom units. */
static const struct vec2 source = {0.98f, 0.884f};
static const float half_fan = 0.55f;

/* How the values of the phantom are shown: a window as on a console, wide enough for the bone. */
static float window_tone(float v)
{
    return v < 0.38f ? 0.08f + 2.0f * v : mixf(0.80f, 0.86f, smoothf(0.42f, 1.0f, v));
}

static struct vec2 to_phantom(float x, float y)
{
    return (struct vec2){(x - center.x) / unit, (center.y - y) / unit};
}

/* Where the ray from the source in direction d leaves the ring, in phantom units. */
static struct vec2 leave_ring(struct vec2 d)
{
    float reach = -2.0f * (source.x * d.x + source.y * d.y);
    return (struct vec2){source.x + reach * d.x, source.y + reach * d.y};
}

static struct vec2 to_canvas(struct vec2 p)
{
    return (struct vec2){center.x + unit * p.x, center.y - unit * p.y};
}

/* Some rays of the fan beam; each grows weaker with what it has passed. */
static void draw_rays(struct canvas *c)
{
    const int rays = 23, parts = 60;
    struct plane light = plane_init(c->w, c->h);
    float axis = atan2f(-source.y, -source.x);
    for (int i = 0; i < rays; i++) {
        float angle = axis + mixf(-half_fan, half_fan, (float)i / (float)(rays - 1));
        struct vec2 end = leave_ring((struct vec2){cosf(angle), sinf(angle)}), from = source;
        for (int k = 1; k <= parts; k++) {
            float t = (float)k / (float)parts;
            struct vec2 to = {mixf(source.x, end.x, t), mixf(source.y, end.y, t)};
            float left = expf(-1.6f * phantom_path(shepp_logan, SHEPP_LOGAN_COUNT, source, to));
            float value = left * mixf(1.0f, 0.2f, sqrtf(t));
            plane_line(&light, to_canvas(from), to_canvas(to), (struct stroke){1.3f, value});
            from = to;
        }
    }
    canvas_light(c, &light, rgb_hex(HEX_AMBER), 0.8f);
    plane_finish(&light);
}

/* The detector: cells along the far side of the ring, as bright as the rays that reach them. */
static void draw_detector(struct canvas *c)
{
    const int cells = 232;
    struct plane light = plane_init(c->w, c->h);
    float axis = atan2f(-source.y, -source.x);
    for (int i = 0; i < cells; i++) {
        float angle = axis + mixf(-half_fan, half_fan, ((float)i + 0.5f) / (float)cells);
        struct vec2 hit = leave_ring((struct vec2){cosf(angle), sinf(angle)});
        float left = expf(-2.6f * phantom_path(shepp_logan, SHEPP_LOGAN_COUNT, source, hit));
        float near = 1.0f + 0.010f, far = near + 0.014f + 0.055f * left;
        plane_line(&light, to_canvas((struct vec2){hit.x * near, hit.y * near}),
                   to_canvas((struct vec2){hit.x * far, hit.y * far}),
                   (struct stroke){2.2f, 0.18f + 0.82f * left});
    }
    canvas_light(c, &light, rgb_hex(HEX_AMBER), 0.8f);
    plane_finish(&light);
}

static void draw_ring(struct canvas *c)
{
    struct plane light = plane_init(c->w, c->h);
    float radius = ring * unit;
    plane_arc(&light, center, radius, 0.0f, 2.0f * PI, (struct stroke){1.6f, 0.5f});
    plane_arc(&light, center, radius + 92.0f, 0.0f, 2.0f * PI, (struct stroke){1.2f, 0.28f});
    for (int i = 0; i < 180; i++) {
        float angle = (float)i * PI / 90.0f, length = i % 15 == 0 ? 26.0f : 11.0f;
        struct vec2 d = {cosf(angle), sinf(angle)};
        float from = radius + 92.0f - length, to = radius + 92.0f;
        plane_line(&light, (struct vec2){center.x + from * d.x, center.y + from * d.y},
                   (struct vec2){center.x + to * d.x, center.y + to * d.y},
                   (struct stroke){1.2f, i % 15 == 0 ? 0.4f : 0.2f});
    }
    canvas_light(c, &light, rgb_hex(HEX_SAGE), 0.5f);
    plane_finish(&light);
}

/*
 * Filtered back projection of too few views: what the scanner computes, with the streaks that more views
 * would remove. The filter is the ramp in space (G. N. Ramachandran and A. V. Lakshminarayanan, 1971).
 */
static struct plane back_project(int w, int h, int views)
{
    enum { BINS = 1024 };
    const float step = 4.0f / (float)BINS;
    struct plane sum = plane_init(w, h), row = plane_init(BINS, 1), filtered = plane_init(BINS, 1);
    for (int view = 0; view < views; view++) {
        float theta = PI * ((float)view + 0.5f) / (float)views, ct = cosf(theta), st = sinf(theta);
        for (int i = 0; i < BINS; i++) {
            row.at[i] =
                phantom_projection(shepp_logan, SHEPP_LOGAN_COUNT, ((float)i - BINS / 2) * step, theta);
        }
        for (int i = 0; i < BINS; i++) {
            float v = row.at[i] * 0.25f;
            for (int k = 1; k < BINS; k += 2) {
                float far = (i - k >= 0 ? row.at[i - k] : 0.0f) + (i + k < BINS ? row.at[i + k] : 0.0f);
                v -= far / (PI * PI * (float)k * (float)k);
            }
            filtered.at[i] = v / step * PI / (float)views;
        }
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                struct vec2 p = to_phantom((float)x, (float)y);
                float s = (p.x * ct + p.y * st) / step + BINS / 2;
                if (s > 0.0f && s < (float)(BINS - 2)) {
                    int i = (int)s;
                    sum.at[(size_t)y * (size_t)w + (size_t)x] +=
                        mixf(filtered.at[i], filtered.at[i + 1], s - (float)i);
                }
            }
        }
    }
    plane_finish(&row);
    plane_finish(&filtered);
    return sum;
}

void paint_phantom(struct canvas *c)
{
    const struct ramp *mint = ramp_mint();
    canvas_ground(c, &(struct ground){HEX_NIGHT, HEX_DEEP, HEX_TEAL, 1.2f, 0.48f, 0.62f, 0.55f});
    draw_ring(c);
    struct plane streaks = back_project(c->w, c->h, 54);
    for (int y = 0; y < c->h; y++) {
        for (int x = 0; x < c->w; x++) {
            struct vec2 p = to_phantom((float)x, (float)y);
            size_t i = (size_t)y * (size_t)c->w + (size_t)x;
            float body = phantom_value(shepp_logan, 1, p, 1.1f / unit);
            /* Light that comes from the tube's side. */
            float side = 0.88f + 0.62f * (p.x * 0.74f + p.y * 0.67f);
            float far = length2(p.x, p.y);
            c->at[i] =
                rgb_add(c->at[i], rgb_scale(rgb_hex(HEX_SAGE), 0.3f * fmaxf(streaks.at[i], 0.0f) *
                                                                   smoothf(1.9f, 0.8f, far) * (1.0f - body)));
            if (body > 0.0f) {
                float v = phantom_value(shepp_logan, SHEPP_LOGAN_COUNT, p, 1.1f / unit) / body;
                float grain = 0.5f * (streaks.at[i] - v) * smoothf(0.5f, 0.3f, v);
                struct rgb tone = rgb_scale(ramp_color(mint, window_tone(v) + grain), side);
                c->at[i] = rgb_mix(c->at[i], tone, body);
            }
        }
    }
    plane_finish(&streaks);
    draw_rays(c);
    draw_detector(c);
    struct plane tube = plane_init(c->w, c->h);
    plane_dot(&tube, to_canvas(source), 9.0f, 1.0f);
    plane_blur(&tube, 2.5f);
    canvas_light(c, &tube, rgb_hex(0xFFE2A6U), 2.6f);
    plane_finish(&tube);
    canvas_bloom(c, 0.6f, 18.0f, 0.22f);
    canvas_bloom(c, 0.9f, 60.0f, 0.8f);
    canvas_quiet_left(c, 0.55f, 0.45f);
}

/* The phantom stands away from the axis of rotation, so that its shadow travels in a wave. */
static void shift_phantom(struct ellipse *set, float dx, float dy)
{
    memcpy(set, shepp_logan, sizeof shepp_logan);
    for (int i = 0; i < SHEPP_LOGAN_COUNT; i++) {
        set[i].x += dx;
        set[i].y += dy;
    }
}

void paint_sinogram(struct canvas *c)
{
    const struct ramp *mint = ramp_mint();
    const struct ellipse marker = {1.0f, 0.014f, 0.014f, 0.22f, -0.42f, 0.0f};
    struct ellipse set[SHEPP_LOGAN_COUNT];
    shift_phantom(set, 0.34f, 0.1f);
    set[0].value = 0.62f; /* a thinner skull lets the inside be seen */
    set[1].value = -0.42f;
    struct plane shadow = plane_init(c->w, c->h), spark = plane_init(c->w, c->h);
    for (int x = 0; x < c->w; x++) {
        float theta = ((float)x / (float)c->w - 0.2f) * 2.15f * PI;
        for (int y = 0; y < c->h; y++) {
            float s = (0.5f - ((float)y + 0.5f) / (float)c->h) * 2.9f;
            size_t i = (size_t)y * (size_t)c->w + (size_t)x;
            shadow.at[i] = phantom_projection(set, SHEPP_LOGAN_COUNT, s, theta);
            spark.at[i] = phantom_projection(&marker, 1, s, theta) / 0.028f;
        }
    }
    plane_normalize(&shadow);
    struct plane soft = plane_init(c->w, c->h);
    memcpy(soft.at, shadow.at, (size_t)c->w * (size_t)c->h * sizeof *soft.at);
    plane_blur(&soft, 26.0f);
    plane_blur(&spark, 0.8f);
    struct rgb amber = rgb_hex(HEX_AMBER);
    for (int y = 0; y < c->h; y++) {
        for (int x = 0; x < c->w; x++) {
            size_t i = (size_t)y * (size_t)c->w + (size_t)x;
            /* Local contrast, as a reader would set it, brings out the traces of the small ellipses. */
            float v = 0.85f * powf(shadow.at[i], 1.2f) + 2.0f * (shadow.at[i] - soft.at[i]);
            v = fmaxf(v, 0.0f);
            float quiet = mixf(0.30f, 1.0f, smoothf(0.12f, 0.72f, (float)x / (float)c->w));
            float grain = 0.012f * noise2((float)x * 0.45f, (float)y * 0.45f, 8U);
            c->at[i] = ramp_color(mint, 0.05f + 0.95f * v * quiet + grain * v);
            c->at[i] = rgb_add(c->at[i], rgb_scale(amber, 0.9f * spark.at[i] * quiet));
        }
    }
    canvas_bloom(c, 0.6f, 14.0f, 0.3f);
    plane_finish(&shadow);
    plane_finish(&soft);
    plane_finish(&spark);
}
