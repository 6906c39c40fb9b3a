/* kiosk/app: the running kiosk: content, view, window, and the loop that joins them. */
#ifndef LOBBY_KIOSK_APP_H
#define LOBBY_KIOSK_APP_H

#include "base/err.h"
#include "kiosk/figures.h"
#include "kiosk/loader.h"
#include "kiosk/options.h"
#include "kiosk/wall.h"
#include "paint/paint.h"
#include "ui/view.h"
#include "window/window.h"

struct app {
    struct options options;
    const char *folder; /* of the content */
    int rotation;
    double panel_inches;
    bool kiosk; /* on a device: only the visitor's keys, sessions end */
    struct wall wall;

    struct content *content; /* or NULL: the safe screen */
    struct loader *loader;
    struct paint *paint;
    struct view *view;
    struct window *window;

    struct ui_state state;
    struct frame wanted;      /* what the state looks like */
    struct frame shown;       /* what is on the glass */
    bool presented;           /* shown is valid, and of this content */
    bool force;               /* present although nothing changed */
    uint64_t started, opened; /* ms: the program, its window */
    uint64_t last_present;
    struct figures figures;
    bool quit;
};

/* The state's world at a moment. */
struct ui_world app_world(const struct app *app, uint64_t now);

/* Takes over a loaded generation (NULL: it has errors; the last good one stays). Prints the problems. */
void app_take_content(struct app *app, struct content *content, struct diag_list *diags, uint64_t now);

/* Until the visitor or the time says so. False and err when there is no display. */
bool app_run(struct app *app, struct err *err) MUST_USE;

/* Without a display: every screen drawn once, as a visitor would reach it, into PNG files. */
bool tour_run(struct app *app, struct err *err) MUST_USE;

#endif
