#include "visitor.h"

#include "paint/png.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define START_MS 10000
#define LEAVE_MS 5000

/* OpenGL and software agree to 41.8 dB; the same bands drawn twice agree exactly. */
#define SAME_DB 38.0

struct visitor {
    Display *display;
    Window window;
    pid_t process;
    double first_picture;
};

static double now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

void visitor_wait(unsigned ms)
{
    nanosleep(&(struct timespec){ms / 1000, (long)(ms % 1000) * 1000000}, NULL);
}

static Window find_window(Display *display, Window parent)
{
    char *name = NULL;
    if (XFetchName(display, parent, &name) && name) {
        bool ours = strncmp(name, "Lobby", 5) == 0;
        XFree(name);
        if (ours)
            return parent;
    }
    Window root, above, *children = NULL, found = None;
    unsigned count = 0;
    if (!XQueryTree(display, parent, &root, &above, &children, &count))
        return None;
    for (unsigned i = 0; i < count && found == None; i++)
        found = find_window(display, children[i]);
    if (children)
        XFree(children);
    return found;
}

static uint8_t *rgb_of(XImage *image)
{
    uint8_t *rgb = malloc((size_t)image->width * (size_t)image->height * 3), *at = rgb;
    assert_non_null(rgb);
    assert_int_equal(image->bits_per_pixel, 32);
    for (int y = 0; y < image->height; y++) {
        const char *row = image->data + (size_t)y * (size_t)image->bytes_per_line;
        for (int x = 0; x < image->width; x++) {
            uint32_t pixel; /* of the server on this machine: its order of bytes is ours */
            memcpy(&pixel, row + (size_t)x * sizeof pixel, sizeof pixel);
            *at++ = (uint8_t)(pixel >> 16);
            *at++ = (uint8_t)(pixel >> 8);
            *at++ = (uint8_t)pixel;
        }
    }
    XDestroyImage(image);
    return rgb;
}

uint8_t *visitor_look_at(struct visitor *visitor, int x, int y, int w, int h)
{
    XImage *image =
        XGetImage(visitor->display, visitor->window, x, y, (unsigned)w, (unsigned)h, AllPlanes, ZPixmap);
    return image ? rgb_of(image) : NULL;
}

uint8_t *visitor_look(struct visitor *visitor, int *w, int *h)
{
    XWindowAttributes attributes;
    XGetWindowAttributes(visitor->display, visitor->window, &attributes);
    *w = attributes.width;
    *h = attributes.height;
    return attributes.map_state == IsViewable ? visitor_look_at(visitor, 0, 0, *w, *h) : NULL;
}

/* A mapped window is black before its first frame. */
static bool shows_something(struct visitor *visitor)
{
    int w, h;
    uint8_t *rgb = visitor_look(visitor, &w, &h);
    bool something = false;
    for (size_t i = 0; rgb && i < (size_t)w * (size_t)h * 3 && !something; i += 3 * 97)
        something = rgb[i] | rgb[i + 1] | rgb[i + 2];
    free(rgb);
    return something;
}

static int ignore_error(Display *display, XErrorEvent *event)
{
    (void)display;
    (void)event;
    return 0;
}

static pid_t start(const char *const *arguments)
{
    const char *words[32] = {LOBBY_PROGRAM};
    for (size_t i = 0; arguments[i] && i < 30; i++)
        words[i + 1] = arguments[i];
    pid_t process = fork();
    if (process == 0) {
        execv(LOBBY_PROGRAM, (char *const *)(uintptr_t)words);
        _exit(127);
    }
    return process;
}

struct visitor *visitor_enter(const char *const *arguments)
{
    struct visitor *visitor = calloc(1, sizeof *visitor);
    assert_non_null(visitor);
    visitor->display = XOpenDisplay(NULL);
    assert_non_null(visitor->display);
    /* A window may vanish between being found and being looked at. */
    XSetErrorHandler(ignore_error);
    double before = now_ms();
    visitor->process = start(arguments);
    assert_true(visitor->process > 0);
    while (now_ms() < before + START_MS) {
        if (visitor->window == None)
            visitor->window = find_window(visitor->display, DefaultRootWindow(visitor->display));
        if (visitor->window != None && shows_something(visitor)) {
            visitor->first_picture = now_ms() - before;
            return visitor;
        }
        visitor_wait(2);
    }
    fail_msg("the kiosk showed nothing within %d ms", START_MS);
    return NULL;
}

bool visitor_kiosk_lives(struct visitor *visitor)
{
    return visitor->process > 0 && waitpid(visitor->process, NULL, WNOHANG) == 0;
}

void visitor_leave(struct visitor *visitor)
{
    int status = -1;
    visitor_key(visitor, "q");
    double end = now_ms() + LEAVE_MS;
    pid_t ended = 0;
    while (ended == 0 && now_ms() < end) {
        ended = waitpid(visitor->process, &status, WNOHANG);
        visitor_wait(5);
    }
    if (ended == 0)
        kill(visitor->process, SIGKILL);
    assert_int_equal(ended, visitor->process);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    XCloseDisplay(visitor->display);
    free(visitor);
}

pid_t visitor_process(const struct visitor *visitor)
{
    return visitor->process;
}

double visitor_first_picture(const struct visitor *visitor)
{
    return visitor->first_picture;
}

static void to_screen(struct visitor *visitor, int *x, int *y)
{
    Window child;
    XTranslateCoordinates(visitor->display, visitor->window, DefaultRootWindow(visitor->display), *x, *y, x,
                          y, &child);
}

void visitor_move(struct visitor *visitor, int x, int y)
{
    to_screen(visitor, &x, &y);
    XTestFakeMotionEvent(visitor->display, -1, x, y, 0);
    XSync(visitor->display, False);
}

void visitor_down(struct visitor *visitor, int x, int y)
{
    visitor_move(visitor, x, y);
    XTestFakeButtonEvent(visitor->display, 1, True, 0);
    XSync(visitor->display, False);
}

void visitor_up(struct visitor *visitor)
{
    XTestFakeButtonEvent(visitor->display, 1, False, 0);
    XSync(visitor->display, False);
}

void visitor_tap(struct visitor *visitor, int x, int y)
{
    enum { AIM_MS = 320 }; /* nobody taps what they have not seen yet (UI_AIM_MS) */
    visitor_wait(AIM_MS);
    visitor_down(visitor, x, y);
    visitor_wait(60);
    visitor_up(visitor);
}

void visitor_swipe(struct visitor *visitor, int from_x, int y, int to_x)
{
    enum { STEPS = 20, STEP_MS = 8 };
    visitor_down(visitor, from_x, y);
    for (int i = 1; i <= STEPS; i++) {
        visitor_wait(STEP_MS);
        visitor_move(visitor, from_x + (to_x - from_x) * i / STEPS, y);
    }
    visitor_up(visitor);
}

void visitor_key(struct visitor *visitor, const char *name)
{
    KeyCode code = XKeysymToKeycode(visitor->display, XStringToKeysym(name));
    assert_int_not_equal(code, 0);
    /* Without a window manager nobody gives the window the focus. */
    XSetInputFocus(visitor->display, visitor->window, RevertToParent, CurrentTime);
    XTestFakeKeyEvent(visitor->display, code, True, 0);
    XTestFakeKeyEvent(visitor->display, code, False, 0);
    XSync(visitor->display, False);
}

double picture_psnr(const uint8_t *a, const uint8_t *b, size_t bytes)
{
    double sum = 0;
    for (size_t i = 0; i < bytes; i++)
        sum += (double)(a[i] - b[i]) * (a[i] - b[i]);
    return sum == 0 ? 100 : 10 * log10(255.0 * 255.0 * (double)bytes / sum);
}

static void leave_pictures(const uint8_t *seen, const uint8_t *wanted, int w, int h, const char *name)
{
    const uint8_t *pictures[] = {seen, wanted};
    static const char *const what[] = {"seen", "wanted"};
    for (size_t i = 0; i < 2; i++) {
        char path[256];
        struct err err;
        snprintf(path, sizeof path, "%s-%s_err.png", name, what[i]);
        if (png_write(path, pictures[i], w, h, &err))
            print_message("%s\n", path);
    }
}

void visitor_expect_at(struct visitor *visitor, int x, int y, const uint8_t *rgb, int w, int h, unsigned ms,
                       const char *name)
{
    double end = now_ms() + ms, psnr = 0;
    for (;;) {
        uint8_t *seen = visitor_look_at(visitor, x, y, w, h);
        assert_non_null(seen);
        psnr = picture_psnr(seen, rgb, (size_t)w * (size_t)h * 3);
        bool late = now_ms() >= end;
        if (psnr < SAME_DB && late)
            leave_pictures(seen, rgb, w, h, name);
        free(seen);
        if (psnr >= SAME_DB)
            return;
        if (late)
            fail_msg("%s: the window shows another picture (%.1f dB)", name, psnr);
        visitor_wait(20);
    }
}

void visitor_expect(struct visitor *visitor, const uint8_t *rgb, int w, int h, unsigned ms, const char *name)
{
    XWindowAttributes attributes;
    XGetWindowAttributes(visitor->display, visitor->window, &attributes);
    assert_int_equal(attributes.width, w);
    assert_int_equal(attributes.height, h);
    visitor_expect_at(visitor, 0, 0, rgb, w, h, ms, name);
}
