/* player/display: the window, as soon as there is a display for it. */
#ifndef LOBBY_PLAYER_DISPLAY_H
#define LOBBY_PLAYER_DISPLAY_H

#include "player/player.h"
#include "window/window.h"

/* On a device a display that is off or not plugged in yet is waited for, with the hook passed called now and
 * then. started is when the player was, in ms. NULL and err when there is none, or not in time. */
struct window *display_open(const struct player_options *options, struct paint *paint, uint64_t started,
                            struct err *err);

#endif
