#include "march.h"

#include <assert.h>
#include <stdbool.h>

static const float farthest = 14.0f;

float solid_box(struct vec3 p, struct vec3 half, float round)
{
    struct vec3 q = {fabsf(p.x) - half.x + round, fabsf(p.y) - half.y + round, fabsf(p.z) - half.z + round};
    struct vec3 out = {fmaxf(q.x, 0.0f), fmaxf(q.y, 0.0f), fmaxf(q.z, 0.0f)};
    return length3(out) + fminf(fmaxf(q.x, fmaxf(q.y, q.z)), 0.0f) - round;
}

float solid_cylinder(struct vec3 p, float radius, float half_height, float round)
{
    float dx = length2(p.x, p.z) - radius + round, dy = fabsf(p.y) - half_height + round;
    return fminf(fmaxf(dx, dy), 0.0f) + length2(fmaxf(dx, 0.0f), fmaxf(dy, 0.0f)) - round;
}

struct hit hit_nearer(struct hit a, struct hit b)
{
    return b.distance < a.distance ? b : a;
}

static struct hit walk(const struct scene *s, struct vec3 from, struct vec3 dir, float start)
{
    float t = start;
    for (int i = 0; i < 110 && t < farthest; i++) {
        struct hit h = s->coarse(add3(from, scale3(dir, t)));
        if (h.distance < 0.0006f * t) {
            return (struct hit){t, h.material};
        }
        t += h.distance;
    }
    return (struct hit){t < farthest ? t : farthest,
                        t < farthest ? s->coarse(add3(from, scale3(dir, t))).material : -1};
}

static struct vec3 normal_at(const struct scene *s, struct vec3 p)
{
    static const struct vec3 corner[4] = {
        {1.0f, -1.0f, -1.0f}, {-1.0f, -1.0f, 1.0f}, {-1.0f, 1.0f, -1.0f}, {1.0f, 1.0f, 1.0f}};
    const float step = 0.0012f;
    struct vec3 sum = {0.0f, 0.0f, 0.0f};
    for (int i = 0; i < 4; i++) {
        sum = add3(sum, scale3(corner[i], s->map(add3(p, scale3(corner[i], step))).distance));
    }
    return unit3(sum);
}

/* Soft shadow: how closely the way to the lamp passes by something. */
static float lamp_seen(const struct scene *s, struct vec3 p)
{
    float seen = 1.0f, t = 0.05f;
    for (int i = 0; i < 22 && t < 4.0f; i++) {
        float d = s->map(add3(p, scale3(s->lamp, t))).distance;
        seen = fminf(seen, 6.0f * (d + 0.004f) / t);
        if (seen < 0.01f) {
            return 0.0f;
        }
        t += clampf(d, 0.035f, 0.5f);
    }
    return seen * seen * (3.0f - 2.0f * seen);
}

/* How open the surroundings are: 1 free, 0 in a corner. */
static float openness(const struct scene *s, struct vec3 p, struct vec3 n)
{
    float lost = 0.0f, weight = 1.0f;
    for (int i = 1; i <= 5; i++) {
        float h = 0.012f + 0.075f * (float)i;
        lost += weight * (h - s->map(add3(p, scale3(n, h))).distance);
        weight *= 0.72f;
    }
    return clampf(1.0f - 1.1f * lost, 0.0f, 1.0f);
}

static struct rgb surface_light(const struct scene *s, struct vec3 p, struct vec3 n, struct vec3 dir,
                                int material)
{
    const struct material *m = &s->materials[material];
    if (m->glow.g > 0.0f && s->screen != NULL) {
        return s->screen(s->data, material, p);
    }
    float facing = fmaxf(0.0f, dot3(n, s->lamp));
    float seen = facing > 0.0f ? lamp_seen(s, add3(p, scale3(n, 0.004f))) : 0.0f;
    float open = openness(s, p, n), sky = 0.5f + 0.5f * n.y;
    struct rgb light = rgb_add(rgb_scale(s->lamp_light, facing * seen),
                               rgb_scale(s->room_light, open * (0.35f + 0.65f * sky)));
    light = rgb_add(light, rgb_scale(s->glow(p, n), open));
    struct rgb out = {m->color.r * light.r, m->color.g * light.g, m->color.b * light.b};
    struct vec3 half = unit3(sub3(s->lamp, dir));
    float shine = m->shine * powf(fmaxf(0.0f, dot3(n, half)), 48.0f) * seen;
    float rim = 0.35f * m->shine * powf(1.0f - fmaxf(0.0f, -dot3(n, dir)), 4.0f) * open;
    out = rgb_add(out, rgb_scale(s->lamp_light, shine));
    return rgb_add(out, rgb_scale(s->room_light, rim));
}

static struct rgb with_haze(const struct scene *s, struct rgb color, float distance)
{
    return rgb_mix(color, s->haze, 1.0f - expf(-sqrf(distance / s->haze_distance)));
}

static struct rgb trace(const struct scene *s, float x, float y)
{
    struct vec3 dir = march_ray(s, x, y);
    struct hit h = walk(s, s->eye, dir, 0.2f);
    if (h.material < 0) {
        return s->haze;
    }
    struct vec3 p = add3(s->eye, scale3(dir, h.distance)), n = normal_at(s, p);
    struct rgb color = surface_light(s, p, n, dir, h.material);
    float mirror = s->materials[h.material].mirror;
    if (mirror > 0.0f) {
        struct vec3 back = sub3(dir, scale3(n, 2.0f * dot3(dir, n)));
        struct hit seen = walk(s, add3(p, scale3(n, 0.006f)), back, 0.01f);
        float grazing = mixf(0.35f, 1.0f, powf(1.0f - fmaxf(0.0f, -dot3(dir, n)), 2.0f));
        struct rgb other = s->haze;
        if (seen.material >= 0) {
            struct vec3 q = add3(p, scale3(back, seen.distance));
            other = with_haze(s, surface_light(s, q, normal_at(s, q), back, seen.material), seen.distance);
        }
        color = rgb_mix(color, other, mirror * grazing);
    }
    return with_haze(s, color, h.distance);
}

struct vec3 march_ray(const struct scene *s, float x, float y)
{
    struct vec3 forward = unit3(sub3(s->at, s->eye));
    struct vec3 right = unit3(cross3(forward, (struct vec3){0.0f, 1.0f, 0.0f})), up = cross3(right, forward);
    float u = (x - s->cx) / 1080.0f, v = (s->cy - y) / 1080.0f;
    return unit3(add3(scale3(forward, s->lens), add3(scale3(right, u), scale3(up, v))));
}

static float difference(struct rgb a, struct rgb b)
{
    return fabsf(a.r - b.r) + fabsf(a.g - b.g) + fabsf(a.b - b.b);
}

static bool differs(struct rgb a, struct rgb b)
{
    return difference(a, b) > 0.02f + 0.10f * (a.g + b.g);
}

/* Cells of this many pixels a side are looked at in their corners; only where those differ, in every pixel.
 */
enum { CELL = 3 };

static struct canvas trace_cells(const struct canvas *c, const struct scene *s)
{
    assert(c->w % CELL == 0 && c->h % CELL == 0);
    int wide = c->w / CELL + 1, high = c->h / CELL + 1;
    struct canvas corners = canvas_init(wide, high), out = canvas_init(c->w, c->h);
    for (int y = 0; y < high; y++) {
        for (int x = 0; x < wide; x++) {
            corners.at[(size_t)y * (size_t)wide + (size_t)x] = trace(s, (float)(x * CELL), (float)(y * CELL));
        }
    }
    for (int y = 0; y < c->h; y++) {
        for (int x = 0; x < c->w; x++) {
            const struct rgb *at = &corners.at[(size_t)(y / CELL) * (size_t)wide + (size_t)(x / CELL)];
            float level = 0.0015f + 0.025f * (at[0].g + at[0].r);
            bool even = difference(at[0], at[1]) < level && difference(at[0], at[wide]) < level &&
                        difference(at[0], at[wide + 1]) < level && difference(at[1], at[wide]) < level;
            struct rgb *to = &out.at[(size_t)y * (size_t)c->w + (size_t)x];
            if (even) {
                *to = canvas_sample(&corners, (float)x / CELL, (float)y / CELL);
            } else {
                *to = x % CELL == 0 && y % CELL == 0 ? at[0] : trace(s, (float)x, (float)y);
            }
        }
    }
    canvas_finish(&corners);
    return out;
}

void march_scene(struct canvas *c, const struct scene *s)
{
    struct canvas first = trace_cells(c, s);
    /* Where neighbors differ, an edge runs: look four times more. */
    static const float offset[4][2] = {
        {-0.375f, -0.125f}, {0.125f, -0.375f}, {0.375f, 0.125f}, {-0.125f, 0.375f}};
    for (int y = 0; y < c->h; y++) {
        for (int x = 0; x < c->w; x++) {
            size_t i = (size_t)y * (size_t)c->w + (size_t)x;
            struct rgb here = first.at[i];
            bool edge = (x > 0 && differs(here, first.at[i - 1])) ||
                        (x + 1 < c->w && differs(here, first.at[i + 1])) ||
                        (y > 0 && differs(here, first.at[i - (size_t)c->w])) ||
                        (y + 1 < c->h && differs(here, first.at[i + (size_t)c->w]));
            for (int k = 0; edge && k < 4; k++) {
                here = rgb_add(here, trace(s, (float)x + offset[k][0], (float)y + offset[k][1]));
            }
            c->at[i] = edge ? rgb_scale(here, 0.2f) : here;
        }
    }
    canvas_finish(&first);
}
