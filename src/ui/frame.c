#include "ui/frame.h"

static bool rect_equal(struct rect a, struct rect b)
{
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

static bool layer_equal(const struct layer *a, const struct layer *b)
{
    /* Scenes are compared by serial: an address may be used again. */
    uint64_t a_serial = a->scene ? a->scene->serial : 0;
    uint64_t b_serial = b->scene ? b->scene->serial : 0;
    return a_serial == b_serial && rect_equal(a->clip, b->clip) && a->x == b->x && a->y == b->y &&
           a->alpha == b->alpha && a->color == b->color && a->pressed == b->pressed &&
           a->focused == b->focused;
}

bool frame_equal(const struct frame *a, const struct frame *b)
{
    if (a->w != b->w || a->h != b->h || a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        if (!layer_equal(&a->layers[i], &b->layers[i]))
            return false;
    }
    return true;
}

static bool inside(struct rect box, int x, int y)
{
    return x >= box.x && x < box.x + box.w && y >= box.y && y < box.y + box.h;
}

bool frame_hit(const struct frame *frame, int x, int y, size_t *layer, size_t *target)
{
    for (size_t i = frame->count; i-- > 0;) {
        const struct layer *l = &frame->layers[i];
        if (l->leaving || !inside(l->clip, x, y))
            continue;
        for (size_t j = l->scene ? l->scene->n_targets : 0; j-- > 0;) {
            if (inside(l->scene->targets[j].box, x - l->x, y - l->y)) {
                *layer = i;
                *target = j;
                return true;
            }
        }
        if (l->deaf)
            return false;
    }
    return false;
}

/* The lowest layer that the focus reaches: what a full-screen shade covers is out of reach. */
static size_t focus_floor(const struct frame *frame)
{
    size_t floor = 0;
    for (size_t i = 0; i < frame->count; i++) {
        if (!frame->layers[i].scene && frame->layers[i].deaf)
            floor = i;
    }
    return floor;
}

size_t frame_focus_count(const struct frame *frame)
{
    size_t count = 0;
    for (size_t i = focus_floor(frame); i < frame->count; i++) {
        const struct layer *l = &frame->layers[i];
        if (l->scene && !l->leaving)
            count += l->scene->n_targets;
    }
    return count;
}

size_t frame_focus_index(const struct frame *frame, size_t focus)
{
    size_t count = frame_focus_count(frame), from_end = FRAME_NO_TARGET - focus;
    if (count == 0 || from_end == 0)
        return FRAME_NO_TARGET;
    if (from_end < focus)
        return from_end < count ? count - from_end : 0;
    return focus < count ? focus : count - 1;
}

bool frame_focus_at(const struct frame *frame, size_t focus, size_t *layer, size_t *target)
{
    size_t index = frame_focus_index(frame, focus);
    for (size_t i = focus_floor(frame); i < frame->count; i++) {
        const struct layer *l = &frame->layers[i];
        if (!l->scene || l->leaving)
            continue;
        if (index < l->scene->n_targets) {
            *layer = i;
            *target = index;
            return true;
        }
        index -= l->scene->n_targets;
    }
    return false;
}

const struct layer *frame_scroller(const struct frame *frame)
{
    for (size_t i = frame->count; i-- > 0;) {
        if (frame->layers[i].scrolls && !frame->layers[i].leaving)
            return &frame->layers[i];
    }
    return NULL;
}

int frame_scroll_max(const struct frame *frame)
{
    const struct layer *l = frame_scroller(frame);
    int more = l ? l->scene->h - l->clip.h : 0;
    return more > 0 ? more : 0;
}
