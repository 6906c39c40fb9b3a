/* bench-floor-x SLIDE : the least that any program has to do to put a JPEG as large as the screen on it:
 * libjpeg, and memory that is shared with the server. */
#include "picture.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>

int main(int argc, char **argv)
{
    Display *display = argc == 2 ? XOpenDisplay(NULL) : NULL;
    if (!display)
        return 2;
    int screen = DefaultScreen(display);
    XSetWindowAttributes attributes = {.override_redirect = True, .event_mask = ExposureMask};
    Window window =
        XCreateWindow(display, RootWindow(display, screen), 0, 0, (unsigned)DisplayWidth(display, screen),
                      (unsigned)DisplayHeight(display, screen), 0, CopyFromParent, InputOutput,
                      CopyFromParent, CWOverrideRedirect | CWEventMask, &attributes);
    XMapWindow(display, window);
    XFlush(display);

    struct picture picture = picture_read(argv[1]);
    size_t bytes = (size_t)picture.w * (size_t)picture.h * 4;
    XShmSegmentInfo shared = {.shmid = shmget(IPC_PRIVATE, bytes, IPC_CREAT | 0600)};
    shared.shmaddr = shmat(shared.shmid, NULL, 0);
    XImage *image =
        XShmCreateImage(display, DefaultVisual(display, screen), (unsigned)DefaultDepth(display, screen),
                        ZPixmap, shared.shmaddr, &shared, (unsigned)picture.w, (unsigned)picture.h);
    if (!image || !XShmAttach(display, &shared))
        return EXIT_FAILURE;
    memcpy(shared.shmaddr, picture.pixels, bytes);
    free(picture.pixels);
    XSync(display, False);
    shmctl(shared.shmid, IPC_RMID, NULL); /* goes when both have let go of it */
    for (;;) {
        XEvent event;
        XNextEvent(display, &event);
        if (event.type == Expose)
            XShmPutImage(display, window, DefaultGC(display, screen), image, 0, 0, 0, 0, (unsigned)picture.w,
                         (unsigned)picture.h, False);
        XFlush(display);
    }
}
