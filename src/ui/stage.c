#include "ui/stage.h"

/* The thumb that shows where on a page one is (px of the 1080 design). */
#define THUMB_W     8
#define THUMB_LEAST 60

/* How dark the screen gets behind the question. */
#define SHADE_ALPHA 150

enum { BAR_SLIDES = 1, BAR_HOME = 2, BAR_PAUSED = 4, BAR_MORE = 8, BAR_END = 16, BAR_LANGUAGES = 32 };

static struct scene *lay_out(const struct stage *stage, const struct scene_key *key)
{
    struct view *view = stage->view;
    struct layout layout = {.content = view->content,
                            .fonts = view->fonts,
                            .look = &view->look,
                            .lang = key->lang,
                            .stage = key->stage};
    struct bar bar = {.slides = key->flags & BAR_SLIDES,
                      .home = key->flags & BAR_HOME,
                      .paused = key->flags & BAR_PAUSED,
                      .more = key->flags & BAR_MORE,
                      .end = key->flags & BAR_END,
                      .languages = key->flags & BAR_LANGUAGES,
                      .count = key->count};
    switch (key->kind) {
    case VIEW_SLIDE:
        return layout_slide(&layout, key->index);
    case VIEW_MENU:
        return layout_menu(&layout);
    case VIEW_PAGE:
        return layout_page(&layout, key->index);
    case VIEW_LINK:
        return layout_link(&layout, key->uri);
    case VIEW_LANGUAGES:
        return layout_languages(&layout);
    case VIEW_BAR:
        return layout_bar(&layout, &bar);
    case VIEW_POSITION:
        return layout_position(&layout, stage->slot, key->index, key->count);
    case VIEW_NOTICE:
        return layout_notice(&layout, view->content->notice);
    case VIEW_EMERGENCY:
        return layout_emergency(&layout, view->content->notice);
    case VIEW_STILL:
        return layout_still(&layout);
    case VIEW_SECONDS:
        return layout_seconds(&layout, stage->slot, (unsigned)key->index);
    case VIEW_SAFE:
        return layout_safe(&layout);
    }
    return NULL;
}

const struct scene *stage_scene(const struct stage *stage, struct scene_key key)
{
    struct view *view = stage->view;
    key.lang = stage->lang;
    key.w = view->look.w;
    key.h = view->look.h;
    key.stage = stage->box.h;
    key.content = view->content ? view->content->serial : 0;
    struct scene *scene = cache_find(view->cache, &key);
    if (scene)
        return scene;
    scene = lay_out(stage, &key);
    if (scene && scene->failed) {
        scene_destroy(scene);
        scene = NULL;
    }
    return cache_put(view->cache, &key, scene);
}

struct layer *stage_layer(struct frame *frame, const struct scene *scene, struct rect clip)
{
    struct layer *layer =
        &frame->layers[frame->count < FRAME_LAYERS_MAX ? frame->count++ : FRAME_LAYERS_MAX - 1];
    *layer = (struct layer){.scene = scene,
                            .clip = clip,
                            .x = clip.x,
                            .y = clip.y,
                            .alpha = 255,
                            .deaf = true,
                            .pressed = FRAME_NO_TARGET,
                            .focused = FRAME_NO_TARGET};
    return layer;
}

struct stage stage_open(struct view *view, size_t lang, const struct due_clock *clock)
{
    struct stage stage = {.view = view, .lang = lang, .clock = *clock};
    const struct look *look = &view->look;
    const struct notice *notice = due_notice(view->content, clock);
    if (notice && notice->level == NOTICE_INFO)
        stage.band = stage_scene(&stage, (struct scene_key){.kind = VIEW_NOTICE});
    int band = stage.band ? stage.band->h : 0;
    int h = look->h - look->bar - band;
    stage.box = (struct rect){0, band, look->w, h > 1 ? h : 1};
    return stage;
}

const struct scene *stage_place(const struct stage *stage, const struct ui_place *place)
{
    struct scene_key key = {.index = place->index};
    switch (place->screen) {
    case UI_SLIDES:
        key.kind = VIEW_SLIDE;
        break;
    case UI_MENU:
        key.kind = VIEW_MENU;
        key.index = 0;
        break;
    case UI_PAGE:
        key.kind = VIEW_PAGE;
        break;
    case UI_LINK:
        key.kind = VIEW_LINK;
        key.uri = place->uri;
        break;
    case UI_LANGUAGES:
        key.kind = VIEW_LANGUAGES;
        break;
    }
    return stage_scene(stage, key);
}

bool stage_add_place(const struct stage *stage, struct frame *frame, const struct ui_place *place, int scroll)
{
    const struct scene *scene = stage_place(stage, place);
    if (!scene)
        return false;
    struct layer *layer = stage_layer(frame, scene, stage->box);
    int most = scene->h - stage->box.h;
    layer->stage = true;
    layer->scrolls = most > 0;
    layer->y = stage->box.y - (scroll < most ? scroll : most > 0 ? most : 0);
    return true;
}

/* Where on a page one is. */
void stage_add_thumb(const struct stage *stage, struct frame *frame)
{
    const struct layer *page = frame_scroller(frame);
    if (!page)
        return;
    const struct look *look = &stage->view->look;
    const struct theme *theme = &stage->view->content->theme;
    int track = page->clip.h, least = look_px(look, THUMB_LEAST), gap = look_px(look, THUMB_W);
    int h = (int)((long)track * track / page->scene->h);
    h = h > least ? h : least;
    int most = frame_scroll_max(frame);
    int y = page->clip.y + (int)((long)(track - h - 2 * gap) * (page->clip.y - page->y) / most) + gap;
    int x = page->scene->rtl ? gap / 2 : look->w - gap - gap / 2;
    struct layer *thumb = stage_layer(frame, NULL, (struct rect){x, y, gap, h});
    thumb->color = color_mix(theme->deep, theme->light, 110);
    thumb->alpha = 190;
    thumb->deaf = false;
}

void stage_add_band(const struct stage *stage, struct frame *frame)
{
    if (stage->band)
        stage_layer(frame, stage->band, (struct rect){0, 0, stage->view->look.w, stage->band->h});
}

/* The dots of a slideshow: what changes in its bar from slide to slide. */
static bool add_position(const struct stage *stage, struct frame *frame, const struct scene *bar,
                         const struct ui_place *place, struct scene_key key)
{
    const struct look *look = &stage->view->look;
    struct stage on_bar = *stage;
    on_bar.slot = bar->slot;
    key.kind = VIEW_POSITION;
    key.index = due_position(stage->view->content, place->index, &stage->clock);
    const struct scene *scene = stage_scene(&on_bar, key);
    if (!scene)
        return false;
    struct rect at = {bar->slot.x, look->h - look->bar + bar->slot.y, bar->slot.w, bar->slot.h};
    stage_layer(frame, scene, at)->deaf = false;
    return true;
}

bool stage_add_bar(const struct stage *stage, struct frame *frame, const struct ui_place *place, bool paused)
{
    const struct look *look = &stage->view->look;
    struct scene_key key = {.kind = VIEW_BAR};
    if (place->screen == UI_SLIDES) {
        key.flags = BAR_SLIDES | (paused ? BAR_PAUSED : 0u);
        key.count = due_count(stage->view->content, &stage->clock);
    } else {
        const struct layer *page = frame_scroller(frame);
        bool more = page && page->clip.y - page->y < frame_scroll_max(frame) - look->gap;
        key.flags = (place->screen == UI_MENU ? BAR_HOME : 0u) |
                    (more   ? BAR_MORE
                     : page ? BAR_END
                            : 0u) |
                    (place->screen == UI_LANGUAGES ? BAR_LANGUAGES : 0u);
    }
    const struct scene *bar = stage_scene(stage, key);
    if (!bar)
        return false;
    stage_layer(frame, bar, (struct rect){0, look->h - look->bar, look->w, look->bar});
    return bar->slot.w == 0 || add_position(stage, frame, bar, place, key);
}

bool stage_add_question(const struct stage *stage, struct frame *frame, unsigned seconds)
{
    const struct look *look = &stage->view->look;
    const struct scene *card = stage_scene(stage, (struct scene_key){.kind = VIEW_STILL});
    if (!card)
        return false;
    struct stage on_card = *stage;
    on_card.slot = card->slot;
    const struct scene *number =
        stage_scene(&on_card, (struct scene_key){.kind = VIEW_SECONDS, .index = seconds});
    if (!number)
        return false;
    struct layer *shade = stage_layer(frame, NULL, (struct rect){0, 0, look->w, look->h});
    shade->color = 0x000000;
    shade->alpha = SHADE_ALPHA;
    int x = (look->w - card->w) / 2, y = (look->h - card->h) / 2;
    stage_layer(frame, card, (struct rect){x, y, card->w, card->h});
    struct rect at = card->slot;
    struct layer *layer = stage_layer(frame, number, (struct rect){x + at.x, y + at.y, at.w, at.h});
    layer->deaf = false;
    return true;
}

bool stage_add_whole(const struct stage *stage, struct frame *frame, enum view_kind kind)
{
    const struct look *look = &stage->view->look;
    const struct scene *scene = stage_scene(stage, (struct scene_key){.kind = kind});
    if (!scene)
        return false;
    stage_layer(frame, scene, (struct rect){0, 0, look->w, look->h});
    return true;
}
