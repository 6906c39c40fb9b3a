#include "ui/view.h"

#include "ui/cache.h"

#include <stdlib.h>

/* The thumb that shows where on a page one is (px of the 1080 design). */
#define THUMB_W     8
#define THUMB_LEAST 60

/* How dark the screen gets behind the question. */
#define SHADE_ALPHA 150

struct view {
    struct fonts *fonts;
    struct cache *cache;
    struct content *content;
    struct look look;
    double panel_inches;
};

struct view *view_create(struct fonts *fonts, void (*forget)(void *user, const struct scene *scene),
                         void *user)
{
    struct view *view = calloc(1, sizeof *view);
    if (!view)
        return NULL;
    view->fonts = fonts;
    view->cache = cache_create(forget, user);
    if (!view->cache) {
        free(view);
        return NULL;
    }
    return view;
}

void view_destroy(struct view *view)
{
    if (!view)
        return;
    cache_destroy(view->cache);
    content_unref(view->content);
    free(view);
}

void view_set_content(struct view *view, struct content *content)
{
    struct content *before = view->content;
    view->content = content ? content_ref(content) : NULL;
    content_unref(before);
}

void view_set_size(struct view *view, int w, int h, double panel_inches)
{
    view->look = look_make(w, h, panel_inches);
    view->panel_inches = panel_inches;
}

const struct look *view_look(const struct view *view)
{
    return &view->look;
}

/* What is shown in one language between a notice band and the bar. */
struct stage {
    struct view *view;
    size_t lang;
    struct due_clock clock;
    const struct scene *band; /* or NULL */
    struct rect box;
    struct rect slot; /* of the question's card */
};

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
                      .position = key->index,
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

static const struct scene *scene_of(const struct stage *stage, struct scene_key key)
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

static struct layer *add_layer(struct frame *frame, const struct scene *scene, struct rect clip)
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

static struct stage open_stage(struct view *view, size_t lang, const struct due_clock *clock)
{
    struct stage stage = {.view = view, .lang = lang, .clock = *clock};
    const struct look *look = &view->look;
    const struct notice *notice = due_notice(view->content, clock);
    if (notice && notice->level == NOTICE_INFO)
        stage.band = scene_of(&stage, (struct scene_key){.kind = VIEW_NOTICE});
    int band = stage.band ? stage.band->h : 0;
    int h = look->h - look->bar - band;
    stage.box = (struct rect){0, band, look->w, h > 1 ? h : 1};
    return stage;
}

static const struct scene *place_scene(const struct stage *stage, const struct ui_place *place)
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
    return scene_of(stage, key);
}

static bool add_place(struct frame *frame, const struct stage *stage, const struct ui_place *place,
                      int scroll)
{
    const struct scene *scene = place_scene(stage, place);
    if (!scene)
        return false;
    struct layer *layer = add_layer(frame, scene, stage->box);
    int most = scene->h - stage->box.h;
    layer->stage = true;
    layer->scrolls = most > 0;
    layer->y = stage->box.y - (scroll < most ? scroll : most > 0 ? most : 0);
    return true;
}

/* Where on a page one is. */
static void add_thumb(struct frame *frame, const struct stage *stage)
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
    struct layer *thumb = add_layer(frame, NULL, (struct rect){x, y, gap, h});
    thumb->color = color_mix(theme->deep, theme->light, 110);
    thumb->alpha = 190;
    thumb->deaf = false;
}

static bool add_bar(struct frame *frame, const struct stage *stage, const struct ui_place *place, bool paused)
{
    const struct look *look = &stage->view->look;
    struct scene_key key = {.kind = VIEW_BAR};
    if (place->screen == UI_SLIDES) {
        key.flags = BAR_SLIDES | (paused ? BAR_PAUSED : 0u);
        key.count = due_count(stage->view->content, &stage->clock);
        key.index = due_position(stage->view->content, place->index, &stage->clock);
    } else {
        const struct layer *page = frame_scroller(frame);
        bool more = page && page->clip.y - page->y < frame_scroll_max(frame) - look->gap;
        key.flags = (place->screen == UI_MENU ? BAR_HOME : 0u) |
                    (more   ? BAR_MORE
                     : page ? BAR_END
                            : 0u) |
                    (place->screen == UI_LANGUAGES ? BAR_LANGUAGES : 0u);
    }
    const struct scene *bar = scene_of(stage, key);
    if (!bar)
        return false;
    add_layer(frame, bar, (struct rect){0, look->h - look->bar, look->w, look->bar});
    return true;
}

static bool add_question(struct frame *frame, const struct stage *stage, unsigned seconds)
{
    const struct look *look = &stage->view->look;
    const struct scene *card = scene_of(stage, (struct scene_key){.kind = VIEW_STILL});
    if (!card)
        return false;
    struct stage on_card = *stage;
    on_card.slot = card->slot;
    const struct scene *number =
        scene_of(&on_card, (struct scene_key){.kind = VIEW_SECONDS, .index = seconds});
    if (!number)
        return false;
    struct layer *shade = add_layer(frame, NULL, (struct rect){0, 0, look->w, look->h});
    shade->color = 0x000000;
    shade->alpha = SHADE_ALPHA;
    int x = (look->w - card->w) / 2, y = (look->h - card->h) / 2;
    add_layer(frame, card, (struct rect){x, y, card->w, card->h});
    struct rect at = card->slot;
    struct layer *layer = add_layer(frame, number, (struct rect){x + at.x, y + at.y, at.w, at.h});
    layer->deaf = false;
    return true;
}

static bool whole_screen(struct frame *frame, const struct stage *stage, enum view_kind kind)
{
    const struct look *look = &stage->view->look;
    const struct scene *scene = scene_of(stage, (struct scene_key){.kind = kind});
    if (!scene)
        return false;
    add_layer(frame, scene, (struct rect){0, 0, look->w, look->h});
    return true;
}

/* 0..255 with a smooth start and end. */
static uint8_t fade_alpha(const struct ui_state *state, uint64_t now)
{
    if (state->motion_ms == 0 || now >= state->motion_start + state->motion_ms)
        return 255;
    double t = (double)(now - state->motion_start) / state->motion_ms;
    return (uint8_t)(255 * t * t * (3 - 2 * t) + 0.5);
}

static void mark_targets(struct frame *frame, const struct ui_state *state)
{
    if (ui_pressing(state) && state->press.inside && state->press.target != FRAME_NO_TARGET) {
        for (size_t i = 0; i < frame->count; i++) {
            if (frame->layers[i].scene && frame->layers[i].scene->serial == state->press.scene)
                frame->layers[i].pressed = state->press.target;
        }
    }
    size_t layer, target;
    if (state->here.focus != FRAME_NO_TARGET && frame_focus_at(frame, state->here.focus, &layer, &target))
        frame->layers[layer].focused = target;
}

/* The shown screen pushed aside, and what comes with it or leaves. Where nothing comes, the house's ground
 * shows. */
static bool add_pushed(struct frame *frame, const struct stage *stage, const struct ui_state *state,
                       uint64_t now)
{
    const struct ui_push *push = &state->push;
    int x = ui_push_x(state, now);
    if (push->side) {
        if (!add_place(frame, stage, &push->other, push->other.scroll))
            return false;
        struct layer *other = &frame->layers[frame->count - 1];
        other->x += x + push->side * stage->box.w;
        other->leaving = true;
    } else {
        struct layer *ground = add_layer(frame, NULL, stage->box);
        ground->color = stage->view->content->theme.deep;
        ground->deaf = false;
    }
    if (!add_place(frame, stage, &state->here, ui_scroll(state, now)))
        return false;
    frame->layers[frame->count - 1].x += x;
    return true;
}

static bool add_stage(struct frame *frame, const struct stage *stage, const struct ui_state *state,
                      uint64_t now)
{
    if (state->push.active)
        return add_pushed(frame, stage, state, now);
    uint8_t alpha = fade_alpha(state, now);
    if (alpha < 255) {
        if (!add_place(frame, stage, &state->from, state->from.scroll))
            return false;
        frame->layers[0].leaving = true;
    }
    if (!add_place(frame, stage, &state->here, ui_scroll(state, now)))
        return false;
    frame->layers[frame->count - 1].alpha = alpha;
    return true;
}

bool view_frame(struct view *view, const struct ui_state *state, const struct ui_world *world, uint64_t now,
                struct frame *frame)
{
    cache_turn(view->cache, view->content ? view->content->serial : 0);
    *frame = (struct frame){.w = view->look.w, .h = view->look.h};
    struct stage stage = {.view = view};
    if (!view->content)
        return whole_screen(frame, &stage, VIEW_SAFE);
    const struct notice *notice = due_notice(view->content, &world->clock);
    stage = open_stage(view, state->lang, &world->clock);
    if (notice && notice->level == NOTICE_EMERGENCY)
        return whole_screen(frame, &stage, VIEW_EMERGENCY);
    if (!add_stage(frame, &stage, state, now))
        return false;
    add_thumb(frame, &stage);
    if (stage.band)
        add_layer(frame, stage.band, (struct rect){0, 0, view->look.w, stage.band->h});
    if (!add_bar(frame, &stage, &state->here, state->paused))
        return false;
    unsigned seconds = ui_seconds_left(state, world, now);
    if (seconds && !add_question(frame, &stage, seconds))
        return false;
    mark_targets(frame, state);
    return true;
}

const struct scene *view_next_slide(struct view *view, const struct ui_state *state,
                                    const struct ui_world *world)
{
    if (!view->content || state->here.screen != UI_SLIDES)
        return NULL;
    size_t next = due_next(view->content, state->here.index, 1, &world->clock);
    if (next == CONTENT_NONE || next == state->here.index)
        return NULL;
    struct stage stage = open_stage(view, state->lang, &world->clock);
    return scene_of(&stage, (struct scene_key){.kind = VIEW_SLIDE, .index = next});
}

/* The question is shown with its countdown just begun. */
static bool still_question(struct frame *frame, const struct stage *stage)
{
    struct ui_place menu = {.screen = UI_MENU};
    unsigned seconds = stage->view->content->session.warning_ms / 1000;
    return add_place(frame, stage, &menu, 0) && add_bar(frame, stage, &menu, false) &&
           add_question(frame, stage, seconds);
}

/* Successive screens overlap a little, as "More below" does. */
#define STILL_STEP_PERCENT 88

static bool still_place(struct frame *frame, const struct stage *stage, const struct ui_place *place,
                        unsigned screen, unsigned *screens)
{
    const struct scene *scene = place_scene(stage, place);
    if (!scene)
        return false;
    /* What the bar would not call "more" is not worth a screen of its own. */
    int step = stage->box.h * STILL_STEP_PERCENT / 100;
    step = step > 0 ? step : 1; /* a notice band may leave next to nothing */
    int more = scene->h - stage->box.h - stage->view->look.gap;
    if (screens)
        *screens = more <= 0 ? 1 : 1 + (unsigned)((more + step - 1) / step);
    if (!add_place(frame, stage, place, (int)screen * step))
        return false;
    add_thumb(frame, stage);
    if (stage->band)
        add_layer(frame, stage->band, (struct rect){0, 0, stage->view->look.w, stage->band->h});
    return add_bar(frame, stage, place, false);
}

static void begin_still(struct view *view, struct frame *frame, unsigned *screens)
{
    cache_turn(view->cache, view->content ? view->content->serial : 0);
    *frame = (struct frame){.w = view->look.w, .h = view->look.h};
    if (screens)
        *screens = 1;
}

bool view_still_place(struct view *view, const struct ui_place *place, size_t lang, unsigned screen,
                      const struct ui_world *world, struct frame *frame, unsigned *screens)
{
    begin_still(view, frame, screens);
    struct stage stage = open_stage(view, lang, &world->clock);
    return still_place(frame, &stage, place, screen, screens);
}

bool view_still(struct view *view, enum view_kind kind, size_t index, size_t lang, unsigned screen,
                const struct ui_world *world, struct frame *frame, unsigned *screens)
{
    struct ui_place place = {.screen = kind == VIEW_SLIDE       ? UI_SLIDES
                                       : kind == VIEW_MENU      ? UI_MENU
                                       : kind == VIEW_LANGUAGES ? UI_LANGUAGES
                                                                : UI_PAGE,
                             .index = index};
    if (kind != VIEW_SAFE && kind != VIEW_EMERGENCY && kind != VIEW_STILL)
        return view_still_place(view, &place, lang, screen, world, frame, screens);
    begin_still(view, frame, screens);
    struct stage stage = {.view = view, .lang = lang, .clock = world->clock};
    if (kind != VIEW_STILL)
        return whole_screen(frame, &stage, kind);
    stage = open_stage(view, lang, &world->clock);
    return still_question(frame, &stage);
}
