/* ui/motion: what moves by itself: a glide, an eased scroll, a screen that slides to its place. Only the ui
 * room's own files use it; where things are at a moment, state.h says. */
#ifndef LOBBY_UI_MOTION_H
#define LOBBY_UI_MOTION_H

#include "ui/state.h"

/* Starts a scroll from one place of the page to another, easing over ms (0: it is there at once). */
void motion_scroll(struct ui_state *state, int from, int to, unsigned ms, uint64_t now);

/* Throws the page with a speed in px per ms, downwards; it stops at 0 and at most. */
void motion_throw(struct ui_state *state, int from, int most, double speed, uint64_t now);

/* Where the scroll is going. */
int motion_scroll_goal(const struct ui_state *state);

/* A screen that is x px away from its place slides there; w is the width of the screen. */
void motion_push(struct ui_state *state, struct ui_place other, int side, int x, int w, uint64_t now);

/* The shown screen stands there alone. */
void motion_stop_fade(struct ui_state *state);

/* Everything stands where it was going to. */
void motion_stop(struct ui_state *state);

/* Ends what has come to rest. */
void motion_settle(struct ui_state *state, uint64_t now);

#endif
