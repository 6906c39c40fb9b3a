#include "ui/motion.h"

#include <math.h>
#include <stdlib.h>

/* 0..1 with the slope of a cubic ease-out. */
static double ease_out(double t)
{
    double rest = 1 - t;
    return 1 - rest * rest * rest;
}

static int rounded(double value)
{
    return (int)(value < 0 ? value - 0.5 : value + 0.5);
}

void motion_scroll(struct ui_state *state, int from, int to, unsigned ms, uint64_t now)
{
    state->scroll_from = from;
    state->scroll_to = to;
    state->scroll_start = now;
    state->scroll_throw = 0;
    state->scroll_ms = from == to ? 0 : ms;
    if (state->scroll_ms == 0)
        state->here.scroll = to;
}

void motion_throw(struct ui_state *state, int from, int most, double speed, uint64_t now)
{
    double way = speed * UI_GLIDE_MS, goal = from + way;
    double end = goal < 0 ? 0 : goal > most ? most : goal;
    /* A glide never ends; it has when less than half a pixel is left, or at the end of the page. */
    double left = fabs(goal - end) > 0.5 ? fabs(goal - end) : 0.5;
    if (fabs(way) <= left || rounded(end) == from) {
        motion_scroll(state, from, rounded(end), 0, now);
        return;
    }
    state->scroll_from = from;
    state->scroll_to = rounded(end);
    state->scroll_start = now;
    state->scroll_throw = rounded(way);
    state->scroll_ms = (unsigned)(UI_GLIDE_MS * log(fabs(way) / left)) + 1;
}

int motion_scroll_goal(const struct ui_state *state)
{
    return state->scroll_ms ? state->scroll_to : state->here.scroll;
}

int ui_scroll(const struct ui_state *state, uint64_t now)
{
    if (state->scroll_ms == 0)
        return state->here.scroll;
    if (now >= state->scroll_start + state->scroll_ms)
        return state->scroll_to;
    double t = (double)(now - state->scroll_start);
    if (state->scroll_throw)
        return state->scroll_from + rounded(state->scroll_throw * (1 - exp(-t / UI_GLIDE_MS)));
    return state->scroll_from +
           rounded((state->scroll_to - state->scroll_from) * ease_out(t / state->scroll_ms));
}

void motion_push(struct ui_state *state, struct ui_place other, int side, int x, int w, uint64_t now)
{
    double part = w > 0 ? abs(x) / (double)w : 0;
    /* Half of the time for the first steps, so that a short way is not a jerk. */
    double ms = UI_PUSH_MS * (0.5 + 0.5 * (part < 1 ? part : 1));
    state->push = (struct ui_push){
        .active = x != 0, .side = side, .other = other, .x = x, .start = now, .ms = (unsigned)ms};
}

int ui_push_x(const struct ui_state *state, uint64_t now)
{
    const struct ui_push *push = &state->push;
    if (!push->active)
        return 0;
    if (push->ms == 0)
        return push->x;
    if (now >= push->start + push->ms)
        return 0;
    return rounded(push->x * (1 - ease_out((double)(now - push->start) / push->ms)));
}

bool ui_moving(const struct ui_state *state, uint64_t now)
{
    bool fades = state->motion_ms && now < state->motion_start + state->motion_ms;
    bool scrolls = state->scroll_ms && now < state->scroll_start + state->scroll_ms;
    const struct ui_push *push = &state->push;
    bool slides = push->active && push->ms && now < push->start + push->ms;
    return fades || scrolls || slides;
}

void motion_stop_fade(struct ui_state *state)
{
    state->motion_ms = 0;
    state->motion_start = 0;
    state->from = (struct ui_place){.focus = FRAME_NO_TARGET};
}

static void end_scroll(struct ui_state *state)
{
    state->scroll_ms = 0;
    state->scroll_start = 0;
    state->scroll_from = state->scroll_to = state->scroll_throw = 0;
}

void motion_stop(struct ui_state *state)
{
    motion_stop_fade(state);
    if (state->scroll_ms)
        state->here.scroll = state->scroll_to;
    end_scroll(state);
    state->push = (struct ui_push){.active = false};
}

void motion_settle(struct ui_state *state, uint64_t now)
{
    if (state->motion_ms && now >= state->motion_start + state->motion_ms)
        motion_stop_fade(state);
    if (state->scroll_ms && now >= state->scroll_start + state->scroll_ms) {
        state->here.scroll = state->scroll_to;
        end_scroll(state);
    }
    if (state->push.active && state->push.ms && now >= state->push.start + state->push.ms)
        state->push = (struct ui_push){.active = false};
}
