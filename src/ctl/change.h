/* ctl/change: when something will come or go next. Pure. */
#ifndef LOBBY_CTL_CHANGE_H
#define LOBBY_CTL_CHANGE_H

#include "content/due.h"

/* The first minute after the clock's at which show is due and was not, or is not and was. False when that
 * never happens. */
bool change_next(const struct show *show, const struct due_clock *clock, struct civil *at);

#endif
