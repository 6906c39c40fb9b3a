#include "strokes.h"

#include <assert.h>

void plane_line(struct plane *p, struct vec2 a, struct vec2 b, struct stroke s)
{
    /* A line thinner than a pixel is a pixel wide and paler. */
    float half = 0.5f * fmaxf(s.width, 1.0f), value = s.value * fminf(s.width, 1.0f), reach = half + 1.0f;
    int x0 = (int)fmaxf(0.0f, floorf(fminf(a.x, b.x) - reach)),
        y0 = (int)fmaxf(0.0f, floorf(fminf(a.y, b.y) - reach));
    int x1 = (int)fminf((float)(p->w - 1), ceilf(fmaxf(a.x, b.x) + reach));
    int y1 = (int)fminf((float)(p->h - 1), ceilf(fmaxf(a.y, b.y) + reach));
    float dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
    for (int y = y0; y <= y1; y++) {
        for (int x = x0; x <= x1; x++) {
            float px = (float)x - a.x, py = (float)y - a.y;
            float t = square > 0.0f ? clampf((px * dx + py * dy) / square, 0.0f, 1.0f) : 0.0f;
            float cover = clampf(half + 0.5f - length2(px - t * dx, py - t * dy), 0.0f, 1.0f);
            float *to = &p->at[(size_t)y * (size_t)p->w + (size_t)x];
            *to = fmaxf(*to, cover * value);
        }
    }
}

void plane_dot(struct plane *p, struct vec2 center, float radius, float value)
{
    plane_line(p, center, center, (struct stroke){2.0f * radius, value});
}

void plane_arc(struct plane *p, struct vec2 center, float radius, float start, float end, struct stroke s)
{
    int parts = 2 + (int)(fabsf(end - start) * radius / 6.0f);
    struct vec2 from = {center.x + radius * cosf(start), center.y + radius * sinf(start)};
    for (int i = 1; i <= parts; i++) {
        float angle = mixf(start, end, (float)i / (float)parts);
        struct vec2 to = {center.x + radius * cosf(angle), center.y + radius * sinf(angle)};
        plane_line(p, from, to, s);
        from = to;
    }
}

void canvas_light(struct canvas *c, const struct plane *p, struct rgb color, float k)
{
    assert(c->w == p->w && c->h == p->h);
    size_t count = (size_t)c->w * (size_t)c->h;
    for (size_t i = 0; i < count; i++) {
        c->at[i] = rgb_add(c->at[i], rgb_scale(color, p->at[i] * k));
    }
}
