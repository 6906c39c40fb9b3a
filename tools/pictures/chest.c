/*
 * A chest radiograph: the parts of a thorax, each as the amount of matter that the rays meet, summed and
 * shown on film (more matter, brighter).
 */
#include <stdbool.h>

#include "color.h"
#include "noise.h"
#include "pictures.h"
#include "strokes.h"

static const float mid = 1300.0f; /* the midline on the canvas */

/* Distance in pixels from a bent line, kept for each pixel; far away where it never came near. */
static void distance_reset(struct plane *p)
{
    for (size_t i = 0; i < (size_t)p->w * (size_t)p->h; i++) {
        p->at[i] = 1e6f;
    }
}

/* thinner is added to the distance: the bone tapers. */
static void distance_add(struct plane *p, struct vec2 a, struct vec2 b, float reach, float thinner)
{
    int x0 = (int)fmaxf(0.0f, fminf(a.x, b.x) - reach),
        x1 = (int)fminf((float)(p->w - 1), fmaxf(a.x, b.x) + reach);
    int y0 = (int)fmaxf(0.0f, fminf(a.y, b.y) - reach),
        y1 = (int)fminf((float)(p->h - 1), fmaxf(a.y, b.y) + reach);
    float dx = b.x - a.x, dy = b.y - a.y, square = fmaxf(dx * dx + dy * dy, 1e-6f);
    for (int y = y0; y <= y1; y++) {
        for (int x = x0; x <= x1; x++) {
            float px = (float)x - a.x, py = (float)y - a.y,
                  t = clampf((px * dx + py * dy) / square, 0.0f, 1.0f);
            float *to = &p->at[(size_t)y * (size_t)p->w + (size_t)x];
            *to = fminf(*to, length2(px - t * dx, py - t * dy) + thinner);
        }
    }
}

/* What a hollow bone of this radius adds at a distance from its axis: its walls show as two bright edges. */
static float bone_profile(float distance, float radius)
{
    float d = distance / radius;
    float outer = d < 1.0f ? sqrtf(1.0f - d * d) : 0.0f,
          inner = d < 0.8f ? sqrtf(1.0f - sqrf(d / 0.8f)) : 0.0f;
    return outer - 0.45f * inner;
}

static void add_bone(struct plane *film, const struct plane *distance, float radius, float strength)
{
    for (size_t i = 0; i < (size_t)film->w * (size_t)film->h; i++) {
        if (distance->at[i] < radius) {
            film->at[i] += strength * bone_profile(distance->at[i], radius);
        }
    }
}

/* Half the width of the rib cage at a height. */
static float cage_half(float y)
{
    float v = y < 640.0f ? (640.0f - y) / 520.0f : (y - 640.0f) / 900.0f;
    return 372.0f * powf(fmaxf(0.02f, 1.0f - powf(v, 2.3f)), 0.52f);
}

/* A place on rib number i (0 is the uppermost): turn goes from 0 at the spine around the side to PI in front.
 */
static struct vec2 rib_place(int i, float turn, float side)
{
    float n = (float)i / 9.0f, top = 176.0f + 540.0f * n, drop = mixf(130.0f, 330.0f, n);
    float half = cage_half(top + 0.45f * drop) - 16.0f;
    float x = 22.0f + half * powf(sinf(turn * 0.985f), 0.86f);
    float y = top - 16.0f * sinf(fminf(turn * 2.4f, PI)) + drop * powf(turn / PI, 1.15f);
    return (struct vec2){mid + side * x, y};
}

static void add_ribs(struct plane *film, struct plane *work)
{
    enum { PARTS = 60 };
    for (int i = 0; i < 10; i++) {
        for (int half = 0; half < 4; half++) {
            float side = (half & 1) == 0 ? -1.0f : 1.0f;
            bool front = half >= 2;
            float start = front ? 0.56f * PI : 0.06f,
                  end = front ? mixf(2.7f, 2.3f, (float)i / 9.0f) : 0.56f * PI;
            float radius = front ? 13.5f : 11.5f;
            distance_reset(work);
            struct vec2 from = rib_place(i, start, side);
            for (int k = 1; k <= PARTS; k++) {
                float t = (float)k / PARTS;
                struct vec2 to = rib_place(i, mixf(start, end, t), side);
                /* In front bone goes over into cartilage, which the rays do not see. */
                float thinner = radius * (front ? smoothf(0.45f, 1.0f, t) : 0.8f * smoothf(0.9f, 1.0f, t));
                distance_add(work, from, to, 20.0f, thinner);
                from = to;
            }
            add_bone(film, work, radius, front ? 0.085f : 0.17f);
        }
    }
}

static void add_path(struct plane *film, struct plane *work, const struct vec2 *path, int count, float radius,
                     float strength)
{
    for (int side = -1; side <= 1; side += 2) {
        distance_reset(work);
        for (int i = 0; i < (count - 1) * 16; i++) {
            struct vec2 ends[2];
            for (int k = 0; k < 2; k++) { /* Catmull-Rom through the points */
                float place = (float)(i + k) / 16.0f;
                int at = (int)place < count - 2 ? (int)place : count - 2;
                float t = place - (float)at;
                struct vec2 p0 = path[at > 0 ? at - 1 : 0], p1 = path[at], p2 = path[at + 1],
                            p3 = path[at + 2 < count ? at + 2 : count - 1];
                float a = -0.5f * t + t * t - 0.5f * t * t * t, b = 1.0f - 2.5f * t * t + 1.5f * t * t * t;
                float d = 0.5f * t + 2.0f * t * t - 1.5f * t * t * t, e = -0.5f * t * t + 0.5f * t * t * t;
                ends[k] = (struct vec2){mid + (float)side * (a * p0.x + b * p1.x + d * p2.x + e * p3.x),
                                        a * p0.y + b * p1.y + d * p2.y + e * p3.y};
            }
            distance_add(work, ends[0], ends[1], radius + 2.0f, 0.0f);
        }
        add_bone(film, work, radius, strength);
    }
}

static void add_shoulders(struct plane *film, struct plane *work)
{
    static const struct vec2 clavicle[] = {
        {34.0f, 196.0f}, {120.0f, 176.0f}, {240.0f, 128.0f}, {350.0f, 104.0f}};
    static const struct vec2 blade[] = {
        {372.0f, 128.0f}, {352.0f, 230.0f}, {322.0f, 360.0f}, {272.0f, 452.0f}};
    static const struct vec2 spine_of_blade[] = {{215.0f, 186.0f}, {300.0f, 150.0f}, {392.0f, 100.0f}};
    add_path(film, work, clavicle, 4, 14.0f, 0.20f);
    add_path(film, work, blade, 4, 8.0f, 0.07f);
    add_path(film, work, spine_of_blade, 3, 9.0f, 0.08f);
}

/* What the heart and the great vessels add: the sum of ellipsoids. */
static float heart_matter(float x, float y)
{
    struct vec2 q = turn2((struct vec2){x - mid - 56.0f, y - 640.0f}, -0.55f);
    float left = 1.0f - powf(fabsf(q.x / 205.0f), 2.3f) - powf(fabsf(q.y / 138.0f), 2.0f);
    float right = 1.0f - sqrf((x - mid + 34.0f) / 92.0f) - sqrf((y - 630.0f) / 150.0f);
    float arch = 1.0f - sqrf((x - mid - 44.0f) / 52.0f) - sqrf((y - 372.0f) / 54.0f);
    float vessels = 1.0f - sqrf((x - mid - 8.0f) / 82.0f) - sqrf((y - 480.0f) / 200.0f);
    float sum = 0.50f * sqrtf(fmaxf(0.0f, left)) + 0.22f * sqrtf(fmaxf(0.0f, right));
    return sum + 0.20f * sqrtf(fmaxf(0.0f, arch)) + 0.22f * sqrtf(fmaxf(0.0f, vessels));
}

/* Lung of one side: 0 outside, rising to 1 where it is thickest. side is -1 on the left of the picture. */
static float lung_air(float x, float y, float side)
{
    float u = side * (x - mid);
    float dome = side < 0.0f ? 752.0f + 0.0024f * sqrf(u - 190.0f) : 778.0f + 0.0026f * sqrf(u - 200.0f);
    float reach = cage_half(y) - 8.0f, inner = 42.0f + 10.0f * bellf(y - 480.0f, 80.0f);
    float width = reach - inner;
    if (width <= 0.0f || u < inner) {
        return 0.0f;
    }
    float across = clampf((u - inner) / width, 0.0f, 1.0f);
    float thick = powf(fmaxf(0.0f, 1.0f - powf(fabsf(2.0f * across - 1.0f), 3.2f)), 0.5f);
    float apex = smoothf(134.0f, 290.0f, y + 40.0f * across);
    float kept = 1.0f - smoothf(0.0f, 0.26f, heart_matter(x, y));
    return thick * smoothf(-6.0f, 40.0f, dome - y) * apex * kept;
}

/* Flesh, air and the large soft organs at one place. */
static float soft_matter(float x, float y)
{
    float u = fabsf(x - mid);
    float slope = 112.0f + 44.0f * smoothf(0.0f, 90.0f, y) + 560.0f * smoothf(40.0f, 230.0f, y);
    float body = powf(clampf(1.0f - powf(u / slope, 5.0f), 0.0f, 1.0f), 0.7f);
    float side = smoothf(350.0f, 640.0f, u) * smoothf(200.0f, 420.0f, y);
    float matter = body * (0.44f + 0.10f * smoothf(760.0f, 1000.0f, y)) * (1.0f - 0.6f * side);
    float air = fmaxf(lung_air(x, y, -1.0f), lung_air(x, y, 1.0f));
    matter *= 1.0f - 0.86f * air;
    matter += 0.55f * heart_matter(x, y) * smoothf(835.0f, 740.0f, y);
    float middle = bellf(u, 44.0f) * 0.12f;
    matter += middle;
    /* The windpipe and the gas in the stomach let the rays through. */
    float pipe_x = mid - 4.0f + 8.0f * smoothf(200.0f, 420.0f, y);
    matter -= 0.13f * bellf(x - pipe_x, 17.0f) * smoothf(450.0f, 400.0f, y);
    float branch = fabsf(x - pipe_x) - (y - 420.0f) * 0.8f;
    matter -= 0.09f * bellf(branch, 15.0f) * smoothf(410.0f, 430.0f, y) * smoothf(540.0f, 470.0f, y);
    matter -= 0.09f * smoothf(1.1f, 0.4f, length2((x - mid - 190.0f) / 92.0f, (y - 880.0f) / 40.0f));
    return matter + 0.02f * noise_octaves(x * 0.006f, y * 0.006f, 4, 51U);
}

static void add_spine(struct plane *film)
{
    for (int y = 0; y < film->h; y++) {
        for (int x = (int)mid - 70; x <= (int)mid + 70; x++) {
            float size = mixf(46.0f, 66.0f, (float)y / 1080.0f), place = ((float)y + 20.0f) / size;
            float part = place - floorf(place), u = fabsf((float)x - mid);
            float half = mixf(26.0f, 38.0f, (float)y / 1080.0f) * (1.0f - 0.14f * bellf(part - 0.5f, 0.22f));
            float block = smoothf(half + 3.0f, half - 3.0f, u) * smoothf(0.0f, 0.1f, part) *
                          smoothf(0.98f, 0.88f, part);
            float edge =
                bellf(part - 0.1f, 0.05f) + bellf(part - 0.88f, 0.05f) + 0.7f * bellf(u - half + 3.0f, 3.0f);
            float eye = bellf(length2((u - half * 0.66f) / 6.0f, (part - 0.42f) * size / 8.0f) - 1.0f, 0.3f);
            float ridge = bellf(u, 5.0f) * bellf(part - 0.75f, 0.16f);
            film->at[(size_t)y * (size_t)film->w + (size_t)x] +=
                block * (0.045f + 0.04f * edge) + 0.05f * eye + 0.05f * ridge;
        }
    }
}

/* The vessels of a lung, from its root outwards. */
static void lung_vessel(struct plane *p, struct vec2 at, float angle, float width, struct chance *chance)
{
    float length = 26.0f + 7.0f * width;
    for (float done = 0.0f; done < length; done += 5.0f) {
        angle += chance_between(chance, -0.09f, 0.09f);
        struct vec2 to = {at.x + 5.0f * cosf(angle), at.y + 5.0f * sinf(angle)};
        plane_line(p, at, to, (struct stroke){width, clampf(width / 13.0f, 0.1f, 0.8f)});
        at = to;
    }
    if (width > 1.5f) {
        float open = chance_between(chance, 0.25f, 0.55f), share = chance_between(chance, 0.62f, 0.86f);
        lung_vessel(p, at, angle + open * (1.0f - share) * 2.0f, width * share, chance);
        lung_vessel(p, at, angle - open, width * (1.32f - share), chance);
    }
}

static void add_lung_vessels(struct plane *film)
{
    struct plane p = plane_init(film->w, film->h);
    struct chance chance = chance_seed(8U);
    for (int side = -1; side <= 1; side += 2) {
        for (int i = 0; i < 9; i++) {
            float angle = mixf(-1.25f, 1.35f, (float)i / 8.0f) + chance_between(&chance, -0.1f, 0.1f);
            struct vec2 root = {mid + (float)side * 78.0f, 468.0f + 70.0f * ((float)i / 8.0f)};
            lung_vessel(&p, root, side > 0 ? angle : PI - angle, i == 4 || i == 6 ? 12.0f : 8.5f, &chance);
        }
    }
    plane_blur(&p, 1.6f);
    for (int y = 0; y < p.h; y++) {
        for (int x = 0; x < p.w; x++) {
            float air = fmaxf(lung_air((float)x, (float)y, -1.0f), lung_air((float)x, (float)y, 1.0f));
            size_t i = (size_t)y * (size_t)p.w + (size_t)x;
            film->at[i] += 0.17f * p.at[i] * smoothf(0.1f, 0.7f, air);
        }
    }
    plane_finish(&p);
}

/* The film is looked at from nearer than it was drawn. */
static const float zoom = 1.17f, pivot = 470.0f;

static struct vec2 from_canvas(float x, float y)
{
    return (struct vec2){mid + (x - mid) / zoom, pivot + (y - pivot) / zoom};
}

/* The widths of heart and chest, measured as a reader does. */
static void draw_calipers(struct canvas *c)
{
    struct plane lines = plane_init(c->w, c->h);
    const float row[2] = {668.0f, 730.0f}, from[2] = {-128.0f, -355.0f}, to[2] = {232.0f, 355.0f};
    for (int i = 0; i < 2; i++) {
        struct stroke s = {1.8f, 1.0f};
        float y = pivot + (row[i] - pivot) * zoom;
        struct vec2 a = {mid + zoom * from[i], y}, b = {mid + zoom * to[i], y};
        plane_line(&lines, a, b, s);
        plane_line(&lines, (struct vec2){a.x, a.y - 9.0f}, (struct vec2){a.x, a.y + 9.0f}, s);
        plane_line(&lines, (struct vec2){b.x, b.y - 9.0f}, (struct vec2){b.x, b.y + 9.0f}, s);
    }
    canvas_light(c, &lines, rgb_hex(HEX_AMBER), 0.9f);
    plane_finish(&lines);
}

void paint_chest(struct canvas *c)
{
    const struct ramp *mint = ramp_mint();
    struct plane film = plane_init(c->w, c->h), work = plane_init(c->w, c->h);
    add_ribs(&film, &work);
    add_shoulders(&film, &work);
    plane_finish(&work);
    for (int y = 0; y < c->h; y++) {
        for (int x = 0; x < c->w; x++) {
            film.at[(size_t)y * (size_t)c->w + (size_t)x] += soft_matter((float)x, (float)y);
        }
    }
    add_spine(&film);
    add_lung_vessels(&film);
    plane_blur(&film, 1.1f);
    canvas_ground(c, &(struct ground){HEX_NIGHT, 0x041B18U, HEX_TEAL, 1.2f, 0.5f, 0.8f, 0.25f});
    for (int y = 0; y < c->h; y++) {
        for (int x = 0; x < c->w; x++) {
            struct vec2 p = from_canvas((float)x, (float)y);
            float matter = fmaxf(plane_sample(&film, p.x, p.y), 0.0f);
            float grain = 0.014f * noise2((float)x * 0.5f, (float)y * 0.5f, 53U);
            float tone = 1.0f - expf(-1.35f * matter);
            tone = tone > 0.55f ? 0.55f + 0.62f * (tone - 0.55f) : tone; /* the film saturates */
            tone = 1.5f * powf(tone, 1.42f) + grain * tone;
            float field = smoothf(mid - 620.0f, mid - 330.0f, p.x);
            size_t i = (size_t)y * (size_t)c->w + (size_t)x;
            c->at[i] = rgb_add(c->at[i], rgb_scale(ramp_color(mint, tone), field));
        }
    }
    plane_finish(&film);
    draw_calipers(c);
    canvas_bloom(c, 0.5f, 26.0f, 0.25f);
    canvas_quiet_left(c, 0.4f, 0.5f);
}
