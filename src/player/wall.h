/* player/wall: the clock on the wall of the site, and whether to believe it.
 *
 * A Raspberry Pi has no clock battery: after a power cut it may think that it is 1970. What is known for sure
 * is a floor: the time this program was built, the last time that systemd-timesyncd saved,
 * and what else a program knows (wall_raise). */
#ifndef LOBBY_PLAYER_WALL_H
#define LOBBY_PLAYER_WALL_H

#include "content/due.h"

#include <time.h>

struct wall {
    bool pretend; /* --at: counted from there */
    struct civil at;
    uint64_t at_ms; /* window_now() when it was at */
    time_t floor;   /* the real time is not earlier */
};

/* Sets the floor. */
void wall_start(struct wall *wall);

/* The real time is not earlier than this either, seconds since 1970, UTC. */
void wall_raise(struct wall *wall, int64_t floor);

/* From now on it is at, and goes on from there. */
void wall_pretend(struct wall *wall, const struct civil *at, uint64_t now_ms);

struct due_clock wall_now(const struct wall *wall, uint64_t now_ms);

#endif
