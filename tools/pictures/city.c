#include "city.h"

#include "color.h"
#include "noise.h"

/* Lays a color over a pixel. */
static void cover_pixel(struct canvas *c, int x, int y, struct rgb color, float cover)
{
    struct rgb *to = &c->at[(size_t)y * (size_t)c->w + (size_t)x];
    *to = rgb_mix(*to, color, cover);
}

/* How much of the window raster's cell at (x, y) is glass that shines, 0 to 1. */
static float window_light(const struct block *b, float x, float y, float lit, uint32_t seed)
{
    float u = (x - b->x0) / b->step, v = (y - b->top) / (1.35f * b->step);
    int column = (int)floorf(u), row = (int)floorf(v);
    float du = u - floorf(u), dv = v - floorf(v);
    if (row < 1) {
        return 0.0f;
    }
    /* Whole floors are busy or empty; single rooms differ. */
    float floor_mood = hash_unit(row, 7, seed), room = hash_unit(column, row, seed + 5U);
    float share = lit * (floor_mood > 0.86f ? 2.6f : floor_mood < 0.35f ? 0.45f : 1.0f);
    if (room > share) {
        return 0.0f;
    }
    float glass = smoothf(0.12f, 0.28f, du) * smoothf(0.92f, 0.76f, du) * smoothf(0.2f, 0.36f, dv) *
                  smoothf(0.92f, 0.76f, dv);
    return glass * (0.2f + 0.8f * sqrf(hash_unit(column, row, seed + 9U)));
}

void city_taper(struct canvas *c, const struct block *b, float top_x0, float top_x1, const struct facade *f,
                uint32_t seed)
{
    for (int y = (int)b->top; y < (int)b->base && y < c->h; y++) {
        float t = ((float)y - b->top) / fmaxf(b->base - b->top, 1.0f);
        float x0 = mixf(top_x0, b->x0, t), x1 = mixf(top_x1, b->x1, t);
        float above = clampf((float)(y + 1) - b->top, 0.0f, 1.0f);
        for (int x = (int)fmaxf(0.0f, x0); x <= (int)x1 && x < c->w; x++) {
            float in = fminf(clampf((float)(x + 1) - x0, 0.0f, 1.0f), clampf(x1 - (float)x, 0.0f, 1.0f));
            float across = clampf(((float)x - x0) / fmaxf(x1 - x0, 1.0f), 0.0f, 1.0f);
            struct rgb color = rgb_mix(f->shade, f->lit_edge, powf(across, 2.2f) * (1.0f - 0.5f * t));
            if (b->step > 0.0f) {
                float mullion = 0.94f + 0.06f * cosf(2.0f * PI * ((float)x - b->x0) / b->step);
                color = rgb_scale(color, mullion);
                float light = window_light(b, (float)x + 0.5f, (float)y + 0.5f, f->lit, seed);
                color = rgb_add(color, rgb_scale(f->window, light));
            }
            float haze = 0.75f * expf(-(b->base - (float)y) / f->haze_height);
            cover_pixel(c, x, y, rgb_mix(color, f->haze, haze), in * above);
        }
    }
}

void city_block(struct canvas *c, const struct block *b, const struct facade *f, uint32_t seed)
{
    city_taper(c, b, b->x0, b->x1, f, seed);
}

void city_mast(struct canvas *c, float x, float top, float foot, float width, const struct facade *f)
{
    for (int y = (int)top; y < (int)foot; y++) {
        float half = 0.5f * width * mixf(0.35f, 1.0f, ((float)y - top) / (foot - top));
        for (int px = (int)(x - half) - 1; px <= (int)(x + half) + 1; px++) {
            if (px >= 0 && px < c->w) {
                float in = clampf(half + 0.5f - fabsf((float)px + 0.5f - x), 0.0f, 1.0f);
                cover_pixel(c, px, y, f->shade, in);
            }
        }
    }
}

void city_water(struct canvas *c, float horizon, struct rgb deep, float calm, uint32_t seed)
{
    enum { SAMPLES = 9 };
    for (int y = (int)horizon; y < c->h; y++) {
        float down = (float)y - horizon, near = down / ((float)c->h - horizon);
        /* Ripples look longer and further apart the nearer they are. */
        float scale = 1.0f / (2.2f + 0.055f * down);
        for (int x = 0; x < c->w; x++) {
            float wave = noise_octaves((float)x * scale * 0.16f, down * scale * 1.9f, 3, seed);
            float slow = noise2((float)x * 0.0022f, down * 0.02f + 5.0f, seed + 3U);
            struct rgb sum = {0.0f, 0.0f, 0.0f};
            for (int k = 0; k < SAMPLES; k++) {
                float spread = ((float)k / (float)(SAMPLES - 1) - 0.5f) * (3.0f + 0.30f * down) / calm;
                float sy = horizon - 1.0f - down * 1.04f + spread + wave * (6.0f + 0.55f * down) / calm;
                float sx = (float)x + wave * (1.0f + 0.05f * down) / calm;
                sum = rgb_add(sum, canvas_sample(c, sx, fminf(fmaxf(sy, 0.0f), horizon - 1.0f)));
            }
            /* More is mirrored at a grazing angle, far away. */
            float mirror = mixf(0.80f, 0.30f, powf(near, 0.7f)) * (1.0f + 0.16f * wave + 0.10f * slow);
            struct rgb seen = rgb_add(rgb_scale(sum, mirror / SAMPLES), rgb_scale(deep, 1.0f - mirror));
            cover_pixel(c, x, y, seen, 1.0f);
        }
    }
}
