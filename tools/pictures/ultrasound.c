/*
 * Ultrasound: a kidney in the fan of a curved probe, with its blood flow.
 *
 * Speckle is made as the body makes it: countless scatterers with random phases (a complex Gaussian field, as
 * strong as the tissue), blurred by the pulse, then the envelope on a logarithmic scale (C. B. Burckhardt,
 * "Speckle in ultrasound B-mode scans", 1978). It is computed along the beams, so the grain widens with
 * depth.
 */
#include <string.h>

#include "color.h"
#include "noise.h"
#include "pictures.h"
#include "strokes.h"

enum { BEAMS = 900, SAMPLES = 1200 };

static const struct vec2 apex = {1300.0f, -250.0f};
static const float near_face = 310.0f, far_end = 1256.0f, half_fan = 0.62f;
static const struct vec2 kidney = {1316.0f, 560.0f};
static const float kidney_tilt = -0.2f, kidney_a = 338.0f, kidney_b = 172.0f;

/* In the kidney's frame, its outline at radius 1, slightly bent and uneven. */
static struct vec2 to_kidney(struct vec2 p)
{
    struct vec2 q = turn2((struct vec2){p.x - kidney.x, p.y - kidney.y}, -kidney_tilt);
    q.y += 46.0f * sqrf(q.x / kidney_a) - 16.0f;
    float uneven = 1.0f + 0.05f * noise2(p.x * 0.008f, p.y * 0.008f, 31U);
    return (struct vec2){q.x / kidney_a * uneven, q.y / kidney_b * uneven};
}

static float kidney_echo(struct vec2 k, struct vec2 p)
{
    float rough = noise_octaves(p.x * 0.017f, p.y * 0.017f, 4, 33U);
    float cortex = 0.26f;
    for (int i = 0; i < 10; i++) { /* the pyramids, darker, around the sinus */
        float angle = 2.0f * PI * ((float)i + 0.35f) / 10.0f;
        float d = length2((k.x - 0.63f * cosf(angle)) / 1.0f, (k.y - 0.62f * sinf(angle)) / 1.35f);
        cortex = mixf(cortex, 0.085f, 0.85f * smoothf(0.2f, 0.12f, d));
    }
    float sinus = smoothf(0.46f, 0.30f, length2(k.x * 0.78f, k.y * 1.3f) + 0.16f * rough);
    return mixf(cortex, 0.95f + 0.8f * rough, sinus);
}

/* How strongly the tissue at p scatters; 1 is very bright. */
static float echo_at(struct vec2 p, float depth)
{
    struct vec2 k = to_kidney(p);
    float radius = length2(k.x, k.y);
    float rough = noise_octaves(p.x * 0.006f, p.y * 0.006f, 4, 35U);
    float liver = 0.40f + 0.16f * rough;
    for (int i = 0; i < 6; i++) { /* vessels of the liver, without echoes inside */
        static const float hole[6][4] = {{1050.0f, 330.0f, 34.0f, 15.0f}, {1180.0f, 262.0f, 46.0f, 13.0f},
                                         {1490.0f, 300.0f, 26.0f, 17.0f}, {1392.0f, 236.0f, 20.0f, 9.0f},
                                         {930.0f, 540.0f, 20.0f, 15.0f},  {1640.0f, 410.0f, 18.0f, 14.0f}};
        struct vec2 q = turn2((struct vec2){p.x - hole[i][0], p.y - hole[i][1]}, 0.4f * (float)(i % 3 - 1));
        float d = length2(q.x / hole[i][2], q.y / hole[i][3]);
        d += 0.3f * rough + 0.12f * noise2(p.x * 0.03f, p.y * 0.03f, 43U);
        liver =
            mixf(liver, 0.03f, smoothf(1.15f, 0.8f, d)) + 0.22f * bellf(d - 1.2f, 0.1f) * bellf(k.x, 1.0f);
    }
    float below = 0.30f + 0.3f * noise_octaves(p.x * 0.004f, p.y * 0.013f, 4, 37U);
    float v = mixf(liver, below, smoothf(-0.2f, 0.4f, k.y + 0.35f * rough));
    v = mixf(v, kidney_echo(k, p), smoothf(1.02f, 0.98f, radius));
    /* The capsule shines where the beam meets it squarely. */
    v += 1.3f * bellf(radius - 1.01f, 0.014f) * sqrf(k.y / fmaxf(radius, 0.01f));
    /* Skin and muscle in front, the diaphragm behind. */
    v += 0.9f * smoothf(60.0f, 10.0f, depth) * (0.6f + 0.5f * cosf(depth * 0.35f)) +
         0.35f * bellf(depth - 84.0f, 4.0f);
    float arch =
        p.y - 872.0f - 0.00042f * sqrf(p.x - 1180.0f) * -1.0f + 22.0f * noise2(p.x * 0.005f, 0.0f, 39U);
    v += 1.1f * bellf(arch, 8.0f) * (0.7f + 0.5f * noise2(p.x * 0.012f, 3.0f, 45U));
    return v * mixf(1.0f, 0.3f, smoothf(0.0f, 60.0f, arch));
}

/* The B-mode picture along the beams: row = depth, column = beam, 0 to 1 after the log. */
static struct plane scan(void)
{
    struct plane re = plane_init(BEAMS, SAMPLES), im = plane_init(BEAMS, SAMPLES);
    struct chance chance = chance_seed(2024U);
    for (int s = 0; s < SAMPLES; s++) {
        float r = mixf(near_face, far_end, (float)s / SAMPLES);
        for (int b = 0; b < BEAMS; b++) {
            float angle = mixf(-half_fan, half_fan, (float)b / BEAMS);
            struct vec2 p = {apex.x + r * sinf(angle), apex.y + r * cosf(angle)};
            float strength = fmaxf(0.004f, echo_at(p, r - near_face));
            size_t i = (size_t)s * BEAMS + (size_t)b;
            re.at[i] = strength * chance_normal(&chance);
            im.at[i] = strength * chance_normal(&chance);
        }
    }
    /* The pulse is short along the beam and wide across it. */
    struct plane *part[2] = {&re, &im};
    for (int k = 0; k < 2; k++) {
        plane_blur(part[k], 1.7f);
        struct plane wide = plane_init(BEAMS, SAMPLES);
        for (int s = 0; s < SAMPLES; s++) {
            for (int b = 0; b < BEAMS; b++) {
                float sum = 0.0f;
                for (int o = -6; o <= 6; o++) {
                    int at = b + o < 0 ? 0 : b + o >= BEAMS ? BEAMS - 1 : b + o;
                    sum += bellf((float)o, 2.3f) * part[k]->at[(size_t)s * BEAMS + (size_t)at];
                }
                wide.at[(size_t)s * BEAMS + (size_t)b] = sum;
            }
        }
        memcpy(part[k]->at, wide.at, (size_t)BEAMS * SAMPLES * sizeof(float));
        plane_finish(&wide);
    }
    for (size_t i = 0; i < (size_t)BEAMS * SAMPLES; i++) {
        float db = 20.0f * log10f(fmaxf(length2(re.at[i], im.at[i]), 1e-6f));
        re.at[i] = clampf((db + 36.0f) / 46.0f, 0.0f, 1.0f);
    }
    plane_finish(&im);
    return re;
}

/* From the kidney's frame (angle around the sinus, radius) back to the canvas. */
static struct vec2 from_kidney(float angle, float radius)
{
    struct vec2 k = {radius * cosf(angle), radius * sinf(angle)};
    struct vec2 q = {k.x * kidney_a, k.y * kidney_b - 46.0f * k.x * k.x + 16.0f};
    q = turn2(q, kidney_tilt);
    return (struct vec2){kidney.x + q.x, kidney.y + q.y};
}

/* A vessel from one place of the kidney's frame to another, bowed a little and growing thinner. */
static void flow(struct plane *p, struct vec2 from, struct vec2 to, float width, float value)
{
    enum { PARTS = 24 };
    struct vec2 last = from_kidney(from.x, from.y);
    for (int i = 1; i <= PARTS; i++) {
        float t = (float)i / PARTS, bow = 0.05f * sinf(t * PI * 1.7f + from.x * 5.0f);
        struct vec2 next = from_kidney(mixf(from.x, to.x, t) + bow, mixf(from.y, to.y, t));
        plane_line(p, last, next, (struct stroke){width * mixf(1.0f, 0.72f, t), value * mixf(1.0f, 0.8f, t)});
        last = next;
    }
}

/*
 * The arteries of a kidney: between the pyramids outwards, in arcs along the border of the cortex, and from
 * there in fine twigs to the surface. As on a scanner, strong flow swells and weak flow breaks up into
 * grains.
 */
static struct plane doppler(int w, int h)
{
    enum { LOBES = 10, TWIGS = 6 };
    struct plane p = plane_init(w, h);
    struct chance chance = chance_seed(61U);
    for (int i = 0; i < LOBES; i++) {
        float angle = 2.0f * PI * ((float)i + 0.85f) / LOBES + chance_between(&chance, -0.06f, 0.06f);
        float strength = chance_between(&chance, 0.7f, 1.0f), border = chance_between(&chance, 0.68f, 0.74f);
        flow(&p, (struct vec2){angle - 0.25f, 0.16f}, (struct vec2){angle, border}, 12.0f, strength);
        for (int side = -1; side <= 1; side += 2) {
            float reach = chance_between(&chance, 0.16f, 0.27f);
            struct vec2 end = {angle + (float)side * reach, border + 0.05f};
            flow(&p, (struct vec2){angle, border}, end, 7.0f, 0.75f * strength);
        }
        for (int k = 0; k < TWIGS; k++) {
            float at = angle + chance_between(&chance, -0.26f, 0.26f);
            struct vec2 end = {at + chance_between(&chance, -0.03f, 0.03f),
                               chance_between(&chance, 0.84f, 0.94f)};
            flow(&p, (struct vec2){at, border + 0.03f}, end, 4.0f, 0.5f * strength);
        }
    }
    plane_blur(&p, 3.2f);
    for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
            float grain = 0.8f + 0.75f * noise2((float)x * 0.11f, (float)y * 0.16f, 41U) +
                          0.35f * noise2((float)x * 0.3f, (float)y * 0.4f, 42U);
            p.at[(size_t)y * (size_t)w + (size_t)x] *= fmaxf(grain, 0.0f);
        }
    }
    return p;
}

static void draw_scale(struct canvas *c)
{
    struct plane lines = plane_init(c->w, c->h);
    float face = PI / 2.0f;
    struct stroke thin = {1.3f, 0.5f};
    plane_arc(&lines, apex, near_face - 12.0f, face - half_fan, face + half_fan, thin);
    for (int i = 0; i <= 16; i++) {
        float r = near_face + (float)i * (far_end - near_face) / 16.0f, angle = half_fan + 0.018f;
        float length = i % 4 == 0 ? 20.0f : 9.0f;
        struct vec2 from = {apex.x + r * sinf(angle), apex.y + r * cosf(angle)};
        plane_line(&lines, from, (struct vec2){from.x + length, from.y}, thin);
    }
    canvas_light(c, &lines, rgb_hex(HEX_MINT), 0.5f);
    plane_finish(&lines);
}

void paint_ultrasound(struct canvas *c)
{
    const struct ramp *mint = ramp_mint(), *amber = ramp_amber();
    canvas_ground(c, &(struct ground){HEX_NIGHT, 0x04201BU, HEX_TEAL, 1.2f, 0.5f, 0.75f, 0.35f});
    struct plane image = scan(), power = doppler(c->w, c->h);
    for (int y = 0; y < c->h; y++) {
        for (int x = 0; x < c->w; x++) {
            float dx = (float)x - apex.x, dy = (float)y - apex.y, r = length2(dx, dy), angle = atan2f(dx, dy);
            float inside = smoothf(half_fan + 0.002f, half_fan - 0.001f, fabsf(angle)) *
                           smoothf(near_face - 1.0f, near_face + 1.0f, r) *
                           smoothf(far_end, far_end - 2.0f, r);
            if (inside <= 0.0f) {
                continue;
            }
            float v = plane_sample(&image, (angle + half_fan) / (2.0f * half_fan) * BEAMS,
                                   (r - near_face) / (far_end - near_face) * SAMPLES);
            size_t i = (size_t)y * (size_t)c->w + (size_t)x;
            float beam = 1.0f + 0.16f * noise2(angle * 9.0f, r * 0.0012f, 47U);
            float fade = beam * mixf(1.0f, 0.3f, smoothf(900.0f, 1250.0f, r)) *
                         mixf(1.0f, 0.6f, smoothf(0.3f, 0.62f, fabsf(angle)));
            struct rgb tone = ramp_color(mint, 0.02f + 0.86f * powf(v, 1.5f) * fade);
            float flowing = smoothf(0.06f, 0.34f, power.at[i]);
            tone = rgb_mix(tone, ramp_color(amber, 0.34f + 0.52f * power.at[i]), 0.9f * flowing);
            c->at[i] = rgb_mix(c->at[i], tone, inside);
        }
    }
    plane_finish(&image);
    plane_finish(&power);
    draw_scale(c);
    canvas_bloom(c, 0.45f, 16.0f, 0.3f);
    canvas_quiet_left(c, 0.55f, 0.42f);
}
