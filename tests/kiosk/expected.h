/* expected: the pictures that the kiosk should show, painted in this process without a display. */
#ifndef LOBBY_TESTS_KIOSK_EXPECTED_H
#define LOBBY_TESTS_KIOSK_EXPECTED_H

#include "paint/paint.h"
#include "ui/view.h"

struct expected {
    struct content *content;
    struct paint *paint;
    struct view *view;
    struct ui_world world;
    struct frame frame; /* of the last picture */
};

/* On Monday 2026-09-07 at 10:00; EXPECTED_AT says the same on the kiosk's command line. */
#define EXPECTED_AT "2026-09-07T10:00"
void expected_start(struct expected *expected, const char *folder, int w, int h);
void expected_finish(struct expected *expected);

/* A screen by itself, to be freed. NULL content gives the safe screen. */
uint8_t *expected_picture(struct expected *expected, enum view_kind kind, size_t index);

/* What a state looks like at EXPECTED_NOW (ms); to be freed. */
#define EXPECTED_NOW 1000000u
uint8_t *expected_state(struct expected *expected, const struct ui_state *state);

/* The middle of the first target with that action in the frame of the last picture (index SIZE_MAX: any). */
void expected_target(const struct expected *expected, enum action_kind kind, size_t index, int *x, int *y);

/* The picture turned clockwise by degrees, to be freed; *w and *h become those of the result. */
uint8_t *expected_turned(const uint8_t *rgb, int *w, int *h, int degrees);

#endif
