#include "paint/jpeg.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

/* The data of an eighth of the size is all of the data: only the arithmetic behind it is less. */
#define REDUCED 8

struct complaint {
    struct jpeg_error_mgr manager; /* first: libjpeg hands this one around */
    jmp_buf out;
    const char *what; /* the sentence's beginning */
    struct err *err;
    SDL_Surface *surface; /* of read_pixels */
    SDL_Rect part;        /* of read_part */
    uint32_t *pixels;
};

static void begin_pixels(j_decompress_ptr jpeg)
{
    jpeg_read_header(jpeg, TRUE);
    jpeg->out_color_space = SDL_BYTEORDER == SDL_LIL_ENDIAN ? JCS_EXT_BGRX : JCS_EXT_XRGB;
    jpeg_start_decompress(jpeg);
}

static void keep_sentence(j_common_ptr jpeg)
{
    struct complaint *complaint = (struct complaint *)(void *)jpeg->err;
    char text[JMSG_LENGTH_MAX];
    (*jpeg->err->format_message)(jpeg, text);
    err_set(complaint->err, "%s: %s", complaint->what, text);
}

static void give_up(j_common_ptr jpeg)
{
    struct complaint *complaint = (struct complaint *)(void *)jpeg->err;
    keep_sentence(jpeg);
    longjmp(complaint->out, 1);
}

/* level -1 is a warning: data that does not fit; others trace what is right. The first one is kept. */
static void note(j_common_ptr jpeg, int level)
{
    if (level < 0 && jpeg->err->num_warnings++ == 0)
        keep_sentence(jpeg);
}

/* Data that does not fit is shown as well as it goes. */
static void stay_silent(j_common_ptr jpeg, int level)
{
    (void)jpeg;
    (void)level;
}

/* Rows of pixels as they are kept, without a copy in three bytes a pixel between. */
static bool read_pixels(j_decompress_ptr jpeg)
{
    struct complaint *complaint = jpeg->client_data;
    begin_pixels(jpeg);
    complaint->surface = SDL_CreateRGBSurfaceWithFormat(0, (int)jpeg->output_width, (int)jpeg->output_height,
                                                        32, SDL_PIXELFORMAT_RGB888);
    if (!complaint->surface)
        return err_set(complaint->err, "out of memory");
    while (jpeg->output_scanline < jpeg->output_height) {
        JSAMPROW row = (JSAMPROW)complaint->surface->pixels +
                       (size_t)jpeg->output_scanline * (size_t)complaint->surface->pitch;
        jpeg_read_scanlines(jpeg, &row, 1);
    }
    jpeg_finish_decompress(jpeg);
    return true;
}

static bool read_part(j_decompress_ptr jpeg)
{
    struct complaint *complaint = jpeg->client_data;
    const SDL_Rect *part = &complaint->part;
    begin_pixels(jpeg);
    JDIMENSION x = (JDIMENSION)part->x, y = (JDIMENSION)part->y, w = (JDIMENSION)part->w,
               h = (JDIMENSION)part->h;
    if (x + w > jpeg->output_width || y + h > jpeg->output_height)
        return err_set(complaint->err, "%s: it is smaller than its head said", complaint->what);
    size_t bytes = (size_t)jpeg->output_width * sizeof(uint32_t);
    JSAMPARRAY whole = (*jpeg->mem->alloc_sarray)((j_common_ptr)jpeg, JPOOL_IMAGE, (JDIMENSION)bytes, 1);
    bool wide = w == jpeg->output_width;
    /* What stands above is decoded, too: the rows lean on each other. */
    while (jpeg->output_scanline < y + h) {
        JDIMENSION at = jpeg->output_scanline;
        JSAMPROW to = at < y ? NULL : (JSAMPROW)(complaint->pixels + (size_t)(at - y) * w);
        JSAMPROW row = wide && to ? to : whole[0];
        jpeg_read_scanlines(jpeg, &row, 1);
        if (to && !wide)
            memcpy(to, whole[0] + (size_t)x * sizeof(uint32_t), (size_t)w * sizeof(uint32_t));
    }
    return true;
}

static bool read_all(j_decompress_ptr jpeg)
{
    jpeg_read_header(jpeg, TRUE);
    jpeg->scale_num = 1;
    jpeg->scale_denom = REDUCED;
    jpeg_start_decompress(jpeg);
    size_t width = (size_t)jpeg->output_width * (size_t)jpeg->output_components;
    JSAMPARRAY row = (*jpeg->mem->alloc_sarray)((j_common_ptr)jpeg, JPOOL_IMAGE, (JDIMENSION)width, 1);
    while (jpeg->output_scanline < jpeg->output_height)
        jpeg_read_scanlines(jpeg, row, 1);
    jpeg_finish_decompress(jpeg);
    return jpeg->err->num_warnings == 0;
}

/* What libjpeg cannot go on from ends read; then the sentence is kept, and it is false. */
static bool guarded(struct complaint *complaint, bool (*read)(j_decompress_ptr jpeg), const char *bytes,
                    size_t length)
{
    struct jpeg_decompress_struct jpeg = {.client_data = complaint};
    jpeg.err = &complaint->manager;
    complaint->manager.error_exit = give_up;
    jpeg_create_decompress(&jpeg);
    volatile bool ok = false; /* set between setjmp and longjmp */
    if (setjmp(complaint->out) == 0) {
        jpeg_mem_src(&jpeg, (const unsigned char *)bytes, length);
        ok = read(&jpeg);
    }
    jpeg_destroy_decompress(&jpeg);
    return ok;
}

bool jpeg_is_whole(const char *bytes, size_t length, struct err *err)
{
    struct complaint complaint = {.what = "is damaged inside", .err = err};
    jpeg_std_error(&complaint.manager);
    complaint.manager.emit_message = note;
    return guarded(&complaint, read_all, bytes, length);
}

SDL_Surface *jpeg_load(const char *bytes, size_t length, struct err *err)
{
    struct complaint complaint = {.what = "cannot be decoded", .err = err};
    jpeg_std_error(&complaint.manager);
    complaint.manager.emit_message = stay_silent;
    if (guarded(&complaint, read_pixels, bytes, length))
        return complaint.surface;
    SDL_FreeSurface(complaint.surface);
    return NULL;
}

bool jpeg_load_part(const char *bytes, size_t length, int x, int y, int w, int h, uint32_t *pixels,
                    struct err *err)
{
    struct complaint complaint = {
        .what = "cannot be decoded", .err = err, .part = {x, y, w, h}, .pixels = pixels};
    jpeg_std_error(&complaint.manager);
    complaint.manager.emit_message = stay_silent;
    return guarded(&complaint, read_part, bytes, length);
}
