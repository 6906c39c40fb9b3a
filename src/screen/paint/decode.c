#include "paint/decode.h"

#include "base/file.h"
#include "content/imagehead.h"
#include "paint/jpeg.h"
#include "paint/pngload.h"
#include "paint/scale.h"
#include "paint/strip.h"
#include "paint/trim.h"
#include "paint/webp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The decoder of the type that the head says. */
static SDL_Surface *decode(const char *bytes, size_t length, enum image_type type, struct err *err)
{
    switch (type) {
    case IMAGE_JPEG:
        return jpeg_load(bytes, length, err);
    case IMAGE_PNG:
        return pngload(bytes, length, err);
    case IMAGE_WEBP:
        return webp_load(bytes, length, err);
    }
    return NULL;
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

/* The largest part of a picture in the shape of the crop, with the focus as near to its middle as the edges
 * let. */
static struct pixmap cut_out(int full_w, int full_h, const struct crop *crop)
{
    double w = full_w, h = full_h;
    if (w * crop->h > h * crop->w)
        w = h * crop->w / crop->h;
    else
        h = w * crop->h / crop->w;
    double x = full_w * crop->focus_x - w / 2, y = full_h * crop->focus_y - h / 2;
    x = x < 0 ? 0 : x > full_w - w ? full_w - w : x;
    y = y < 0 ? 0 : y > full_h - h ? full_h - h : y;
    return (struct pixmap){.x = x, .y = y, .w = w, .h = h, .full_w = full_w, .full_h = full_h};
}

/* The pixel at which a part of length pixels begins, inside of full. */
static int whole_offset(double from, int length, int full)
{
    int offset = (int)lround(from);
    return offset + length > full ? full - length : offset;
}

/* A picture in its own size is not smeared over a fraction of a pixel. */
static bool is_own_size(const struct pixmap *part, const struct crop *crop)
{
    return (int)lround(part->w) == crop->w && (int)lround(part->h) == crop->h;
}

struct decoded {
    SDL_Surface *rgb; /* 4 bytes a pixel, the first of which says nothing */
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
    struct pixmap part = cut_out(decoded->rgb->w, decoded->rgb->h, crop);
    part.pixels = decoded->rgb->pixels;
    part.stride = decoded->rgb->pitch / 4;
    if (is_own_size(&part, crop)) {
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

/* A file of the folder, and what its head says. */
struct source {
    char *bytes; /* malloced */
    size_t length;
    struct image_head head;
};

static bool read_source(int folder, const char *file, struct source *source, struct err *err)
{
    *source = (struct source){.bytes = NULL};
    if (!file_read_below(folder, file, IMAGE_BYTES_MAX, &source->bytes, &source->length, err))
        return false; /* it names the file */
    /* Of the very bytes that are decoded: the file may be another one than was checked when it was loaded. */
    if (image_head_read((const uint8_t *)source->bytes, source->length, &source->head, err))
        return true;
    free(source->bytes);
    source->bytes = NULL;
    err_context(err, "%s", file);
    return false;
}

/* Consumes the bytes. whole: see decode_file_whole. */
static SDL_Surface *surface_of(struct source *source, bool whole, struct err *err)
{
    bool good = true;
    if (whole && source->head.type == IMAGE_JPEG)
        good = jpeg_is_whole(source->bytes, source->length, err);
    if (good && source->head.type == IMAGE_PNG)
        source->length = trim_png(source->bytes, source->length);
    SDL_Surface *surface = good ? decode(source->bytes, source->length, source->head.type, err) : NULL;
    free(source->bytes);
    source->bytes = NULL;
    return surface;
}

static struct decoded *decoded_of(struct source *source, uint32_t ground, bool whole, struct err *err)
{
    SDL_Surface *surface = surface_of(source, whole, err);
    if (!surface)
        return NULL;
    struct decoded *decoded = malloc(sizeof *decoded);
    if (!decoded) {
        SDL_FreeSurface(surface);
        err_set(err, "out of memory");
        return NULL;
    }
    if (surface->format->format == SDL_PIXELFORMAT_ARGB8888)
        lay_on_ground(surface, ground);
    decoded->rgb = surface;
    return decoded;
}

static struct decoded *decode_below(int folder, const char *file, uint32_t ground, bool whole,
                                    struct err *err)
{
    struct source source;
    if (!read_source(folder, file, &source, err))
        return NULL;
    struct decoded *decoded = decoded_of(&source, ground, whole, err);
    if (!decoded)
        err_context(err, "%s", file);
    return decoded;
}

struct decoded *decode_file(int folder, const char *file, uint32_t ground, struct err *err)
{
    return decode_below(folder, file, ground, false, err);
}

struct decoded *decode_file_whole(int folder, const char *file, uint32_t ground, struct err *err)
{
    return decode_below(folder, file, ground, true, err);
}

static uint32_t *alloc_pixels(const struct crop *crop)
{
    return malloc((size_t)crop->w * (size_t)crop->h * sizeof(uint32_t));
}

/* A JPEG in its own size, which is what a slide has, needs no picture of the whole between. */
static bool decode_straight(const struct source *source, const struct crop *crop, const struct pixmap *part,
                            uint32_t **pixels, struct err *err)
{
    *pixels = alloc_pixels(crop);
    if (!*pixels)
        return err_set(err, "out of memory");
    int x = whole_offset(part->x, crop->w, part->full_w), y = whole_offset(part->y, crop->h, part->full_h);
    return jpeg_load_part(source->bytes, source->length, x, y, crop->w, crop->h, *pixels, err);
}

static bool decode_scaled(struct source *source, const struct crop *crop, uint32_t **pixels, struct err *err)
{
    struct decoded *decoded = decoded_of(source, crop->ground, false, err);
    if (!decoded)
        return false;
    *pixels = alloc_pixels(crop);
    bool ok = *pixels && decoded_part(decoded, crop, 0, 0, crop->w, crop->h, *pixels);
    decoded_destroy(decoded);
    return ok ? true : err_set(err, "out of memory");
}

bool decode_picture(int folder, const char *file, const struct crop *crop, uint32_t **pixels, struct err *err)
{
    struct source source;
    *pixels = NULL;
    if (!read_source(folder, file, &source, err))
        return false;
    struct pixmap part = cut_out(source.head.width, source.head.height, crop);
    bool straight = source.head.type == IMAGE_JPEG && is_own_size(&part, crop);
    bool ok = straight ? decode_straight(&source, crop, &part, pixels, err)
                       : decode_scaled(&source, crop, pixels, err);
    free(source.bytes);
    if (ok)
        return true;
    err_context(err, "%s", file);
    free(*pixels);
    *pixels = NULL;
    return false;
}
