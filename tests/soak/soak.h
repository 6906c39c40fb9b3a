/* soak: a kiosk under a pretend clock, its visitors and its staff, for so many of its hours; and the verdict.
 */
#ifndef LOBBY_TESTS_SOAK_SOAK_H
#define LOBBY_TESTS_SOAK_SOAK_H

#include "figures.h"
#include "staff.h"
#include "visitor.h"

enum { SOAK_W = 1280, SOAK_H = 720 };

/* KiB an hour of the kiosk's: what is allowed. */
#define SOAK_SLOPE_MAX 64.0

/* An hour cannot tell a leak from caches (of glyphs, of sizes of fonts) that are not quite full yet. */
#define SOAK_SLOPE_SHORT_MAX 512.0

struct soak_plan {
    double hours, warm; /* of the kiosk's time; warm: from when on memory is compared */
    double rest;        /* hours between two moments of rest, in which figures are taken */
    unsigned changes;   /* of the content, moments of rest included */
    uint64_t seed;
    const char *preload; /* beside the clock, or NULL */
    int signal;          /* that the kiosk gets after a twentieth of an hour; 0: none */
    unsigned haste;      /* so many changes and visits come first, without a pause, to fill the caches */
    bool strict;         /* the slope itself is judged, and not only what it is at least */
};

struct soak {
    struct soak_plan plan;
    struct visitor *visitor;
    struct staff staff;
    uint64_t state;
    double start, looked; /* our ms */
    struct figures *rests;
    size_t n_rests, warm_rests;
    unsigned looks, black, acts;
    double slowest_ms, sum_ms; /* ours, from a good change to the glass */
    struct slope slope;
    char why[512]; /* what does not hold; "": all does */
};

/* Fails the test only when the kiosk does not start; the rest is in why. */
void soak_run(struct soak *soak, const struct soak_plan *plan);

/* A kiosk on that folder whose clock runs WALK_SPEED times as fast; preload as in the plan. Its standard
 * error goes to the file log. */
struct visitor *soak_enter(const char *folder, const char *preload, const char *log);

/* The different pictures that were on the glass. */
struct pictures {
    uint64_t seen[64];
    size_t count;
};
void soak_count_picture(struct pictures *pictures, struct visitor *visitor);

/* The whole glass is black, or not there at all. */
bool soak_is_black(struct visitor *visitor);

#endif
