#include "ui/stage.h"

#include <stdlib.h>

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
    int x = ui_push_x(state, now), w = stage->box.w;
    /* The screen may have been wider when it was pushed. */
    x = x > w ? w : x < -w ? -w : x;
    if (push->side) {
        if (!stage_add_place(stage, frame, &push->other, push->other.scroll))
            return false;
        struct layer *other = &frame->layers[frame->count - 1];
        other->x += x + push->side * w;
        other->leaving = true;
    } else {
        struct layer *ground = stage_layer(frame, NULL, stage->box);
        ground->color = stage->view->content->theme.deep;
        ground->deaf = false;
    }
    if (!stage_add_place(stage, frame, &state->here, ui_scroll(state, now)))
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
        if (!stage_add_place(stage, frame, &state->from, state->from.scroll))
            return false;
        frame->layers[0].leaving = true;
    }
    if (!stage_add_place(stage, frame, &state->here, ui_scroll(state, now)))
        return false;
    frame->layers[frame->count - 1].alpha = alpha;
    return true;
}

bool view_ahead(struct view *view, const struct ui_state *state, const struct ui_world *world, uint64_t now,
                struct frame *frame)
{
    *frame = (struct frame){.w = view->look.w, .h = view->look.h};
    struct stage stage = {.view = view};
    if (!view->content)
        return stage_add_whole(&stage, frame, VIEW_SAFE);
    const struct notice *notice = due_notice(view->content, &world->clock);
    stage = stage_open(view, state->lang, &world->clock);
    if (notice && notice->level == NOTICE_EMERGENCY)
        return stage_add_whole(&stage, frame, VIEW_EMERGENCY);
    if (!add_stage(frame, &stage, state, now))
        return false;
    stage_add_thumb(&stage, frame);
    stage_add_band(&stage, frame);
    if (!stage_add_bar(&stage, frame, &state->here, state->paused))
        return false;
    unsigned seconds = ui_seconds_left(state, world, now);
    if (seconds && !stage_add_question(&stage, frame, seconds))
        return false;
    mark_targets(frame, state);
    return true;
}

bool view_frame(struct view *view, const struct ui_state *state, const struct ui_world *world, uint64_t now,
                struct frame *frame)
{
    cache_turn(view->cache, view->content ? view->content->serial : 0);
    return view_ahead(view, state, world, now, frame);
}
