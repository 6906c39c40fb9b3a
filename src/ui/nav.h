/* ui/nav: going from place to place. Only the ui room's own files use it; ui/state.h is for everybody else.
 */
#ifndef LOBBY_UI_NAV_H
#define LOBBY_UI_NAV_H

#include "ui/state.h"

/* Carries out what a target, a key or a swipe asks for. */
void nav_act(struct ui_state *state, const struct ui_world *world, struct action action, uint64_t now);

/* Goes back: to the last place of the trail, else to the menu, else to the slides. */
void nav_back(struct ui_state *state, const struct ui_world *world, uint64_t now);

/* Where an action would lead, without going there: false when nowhere else. For ACTION_NEXT, ACTION_PREVIOUS
 * and ACTION_BACK. */
bool nav_leads(const struct ui_state *state, const struct ui_world *world, struct action action,
               struct ui_place *place);

/* The menu, with nothing to go back to but the slides. */
void nav_home(struct ui_state *state, uint64_t now);

/* The next (1) or previous (-1) due slide; the menu when none is due. */
void nav_slide(struct ui_state *state, const struct ui_world *world, int step, uint64_t now);

/* The scroll of the shown page as it is seen, and where it is going. */
int nav_scroll_seen(const struct ui_state *state, const struct ui_world *world, uint64_t now);
int nav_scroll_goal(const struct ui_state *state, const struct ui_world *world);

/* Scrolls the shown page by dy px from where it is going, easing over ms (0: at once). */
void nav_scroll(struct ui_state *state, const struct ui_world *world, int dy, unsigned ms, uint64_t now);

/* Ends the session: everything as before the first touch. */
void nav_reset(struct ui_state *state, const struct ui_world *world, uint64_t now);

#endif
