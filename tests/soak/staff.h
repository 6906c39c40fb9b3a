/* staff: people who change the content of a running kiosk, well and badly, over and over. */
#ifndef LOBBY_TESTS_SOAK_STAFF_H
#define LOBBY_TESTS_SOAK_STAFF_H

#include <stdbool.h>
#include <stdint.h>

struct staff {
    char *parent; /* a private folder; the content is below it, so that it can be swapped */
    char *folder;
    unsigned changes, good, bad; /* so far; a repair is a good change */
    unsigned mark;               /* of the content that the glass has to show */
    bool broken;                 /* what is in the folder cannot be shown */
    bool emergency;              /* takes the whole screen */
    bool extra;                  /* one slide more */
    const char *what;            /* the last change, for people */
};

/* A copy of the shipped content, marked. */
void staff_start(struct staff *staff);
void staff_finish(struct staff *staff);

/* One change, at random. After a bad one the next is its repair. */
void staff_change(struct staff *staff, uint64_t *state);

/* Back to the shipped content, with a new mark; one good change. */
void staff_revert(struct staff *staff);

/* The color of the bar on every screen with the mark: each content that is shown has one of its own, and a
 * bad one would bring another. In an emergency that of the whole screen. */
uint32_t staff_color(const struct staff *staff);

#endif
