#include "window/wait.h"

#include "window/devices.h"
#include "window/displays.h"
#include "window/signals.h"
#include "window/window.h"

#include "base/file.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <SDL.h>

/* SDL hears of a new device from udev, some time after its node appeared: until then it is asked often. */
#define SETTLE_MS      2000
#define SETTLE_LOOK_MS 100

struct waiter {
    enum wait_for what;
    atomic_bool woken; /* and nobody was told yet */
    Uint32 event;      /* WAIT_SDL: what wakes SDL */
    int fd;            /* an eventfd: what wakes poll */
    struct x11 x11;
    struct devices *devices;
    int displays; /* -1: not waited for */
    uint64_t settle_until;
};

struct waiter *waiter_create(enum wait_for what, struct x11 x11, int displays, struct err *err)
{
    struct waiter *waiter = calloc(1, sizeof *waiter);
    if (!waiter) {
        file_close_p(&displays);
        err_set(err, "out of memory");
        return NULL;
    }
    waiter->displays = displays;
    waiter->what = what;
    waiter->x11 = x11;
    waiter->event = SDL_RegisterEvents(1);
    waiter->fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (waiter->fd < 0) {
        err_set(err, "eventfd: %s", strerror(errno));
        file_close_p(&waiter->displays);
        free(waiter);
        return NULL;
    }
    if (what != WAIT_DEVICES) {
        file_close_p(&waiter->displays);
    } else {
        waiter->devices = devices_create("/dev/input");
    }
    signals_start(waiter->fd);
    SDL_PumpEvents(); /* what came before the devices were opened here would not wake us */
    return waiter;
}

void waiter_destroy(struct waiter *waiter)
{
    if (!waiter) {
        return;
    }
    signals_stop();
    devices_destroy(waiter->devices);
    file_close_p(&waiter->displays);
    close(waiter->fd);
    free(waiter);
}

/* For poll and SDL: -1 is for ever. */
static int timeout_until(uint64_t deadline)
{
    if (deadline == UINT64_MAX) {
        return -1;
    }
    const uint64_t now = window_now();
    if (deadline <= now) {
        return 0;
    }
    return deadline - now < INT_MAX ? (int)(deadline - now) : INT_MAX;
}

static void take_wakes(struct waiter *waiter)
{
    uint64_t wakes;
    const ssize_t taken = read(waiter->fd, &wakes, sizeof wakes);
    (void)taken; /* nothing to take is fine */
}

/* What has come already goes to SDL first; nothing is sent to the server after that, so nothing can slip in
 * unseen. */
static void wait_x11(struct waiter *waiter, uint64_t deadline)
{
    SDL_PumpEvents();
    if (SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT) || x11_pending(&waiter->x11)) {
        deadline = 0;
    }
    struct pollfd fds[] = {{.fd = waiter->fd, .events = POLLIN}, {.fd = waiter->x11.fd, .events = POLLIN}};
    (void)poll(fds, sizeof fds / sizeof fds[0], timeout_until(deadline));
    take_wakes(waiter);
    SDL_PumpEvents();
}

static enum wait_end wait_devices(struct waiter *waiter, uint64_t deadline)
{
    struct pollfd fds[3 + DEVICES_MAX] = {{.fd = waiter->fd, .events = POLLIN},
                                          {.fd = waiter->displays, .events = POLLIN}};
    nfds_t n = 2;
    if (waiter->devices) {
        n += devices_poll(waiter->devices, fds + n, DEVICES_MAX + 1);
    }
    const uint64_t now = window_now();
    if (now < waiter->settle_until && deadline > now + SETTLE_LOOK_MS) {
        deadline = now + SETTLE_LOOK_MS;
    }
    /* An error is a signal: the same as any other reason to look. */
    (void)poll(fds, n, timeout_until(deadline));
    take_wakes(waiter);
    const bool changed = waiter->devices && devices_drain(waiter->devices);
    if (changed) {
        waiter->settle_until = window_now() + SETTLE_MS;
    }
    SDL_PumpEvents();
    if (waiter->displays >= 0 && displays_changed(waiter->displays)) {
        return WAIT_NEW_DISPLAY;
    }
    return changed ? WAIT_NEW_DEVICES : WAIT_ENDED;
}

enum wait_end waiter_wait(struct waiter *waiter, uint64_t deadline)
{
    enum wait_end end = WAIT_ENDED;
    if (atomic_load(&waiter->woken)) {
        deadline = 0;
    }
    if (waiter->what == WAIT_SDL) {
        SDL_WaitEventTimeout(NULL, timeout_until(deadline));
        SDL_PumpEvents();
    } else if (waiter->what == WAIT_X11) {
        wait_x11(waiter, deadline);
    } else {
        if (SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT)) {
            deadline = 0;
        }
        end = wait_devices(waiter, deadline);
    }
    if (end != WAIT_ENDED) {
        return end; /* who was woken is told the next time */
    }
    return atomic_exchange(&waiter->woken, false) ? WAIT_WOKEN : WAIT_ENDED;
}

void waiter_wake(struct waiter *waiter)
{
    if (atomic_exchange(&waiter->woken, true)) {
        return; /* it is on its way */
    }
    if (waiter->what == WAIT_SDL) {
        SDL_PushEvent(&(SDL_Event){.type = waiter->event});
        return;
    }
    const uint64_t one = 1;
    const ssize_t written = write(waiter->fd, &one, sizeof one);
    (void)written; /* a full counter wakes too */
}
