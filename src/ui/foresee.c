/* What comes next, so that it can be laid out and painted before it is needed. */
#include "ui/motion.h"
#include "ui/nav.h"

static bool same_place(const struct ui_place *a, const struct ui_place *b)
{
    return a->screen == b->screen && a->index == b->index && a->uri == b->uri && a->scroll == b->scroll;
}

static void act(struct ui_state *next, const struct ui_world *world, uint64_t now)
{
    const struct ui_press press = next->press;
    if (ui_pressing(next)) {
        if (press.inside && press.target != FRAME_NO_TARGET)
            nav_act(next, world, press.action, now);
    } else if (next->here.screen == UI_SLIDES) {
        nav_slide(next, world, 1, now);
    } else {
        nav_act(next, world, (struct action){.kind = ACTION_MORE}, now);
    }
}

bool ui_foresee(const struct ui_state *state, const struct ui_world *world, uint64_t now,
                struct ui_state *next)
{
    *next = *state;
    if (!world->content || state->asking || state->push.active || ui_moving(state, now))
        return false;
    act(next, world, now);
    motion_stop(next);
    next->press = (struct ui_press){.target = FRAME_NO_TARGET};
    return next->lang != state->lang || next->paused != state->paused ||
           !same_place(&next->here, &state->here);
}
