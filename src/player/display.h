/* player/display: the window, as soon as there is a display for it; and when to open it anew. */
#ifndef LOBBY_PLAYER_DISPLAY_H
#define LOBBY_PLAYER_DISPLAY_H

#include "player/player.h"
#include "window/window.h"

struct display_wish {
    const struct player_options *options;
    uint64_t started; /* ms: when the player was */
    struct err said;  /* what was logged last */
    bool ended;       /* SIGINT or SIGTERM came while a display was waited for */
    uint64_t opened;  /* ms: when it was; 0: not yet */
    unsigned calm;    /* ms: how long it has to stand before it is opened anew */
    uint64_t reopen;  /* ms: when to open it anew; UINT64_MAX: not at all */
};

struct display_wish display_wish(const struct player_options *options, uint64_t started);

/* On a device a display that is off or not plugged in yet is waited for, with the hook passed called now and
 * then. NULL and err when there is none or not in time, or wish->ended. One at a time: the window of before
 * must be gone. */
struct window *display_open(struct display_wish *wish, struct paint *paint, struct err *err);

/* A display came or went: sets reopen. */
void display_changed(struct display_wish *wish, uint64_t now);

#endif
