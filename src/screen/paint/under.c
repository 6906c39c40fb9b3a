#include "paint/under.h"

#include "paint/decode.h"
#include "paint/fontset.h"
#include "paint/icons.h"
#include "paint/strip.h"

#include <stdlib.h>
#include <string.h>

/* Boxes are painted from a column that is a multiple of this, so that gradients dither as on the screen. */
#define DITHER_COLUMNS 8

struct under {
    struct fonts *fonts;
    struct icons *icons;
    struct decoded *picture; /* the last one */
    char *file;
    uint64_t serial; /* of its content */
    struct err problem;
    uint32_t *pixels; /* what was painted */
    uint8_t *ink;
    size_t room; /* of each, in pixels */
};

struct under *under_create(struct err *err)
{
    struct under *under = calloc(1, sizeof *under);
    if (!under) {
        err_set(err, "out of memory");
        return NULL;
    }
    under->fonts = fonts_create(err);
    under->icons = under->fonts ? icons_create() : NULL;
    if (under->icons)
        return under;
    if (under->fonts)
        err_set(err, "out of memory");
    under_destroy(under);
    return NULL;
}

void under_destroy(struct under *under)
{
    if (!under)
        return;
    decoded_destroy(under->picture);
    icons_destroy(under->icons);
    if (under->fonts)
        fonts_destroy(under->fonts);
    free(under->file);
    free(under->pixels);
    free(under->ink);
    free(under);
}

struct fonts *under_fonts(struct under *under)
{
    return under->fonts;
}

bool under_decode(struct under *under, const struct content *content, const char *file, struct err *err)
{
    if (!under->file || under->serial != content->serial || strcmp(under->file, file) != 0) {
        decoded_destroy(under->picture);
        free(under->file);
        under->picture = NULL;
        under->file = strdup(file);
        under->serial = content->serial;
        if (under->file)
            under->picture = decode_file_whole(content->folder, file, content->theme.deep, &under->problem);
        else
            err_set(&under->problem, "out of memory");
    }
    if (under->picture)
        return true;
    *err = under->problem;
    return false;
}

static bool make_room(struct under *under, size_t pixels)
{
    if (under->room >= pixels)
        return true;
    free(under->pixels);
    free(under->ink);
    under->pixels = malloc(pixels * sizeof(uint32_t));
    under->ink = malloc(pixels);
    bool ok = under->pixels && under->ink;
    under->room = ok ? pixels : 0;
    return ok;
}

static struct rect common(struct rect a, struct rect b)
{
    int x0 = a.x > b.x ? a.x : b.x, x1 = a.x + a.w < b.x + b.w ? a.x + a.w : b.x + b.w;
    int y0 = a.y > b.y ? a.y : b.y, y1 = a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h;
    return (struct rect){x0, y0, x1 > x0 ? x1 - x0 : 0, y1 > y0 ? y1 - y0 : 0};
}

/* Nothing of what was drawn before can be seen in the box. Of round corners the columns are left out. */
static bool hides(const struct item *item, struct rect box)
{
    bool opaque = item->kind == ITEM_PICTURE || (item->kind == ITEM_FILL && item->alpha == 255) ||
                  (item->kind == ITEM_GRADIENT && item->alpha == 255 && item->end_alpha == 255);
    const struct rect *in = &item->box;
    int radius = item->kind == ITEM_GRADIENT ? 0 : item->radius;
    return opaque && box.x >= in->x + radius && box.x + box.w <= in->x + in->w - radius && box.y >= in->y &&
           box.y + box.h <= in->y + in->h;
}

/* Something of scene item number `at` can be seen in the box when item number `item` is about to be drawn.
 * What cannot be seen costs nothing, above all no decoding of a picture. */
static bool is_seen(const struct scene *scene, size_t at, size_t item, struct rect box)
{
    enum item_kind kind = scene->items[at].kind;
    struct rect part = common(scene->items[at].box, box);
    if (kind == ITEM_TEXT || kind == ITEM_ICON || part.w == 0 || part.h == 0)
        return false;
    for (size_t i = at + 1; i < item; i++)
        if (hides(&scene->items[i], part))
            return false;
    return true;
}

/* Scales what is seen of it; all of it when it has round corners, which are those of the whole. */
static bool paint_picture(struct under *under, const struct scene *scene, const struct item *item,
                          struct rect box, struct strip *strip, struct err *err)
{
    const struct picture *picture = item->picture;
    struct rect part = item->radius > 0 ? item->box : common(item->box, box);
    struct crop crop = {item->box.w, item->box.h, picture->focus_x, picture->focus_y,
                        scene->content->theme.deep};
    if (!under_decode(under, scene->content, picture->file, err))
        return false;
    uint32_t *pixels = malloc((size_t)part.w * (size_t)part.h * sizeof *pixels);
    bool ok = pixels && decoded_part(under->picture, &crop, part.x - item->box.x, part.y - item->box.y,
                                     part.w, part.h, pixels);
    if (ok)
        strip_picture(strip, (struct rect){part.x - box.x, part.y, part.w, part.h}, pixels, item->radius);
    free(pixels);
    return ok ? true : err_set(err, "out of memory");
}

const uint32_t *under_ground(struct under *under, const struct scene *scene, size_t item, struct rect box,
                             bool *picture, struct err *err)
{
    struct rect wide = {box.x & ~(DITHER_COLUMNS - 1), box.y, 0, box.h};
    wide.w = box.x + box.w - wide.x;
    if (picture)
        *picture = false;
    if (box.w < 1 || box.h < 1 || !make_room(under, (size_t)wide.w * (size_t)wide.h)) {
        err_set(err, "out of memory");
        return NULL;
    }
    struct strip strip = {.pixels = under->pixels, .w = wide.w, .y0 = wide.y, .y1 = wide.y + wide.h};
    strip_clear(&strip, scene->ground);
    for (size_t i = 0; i < item; i++) {
        if (!is_seen(scene, i, item, box))
            continue;
        struct item moved = scene->items[i];
        moved.box.x -= wide.x;
        if (moved.kind == ITEM_FILL)
            strip_fill(&strip, moved.box, moved.color, moved.alpha, moved.radius);
        else if (moved.kind == ITEM_GRADIENT)
            strip_gradient(&strip, &moved);
        else if (moved.kind == ITEM_QR)
            strip_modules(&strip, moved.box, moved.modules, moved.n_modules, moved.color);
        else if (!paint_picture(under, scene, &scene->items[i], wide, &strip, err))
            return NULL;
        if (picture)
            *picture = *picture || moved.kind == ITEM_PICTURE;
    }
    int skip = box.x - wide.x;
    for (int y = 0; skip > 0 && y < box.h; y++)
        memmove(under->pixels + (size_t)y * (size_t)box.w,
                under->pixels + (size_t)y * (size_t)wide.w + (size_t)skip, (size_t)box.w * sizeof(uint32_t));
    return under->pixels;
}

/* Adds what an item covers, its picture of coverage standing at x, y of the box. */
static void lay_ink(uint8_t *ink, struct rect box, int x, int y, int w, int h, const uint8_t *coverage)
{
    for (int row = 0; row < h; row++) {
        if (y + row < 0 || y + row >= box.h)
            continue;
        for (int column = 0; column < w; column++) {
            if (x + column >= 0 && x + column < box.w)
                ink[(size_t)(y + row) * (size_t)box.w + (size_t)(x + column)] =
                    coverage[(size_t)row * (size_t)w + (size_t)column];
        }
    }
}

static bool text_ink(struct under *under, const struct item *item, struct rect box)
{
    struct stamp stamp;
    if (!fonts_draw(under->fonts, item->run, &stamp))
        return false;
    bool plain = !stamp.colored;
    if (plain) {
        uint8_t *coverage = (uint8_t *)stamp.pixels; /* in place: a byte never overtakes its pixel */
        for (size_t i = 0; i < (size_t)stamp.w * (size_t)stamp.h; i++)
            coverage[i] = (uint8_t)(stamp.pixels[i] >> 24);
        lay_ink(under->ink, box, item->box.x - stamp.left - box.x, item->baseline - stamp.ascent - box.y,
                stamp.w, stamp.h, coverage);
    }
    stamp_finish(&stamp);
    return plain;
}

static bool icon_ink(struct under *under, const struct item *item, struct rect box)
{
    int size = item->box.w < item->box.h ? item->box.w : item->box.h;
    const uint8_t *mask = icons_mask(under->icons, item->icon, size);
    if (mask)
        lay_ink(under->ink, box, item->box.x + (item->box.w - size) / 2 - box.x,
                item->box.y + (item->box.h - size) / 2 - box.y, size, size, mask);
    return mask;
}

const uint8_t *under_ink(struct under *under, const struct scene *scene, size_t item, struct rect box)
{
    const struct item *at = &scene->items[item];
    if (box.w < 1 || box.h < 1 || !make_room(under, (size_t)box.w * (size_t)box.h))
        return NULL;
    memset(under->ink, 0, (size_t)box.w * (size_t)box.h);
    bool drawn = at->kind == ITEM_TEXT   ? text_ink(under, at, box)
                 : at->kind == ITEM_ICON ? icon_ink(under, at, box)
                                         : false;
    return drawn ? under->ink : NULL;
}
