#include "ui/touch.h"

#include "ui/motion.h"
#include "ui/nav.h"

#include <stdlib.h>

static const struct ui_press no_press = {.target = FRAME_NO_TARGET};

bool ui_pressing(const struct ui_state *state)
{
    enum gesture_phase phase = state->press.finger.phase;
    return phase != GESTURE_IDLE && phase != GESTURE_DEAD;
}

static bool on(struct rect box, int x, int y)
{
    return x >= box.x && x < box.x + box.w && y >= box.y && y < box.y + box.h;
}

/* A finger scrolls and swipes only what it went down on: the place itself, not the bar or a card over it. */
static struct gesture_ground ground_at(const struct frame *shown, int x, int y)
{
    struct gesture_ground ground = {.w = shown->w, .h = shown->h};
    for (size_t i = shown->count; i-- > 0;) {
        const struct layer *layer = &shown->layers[i];
        if (layer->leaving || !layer->deaf || !on(layer->clip, x, y))
            continue;
        ground.scrolls = layer->scrolls;
        ground.swipes = layer->stage;
        break;
    }
    return ground;
}

/* What the target covers on the screen, with the slop around it: a trembling finger at its edge stays on it.
 */
static struct rect room_of(const struct layer *layer, const struct target *target, int slop)
{
    int x0 = target->box.x + layer->x, y0 = target->box.y + layer->y;
    int x1 = x0 + target->box.w, y1 = y0 + target->box.h;
    const struct rect *clip = &layer->clip;
    x0 = x0 > clip->x ? x0 : clip->x;
    y0 = y0 > clip->y ? y0 : clip->y;
    x1 = x1 < clip->x + clip->w ? x1 : clip->x + clip->w;
    y1 = y1 < clip->y + clip->h ? y1 : clip->y + clip->h;
    return (struct rect){x0 - slop, y0 - slop, x1 - x0 + 2 * slop, y1 - y0 + 2 * slop};
}

static void press_target(struct ui_state *state, const struct frame *shown, uint64_t now)
{
    const struct gesture *finger = &state->press.finger;
    size_t layer, target;
    if (!frame_hit(shown, finger->x, finger->y, &layer, &target))
        return;
    const struct layer *at = &shown->layers[layer];
    if (at->stage && state->came && now < state->came + UI_AIM_MS)
        return;
    state->press.scene = at->scene->serial;
    state->press.target = target;
    state->press.action = at->scene->targets[target].action;
    state->press.box = room_of(at, &at->scene->targets[target], gesture_slop(&finger->ground));
    state->press.inside = true;
}

/* What a finger has pushed and holds no more goes back to its place. */
static void let_back(struct ui_state *state, const struct ui_world *world, uint64_t now)
{
    int w = world->shown ? world->shown->w : 0;
    if (state->push.active && state->push.ms == 0)
        motion_push(state, state->push.other, state->push.side, state->push.x, w, now);
}

static void begin(struct ui_state *state, const struct ui_world *world, uint64_t now)
{
    /* A finger that stops a gliding page presses nothing there; one that is about to rest looks still. */
    int scroll = nav_scroll_seen(state, world, now), slop = gesture_slop(&state->press.finger.ground);
    bool glides =
        state->scroll_ms && state->scroll_throw && abs(nav_scroll_goal(state, world) - scroll) > slop;
    let_back(state, world, now); /* a finger before this one may have gone without an end */
    motion_scroll(state, scroll, scroll, 0, now);
    state->press.scene = 0;
    state->press.target = FRAME_NO_TARGET;
    state->press.inside = false;
    state->press.action = (struct action){.kind = ACTION_NONE};
    state->press.scroll = scroll;
    if (!glides || !state->press.finger.ground.scrolls)
        press_target(state, world->shown, now);
}

/* True while the scene that was pressed is still on the glass. */
static bool still_shown(const struct frame *shown, uint64_t serial)
{
    for (size_t i = 0; i < shown->count; i++) {
        if (shown->layers[i].scene && shown->layers[i].scene->serial == serial && !shown->layers[i].leaving)
            return true;
    }
    return false;
}

/* What a push to a side leads to, in the direction of reading: to the start 1 (the next), to the end -1. */
static int step_of(const struct ui_world *world, const struct ui_state *state, int side)
{
    return world->content->langs[state->lang].rtl ? side : -side;
}

static struct action swipe_action(const struct ui_state *state, int step)
{
    enum action_kind kind = step > 0 ? ACTION_NEXT : ACTION_PREVIOUS;
    if (state->here.screen != UI_SLIDES)
        kind = step > 0 ? ACTION_NONE : ACTION_BACK;
    return (struct action){.kind = kind};
}

/* A mouse goes on beyond the edge of a window, and a window may become smaller; a screen is pushed aside by
 * its own width at most. */
static int pushed(int x, int w)
{
    return x > w ? w : x < -w ? -w : x;
}

/* The screen follows the finger, and beside it comes what the swipe would lead to. */
static void push(struct ui_state *state, const struct ui_world *world)
{
    int dx = pushed(gesture_dx(&state->press.finger), world->shown->w), side = dx > 0 ? 1 : -1;
    struct ui_push *push = &state->push;
    if (!push->active || push->ms || push->side != -side) {
        struct action action = swipe_action(state, step_of(world, state, side));
        bool leads = nav_leads(state, world, action, &push->other);
        push->side = leads ? -side : 0;
    }
    motion_stop_fade(state);
    push->active = dx != 0;
    push->ms = 0;
    push->x = push->side ? dx : dx / UI_PUSH_RESIST;
}

static void let_go(struct ui_state *state, const struct ui_world *world, int side, uint64_t now)
{
    int w = world->shown->w, x = pushed(state->push.x, w), other_side = state->push.side;
    struct ui_place left = state->here;
    left.scroll = ui_scroll(state, now);
    left.focus = FRAME_NO_TARGET;
    if (side == 0 || other_side != -side) {
        let_back(state, world, now);
        return;
    }
    nav_act(state, world, swipe_action(state, step_of(world, state, side)), now);
    motion_stop_fade(state);
    state->came = 0; /* it came under the finger */
    motion_push(state, left, side, x - side * w, w, now);
}

static void drag(struct ui_state *state, const struct ui_world *world)
{
    const struct gesture *finger = &state->press.finger;
    int most = frame_scroll_max(world->shown), scroll = state->press.scroll - gesture_dy(finger);
    if (finger->phase == GESTURE_SCROLL)
        state->here.scroll = scroll < 0 ? 0 : scroll > most ? most : scroll;
    else if (finger->phase == GESTURE_SWIPE)
        push(state, world);
    state->press.target = FRAME_NO_TARGET;
    state->press.inside = false;
}

static void throw(struct ui_state * state, const struct ui_world *world, double speed, uint64_t now)
{
    const struct frame *shown = world->shown;
    int shorter = shown->w < shown->h ? shown->w : shown->h;
    double least = UI_GLIDE_LEAST * shorter / 1080, most = shown->h * UI_GLIDE_SCREENS / 1000.0;
    if (speed > -least && speed < least)
        return;
    speed = speed > most ? most : speed < -most ? -most : speed;
    motion_throw(state, state->here.scroll, frame_scroll_max(shown), speed, now);
}

/* The finger has begun to mean nothing: what it dragged goes back or stays where it is. */
static void drop(struct ui_state *state, const struct ui_world *world, uint64_t now)
{
    struct gesture finger = state->press.finger;
    let_back(state, world, now);
    state->press = no_press;
    state->press.finger = finger;
}

void touch_release(struct ui_state *state, const struct ui_world *world, uint64_t now)
{
    if (!world->shown || !ui_pressing(state))
        return;
    gesture_kill(&state->press.finger);
    drop(state, world, now);
}

void touch_forget(struct ui_state *state, const struct ui_world *world, uint64_t now)
{
    let_back(state, world, now);
    state->press = no_press;
}

struct touched touch_step(struct ui_state *state, const struct ui_world *world, const struct input *input,
                          uint64_t now)
{
    struct touched touched = {.action = {.kind = ACTION_NONE}};
    if (!world->shown) {
        /* Nothing can be pressed, but an end is an end. */
        if (input->kind == INPUT_UP || input->kind == INPUT_CANCEL)
            touch_forget(state, world, now);
        return touched;
    }
    struct gesture_ground ground = ground_at(world->shown, input->x, input->y);
    struct ui_press *press = &state->press;
    struct gesture_result result = gesture_step(&press->finger, &ground, input, now);
    touched.alive = result.alive;
    switch (result.event) {
    case GESTURE_NOTHING:
        break;
    case GESTURE_BEGAN:
        begin(state, world, now);
        break;
    case GESTURE_MOVED:
        if (press->finger.phase != GESTURE_TOUCH)
            drag(state, world);
        else
            press->inside = press->target != FRAME_NO_TARGET && on(press->box, input->x, input->y) &&
                            still_shown(world->shown, press->scene);
        break;
    case GESTURE_TAPPED:
        if (press->inside && on(press->box, input->x, input->y))
            touched.action = press->action;
        drop(state, world, now);
        break;
    case GESTURE_SCROLLED:
        throw(state, world, result.speed, now);
        drop(state, world, now);
        break;
    case GESTURE_SWIPED:
        let_go(state, world, result.step, now);
        drop(state, world, now);
        break;
    case GESTURE_LOST:
        drop(state, world, now);
        break;
    }
    return touched;
}
