/* window/wait: sleeping until something happens, in the ways that SDL makes necessary.
 *
 * Under Wayland SDL_WaitEventTimeout sleeps in poll(2), as long as neither joysticks nor sensors are in use.
 * Under X11 it does too, but cannot be woken safely, so there the connection is waited on here (see x11.h).
 * SDL's other back ends look every millisecond, so there the devices are waited on (see devices.h), and SDL
 * is asked only after one of them had something to say. */
#ifndef LOBBY_SCREEN_WINDOW_WAIT_H
#define LOBBY_SCREEN_WINDOW_WAIT_H

#include "base/err.h"

#include "window/x11.h"

#include <stdint.h>

enum wait_for {
    WAIT_SDL,     /* SDL's own waiting */
    WAIT_X11,     /* the connection to the X server */
    WAIT_DEVICES, /* the console's input devices */
    WAIT_NOTHING  /* no input at all: only waiter_wake and the deadline */
};

struct waiter;

/* After SDL_Init and on the thread that waits. displays is what displays_open gave, before the display was
 * chosen so that nothing is missed, or -1; it belongs to the waiter from then on, also when there is none.
 * While a waiter exists, SIGINT and SIGTERM end a wait, and SDL makes an SDL_QUIT of them. There is one
 * waiter at a time. x11 is for WAIT_X11 alone. */
struct waiter *waiter_create(enum wait_for what, struct x11 x11, int displays, struct err *err);
void waiter_destroy(struct waiter *waiter);

enum wait_end {
    WAIT_ENDED,       /* SDL may have events, or the deadline has come */
    WAIT_WOKEN,       /* the same, and waiter_wake was called */
    WAIT_NEW_DEVICES, /* the same, and a device came or went */
    WAIT_NEW_DISPLAY  /* the same, and a display came or went */
};

/* Sleeps until there may be events, waiter_wake was called or window_now() >= deadline; then everything that
 * SDL knows has been pumped into its queue. May end early for no reason. */
enum wait_end waiter_wait(struct waiter *waiter, uint64_t deadline);

/* Ends a wait: the present one, or the next. From any thread. */
void waiter_wake(struct waiter *waiter);

#endif
