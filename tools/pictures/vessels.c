/*
 * Angiography: a tree of vessels as tubes in space.
 *
 * Where a vessel divides, the powers of the radii add up: C. D. Murray ("The physiological principle of
 * minimum work", 1926) found 3 for the smallest, large arteries are nearer to 2. The thinner child turns away
 * more.
 */
#include <stdlib.h>

#include "color.h"
#include "noise.h"
#include "pictures.h"
#include "strokes.h"

/* What is nearest at a pixel of the twice as large buffer. */
struct spot {
    float z;      /* towards the viewer */
    float nx, ny; /* surface normal */
    float time;   /* when the contrast arrives, 0 to 1 */
};

struct tree {
    struct spot *spots;
    int w, h;
    struct plane blush; /* what the finest vessels give off, at canvas size */
    struct chance chance;
};

static void stamp_ball(struct tree *tree, struct vec3 at, float radius, float time)
{
    float cx = 2.0f * at.x, cy = 2.0f * at.y, r = 2.0f * radius;
    int x0 = (int)fmaxf(0.0f, cx - r), x1 = (int)fminf((float)(tree->w - 1), cx + r + 1.0f);
    int y0 = (int)fmaxf(0.0f, cy - r), y1 = (int)fminf((float)(tree->h - 1), cy + r + 1.0f);
    for (int y = y0; y <= y1; y++) {
        for (int x = x0; x <= x1; x++) {
            float nx = ((float)x - cx) / r, ny = ((float)y - cy) / r, d2 = nx * nx + ny * ny;
            struct spot *spot = &tree->spots[(size_t)y * (size_t)tree->w + (size_t)x];
            float z = 2.0f * at.z + r * sqrtf(fmaxf(0.0f, 1.0f - d2));
            if (d2 < 1.0f && z > spot->z) {
                *spot = (struct spot){z, nx, ny, time};
            }
        }
    }
}

/* A direction that leaves dir by the angle, turned around it by spin. */
static struct vec3 turn_away(struct vec3 dir, float angle, float spin)
{
    struct vec3 helper =
        fabsf(dir.z) < 0.9f ? (struct vec3){0.0f, 0.0f, 1.0f} : (struct vec3){1.0f, 0.0f, 0.0f};
    struct vec3 side = unit3(cross3(dir, helper)), up = cross3(side, dir);
    struct vec3 off = add3(scale3(side, cosf(spin)), scale3(up, sinf(spin)));
    return unit3(add3(scale3(dir, cosf(angle)), scale3(off, sinf(angle))));
}

/* One vessel from a division to the next, its radius going over from that of its parent, then its two
 * children. */
static void grow(struct tree *tree, struct vec3 at, struct vec3 dir, float from, float radius, float way)
{
    const float finest = 0.95f, longest = 1900.0f, exponent = 2.15f;
    const struct vec3 hub = {2120.0f, 760.0f, 0.0f};
    struct chance *chance = &tree->chance;
    float length = (44.0f + 8.5f * radius) * chance_between(chance, 0.6f, 1.5f), done = 0.0f,
          next_bend = 0.0f;
    struct vec3 bend = {0.0f, 0.0f, 0.0f};
    while (done < length) {
        float step = fmaxf(0.35f, 0.12f * radius);
        if (done >= next_bend) {
            bend = (struct vec3){chance_normal(chance), chance_normal(chance), 0.6f * chance_normal(chance)};
            next_bend = done + (9.0f + 4.0f * radius) * chance_between(chance, 0.6f, 1.6f);
        }
        /* Vessels grow away from the hub and stay in a slab, so that the tree opens and remains readable. */
        struct vec3 out = unit3(sub3(at, hub));
        struct vec3 pull = add3(scale3(bend, 0.017f / sqrtf(0.3f + 0.3f * radius)), scale3(out, 0.0048f));
        pull.z -= 0.00006f * at.z;
        dir = unit3(add3(dir, scale3(pull, step)));
        at = add3(at, scale3(dir, step));
        done += step;
        way += step;
        stamp_ball(tree, at, mixf(from, radius, smoothf(0.0f, 3.0f * from, done)),
                   clampf(way / longest, 0.0f, 1.0f));
    }
    if (radius < 1.5f) {
        plane_dot(&tree->blush, (struct vec2){at.x, at.y}, 14.0f, 1.0f);
    }
    float share = chance_between(chance, 0.56f, 0.88f);
    float thick = radius * powf(share, 1.0f / exponent), thin = radius * powf(1.0f - share, 1.0f / exponent);
    float spin = chance_between(chance, -0.5f, 0.5f) + (chance_unit(chance) < 0.5f ? 0.0f : PI);
    float open = chance_between(chance, 0.8f, 1.25f);
    if (thick > finest) {
        grow(tree, at, turn_away(dir, open * 0.8f * (1.0f - share), spin), radius, thick, way);
    }
    if (thin > finest) {
        grow(tree, at, turn_away(dir, open * (0.3f + 0.75f * share), spin + PI), thin, thin, way);
    }
}

/* The light of a tube: key light from the upper right, a rim, and haze with depth. */
static struct rgb light_spot(const struct spot *s, const struct ramp *mint)
{
    struct vec3 n = {s->nx, s->ny, sqrtf(fmaxf(0.0f, 1.0f - s->nx * s->nx - s->ny * s->ny))};
    struct vec3 key = unit3((struct vec3){0.55f, -0.6f, 0.6f});
    float lambert = fmaxf(0.0f, dot3(n, key)), rim = powf(1.0f - n.z, 2.0f);
    struct vec3 half = unit3(add3(key, (struct vec3){0.0f, 0.0f, 1.0f}));
    float shine = powf(fmaxf(0.0f, dot3(n, half)), 38.0f);
    float depth = smoothf(-420.0f, 260.0f, s->z), late = s->time;
    float tone =
        (0.30f + 0.62f * lambert + 0.18f * rim) * mixf(0.45f, 1.0f, depth) * mixf(1.05f, 0.85f, late);
    struct rgb color = rgb_mix(ramp_color(ramp_amber(), 0.2f + 0.65f * tone), ramp_color(mint, tone),
                               smoothf(0.0f, 0.42f, late));
    return rgb_add(color, rgb_scale(rgb_hex(HEX_IVORY), 0.35f * shine * depth));
}

static void shade_tree(const struct tree *tree, struct canvas *c)
{
    const struct ramp *mint = ramp_mint();
    struct canvas large = canvas_init(tree->w, tree->h);
    for (int y = 0; y < tree->h; y++) {
        for (int x = 0; x < tree->w; x++) {
            size_t i = (size_t)y * (size_t)tree->w + (size_t)x;
            const struct spot *spot = &tree->spots[i];
            if (spot->z > -1e8f) {
                large.at[i] = light_spot(spot, mint);
            } else {
                large.at[i] = c->at[(size_t)(y / 2) * (size_t)c->w + (size_t)(x / 2)];
            }
        }
    }
    struct canvas half = canvas_halve(&large);
    canvas_finish(&large);
    canvas_finish(c);
    *c = half;
}

void paint_vessels(struct canvas *c)
{
    struct tree tree = {make_zeroed((size_t)c->w * (size_t)c->h * 4U, sizeof(struct spot)), 2 * c->w,
                        2 * c->h, plane_init(c->w, c->h), chance_seed(79U)};
    for (size_t i = 0; i < (size_t)tree.w * (size_t)tree.h; i++) {
        tree.spots[i].z = -1e9f;
    }
    grow(&tree, (struct vec3){1990.0f, 700.0f, 0.0f}, unit3((struct vec3){-1.0f, 0.05f, 0.0f}), 27.0f, 27.0f,
         0.0f);
    canvas_ground(c, &(struct ground){HEX_NIGHT, HEX_DEEP, HEX_TEAL, 1.25f, 0.42f, 0.7f, 0.6f});
    plane_blur(&tree.blush, 48.0f);
    plane_normalize(&tree.blush);
    canvas_light(c, &tree.blush, rgb_hex(HEX_SAGE), 0.16f);
    shade_tree(&tree, c);
    canvas_bloom(c, 0.5f, 20.0f, 0.35f);
    canvas_quiet_left(c, 0.45f, 0.5f);
    plane_finish(&tree.blush);
    free(tree.spots);
}
