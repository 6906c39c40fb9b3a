/* ui/frame: what is on the glass at one moment: scenes, where they are, and what is pressed or focused.
 *
 * A frame is small and comparable: when two are equal, nothing has to be drawn. It borrows its scenes. */
#ifndef LOBBY_UI_FRAME_H
#define LOBBY_UI_FRAME_H

#include "ui/scene.h"

#define FRAME_LAYERS_MAX 11
#define FRAME_NO_TARGET  SIZE_MAX

/* The n-th target from the end of the focus order, from 1 on. */
#define FRAME_FROM_END(n) (FRAME_NO_TARGET - (n))

struct layer {
    const struct scene *scene; /* NULL: a fill of color over clip */
    struct rect clip;          /* on the screen; nothing is drawn or touched outside of it */
    int x, y;                  /* where the scene's origin stands on the screen */
    uint8_t alpha;             /* 255 opaque */
    uint32_t color;            /* 0xRRGGBB, without scene */
    bool deaf;                 /* what lies under it cannot be touched either */
    bool leaving;              /* it fades out: no target of it counts any more */
    bool stage;                /* the place where the visitor is, which a swipe leaves */
    bool scrolls;              /* clip is a window on a taller scene */
    size_t pressed, focused;   /* target indexes of scene, or FRAME_NO_TARGET */
};

struct frame {
    int w, h;                              /* of the screen, px */
    struct layer layers[FRAME_LAYERS_MAX]; /* from back to front */
    size_t count;
};

bool frame_equal(const struct frame *a, const struct frame *b);

/* The front-most target under a point of the screen: layer and target index; false when there is none. */
bool frame_hit(const struct frame *frame, int x, int y, size_t *layer, size_t *target);

/* Targets in the order of the focus: those of the front-most dialog alone, otherwise of all layers from back
 * to front (the stage before the bar). */
size_t frame_focus_count(const struct frame *frame);

/* A place in that order as an index from the start, within the frame's count: what there is not any more is
 * the target nearest to it. FRAME_NO_TARGET for itself, and when there is none at all. */
size_t frame_focus_index(const struct frame *frame, size_t focus);
bool frame_focus_at(const struct frame *frame, size_t focus, size_t *layer, size_t *target);

/* The layer that scrolls, or NULL; and how far it can, in px. */
const struct layer *frame_scroller(const struct frame *frame);
int frame_scroll_max(const struct frame *frame);

#endif
