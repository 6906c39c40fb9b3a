#include "kiosk/service.h"

#include <stdlib.h>
#include <systemd/sd-daemon.h>

/* The watchdog is fed so many times within its patience: a late pass is not a dead kiosk. */
#define MEALS 4

bool service_attended(void)
{
    const char *socket = getenv("NOTIFY_SOCKET");
    return socket && socket[0];
}

void service_start(struct service *service)
{
    uint64_t us = 0;
    *service = (struct service){.ready = false};
    if (sd_watchdog_enabled(0, &us) <= 0)
        return;
    service->every = us / 1000 / MEALS;
    service->every += service->every == 0;
}

uint64_t service_passed(struct service *service, const struct player_pass *pass)
{
    bool waits = !pass->device;
    if (!service->ready && (waits || pass->frames > 0)) {
        service->ready = true;
        (void)sd_notify(0, "READY=1");
    }
    if (service->every == 0)
        return UINT64_MAX;
    if ((waits || pass->trouble == PLAYER_FINE) &&
        (service->fed == 0 || pass->now >= service->fed + service->every)) {
        service->fed = pass->now;
        (void)sd_notify(0, "WATCHDOG=1");
    }
    return service->fed + service->every > pass->now ? service->fed + service->every
                                                     : pass->now + service->every;
}

void service_status(const char *text)
{
    (void)sd_notifyf(0, "STATUS=%s", text);
}

void service_stop(void)
{
    (void)sd_notify(0, "STOPPING=1");
}
