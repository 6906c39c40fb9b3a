#include "ui/motion.h"
#include "ui/nav.h"
#include "ui/touch.h"

#include <string.h>

/* How often an unattended menu looks whether a slide has become due. */
#define IDLE_LOOK_MS 30000

#define MINUTE_MS 60000u

void ui_start(struct ui_state *state, const struct ui_world *world, uint64_t now)
{
    memset(state, 0, sizeof *state);
    state->lang = world->start_lang;
    state->slide_since = now;
    state->here.focus = FRAME_NO_TARGET;
    state->from.focus = FRAME_NO_TARGET;
    state->press.target = FRAME_NO_TARGET;
    size_t first = world->content ? due_next(world->content, CONTENT_NONE, 1, &world->clock) : CONTENT_NONE;
    state->here.screen = first == CONTENT_NONE ? UI_MENU : UI_SLIDES;
    state->here.index = first == CONTENT_NONE ? 0 : first;
}

static uint64_t slide_end(const struct ui_state *state, const struct ui_world *world)
{
    const struct slide *slide = &world->content->slides[state->here.index];
    return state->slide_since + due_dwell_ms(slide, state->lang);
}

static bool slides_run(const struct ui_state *state, const struct ui_world *world)
{
    return world->content && state->here.screen == UI_SLIDES && !state->paused && !state->asking &&
           !ui_pressing(state) && !state->push.active;
}

/* Nothing would be taken away from a visitor by going back to the start. */
static bool at_start(const struct ui_state *state, const struct ui_world *world)
{
    return state->here.screen == UI_SLIDES && !state->paused && state->lang == world->start_lang;
}

static uint64_t question_time(const struct ui_state *state, const struct ui_world *world)
{
    return state->last_action + world->content->session.inactivity_ms;
}

static uint64_t reset_time(const struct ui_state *state, const struct ui_world *world)
{
    return state->asked + world->content->session.warning_ms;
}

static void keep_session(struct ui_state *state, const struct ui_world *world, uint64_t now)
{
    if (!state->session || !world->content || world->patient)
        return;
    if (state->asking) {
        if (now >= reset_time(state, world))
            nav_reset(state, world, now);
    } else if (now >= question_time(state, world)) {
        state->session = !at_start(state, world);
        state->asking = state->session;
        state->asked = now;
        /* A contact that has not ended by now is no finger: dirt, or one whose end was lost. */
        touch_forget(state, world, now);
        state->here.focus = state->asking ? 0 : FRAME_NO_TARGET;
    }
}

static void keep_slides(struct ui_state *state, const struct ui_world *world, uint64_t now)
{
    if (!world->content)
        return;
    if (slides_run(state, world) && now >= slide_end(state, world)) {
        nav_slide(state, world, 1, now);
    } else if (!state->session && state->here.screen == UI_MENU && now >= state->slide_since + IDLE_LOOK_MS) {
        state->slide_since = now;
        if (due_next(world->content, CONTENT_NONE, 1, &world->clock) != CONTENT_NONE)
            nav_reset(state, world, now);
    }
}

static void move_focus(struct ui_state *state, const struct ui_world *world, int step, uint64_t now)
{
    size_t count = world->shown ? frame_focus_count(world->shown) : 0;
    if (count == 0)
        return;
    size_t at = frame_focus_index(world->shown, state->here.focus), layer, target;
    if (at == FRAME_NO_TARGET)
        at = step > 0 ? 0 : count - 1;
    else
        at = (at + (step > 0 ? 1 : count - 1)) % count;
    if (!frame_focus_at(world->shown, at, &layer, &target))
        return;
    /* The bar stays when another language or a notice changes what stands above it. */
    state->here.focus = world->shown->layers[layer].stage ? at : FRAME_FROM_END(count - at);
    const struct layer *page = frame_scroller(world->shown);
    if (!page || &world->shown->layers[layer] != page)
        return;
    struct rect box = page->scene->targets[target].box;
    int top = nav_scroll_goal(state, world), margin = page->clip.h / 12;
    if (box.y < top + margin)
        nav_scroll(state, world, box.y - margin - top, UI_SCROLL_EASE_MS, now);
    else if (box.y + box.h > top + page->clip.h - margin)
        nav_scroll(state, world, box.y + box.h + margin - top - page->clip.h, UI_SCROLL_EASE_MS, now);
}

static struct action focused_action(const struct ui_state *state, const struct ui_world *world)
{
    size_t layer, target;
    if (world->shown && state->here.focus != FRAME_NO_TARGET &&
        frame_focus_at(world->shown, state->here.focus, &layer, &target))
        return world->shown->layers[layer].scene->targets[target].action;
    return (struct action){.kind = state->here.screen == UI_SLIDES ? ACTION_HOME : ACTION_NONE};
}

static void scroll_screens(struct ui_state *state, const struct ui_world *world, int percent, uint64_t now)
{
    const struct layer *page = world->shown ? frame_scroller(world->shown) : NULL;
    if (page)
        nav_scroll(state, world, page->clip.h * percent / 100, UI_SCROLL_EASE_MS, now);
}

/* Far enough for any page; nav_scroll stops at the ends. */
#define SCROLL_ALL 1000000

static void arrow(struct ui_state *state, const struct ui_world *world, int step, bool upright, uint64_t now)
{
    if (state->here.screen == UI_SLIDES && !upright)
        nav_slide(state, world, step, now);
    else if (upright && world->shown && frame_scroll_max(world->shown) > 0)
        scroll_screens(state, world, 18 * step, now);
    else
        move_focus(state, world, step, now);
}

static void take_key(struct ui_state *state, const struct ui_world *world, enum input_key key, uint64_t now)
{
    bool rtl = world->content && world->content->langs[state->lang].rtl;
    switch (key) {
    case KEY_NONE:
        break;
    case KEY_UP:
        arrow(state, world, -1, true, now);
        break;
    case KEY_DOWN:
        arrow(state, world, 1, true, now);
        break;
    case KEY_LEFT:
        arrow(state, world, rtl ? 1 : -1, false, now);
        break;
    case KEY_RIGHT:
        arrow(state, world, rtl ? -1 : 1, false, now);
        break;
    case KEY_PAGE_UP:
        scroll_screens(state, world, -80, now);
        break;
    case KEY_PAGE_DOWN:
        scroll_screens(state, world, 80, now);
        break;
    case KEY_FIRST:
        nav_scroll(state, world, -SCROLL_ALL, UI_SCROLL_EASE_MS, now);
        break;
    case KEY_LAST:
        nav_scroll(state, world, SCROLL_ALL, UI_SCROLL_EASE_MS, now);
        break;
    case KEY_ENTER:
        nav_act(state, world, focused_action(state, world), now);
        break;
    case KEY_BACK:
        nav_back(state, world, now);
        break;
    case KEY_HOME:
        nav_home(state, now);
        break;
    case KEY_PAUSE:
        if (state->here.screen == UI_SLIDES)
            nav_act(state, world, (struct action){.kind = ACTION_PAUSE}, now);
        break;
    case KEY_TAB:
        move_focus(state, world, 1, now);
        break;
    case KEY_BACKTAB:
        move_focus(state, world, -1, now);
        break;
    case KEY_LANGUAGE:
        nav_act(
            state, world,
            (struct action){.kind = ACTION_LANGUAGE, .index = (state->lang + 1) % world->content->n_langs},
            now);
        break;
    }
}

/* An answer to the question: whoever touches anything is still there. */
static void answer(struct ui_state *state, const struct input *input, uint64_t now)
{
    state->asked = now;
    if (input->kind != INPUT_UP && input->kind != INPUT_KEY && input->kind != INPUT_WHEEL)
        return;
    state->asking = false;
    state->here.focus = FRAME_NO_TARGET;
    state->slide_since = now; /* the slide under the question has waited, too */
    state->press = (struct ui_press){.target = FRAME_NO_TARGET};
}

static bool take_finger(struct ui_state *state, const struct ui_world *world, const struct input *input,
                        uint64_t now)
{
    struct touched touched = touch_step(state, world, input, now);
    if (state->asking) {
        if (touched.alive)
            answer(state, input, now);
        return touched.alive;
    }
    if (touched.alive && input->kind == INPUT_DOWN)
        state->here.focus = FRAME_NO_TARGET;
    nav_act(state, world, touched.action, now);
    return touched.alive;
}

/* True when somebody is there. */
static bool take(struct ui_state *state, const struct ui_world *world, const struct input *input,
                 uint64_t now)
{
    bool keys = input->kind == INPUT_KEY || input->kind == INPUT_WHEEL;
    if (input->kind == INPUT_TIME)
        return false;
    if (!keys)
        return take_finger(state, world, input, now);
    touch_release(state, world, now);
    if (state->asking)
        answer(state, input, now);
    else if (input->kind == INPUT_KEY)
        take_key(state, world, input->key, now);
    else
        nav_scroll(state, world, input->dy, UI_SCROLL_EASE_MS, now);
    return true;
}

/* An emergency notice covers everything and cannot be dismissed. */
static bool emergency(const struct ui_world *world)
{
    const struct notice *notice = due_notice(world->content, &world->clock);
    return notice && notice->level == NOTICE_EMERGENCY;
}

void ui_step(struct ui_state *state, const struct ui_world *world, const struct input *input, uint64_t now)
{
    motion_settle(state, now);
    bool covered = world->content && emergency(world);
    bool held = ui_pressing(state);
    if (covered) {
        motion_stop(state);
        state->press = (struct ui_press){.target = FRAME_NO_TARGET};
    } else if (world->content && take(state, world, input, now)) {
        state->session = true;
        state->last_action = now;
    }
    /* The running time of a slide starts anew after a finger has rested on it. */
    if (held && !ui_pressing(state) && world->content && state->here.screen == UI_SLIDES &&
        now > slide_end(state, world))
        state->slide_since = now;
    keep_session(state, world, now);
    keep_slides(state, world, now);
}

static uint64_t sooner(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

uint64_t ui_deadline(const struct ui_state *state, const struct ui_world *world, uint64_t now)
{
    if (ui_moving(state, now))
        return now;
    if (!world->content)
        return UINT64_MAX;
    /* The minute may bring or end a notice. */
    uint64_t next = now + MINUTE_MS - (uint64_t)world->clock.now.second * 1000;
    if (state->motion_ms || state->scroll_ms || (state->push.active && state->push.ms))
        next = now;
    if (slides_run(state, world))
        next = sooner(next, slide_end(state, world));
    if (!state->session && state->here.screen == UI_MENU)
        next = sooner(next, state->slide_since + IDLE_LOOK_MS);
    if (state->session && !world->patient) {
        unsigned seconds = ui_seconds_left(state, world, now);
        if (!state->asking)
            next = sooner(next, question_time(state, world));
        else
            next = sooner(next, reset_time(state, world) - (seconds ? seconds - 1 : 0) * 1000ull);
    }
    return next;
}

unsigned ui_seconds_left(const struct ui_state *state, const struct ui_world *world, uint64_t now)
{
    if (!state->asking || !world->content)
        return 0;
    uint64_t end = reset_time(state, world);
    return end > now ? (unsigned)((end - now + 999) / 1000) : 0;
}
