#include "paint/icons.h"

#include "base/log.h"
#include "paint/scale.h"

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

/* By way of pixels, whose four channels say the same. */
static bool scale(const struct icon_file *file, uint8_t *coverage, int size)
{
    size_t full = (size_t)file->side * (size_t)file->side, count = (size_t)size * (size_t)size;
    uint32_t *source = malloc(full * sizeof *source), *target = malloc(count * sizeof *target);
    bool ok = source && target;
    for (size_t i = 0; ok && i < full; i++)
        source[i] = file->coverage[i] * 0x01010101u;
    struct pixmap whole = {.pixels = source,
                           .stride = file->side,
                           .w = file->side,
                           .h = file->side,
                           .full_w = file->side,
                           .full_h = file->side};
    ok = ok && scale_pixels(&whole, target, size, size);
    for (size_t i = 0; ok && i < count; i++)
        coverage[i] = (uint8_t)target[i];
    free(source);
    free(target);
    return ok;
}

static uint8_t *draw(enum icon icon, int size)
{
    const struct icon_file *file = &icon_files[icon];
    uint8_t *coverage = malloc((size_t)size * (size_t)size);
    if (coverage && scale(file, coverage, size))
        return coverage;
    log_error("icon %s cannot be drawn: out of memory", file->name);
    free(coverage);
    return NULL;
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
