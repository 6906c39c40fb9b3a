/* player/display: the window, as soon as there is a display for it. */
#ifndef LOBBY_PLAYER_DISPLAY_H
#define LOBBY_PLAYER_DISPLAY_H

#include "player/player.h"
#include "window/window.h"

struct display_wish {
    const struct player_options *options;
    uint64_t started; /* ms: when the player was */
    struct err said;  /* what was logged last */
    bool ended;       /* SIGINT or SIGTERM came while a display was waited for */
};

/* On a device a display that is off or not plugged in yet is waited for, with the hook passed called now and
 * then. NULL and err when there is none or not in time, or wish->ended. */
struct window *display_open(struct display_wish *wish, struct paint *paint, struct err *err);

#endif
