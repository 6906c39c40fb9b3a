/* ui/gesture: what a contact on the glass means: a tap, a scroll, a swipe, or nothing. Pure: it knows neither
 * screens nor targets, only points and times.
 *
 * One contact counts at a time. The rules, each with a row in tests/ui/test_ui_gesture.c:
 *   - What is lifted without having become something else is a tap, however long it took. (Whether it still
 *     is on what it pressed, touch.c knows.)
 *   - Beyond the slop it is a scroll or a swipe, by its stronger direction, where the ground has such a
 * thing; what has become one never becomes the other, nor a tap again.
 *   - The page moves from the edge of the slop on, so that nothing jumps under the finger.
 *   - A finger that rested before it was lifted throws nothing.
 *   - A swipe counts when it went far enough or fast enough, and was not on its way back.
 *   - Further contacts mean nothing while one counts. Three at once are a palm, and then none counts.
 *   - A contact that has lain still for long makes way for a new one.
 *   - A contact that begins right after another one began or ended is a bounce, or a panel gone mad.
 *   - A contact that jumps is two that the panel took for one: it means nothing until it is lifted.
 *   - Only beginnings, ends and moves beyond the slop are signs of life: a trembling drop of water is none.
 *   - Nor does a contact live that has moved for a minute without being lifted.
 */
#ifndef LOBBY_UI_GESTURE_H
#define LOBBY_UI_GESTURE_H

#include "ui/input.h"

#include <stdbool.h>

/* A finger on glass wanders by up to 1/60 of the shorter side within one tap: 18 px of 1080, 4 mm on a panel
 * of 21 inches, three times what phones allow (8 dp, 10 pt), because arms are stretched out here. */
#define GESTURE_SLOP_SHARE 60

/* A swipe that is let go counts from 1/6 of the width on, ... */
#define GESTURE_SWIPE_SHARE 6
/* ... or when it was faster than one width in 2 s at its end: a flick. */
#define GESTURE_FLICK_MS 2000

/* Speed is that of the last 80 ms: long enough to average out the panel's noise, short enough to feel the end
 * of the movement. */
#define GESTURE_SPEED_WINDOW_MS 80
/* A finger without a report for so long has stopped: panels report a moving one at least every 16 ms. */
#define GESTURE_REST_MS 50

/* Contacts of one palm land within 60 ms; two fingers that happen to land together are still a person. */
#define GESTURE_PALM_MS       60
#define GESTURE_PALM_CONTACTS 3

/* Nobody lifts and lowers a finger within 25 ms; worn panels and electrical noise do. */
#define GESTURE_BOUNCE_MS 25

/* So long a finger may rest while somebody else's has to wait. */
#define GESTURE_STILL_MS 2000

/* Nobody drags for a minute without lifting the hand; a panel that sees one wandering finger for ever does.
 */
#define GESTURE_LONGEST_MS 60000

/* A jump by a third of the shorter side between two reports 20 ms apart is 4 m/s on a panel of 21 inches: no
 * hand. */
#define GESTURE_JUMP_SHARE 3
#define GESTURE_JUMP_MS    20

enum gesture_phase {
    GESTURE_IDLE,   /* nothing touches */
    GESTURE_TOUCH,  /* it would be a tap */
    GESTURE_SCROLL, /* it drags the page */
    GESTURE_SWIPE,  /* it pushes the screen aside */
    GESTURE_DEAD    /* something lies there and means nothing */
};

/* Where the contact went down. */
struct gesture_ground {
    int w, h;     /* px of the screen */
    bool scrolls; /* up and down */
    bool swipes;  /* to the sides */
};

#define GESTURE_SAMPLES 8

struct gesture_sample {
    uint64_t at; /* ms */
    int x, y;
};

struct gesture {
    enum gesture_phase phase;
    uint64_t pointer;
    struct gesture_ground ground;
    uint64_t began;
    int from_x, from_y; /* px: where it went down; once it drags, the edge of the slop */
    int x, y;           /* px: where it is */
    uint64_t moved;     /* ms: the last report */
    int life_x, life_y; /* px: its last sign of life */
    uint64_t life;      /* ms */
    unsigned others;    /* contacts that landed with it */
    uint64_t last;      /* ms: when any contact began or ended; 0: never */
    struct gesture_sample samples[GESTURE_SAMPLES];
    unsigned n_samples;
};

enum gesture_event {
    GESTURE_NOTHING,
    GESTURE_BEGAN,
    GESTURE_MOVED, /* phase says how */
    GESTURE_TAPPED,
    GESTURE_SCROLLED, /* let go; speed */
    GESTURE_SWIPED,   /* let go; step */
    GESTURE_LOST      /* it began to mean nothing */
};

struct gesture_result {
    enum gesture_event event;
    bool alive;   /* somebody is there */
    double speed; /* GESTURE_SCROLLED: px per ms, positive when the finger moved up */
    int step;     /* GESTURE_SWIPED: -1 to the left, 1 to the right, 0 it goes back where it was */
};

/* Takes INPUT_DOWN, MOVE, UP or CANCEL; other inputs mean nothing. ground is looked at when a contact begins.
 */
struct gesture_result gesture_step(struct gesture *gesture, const struct gesture_ground *ground,
                                   const struct input *input, uint64_t now);

/* From now on the contact means nothing (a key or the wheel has taken over). */
void gesture_kill(struct gesture *gesture);

/* How far it has dragged, px, to the right and down; 0 before it drags. */
int gesture_dx(const struct gesture *gesture);
int gesture_dy(const struct gesture *gesture);

/* px that a tap may wander on this ground. */
int gesture_slop(const struct gesture_ground *ground);

#endif
