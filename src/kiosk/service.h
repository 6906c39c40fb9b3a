/* kiosk/service: what systemd is told (sd_notify(3)): that the kiosk is up, that it lives, what it shows.
 * Without systemd (NOTIFY_SOCKET is not set) nothing is done. */
#ifndef LOBBY_KIOSK_SERVICE_H
#define LOBBY_KIOSK_SERVICE_H

#include "player/player.h"

struct service {
    bool ready;
    uint64_t every, fed; /* ms: the watchdog's food; every is 0 without one */
};

/* True when there is a service manager to speak to, which will start this program again when it ends. */
bool service_attended(void);

void service_start(struct service *service);

/* Says that it is up with the first frame, or as soon as a display has to be waited for, and from then on
 * that it lives: but only while passes come and frames can be shown. Returns when it wants to be called
 * again. */
uint64_t service_passed(struct service *service, const struct player_pass *pass);

/* One line for "systemctl status". */
void service_status(const char *text);

void service_stop(void);

#endif
