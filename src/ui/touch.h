/* ui/touch: fingers and the mouse into taps, scrolls and swipes. Only the ui room's own files use it. */
#ifndef LOBBY_UI_TOUCH_H
#define LOBBY_UI_TOUCH_H

#include "ui/state.h"

/* Takes INPUT_DOWN, INPUT_MOVE, INPUT_UP or INPUT_CANCEL. One contact counts at a time; others are ignored
 * until it has gone. Returns the action of a finished tap or swipe. */
struct action touch_step(struct ui_state *state, const struct ui_world *world, const struct input *input,
                         uint64_t now);

#endif
