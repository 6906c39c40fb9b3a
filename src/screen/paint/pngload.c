#include "paint/pngload.h"

#include "paint/pngerr.h"

#include <string.h>

/* libpng jumps back over the caller: what must survive the jump lives here. */
struct reading {
    png_structp png;
    png_infop info;
    const char *bytes;
    size_t length, at;
    SDL_Surface *surface;
};

static void take_bytes(png_structp png, png_bytep to, size_t count)
{
    struct reading *from = png_get_io_ptr(png);
    if (count > from->length - from->at)
        png_error(png, "it breaks off");
    memcpy(to, from->bytes + from->at, count);
    from->at += count;
}

/* All kinds of PNG as four channels of 8 bits, blue first. True when there is transparency among them. */
static bool choose_pixels(png_structp png, png_infop info)
{
    bool clear =
        png_get_color_type(png, info) & PNG_COLOR_MASK_ALPHA || png_get_valid(png, info, PNG_INFO_tRNS);
    png_set_expand(png); /* palettes, few bits, a transparent color */
    png_set_strip_16(png);
    png_set_gray_to_rgb(png);
    bool little = SDL_BYTEORDER == SDL_LIL_ENDIAN;
    png_set_filler(png, 0xff, little ? PNG_FILLER_AFTER : PNG_FILLER_BEFORE);
    if (little)
        png_set_bgr(png);
    else
        png_set_swap_alpha(png);
    return clear;
}

static bool read_rows(struct reading *from)
{
    if (setjmp(png_jmpbuf(from->png)))
        return false;
    png_set_read_fn(from->png, from, take_bytes);
    png_read_info(from->png, from->info);
    Uint32 format = choose_pixels(from->png, from->info) ? SDL_PIXELFORMAT_ARGB8888 : SDL_PIXELFORMAT_RGB888;
    int passes = png_set_interlace_handling(from->png);
    int w = (int)png_get_image_width(from->png, from->info),
        h = (int)png_get_image_height(from->png, from->info);
    png_read_update_info(from->png, from->info);
    from->surface = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, format);
    if (!from->surface || png_get_rowbytes(from->png, from->info) != (size_t)w * sizeof(uint32_t))
        png_error(from->png, "out of memory");
    for (int pass = 0; pass < passes; pass++) {
        for (int y = 0; y < h; y++)
            png_read_row(from->png,
                         (png_bytep)from->surface->pixels + (size_t)y * (size_t)from->surface->pitch, NULL);
    }
    return true;
}

SDL_Surface *pngload(const char *bytes, size_t length, struct err *err)
{
    struct err reason = {""};
    struct reading from = {.bytes = bytes, .length = length};
    from.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &reason, pngerr_keep, pngerr_ignore);
    from.info = from.png ? png_create_info_struct(from.png) : NULL;
    bool ok = from.info ? read_rows(&from) : err_set(&reason, "out of memory");
    png_destroy_read_struct(&from.png, &from.info, NULL);
    if (ok)
        return from.surface;
    SDL_FreeSurface(from.surface);
    err_set(err, "cannot be decoded: it is damaged inside (%s)", reason.text);
    return NULL;
}
