/* player/screenshot: what is on the glass, as a picture in the current folder. */
#ifndef LOBBY_PLAYER_SCREENSHOT_H
#define LOBBY_PLAYER_SCREENSHOT_H

#include "paint/paint.h"

void screenshot(struct paint *paint, const struct frame *frame);

#endif
