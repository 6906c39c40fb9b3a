#include "paint/blend.h"

/* Rows of pixels in memory, some of them in a texture that is locked. */
struct rows {
    SDL_Texture *locked; /* or NULL */
    uint8_t *first;
    int pitch;
};

/* By bytes, in 16 bits: so that the compiler does eight and more at a time. (t + t / 256) / 256 of t = a sum
 * + 128 is the sum divided by 255, rounded. */
static inline uint8_t blend(uint8_t below, uint8_t above, uint16_t rest, uint16_t more)
{
    const uint16_t sum = (uint16_t)(below * rest + above * more + 128);
    return (uint8_t)((uint16_t)(sum + (sum >> 8)) >> 8);
}

static void blend_row(uint8_t *restrict to, const uint8_t *restrict below, const uint8_t *restrict above,
                      size_t bytes, uint8_t alpha)
{
    const uint16_t more = alpha, rest = (uint16_t)(255 - alpha);
    for (size_t i = 0; i < bytes; i++)
        to[i] = blend(below[i], above[i], rest, more);
}

static void blend_row_onto(uint8_t *restrict to, const uint8_t *restrict above, size_t bytes, uint8_t alpha)
{
    const uint16_t more = alpha, rest = (uint16_t)(255 - alpha);
    for (size_t i = 0; i < bytes; i++)
        to[i] = blend(to[i], above[i], rest, more);
}

static bool is_plain(const SDL_Surface *surface)
{
    return surface && surface->format->format == SDL_PIXELFORMAT_RGB888;
}

static bool lock(SDL_Texture *texture, struct rows *rows)
{
    void *pixels;
    if (SDL_LockTexture(texture, NULL, &pixels, &rows->pitch) != 0)
        return false;
    rows->locked = texture;
    rows->first = pixels;
    return true;
}

static void unlock(const struct rows *rows)
{
    if (rows->locked)
        SDL_UnlockTexture(rows->locked);
}

static uint8_t *pixel(const struct rows *rows, int x, int y)
{
    return rows->first + (size_t)y * (size_t)rows->pitch + (size_t)x * sizeof(uint32_t);
}

bool blend_textures(SDL_Renderer *renderer, SDL_Surface *surface, SDL_Texture *below, SDL_Texture *above,
                    const SDL_Rect *source, int x, int y, uint8_t alpha)
{
    struct rows lower = {NULL, NULL, 0}, upper = {NULL, NULL, 0};
    if (!is_plain(surface) || SDL_RenderFlush(renderer) != 0 || (below && !lock(below, &lower)))
        return false;
    if (!lock(above, &upper)) {
        unlock(&lower);
        return false;
    }
    const struct rows glass = {NULL, surface->pixels, surface->pitch};
    const SDL_Rect all = {0, 0, surface->w, surface->h}, wanted = {x, y, source->w, source->h};
    SDL_Rect part;
    bool any = SDL_IntersectRect(&wanted, &all, &part);
    int from_x = source->x + part.x - x, from_y = source->y + part.y - y;
    for (int row = 0; any && row < part.h; row++) {
        size_t bytes = (size_t)part.w * sizeof(uint32_t);
        uint8_t *to = pixel(&glass, part.x, part.y + row);
        const uint8_t *over = pixel(&upper, from_x, from_y + row);
        if (below)
            blend_row(to, pixel(&lower, from_x, from_y + row), over, bytes, alpha);
        else
            blend_row_onto(to, over, bytes, alpha);
    }
    unlock(&upper);
    unlock(&lower);
    return true;
}
