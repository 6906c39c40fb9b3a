/* player/relay: the content that is shown and the visitor's place in it; and new content, which waits behind
 * it for a good moment: not while its pictures would still pop in, and never under a finger. */
#ifndef LOBBY_PLAYER_RELAY_H
#define LOBBY_PLAYER_RELAY_H

#include "paint/paint.h"
#include "ui/view.h"

/* So long new content waits for its pictures. */
#define RELAY_PICTURES_MS 400
/* A contact that says nothing for so long is no finger: a drop of water, or one whose end was lost. */
#define RELAY_DEAD_MS 5000
/* Whatever happens on the glass, so long after it was offered new content comes. */
#define RELAY_MOST_MS 15000

struct relay {
    struct paint *paint;
    int w, h;
    double panel_inches;
    struct content *content; /* NULL: the safe screen */
    struct view *view;
    struct ui_state state;
    struct content *coming; /* or NULL */
    struct view *coming_view;
    uint64_t since;    /* ms: when the first one that has not been shown yet was offered */
    unsigned contacts; /* fingers, and the mouse's button */
    uint64_t touched;  /* ms: their last sign */
};

/* False when memory is out; relay_finish is to be called in any case. */
bool relay_start(struct relay *relay, struct paint *paint);
void relay_finish(struct relay *relay);

void relay_set_size(struct relay *relay, int w, int h, double panel_inches);

/* Notes what the fingers do, whatever it means. */
void relay_feel(struct relay *relay, const struct input *input, uint64_t now);

/* Takes content over; it replaces what else is coming. False when memory is out. */
bool relay_offer(struct relay *relay, struct content *content, uint64_t now);

/* The frame with which what is coming will begin; world is that of the coming content. False when nothing is
 * coming, or it cannot be laid out. */
bool relay_foresee(struct relay *relay, const struct ui_world *world, uint64_t now, struct frame *frame);

/* Lets what is coming take its place when the moment is good; world is that of the coming content. True when
 * it has: scenes of before are gone. Otherwise *again is when to ask next (UINT64_MAX: nothing is coming). */
bool relay_change(struct relay *relay, const struct ui_world *world, uint64_t now, uint64_t *again);

#endif
