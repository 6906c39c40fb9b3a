/*
 * The folds of the cortex come from a pattern that grows where near neighbors help and far ones hinder each
 * other (A. M. Turing, "The chemical basis of morphogenesis", 1952): stripes of even width, as sulci are.
 */
#include "brain.h"

#include <string.h>

#include "color.h"
#include "noise.h"
#include "pictures.h"

const struct contrast contrast_t1 = {0.05f, 0.50f, 0.80f, 0.84f};
const struct contrast contrast_t2 = {0.96f, 0.56f, 0.33f, 0.62f};

/* The head's frame: x to the right and y down, the brain about 1 high and 0.8 wide around (0, 0). */
static struct vec2 to_head(int w, int h, float x, float y)
{
    float scale = 1.0f / (0.432f * (float)h);
    return (struct vec2){(x - 0.5f * (float)w) * scale, (y - 0.5f * (float)h) * scale};
}

/* Radius in units of the brain's outline: 1 on its surface. Narrower in front, flat behind. */
static float outline(struct vec2 p)
{
    float angle = atan2f(p.x, -p.y);
    float front = 0.5f + 0.5f * cosf(angle);
    float width = mixf(0.835f, 0.765f, front * front),
          uneven = 0.012f * noise2(cosf(angle) * 3.0f, sinf(angle) * 3.0f, 3U);
    return length2(p.x / width, p.y) * (1.0f + uneven);
}

/* Blur that knows nothing beyond the mask. */
static void blur_inside(struct plane *p, const struct plane *mask, float sigma)
{
    size_t count = (size_t)p->w * (size_t)p->h;
    struct plane weight = plane_init(p->w, p->h);
    memcpy(weight.at, mask->at, count * sizeof(float));
    for (size_t i = 0; i < count; i++) {
        p->at[i] *= mask->at[i];
    }
    plane_blur(p, sigma);
    plane_blur(&weight, sigma);
    for (size_t i = 0; i < count; i++) {
        p->at[i] = weight.at[i] > 1e-4f ? p->at[i] / weight.at[i] : 0.0f;
    }
    plane_finish(&weight);
}

/* Folds: -1 in the depth of a sulcus to 1 in the middle of a gyrus. */
static struct plane grow_folds(int w, int h, uint64_t seed)
{
    const int rounds = 26;
    float wave = 0.034f * (float)h;
    struct plane folds = plane_init(w, h), mask = plane_init(w, h);
    struct chance chance = chance_seed(seed);
    for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
            struct vec2 p = to_head(w, h, (float)x, (float)y);
            size_t i = (size_t)y * (size_t)w + (size_t)x;
            float side = p.x < 0.0f ? 2.0f : 0.0f;
            float bend = 1.7f * noise2(fabsf(p.x) * 3.2f + side * 0.06f, p.y * 3.2f + side, (uint32_t)seed);
            float radius = outline(p), angle = atan2f(fabsf(p.x) / 0.8f, -p.y);
            /* Sulci start across the surface, as many as there are in life. */
            folds.at[i] = 0.8f * cosf(angle * 16.0f + bend + 2.0f * radius) + 0.5f * chance_normal(&chance);
            mask.at[i] = radius < 1.0f && fabsf(p.x) > 0.012f ? 1.0f : 0.0f;
        }
    }
    for (int round = 0; round < rounds; round++) {
        struct plane wide = plane_init(w, h);
        memcpy(wide.at, folds.at, (size_t)w * (size_t)h * sizeof(float));
        blur_inside(&folds, &mask, wave * 0.26f);
        blur_inside(&wide, &mask, wave * 0.52f);
        for (size_t i = 0; i < (size_t)w * (size_t)h; i++) {
            folds.at[i] = tanhf(3.6f * (folds.at[i] - wide.at[i]) + 0.25f * folds.at[i]);
        }
        plane_finish(&wide);
    }
    blur_inside(&folds, &mask, 0.0035f * (float)h);
    plane_finish(&mask);
    return folds;
}

/* How far p is inside an ellipse of the right half that leans by angle: above 0 inside. */
static float inside(struct vec2 p, float x, float y, float a, float b, float angle)
{
    struct vec2 q = turn2((struct vec2){fabsf(p.x) - x, p.y - y}, -angle);
    return 1.0f - length2(q.x / a, q.y / b);
}

/* Ventricles and the fissure between the halves: fluid. */
static float deep_fluid(struct vec2 p, float rough)
{
    float horn = inside(p, 0.085f, -0.215f, 0.042f, 0.165f, 0.42f);
    float back = inside(p, 0.225f, 0.335f, 0.05f, 0.19f, -0.5f);
    float third = inside(p, 0.0f, 0.07f, 0.014f, 0.13f, 0.0f);
    float most = fmaxf(fmaxf(horn, back), third);
    float front_fissure = 0.014f - fabsf(p.x) - 0.012f * smoothf(-0.75f, -0.36f, p.y);
    float rear_fissure = 0.014f - fabsf(p.x) - 0.012f * smoothf(0.75f, 0.5f, p.y);
    float fissure =
        p.y < 0.0f ? (p.y < -0.38f ? front_fissure : -1.0f) : (p.y > 0.46f ? rear_fissure : -1.0f);
    /* The Sylvian fissure runs inwards from the side to the insula. */
    float side = fabsf(p.x), y = p.y + 0.05f - 0.32f * (side - 0.6f);
    float sylvian = 1.0f - fabsf(y) / (0.012f + 0.03f * smoothf(0.6f, 0.8f, side));
    sylvian *= smoothf(0.46f, 0.5f, side);
    float taper = 1.0f - sqrf((p.y + 0.02f) / 0.2f);
    float island =
        taper > 0.0f ? 1.0f - fabsf(side - 0.478f - 0.6f * sqrf(p.y + 0.02f)) / (0.016f * taper) : -1.0f;
    return fmaxf(fmaxf(smoothf(-0.06f, 0.1f, most + 0.1f * rough), smoothf(-0.004f, 0.006f, fissure)),
                 0.8f * fmaxf(smoothf(0.0f, 0.8f, sylvian), smoothf(0.0f, 0.8f, island)));
}

/* The gray nuclei around the ventricles, and the ribbon of the insula. */
static float deep_gray(struct vec2 p, float rough)
{
    float caudate = inside(p, 0.172f, -0.2f, 0.062f, 0.15f, 0.35f);
    float putamen = inside(p, 0.325f, -0.03f, 0.07f, 0.215f, -0.16f);
    float thalamus = inside(p, 0.125f, 0.13f, 0.105f, 0.17f, -0.5f);
    float taper = 1.0f - sqrf((p.y + 0.02f) / 0.26f), along = 0.6f * sqrf(p.y + 0.02f);
    float ribbon = taper > 0.0f ? 1.0f - fabsf(fabsf(p.x) - 0.468f - along) / (0.052f * sqrtf(taper)) : -1.0f;
    float most = fmaxf(fmaxf(caudate, putamen), fmaxf(thalamus, ribbon));
    /* The thalamus is crossed by fibers and paler. */
    float pale = most == thalamus ? 0.62f : 0.9f;
    return pale * smoothf(-0.05f, 0.14f, most + 0.08f * rough);
}

static void place_tissue(struct brain *b, size_t i, struct vec2 p, float fold)
{
    float radius = outline(p);
    /* Each gyrus bulges a little. */
    float depth = 1.0f - radius - 0.020f * (0.8f - clampf(fold, -1.0f, 0.8f));
    float rough = noise_octaves(p.x * 9.0f, p.y * 9.0f, 3, 11U);
    /* Nothing inside a head is drawn with a compass. */
    struct vec2 q = {p.x + 0.020f * noise_octaves(p.x * 5.0f, p.y * 5.0f, 3, 13U),
                     p.y + 0.020f * noise_octaves(p.x * 5.0f, p.y * 5.0f, 3, 14U)};
    fold += 0.8f * smoothf(0.07f, 0.02f, fabsf(p.x));
    float inner = smoothf(-0.004f, 0.006f, depth);
    float deep = smoothf(0.08f, 0.40f, depth + 0.16f * noise2(p.x * 7.0f, p.y * 7.0f, 15U));
    /* Near the midline the cortex of the inner side folds too. */
    float middle = smoothf(0.17f, 0.05f, fabsf(p.x)) * smoothf(0.40f, 0.54f, fabsf(p.y - 0.02f));
    deep *= 1.0f - 0.8f * middle;
    float sulcus = smoothf(mixf(-0.66f, -1.35f, deep), mixf(-0.88f, -1.7f, deep), fold);
    float cortex = smoothf(mixf(0.42f, -1.25f, deep), mixf(0.12f, -1.55f, deep), fold);
    cortex = fmaxf(cortex, smoothf(0.05f, 0.032f, depth));
    cortex = fmaxf(cortex, middle * smoothf(0.062f, 0.04f, fabsf(p.x)));
    cortex = fmaxf(cortex, deep_gray(q, rough));
    float fluid = fmaxf(sulcus, deep_fluid(q, rough));
    b->fluid.at[i] = inner * fluid + 0.85f * (1.0f - inner) * smoothf(1.03f, 1.015f, radius);
    b->gray.at[i] = inner * (1.0f - fluid) * cortex;
    b->white.at[i] = inner * (1.0f - fluid) * (1.0f - cortex);
    float scalp = smoothf(1.078f, 1.092f, radius + 0.01f * rough) * smoothf(1.145f, 1.128f, radius);
    float marrow = 0.34f * bellf(radius - 1.052f, 0.008f);
    float skin = smoothf(1.128f, 1.134f, radius) * smoothf(1.152f, 1.144f, radius);
    b->fat.at[i] = fmaxf(scalp * (0.66f + 0.3f * rough), fmaxf(marrow, 0.5f * skin));
}

struct brain brain_init(int w, int h, uint64_t seed)
{
    struct brain b = {plane_init(w, h), plane_init(w, h), plane_init(w, h), plane_init(w, h)};
    int fold_h = h > 640 ? 640 : h, fold_w = w * fold_h / h;
    struct plane folds = grow_folds(fold_w, fold_h, seed);
    float scale = (float)fold_h / (float)h;
    for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
            float fold = plane_sample(&folds, (float)x * scale, (float)y * scale);
            place_tissue(&b, (size_t)y * (size_t)w + (size_t)x, to_head(w, h, (float)x, (float)y), fold);
        }
    }
    plane_finish(&folds);
    /* A voxel holds a bit of everything near it. */
    struct plane *part[] = {&b.fluid, &b.gray, &b.white, &b.fat};
    for (size_t i = 0; i < sizeof part / sizeof part[0]; i++) {
        plane_blur(part[i], 0.0016f * (float)h);
    }
    return b;
}

void brain_finish(struct brain *b)
{
    plane_finish(&b->fluid);
    plane_finish(&b->gray);
    plane_finish(&b->white);
    plane_finish(&b->fat);
}

float brain_tone(const struct brain *b, const struct contrast *k, float x, float y)
{
    if (x < 0.0f || y < 0.0f || x > (float)(b->fluid.w - 1) || y > (float)(b->fluid.h - 1)) {
        return 0.0f;
    }
    return k->fluid * plane_sample(&b->fluid, x, y) + k->gray * plane_sample(&b->gray, x, y) +
           k->white * plane_sample(&b->white, x, y) + k->fat * plane_sample(&b->fat, x, y);
}

/* One slice of the stack: where its middle is, how large, how bright, and in which colors. */
struct slice {
    float x, y, scale, gain;
    const struct contrast *contrast;
    const struct ramp *ramp;
};

static void lay_slice(struct canvas *c, const struct brain *b, const struct slice *s)
{
    float w = (float)b->fluid.w, h = (float)b->fluid.h;
    for (int y = 0; y < c->h; y++) {
        for (int x = 0; x < c->w; x++) {
            float bx = ((float)x - s->x) / s->scale + 0.5f * w, by = ((float)y - s->y) / s->scale + 0.5f * h;
            struct vec2 p = to_head(b->fluid.w, b->fluid.h, bx, by);
            float cover = smoothf(1.155f, 1.148f, outline(p));
            if (cover <= 0.0f) {
                continue;
            }
            /* Coils lie outside: the rim is brighter than the middle. */
            float coil = 0.90f + 0.13f * smoothf(0.2f, 1.0f, length2(p.x, p.y)) + 0.06f * (p.x - p.y);
            float grain =
                1.0f + 0.03f * noise2(bx * 0.45f, by * 0.45f, 9U) + 0.03f * noise2(bx * 0.2f, by * 0.2f, 10U);
            float tone = 0.02f + brain_tone(b, s->contrast, bx, by) * coil * grain;
            struct rgb *to = &c->at[(size_t)y * (size_t)c->w + (size_t)x];
            *to = rgb_mix(*to, rgb_scale(ramp_color(s->ramp, tone), s->gain), cover);
        }
    }
}

void paint_brain(struct canvas *c)
{
    struct brain brain = brain_init(1000, 1060, 12U);
    const struct slice stack[] = {
        {1830.0f, 452.0f, 0.64f, 0.20f, &contrast_t1, ramp_mint()},
        {1665.0f, 474.0f, 0.73f, 0.42f, &contrast_t2, ramp_amber()},
        {1465.0f, 496.0f, 0.82f, 0.40f, &contrast_t1, ramp_mint()},
        {1215.0f, 520.0f, 0.93f, 1.0f, &contrast_t1, ramp_mint()},
    };
    canvas_ground(c, &(struct ground){HEX_NIGHT, 0x041B18U, HEX_TEAL, 1.2f, 0.47f, 0.7f, 0.35f});
    for (size_t i = 0; i < sizeof stack / sizeof stack[0]; i++) {
        lay_slice(c, &brain, &stack[i]);
    }
    brain_finish(&brain);
    canvas_bloom(c, 0.45f, 24.0f, 0.25f);
    canvas_quiet_left(c, 0.5f, 0.4f);
}
