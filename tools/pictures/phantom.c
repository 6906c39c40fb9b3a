#include "phantom.h"

const struct ellipse shepp_logan[SHEPP_LOGAN_COUNT] = {
    {1.0f, 0.69f, 0.92f, 0.0f, 0.0f, 0.0f},         {-0.8f, 0.6624f, 0.874f, 0.0f, -0.0184f, 0.0f},
    {-0.2f, 0.11f, 0.31f, 0.22f, 0.0f, -0.314159f}, {-0.2f, 0.16f, 0.41f, -0.22f, 0.0f, 0.314159f},
    {0.1f, 0.21f, 0.25f, 0.0f, 0.35f, 0.0f},        {0.1f, 0.046f, 0.046f, 0.0f, 0.1f, 0.0f},
    {0.1f, 0.046f, 0.046f, 0.0f, -0.1f, 0.0f},      {0.1f, 0.046f, 0.023f, -0.08f, -0.605f, 0.0f},
    {0.1f, 0.023f, 0.023f, 0.0f, -0.606f, 0.0f},    {0.1f, 0.023f, 0.046f, 0.06f, -0.605f, 0.0f},
};

/* Painted one over the other. */
const struct ellipse thorax[THORAX_COUNT] = {
    {0.3f, 0.95f, 0.66f, 0.0f, 0.0f, 0.0f},        {0.34f, 0.935f, 0.645f, 0.0f, 0.0f, 0.0f},
    {0.16f, 0.925f, 0.635f, 0.0f, 0.0f, 0.0f},     {0.44f, 0.89f, 0.6f, 0.0f, 0.0f, 0.0f},
    {0.3f, 0.845f, 0.555f, 0.0f, 0.005f, 0.0f},    {0.46f, 0.82f, 0.535f, 0.0f, 0.005f, 0.0f},
    {0.05f, 0.315f, 0.445f, 0.465f, 0.02f, 0.14f}, {0.05f, 0.335f, 0.455f, -0.455f, 0.02f, -0.14f},
    {0.42f, 0.16f, 0.4f, 0.0f, 0.1f, 0.0f},        {0.58f, 0.29f, 0.2f, 0.1f, 0.18f, -0.45f},
    {0.52f, 0.15f, 0.17f, -0.08f, 0.24f, 0.3f},    {0.64f, 0.16f, 0.12f, 0.18f, 0.16f, -0.45f},
    {0.66f, 0.075f, 0.075f, 0.14f, -0.22f, 0.0f},  {0.6f, 0.05f, 0.045f, -0.07f, 0.02f, 0.0f},
    {0.03f, 0.032f, 0.03f, 0.0f, -0.06f, 0.0f},    {0.92f, 0.125f, 0.1f, 0.0f, -0.37f, 0.0f},
    {0.72f, 0.1f, 0.078f, 0.0f, -0.365f, 0.0f},    {0.85f, 0.03f, 0.12f, 0.0f, -0.55f, 0.0f},
    {0.85f, 0.15f, 0.028f, 0.15f, -0.49f, -0.45f}, {0.85f, 0.15f, 0.028f, -0.15f, -0.49f, 0.45f},
    {0.4f, 0.045f, 0.04f, 0.0f, -0.475f, 0.0f},    {0.88f, 0.1f, 0.022f, 0.8f, 0.17f, -1.2f},
    {0.88f, 0.1f, 0.022f, 0.8f, -0.16f, 1.2f},     {0.88f, 0.1f, 0.022f, 0.55f, -0.44f, 0.55f},
    {0.84f, 0.09f, 0.02f, 0.48f, 0.49f, -0.42f},   {0.88f, 0.1f, 0.022f, -0.8f, 0.17f, 1.2f},
    {0.88f, 0.1f, 0.022f, -0.8f, -0.16f, -1.2f},   {0.88f, 0.1f, 0.022f, -0.55f, -0.44f, -0.55f},
    {0.84f, 0.09f, 0.02f, -0.48f, 0.49f, 0.42f},   {0.86f, 0.09f, 0.022f, 0.0f, 0.56f, 0.0f},
    {0.6f, 0.075f, 0.066f, 0.5f, 0.08f, 0.3f},
};

/* p in the ellipse's own frame, where it is the unit circle. */
static struct vec2 to_circle(const struct ellipse *e, struct vec2 p)
{
    struct vec2 q = turn2((struct vec2){p.x - e->x, p.y - e->y}, -e->angle);
    return (struct vec2){q.x / e->a, q.y / e->b};
}

/* 1 inside the ellipse, 0 outside, soft over about softness. */
static float cover(const struct ellipse *e, struct vec2 p, float softness)
{
    struct vec2 q = to_circle(e, p);
    float radius = length2(q.x, q.y);
    /* Distance to the edge to first order: the value over the length of its slope. */
    float slope = length2(q.x / e->a, q.y / e->b) / fmaxf(radius, 1e-6f);
    return smoothf(softness, -softness, (radius - 1.0f) / fmaxf(slope, 1e-6f));
}

float phantom_value(const struct ellipse *set, int count, struct vec2 p, float softness)
{
    float sum = 0.0f;
    for (int i = 0; i < count; i++) {
        sum += set[i].value * cover(&set[i], p, softness);
    }
    return sum;
}

float phantom_painted(const struct ellipse *set, int count, struct vec2 p, float softness)
{
    float v = 0.0f;
    for (int i = 0; i < count; i++) {
        v = mixf(v, set[i].value, cover(&set[i], p, softness));
    }
    return v;
}

float phantom_projection(const struct ellipse *set, int count, float s, float theta)
{
    float sum = 0.0f;
    for (int i = 0; i < count; i++) {
        const struct ellipse *e = &set[i];
        float c = cosf(theta - e->angle), d = sinf(theta - e->angle);
        float width2 = sqrf(e->a * c) + sqrf(e->b * d);
        float off = s - (e->x * cosf(theta) + e->y * sinf(theta));
        if (off * off < width2) {
            sum += 2.0f * e->value * e->a * e->b * sqrtf(width2 - off * off) / width2;
        }
    }
    return sum;
}

float phantom_path(const struct ellipse *set, int count, struct vec2 from, struct vec2 to)
{
    float sum = 0.0f, whole = length2(to.x - from.x, to.y - from.y);
    for (int i = 0; i < count; i++) {
        struct vec2 p = to_circle(&set[i], from), q = to_circle(&set[i], to);
        struct vec2 d = {q.x - p.x, q.y - p.y};
        /* |p + t d| = 1 */
        float a = d.x * d.x + d.y * d.y, b = p.x * d.x + p.y * d.y, c = p.x * p.x + p.y * p.y - 1.0f;
        float root = b * b - a * c;
        if (root > 0.0f && a > 0.0f) {
            root = sqrtf(root);
            float enter = clampf((-b - root) / a, 0.0f, 1.0f), leave = clampf((-b + root) / a, 0.0f, 1.0f);
            sum += set[i].value * (leave - enter) * whole;
        }
    }
    return sum;
}
