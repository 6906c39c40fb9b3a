#include "paint/blend.h"

/* By bytes, in 16 bits: so that the compiler does eight and more at a time. (t + t / 256) / 256 of t = a sum
 * + 128 is the sum divided by 255, rounded. */
static void blend_row(uint8_t *restrict below, const uint8_t *restrict above, size_t bytes, uint8_t alpha)
{
    const uint16_t more = alpha, rest = (uint16_t)(255 - alpha);
    for (size_t i = 0; i < bytes; i++) {
        const uint16_t sum = (uint16_t)(below[i] * rest + above[i] * more + 128);
        below[i] = (uint8_t)((uint16_t)(sum + (sum >> 8)) >> 8);
    }
}

static bool is_plain(const SDL_Surface *surface)
{
    return surface && surface->format->format == SDL_PIXELFORMAT_RGB888;
}

bool blend_texture(SDL_Renderer *renderer, SDL_Surface *surface, SDL_Texture *texture, const SDL_Rect *source,
                   int x, int y, uint8_t alpha)
{
    void *pixels;
    int pitch;
    const SDL_Rect all = {0, 0, surface ? surface->w : 0, surface ? surface->h : 0};
    const SDL_Rect wanted = {x, y, source->w, source->h};
    SDL_Rect part;
    if (!is_plain(surface) || SDL_RenderFlush(renderer) != 0 ||
        SDL_LockTexture(texture, NULL, &pixels, &pitch) != 0)
        return false;
    if (SDL_IntersectRect(&wanted, &all, &part)) {
        const uint8_t *from = (const uint8_t *)pixels + (size_t)(source->y + part.y - y) * (size_t)pitch +
                              (size_t)(source->x + part.x - x) * sizeof(uint32_t);
        uint8_t *to = (uint8_t *)surface->pixels + (size_t)part.y * (size_t)surface->pitch +
                      (size_t)part.x * sizeof(uint32_t);
        for (int row = 0; row < part.h; row++, from += pitch, to += surface->pitch)
            blend_row(to, from, (size_t)part.w * sizeof(uint32_t), alpha);
    }
    SDL_UnlockTexture(texture);
    return true;
}
