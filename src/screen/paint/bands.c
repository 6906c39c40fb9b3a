#include "paint/bands.h"

#include "base/log.h"
#include "paint/paint.h"
#include "paint/turn.h"

#include <stdlib.h>

#define BANDS_MAX 512

struct band {
    SDL_Texture *texture; /* NULL: free */
    uint64_t serial;
    int y0;
    int waiting;
    size_t bytes;
    uint64_t stamp;
};

struct bands {
    struct raster *raster;
    int rotation;
    struct band bands[BANDS_MAX];
    size_t bytes;
    uint32_t *scratch, *turned; /* one band each, grown when needed, kept: no frame allocates */
    size_t scratch_pixels;
};

struct bands *bands_create(struct raster *raster, int rotation)
{
    struct bands *bands = calloc(1, sizeof *bands);
    if (bands) {
        bands->raster = raster;
        bands->rotation = rotation;
    }
    return bands;
}

static void band_clear(struct bands *bands, struct band *band)
{
    if (band->texture)
        SDL_DestroyTexture(band->texture);
    bands->bytes -= band->bytes;
    *band = (struct band){0};
}

void bands_clear(struct bands *bands)
{
    for (size_t i = 0; i < BANDS_MAX; i++)
        band_clear(bands, &bands->bands[i]);
}

void bands_destroy(struct bands *bands)
{
    if (!bands)
        return;
    bands_clear(bands);
    free(bands->scratch);
    free(bands->turned);
    free(bands);
}

static struct band *find(const struct bands *bands, uint64_t serial, int y0)
{
    for (size_t i = 0; i < BANDS_MAX; i++) {
        const struct band *band = &bands->bands[i];
        if (band->texture && band->serial == serial && band->y0 == y0)
            return (struct band *)band;
    }
    return NULL;
}

static bool grow_scratch(struct bands *bands, size_t pixels)
{
    if (bands->scratch_pixels >= pixels)
        return true;
    free(bands->scratch);
    free(bands->turned);
    bands->scratch = malloc(pixels * sizeof(uint32_t));
    bands->turned = bands->rotation ? malloc(pixels * sizeof(uint32_t)) : NULL;
    bool ok = bands->scratch && (bands->turned || !bands->rotation);
    bands->scratch_pixels = ok ? pixels : 0;
    return ok;
}

/* An upright band whose texture lies in memory is painted there. */
static bool paint_in_place(struct bands *bands, struct band *band, const struct scene *scene, int y1)
{
    void *pixels;
    int pitch;
    if (bands->rotation || SDL_LockTexture(band->texture, NULL, &pixels, &pitch) != 0)
        return false;
    bool fits = pitch == scene->w * (int)sizeof(uint32_t);
    struct strip strip = {.pixels = pixels, .w = scene->w, .y0 = band->y0, .y1 = y1};
    if (fits)
        band->waiting = raster_paint(bands->raster, scene, &strip);
    SDL_UnlockTexture(band->texture);
    return fits;
}

/* Paints the rows into the band's texture, which has their size. */
static bool paint_band(struct bands *bands, struct band *band, const struct scene *scene, int y1)
{
    int h = y1 - band->y0;
    if (paint_in_place(bands, band, scene, y1))
        return true;
    if (!grow_scratch(bands, (size_t)scene->w * (size_t)h))
        return false;
    struct strip strip = {.pixels = bands->scratch, .w = scene->w, .y0 = band->y0, .y1 = y1};
    band->waiting = raster_paint(bands->raster, scene, &strip);
    const uint32_t *pixels = bands->scratch;
    if (bands->rotation) {
        turn_pixels(bands->rotation, bands->scratch, scene->w, h, bands->turned);
        pixels = bands->turned;
    }
    int row = bands->rotation % 180 ? h : scene->w;
    return SDL_UpdateTexture(band->texture, NULL, pixels, row * (int)sizeof(uint32_t)) == 0;
}

static struct band *free_slot(struct bands *bands)
{
    struct band *oldest = &bands->bands[0];
    for (size_t i = 0; i < BANDS_MAX; i++) {
        struct band *band = &bands->bands[i];
        if (!band->texture)
            return band;
        if (band->stamp < oldest->stamp)
            oldest = band;
    }
    band_clear(bands, oldest);
    return oldest;
}

static struct band *add(struct bands *bands, SDL_Renderer *renderer, const struct scene *scene, int y0,
                        int y1)
{
    struct band *band = free_slot(bands);
    bool sideways = bands->rotation % 180;
    int w = scene->w, h = y1 - y0;
    /* With the processor as renderer a streaming texture is memory that can be got at; a graphics processor
     * would keep a copy of its own beside it. */
    SDL_RendererInfo info;
    bool software = SDL_GetRendererInfo(renderer, &info) == 0 && info.flags & SDL_RENDERER_SOFTWARE;
    SDL_Texture *texture = SDL_CreateTexture(
        renderer, SDL_PIXELFORMAT_RGB888, software ? SDL_TEXTUREACCESS_STREAMING : SDL_TEXTUREACCESS_STATIC,
        sideways ? h : w, sideways ? w : h);
    if (!texture)
        return NULL;
    SDL_SetTextureScaleMode(texture, SDL_ScaleModeNearest);
    *band = (struct band){.texture = texture,
                          .serial = scene->serial,
                          .y0 = y0,
                          .bytes = (size_t)w * (size_t)h * sizeof(uint32_t)};
    bands->bytes += band->bytes;
    return band;
}

SDL_Texture *bands_get(struct bands *bands, SDL_Renderer *renderer, const struct scene *scene, int y0, int y1,
                       int *waiting)
{
    struct band *band = find(bands, scene->serial, y0);
    bool fresh = !band;
    if (fresh && !(band = add(bands, renderer, scene, y0, y1))) {
        log_error("no texture of %d x %d px: %s", scene->w, y1 - y0, SDL_GetError());
        return NULL;
    }
    if (!fresh && band->waiting > 0)
        fresh = raster_waiting(bands->raster, scene, y0, y1, PICTURE_NOW) < band->waiting;
    if (fresh && !paint_band(bands, band, scene, y1)) {
        log_error("a band of %d x %d px could not be painted", scene->w, y1 - y0);
        band_clear(bands, band);
        return NULL;
    }
    band->stamp = bands->raster->stamp;
    *waiting = band->waiting;
    return band->texture;
}

bool bands_whole(const struct bands *bands, uint64_t serial, int y0)
{
    const struct band *band = find(bands, serial, y0);
    return band && band->waiting == 0;
}

bool bands_use(struct bands *bands, uint64_t serial, int y0, uint64_t stamp)
{
    struct band *band = find(bands, serial, y0);
    if (band)
        band->stamp = stamp;
    return band && band->waiting == 0;
}

void bands_forget(struct bands *bands, uint64_t serial)
{
    for (size_t i = 0; i < BANDS_MAX; i++) {
        if (bands->bands[i].texture && bands->bands[i].serial == serial)
            band_clear(bands, &bands->bands[i]);
    }
}

void bands_keep(struct bands *bands, uint64_t stamp)
{
    for (size_t i = 0; i < BANDS_MAX; i++) {
        struct band *band = &bands->bands[i];
        if (band->texture && band->stamp < stamp)
            band_clear(bands, band);
    }
}

size_t bands_bytes(const struct bands *bands)
{
    return bands->bytes;
}

static const struct band *oldest_band(const struct bands *bands)
{
    const struct band *oldest = NULL;
    for (size_t i = 0; i < BANDS_MAX; i++) {
        const struct band *band = &bands->bands[i];
        if (band->texture && (!oldest || band->stamp < oldest->stamp))
            oldest = band;
    }
    return oldest;
}

uint64_t bands_oldest(const struct bands *bands)
{
    const struct band *oldest = oldest_band(bands);
    return oldest ? oldest->stamp : UINT64_MAX;
}

void bands_drop_oldest(struct bands *bands)
{
    const struct band *oldest = oldest_band(bands);
    if (oldest)
        band_clear(bands, &bands->bands[oldest - bands->bands]);
}
