/* kiosk/bell: a thread that sleeps until a descriptor is readable, and then wakes whoever has to look. */
#ifndef LOBBY_KIOSK_BELL_H
#define LOBBY_KIOSK_BELL_H

#include <stdbool.h>

struct bell;

/* wake is called on the bell's thread, once, when fd becomes readable after bell_listen. The bell listens
 * from the start. NULL without memory or a thread. */
struct bell *bell_create(int fd, void (*wake)(void *user), void *user);

/* True when it rang since this was last asked. */
bool bell_rang(struct bell *bell);

/* Listens again; to be called when what was readable was taken. */
void bell_listen(struct bell *bell);

/* wake is not called any more once this returns. */
void bell_destroy(struct bell *bell);

#endif
