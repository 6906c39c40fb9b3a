/*
 * Positron emission tomography: a brain at work. Sugar gathers in the gray matter; each decay sends two
 * photons in opposite directions, and the ring of detectors that sees both knows the line between them.
 */
#include "brain.h"
#include "color.h"
#include "noise.h"
#include "pictures.h"
#include "strokes.h"

static const struct vec2 middle = {1285.0f, 516.0f};
static const float ring = 566.0f;
enum { SLICE_W = 860, SLICE_H = 910, BLOCKS = 120, PAIRS = 42 };

/* Activity at a pixel of the canvas. */
static float activity_at(const struct plane *activity, float x, float y)
{
    float u = x - middle.x + 0.5f * SLICE_W, v = y - middle.y + 0.5f * SLICE_H;
    if (u < 0.0f || v < 0.0f || u > SLICE_W - 1.0f || v > SLICE_H - 1.0f) {
        return 0.0f;
    }
    return plane_sample(activity, u, v);
}

/* Gray matter takes up four times as much as white; the scanner blurs both, the count adds its noise. */
static struct plane measure_activity(const struct brain *b)
{
    struct plane activity = plane_init(SLICE_W, SLICE_H);
    for (int i = 0; i < SLICE_W * SLICE_H; i++) {
        activity.at[i] = b->gray.at[i] + 0.26f * b->white.at[i] + 0.03f * b->fat.at[i];
    }
    plane_blur(&activity, 8.5f);
    plane_normalize(&activity);
    for (int y = 0; y < SLICE_H; y++) {
        for (int x = 0; x < SLICE_W; x++) {
            float *a = &activity.at[y * SLICE_W + x];
            float grain = noise2((float)x * 0.11f, (float)y * 0.11f, 91U) +
                          0.6f * noise2((float)x * 0.2f, (float)y * 0.2f, 92U);
            *a = fmaxf(0.0f, *a + 0.05f * sqrtf(fmaxf(*a, 0.0f)) * grain);
        }
    }
    return activity;
}

/* Blocks around the ring; those in hit shine. */
static void draw_blocks(struct canvas *c, const float *hit)
{
    struct plane rest = plane_init(c->w, c->h), bright = plane_init(c->w, c->h);
    for (int i = 0; i < BLOCKS; i++) {
        float angle = 2.0f * PI * ((float)i + 0.5f) / BLOCKS, half = 0.38f * 2.0f * PI / BLOCKS;
        for (int row = 0; row < 4; row++) {
            float radius = ring + 10.0f + 11.0f * (float)row, fade = 1.0f - 0.22f * (float)row;
            struct stroke s = {8.0f, fade};
            plane_arc(&rest, middle, radius, angle - half, angle + half, s);
            if (hit[i] > 0.0f) {
                s.value = fade * hit[i];
                plane_arc(&bright, middle, radius, angle - half, angle + half, s);
            }
        }
    }
    canvas_light(c, &rest, rgb_hex(HEX_TEAL), 0.55f);
    canvas_light(c, &bright, rgb_hex(HEX_AMBER), 0.62f);
    plane_finish(&rest);
    plane_finish(&bright);
}

/* Decays where the activity is, each with its line and the two blocks that saw it. */
static void draw_pairs(struct canvas *c, const struct plane *activity, float *hit)
{
    struct plane lines = plane_init(c->w, c->h);
    struct chance chance = chance_seed(511U);
    for (int made = 0; made < PAIRS;) {
        float x = middle.x + chance_between(&chance, -360.0f, 360.0f),
              y = middle.y + chance_between(&chance, -420.0f, 420.0f);
        float angle = chance_between(&chance, 0.0f, PI);
        if (activity_at(activity, x, y) < chance_between(&chance, 0.35f, 1.1f)) {
            continue;
        }
        made++;
        /* Both ways from the decay to the ring. */
        float dx = x - middle.x, dy = y - middle.y, along = dx * cosf(angle) + dy * sinf(angle);
        float root = sqrtf(ring * ring - (dx * dx + dy * dy) + along * along);
        float strength = chance_between(&chance, 0.3f, 1.0f);
        for (int way = 0; way < 2; way++) {
            float t = way == 0 ? -along + root : -along - root;
            struct vec2 end = {x + t * cosf(angle), y + t * sinf(angle)}, from = {x, y};
            for (int k = 1; k <= 24; k++) { /* brighter on arrival than over the brain */
                float part = (float)k / 24.0f;
                struct vec2 to = {mixf(x, end.x, part), mixf(y, end.y, part)};
                plane_line(&lines, from, to,
                           (struct stroke){1.2f, strength * mixf(0.05f, 1.0f, part * part)});
                from = to;
            }
            float turn = atan2f(end.y - middle.y, end.x - middle.x);
            int block = (int)floorf((turn < 0.0f ? turn + 2.0f * PI : turn) / (2.0f * PI) * BLOCKS);
            hit[block % BLOCKS] = fmaxf(hit[block % BLOCKS], strength);
        }
    }
    canvas_light(c, &lines, rgb_hex(HEX_MINT), 0.34f);
    plane_finish(&lines);
}

void paint_pet(struct canvas *c)
{
    const struct ramp *mint = ramp_mint();
    struct ramp warm;
    ramp_init(&warm, (const struct ramp_stop[]){{0.0f, 0x000000U},
                                                {0.24f, 0x081F1AU},
                                                {0.42f, 0x5A4A1CU},
                                                {0.62f, 0xB8741FU},
                                                {0.80f, HEX_AMBER},
                                                {1.0f, 0xFFF3D6U}});
    struct brain brain = brain_init(SLICE_W, SLICE_H, 47U);
    struct plane activity = measure_activity(&brain);
    float hit[BLOCKS] = {0.0f};
    canvas_ground(c, &(struct ground){HEX_NIGHT, 0x041B18U, HEX_TEAL, 1.19f, 0.48f, 0.66f, 0.5f});
    draw_pairs(c, &activity, hit);
    draw_blocks(c, hit);
    for (int y = 0; y < c->h; y++) {
        for (int x = 0; x < c->w; x++) {
            float u = (float)x - middle.x + 0.5f * SLICE_W, v = (float)y - middle.y + 0.5f * SLICE_H;
            if (u < 0.0f || v < 0.0f || u > SLICE_W - 1.0f || v > SLICE_H - 1.0f) {
                continue;
            }
            /* The anatomy underneath, dim, and the activity as light over it. */
            float tissue = brain_tone(&brain, &contrast_t1, u, v), a = plane_sample(&activity, u, v);
            struct rgb *to = &c->at[(size_t)y * (size_t)c->w + (size_t)x];
            float cover = smoothf(0.02f, 0.2f, tissue + a);
            *to = rgb_mix(*to, rgb_scale(ramp_color(mint, 0.04f + 0.60f * tissue), 0.6f), cover);
            *to = rgb_add(*to, rgb_scale(ramp_color(&warm, 0.95f * a), 0.85f));
        }
    }
    plane_finish(&activity);
    brain_finish(&brain);
    canvas_bloom(c, 0.45f, 12.0f, 0.25f);
    canvas_bloom(c, 0.5f, 70.0f, 0.6f);
    canvas_quiet_left(c, 0.4f, 0.45f);
}
