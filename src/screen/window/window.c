#include "window/window.h"

#include "base/file.h"
#include "paint/canvas.h"
#include "window/displays.h"
#include "window/drm.h"
#include "window/events.h"
#include "window/turn.h"
#include "window/wait.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <SDL.h>

/* A developer's window does not get smaller than this on either side (px): no layout was made for a slit. */
#define SIDE_LEAST 320

/* Motion is drawn this often where the display does not ask for less. */
#define PACE_HZ 60

struct window {
    struct paint *paint; /* the caller's */
    SDL_Window *sdl;
    SDL_Renderer *renderer;
    struct waiter *waiter;
    int displays; /* from displays_open, until the waiter has it */
    struct events events;
    int rotation;
    int windowed_w, windowed_h; /* before it went to fullscreen */
    char *description;
    void (*finish)(void); /* glFinish, or NULL: not needed */
    bool loses_first;     /* the next frame that is handed over will not be seen */
    unsigned interval_us;
    bool accelerated;
};

uint64_t window_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value && *value;
}

/* Says which back ends may be tried. Left alone, SDL would end with one that shows nothing to nobody; and on
 * a console it would take the first card, and fail in words that help nobody when no display is on it. */
static bool choose_display(struct err *err)
{
    if (is_set("SDL_VIDEODRIVER")) {
        return true;
    }
    if (is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")) {
        /* Wayland is not even tried without its variable: its library would complain on standard error. */
        SDL_SetHint(SDL_HINT_VIDEODRIVER, is_set("WAYLAND_DISPLAY") ? "x11,wayland" : "x11");
        return true;
    }
    int card;
    if (!drm_find_card("/sys/class/drm", &card, err)) {
        return false;
    }
    char number[16];
    snprintf(number, sizeof number, "%d", card);
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "KMSDRM");
    SDL_SetHint(SDL_HINT_KMSDRM_DEVICE_INDEX, number);
    return true;
}

void window_prepare(void)
{
    static bool prepared;
    if (prepared) {
        return;
    }
    prepared = true;
    /* Nothing is typed here; parsing the Compose file is most of what starting on X11 takes. */
    setenv("XCOMPOSEFILE", "/dev/null", 1);
    /* SDL looks for the desktop's bus. Without one, libdbus would start one: a fork in the middle of our
     * threads, whose other end it waits for without a limit. */
    setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 0);
}

/* Before SDL's video starts. The environment wins over all but the dummy. */
static void give_hints(const struct window_options *options)
{
    window_prepare();
    if (options->hidden) {
        SDL_SetHintWithPriority(SDL_HINT_VIDEODRIVER, "dummy", SDL_HINT_OVERRIDE);
    }
    SDL_SetHint(SDL_HINT_APP_NAME, options->title);
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0"); /* software means software: no Mesa behind it */
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");       /* or every tap would come twice */
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, options->kiosk ? "0" : "1");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
}

static bool is_video(const char *driver)
{
    const char *current = SDL_GetCurrentVideoDriver();
    return current && strcmp(current, driver) == 0;
}

static bool has_desktop(void)
{
    return is_video("x11") || is_video("wayland");
}

static enum wait_for wait_on(const struct x11 *x11)
{
    if (x11->display) {
        return WAIT_X11;
    }
    return has_desktop() ? WAIT_SDL : is_video("KMSDRM") ? WAIT_DEVICES : WAIT_NOTHING;
}

/* By its name and no other: SDL's hint would silently fall back to whatever works. */
static SDL_Renderer *create_renderer(SDL_Window *sdl, const char *driver, struct err *err)
{
    for (int i = 0; i < SDL_GetNumRenderDrivers(); i++) {
        SDL_RendererInfo info;
        if (SDL_GetRenderDriverInfo(i, &info) != 0 || strcmp(info.name, driver) != 0) {
            continue;
        }
        /* SDL would simulate a refresh for software with a sleep; pacing is the caller's. */
        const Uint32 flags = info.flags & SDL_RENDERER_ACCELERATED ? SDL_RENDERER_PRESENTVSYNC : 0;
        SDL_Renderer *renderer = SDL_CreateRenderer(sdl, i, flags);
        if (!renderer) {
            err_set(err, "render driver %s: %s", driver, SDL_GetError());
        }
        return renderer;
    }
    err_set(err, "SDL has no render driver \"%s\"", driver);
    return NULL;
}

/* Some drivers show what is in a buffer when it is handed over (virtio-gpu, displays on USB), and Mesa on the
 * processor may be drawing still: of a picture that stands, that would be all that is ever seen. */
static void (*find_finish(void))(void)
{
    void (*finish)(void) = NULL;
    if (is_video("KMSDRM")) {
        void *found = SDL_GL_GetProcAddress("glFinish");
        memcpy(&finish, &found, sizeof finish);
    }
    return finish;
}

static bool open_window(struct window *window, const struct window_options *options, struct err *err)
{
    Uint32 flags = SDL_WINDOW_ALLOW_HIGHDPI;
    if (options->fullscreen || is_video("KMSDRM")) {
        flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
    }
    if (has_desktop()) {
        flags |= SDL_WINDOW_RESIZABLE;
    }
    turn_size(options->rotation, options->w, options->h, &window->windowed_w, &window->windowed_h);
    window->sdl = SDL_CreateWindow(options->title, SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED,
                                   window->windowed_w, window->windowed_h, flags);
    if (!window->sdl) {
        return err_set(err, "window: %s", SDL_GetError());
    }
    SDL_SetWindowMinimumSize(window->sdl, SIDE_LEAST, SIDE_LEAST);
    /* KMSDRM and Wayland have nothing that software could draw on. */
    const bool software = !is_video("KMSDRM") && !is_video("wayland");
    const char *driver = options->driver               ? options->driver
                         : is_set("SDL_RENDER_DRIVER") ? getenv("SDL_RENDER_DRIVER")
                         : software                    ? "software"
                                                       : "opengles2";
    window->renderer = create_renderer(window->sdl, driver, err);
    if (!window->renderer) {
        return false;
    }
    window->finish = find_finish();
    window->loses_first = is_video("KMSDRM");
    window->accelerated = strcmp(driver, "software") != 0;
    if (asprintf(&window->description, "%s %s", SDL_GetCurrentVideoDriver(), driver) < 0) {
        window->description = NULL;
        return err_set(err, "out of memory");
    }
    return true;
}

static void measure(struct window *window)
{
    SDL_DisplayMode mode;
    const int display = SDL_GetWindowDisplayIndex(window->sdl);
    const bool known =
        display >= 0 && SDL_GetCurrentDisplayMode(display, &mode) == 0 && mode.refresh_rate > 0;
    const int most = known && mode.refresh_rate < PACE_HZ ? mode.refresh_rate : PACE_HZ;
    window->interval_us = 1000000u / (unsigned)most;
    int panel_w, panel_h, w, h;
    SDL_GetWindowSizeInPixels(window->sdl, &panel_w, &panel_h);
    SDL_GetWindowSize(window->sdl, &w, &h);
    events_measure(&window->events, panel_w, panel_h, w, h);
}

static bool start(struct window *window, const struct window_options *options, struct err *err)
{
    window->displays = options->hidden ? -1 : displays_open();
    give_hints(options);
    if (!options->hidden && !choose_display(err)) {
        return false;
    }
    /* Video alone: joysticks and sensors would make SDL poll, and sound belongs to another room. */
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
        return err_set(err, "display: %s", SDL_GetError());
    }
    SDL_StopTextInput();
    SDL_EventState(SDL_DROPFILE, SDL_DISABLE);
    SDL_EventState(SDL_DROPTEXT, SDL_DISABLE);
    if (options->kiosk) {
        SDL_ShowCursor(SDL_DISABLE);
    }
    if (!open_window(window, options, err)) {
        return false;
    }
    const struct x11 x11 = x11_of(window->sdl);
    window->waiter = waiter_create(wait_on(&x11), x11, window->displays, err);
    window->displays = -1;
    if (!window->waiter) {
        return false;
    }
    events_init(&window->events, options->rotation, options->kiosk);
    measure(window);
    return true;
}

/* What a window manager puts around a window: no more than this (px of height). */
#define WINDOW_FRAME 40

bool window_desktop(int *w, int *h, struct err *err)
{
    if (!is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY")) {
        return err_set(err,
                       "there is no desktop to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set");
    }
    give_hints(&(struct window_options){.title = "Lobby"});
    if (!choose_display(err)) {
        return false;
    }
    SDL_Rect room;
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
        const char *name = getenv(is_set("DISPLAY") ? "DISPLAY" : "WAYLAND_DISPLAY");
        return err_set(err, "the display %s cannot be opened (%s)", name, SDL_GetError());
    }
    const bool known = SDL_GetDisplayUsableBounds(0, &room) == 0;
    if (!known) {
        err_set(err, "display: %s", SDL_GetError());
    }
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    if (known) {
        *w = room.w;
        *h = room.h - WINDOW_FRAME;
    }
    return known;
}

struct window *window_create(const struct window_options *options, struct paint *paint, struct err *err)
{
    struct window *window = calloc(1, sizeof *window);
    if (!window) {
        err_set(err, "out of memory");
        return NULL;
    }
    window->paint = paint;
    window->displays = -1;
    window->rotation = options->rotation;
    if (!start(window, options, err)) {
        window_destroy(window);
        return NULL;
    }
    return window;
}

void window_destroy(struct window *window)
{
    if (!window) {
        return;
    }
    waiter_destroy(window->waiter);
    file_close_p(&window->displays);
    if (window->renderer) {
        canvas_reset(window->paint); /* its textures belong to the renderer */
        SDL_DestroyRenderer(window->renderer);
    }
    if (window->sdl) {
        SDL_DestroyWindow(window->sdl);
    }
    if (SDL_WasInit(SDL_INIT_VIDEO)) {
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    }
    free(window->description);
    free(window);
}

void window_size(const struct window *window, int *w, int *h)
{
    turn_size(window->rotation, window->events.panel_w, window->events.panel_h, w, h);
}

static void toggle_fullscreen(struct window *window)
{
    if (!has_desktop()) {
        return;
    }
    if (SDL_GetWindowFlags(window->sdl) & SDL_WINDOW_FULLSCREEN_DESKTOP) {
        SDL_SetWindowFullscreen(window->sdl, 0);
        /* Without a window manager nobody else would do it. */
        SDL_SetWindowSize(window->sdl, window->windowed_w, window->windowed_h);
    } else {
        SDL_GetWindowSize(window->sdl, &window->windowed_w, &window->windowed_h);
        SDL_SetWindowFullscreen(window->sdl, SDL_WINDOW_FULLSCREEN_DESKTOP);
    }
}

/* Moves what SDL has queued into our queue. Not SDL_PollEvent: with its sentinel it can say "nothing" once
 * while an event waits. */
static void translate(struct window *window)
{
    SDL_Event event;
    while (events_room(&window->events) &&
           SDL_PeepEvents(&event, 1, SDL_GETEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT) == 1) {
        if (event.type == SDL_WINDOWEVENT && event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED) {
            measure(window);
        }
        switch (events_translate(&window->events, &event)) {
        case EVENTS_FULLSCREEN:
            toggle_fullscreen(window);
            break;
        case EVENTS_LOST_TEXTURES:
            canvas_reset(window->paint);
            break;
        case EVENTS_NOTHING:
            break;
        }
    }
}

size_t window_wait(struct window *window, uint64_t deadline, struct window_event *events, size_t max)
{
    for (;;) {
        /* What did not fit into the last answer goes first. */
        const enum wait_end end = waiter_wait(window->waiter, window->events.count > 0 ? 0 : deadline);
        if (end == WAIT_NEW_DEVICES && events_room(&window->events)) {
            events_cancel(&window->events);
        }
        if (end == WAIT_NEW_DISPLAY && max > 0) {
            events[0] = (struct window_event){.kind = WINDOW_DISPLAY};
            return 1;
        }
        translate(window);
        if (window->events.count > 0 || end == WAIT_WOKEN || window_now() >= deadline) {
            return events_take(&window->events, events, max);
        }
    }
}

unsigned window_interval(const struct window *window)
{
    return window->interval_us;
}

const char *window_touchscreen(const struct window *window)
{
    (void)window; /* SDL has one list for all */
    for (int i = 0; i < SDL_GetNumTouchDevices(); i++) {
        if (SDL_GetTouchDeviceType(SDL_GetTouchDevice(i)) == SDL_TOUCH_DEVICE_DIRECT) {
            const char *name = SDL_GetTouchName(i);
            return name && *name ? name : "a touchscreen without a name";
        }
    }
    return NULL;
}

void window_wake(struct window *window)
{
    waiter_wake(window->waiter);
}

/* SDL 2.26 sets a mode after it has made a KMSDRM window, and makes the window's buffers anew when the next
 * frame is handed over (egl_surface_dirty in KMSDRM_GLES_SwapWindow): what was drawn into the old ones is
 * lost, and of a picture that stands, black would be all that is ever seen. So an empty frame goes first. */
static void lose_first(struct window *window)
{
    if (window->loses_first) {
        SDL_RenderPresent(window->renderer);
        window->loses_first = false;
    }
}

/* What the software renderer draws on: SDL's renderer for a window takes this very surface. */
static SDL_Surface *surface_of(const struct window *window)
{
    return window->accelerated ? NULL : SDL_GetWindowSurface(window->sdl);
}

/* Hands over what was drawn, whole. */
static void hand_over(struct window *window)
{
    if (window->finish && SDL_RenderFlush(window->renderer) == 0) {
        window->finish();
    }
    SDL_RenderPresent(window->renderer);
}

void window_ground(struct window *window, uint32_t color)
{
    lose_first(window);
    SDL_SetRenderDrawColor(window->renderer, (Uint8)(color >> 16), (Uint8)(color >> 8), (Uint8)color, 255);
    SDL_RenderClear(window->renderer);
    hand_over(window);
}

bool window_present(struct window *window, const struct frame *frame, struct err *err)
{
    lose_first(window);
    /* Always the whole: what the back buffer holds from before is not defined. (Where something shows
     * through, canvas_draw clears.) A graphics processor is spared reading it back; the other one would only
     * write twice. */
    if ((window->accelerated && SDL_RenderClear(window->renderer) != 0) ||
        !canvas_draw(window->paint, window->renderer, surface_of(window), frame)) {
        return err_set(err, "drawing: %s", SDL_GetError());
    }
    hand_over(window);
    return true;
}

const char *window_describe(const struct window *window)
{
    return window->description;
}
