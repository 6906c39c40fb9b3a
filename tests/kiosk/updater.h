/* The updater's side of the store, which a test of the kiosk's cannot include. */
#ifndef LOBBY_TESTS_KIOSK_UPDATER_H
#define LOBBY_TESTS_KIOSK_UPDATER_H

/* Leaves version 2 (commit bbb...) as a trial; base is a folder for its parts. */
void updater_leaves(const char *base, const char *state);

#endif
