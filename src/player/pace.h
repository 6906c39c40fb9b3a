/* player/pace: when a folder that changes is read again. Pure.
 *
 * A save is more than one change: an editor writes a second file and renames it, "git checkout" touches
 * fifty. So it is waited until nothing has changed for a moment, but never long: somebody looks at the
 * screen. And what is written to without an end is not read without a pause. */
#ifndef LOBBY_PLAYER_PACE_H
#define LOBBY_PLAYER_PACE_H

#include <stdbool.h>
#include <stdint.h>

/* All times in ms. */
#define PACE_QUIET_MS 50  /* the steps of one save are a few ms apart */
#define PACE_MOST_MS  150 /* from the first change on; the rest of the 300 ms is for reading and drawing */
#define PACE_REST                                                                                            \
    3 /* after reading, a pause of so many times as long: a quarter of one processor at most                 \
       */

struct pace {
    bool waiting;         /* something changed that was not read yet */
    uint64_t first, last; /* change, since it was read */
    uint64_t rest_until;
};

/* Something has changed. */
void pace_change(struct pace *pace, uint64_t now);

/* When it has to be read; UINT64_MAX: nothing has changed. */
uint64_t pace_due(const struct pace *pace);

/* True while it goes on changing. */
bool pace_busy(const struct pace *pace, uint64_t now);

/* It is being read, from now on; and has been read. */
void pace_begin(struct pace *pace);
void pace_end(struct pace *pace, uint64_t began, uint64_t now);

#endif
