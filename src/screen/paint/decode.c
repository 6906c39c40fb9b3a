#include "paint/decode.h"

#include "base/file.h"
#include "content/imagehead.h"
#include "paint/scale.h"
#include "paint/strip.h"

#include <SDL_image.h>
#include <stdlib.h>
#include <string.h>

/* The decoder of the type that the head says, never the one that the bytes ask for: SDL_image would take an
 * SVG for a picture. */
static SDL_Surface *decode(const char *bytes, size_t length, enum image_type type)
{
    SDL_RWops *stream = SDL_RWFromConstMem(bytes, (int)length);
    if (!stream)
        return NULL;
    SDL_Surface *surface = NULL;
    switch (type) {
    case IMAGE_JPEG:
        surface = IMG_LoadJPG_RW(stream);
        break;
    case IMAGE_PNG:
        surface = IMG_LoadPNG_RW(stream);
        break;
    case IMAGE_WEBP:
        surface = IMG_LoadWEBP_RW(stream);
        break;
    }
    SDL_RWclose(stream);
    return surface;
}

/* Transparency is settled before scaling, so that hidden colors of clear pixels cannot bleed. */
static void lay_on_ground(SDL_Surface *argb, uint32_t ground)
{
    for (int y = 0; y < argb->h; y++) {
        uint32_t *row = (uint32_t *)(void *)((uint8_t *)argb->pixels + (size_t)y * (size_t)argb->pitch);
        for (int x = 0; x < argb->w; x++)
            row[x] = strip_mix(ground, row[x], row[x] >> 24);
    }
}

static SDL_Surface *to_rgb(SDL_Surface *surface, uint32_t ground)
{
    Uint32 key;
    bool clear = SDL_ISPIXELFORMAT_ALPHA(surface->format->format) || SDL_GetColorKey(surface, &key) == 0 ||
                 SDL_ISPIXELFORMAT_INDEXED(surface->format->format);
    SDL_Surface *rgb =
        SDL_ConvertSurfaceFormat(surface, clear ? SDL_PIXELFORMAT_ARGB8888 : SDL_PIXELFORMAT_RGB888, 0);
    if (rgb && clear)
        lay_on_ground(rgb, ground);
    return rgb;
}

/* The largest part of w * h in the shape of the crop, with the focus as near to its middle as the edges let.
 */
static struct pixmap cut_out(const SDL_Surface *surface, const struct crop *crop)
{
    double w = surface->w, h = surface->h;
    if (w * crop->h > h * crop->w)
        w = h * crop->w / crop->h;
    else
        h = w * crop->h / crop->w;
    double x = surface->w * crop->focus_x - w / 2, y = surface->h * crop->focus_y - h / 2;
    x = x < 0 ? 0 : x > surface->w - w ? surface->w - w : x;
    y = y < 0 ? 0 : y > surface->h - h ? surface->h - h : y;
    return (struct pixmap){.pixels = surface->pixels,
                           .stride = surface->pitch / 4,
                           .x = x,
                           .y = y,
                           .w = w,
                           .h = h,
                           .full_w = surface->w,
                           .full_h = surface->h};
}

static bool fit(const SDL_Surface *rgb, const struct crop *crop, uint32_t **pixels, struct err *err)
{
    *pixels = malloc((size_t)crop->w * (size_t)crop->h * sizeof(uint32_t));
    if (!*pixels)
        return err_set(err, "out of memory");
    if (rgb->w == crop->w && rgb->h == crop->h) {
        for (int y = 0; y < crop->h; y++)
            memcpy(*pixels + (size_t)y * (size_t)crop->w,
                   (const uint8_t *)rgb->pixels + (size_t)y * (size_t)rgb->pitch,
                   (size_t)crop->w * sizeof(uint32_t));
        return true;
    }
    struct pixmap part = cut_out(rgb, crop);
    if (scale_pixels(&part, *pixels, crop->w, crop->h))
        return true;
    free(*pixels);
    *pixels = NULL;
    return err_set(err, "out of memory");
}

static bool decode_bytes(const char *bytes, size_t length, const struct crop *crop, uint32_t **pixels,
                         struct err *err)
{
    struct image_head head;
    if (!image_head_read((const uint8_t *)bytes, length, &head, err))
        return false;
    SDL_Surface *surface = decode(bytes, length, head.type);
    if (!surface)
        return err_set(err, "cannot be decoded: %s", SDL_GetError());
    SDL_Surface *rgb = to_rgb(surface, crop->ground);
    SDL_FreeSurface(surface);
    if (!rgb)
        return err_set(err, "cannot be decoded: %s", SDL_GetError());
    bool ok = fit(rgb, crop, pixels, err);
    SDL_FreeSurface(rgb);
    return ok;
}

bool decode_picture(int folder, const char *file, const struct crop *crop, uint32_t **pixels, struct err *err)
{
    AUTO_FREE char *bytes = NULL;
    size_t length;
    *pixels = NULL;
    if (!file_read_below(folder, file, IMAGE_BYTES_MAX, &bytes, &length, err))
        return false; /* it names the file */
    return decode_bytes(bytes, length, crop, pixels, err) ? true : err_context(err, "%s", file);
}
