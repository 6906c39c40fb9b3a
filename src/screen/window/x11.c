#include "window/x11.h"

#include <SDL.h>
#include <SDL_syswm.h>
#include <X11/Xlib.h>

struct x11 x11_of(struct SDL_Window *window)
{
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (!SDL_GetWindowWMInfo(window, &info) || info.subsystem != SDL_SYSWM_X11) {
        return (struct x11){.fd = -1};
    }
    return (struct x11){.display = info.info.x11.display, .fd = ConnectionNumber(info.info.x11.display)};
}

bool x11_pending(const struct x11 *x11)
{
    return XPending(x11->display) > 0;
}
