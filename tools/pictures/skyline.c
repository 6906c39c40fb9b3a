/*
 * Two views over the lake: the city at dusk and a lighthouse at dawn. The towers are invented; some have the
 * habits of those one knows from Chicago.
 */
#include "city.h"
#include "color.h"
#include "noise.h"
#include "pictures.h"
#include "strokes.h"

/* The sky as a ramp from the zenith (0) to the horizon (1), with a glow around the place of the sun. */
struct sky {
    struct ramp_stop stops[RAMP_STOPS];
    struct vec2 sun;
    float horizon, glow;
    uint32_t cloud, glow_hex;
    uint32_t seed;
};

static void draw_sky(struct canvas *c, const struct sky *s)
{
    struct ramp ramp;
    ramp_init(&ramp, s->stops);
    struct rgb cloud = rgb_hex(s->cloud), warm = rgb_hex(s->glow_hex);
    for (int y = 0; y < (int)s->horizon; y++) {
        float v = (float)y / s->horizon;
        for (int x = 0; x < c->w; x++) {
            float dx = ((float)x - s->sun.x) / 900.0f, dy = ((float)y - s->sun.y) / 330.0f;
            float near = expf(-(dx * dx + dy * dy));
            /* The side away from the sun is later in the evening. */
            float late = 0.16f * smoothf(0.3f, 1.6f, fabsf(dx));
            struct rgb color = ramp_color(&ramp, v - late * v);
            color = rgb_add(color, rgb_scale(warm, s->glow * near));
            /* Thin clouds, drawn out along the horizon, lit from below. */
            float lift = 1.0f / (0.12f + 1.2f * (1.0f - v));
            float bank =
                noise_octaves((float)x * 0.0011f * lift + 3.0f, (float)y * 0.0085f * lift, 5, s->seed);
            float veil = smoothf(0.02f, 0.42f, bank) * smoothf(0.02f, 0.3f, v) * smoothf(1.0f, 0.85f, v);
            color =
                rgb_mix(color, rgb_scale(cloud, 0.22f + 0.9f * near), 0.42f * veil * (0.35f + 0.65f * near));
            c->at[(size_t)y * (size_t)c->w + (size_t)x] = color;
        }
    }
}

static const float shore = 786.0f;

/* Towers of chance along the shore, higher in the middle of the city. */
static void draw_row(struct canvas *c, const struct facade *f, float tallest, float width, uint64_t seed)
{
    struct chance chance = chance_seed(seed);
    for (float x = 470.0f; x < (float)c->w + 20.0f;) {
        float w = width * chance_between(&chance, 0.6f, 1.35f);
        float rise = smoothf(420.0f, 1180.0f, x) * (1.0f - 0.38f * smoothf(1500.0f, 2050.0f, x));
        float high = tallest * (0.16f + 0.84f * rise) * chance_between(&chance, 0.42f, 1.0f);
        struct block b = {x, x + w, shore - high, shore, chance_between(&chance, 3.6f, 4.8f)};
        city_block(c, &b, f, (uint32_t)(seed * 31U) + (uint32_t)x);
        float kind = chance_unit(&chance);
        if (kind < 0.3f) { /* a smaller storey for machines */
            struct block top = {x + 0.2f * w, x + 0.8f * w, b.top - 0.14f * w, b.top, 0.0f};
            city_block(c, &top, f, 1U);
        } else if (kind < 0.45f) { /* a sloping roof */
            struct block top = {x, x + w, b.top - 0.3f * w, b.top, 0.0f};
            city_taper(c, &top, x + 0.62f * w, x + w, f, 1U);
        } else if (kind < 0.6f) {
            city_mast(c, x + 0.5f * w, b.top - 0.6f * w, b.top, 2.2f, f);
        }
        x += w + chance_between(&chance, -2.0f, 0.22f * width);
    }
}

/* Nine bundled tubes that end at different heights, with two masts. */
static void draw_bundle(struct canvas *c, float x, const struct facade *f)
{
    static const float part[][3] = {{-46.0f, 46.0f, 300.0f},
                                    {-46.0f, 16.0f, 400.0f},
                                    {-16.0f, 46.0f, 452.0f},
                                    {-16.0f, 16.0f, 560.0f},
                                    {-30.0f, 16.0f, 500.0f}};
    for (size_t i = 0; i < sizeof part / sizeof part[0]; i++) {
        struct block b = {x + part[i][0], x + part[i][1], shore - part[i][2], shore, 4.2f};
        city_block(c, &b, f, 900U);
    }
    city_mast(c, x - 9.0f, shore - 650.0f, shore - 560.0f, 3.4f, f);
    city_mast(c, x + 9.0f, shore - 640.0f, shore - 560.0f, 3.4f, f);
}

/* A dark tower that grows narrower, braced by crosses, with two masts. */
static void draw_braced(struct canvas *c, float x, const struct facade *f)
{
    struct block b = {x - 62.0f, x + 62.0f, shore - 470.0f, shore, 4.4f};
    city_taper(c, &b, x - 34.0f, x + 34.0f, f, 910U);
    struct plane braces = plane_init(c->w, c->h);
    for (int i = 0; i < 5; i++) {
        float t0 = (float)i / 5.0f, t1 = (float)(i + 1) / 5.0f;
        float y0 = mixf(b.top, b.base, t0), y1 = mixf(b.top, b.base, t1);
        float h0 = mixf(34.0f, 62.0f, t0), h1 = mixf(34.0f, 62.0f, t1);
        struct stroke s = {2.0f, 1.0f - 0.7f * t1};
        plane_line(&braces, (struct vec2){x - h0, y0}, (struct vec2){x + h1, y1}, s);
        plane_line(&braces, (struct vec2){x + h0, y0}, (struct vec2){x - h1, y1}, s);
    }
    canvas_light(c, &braces, f->lit_edge, 0.6f);
    plane_finish(&braces);
    city_mast(c, x - 17.0f, shore - 590.0f, b.top, 4.0f, f);
    city_mast(c, x + 17.0f, shore - 575.0f, b.top, 4.0f, f);
}

/* Setbacks and a spire. */
static void draw_spire(struct canvas *c, float x, const struct facade *f)
{
    static const float part[][3] = {
        {-44.0f, 44.0f, 210.0f}, {-44.0f, 30.0f, 320.0f}, {-36.0f, 22.0f, 400.0f}};
    for (size_t i = 0; i < sizeof part / sizeof part[0]; i++) {
        struct block b = {x + part[i][0], x + part[i][1], shore - part[i][2], shore, 4.0f};
        city_block(c, &b, f, 920U);
    }
    city_mast(c, x - 7.0f, shore - 500.0f, shore - 400.0f, 8.0f, f);
}

/* A tower whose roof is cut off on a slant, like a diamond. */
static void draw_slant(struct canvas *c, float x, const struct facade *f)
{
    struct block b = {x - 40.0f, x + 40.0f, shore - 300.0f, shore, 4.2f};
    city_block(c, &b, f, 930U);
    struct block top = {x - 40.0f, x + 40.0f, shore - 372.0f, shore - 300.0f, 4.2f};
    city_taper(c, &top, x + 36.0f, x + 40.0f, f, 931U);
}

/* The park along the shore: crowns of trees, and lamps under them. */
static void draw_park(struct canvas *c, const struct facade *f)
{
    for (int x = 0; x < c->w; x++) {
        float far = smoothf(700.0f, 100.0f, (float)x);
        float crown = 11.0f + 6.0f * noise_octaves((float)x * 0.05f, 1.0f, 4, 61U) +
                      5.0f * noise2((float)x * 0.006f, 9.0f, 62U);
        struct block tree = {(float)x, (float)x + 1.0f, shore - crown * mixf(1.0f, 0.3f, far), shore, 0.0f};
        city_block(c, &tree, f, 1U);
    }
    struct plane lamps = plane_init(c->w, c->h);
    struct chance chance = chance_seed(63U);
    for (float x = 330.0f; x < (float)c->w; x += chance_between(&chance, 12.0f, 46.0f)) {
        plane_dot(&lamps, (struct vec2){x, shore - 4.0f}, 1.2f,
                  chance_between(&chance, 0.3f, 1.0f) * smoothf(300.0f, 700.0f, x));
    }
    canvas_light(c, &lamps, f->window, 1.4f);
    plane_finish(&lamps);
}

void paint_skyline(struct canvas *c)
{
    const struct sky sky = {
        .stops = {{0.0f, 0x03181AU},
                  {0.35f, 0x0B3B3BU},
                  {0.62f, 0x2A6A5FU},
                  {0.8f, 0x8FA27AU},
                  {0.92f, 0xE0A863U},
                  {1.0f, 0xF3B45EU}},
        .sun = {1400.0f, shore - 20.0f},
        .horizon = shore,
        .glow = 0.30f,
        .cloud = 0xF0A860U,
        .glow_hex = 0xF08A3CU,
        .seed = 101U,
    };
    struct rgb haze = rgb_hex(0xC98A52U), lamp = rgb_hex(0xFFC768U);
    const struct facade back = {rgb_hex(0x55705FU), rgb_hex(0x9A8C66U), lamp, 0.05f, 120.0f, haze};
    const struct facade middle = {rgb_hex(0x1B443EU), rgb_hex(0x4E6450U), lamp, 0.20f, 60.0f,
                                  rgb_hex(0x8A7350U)};
    const struct facade front = {rgb_hex(0x071F1DU), rgb_hex(0x173A34U), lamp, 0.27f, 16.0f,
                                 rgb_hex(0x2A3A2EU)};
    draw_sky(c, &sky);
    draw_row(c, &back, 330.0f, 46.0f, 3U);
    draw_spire(c, 1178.0f, &middle);
    draw_row(c, &middle, 270.0f, 54.0f, 4U);
    draw_bundle(c, 1335.0f, &middle);
    draw_braced(c, 1655.0f, &middle);
    draw_slant(c, 1492.0f, &front);
    draw_row(c, &front, 170.0f, 58.0f, 5U);
    draw_park(c, &front);
    city_water(c, shore, rgb_hex(0x03191AU), 1.5f, 201U);
    canvas_bloom(c, 0.5f, 9.0f, 0.35f);
    canvas_bloom(c, 0.4f, 80.0f, 0.30f);
    canvas_quiet_left(c, 0.5f, 0.5f);
}

/* A lighthouse on its breakwater. */
static void draw_lighthouse(struct canvas *c, float x, float foot, const struct facade *f)
{
    struct block tower = {x - 27.0f, x + 27.0f, foot - 218.0f, foot - 20.0f, 0.0f};
    struct block gallery = {x - 27.0f, x + 27.0f, foot - 224.0f, foot - 216.0f, 0.0f};
    struct block lantern = {x - 14.0f, x + 14.0f, foot - 258.0f, foot - 224.0f, 0.0f};
    struct block roof = {x - 19.0f, x + 19.0f, foot - 280.0f, foot - 258.0f, 0.0f};
    struct block house[] = {{x - 74.0f, x - 18.0f, foot - 74.0f, foot - 20.0f, 0.0f},
                            {x + 18.0f, x + 66.0f, foot - 62.0f, foot - 20.0f, 0.0f}};
    for (size_t i = 0; i < 2; i++) {
        struct block *h = &house[i];
        city_block(c, h, f, 1U);
        struct block gable = {h->x0 - 5.0f, h->x1 + 5.0f, h->top - 24.0f, h->top, 0.0f};
        city_taper(c, &gable, mixf(h->x0, h->x1, 0.42f), mixf(h->x0, h->x1, 0.58f), f, 1U);
    }
    city_taper(c, &tower, x - 17.0f, x + 17.0f, f, 1U);
    city_block(c, &gallery, f, 1U);
    city_block(c, &lantern, f, 1U);
    city_taper(c, &roof, x - 2.0f, x + 2.0f, f, 1U);
    struct block base = {x - 92.0f, x + 92.0f, foot - 24.0f, foot + 12.0f, 0.0f};
    city_taper(c, &base, x - 84.0f, x + 84.0f, f, 1U);
}

/* Stones piled up from x to the right edge. */
static void draw_breakwater(struct canvas *c, float x, float foot, const struct facade *f)
{
    struct chance chance = chance_seed(33U);
    for (float at = x; at < (float)c->w; at += chance_between(&chance, 7.0f, 20.0f)) {
        float w = chance_between(&chance, 16.0f, 40.0f), high = chance_between(&chance, 8.0f, 19.0f);
        high *= smoothf(x - 30.0f, x + 120.0f, at);
        struct block stone = {at, at + w, foot - high, foot + 4.0f, 0.0f};
        city_taper(c, &stone, at + 0.22f * w, at + 0.75f * w, f, 1U);
    }
}

static void draw_boat(struct canvas *c, float x, float foot, float size, const struct facade *f)
{
    struct block sail = {x - 0.30f * size, x, foot - size, foot - 0.1f * size, 0.0f};
    city_taper(c, &sail, x - 1.0f, x, f, 1U);
    struct block jib = {x + 0.03f * size, x + 0.24f * size, foot - 0.85f * size, foot - 0.12f * size, 0.0f};
    city_taper(c, &jib, x + 0.03f * size, x + 0.04f * size, f, 1U);
    struct block hull = {x - 0.28f * size, x + 0.26f * size, foot - 0.07f * size, foot, 0.0f};
    city_taper(c, &hull, x - 0.36f * size, x + 0.33f * size, f, 1U);
}

void paint_dawn(struct canvas *c)
{
    const float horizon = 668.0f;
    const struct sky sky = {
        .stops = {{0.0f, 0x0A3B3AU},
                  {0.3f, 0x22655CU},
                  {0.58f, 0x7FB09AU},
                  {0.78f, 0xE3C79AU},
                  {0.92f, 0xF5B56CU},
                  {1.0f, 0xF0A25CU}},
        .sun = {1235.0f, horizon - 42.0f},
        .horizon = horizon + 6.0f,
        .glow = 0.36f,
        .cloud = 0xFFD9A0U,
        .glow_hex = 0xF79A45U,
        .seed = 131U,
    };
    struct rgb lamp = rgb_hex(0xFFD98AU);
    const struct facade stone = {rgb_hex(0x0A2826U), rgb_hex(0x1E443DU), lamp, 0.0f, 1.0f,
                                 rgb_hex(0x123430U)};
    draw_sky(c, &sky);
    struct plane sun = plane_init(c->w, c->h);
    plane_dot(&sun, sky.sun, 46.0f, 1.0f);
    plane_blur(&sun, 2.5f);
    canvas_light(c, &sun, rgb_hex(0xFFDF9CU), 0.75f);
    plane_finish(&sun);
    draw_boat(c, 1012.0f, horizon + 5.0f, 62.0f, &stone);
    draw_boat(c, 880.0f, horizon + 4.0f, 30.0f, &stone);
    draw_breakwater(c, 1330.0f, horizon + 6.0f, &stone);
    draw_lighthouse(c, 1500.0f, horizon - 6.0f, &stone);
    struct plane lantern = plane_init(c->w, c->h);
    plane_dot(&lantern, (struct vec2){1500.0f, horizon - 247.0f}, 9.0f, 1.0f);
    canvas_light(c, &lantern, lamp, 2.2f);
    plane_finish(&lantern);
    city_water(c, horizon + 6.0f, rgb_hex(0x06302FU), 1.0f, 221U);
    canvas_bloom(c, 0.7f, 40.0f, 0.45f);
    canvas_bloom(c, 0.8f, 140.0f, 0.6f);
    canvas_quiet_left(c, 0.5f, 0.55f);
}
