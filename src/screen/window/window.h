/* window: the display and the input of the machine: X11 or Wayland in a window, KMSDRM on a console.
 *
 * It waits without polling: until an input, a wake-up from another thread, or the deadline. Input comes in px
 * of the upright screen, whatever the panel's rotation; mouse and touch both, each once. */
#ifndef LOBBY_SCREEN_WINDOW_H
#define LOBBY_SCREEN_WINDOW_H

#include "base/err.h"
#include "paint/paint.h"
#include "ui/frame.h"
#include "ui/input.h"

struct window;

struct window_options {
    const char *title;
    int w, h; /* of the upright screen in a window; ignored when fullscreen */
    bool fullscreen;
    bool kiosk;         /* no cursor; only the visitor's keys */
    int rotation;       /* 0, 90, 180, 270 degrees clockwise; must be paint's */
    const char *driver; /* "software", "opengles2", or NULL: what SDL_RENDER_DRIVER says in the environment;
                           else software under X11, opengles2 on KMSDRM */
    bool hidden;        /* no display at all (SDL's dummy): for measuring and tests */
};

enum window_event_kind {
    WINDOW_INPUT,
    WINDOW_EXPOSED, /* present again, whole */
    WINDOW_RESIZED, /* ask window_size */
    WINDOW_QUIT,
    WINDOW_DISPLAY,    /* on a console a display came or went: this window may show nothing any more; make
                          another */
    WINDOW_FULLSCREEN, /* the window did it; a resize follows */
    WINDOW_RELOAD,     /* r */
    WINDOW_FIGURES,    /* d */
    WINDOW_SCREENSHOT  /* F12 */
};

struct window_event {
    enum window_event_kind kind;
    struct input input;
};

/* Tells the libraries under SDL, through the environment, what is not wanted of them. To be called before the
 * program starts threads: one that asks for the environment while it changes may crash, as fontconfig did.
 * Once is enough. */
void window_prepare(void);

/* One at a time, and the thread that creates it is the one that waits and presents. On a console without a
 * display it fails and says so; it may be tried again. SIGINT and SIGTERM come as WINDOW_QUIT from then on,
 * unless the program has handlers of its own. paint must outlive the window. */
struct window *window_create(const struct window_options *options, struct paint *paint, struct err *err);
void window_destroy(struct window *window);

/* The room that a window has on this desktop, in px: without bars and the window's own frame. False and err
 * on a console and without a display. */
bool window_desktop(int *w, int *h, struct err *err) MUST_USE;

/* Size of the upright screen in px. */
void window_size(const struct window *window, int *w, int *h);

/* Milliseconds of a monotonic clock. */
uint64_t window_now(void);

/* Waits until there is an event, window_wake was called, or window_now() >= deadline (UINT64_MAX: for ever).
 * Returns the number of events written, possibly 0. */
size_t window_wait(struct window *window, uint64_t deadline, struct window_event *events, size_t max);

/* Ends a window_wait from any thread. */
void window_wake(struct window *window);

/* Draws a frame and shows it (waits for the display's refresh where there is one). */
bool window_present(struct window *window, const struct frame *frame, struct err *err) MUST_USE;

/* Shows nothing but a color (0xRRGGBB), until there is a frame to present: a window that has just been opened
 * would be black. */
void window_ground(struct window *window, uint32_t color);

/* How long a frame of a motion stands, in us: as long as the display shows it, but no more than 60 a second.
 */
unsigned window_interval(const struct window *window);

/* The name of the first touchscreen that is plugged in; NULL: none. Until the next window_wait. */
const char *window_touchscreen(const struct window *window);

/* "x11 software", "kmsdrm opengles2": for the log and the figures. */
const char *window_describe(const struct window *window);

#endif
