#include "finger.h"

#include "glass.h"

#include <stdio.h>
#include <stdlib.h>

#include <X11/Xlib.h>
#include <X11/extensions/XTest.h>

struct finger {
    Display *display;
};

/* A window may vanish between being found and being looked at. */
static int ignore_error(Display *display, XErrorEvent *event)
{
    (void)display;
    (void)event;
    return 0;
}

struct finger *finger_create(void)
{
    struct finger *finger = calloc(1, sizeof *finger);
    if (finger)
        finger->display = XOpenDisplay(NULL);
    if (!finger || !finger->display) {
        fputs("bench-eye: there is no display\n", stderr);
        exit(EXIT_FAILURE);
    }
    XSetErrorHandler(ignore_error);
    return finger;
}

void finger_destroy(struct finger *finger)
{
    if (!finger)
        return;
    XCloseDisplay(finger->display);
    free(finger);
}

void finger_focus(struct finger *finger)
{
    Window root, above, *windows = NULL, largest = None;
    unsigned count = 0;
    int area = 0;
    if (!XQueryTree(finger->display, DefaultRootWindow(finger->display), &root, &above, &windows, &count))
        return;
    for (unsigned i = 0; i < count; i++) {
        XWindowAttributes its;
        if (XGetWindowAttributes(finger->display, windows[i], &its) && its.map_state == IsViewable &&
            its.width * its.height > area) {
            area = its.width * its.height;
            largest = windows[i];
        }
    }
    if (windows)
        XFree(windows);
    if (largest != None)
        XSetInputFocus(finger->display, largest, RevertToParent, CurrentTime);
    XSync(finger->display, False);
}

double finger_move(struct finger *finger, int x, int y)
{
    double before = glass_now();
    XTestFakeMotionEvent(finger->display, -1, x, y, 0);
    XFlush(finger->display);
    return before;
}

static double button(struct finger *finger, Bool down)
{
    double before = glass_now();
    XTestFakeButtonEvent(finger->display, 1, down, 0);
    XFlush(finger->display);
    return before;
}

double finger_press(struct finger *finger)
{
    return button(finger, True);
}

double finger_release(struct finger *finger)
{
    return button(finger, False);
}

double finger_key(struct finger *finger, const char *name)
{
    KeyCode code = XKeysymToKeycode(finger->display, XStringToKeysym(name));
    double before = glass_now();
    XTestFakeKeyEvent(finger->display, code, True, 0);
    XTestFakeKeyEvent(finger->display, code, False, 0);
    XFlush(finger->display);
    return before;
}
