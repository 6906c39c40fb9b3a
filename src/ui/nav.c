#include "ui/nav.h"

#include "ui/motion.h"

#include <string.h>

/* How much of a screen "More below" moves: the last lines stay, so that the eye finds its place again. */
#define MORE_PERCENT 80

/* The place stands there in the next frame, or after a fade. */
static void turn_to(struct ui_state *state, struct ui_place place, unsigned fade_ms, uint64_t now)
{
    struct ui_place from = state->here;
    from.scroll = ui_scroll(state, now);
    from.focus = FRAME_NO_TARGET;
    motion_stop(state);
    if (fade_ms > 0) {
        state->from = from;
        state->motion_start = now;
        state->motion_ms = fade_ms;
    }
    state->here = place;
    state->came = now;
    gesture_kill(&state->press.finger);
    state->press.target = FRAME_NO_TARGET;
    state->press.inside = false;
}

static void go(struct ui_state *state, struct ui_place place, uint64_t now)
{
    if (state->trail_count == UI_TRAIL_MAX) {
        memmove(&state->trail[0], &state->trail[1], sizeof state->trail - sizeof state->trail[0]);
        state->trail_count--;
    }
    struct ui_place *last = &state->trail[state->trail_count++];
    *last = state->here;
    last->scroll = ui_scroll(state, now);
    turn_to(state, place, 0, now);
}

static struct ui_place place_of(enum ui_screen screen, size_t index)
{
    return (struct ui_place){.screen = screen, .index = index, .focus = FRAME_NO_TARGET};
}

static void show_slide(struct ui_state *state, const struct ui_world *world, size_t slide, uint64_t now)
{
    unsigned ms = state->here.screen == UI_SLIDES ? world->content->fade_ms : 0;
    struct ui_place place = place_of(UI_SLIDES, slide);
    place.focus = state->here.screen == UI_SLIDES ? state->here.focus : FRAME_NO_TARGET;
    if (state->here.screen != UI_SLIDES || state->here.index != slide)
        turn_to(state, place, ms, now);
    state->slide_since = now;
}

void nav_home(struct ui_state *state, uint64_t now)
{
    state->trail_count = 0;
    if (state->here.screen != UI_MENU) {
        turn_to(state, place_of(UI_MENU, 0), 0, now);
        return;
    }
    /* Home once more: back to its top. */
    motion_scroll(state, ui_scroll(state, now), 0, UI_SCROLL_EASE_MS, now);
}

void nav_slide(struct ui_state *state, const struct ui_world *world, int step, uint64_t now)
{
    size_t from = state->here.screen == UI_SLIDES ? state->here.index : CONTENT_NONE;
    size_t next = due_next(world->content, from, step, &world->clock);
    if (next == CONTENT_NONE)
        nav_home(state, now);
    else
        show_slide(state, world, next, now);
}

/* Where Back leads: the last place of the trail, else the menu, else the slides. */
static bool back_place(const struct ui_state *state, const struct ui_world *world, struct ui_place *place)
{
    if (state->trail_count > 0) {
        *place = state->trail[state->trail_count - 1];
        return true;
    }
    if (state->here.screen == UI_SLIDES)
        return false;
    *place = place_of(UI_MENU, 0);
    if (state->here.screen != UI_MENU)
        return true;
    *place = place_of(UI_SLIDES, due_next(world->content, CONTENT_NONE, 1, &world->clock));
    return place->index != CONTENT_NONE;
}

void nav_back(struct ui_state *state, const struct ui_world *world, uint64_t now)
{
    struct ui_place place;
    if (!back_place(state, world, &place))
        return;
    if (state->trail_count > 0)
        state->trail_count--;
    turn_to(state, place, 0, now);
    if (place.screen == UI_SLIDES)
        state->slide_since = now;
}

bool nav_leads(const struct ui_state *state, const struct ui_world *world, struct action action,
               struct ui_place *place)
{
    if (action.kind == ACTION_BACK)
        return back_place(state, world, place);
    if (action.kind != ACTION_NEXT && action.kind != ACTION_PREVIOUS)
        return false;
    size_t from = state->here.screen == UI_SLIDES ? state->here.index : CONTENT_NONE;
    size_t next = due_next(world->content, from, action.kind == ACTION_NEXT ? 1 : -1, &world->clock);
    if (next == CONTENT_NONE || next == from)
        return false;
    *place = place_of(UI_SLIDES, next);
    return true;
}

/* The page may have become shorter than it was when it was scrolled: another size, other content. */
static int within_page(const struct ui_world *world, int scroll)
{
    int max = world->shown ? frame_scroll_max(world->shown) : 0;
    return scroll < 0 ? 0 : scroll > max ? max : scroll;
}

int nav_scroll_seen(const struct ui_state *state, const struct ui_world *world, uint64_t now)
{
    return within_page(world, ui_scroll(state, now));
}

int nav_scroll_goal(const struct ui_state *state, const struct ui_world *world)
{
    return within_page(world, motion_scroll_goal(state));
}

void nav_scroll(struct ui_state *state, const struct ui_world *world, int dy, unsigned ms, uint64_t now)
{
    if (!world->shown || !frame_scroller(world->shown))
        return;
    int from = nav_scroll_seen(state, world, now);
    int to = within_page(world, nav_scroll_goal(state, world) + dy);
    motion_scroll(state, from, to, ms, now);
}

static void show_more(struct ui_state *state, const struct ui_world *world, uint64_t now)
{
    const struct layer *page = world->shown ? frame_scroller(world->shown) : NULL;
    if (page)
        nav_scroll(state, world, page->clip.h * MORE_PERCENT / 100, UI_SCROLL_EASE_MS, now);
}

/* The sheet of languages closes with the choice. A page in another language has other lines: it is shown anew
 * from its top. */
static void choose_language(struct ui_state *state, const struct ui_world *world, size_t lang, uint64_t now)
{
    if (lang != state->lang) {
        motion_scroll(state, 0, 0, 0, now);
        for (size_t i = 0; i < state->trail_count; i++)
            state->trail[i].scroll = 0;
    }
    state->lang = lang;
    if (state->here.screen == UI_LANGUAGES)
        nav_back(state, world, now);
}

void nav_act(struct ui_state *state, const struct ui_world *world, struct action action, uint64_t now)
{
    struct ui_place place;
    switch (action.kind) {
    case ACTION_NONE:
    case ACTION_STAY:
        break;
    case ACTION_HOME:
        nav_home(state, now);
        break;
    case ACTION_BACK:
        nav_back(state, world, now);
        break;
    case ACTION_PAGE:
        if (state->here.screen != UI_PAGE || state->here.index != action.index)
            go(state, place_of(UI_PAGE, action.index), now);
        break;
    case ACTION_SLIDE:
        state->trail_count = 0;
        show_slide(state, world, action.index, now);
        break;
    case ACTION_LINK:
        place = place_of(UI_LINK, 0);
        place.uri = action.uri;
        go(state, place, now);
        break;
    case ACTION_PREVIOUS:
        nav_slide(state, world, -1, now);
        break;
    case ACTION_NEXT:
        nav_slide(state, world, 1, now);
        break;
    case ACTION_PAUSE:
        state->paused = !state->paused;
        state->slide_since = now;
        break;
    case ACTION_LANGUAGE:
        choose_language(state, world, action.index, now);
        break;
    case ACTION_LANGUAGES:
        go(state, place_of(UI_LANGUAGES, 0), now);
        break;
    case ACTION_MORE:
        show_more(state, world, now);
        break;
    case ACTION_TOP:
        motion_scroll(state, nav_scroll_seen(state, world, now), 0, UI_SCROLL_EASE_MS, now);
        break;
    }
}

void nav_reset(struct ui_state *state, const struct ui_world *world, uint64_t now)
{
    struct ui_place from = state->here;
    from.scroll = ui_scroll(state, now);
    from.focus = FRAME_NO_TARGET;
    ui_start(state, world, now);
    bool moved = from.screen != state->here.screen || from.index != state->here.index;
    if (moved) {
        state->from = from;
        state->motion_start = now;
        state->motion_ms = UI_RESET_FADE_MS;
        state->came = now;
    }
}
