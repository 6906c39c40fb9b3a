#include "paint/decode.h"

#include "base/file.h"
#include "content/imagehead.h"
#include "paint/jpeg.h"
#include "paint/scale.h"
#include "paint/strip.h"
#include "paint/trim.h"

#include <SDL_image.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The decoder of the type that the head says, never the one that the bytes ask for: SDL_image would take an
 * SVG for a picture. */
static SDL_Surface *decode(const char *bytes, size_t length, enum image_type type, struct err *err)
{
    if (type == IMAGE_JPEG)
        return jpeg_load(bytes, length, err);
    SDL_RWops *stream = SDL_RWFromConstMem(bytes, (int)length);
    SDL_Surface *surface = NULL;
    if (stream)
        surface = type == IMAGE_PNG ? IMG_LoadPNG_RW(stream) : IMG_LoadWEBP_RW(stream);
    if (!surface)
        err_set(err, "cannot be decoded: %s", SDL_GetError());
    if (stream)
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

static void swap_red_and_blue(SDL_Surface *abgr)
{
    for (int y = 0; y < abgr->h; y++) {
        uint32_t *row = (uint32_t *)(void *)((uint8_t *)abgr->pixels + (size_t)y * (size_t)abgr->pitch);
        for (int x = 0; x < abgr->w; x++)
            row[x] = (row[x] & 0xff00ff00) | (row[x] >> 16 & 0xff) | (row[x] & 0xff) << 16;
    }
}

/* Takes the surface over. One with transparency is changed in its place, as a second one of 36 MB would be
 * for nothing. */
static SDL_Surface *to_rgb(SDL_Surface *surface, uint32_t ground)
{
    Uint32 key;
    bool clear = SDL_ISPIXELFORMAT_ALPHA(surface->format->format) || SDL_GetColorKey(surface, &key) == 0 ||
                 SDL_ISPIXELFORMAT_INDEXED(surface->format->format);
    SDL_Surface *rgb = surface;
    if (surface->format->format == SDL_PIXELFORMAT_ABGR8888) {
        swap_red_and_blue(surface);
    } else if (surface->format->format != SDL_PIXELFORMAT_RGB888) {
        rgb = SDL_ConvertSurfaceFormat(surface, clear ? SDL_PIXELFORMAT_ARGB8888 : SDL_PIXELFORMAT_RGB888, 0);
        SDL_FreeSurface(surface);
    }
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

/* The pixel at which a part of length pixels begins, inside of full. */
static int whole_offset(double from, int length, int full)
{
    int offset = (int)lround(from);
    return offset + length > full ? full - length : offset;
}

struct decoded {
    SDL_Surface *rgb;
};

void decoded_destroy(struct decoded *decoded)
{
    if (!decoded)
        return;
    SDL_FreeSurface(decoded->rgb);
    free(decoded);
}

bool decoded_part(const struct decoded *decoded, const struct crop *crop, int x, int y, int w, int h,
                  uint32_t *pixels)
{
    struct pixmap part = cut_out(decoded->rgb, crop);
    /* A picture in its own size is not smeared over a fraction of a pixel. */
    if ((int)lround(part.w) == crop->w && (int)lround(part.h) == crop->h) {
        const uint32_t *from =
            part.pixels + (size_t)(whole_offset(part.y, crop->h, part.full_h) + y) * (size_t)part.stride +
            (size_t)(whole_offset(part.x, crop->w, part.full_w) + x);
        for (int row = 0; row < h; row++)
            memcpy(pixels + (size_t)row * (size_t)w, from + (size_t)row * (size_t)part.stride,
                   (size_t)w * sizeof(uint32_t));
        return true;
    }
    double across = part.w / crop->w, down = part.h / crop->h;
    part.x += x * across;
    part.y += y * down;
    part.w = w * across;
    part.h = h * down;
    return scale_pixels(&part, pixels, w, h);
}

/* whole: see decode_file_whole. */
static SDL_Surface *decode_below(int folder, const char *file, bool whole, struct err *err)
{
    AUTO_FREE char *bytes = NULL;
    size_t length;
    if (!file_read_below(folder, file, IMAGE_BYTES_MAX, &bytes, &length, err))
        return NULL; /* it names the file */
    /* Of the very bytes that are decoded: the file may be another one than was checked when it was loaded. */
    struct image_head head;
    bool good = image_head_read((const uint8_t *)bytes, length, &head, err);
    if (good && whole && head.type == IMAGE_JPEG)
        good = jpeg_is_whole(bytes, length, err);
    if (good && head.type == IMAGE_PNG)
        length = trim_png(bytes, length);
    SDL_Surface *surface = good ? decode(bytes, length, head.type, err) : NULL;
    if (!surface)
        err_context(err, "%s", file);
    return surface;
}

/* The file's bytes are gone when the pixels are converted: the two never take memory together. */
static struct decoded *decode_opaque(int folder, const char *file, uint32_t ground, bool whole,
                                     struct err *err)
{
    SDL_Surface *surface = decode_below(folder, file, whole, err);
    if (!surface)
        return NULL;
    struct decoded *decoded = calloc(1, sizeof *decoded);
    SDL_Surface *rgb = to_rgb(surface, ground);
    if (decoded && rgb) {
        decoded->rgb = rgb;
        return decoded;
    }
    SDL_FreeSurface(rgb);
    free(decoded);
    err_set(err, "%s: out of memory", file);
    return NULL;
}

struct decoded *decode_file(int folder, const char *file, uint32_t ground, struct err *err)
{
    return decode_opaque(folder, file, ground, false, err);
}

struct decoded *decode_file_whole(int folder, const char *file, uint32_t ground, struct err *err)
{
    return decode_opaque(folder, file, ground, true, err);
}

bool decode_picture(int folder, const char *file, const struct crop *crop, uint32_t **pixels, struct err *err)
{
    *pixels = NULL;
    struct decoded *decoded = decode_file(folder, file, crop->ground, err);
    if (!decoded)
        return false;
    *pixels = malloc((size_t)crop->w * (size_t)crop->h * sizeof(uint32_t));
    bool ok = *pixels && decoded_part(decoded, crop, 0, 0, crop->w, crop->h, *pixels);
    decoded_destroy(decoded);
    if (ok)
        return true;
    free(*pixels);
    *pixels = NULL;
    return err_set(err, "%s: out of memory", file);
}
