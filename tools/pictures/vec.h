/* Small arithmetic that every picture needs: clamping, blending, points and directions. */
#ifndef PICTURES_VEC_H
#define PICTURES_VEC_H

#include <math.h>

#define PI 3.14159265358979f

struct vec2 {
    float x, y;
};

struct vec3 {
    float x, y, z;
};

static inline float clampf(float v, float low, float high)
{
    return v < low ? low : v > high ? high : v;
}

static inline float mixf(float a, float b, float t)
{
    return a + (b - a) * t;
}

static inline float sqrf(float v)
{
    return v * v;
}

/* 0 below a, 1 above b, smooth between; a may be above b, which turns it around. */
static inline float smoothf(float a, float b, float v)
{
    float t = clampf((v - a) / (b - a), 0.0f, 1.0f);
    return t * t * (3.0f - 2.0f * t);
}

/* A bell of height 1 and standard deviation width. */
static inline float bellf(float v, float width)
{
    return expf(-0.5f * sqrf(v / width));
}

static inline float length2(float x, float y)
{
    return sqrtf(x * x + y * y);
}

static inline struct vec2 turn2(struct vec2 p, float angle)
{
    float c = cosf(angle), s = sinf(angle);
    return (struct vec2){c * p.x - s * p.y, s * p.x + c * p.y};
}

static inline struct vec3 add3(struct vec3 a, struct vec3 b)
{
    return (struct vec3){a.x + b.x, a.y + b.y, a.z + b.z};
}

static inline struct vec3 sub3(struct vec3 a, struct vec3 b)
{
    return (struct vec3){a.x - b.x, a.y - b.y, a.z - b.z};
}

static inline struct vec3 scale3(struct vec3 a, float k)
{
    return (struct vec3){a.x * k, a.y * k, a.z * k};
}

static inline float dot3(struct vec3 a, struct vec3 b)
{
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

static inline float length3(struct vec3 a)
{
    return sqrtf(dot3(a, a));
}

static inline struct vec3 unit3(struct vec3 a)
{
    float l = length3(a);
    return l > 0.0f ? scale3(a, 1.0f / l) : a;
}

static inline struct vec3 cross3(struct vec3 a, struct vec3 b)
{
    return (struct vec3){a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

#endif
