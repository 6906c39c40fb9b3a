/* bench-blink MS [deaf] : what the eye is tested on. It shows colors MS after it was started, others MS after
 * a press and MS after a release (deaf: it does not feel presses), and with every key at once. Every two
 * seconds it shows FRAMES frames, FRAME_MS apart. */
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#include <X11/Xlib.h>

#define FRAMES   10
#define FRAME_MS 20
#define EVERY_MS 2000
#define COLUMNS  16

struct blink {
    Display *display;
    Window window;
    GC gc;
    unsigned shown;
};

static void rest(long ms)
{
    nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

static void show_others(struct blink *blink)
{
    const unsigned w = 1920 / COLUMNS, h = 1080 / COLUMNS + 1;
    blink->shown++;
    for (unsigned y = 0; y < COLUMNS; y++) {
        for (unsigned x = 0; x < COLUMNS; x++) {
            unsigned color = (x * 16 + 1) << 16 | (y * 16) << 8 | (blink->shown * 40 & 0xff);
            XSetForeground(blink->display, blink->gc, color);
            XFillRectangle(blink->display, blink->window, blink->gc, (int)(x * w), (int)(y * h), w, h);
        }
    }
    XFlush(blink->display);
}

static void take(struct blink *blink, long ms, bool deaf)
{
    XEvent event;
    XNextEvent(blink->display, &event);
    if ((event.type == ButtonPress && !deaf) || event.type == ButtonRelease) {
        rest(ms);
        show_others(blink);
    } else if (event.type == KeyPress) {
        show_others(blink);
    }
}

int main(int argc, char **argv)
{
    struct blink blink = {.display = argc >= 2 ? XOpenDisplay(NULL) : NULL};
    if (!blink.display)
        return 2;
    const long ms = atol(argv[1]);
    XSetWindowAttributes attributes = {.event_mask = KeyPressMask | ButtonPressMask | ButtonReleaseMask};
    blink.window = XCreateWindow(blink.display, DefaultRootWindow(blink.display), 0, 0, 1920, 1080, 0,
                                 CopyFromParent, InputOutput, CopyFromParent, CWEventMask, &attributes);
    blink.gc = XCreateGC(blink.display, blink.window, 0, NULL);
    XMapWindow(blink.display, blink.window);
    XSync(blink.display, False);
    rest(ms);
    show_others(&blink);
    for (;;) {
        struct pollfd server = {.fd = ConnectionNumber(blink.display), .events = POLLIN};
        if (XPending(blink.display) || poll(&server, 1, EVERY_MS) > 0) {
            take(&blink, ms, argc > 2);
            continue;
        }
        for (int i = 0; i < FRAMES; i++) {
            show_others(&blink);
            rest(FRAME_MS);
        }
    }
}
