/* window/x11: the connection to the X server, to sleep on it.
 *
 * SDL can sleep there by itself, but to wake it from another thread it sends an X event over a second
 * connection. When the window has just been destroyed over the first, the server answers BadWindow, and Xlib
 * ends the program. So the connection is waited on here, together with a descriptor that other threads write
 * to. */
#ifndef LOBBY_SCREEN_WINDOW_X11_H
#define LOBBY_SCREEN_WINDOW_X11_H

#include <stdbool.h>

struct SDL_Window;

/* The display of a window and its descriptor; display is NULL when the window is not one of X11. */
struct x11 {
    void *display;
    int fd;
};

struct x11 x11_of(struct SDL_Window *window);

/* True when there are events that SDL has not been given yet, wherever Xlib and XCB keep them; sends
 * everything that waits to be sent. When it says false, what comes next shows at the descriptor. */
bool x11_pending(const struct x11 *x11);

#endif
