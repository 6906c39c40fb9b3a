/* walk: somebody who touches the kiosk here and there, in the kiosk's time. */
#ifndef LOBBY_TESTS_SOAK_WALK_H
#define LOBBY_TESTS_SOAK_WALK_H

#include "visitor.h"

/* One thing that visitors do, at random: a tap, a drag, a throw, a key. */
void walk_act(struct visitor *visitor, uint64_t *state, int w, int h);

/* Waits so many ms of the kiosk's time. */
void walk_wait(unsigned kiosk_ms);

/* How much faster than ours the kiosk's time goes. */
#define WALK_SPEED 60

#endif
