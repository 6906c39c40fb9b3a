/* The teaching file: a wall of films on their light boxes, seen at an angle. */
#include <stdbool.h>

#include "brain.h"
#include "color.h"
#include "noise.h"
#include "phantom.h"
#include "pictures.h"

enum { FILMS = 16, FILM = 300 };

static struct canvas crop_film(void (*paint)(struct canvas *c), float x, float y, float side)
{
    struct canvas whole = canvas_init(WIDTH, HEIGHT), film = canvas_init(FILM, FILM);
    paint(&whole);
    canvas_blur(&whole, 0.4f * side / FILM);
    for (int i = 0; i < FILM * FILM; i++) {
        float u = ((float)(i % FILM) + 0.5f) / FILM - 0.5f, v = ((float)(i / FILM) + 0.5f) / FILM - 0.5f;
        film.at[i] = canvas_sample(&whole, x + side * u, y + side * v);
    }
    canvas_finish(&whole);
    return film;
}

static struct canvas brain_film(uint64_t seed, const struct contrast *contrast, const struct ramp *ramp)
{
    struct canvas film = canvas_init(FILM, FILM);
    struct brain brain = brain_init(FILM, FILM, seed);
    for (int i = 0; i < FILM * FILM; i++) {
        float v = brain_tone(&brain, contrast, (float)(i % FILM), (float)(i / FILM));
        film.at[i] = ramp_color(ramp, 0.05f + 0.95f * v);
    }
    brain_finish(&brain);
    return film;
}

static struct canvas phantom_film(bool chest, const struct ramp *ramp, float turn)
{
    struct canvas film = canvas_init(FILM, FILM);
    for (int i = 0; i < FILM * FILM; i++) {
        struct vec2 p = {((float)(i % FILM) / FILM - 0.5f) * 2.15f,
                         (0.5f - (float)(i / FILM) / FILM) * 2.15f};
        p = turn2(p, turn);
        float v = chest ? phantom_painted(thorax, THORAX_COUNT - 1, p, 0.008f)
                        : phantom_value(shepp_logan, SHEPP_LOGAN_COUNT, p, 0.008f);
        float lung = chest && v < 0.1f && v > 0.02f
                         ? fmaxf(0.0f, noise_octaves(p.x * 11.0f, p.y * 11.0f, 3, 97U))
                         : 0.0f;
        float tone = chest ? 1.1f * v + 0.6f * lung : v < 0.6f ? 1.7f * v : 0.92f;
        film.at[i] = ramp_color(ramp, 0.05f + tone);
    }
    return film;
}

static void make_films(struct canvas *films)
{
    const struct ramp *mint = ramp_mint(), *amber = ramp_amber();
    int n = 0;
    /* Every second one a brain: no film stands beside one like it. */
    films[n++] = brain_film(12U, &contrast_t1, mint);
    films[n++] = crop_film(paint_chest, 1300.0f, 520.0f, 1000.0f);
    films[n++] = brain_film(31U, &contrast_t2, mint);
    films[n++] = phantom_film(true, mint, 0.0f);
    films[n++] = brain_film(47U, &contrast_t1, mint);
    films[n++] = crop_film(paint_ultrasound, 1310.0f, 520.0f, 900.0f);
    films[n++] = brain_film(12U, &contrast_t2, amber);
    films[n++] = phantom_film(false, mint, 0.0f);
    films[n++] = brain_film(58U, &contrast_t1, mint);
    films[n++] = crop_film(paint_vessels, 1330.0f, 560.0f, 960.0f);
    films[n++] = brain_film(63U, &contrast_t2, mint);
    films[n++] = crop_film(paint_kspace, 1300.0f, 520.0f, 900.0f);
    films[n++] = brain_film(71U, &contrast_t1, mint);
    films[n++] = phantom_film(true, mint, PI);
    films[n++] = brain_film(83U, &contrast_t2, mint);
    films[n++] = crop_film(paint_pet, 1285.0f, 516.0f, 1000.0f);
}

/* Light of the wall at (u, v); one film a unit. */
static struct rgb wall_light(const struct canvas *films, float u, float v)
{
    int column = (int)floorf(u), row = (int)floorf(v);
    float du = u - floorf(u) - 0.5f, dv = v - floorf(v) - 0.5f;
    /* A film with round corners, a bright hem around it where the light box shows. */
    float qx = fmaxf(fabsf(du) - 0.42f, 0.0f), qy = fmaxf(fabsf(dv) - 0.42f, 0.0f), edge = length2(qx, qy);
    float inside = smoothf(0.034f, 0.028f, edge);
    float hem = bellf(edge - 0.036f, 0.006f) + 0.18f * bellf(edge - 0.036f, 0.022f);
    int which = ((column + row * 5) % FILMS + FILMS) % FILMS;
    const struct canvas *film = &films[which];
    struct rgb picture =
        canvas_sample(film, (du / 0.9f + 0.5f) * FILM - 0.5f, (dv / 0.9f + 0.5f) * FILM - 0.5f);
    float lamp = mixf(0.45f, 1.0f, hash_unit(column, row, 95U));
    struct rgb light = rgb_scale(picture, inside * lamp);
    light = rgb_add(light, rgb_scale(rgb_hex(HEX_TEAL), 0.35f * (1.0f - inside)));
    return rgb_add(light, rgb_scale(rgb_hex(which == 6 ? HEX_AMBER : HEX_SAGE), 0.30f * hem * lamp));
}

void paint_library(struct canvas *c)
{
    struct canvas films[FILMS];
    make_films(films);
    const float yaw = 0.66f, lens = 1.5f, away = 3.3f;
    for (int y = 0; y < c->h; y++) {
        for (int x = 0; x < c->w; x++) {
            struct rgb sum = {0.0f, 0.0f, 0.0f};
            for (int k = 0; k < 4; k++) {
                float px = ((float)x + (k & 1 ? 0.25f : -0.25f) - 1300.0f) / HEIGHT;
                float py = ((float)y + (k & 2 ? 0.25f : -0.25f) - 520.0f) / HEIGHT;
                /* The wall is turned: its right side comes nearer. */
                float depth = lens * cosf(yaw) + px * sinf(yaw), t = away / fmaxf(depth, 0.05f);
                float u = t * (px * cosf(yaw) - lens * sinf(yaw)) + 2.52f, v = t * py + 0.5f;
                float dim = expf(-fmaxf(0.0f, t - 2.6f) * 0.85f) *
                            mixf(1.0f, 0.55f, smoothf(0.7f, 1.7f, fabsf(v - 0.5f)));
                sum = rgb_add(sum, rgb_scale(wall_light(films, u, v), 0.25f * dim));
            }
            c->at[(size_t)y * (size_t)c->w + (size_t)x] = rgb_add(sum, rgb_hex(HEX_NIGHT));
        }
    }
    for (int i = 0; i < FILMS; i++) {
        canvas_finish(&films[i]);
    }
    canvas_bloom(c, 0.4f, 24.0f, 0.4f);
    canvas_quiet_left(c, 0.5f, 0.5f);
}
