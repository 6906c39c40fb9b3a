/* kiosk/tour: the kiosk without a display: it goes where a visitor would go, by tapping what it sees. */
#ifndef LOBBY_KIOSK_TOUR_H
#define LOBBY_KIOSK_TOUR_H

#include "player/player.h"

/* Every screen that a visitor can reach as a PNG file of w x h px (0: as on a large panel). False and err
 * when the content cannot be shown or a picture cannot be written. */
bool tour_run(const struct player_options *options, struct err *err) MUST_USE;

#endif
