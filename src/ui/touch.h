/* ui/touch: what a finger's gesture does to the screen under it. Only the ui room's own files use it. */
#ifndef LOBBY_UI_TOUCH_H
#define LOBBY_UI_TOUCH_H

#include "ui/state.h"

struct touched {
    struct action action; /* of a finished tap */
    bool alive;           /* somebody is there; false for what no hand does */
};

/* Takes INPUT_DOWN, INPUT_MOVE, INPUT_UP or INPUT_CANCEL. Scrolls and swipes are done when it returns. */
struct touched touch_step(struct ui_state *state, const struct ui_world *world, const struct input *input,
                          uint64_t now);

/* A key or the wheel has taken over: the finger on the glass means nothing until it is lifted. */
void touch_release(struct ui_state *state, const struct ui_world *world, uint64_t now);

/* Whatever lies on the glass is no finger any more: what it pushed goes back to its place. */
void touch_forget(struct ui_state *state, const struct ui_world *world, uint64_t now);

#endif
