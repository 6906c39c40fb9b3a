/* workshop: the updater's half from inside. For this room only. */
#ifndef LOBBY_STORE_WORKSHOP_H
#define LOBBY_STORE_WORKSHOP_H

#include "store/state.h"
#include "store/updater.h"

struct store_updater {
    char *path;
    int lock, state, generations;
    struct state_memory memory;
    struct state_verdicts verdicts; /* as read last */
};

/* Reads the kiosk's verdicts anew and remembers what it found bad. */
void updater_look(struct store_updater *updater);

/* Removes what interrupted runs left in generations/. Best effort. */
void updater_clear(struct store_updater *updater);

/* Removes a generation: whole, or at least its name. */
bool updater_take_off(struct store_updater *updater, const struct store_id *id, struct err *err) MUST_USE;

#endif
