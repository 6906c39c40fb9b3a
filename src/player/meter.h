/* player/meter: how smoothly it runs: frames that were presented and missed, and how long a visitor's touch
 * waits for its frame. Pure; time is microseconds of any steady clock. */
#ifndef LOBBY_PLAYER_METER_H
#define LOBBY_PLAYER_METER_H

#include <stdint.h>

#define METER_BINS 8

/* The most that a bin holds, in ms; the last one holds the rest. */
extern const unsigned meter_bins_ms[METER_BINS - 1];

struct meter {
    uint64_t wakes;            /* passes of the loop */
    uint64_t presented;        /* frames */
    uint64_t missed;           /* that the display would have had time for while something moved */
    unsigned last_us;          /* the last frame: drawing and presenting */
    unsigned worst_us;         /* since somebody set it to 0 */
    uint64_t taps[METER_BINS]; /* from a touch or key to the frame that shows what it did */
    uint64_t touched_us;       /* the first one whose frame has not come; 0: none */
    uint64_t moved_us;         /* when the frame before was presented, in a motion; 0: nothing moved */
};

/* A finger came or went, or a key was pressed. */
void meter_touch(struct meter *meter, uint64_t now_us);

/* A frame was presented. interval_us: how long one stands at the least while something moves. */
void meter_frame(struct meter *meter, uint64_t began_us, uint64_t ended_us, unsigned interval_us);

/* Nothing moves any more: the next frame is not late however late it comes, and a touch that has no frame by
 * now changed nothing. */
void meter_rest(struct meter *meter);

uint64_t meter_taps(const struct meter *meter);

/* What percent of the taps took at the most, in ms: the bound of a bin. 0: there were none, or they took
 * longer than the last bound. */
unsigned meter_within(const struct meter *meter, unsigned percent);

#endif
