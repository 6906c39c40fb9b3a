/* life: a kiosk, an updater and those who publish, in a made-up life; and a small model that knows only what
 * the store has said, and holds it to that. What happens is drawn from numbers. */
#ifndef TESTS_STORE_LIFE_H
#define TESTS_STORE_LIFE_H

#include "ground.h"

#include <stddef.h>

#define LIFE_GENERATIONS_MAX 20000

enum nature { FINE, BROKEN, DEADLY, REFUSED };

struct generation {
    struct store_id id;
    enum nature nature;
    unsigned shows; /* as a trial, without those given back */
    bool good, maybe_good, bad;
};

/* Shared with the children in which things happen. */
struct model {
    struct generation generations[LIFE_GENERATIONS_MAX];
    size_t count;
    struct store_id seen;
    struct ground_shown shown;
    size_t updates, adopted, shows, kills, errors, cuts;
    unsigned long long random;
    char fault[512];
};

struct world {
    struct ground ground;
    char *disk, *memory, *state;
    struct model *model;
    struct store_kiosk *kiosk; /* running, or NULL */
    unsigned shows_max;
};

unsigned life_draw(struct world *world, unsigned below);

/* A promise was broken. The first one counts. */
void life_fault(struct world *world, const char *what, const struct store_id *id);

struct generation *life_find(struct world *world, const struct store_id *id); /* or NULL */

/* Each of these may come to an end at any step. */
void life_publish(struct world *world);           /* something new, or the last one again */
void life_publish_bad_again(struct world *world); /* the bytes of a bad one, under a new number */
void life_start(struct world *world);             /* a kiosk; it shows what it is told to */
void life_look(struct world *world);              /* whether there is something new, and shows it */
void life_judge(struct world *world);             /* a good trial has been on the screen long enough */

/* The kiosk ends: orderly, or as if it were killed. */
void life_stop(struct world *world, bool orderly);

/* Whatever was before: a good publication arrives, and is praised. */
void life_arrive(struct world *world);

#endif
