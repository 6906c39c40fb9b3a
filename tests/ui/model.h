/* model: a small content made in memory and a kiosk around it, without a window, for tests of ui.
 *
 * Slides s0 (opens page p0), s1 (opens p1, only on weekends), s2 (opens nothing); pages p0 (long, related to
 * p1), p1 (short, with a contact), p2. Languages en, es and ar (right to left). Dwell 8 s each, fade 600 ms,
 * inactivity 60 s, warning 20 s. */
#ifndef LOBBY_TESTS_UI_MODEL_H
#define LOBBY_TESTS_UI_MODEL_H

#include "base/str.h"
#include "content/generation.h"
#include "ui/view.h"

/* A struct tr: a text in each language, for as long as the block that it is written in. */
#define TR(...)                                                                                              \
    {                                                                                                        \
        (const char *const[])                                                                                \
        {                                                                                                    \
            __VA_ARGS__                                                                                      \
        }                                                                                                    \
    }

struct model {
    union {
        struct content content; /* the first member of the generation that counts its references */
        struct generation generation;
    };
    struct view *view;
    struct fonts *fonts;
    struct ui_state state;
    struct ui_world world;
    struct frame frame;
    uint64_t now;
};

/* At 1920x1080, on Monday 2026-09-07, 10:00:00, with the first frame shown. */
void model_start(struct model *model);
void model_finish(struct model *model);

/* Sets another size of the screen and shows the frame. */
void model_resize(struct model *model, int w, int h);

/* Lets ms pass as the kiosk would: with a step at every deadline, then shows the frame. */
void model_wait(struct model *model, uint64_t ms);

void model_input(struct model *model, struct input input);
void model_key(struct model *model, enum input_key key);

/* A finger at a point of the screen; it moves there with a report each 10 ms. */
void model_down(struct model *model, int x, int y);
void model_move(struct model *model, int x, int y);
void model_up(struct model *model, int x, int y);

/* Taps the first target with that action (and index, unless it is SIZE_MAX) and waits until nothing moves.
 * False when no frame target has it. */
bool model_tap(struct model *model, enum action_kind kind, size_t index);

/* The middle of such a target. */
bool model_find(struct model *model, enum action_kind kind, size_t index, int *x, int *y);

#endif
