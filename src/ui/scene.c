#include "ui/scene.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* The text of one screen, laid out: a page of 100 kB of Markdown stays below a tenth of this. */
#define SCENE_ARENA_BYTES (16u * 1024u * 1024u)

/* Room for one more in a growing array; NULL and scene->failed when memory is out. */
static void *grow(struct scene *scene, void *array, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return array;
    size_t wanted = *capacity ? *capacity * 2 : 32;
    void *larger = realloc(array, wanted * size);
    if (!larger) {
        scene->failed = true;
        return NULL;
    }
    *capacity = wanted;
    return larger;
}

/* A zeroed new item, or NULL. */
static struct item *add_item(struct scene *scene, enum item_kind kind, struct rect box)
{
    struct item *items = grow(scene, scene->items, scene->n_items, &scene->cap_items, sizeof *items);
    if (!items)
        return NULL;
    scene->items = items;
    struct item *item = &items[scene->n_items++];
    memset(item, 0, sizeof *item);
    item->kind = kind;
    item->box = box;
    item->alpha = 255;
    return item;
}

static struct rect mirrored(const struct scene *scene, struct rect box)
{
    if (scene->rtl)
        box.x = scene->w - box.x - box.w;
    return box;
}

struct scene *scene_create(struct content *content, struct fonts *fonts, const char *lang, bool rtl, int w,
                           int h, uint32_t ground)
{
    static atomic_uint_fast64_t serial;
    struct scene *scene = calloc(1, sizeof *scene);
    if (!scene)
        return NULL;
    scene->arena = arena_create(SCENE_ARENA_BYTES);
    if (!scene->arena) {
        free(scene);
        return NULL;
    }
    scene->serial = atomic_fetch_add(&serial, 1) + 1;
    scene->content = content ? content_ref(content) : NULL;
    scene->fonts = fonts;
    scene->lang = arena_strdup(scene->arena, lang);
    scene->rtl = rtl;
    scene->w = w;
    scene->h = h;
    scene->ground = ground;
    return scene;
}

void scene_destroy(struct scene *scene)
{
    if (!scene)
        return;
    content_unref(scene->content);
    arena_destroy(scene->arena);
    free(scene->items);
    free(scene->targets);
    free(scene->texts);
    free(scene);
}

void scene_fill(struct scene *scene, struct rect box, uint32_t color, uint8_t alpha, int radius)
{
    struct item *item = add_item(scene, ITEM_FILL, mirrored(scene, box));
    if (!item)
        return;
    item->color = color;
    item->alpha = alpha;
    item->radius = radius;
}

void scene_gradient(struct scene *scene, struct rect box, uint32_t color, uint8_t alpha, uint32_t end_color,
                    uint8_t end_alpha, bool across)
{
    struct item *item = add_item(scene, ITEM_GRADIENT, mirrored(scene, box));
    if (!item)
        return;
    bool swap = across && scene->rtl;
    item->color = swap ? end_color : color;
    item->alpha = swap ? end_alpha : alpha;
    item->end_color = swap ? color : end_color;
    item->end_alpha = swap ? alpha : end_alpha;
    item->across = across;
}

void scene_picture(struct scene *scene, struct rect box, const struct picture *picture, int radius)
{
    struct item *item = add_item(scene, ITEM_PICTURE, mirrored(scene, box));
    if (!item)
        return;
    item->picture = picture;
    item->radius = radius;
}

/* Icons that point in the direction of reading. */
static bool points_along(enum icon icon)
{
    return icon == ICON_BACK || icon == ICON_NEXT || icon == ICON_PREVIOUS;
}

void scene_icon(struct scene *scene, struct rect box, enum icon icon, uint32_t color)
{
    struct item *item = add_item(scene, ITEM_ICON, mirrored(scene, box));
    if (!item)
        return;
    item->icon = icon;
    item->color = color;
    item->flip = scene->rtl && points_along(icon);
}

void scene_target(struct scene *scene, struct rect box, int radius, bool on_dark, struct action action,
                  const char *label)
{
    struct target *targets =
        grow(scene, scene->targets, scene->n_targets, &scene->cap_targets, sizeof *targets);
    if (!targets)
        return;
    scene->targets = targets;
    targets[scene->n_targets++] = (struct target){.box = mirrored(scene, box),
                                                  .mark = mirrored(scene, box),
                                                  .radius = radius,
                                                  .on_dark = on_dark,
                                                  .action = action,
                                                  .label = label};
}

struct text_lines scene_measure(struct scene *scene, const struct text_para *para, int w)
{
    struct text_para own = *para;
    own.rtl = scene->rtl;
    own.lang = scene->lang;
    struct text_lines lines = {0};
    if (!text_layout(scene->arena, scene->fonts, &own, w < 1 ? 1 : w, &lines))
        scene->failed = true;
    return lines;
}

static void add_run(struct scene *scene, struct rect box, const struct text_line *line,
                    const struct text_run *run)
{
    struct font_metrics metrics = fonts_metrics(scene->fonts, run->font, run->px);
    int baseline = box.y + line->baseline;
    struct item *item = add_item(scene, ITEM_TEXT,
                                 (struct rect){.x = box.x + run->x,
                                               .y = baseline - metrics.ascent,
                                               .w = run->width,
                                               .h = metrics.ascent + metrics.descent});
    if (!item)
        return;
    item->run = run;
    item->color = run->color;
    item->baseline = baseline;
}

static size_t para_length(const struct text_para *para)
{
    size_t length = 0;
    for (size_t i = 0; i < para->count; i++) {
        for (const char *at = para->spans[i].text; *at; at++)
            length += ((unsigned char)*at & 0xc0) != 0x80; /* not the further bytes of a character */
    }
    return length;
}

static void note_text(struct scene *scene, struct rect box, const struct text_para *para,
                      const struct text_lines *lines)
{
    struct placed_text *texts = grow(scene, scene->texts, scene->n_texts, &scene->cap_texts, sizeof *texts);
    if (!texts)
        return;
    scene->texts = texts;
    int left = box.x + box.w, right = box.x;
    for (size_t i = 0; i < lines->count; i++) {
        const struct text_line *line = &lines->lines[i];
        left = box.x + line->x < left ? box.x + line->x : left;
        right = box.x + line->x + line->width > right ? box.x + line->x + line->width : right;
    }
    texts[scene->n_texts++] = (struct placed_text){.box = {left, box.y, right - left, lines->height},
                                                   .room = box,
                                                   .text = para->count ? para->spans[0].text : "",
                                                   .px = para->px,
                                                   .overflow = lines->overflow,
                                                   .cut = lines->cut,
                                                   .missing = lines->missing,
                                                   .first = scene->n_items,
                                                   .length = para_length(para)};
}

void scene_left_out(struct scene *scene, struct rect box, const struct text_para *para)
{
    struct text_lines none = {.cut = true};
    struct rect at = mirrored(scene, box);
    size_t before = scene->n_texts;
    note_text(scene, at, para, &none);
    if (scene->n_texts > before)
        scene->texts[before].box = (struct rect){at.x, at.y, 0, 0};
}

void scene_lines(struct scene *scene, struct rect box, const struct text_para *para,
                 const struct text_lines *lines)
{
    if (lines->count == 0)
        return;
    struct rect at = mirrored(scene, box);
    size_t texts = scene->n_texts, items = scene->n_items;
    note_text(scene, at, para, lines);
    for (size_t i = 0; i < lines->count; i++) {
        for (size_t j = 0; j < lines->lines[i].count; j++)
            add_run(scene, at, &lines->lines[i], &lines->lines[i].runs[j]);
    }
    if (scene->n_texts > texts)
        scene->texts[texts].count = scene->n_items - items;
}

int scene_text(struct scene *scene, struct rect box, const struct text_para *para)
{
    struct text_lines lines = scene_measure(scene, para, box.w);
    scene_lines(scene, box, para, &lines);
    return lines.height;
}

struct text_para scene_plain(struct scene *scene, const char *text, enum font_style style, int px,
                             uint32_t color)
{
    struct text_span *span = ARENA_NEW(scene->arena, struct text_span);
    if (!span) {
        scene->failed = true;
        return (struct text_para){.px = px};
    }
    *span = (struct text_span){.text = text, .style = style, .color = color, .tag = -1};
    return (struct text_para){.spans = span, .count = 1, .px = px};
}
