#include "paint/webp.h"

#include <webp/decode.h>

static uint8_t *decode_into(SDL_Surface *surface, const uint8_t *bytes, size_t length)
{
    size_t room = (size_t)surface->pitch * (size_t)surface->h;
    return SDL_BYTEORDER == SDL_LIL_ENDIAN
               ? WebPDecodeBGRAInto(bytes, length, surface->pixels, room, surface->pitch)
               : WebPDecodeARGBInto(bytes, length, surface->pixels, room, surface->pitch);
}

SDL_Surface *webp_load(const char *bytes, size_t length, struct err *err)
{
    const uint8_t *data = (const uint8_t *)bytes;
    WebPBitstreamFeatures features;
    if (WebPGetFeatures(data, length, &features) != VP8_STATUS_OK || features.has_animation) {
        err_set(err, "cannot be decoded: it is not a WebP of one picture");
        return NULL;
    }
    Uint32 format = features.has_alpha ? SDL_PIXELFORMAT_ARGB8888 : SDL_PIXELFORMAT_RGB888;
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, features.width, features.height, 32, format);
    if (!surface) {
        err_set(err, "out of memory");
        return NULL;
    }
    if (decode_into(surface, data, length))
        return surface;
    SDL_FreeSurface(surface);
    err_set(err, "cannot be decoded: it is damaged inside");
    return NULL;
}
