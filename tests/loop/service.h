/* service: what systemd does for the kiosk: starts it, listens to it, ends it when it does not feed its
 * watchdog or is not up in time, and starts it again whenever it is gone. */
#ifndef LOBBY_TESTS_LOOP_SERVICE_H
#define LOBBY_TESTS_LOOP_SERVICE_H

#include <stdbool.h>

struct service;

/* The start may take 15 s. words: the command line, NULL-terminated; folder: for its socket. */
struct service *service_start(const char *const *words, const char *folder, unsigned watchdog_ms);

/* So often it was started, and ended because it did not live. */
unsigned service_starts(struct service *service);
unsigned service_bites(struct service *service);
bool service_ready(struct service *service);

void service_stop(struct service *service);

#endif
