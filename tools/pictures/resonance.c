/* Magnetic resonance: k-space of a phantom, and the spiral way in which it can be read. */
#include <string.h>

#include "color.h"
#include "fourier.h"
#include "noise.h"
#include "phantom.h"
#include "pictures.h"
#include "strokes.h"

/* Log magnitude of the phantom's k-space, 0 to 1, with the zero frequency in the middle. */
static struct plane measure_kspace(int n)
{
    struct plane re = plane_init(n, n), im = plane_init(n, n), log_magnitude = plane_init(n, n);
    float field = 3.1f; /* the phantom in a wide field of view: its rings lie apart */
    for (int y = 0; y < n; y++) {
        for (int x = 0; x < n; x++) {
            struct vec2 p = {((float)x / (float)n - 0.5f) * 2.0f * field,
                             (0.5f - (float)y / (float)n) * 2.0f * field};
            struct vec2 q = turn2(p, 0.5f);
            float v = phantom_value(shepp_logan, SHEPP_LOGAN_COUNT, q, 1.5f * field / (float)n);
            re.at[(size_t)y * (size_t)n + (size_t)x] = v;
        }
    }
    fourier_forward(&re, &im);
    for (int y = 0; y < n; y++) {
        for (int x = 0; x < n; x++) {
            size_t from = (size_t)((y + n / 2) % n) * (size_t)n + (size_t)((x + n / 2) % n);
            float magnitude = length2(re.at[from], im.at[from]);
            log_magnitude.at[(size_t)y * (size_t)n + (size_t)x] = logf(1.0f + magnitude);
        }
    }
    plane_finish(&re);
    plane_finish(&im);
    plane_normalize(&log_magnitude);
    return log_magnitude;
}

void paint_kspace(struct canvas *c)
{
    enum { N = 2048 };
    const float cx = 1300.0f, cy = 520.0f, zoom = 0.62f;
    const struct ramp *mint = ramp_mint(), *amber = ramp_amber();
    struct plane k = measure_kspace(N);
    for (int y = 0; y < c->h; y++) {
        for (int x = 0; x < c->w; x++) {
            float dx = (float)x - cx, dy = (float)y - cy, far = length2(dx, dy);
            float v = plane_sample(&k, N / 2 + dx * zoom, N / 2 + dy * zoom);
            float tone = powf(smoothf(0.12f, 1.05f, v), 1.0f);
            tone *= mixf(0.25f, 1.0f, smoothf(1150.0f, 250.0f, far));
            struct rgb *to = &c->at[(size_t)y * (size_t)c->w + (size_t)x];
            *to = ramp_color(mint, 0.03f + tone);
            float heart = smoothf(0.5f, 0.92f, v) * smoothf(420.0f, 20.0f, far);
            *to = rgb_mix(*to, ramp_color(amber, 0.25f + 0.75f * smoothf(0.5f, 0.98f, v)), heart);
        }
    }
    plane_finish(&k);
    canvas_bloom(c, 0.5f, 26.0f, 0.5f);
    canvas_quiet_left(c, 0.5f, 0.5f);
}

/* The disc of the trajectories, in perspective: x, y on the disc of radius 1, z the height of the wave. */
static struct vec3 see_disc(float x, float y)
{
    float far = length2(x, y);
    float z = 0.13f * cosf(7.5f * far - 0.6f) * smoothf(1.25f, 0.2f, far);
    const float tilt = 0.98f, roll = -0.16f;
    struct vec2 p = turn2((struct vec2){x, y * cosf(tilt) - z * sinf(tilt)}, roll);
    float depth = y * sinf(tilt) + z * cosf(tilt);
    float k = 3.2f / (3.2f - depth);
    return (struct vec3){1235.0f + 830.0f * p.x * k, 505.0f + 830.0f * p.y * k, k};
}

void paint_spiral(struct canvas *c)
{
    enum { ARMS = 24, PARTS = 700 };
    const float turns = 1.35f;
    canvas_ground(c, &(struct ground){HEX_NIGHT, 0x041B18U, HEX_TEAL, 1.18f, 0.5f, 0.75f, 0.5f});
    struct plane lines = plane_init(2 * c->w, 2 * c->h), chosen = plane_init(2 * c->w, 2 * c->h);
    for (int arm = 0; arm < ARMS; arm++) {
        struct plane *to = arm == 3 ? &chosen : &lines;
        struct vec3 from = see_disc(0.0f, 0.0f);
        for (int i = 1; i <= PARTS; i++) {
            float t = (float)i / PARTS, radius = 1.18f * powf(t, 0.85f);
            float angle = 2.0f * PI * ((float)arm / ARMS + turns * powf(t, 0.8f));
            struct vec3 next = see_disc(radius * cosf(angle), radius * sinf(angle));
            float near = smoothf(0.76f, 1.32f, next.z);
            float value = mixf(0.16f, 1.0f, near) * smoothf(1.0f, 0.72f, t) * smoothf(0.0f, 0.03f, t);
            plane_line(to, (struct vec2){2.0f * from.x, 2.0f * from.y},
                       (struct vec2){2.0f * next.x, 2.0f * next.y},
                       (struct stroke){mixf(2.0f, 6.5f, near), value});
            /* One sample of the signal now and then. */
            if (i % 9 == 0) {
                plane_dot(to, (struct vec2){2.0f * next.x, 2.0f * next.y}, mixf(2.2f, 7.5f, near), value);
            }
            from = next;
        }
    }
    struct plane half = plane_halve(&lines), bright = plane_halve(&chosen);
    canvas_light(c, &half, rgb_hex(HEX_MINT), 0.78f);
    canvas_light(c, &bright, rgb_hex(HEX_AMBER), 1.5f);
    plane_finish(&lines);
    plane_finish(&chosen);
    plane_finish(&half);
    plane_finish(&bright);
    canvas_bloom(c, 0.45f, 10.0f, 0.5f);
    canvas_bloom(c, 0.4f, 60.0f, 0.9f);
    canvas_quiet_left(c, 0.45f, 0.5f);
}
