#include "paint/icons.h"

#include "base/log.h"

#include <SDL_image.h>
#include <stdlib.h>

#define MASKS_MAX   64 /* all icons in three sizes */
#define SIZE_MAX_PX 1024

struct mask {
    enum icon icon;
    int size; /* 0: free */
    uint64_t used;
    uint8_t *coverage;
};

struct icons {
    struct mask masks[MASKS_MAX];
    uint64_t clock;
};

struct icons *icons_create(void)
{
    return calloc(1, sizeof(struct icons));
}

void icons_destroy(struct icons *icons)
{
    if (!icons)
        return;
    for (size_t i = 0; i < MASKS_MAX; i++)
        free(icons->masks[i].coverage);
    free(icons);
}

static uint8_t *draw(enum icon icon, int size)
{
    const struct icon_file *file = &icon_files[icon];
    SDL_RWops *stream = SDL_RWFromConstMem(file->bytes, (int)file->length);
    SDL_Surface *drawn = stream ? IMG_LoadSizedSVG_RW(stream, size, size) : NULL;
    if (stream)
        SDL_RWclose(stream);
    SDL_Surface *argb = drawn ? SDL_ConvertSurfaceFormat(drawn, SDL_PIXELFORMAT_ARGB8888, 0) : NULL;
    SDL_FreeSurface(drawn);
    uint8_t *coverage = argb ? calloc((size_t)size, (size_t)size) : NULL;
    if (!coverage)
        log_error("icon %s cannot be drawn: %s", file->name, SDL_GetError());
    for (int y = 0; coverage && y < size && y < argb->h; y++) {
        const uint32_t *row =
            (const uint32_t *)(const void *)((const uint8_t *)argb->pixels + (size_t)y * (size_t)argb->pitch);
        for (int x = 0; x < size && x < argb->w; x++)
            coverage[(size_t)y * (size_t)size + (size_t)x] = (uint8_t)(row[x] >> 24);
    }
    SDL_FreeSurface(argb);
    return coverage;
}

const uint8_t *icons_mask(struct icons *icons, enum icon icon, int size)
{
    if (size < 1 || size > SIZE_MAX_PX || (size_t)icon >= icon_files_count)
        return NULL;
    struct mask *oldest = &icons->masks[0];
    icons->clock++;
    for (size_t i = 0; i < MASKS_MAX; i++) {
        struct mask *mask = &icons->masks[i];
        if (mask->size == size && mask->icon == icon) {
            mask->used = icons->clock;
            return mask->coverage;
        }
        if (mask->used < oldest->used)
            oldest = mask;
    }
    free(oldest->coverage);
    *oldest = (struct mask){.icon = icon, .size = size, .used = icons->clock, .coverage = draw(icon, size)};
    return oldest->coverage;
}
