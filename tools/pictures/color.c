#include "color.h"

#include <stdlib.h>
#include <string.h>

#include "noise.h"

static float to_linear(float v)
{
    return v <= 0.04045f ? v / 12.92f : powf((v + 0.055f) / 1.055f, 2.4f);
}

static float to_srgb(float v)
{
    return v <= 0.0031308f ? v * 12.92f : 1.055f * powf(v, 1.0f / 2.4f) - 0.055f;
}

struct rgb rgb_hex(uint32_t hex)
{
    return (struct rgb){to_linear((float)((hex >> 16) & 255U) / 255.0f),
                        to_linear((float)((hex >> 8) & 255U) / 255.0f),
                        to_linear((float)(hex & 255U) / 255.0f)};
}

static struct vec3 to_oklab(struct rgb c)
{
    float l = cbrtf(0.4122214708f * c.r + 0.5363325363f * c.g + 0.0514459929f * c.b);
    float m = cbrtf(0.2119034982f * c.r + 0.6806995451f * c.g + 0.1073969566f * c.b);
    float s = cbrtf(0.0883024619f * c.r + 0.2817188376f * c.g + 0.6299787005f * c.b);
    return (struct vec3){0.2104542553f * l + 0.7936177850f * m - 0.0040720468f * s,
                         1.9779984951f * l - 2.4285922050f * m + 0.4505937099f * s,
                         0.0259040371f * l + 0.7827717662f * m - 0.8086757660f * s};
}

static struct rgb from_oklab(struct vec3 k)
{
    float l = k.x + 0.3963377774f * k.y + 0.2158037573f * k.z;
    float m = k.x - 0.1055613458f * k.y - 0.0638541728f * k.z;
    float s = k.x - 0.0894841775f * k.y - 1.2914855480f * k.z;
    l = l * l * l;
    m = m * m * m;
    s = s * s * s;
    return (struct rgb){fmaxf(0.0f, 4.0767416621f * l - 3.3077115913f * m + 0.2309699292f * s),
                        fmaxf(0.0f, -1.2684380046f * l + 2.6097574011f * m - 0.3413193965f * s),
                        fmaxf(0.0f, -0.0041960863f * l - 0.7034186147f * m + 1.7076147010f * s)};
}

void ramp_init(struct ramp *ramp, const struct ramp_stop *stops)
{
    int stop = 0;
    for (int i = 0; i < RAMP_STEPS; i++) {
        float t = (float)i / (float)(RAMP_STEPS - 1);
        while (stops[stop + 1].at < t) {
            stop++;
        }
        const struct ramp_stop *from = &stops[stop], *to = &stops[stop + 1];
        float k = (t - from->at) / (to->at - from->at);
        struct vec3 a = to_oklab(rgb_hex(from->hex)), b = to_oklab(rgb_hex(to->hex));
        ramp->color[i] = from_oklab(add3(a, scale3(sub3(b, a), k)));
    }
}

struct rgb ramp_color(const struct ramp *ramp, float t)
{
    float place = clampf(t, 0.0f, 1.0f) * (float)(RAMP_STEPS - 1);
    int i = (int)place;
    i = i > RAMP_STEPS - 2 ? RAMP_STEPS - 2 : i;
    return rgb_mix(ramp->color[i], ramp->color[i + 1], place - (float)i);
}

const struct ramp *ramp_mint(void)
{
    static struct ramp ramp;
    static const struct ramp_stop stops[] = {{0.0f, HEX_NIGHT}, {0.2f, HEX_FOREST}, {0.45f, 0x247364U},
                                             {0.65f, HEX_SAGE}, {0.83f, HEX_MINT},  {1.0f, HEX_IVORY}};
    if (ramp.color[RAMP_STEPS - 1].r == 0.0f) {
        ramp_init(&ramp, stops);
    }
    return &ramp;
}

const struct ramp *ramp_amber(void)
{
    static struct ramp ramp;
    static const struct ramp_stop stops[] = {
        {0.0f, 0x000000U}, {0.25f, 0x3A2410U}, {0.5f, 0xA8671EU}, {0.75f, HEX_AMBER}, {1.0f, 0xFFF0CFU}};
    if (ramp.color[RAMP_STEPS - 1].r == 0.0f) {
        ramp_init(&ramp, stops);
    }
    return &ramp;
}

void canvas_ground(struct canvas *c, const struct ground *g)
{
    struct vec3 top = to_oklab(rgb_hex(g->top)), bottom = to_oklab(rgb_hex(g->bottom));
    struct rgb light = rgb_hex(g->light);
    float unit = 1.0f / (float)c->h;
    for (int y = 0; y < c->h; y++) {
        float v = ((float)y + 0.5f) * unit;
        struct rgb base = from_oklab(add3(top, scale3(sub3(bottom, top), v)));
        for (int x = 0; x < c->w; x++) {
            float d = length2(((float)x + 0.5f) * unit - g->x, v - g->y) / g->radius;
            float k = g->strength * expf(-d * d);
            c->at[(size_t)y * (size_t)c->w + (size_t)x] = rgb_add(base, rgb_scale(light, k));
        }
    }
}

void canvas_add(struct canvas *c, int x, int y, struct rgb light, float k)
{
    if (x >= 0 && y >= 0 && x < c->w && y < c->h) {
        struct rgb *p = &c->at[(size_t)y * (size_t)c->w + (size_t)x];
        *p = rgb_add(*p, rgb_scale(light, k));
    }
}

void canvas_bloom(struct canvas *c, float threshold, float sigma, float amount)
{
    size_t count = (size_t)c->w * (size_t)c->h;
    struct canvas glow = canvas_init(c->w, c->h);
    for (size_t i = 0; i < count; i++) {
        float peak = fmaxf(c->at[i].r, fmaxf(c->at[i].g, c->at[i].b));
        if (peak > threshold) {
            glow.at[i] = rgb_scale(c->at[i], (peak - threshold) / peak);
        }
    }
    canvas_blur(&glow, sigma);
    for (size_t i = 0; i < count; i++) {
        c->at[i] = rgb_add(c->at[i], rgb_scale(glow.at[i], amount));
    }
    canvas_finish(&glow);
}

void canvas_quiet_left(struct canvas *c, float k, float until)
{
    for (int x = 0; x < c->w; x++) {
        float gain = mixf(k, 1.0f, smoothf(0.0f, until, (float)x / (float)c->w));
        for (int y = 0; y < c->h; y++) {
            struct rgb *p = &c->at[(size_t)y * (size_t)c->w + (size_t)x];
            *p = rgb_scale(*p, gain);
        }
    }
}

/* Straight up to 0.7, then bends so that infinite light is white. */
static float shoulder(float v)
{
    const float knee = 0.7f;
    return v <= knee ? v : knee + (1.0f - knee) * (1.0f - expf(-(v - knee) / (1.0f - knee)));
}

static uint8_t to_byte(float linear, float grain)
{
    float v = to_srgb(shoulder(fmaxf(linear, 0.0f))) * 255.0f + grain;
    return (uint8_t)lrintf(clampf(v, 0.0f, 255.0f));
}

void canvas_develop(const struct canvas *c, uint32_t seed, uint8_t *out)
{
    const float corner_loss = 0.16f, grain_steps = 1.1f;
    for (int y = 0; y < c->h; y++) {
        for (int x = 0; x < c->w; x++) {
            float u = ((float)x + 0.5f) / (float)c->w - 0.5f, v = ((float)y + 0.5f) / (float)c->h - 0.5f;
            float gain = 1.0f - corner_loss * smoothf(0.15f, 0.55f, u * u + v * v);
            struct rgb p = rgb_scale(c->at[(size_t)y * (size_t)c->w + (size_t)x], gain);
            float grain = grain_steps * (hash_unit(x, y, seed) + hash_unit(x, y, seed + 1U) - 1.0f);
            *out++ = to_byte(p.r, grain);
            *out++ = to_byte(p.g, grain);
            *out++ = to_byte(p.b, grain);
        }
    }
}
