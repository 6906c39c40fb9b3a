/* player: the running show: a folder of content that is read anew whenever it changes, a visitor's place in
 * it, and a window. What a program adds to it, it adds through hooks. */
#ifndef LOBBY_PLAYER_PLAYER_H
#define LOBBY_PLAYER_PLAYER_H

#include "base/err.h"
#include "content/due.h"
#include "paint/paint.h"
#include "ui/state.h"

struct meter;
struct player;

/* What is shown at this moment. */
struct player_show {
    const struct content *content; /* NULL: the safe screen */
    const struct ui_state *state;
    struct due_clock clock;
    struct fonts *fonts;
    int w, h; /* of the kiosk's screen, px */
};

enum player_trouble {
    PLAYER_FINE,
    PLAYER_NO_LAYOUT, /* the screen could not be laid out */
    PLAYER_NO_DISPLAY /* it could not be drawn or shown; or, before the first pass, there is no display */
};

/* What one pass of the loop has come to. */
struct player_pass {
    uint64_t now;    /* ms, monotonic */
    unsigned folder; /* whose content is on the glass: 1 for that of the options, then the number that
                        player_move gave; 0: none */
    uint64_t frames; /* that were presented of it */
    bool session;    /* a visitor is in one */
    const struct meter *meter; /* player/meter.h */
    const char *device;        /* what it is shown with, as for the log; NULL before there is a display */
    const char *touch; /* the name of the touchscreen; NULL: none, as far as is known; until the next pass */
    enum player_trouble trouble;
};

/* All of them are called on the thread that runs the player; each may be NULL. */
struct player_hooks {
    void *user;
    /* The folder was read, the one that was asked for last. diags is what is wrong with it now and belongs to
     * the hook (NULL: there was no memory for it). shows: there is content to show, this one or the last good
     * one. */
    void (*loaded)(void *user, struct diag_list *diags, bool shows);
    /* From the size of the window to that of the kiosk's screen in its upper left corner. */
    void (*divide)(void *user, int *w, int *h);
    /* Adds to a frame what stands beside the kiosk's screen, and sets its size to the window's. A scene that
     * it adds must live until the call after the next. */
    void (*dress)(void *user, const struct player_show *show, struct frame *frame);
    /* After each pass of the loop, and while a display is waited for. Returns when to call it again at the
     * latest, in ms; UINT64_MAX: not by itself. */
    uint64_t (*passed)(void *user, const struct player_pass *pass);
};

struct player_options {
    const char *folder; /* of the content; NULL: none, so that the safe screen is shown */
    const char *title;
    int w, h; /* of the window, px */
    bool fullscreen;
    bool kiosk; /* on a device: only the visitor's keys; a display that is missing is waited for */
    int rotation;
    double panel_inches;
    const char *lang; /* to start in, or NULL */
    bool at_given;
    struct civil at;  /* the wall clock at the start */
    unsigned seconds; /* it quits by itself; 0: never */
    bool patient; /* somebody works with it: no session ends, and the arrow keys lead to slides that are not
                     due, too */
    struct player_hooks hooks;
};

/* The strings of options must outlive the player. NULL and err when it cannot even begin. */
struct player *player_create(const struct player_options *options, struct err *err);

/* Until the visitor or the time says so. False and err when there is no display. */
bool player_run(struct player *player, struct err *err) MUST_USE;

/* Shows another folder from now on: as soon as it is read, and as gently as when a file is saved. What is on
 * the glass stays until then, and for good when the folder cannot be read. From hooks only. Returns the
 * number of that folder, 0 when memory is out: then nothing changes. */
unsigned player_move(struct player *player, const char *folder);

/* It is not earlier than this, whatever the machine's clock says: seconds since 1970, UTC. Not while another
 * thread runs the player. */
void player_not_before(struct player *player, int64_t floor);

/* Looks again whether there is something new to show. From any thread, until player_destroy begins. */
void player_wake(struct player *player);

void player_destroy(struct player *player);

#endif
