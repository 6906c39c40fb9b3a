/* Radiomics: a finding in a slice becomes numbers; here its heat map rises above the slice in contour levels.
 */
#include "color.h"
#include "noise.h"
#include "phantom.h"
#include "pictures.h"

enum { FIELD = 768, LEVELS = 26 };

static const struct vec2 finding = {0.50f, 0.08f};
static const float peak = 0.52f;   /* height of the hill in phantom units */
static const float lens = 2.35f;   /* focal length in picture heights */
static const float voxel = 0.032f; /* side of a voxel */

/* The camera: where it is, what it looks at, and its axes. */
struct camera {
    struct vec3 eye, forward, right, up;
};

static struct camera aim(struct vec3 eye, struct vec3 at)
{
    struct camera cam = {.eye = eye, .forward = unit3(sub3(at, eye))};
    cam.right = unit3(cross3(cam.forward, (struct vec3){0.0f, 0.0f, 1.0f}));
    cam.up = cross3(cam.right, cam.forward);
    return cam;
}

static struct vec3 pixel_ray(const struct camera *cam, float x, float y)
{
    const float cx = 1250.0f, cy = 600.0f;
    float u = (x - cx) / HEIGHT, v = (cy - y) / HEIGHT;
    return unit3(add3(scale3(cam->forward, lens), add3(scale3(cam->right, u), scale3(cam->up, v))));
}

/* How suspicious each place is, 0 to 1: one peak with shoulders, uneven as tissue is. */
static float heat(struct vec2 p)
{
    float x = p.x - finding.x, y = p.y - finding.y;
    x += 0.05f * noise2(p.x * 5.0f, p.y * 5.0f, 71U);
    y += 0.05f * noise2(p.x * 5.0f, p.y * 5.0f, 72U);
    float v = 0.34f * expf(-(x * x + y * y) / 0.0035f) + 0.60f * expf(-(x * x + y * y) / 0.020f);
    v += 0.34f * expf(-(x * x + 1.6f * y * y) / 0.10f);
    v += 0.36f * expf(-(sqrf(x + 0.24f) + sqrf(y + 0.10f)) / 0.022f);
    v += 0.26f * expf(-(sqrf(x - 0.05f) + sqrf(y + 0.30f)) / 0.020f);
    v += 0.22f * expf(-(sqrf(x - 0.14f) + sqrf(y - 0.26f)) / 0.016f);
    return v * (1.0f + 0.16f * noise_octaves(p.x * 9.0f, p.y * 9.0f, 3, 73U));
}

/* Value and the length of its slope at a place; the field covers -1.2 to 1.2. */
struct field {
    struct plane value, slope;
};

static struct field make_field(void)
{
    struct field f = {plane_init(FIELD, FIELD), plane_init(FIELD, FIELD)};
    float step = 2.4f / FIELD;
    for (int i = 0; i < FIELD * FIELD; i++) {
        f.value.at[i] =
            heat((struct vec2){(float)(i % FIELD) * step - 1.2f, (float)(i / FIELD) * step - 1.2f});
    }
    plane_normalize(&f.value);
    for (int y = 1; y < FIELD - 1; y++) {
        for (int x = 1; x < FIELD - 1; x++) {
            const float *at = &f.value.at[y * FIELD + x];
            f.slope.at[y * FIELD + x] = length2(at[1] - at[-1], at[FIELD] - at[-FIELD]) / (2.0f * step);
        }
    }
    return f;
}

static float ask(const struct plane *p, struct vec2 q)
{
    return plane_sample(p, (q.x + 1.2f) * FIELD / 2.4f, (q.y + 1.2f) * FIELD / 2.4f);
}

/* The slice itself as a dim floor. */
static float floor_tone(struct vec2 q, float footprint)
{
    float v = phantom_painted(thorax, THORAX_COUNT, q, footprint);
    float lung = smoothf(0.12f, 0.06f, v);
    float grain =
        0.05f * noise2(q.x * 90.0f, q.y * 90.0f, 75U) + 0.05f * noise2(q.x * 30.0f, q.y * 30.0f, 77U);
    /* Lungs are not empty: vessels and their branches, cut across. */
    float vessel = smoothf(0.20f, 0.5f, noise_octaves(q.x * 13.0f, q.y * 13.0f, 3, 76U));
    return v + lung * 0.4f * vessel + grain * (1.0f - lung) * 0.8f;
}

/* Around the finding the slice goes over into the voxels that are counted, warm where they are suspicious. */
static struct rgb floor_light(const struct field *field, struct vec2 q, float footprint)
{
    float hot = ask(&field->value, q), counted = smoothf(0.05f, 0.11f, hot);
    float body = smoothf(footprint, -footprint, length2(q.x / 0.95f, q.y / 0.66f) - 1.0f);
    struct rgb smooth = rgb_scale(ramp_color(ramp_mint(), 0.05f + 0.80f * floor_tone(q, footprint)), 0.5f);
    if (counted <= 0.0f) {
        return rgb_scale(smooth, body);
    }
    int ix = (int)floorf(q.x / voxel), iy = (int)floorf(q.y / voxel);
    struct vec2 cell = {((float)ix + 0.5f) * voxel, ((float)iy + 0.5f) * voxel};
    float heat_here = ask(&field->value, cell), uneven = hash_unit(ix, iy, 79U) - 0.5f;
    float edge = 0.5f * voxel - fmaxf(fabsf(q.x - cell.x), fabsf(q.y - cell.y));
    float tile = smoothf(0.04f * voxel, 0.04f * voxel + footprint, edge);
    struct rgb cold = ramp_color(ramp_mint(), 0.10f + 0.5f * floor_tone(cell, footprint) + 0.10f * uneven);
    struct rgb warm = ramp_color(ramp_amber(), 0.18f + 0.75f * heat_here + 0.16f * uneven);
    struct rgb color = rgb_mix(cold, warm, smoothf(0.12f, 0.42f, heat_here + 0.1f * uneven));
    return rgb_scale(rgb_mix(smooth, rgb_scale(color, 0.62f * mixf(0.25f, 1.0f, tile)), counted), body);
}

void paint_radiomics(struct canvas *c)
{
    const struct ramp *mint = ramp_mint(), *amber = ramp_amber();
    struct camera cam = aim((struct vec3){0.98f, -1.75f, 1.30f}, (struct vec3){0.44f, 0.06f, 0.16f});
    struct field field = make_field();
    canvas_ground(c, &(struct ground){HEX_NIGHT, 0x041B18U, HEX_TEAL, 1.2f, 0.5f, 0.8f, 0.3f});
    for (int y = 0; y < c->h; y++) {
        for (int x = 0; x < c->w; x++) {
            struct vec3 ray = pixel_ray(&cam, (float)x, (float)y);
            if (ray.z > -0.02f) {
                continue;
            }
            size_t i = (size_t)y * (size_t)c->w + (size_t)x;
            float far = -cam.eye.z / ray.z;
            struct vec2 q = {cam.eye.x + far * ray.x, cam.eye.y + far * ray.y};
            float pixel = far / (lens * HEIGHT);
            c->at[i] = rgb_add(c->at[i], floor_light(&field, q, pixel * 1.6f));
            for (int k = 0; k < LEVELS; k++) {
                float level = 0.07f + 0.93f * (float)k / LEVELS, z = peak * (level - 0.07f);
                float t = (z - cam.eye.z) / ray.z;
                struct vec2 at = {cam.eye.x + t * ray.x, cam.eye.y + t * ray.y};
                float v = ask(&field.value, at), off = fabsf(v - level);
                if (off > 0.1f) {
                    continue;
                }
                float distance = off / fmaxf(ask(&field.slope, at), 0.15f) / pixel;
                float line = clampf(1.55f - distance, 0.0f, 1.0f);
                float haze = 0.012f * smoothf(-0.02f, 0.05f, v - level);
                struct rgb color =
                    rgb_mix(ramp_color(mint, 0.45f + 0.9f * level), ramp_color(amber, 0.45f + 0.45f * level),
                            smoothf(0.16f, 0.5f, level));
                c->at[i] =
                    rgb_add(c->at[i], rgb_scale(color, (0.50f * line + haze) * mixf(0.5f, 1.25f, level)));
            }
        }
    }
    plane_finish(&field.value);
    plane_finish(&field.slope);
    canvas_bloom(c, 0.5f, 14.0f, 0.35f);
    canvas_bloom(c, 0.6f, 60.0f, 0.5f);
    canvas_quiet_left(c, 0.22f, 0.62f);
}
