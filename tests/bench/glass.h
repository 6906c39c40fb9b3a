/* glass: what stands on the screen of an Xvfb that was started with -fbdir, seen from outside: its
 * framebuffer is a file. Points on a grid are looked at again and again, and every state that is seen is kept
 * with its time. */
#ifndef LOBBY_TESTS_BENCH_GLASS_H
#define LOBBY_TESTS_BENCH_GLASS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How often it looks. */
#define GLASS_LOOK_US 250

/* Changes within this time are one frame: the server copies a picture from top to bottom. */
#define GLASS_FRAME_MS 6.0

struct glass {
    const uint8_t *pixels; /* 4 bytes each */
    size_t stride;
    int w, h;
};

/* Points of a rectangle, so many px apart. */
struct grid {
    const struct glass *glass;
    int x, y, w, h, step;
};

/* What was seen on a grid: states in the order of time, the first one is the beginning. */
struct sight {
    struct grid grid;
    size_t points, count, room;
    double *at;       /* ms, as glass_now */
    uint32_t *states; /* count * points pixels */
};

double glass_now(void);
void glass_rest(double ms);

/* Maps the file for the life of the process; ends the program when it is no such file. */
struct glass glass_open(const char *path);

struct grid glass_all(const struct glass *glass);

/* Begins with what stands there now. Ends the program when there is no memory. */
struct sight sight_begin(const struct grid *grid);
void sight_finish(struct sight *sight);

/* Looks until that time, or until nothing has changed for quiet_ms after a change (0: not before until). */
void sight_watch(struct sight *sight, double until, double quiet_ms);

/* When the first change was seen, and the last one; negative: there was none. */
double sight_first_change(const struct sight *sight);
double sight_last_change(const struct sight *sight);

/* When nine of ten points first looked as in the last state; negative: the last state is blank. */
double sight_shows_last(const struct sight *sight);

/* Frames among the states from that one on, and the largest time between two of them. Ends before a time
 * without changes of rest_ms; *next is the state behind it. */
size_t sight_frames(const struct sight *sight, size_t from, double rest_ms, double *gap, size_t *next);

#endif
