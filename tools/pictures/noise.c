#include "noise.h"

#include "vec.h"

struct chance chance_seed(uint64_t seed)
{
    return (struct chance){seed};
}

static uint64_t chance_next(struct chance *c)
{
    uint64_t z = (c->state += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

float chance_unit(struct chance *c)
{
    return (float)(chance_next(c) >> 40) / 16777216.0f;
}

float chance_between(struct chance *c, float low, float high)
{
    return mixf(low, high, chance_unit(c));
}

float chance_normal(struct chance *c)
{
    float radius = sqrtf(-2.0f * logf(1.0f - chance_unit(c)));
    return radius * cosf(2.0f * PI * chance_unit(c));
}

static uint32_t hash_cell(int x, int y, uint32_t seed)
{
    uint32_t h = (uint32_t)x * 0x8DA6B343U ^ (uint32_t)y * 0xD8163841U ^ seed * 0xCB1AB31FU;
    h ^= h >> 16;
    h *= 0x7FEB352DU;
    h ^= h >> 15;
    h *= 0x846CA68BU;
    return h ^ (h >> 16);
}

float hash_unit(int x, int y, uint32_t seed)
{
    return (float)(hash_cell(x, y, seed) >> 8) / 16777216.0f;
}

/* The slope at a lattice point, times the way from it. */
static float lattice(int x, int y, float dx, float dy, uint32_t seed)
{
    static const float slope[8][2] = {{1.0f, 0.0f}, {-1.0f, 0.0f}, {0.0f, 1.0f},  {0.0f, -1.0f},
                                      {0.7f, 0.7f}, {-0.7f, 0.7f}, {0.7f, -0.7f}, {-0.7f, -0.7f}};
    const float *s = slope[hash_cell(x, y, seed) & 7U];
    return s[0] * dx + s[1] * dy;
}

static float fade(float t)
{
    return t * t * t * (t * (t * 6.0f - 15.0f) + 10.0f);
}

float noise2(float x, float y, uint32_t seed)
{
    float fx = floorf(x), fy = floorf(y);
    int ix = (int)fx, iy = (int)fy;
    float dx = x - fx, dy = y - fy, u = fade(dx), v = fade(dy);
    float top = mixf(lattice(ix, iy, dx, dy, seed), lattice(ix + 1, iy, dx - 1.0f, dy, seed), u);
    float low = mixf(lattice(ix, iy + 1, dx, dy - 1.0f, seed),
                     lattice(ix + 1, iy + 1, dx - 1.0f, dy - 1.0f, seed), u);
    return 1.5f * mixf(top, low, v);
}

float noise_octaves(float x, float y, int octaves, uint32_t seed)
{
    float sum = 0.0f, strength = 0.5f;
    for (int i = 0; i < octaves; i++) {
        sum += strength * noise2(x, y, seed + (uint32_t)i * 17U);
        x *= 2.0f;
        y *= 2.0f;
        strength *= 0.5f;
    }
    return sum;
}
