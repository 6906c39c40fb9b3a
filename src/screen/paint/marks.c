#include "paint/marks.h"

#include "paint/strip.h"

#include <math.h>
#include <stdlib.h>

#define ROUNDS_MAX    16
#define LIGHTER_ALPHA 31 /* 12 %: light text on a pressed tile keeps 4.5:1 */
#define DARKER_ALPHA  26 /* 10 % */
#define LINE_DARK     0x10201c
#define LINE_LIGHT    0xffffff

/* A round picture of 2 * radius px: a disc in white, or a ring in its colors. */
struct round {
    SDL_Texture *texture; /* NULL: free */
    int radius;
    int thickness; /* of the ring; 0: a disc */
    uint32_t accent;
    uint64_t used;
};

struct marks {
    struct round rounds[ROUNDS_MAX];
    uint64_t clock;
};

struct marks *marks_create(void)
{
    return calloc(1, sizeof(struct marks));
}

void marks_clear(struct marks *marks)
{
    for (size_t i = 0; i < ROUNDS_MAX; i++) {
        if (marks->rounds[i].texture)
            SDL_DestroyTexture(marks->rounds[i].texture);
        marks->rounds[i] = (struct round){0};
    }
}

void marks_destroy(struct marks *marks)
{
    if (!marks)
        return;
    marks_clear(marks);
    free(marks);
}

static int line_of(int thickness)
{
    return (3 * thickness + 3) / 4;
}

int marks_ring_width(int thickness)
{
    return thickness + line_of(thickness);
}

/* Black or white, whichever stands out from the accent (its luma, ITU-R BT.601). */
static uint32_t line_color(uint32_t accent)
{
    uint32_t luma = 299 * (accent >> 16 & 0xff) + 587 * (accent >> 8 & 0xff) + 114 * (accent & 0xff);
    return luma > 128000 ? LINE_DARK : LINE_LIGHT;
}

static uint32_t share(double inside)
{
    return inside <= 0 ? 0 : inside >= 1 ? 255 : (uint32_t)(inside * 255 + 0.5);
}

/* Straight alpha. */
static uint32_t round_pixel(const struct round *round, double distance)
{
    uint32_t outer = share(round->radius - distance + 0.5);
    if (round->thickness == 0)
        return outer << 24 | 0xffffff;
    double line_edge = round->radius - round->thickness, hole = line_edge - line_of(round->thickness);
    uint32_t covered = outer - share(hole - distance + 0.5);
    uint32_t color = strip_mix(round->accent, line_color(round->accent), share(line_edge - distance + 0.5));
    return covered << 24 | color;
}

static SDL_Texture *draw_round(SDL_Renderer *renderer, const struct round *round)
{
    int side = 2 * round->radius;
    uint32_t *pixels = malloc((size_t)side * (size_t)side * sizeof *pixels);
    if (!pixels)
        return NULL;
    for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++)
            pixels[y * side + x] =
                round_pixel(round, hypot(x + 0.5 - round->radius, y + 0.5 - round->radius));
    }
    SDL_Texture *texture =
        SDL_CreateTexture(renderer, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STATIC, side, side);
    if (texture) {
        SDL_UpdateTexture(texture, NULL, pixels, side * (int)sizeof *pixels);
        SDL_SetTextureBlendMode(texture, SDL_BLENDMODE_BLEND);
        SDL_SetTextureScaleMode(texture, SDL_ScaleModeNearest);
    }
    free(pixels);
    return texture;
}

static SDL_Texture *get_round(struct marks *marks, SDL_Renderer *renderer, int radius, int thickness,
                              uint32_t accent)
{
    struct round *oldest = &marks->rounds[0];
    marks->clock++;
    for (size_t i = 0; i < ROUNDS_MAX; i++) {
        struct round *round = &marks->rounds[i];
        if (round->texture && round->radius == radius && round->thickness == thickness &&
            round->accent == accent) {
            round->used = marks->clock;
            return round->texture;
        }
        if (round->used < oldest->used)
            oldest = round;
    }
    if (oldest->texture)
        SDL_DestroyTexture(oldest->texture);
    *oldest =
        (struct round){.radius = radius, .thickness = thickness, .accent = accent, .used = marks->clock};
    oldest->texture = draw_round(renderer, oldest);
    return oldest->texture;
}

/* The four quarters of a round texture into the corners of a box. */
static void draw_corners(SDL_Renderer *renderer, SDL_Texture *texture, struct rect box, int radius)
{
    for (int i = 0; i < 4; i++) {
        bool right = i & 1, bottom = i & 2;
        SDL_Rect from = {right ? radius : 0, bottom ? radius : 0, radius, radius};
        SDL_Rect to = {right ? box.x + box.w - radius : box.x, bottom ? box.y + box.h - radius : box.y,
                       radius, radius};
        SDL_RenderCopy(renderer, texture, &from, &to);
    }
}

static void fill(SDL_Renderer *renderer, uint32_t color, uint8_t alpha, struct rect box)
{
    SDL_Rect rect = {box.x, box.y, box.w, box.h};
    if (box.w <= 0 || box.h <= 0)
        return;
    SDL_SetRenderDrawBlendMode(renderer, alpha == 255 ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
    SDL_SetRenderDrawColor(renderer, (Uint8)(color >> 16), (Uint8)(color >> 8), (Uint8)color, alpha);
    SDL_RenderFillRect(renderer, &rect);
}

static int fitting(struct rect box, int radius)
{
    int most = (box.w < box.h ? box.w : box.h) / 2;
    return radius < most ? radius : most;
}

void marks_pressed(struct marks *marks, SDL_Renderer *renderer, struct rect box, int radius, bool on_dark,
                   uint8_t alpha)
{
    uint32_t color = on_dark ? 0xffffff : 0x000000;
    alpha = (uint8_t)((on_dark ? LIGHTER_ALPHA : DARKER_ALPHA) * alpha / 255);
    radius = fitting(box, radius);
    fill(renderer, color, alpha, (struct rect){box.x + radius, box.y, box.w - 2 * radius, box.h});
    if (radius <= 0)
        return;
    fill(renderer, color, alpha, (struct rect){box.x, box.y + radius, radius, box.h - 2 * radius});
    fill(renderer, color, alpha,
         (struct rect){box.x + box.w - radius, box.y + radius, radius, box.h - 2 * radius});
    SDL_Texture *disc = get_round(marks, renderer, radius, 0, 0);
    if (!disc)
        return;
    SDL_SetTextureColorMod(disc, (Uint8)(color >> 16), (Uint8)(color >> 8), (Uint8)color);
    SDL_SetTextureAlphaMod(disc, alpha);
    draw_corners(renderer, disc, box, radius);
}

/* The straight sides of a frame of thickness, inside of box, without its corners. */
static void draw_sides(SDL_Renderer *renderer, struct rect box, int corner, int inset, int thickness,
                       uint32_t color, uint8_t alpha)
{
    int w = box.w - 2 * corner, h = box.h - 2 * corner;
    fill(renderer, color, alpha, (struct rect){box.x + corner, box.y + inset, w, thickness});
    fill(renderer, color, alpha,
         (struct rect){box.x + corner, box.y + box.h - inset - thickness, w, thickness});
    fill(renderer, color, alpha, (struct rect){box.x + inset, box.y + corner, thickness, h});
    fill(renderer, color, alpha,
         (struct rect){box.x + box.w - inset - thickness, box.y + corner, thickness, h});
}

void marks_focused(struct marks *marks, SDL_Renderer *renderer, struct rect box, int radius, int thickness,
                   uint32_t accent, uint8_t alpha)
{
    int line = line_of(thickness), width = marks_ring_width(thickness);
    /* A sharp corner still has to hold the ring's own width. */
    radius = fitting(box, radius > width ? radius : width);
    if (radius < width)
        return; /* a box of hardly more than the ring: nothing that could be a target */
    draw_sides(renderer, box, radius, 0, thickness, accent, alpha);
    draw_sides(renderer, box, radius, thickness, line, line_color(accent), alpha);
    SDL_Texture *ring = get_round(marks, renderer, radius, thickness, accent);
    if (!ring)
        return;
    SDL_SetTextureAlphaMod(ring, alpha);
    draw_corners(renderer, ring, box, radius);
}
