/* Two rooms: the interventional suite with its C-arm, and a scanner with a ring of warm light. */
#include "color.h"
#include "march.h"
#include "noise.h"
#include "pictures.h"

enum { FLOOR, PAINT, DARK, PAD, SCREEN, STRIP, WALL, MATERIALS };

/* Cosine and sine of the angles by which the C-arm leans and its sleeve sits: they are asked for at every
 * step. */
static const float lean_c = 0.91308894f, lean_s = 0.40776045f, sleeve_c = 0.86781918f, sleeve_s = 0.49688014f;

static struct vec2 turn_by(struct vec2 p, float c, float s)
{
    return (struct vec2){c * p.x - s * p.y, s * p.x + c * p.y};
}

/* Into the frame of the C: it lies in the x-y plane, opening to the left, the isocenter at the origin. */
static struct vec3 to_arm(struct vec3 p)
{
    struct vec2 q = turn_by((struct vec2){p.x, p.y}, lean_c, lean_s);
    return (struct vec3){q.x, q.y, p.z};
}

static struct hit map_arm(struct vec3 world)
{
    const float radius = 0.98f, open_c = -0.04918f, open_s = 0.99879f;
    struct vec3 p = to_arm(world);
    float r = length2(p.x, p.y);
    /* The curved rail: a rounded section swept around, cut at both ends. */
    float rail = solid_box((struct vec3){r - radius, 0.0f, p.z}, (struct vec3){0.075f, 1.0f, 0.105f}, 0.03f);
    float groove = solid_box((struct vec3){r - radius, 0.0f, fabsf(p.z) - 0.105f},
                             (struct vec3){0.022f, 1.0f, 0.014f}, 0.0f);
    rail = fmaxf(rail, -groove);
    float end = -open_s * p.x + open_c * fabsf(p.y);
    rail = fmaxf(rail, end);
    struct hit h = {rail, PAINT};
    /* Detector above, tube below, both on short columns. */
    struct vec3 top = {p.x, p.y - 0.52f, p.z}, low = {p.x, p.y + 0.72f, p.z};
    h = hit_nearer(h, (struct hit){solid_box(top, (struct vec3){0.26f, 0.055f, 0.26f}, 0.03f), PAINT});
    h = hit_nearer(h, (struct hit){solid_box((struct vec3){top.x, top.y + 0.062f, top.z},
                                             (struct vec3){0.235f, 0.012f, 0.235f}, 0.01f),
                                   DARK});
    h = hit_nearer(
        h,
        (struct hit){solid_cylinder((struct vec3){top.x, top.y - 0.24f, top.z}, 0.10f, 0.22f, 0.02f), PAINT});
    h = hit_nearer(h, (struct hit){solid_box((struct vec3){low.x + 0.0f, low.y + 0.05f, low.z},
                                             (struct vec3){0.19f, 0.17f, 0.24f}, 0.09f),
                                   PAINT});
    h = hit_nearer(
        h,
        (struct hit){solid_cylinder((struct vec3){low.x, low.y - 0.16f, low.z}, 0.095f, 0.07f, 0.02f), DARK});
    return h;
}

/* The stand that holds the rail. */
static struct hit map_stand(struct vec3 p)
{
    struct vec3 leaning = to_arm(p);
    struct vec2 s = turn_by((struct vec2){leaning.x, leaning.y}, sleeve_c, sleeve_s);
    struct vec3 sleeve = {s.x - 1.06f, s.y, p.z}, post = {p.x - 1.16f, p.y + 0.80f, p.z};
    struct vec3 foot = {p.x - 1.16f, p.y + 1.17f, p.z};
    struct hit h = {solid_box(sleeve, (struct vec3){0.12f, 0.24f, 0.16f}, 0.05f), PAINT};
    h = hit_nearer(h, (struct hit){solid_box(post, (struct vec3){0.17f, 0.62f, 0.17f}, 0.07f), PAINT});
    return hit_nearer(h, (struct hit){solid_box(foot, (struct vec3){0.42f, 0.06f, 0.34f}, 0.05f), DARK});
}

static struct hit map_table(struct vec3 p)
{
    struct vec3 top = {p.x, p.y + 0.20f, p.z + 0.65f}, pad = {p.x, p.y + 0.145f, p.z + 0.65f};
    struct vec3 foot = {p.x, p.y + 0.75f, p.z + 1.75f};
    struct hit h = {solid_box(top, (struct vec3){0.26f, 0.022f, 1.65f}, 0.02f), DARK};
    h = hit_nearer(h, (struct hit){solid_box(pad, (struct vec3){0.235f, 0.035f, 1.60f}, 0.032f), PAD});
    return hit_nearer(h, (struct hit){solid_box(foot, (struct vec3){0.16f, 0.52f, 0.30f}, 0.06f), PAINT});
}

/* A large display on its arm. */
static struct hit map_display(struct vec3 p)
{
    struct vec3 glass = {p.x, p.y, p.z - 0.034f}, pole = {p.x, p.y - 1.2f, p.z + 0.1f};
    struct hit h = {solid_box(p, (struct vec3){0.80f, 0.48f, 0.035f}, 0.02f), DARK};
    h = hit_nearer(h, (struct hit){solid_box(glass, (struct vec3){0.765f, 0.445f, 0.006f}, 0.002f), SCREEN});
    return hit_nearer(h, (struct hit){solid_cylinder(pole, 0.035f, 1.0f, 0.01f), DARK});
}

static const struct vec3 display_at = {2.22f, 0.62f, -1.95f};

static struct hit map_suite(struct vec3 p)
{
    struct hit h = {p.y + 1.22f, FLOOR};
    h = hit_nearer(h, (struct hit){p.z + 3.3f, WALL});
    h = hit_nearer(h, (struct hit){length2(p.y - 1.62f, p.z + 3.28f) - 0.018f, STRIP});
    h = hit_nearer(h, map_arm(p));
    h = hit_nearer(h, map_stand(p));
    h = hit_nearer(h, map_table(p));
    return hit_nearer(h, map_display(sub3(p, display_at)));
}

/* The same for finding the way: each thing is looked at closely only near the shape around it. */
static struct hit map_suite_coarse(struct vec3 p)
{
    const float close = 0.15f;
    struct hit h = {p.y + 1.22f, FLOOR};
    h = hit_nearer(h, (struct hit){p.z + 3.3f, WALL});
    h = hit_nearer(h, (struct hit){length2(p.y - 1.62f, p.z + 3.28f) - 0.018f, STRIP});
    float arm = length3(sub3(p, (struct vec3){0.05f, 0.0f, 0.0f})) - 1.25f;
    h = hit_nearer(h, arm > close ? (struct hit){arm, PAINT} : map_arm(p));
    float stand = length3(sub3(p, (struct vec3){1.10f, -0.72f, 0.0f})) - 0.84f;
    h = hit_nearer(h, stand > close ? (struct hit){stand, PAINT} : map_stand(p));
    float table =
        solid_box((struct vec3){p.x, p.y + 0.7f, p.z + 0.65f}, (struct vec3){0.27f, 0.60f, 1.66f}, 0.0f);
    h = hit_nearer(h, table > close ? (struct hit){table, PAINT} : map_table(p));
    struct vec3 d = sub3(p, display_at);
    float display = solid_box((struct vec3){d.x, d.y - 0.8f, d.z}, (struct vec3){0.81f, 1.5f, 0.15f}, 0.0f);
    return hit_nearer(h, display > close ? (struct hit){display, PAINT} : map_display(d));
}

struct show {
    const struct canvas *picture;
};

static struct rgb suite_screen(const void *data, int material, struct vec3 p)
{
    const struct show *show = data;
    if (material == STRIP) {
        return rgb_scale(rgb_hex(HEX_AMBER), 0.9f);
    }
    float u = (p.x - display_at.x + 0.765f) / 1.53f, v = (display_at.y + 0.445f - p.y) / 0.89f;
    float w = (float)show->picture->w, h = (float)show->picture->h;
    /* The right part of the picture, where its subject is. */
    return rgb_scale(canvas_sample(show->picture, (0.28f + 0.72f * u) * w, (0.1f + 0.8f * v) * h), 1.15f);
}

/* The line of light washes the wall and what stands before it. */
static struct rgb suite_glow(struct vec3 p, struct vec3 n)
{
    struct vec3 way = {0.0f, 1.62f - p.y, -3.2f - p.z};
    float d = length3(way), facing = 0.5f + 0.5f * dot3(n, scale3(way, 1.0f / fmaxf(d, 0.01f)));
    return rgb_scale(rgb_hex(HEX_AMBER), 0.30f * facing / (0.25f + d * d));
}

/* The cone of the beam, made visible: light gathered along the ray inside it. */
static void add_beam(struct canvas *c, const struct scene *s)
{
    enum { STEPS = 40 };
    const float focus = -0.72f, plate = 0.46f, spread = 0.19f;
    struct rgb amber = rgb_hex(0xFFCB6AU);
    for (int y = 0; y < c->h; y++) {
        for (int x = 700; x < c->w; x++) {
            struct vec3 dir = march_ray(s, (float)x, (float)y);
            float near = -dot3(s->eye, dir), jitter = hash_unit(x, y, 81U), sum = 0.0f;
            struct vec3 closest = add3(s->eye, scale3(dir, near));
            if (length3(closest) > 0.9f) {
                continue;
            }
            for (int i = 0; i < STEPS; i++) {
                float t = near + (((float)i + jitter) / STEPS - 0.5f) * 1.8f;
                struct vec3 p = to_arm(add3(s->eye, scale3(dir, t)));
                float along = (p.y - focus) / (plate - focus);
                if (along > 0.08f && along < 1.0f) {
                    float edge = 0.235f * along + 0.012f - fmaxf(fabsf(p.x), fabsf(p.z));
                    sum += smoothf(0.0f, 0.03f, edge) * mixf(1.0f, 0.3f, along) / (0.16f + along);
                }
            }
            c->at[(size_t)y * (size_t)c->w + (size_t)x] = rgb_add(
                c->at[(size_t)y * (size_t)c->w + (size_t)x], rgb_scale(amber, spread * sum / STEPS * 3.3f));
        }
    }
}

void paint_carm(struct canvas *c)
{
    struct canvas picture = canvas_init(WIDTH, HEIGHT);
    paint_vessels(&picture);
    const struct show show = {&picture};
    const struct material materials[MATERIALS] = {
        [FLOOR] = {rgb_hex(0x0C2F2AU), {0.0f, 0.0f, 0.0f}, 0.1f, 0.45f},
        [PAINT] = {rgb_hex(0xE9F1EAU), {0.0f, 0.0f, 0.0f}, 0.35f, 0.0f},
        [DARK] = {rgb_hex(0x16302DU), {0.0f, 0.0f, 0.0f}, 0.5f, 0.0f},
        [PAD] = {rgb_hex(0x123F39U), {0.0f, 0.0f, 0.0f}, 0.15f, 0.0f},
        [SCREEN] = {{0.0f, 0.0f, 0.0f}, {0.0f, 1.0f, 0.0f}, 0.0f, 0.0f},
        [STRIP] = {{0.0f, 0.0f, 0.0f}, {0.0f, 1.0f, 0.0f}, 0.0f, 0.0f},
        [WALL] = {rgb_hex(0x16483FU), {0.0f, 0.0f, 0.0f}, 0.0f, 0.0f},
    };
    const struct scene scene = {
        .map = map_suite,
        .coarse = map_suite_coarse,
        .materials = materials,
        .screen = suite_screen,
        .data = &show,
        .eye = {-1.55f, 0.42f, 4.1f},
        .at = {0.12f, -0.12f, 0.0f},
        .lens = 1.72f,
        .cx = 1270.0f,
        .cy = 500.0f,
        .lamp = unit3((struct vec3){-0.35f, 0.8f, 0.55f}),
        .glow = suite_glow,
        .lamp_light = rgb_scale(rgb_hex(0xFFF4E2U), 0.80f),
        .room_light = rgb_scale(rgb_hex(0x86D6C6U), 0.34f),
        .haze = rgb_hex(0x04201CU),
        .haze_distance = 8.5f,
    };
    march_scene(c, &scene);
    add_beam(c, &scene);
    canvas_finish(&picture);
    canvas_bloom(c, 0.55f, 12.0f, 0.35f);
    canvas_bloom(c, 0.6f, 70.0f, 0.5f);
    canvas_quiet_left(c, 0.28f, 0.55f);
}

/* The housing: a tall rounded shape, its face a shallow funnel down to the bore. */
static float scanner_body(struct vec3 p)
{
    const float corner = 0.55f, edge = 0.13f, deep = 0.40f;
    float qx = fabsf(p.x) - 1.10f + corner, qy = fabsf(p.y - 0.02f) - 1.0f + corner;
    float flat = length2(fmaxf(qx, 0.0f), fmaxf(qy, 0.0f)) + fminf(fmaxf(qx, qy), 0.0f) - corner;
    float dx = flat + edge, dz = fabsf(p.z) - deep + edge;
    float block = fminf(fmaxf(dx, dz), 0.0f) + length2(fmaxf(dx, 0.0f), fmaxf(dz, 0.0f)) - edge;
    float r = length2(p.x, p.y), funnel = smoothf(0.10f, 0.46f, fabsf(p.z));
    float bore = r - 0.41f - 0.24f * funnel * funnel;
    return 0.72f * fmaxf(block, -bore);
}

static const float ring_radius = 0.76f, ring_z = 0.40f;

static struct hit map_scanner(struct vec3 p)
{
    struct hit h = {p.y + 1.0f, FLOOR};
    h = hit_nearer(h, (struct hit){p.z + 2.6f, WALL});
    h = hit_nearer(h, (struct hit){length2(p.y - 1.55f, p.z + 2.58f) - 0.016f, STRIP});
    float r = length2(p.x, p.y);
    h = hit_nearer(h, (struct hit){scanner_body(p), PAINT});
    h = hit_nearer(h, (struct hit){length2(r - ring_radius, p.z - ring_z) - 0.011f, STRIP});
    h = hit_nearer(h, (struct hit){fmaxf(fabsf(r - 0.412f) - 0.006f, fabsf(p.z) - 0.05f), DARK});
    /* The table and its lift. */
    struct vec3 top = {p.x, p.y + 0.17f - 0.7f * p.x * p.x, p.z - 1.0f};
    h = hit_nearer(h, (struct hit){0.85f * solid_box(top, (struct vec3){0.20f, 0.026f, 1.30f}, 0.024f), PAD});
    struct vec3 bed = {p.x, p.y + 0.265f, p.z - 1.45f}, lift = {p.x, p.y + 0.66f, p.z - 1.45f};
    h = hit_nearer(h, (struct hit){solid_box(bed, (struct vec3){0.19f, 0.055f, 0.90f}, 0.05f), PAINT});
    h = hit_nearer(h, (struct hit){solid_box(lift, (struct vec3){0.13f, 0.36f, 0.36f}, 0.08f), PAINT});
    return h;
}

static struct hit map_scanner_coarse(struct vec3 p)
{
    float near =
        solid_box((struct vec3){p.x, p.y - 0.02f, p.z - 0.9f}, (struct vec3){1.12f, 1.02f, 1.5f}, 0.0f);
    if (near < 0.15f) {
        return map_scanner(p);
    }
    struct hit h = {p.y + 1.0f, FLOOR};
    h = hit_nearer(h, (struct hit){p.z + 2.6f, WALL});
    h = hit_nearer(h, (struct hit){length2(p.y - 1.55f, p.z + 2.58f) - 0.016f, STRIP});
    return hit_nearer(h, (struct hit){near, PAINT});
}

/* The ring lights the face of the housing around it. */
static struct rgb scanner_glow(struct vec3 p, struct vec3 n)
{
    float r = fmaxf(length2(p.x, p.y), 0.01f);
    struct vec3 on_ring = {p.x / r * ring_radius, p.y / r * ring_radius, ring_z + 0.05f};
    struct vec3 way = sub3(on_ring, p);
    float d = length3(way),
          facing = 0.35f + 0.65f * fmaxf(0.0f, dot3(n, scale3(way, 1.0f / fmaxf(d, 0.01f))));
    struct vec3 line = {0.0f, 1.55f - p.y, -2.5f - p.z};
    float k = 0.019f * facing / (0.010f + d * d) + 0.16f / (0.25f + dot3(line, line));
    return rgb_scale(rgb_hex(0xFFC766U), k);
}

static struct rgb scanner_screen(const void *data, int material, struct vec3 p)
{
    (void)data;
    (void)material;
    return rgb_scale(rgb_hex(0xFFD48AU), p.z > 0.0f ? 1.5f : 0.55f);
}

void paint_gantry(struct canvas *c)
{
    const struct material materials[MATERIALS] = {
        [FLOOR] = {rgb_hex(0x0C2F2AU), {0.0f, 0.0f, 0.0f}, 0.1f, 0.5f},
        [PAINT] = {rgb_hex(0xE6F0E8U), {0.0f, 0.0f, 0.0f}, 0.3f, 0.0f},
        [DARK] = {rgb_hex(0x0E2422U), {0.0f, 0.0f, 0.0f}, 0.5f, 0.0f},
        [PAD] = {rgb_hex(0x1D6B5DU), {0.0f, 0.0f, 0.0f}, 0.2f, 0.0f},
        [STRIP] = {{0.0f, 0.0f, 0.0f}, {0.0f, 1.0f, 0.0f}, 0.0f, 0.0f},
        [WALL] = {rgb_hex(0x16483FU), {0.0f, 0.0f, 0.0f}, 0.0f, 0.0f},
    };
    const struct scene scene = {
        .map = map_scanner,
        .coarse = map_scanner_coarse,
        .materials = materials,
        .screen = scanner_screen,
        .eye = {-3.0f, 0.72f, 5.0f},
        .at = {0.0f, -0.10f, 0.3f},
        .lens = 2.12f,
        .cx = 1290.0f,
        .cy = 510.0f,
        .lamp = unit3((struct vec3){-0.2f, 0.85f, 0.5f}),
        .glow = scanner_glow,
        .lamp_light = rgb_scale(rgb_hex(0xFFF4E2U), 0.46f),
        .room_light = rgb_scale(rgb_hex(0x86D6C6U), 0.30f),
        .haze = rgb_hex(0x04201CU),
        .haze_distance = 8.0f,
    };
    march_scene(c, &scene);
    canvas_bloom(c, 0.55f, 14.0f, 0.5f);
    canvas_bloom(c, 0.6f, 80.0f, 0.8f);
    canvas_quiet_left(c, 0.28f, 0.55f);
}
