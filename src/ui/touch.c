#include "ui/touch.h"

#include "ui/nav.h"

#include <stdlib.h>

/* Below this speed a lifted finger has stopped the page, not thrown it (px per ms). */
#define FLING_SPEED_MIN 0.15

/* Share of a new sample in the smoothed speed: the last few moves count. */
#define SPEED_SMOOTHING 0.4

static const struct action no_action = {.kind = ACTION_NONE};

static int shorter_side(const struct frame *frame)
{
    return frame->w < frame->h ? frame->w : frame->h;
}

static void press_down(struct ui_state *state, const struct ui_world *world, const struct input *input,
                       uint64_t now)
{
    const struct frame *shown = world->shown;
    int scroll = nav_scroll_seen(state, world, now);
    state->here.scroll = scroll;
    state->scroll_ms = 0;
    state->press = (struct ui_press){.active = true,
                                     .pointer = input->pointer,
                                     .target = FRAME_NO_TARGET,
                                     .x = input->x,
                                     .y = input->y,
                                     .last_x = input->x,
                                     .last_y = input->y,
                                     .last_move = now,
                                     .scroll = scroll};
    size_t layer, target;
    if (!frame_hit(shown, input->x, input->y, &layer, &target))
        return;
    const struct scene *scene = shown->layers[layer].scene;
    state->press.scene = scene->serial;
    state->press.target = target;
    state->press.action = scene->targets[target].action;
    state->press.inside = true;
}

/* True while the finger is on the target that it pressed. */
static bool still_inside(const struct ui_press *press, const struct frame *shown, int x, int y)
{
    size_t layer, target;
    return press->target != FRAME_NO_TARGET && frame_hit(shown, x, y, &layer, &target) &&
           target == press->target && shown->layers[layer].scene->serial == press->scene;
}

static void scroll_with_finger(struct ui_state *state, const struct frame *shown, int y)
{
    int scroll = state->press.scroll + state->press.y - y;
    int max = frame_scroll_max(shown);
    state->here.scroll = scroll < 0 ? 0 : scroll > max ? max : scroll;
}

static void press_move(struct ui_state *state, const struct frame *shown, const struct input *input,
                       uint64_t now)
{
    struct ui_press *press = &state->press;
    int dx = input->x - press->x, dy = input->y - press->y;
    int slop = shorter_side(shown) / UI_SLOP_SHARE;
    bool pages = state->here.screen == UI_SLIDES && abs(dx) > slop;
    bool scrolls = frame_scroller(shown) && abs(dy) > slop && abs(dy) > abs(dx);
    if (!press->dragging && !state->asking && (pages || scrolls)) {
        press->dragging = true;
        press->target = FRAME_NO_TARGET;
        press->inside = false;
    }
    if (press->dragging && state->here.screen != UI_SLIDES)
        scroll_with_finger(state, shown, input->y);
    else
        press->inside = still_inside(press, shown, input->x, input->y);

    double elapsed = now > press->last_move ? (double)(now - press->last_move) : 1.0;
    double speed = (press->last_y - input->y) / elapsed;
    press->speed += SPEED_SMOOTHING * (speed - press->speed);
    press->last_move = now;
    press->last_x = input->x;
    press->last_y = input->y;
}

/* A thrown page starts with the finger's speed: an ease-out cubic begins with three times its mean. */
static void fling(struct ui_state *state, const struct ui_world *world, double speed, uint64_t now)
{
    if (speed > -FLING_SPEED_MIN && speed < FLING_SPEED_MIN)
        return;
    nav_scroll(state, world, (int)(speed * UI_FLING_MS / 3), UI_FLING_MS, now);
}

static struct action swipe(const struct frame *shown, int dx)
{
    const struct scene *stage = shown->count ? shown->layers[0].scene : NULL;
    bool forward = stage && stage->rtl ? dx > 0 : dx < 0;
    if (abs(dx) < shown->w / UI_SWIPE_SHARE)
        return no_action;
    return (struct action){.kind = forward ? ACTION_NEXT : ACTION_PREVIOUS};
}

/* A finger that rested before it was lifted throws nothing. */
#define REST_MS 80

static struct action press_up(struct ui_state *state, const struct ui_world *world, const struct input *input,
                              uint64_t now)
{
    struct ui_press press = state->press;
    bool rested = now - press.last_move > REST_MS;
    press_move(state, world->shown, input, now);
    bool tapped = state->press.inside && !state->press.dragging;
    bool dragged = state->press.dragging;
    state->press = (struct ui_press){0};
    if (tapped)
        return press.action;
    if (!dragged)
        return no_action;
    if (state->here.screen == UI_SLIDES)
        return swipe(world->shown, input->x - press.x);
    if (!rested)
        fling(state, world, press.speed, now);
    return no_action;
}

/* A contact that has lain still for so long is no finger that another one has to wait for: a drop of water,
 * or one whose end was lost. */
#define DEAD_MS 5000

static bool takes_over(const struct ui_press *press, const struct input *input, uint64_t now)
{
    return !press->active || press->pointer == input->pointer || now >= press->last_move + DEAD_MS;
}

struct action touch_step(struct ui_state *state, const struct ui_world *world, const struct input *input,
                         uint64_t now)
{
    if (!world->shown)
        return no_action;
    bool ours = state->press.active && state->press.pointer == input->pointer;
    switch (input->kind) {
    case INPUT_DOWN:
        if (takes_over(&state->press, input, now))
            press_down(state, world, input, now);
        break;
    case INPUT_MOVE:
        if (ours)
            press_move(state, world->shown, input, now);
        break;
    case INPUT_UP:
        if (ours)
            return press_up(state, world, input, now);
        break;
    case INPUT_CANCEL:
        if (ours)
            state->press = (struct ui_press){0};
        break;
    case INPUT_TIME:
    case INPUT_WHEEL:
    case INPUT_KEY:
        break;
    }
    return no_action;
}
