/* A window on a real X display, hands to use it (xdotool), and eyes to look at it. */
#ifndef LOBBY_TESTS_WINDOW_STAGE_H
#define LOBBY_TESTS_WINDOW_STAGE_H

#include "window/window.h"

struct stage {
    struct paint *paint;
    struct window *window;
    char id[32]; /* of the X window, for xdotool */
};

/* Opens a window; fills in the title. Fails the test when it cannot. */
struct stage stage_open(struct window_options options);
void stage_close(struct stage *stage);

/* Six fields of different colors that fill the screen, three across and two down. */
struct frame stage_fields(const struct stage *stage);

/* The color of a frame of fills at an upright point. */
uint32_t stage_color(const struct frame *frame, int x, int y);

void stage_present(struct stage *stage, const struct frame *frame);

/* Runs "xdotool ARGUMENTS" with the focus on the window. */
void stage_do(const struct stage *stage, const char *format, ...) PRINTF_LIKE(2, 3);

/* Waits for the next event of this kind, at most five seconds, and passes over EXPOSED and RESIZED when they
 * are not asked for. Anything else fails the test. */
struct window_event stage_event(struct stage *stage, enum window_event_kind kind);

/* Waits for WINDOW_RESIZED until the upright screen has this size. */
void stage_expect_size(struct stage *stage, int w, int h);

/* Takes whatever events come for some time. Returns how many, without EXPOSED and RESIZED. */
size_t stage_settle(struct stage *stage, unsigned ms);

struct shot {
    int w, h;
    uint32_t *pixels; /* 0xRRGGBB, malloced */
};

/* What the X server shows of the one window. */
struct shot stage_shot(void);

/* Times that threads of this process went to sleep so far. */
long stage_sleeps(void);

#endif
