#include "paint/raster.h"

#include <stdlib.h>

/* Glyphs may reach this much above and below the baseline, in sizes of the font. */
#define REACH_UP   2
#define REACH_DOWN 1

static bool meets(int top, int height, int y0, int y1)
{
    return top < y1 && top + height > y0;
}

/* a mixed with b, share of b in 0..255. */
static uint32_t mix(uint32_t a, uint32_t b, uint32_t share)
{
    return strip_mix(a, b, share);
}

/* What stands in for a picture: the theme's deep color, a little lighter above. */
static void paint_stand_in(const struct scene *scene, const struct item *item, struct strip *strip)
{
    uint32_t deep = scene->content ? scene->content->theme.deep : content_default_theme.deep;
    if (item->radius > 0) {
        strip_fill(strip, item->box, deep, 255, item->radius);
        return;
    }
    struct item calm = {.kind = ITEM_GRADIENT,
                        .box = item->box,
                        .color = mix(deep, 0xffffff, 20),
                        .alpha = 255,
                        .end_color = mix(deep, 0x000000, 40),
                        .end_alpha = 255};
    strip_gradient(strip, &calm);
}

/* 1 when the picture is waited for. */
static int paint_picture(struct raster *raster, const struct scene *scene, const struct item *item,
                         struct strip *strip)
{
    const uint32_t *pixels;
    enum picture_state state = pictures_get(raster->pictures, scene->content, item->picture, item->box.w,
                                            item->box.h, PICTURE_NOW, raster->stamp, &pixels);
    if (state == PICTURE_READY)
        strip_picture(strip, item->box, pixels, item->radius);
    else
        paint_stand_in(scene, item, strip);
    return state == PICTURE_WAITING;
}

/* The run of a text, drawn; NULL when it does not reach into the rows. */
static const struct stamp *stamp_of(struct raster *raster, const struct scene *scene, const struct item *item,
                                    int y0, int y1)
{
    const struct text_run *run = item->run;
    if (!meets(item->baseline - REACH_UP * run->px, (REACH_UP + REACH_DOWN) * run->px, y0, y1))
        return NULL;
    return stamps_get(raster->stamps, raster->fonts, scene->serial, run);
}

static void paint_text(struct raster *raster, const struct scene *scene, const struct item *item,
                       struct strip *strip)
{
    const struct stamp *stamp = stamp_of(raster, scene, item, strip->y0, strip->y1);
    if (stamp)
        strip_stamp(strip, item->box.x - stamp->left, item->baseline - stamp->ascent, stamp->w, stamp->h,
                    stamp->pixels, stamp->colored, item->color);
}

static void paint_icon(struct raster *raster, const struct item *item, struct strip *strip)
{
    int size = item->box.w < item->box.h ? item->box.w : item->box.h;
    const uint8_t *mask = icons_mask(raster->icons, item->icon, size);
    if (mask)
        strip_mask(strip, item->box.x + (item->box.w - size) / 2, item->box.y + (item->box.h - size) / 2,
                   size, mask, item->flip, item->color);
}

int raster_paint(struct raster *raster, const struct scene *scene, struct strip *strip)
{
    int waiting = 0;
    strip_clear(strip, scene->ground);
    for (size_t i = 0; i < scene->n_items; i++) {
        const struct item *item = &scene->items[i];
        if (item->kind != ITEM_TEXT && !meets(item->box.y, item->box.h, strip->y0, strip->y1))
            continue;
        switch (item->kind) {
        case ITEM_FILL:
            strip_fill(strip, item->box, item->color, item->alpha, item->radius);
            break;
        case ITEM_GRADIENT:
            strip_gradient(strip, item);
            break;
        case ITEM_PICTURE:
            waiting += paint_picture(raster, scene, item, strip);
            break;
        case ITEM_TEXT:
            paint_text(raster, scene, item, strip);
            break;
        case ITEM_ICON:
            paint_icon(raster, item, strip);
            break;
        case ITEM_QR:
            strip_modules(strip, item->box, item->modules, item->n_modules, item->color);
            break;
        }
    }
    return waiting;
}

void raster_draw_runs(struct raster *raster, const struct scene *scene, int y0, int y1)
{
    for (size_t i = 0; i < scene->n_items && !stamps_full(raster->stamps); i++) {
        if (scene->items[i].kind == ITEM_TEXT)
            stamp_of(raster, scene, &scene->items[i], y0, y1);
    }
}

int raster_waiting(struct raster *raster, const struct scene *scene, int y0, int y1, enum picture_need need)
{
    int waiting = 0;
    for (size_t i = 0; i < scene->n_items; i++) {
        const struct item *item = &scene->items[i];
        if (item->kind == ITEM_PICTURE && meets(item->box.y, item->box.h, y0, y1))
            waiting += pictures_get(raster->pictures, scene->content, item->picture, item->box.w, item->box.h,
                                    need, raster->stamp, NULL) == PICTURE_WAITING;
    }
    return waiting;
}
