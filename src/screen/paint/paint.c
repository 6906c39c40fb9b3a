#include "paint/paint.h"

#include "paint/canvas.h"
#include "paint/compose.h"

#include <stdlib.h>

struct paint {
    struct raster raster;
    struct composer screen; /* of the window's renderer */
    SDL_Renderer *renderer; /* that of the last frame, until canvas_reset */
    uint64_t drawn;         /* the raster's stamp of that frame; a shot has a later one */
    bool incomplete;        /* it lacked pictures */
    size_t budget;          /* bytes, for screens of the last frame's size */
};

static bool open_parts(struct paint *paint, int rotation, struct err *err)
{
    paint->raster.fonts = fonts_create(err);
    paint->raster.pictures = paint->raster.fonts ? pictures_create(err) : NULL;
    if (!paint->raster.pictures)
        return false;
    paint->raster.icons = icons_create();
    paint->raster.stamps = stamps_create();
    paint->screen.rotation = rotation;
    paint->screen.bands = bands_create(&paint->raster, rotation);
    paint->screen.marks = marks_create();
    bool ok = paint->raster.icons && paint->raster.stamps && paint->screen.bands && paint->screen.marks;
    return ok ? true : err_set(err, "out of memory");
}

struct paint *paint_create(int rotation, struct err *err)
{
    if (rotation != 0 && rotation != 90 && rotation != 180 && rotation != 270) {
        err_set(err, "rotation %d is not possible; use 0, 90, 180 or 270", rotation);
        return NULL;
    }
    struct paint *paint = calloc(1, sizeof *paint);
    if (!paint) {
        err_set(err, "out of memory");
        return NULL;
    }
    if (!open_parts(paint, rotation, err)) {
        paint_destroy(paint);
        return NULL;
    }
    return paint;
}

void paint_destroy(struct paint *paint)
{
    if (!paint)
        return;
    bands_destroy(paint->screen.bands);
    marks_destroy(paint->screen.marks);
    pictures_destroy(paint->raster.pictures);
    stamps_destroy(paint->raster.stamps);
    icons_destroy(paint->raster.icons);
    fonts_destroy(paint->raster.fonts);
    free(paint);
}

void paint_begin(struct paint *paint)
{
    fonts_begin(paint->raster.fonts);
}

struct fonts *paint_fonts(struct paint *paint)
{
    return paint->raster.fonts;
}

void paint_on_picture(struct paint *paint, void (*call)(void *user), void *user)
{
    pictures_on_ready(paint->raster.pictures, call, user);
}

/* Asks for the pictures that one layer waits for, in the bands that are not painted whole yet; true when
 * there are none. */
static bool layer_complete(struct paint *paint, const struct frame *frame, const struct layer *layer,
                           enum picture_need need)
{
    int y0, y1;
    if (!compose_rows(frame, layer, &y0, &y1))
        return true;
    bool complete = true;
    for (int y = y0 - y0 % PAINT_BAND; y < y1; y += PAINT_BAND) {
        int from = y > y0 ? y : y0, to = y + PAINT_BAND < y1 ? y + PAINT_BAND : y1;
        if (!bands_whole(paint->screen.bands, layer->scene->serial, y) &&
            raster_waiting(&paint->raster, layer->scene, from, to, need) > 0)
            complete = false;
    }
    return complete;
}

static bool frame_complete(struct paint *paint, const struct frame *frame, enum picture_need need)
{
    bool complete = true;
    for (size_t i = 0; i < frame->count; i++) {
        if (frame->layers[i].scene && !compose_hidden(frame, i))
            complete = layer_complete(paint, frame, &frame->layers[i], need) && complete;
    }
    return complete;
}

void paint_prefetch(struct paint *paint, const struct frame *frame)
{
    frame_complete(paint, frame, PICTURE_SOON);
}

bool paint_complete(struct paint *paint, const struct frame *frame)
{
    return frame_complete(paint, frame, PICTURE_NOW);
}

bool paint_stale(struct paint *paint)
{
    return paint->incomplete && pictures_arrived(paint->raster.pictures);
}

void paint_forget(struct paint *paint, const struct scene *scene)
{
    bands_forget(paint->screen.bands, scene->serial);
}

/* Bytes that a screen of the frame's size may keep. */
static size_t budget_of(const struct frame *frame)
{
    size_t screens = (size_t)frame->w * (size_t)frame->h * sizeof(uint32_t) * PAINT_SCREENS;
    return screens < PAINT_BUDGET_BYTES ? screens : PAINT_BUDGET_BYTES;
}

/* Drops what was used longest ago, of both kinds, until the rest fits; never what the last frame shows.
 * whole: the bands of that carry its pictures; otherwise those that are there wait for those that are not,
 * and would be asked for again and again. */
static void keep_budget(struct paint *paint, struct bands *bands, bool whole)
{
    struct pictures *pictures = paint->raster.pictures;
    while (bands_bytes(bands) + pictures_bytes(pictures) > paint->budget) {
        uint64_t band = bands_oldest(bands), picture = pictures_oldest(pictures);
        if (picture <= band && picture < paint->raster.stamp)
            pictures_drop_oldest(pictures);
        else if (band < paint->raster.stamp)
            bands_drop_oldest(bands);
        else if (whole && picture != UINT64_MAX)
            pictures_drop_oldest(pictures);
        else
            return;
    }
}

void paint_draw_runs(struct paint *paint, const struct frame *frame)
{
    for (size_t i = 0; i < frame->count; i++) {
        int y0, y1;
        if (!compose_hidden(frame, i) && compose_rows(frame, &frame->layers[i], &y0, &y1))
            raster_draw_runs(&paint->raster, frame->layers[i].scene, y0, y1);
    }
}

static int band_end(const struct scene *scene, int y)
{
    return y + PAINT_BAND < scene->h ? y + PAINT_BAND : scene->h;
}

static bool layer_ahead(struct paint *paint, const struct frame *frame, const struct layer *layer)
{
    struct bands *bands = paint->screen.bands;
    const struct scene *scene = layer->scene;
    int y0, y1;
    if (!compose_rows(frame, layer, &y0, &y1))
        return false;
    for (int y = y0 - y0 % PAINT_BAND; y < y1; y += PAINT_BAND) {
        int end = band_end(scene, y), waiting;
        if (bands_whole(bands, scene->serial, y) ||
            raster_waiting(&paint->raster, scene, y, end, PICTURE_SOON) > 0)
            continue;
        bool painted = bands_get(bands, paint->renderer, scene, y, end, &waiting);
        keep_budget(paint, bands, !paint->incomplete);
        return painted;
    }
    return false;
}

bool paint_ahead(struct paint *paint, const struct frame *frame)
{
    bool painted = false;
    for (size_t i = 0; paint->renderer && !painted && i < frame->count; i++) {
        if (frame->layers[i].scene && !compose_hidden(frame, i))
            painted = layer_ahead(paint, frame, &frame->layers[i]);
    }
    if (!painted)
        stamps_clear(paint->raster.stamps);
    return painted;
}

/* Marks what the frame shows as used like the last one; false when not all of it is painted. */
static bool use_frame(struct paint *paint, const struct frame *frame)
{
    bool whole = true;
    for (size_t i = 0; i < frame->count; i++) {
        const struct layer *layer = &frame->layers[i];
        int y0, y1;
        if (!layer->scene || compose_hidden(frame, i) || !compose_rows(frame, layer, &y0, &y1))
            continue;
        for (int y = y0 - y0 % PAINT_BAND; y < y1; y += PAINT_BAND)
            whole = bands_use(paint->screen.bands, layer->scene->serial, y, paint->drawn) && whole;
    }
    return whole;
}

void paint_settle(struct paint *paint, const struct frame *next)
{
    struct pictures *pictures = paint->raster.pictures;
    if (paint->incomplete || !use_frame(paint, next))
        return;
    bands_keep(paint->screen.bands, paint->drawn);
    while (pictures_oldest(pictures) != UINT64_MAX)
        pictures_drop_oldest(pictures); /* the bands carry them */
}

static bool draw(struct paint *paint, struct composer *composer, SDL_Renderer *renderer,
                 const struct frame *frame, int *waiting)
{
    paint->raster.stamp++;
    paint->budget = budget_of(frame);
    bool ok = compose(composer, renderer, frame, waiting);
    stamps_clear(paint->raster.stamps);
    keep_budget(paint, composer->bands, *waiting == 0);
    return ok;
}

bool canvas_draw(struct paint *paint, SDL_Renderer *renderer, SDL_Surface *surface, const struct frame *frame)
{
    int waiting;
    paint->screen.surface = surface;
    pictures_clear_arrived(paint->raster.pictures);
    paint->renderer = renderer;
    bool ok = draw(paint, &paint->screen, renderer, frame, &waiting);
    paint->incomplete = waiting > 0;
    paint->drawn = paint->raster.stamp;
    return ok;
}

void canvas_reset(struct paint *paint)
{
    bands_clear(paint->screen.bands);
    marks_clear(paint->screen.marks);
    paint->renderer = NULL;
}

size_t canvas_bytes(struct paint *paint)
{
    return bands_bytes(paint->screen.bands) + pictures_bytes(paint->raster.pictures);
}

static uint8_t *to_rgb(const SDL_Surface *surface)
{
    uint8_t *rgb = malloc((size_t)surface->w * (size_t)surface->h * 3);
    uint8_t *to = rgb;
    for (int y = 0; rgb && y < surface->h; y++) {
        const uint32_t *row = (const uint32_t *)(const void *)((const uint8_t *)surface->pixels +
                                                               (size_t)y * (size_t)surface->pitch);
        for (int x = 0; x < surface->w; x++) {
            *to++ = (uint8_t)(row[x] >> 16);
            *to++ = (uint8_t)(row[x] >> 8);
            *to++ = (uint8_t)row[x];
        }
    }
    return rgb;
}

/* Draws with textures of its own: the window's belong to the window's renderer, and may be turned. */
static bool shoot(struct paint *paint, SDL_Surface *surface, const struct frame *frame, struct err *err)
{
    struct composer composer = {
        .bands = bands_create(&paint->raster, 0), .marks = marks_create(), .surface = surface};
    SDL_Renderer *renderer = SDL_CreateSoftwareRenderer(surface);
    int waiting;
    bool ok =
        composer.bands && composer.marks && renderer && draw(paint, &composer, renderer, frame, &waiting);
    if (ok && waiting > 0) {
        pictures_wait(paint->raster.pictures);
        ok = draw(paint, &composer, renderer, frame, &waiting);
    }
    if (renderer)
        SDL_RenderFlush(renderer);
    bands_destroy(composer.bands);
    marks_destroy(composer.marks);
    if (renderer)
        SDL_DestroyRenderer(renderer);
    return ok ? true
              : err_set(err, "a frame of %d x %d px could not be drawn: %s", frame->w, frame->h,
                        SDL_GetError());
}

bool paint_shot(struct paint *paint, const struct frame *frame, uint8_t **rgb, struct err *err)
{
    *rgb = NULL;
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, frame->w, frame->h, 32, SDL_PIXELFORMAT_RGB888);
    if (!surface)
        return err_set(err, "no surface of %d x %d px: %s", frame->w, frame->h, SDL_GetError());
    /* Ask for the pictures first: painting twice costs more than waiting. */
    paint->raster.stamp++;
    for (size_t i = 0; i < frame->count; i++) {
        int y0, y1;
        if (compose_rows(frame, &frame->layers[i], &y0, &y1) && !compose_hidden(frame, i))
            raster_waiting(&paint->raster, frame->layers[i].scene, y0, y1, PICTURE_NOW);
    }
    pictures_wait(paint->raster.pictures);
    bool ok = shoot(paint, surface, frame, err);
    if (ok) {
        *rgb = to_rgb(surface);
        ok = *rgb ? true : err_set(err, "out of memory");
    }
    SDL_FreeSurface(surface);
    return ok;
}
