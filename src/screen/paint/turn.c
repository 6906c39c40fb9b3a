#include "paint/turn.h"

#include <string.h>

#define TILE 32 /* px: rows read and columns written of a tile stay in the cache */

struct rect turn_rect(int rotation, int w, int h, struct rect rect)
{
    switch (rotation) {
    case 90:
        return (struct rect){h - rect.y - rect.h, rect.x, rect.h, rect.w};
    case 180:
        return (struct rect){w - rect.x - rect.w, h - rect.y - rect.h, rect.w, rect.h};
    case 270:
        return (struct rect){rect.y, w - rect.x - rect.w, rect.h, rect.w};
    default:
        return rect;
    }
}

static void turn_half(const uint32_t *from, size_t count, uint32_t *to)
{
    for (size_t i = 0; i < count; i++)
        to[count - 1 - i] = from[i];
}

/* Writes from(x, y) to start[x * step_x + y * step_y], tile by tile. */
static void turn_quarter(const uint32_t *from, int w, int h, uint32_t *start, ptrdiff_t step_x,
                         ptrdiff_t step_y)
{
    for (int ty = 0; ty < h; ty += TILE) {
        for (int tx = 0; tx < w; tx += TILE) {
            int y1 = ty + TILE < h ? ty + TILE : h, x1 = tx + TILE < w ? tx + TILE : w;
            for (int x = tx; x < x1; x++) {
                for (int y = ty; y < y1; y++)
                    start[x * step_x + y * step_y] = from[(size_t)y * (size_t)w + (size_t)x];
            }
        }
    }
}

void turn_pixels(int rotation, const uint32_t *from, int w, int h, uint32_t *to)
{
    switch (rotation) {
    case 90:
        turn_quarter(from, w, h, to + (h - 1), h, -1);
        break;
    case 180:
        turn_half(from, (size_t)w * (size_t)h, to);
        break;
    case 270:
        turn_quarter(from, w, h, to + (ptrdiff_t)(w - 1) * h, -(ptrdiff_t)h, 1);
        break;
    default:
        memcpy(to, from, (size_t)w * (size_t)h * sizeof *to);
        break;
    }
}
