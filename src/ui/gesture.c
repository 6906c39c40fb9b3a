#include "ui/gesture.h"

#include <stdlib.h>

static int shorter_side(const struct gesture_ground *ground)
{
    return ground->w < ground->h ? ground->w : ground->h;
}

int gesture_slop(const struct gesture_ground *ground)
{
    return shorter_side(ground) / GESTURE_SLOP_SHARE;
}

int gesture_dx(const struct gesture *gesture)
{
    return gesture->phase == GESTURE_SWIPE ? gesture->x - gesture->from_x : 0;
}

int gesture_dy(const struct gesture *gesture)
{
    return gesture->phase == GESTURE_SCROLL ? gesture->y - gesture->from_y : 0;
}

void gesture_kill(struct gesture *gesture)
{
    if (gesture->phase != GESTURE_IDLE)
        gesture->phase = GESTURE_DEAD;
}

/* Samples closer together than this tell nothing of the speed: the newest replaces the last. */
#define SAMPLE_GAP_MS (GESTURE_SPEED_WINDOW_MS / GESTURE_SAMPLES)

static void add_sample(struct gesture *gesture, uint64_t now)
{
    struct gesture_sample *samples = gesture->samples;
    unsigned n = gesture->n_samples;
    /* The last one follows the finger; the one before it is fixed when it is old enough. */
    if (n >= 2 && samples[n - 1].at < samples[n - 2].at + SAMPLE_GAP_MS) {
        n--;
    } else if (n == GESTURE_SAMPLES) {
        for (unsigned i = 1; i < n; i++)
            samples[i - 1] = samples[i];
        n--;
    }
    samples[n] = (struct gesture_sample){now, gesture->x, gesture->y};
    gesture->n_samples = n + 1;
}

/* px per ms over the window, of one coordinate; what was before the window does not count. */
static double speed_of(const struct gesture *gesture, uint64_t now, bool across)
{
    const struct gesture_sample *last = &gesture->samples[gesture->n_samples - 1], *first = last;
    for (unsigned i = gesture->n_samples; i-- > 0;) {
        if (gesture->samples[i].at + GESTURE_SPEED_WINDOW_MS < now)
            break;
        first = &gesture->samples[i];
    }
    if (now > last->at + GESTURE_REST_MS || last->at == first->at)
        return 0;
    int way = across ? last->x - first->x : last->y - first->y;
    return way / (double)(last->at - first->at);
}

static void begin(struct gesture *gesture, const struct gesture_ground *ground, const struct input *input,
                  uint64_t now)
{
    *gesture = (struct gesture){.phase = GESTURE_TOUCH,
                                .pointer = input->pointer,
                                .ground = *ground,
                                .began = now,
                                .from_x = input->x,
                                .from_y = input->y,
                                .x = input->x,
                                .y = input->y,
                                .moved = now,
                                .life_x = input->x,
                                .life_y = input->y,
                                .life = now,
                                .last = now};
    add_sample(gesture, now);
}

static struct gesture_result down(struct gesture *gesture, const struct gesture_ground *ground,
                                  const struct input *input, uint64_t now)
{
    bool bounce = gesture->last > 0 && now < gesture->last + GESTURE_BOUNCE_MS;
    bool ours = gesture->phase != GESTURE_IDLE && gesture->pointer == input->pointer;
    bool waits = gesture->phase != GESTURE_IDLE && !ours && now < gesture->life + GESTURE_STILL_MS;
    gesture->last = now;
    if (waits) {
        if (now < gesture->began + GESTURE_PALM_MS && ++gesture->others + 1 == GESTURE_PALM_CONTACTS) {
            gesture->phase = GESTURE_DEAD;
            return (struct gesture_result){.event = GESTURE_LOST};
        }
        return (struct gesture_result){0};
    }
    if (bounce)
        return (struct gesture_result){0};
    begin(gesture, ground, input, now);
    return (struct gesture_result){.event = GESTURE_BEGAN, .alive = true};
}

static bool jumped(const struct gesture *gesture, const struct input *input, uint64_t now)
{
    int limit = shorter_side(&gesture->ground) / GESTURE_JUMP_SHARE;
    bool far = abs(input->x - gesture->x) > limit || abs(input->y - gesture->y) > limit;
    return far && now < gesture->moved + GESTURE_JUMP_MS;
}

/* What was a touch may become a drag; it starts at the edge of the slop. */
static void decide(struct gesture *gesture)
{
    int dx = gesture->x - gesture->from_x, dy = gesture->y - gesture->from_y;
    int slop = gesture_slop(&gesture->ground);
    if (gesture->ground.scrolls && abs(dy) > slop && abs(dy) >= abs(dx)) {
        gesture->phase = GESTURE_SCROLL;
        gesture->from_y += dy > 0 ? slop : -slop;
    } else if (gesture->ground.swipes && abs(dx) > slop && abs(dx) > abs(dy)) {
        gesture->phase = GESTURE_SWIPE;
        gesture->from_x += dx > 0 ? slop : -slop;
    }
}

static bool lives(struct gesture *gesture, uint64_t now)
{
    int slop = gesture_slop(&gesture->ground);
    if (now >= gesture->began + GESTURE_LONGEST_MS)
        return false;
    if (abs(gesture->x - gesture->life_x) <= slop && abs(gesture->y - gesture->life_y) <= slop)
        return false;
    gesture->life_x = gesture->x;
    gesture->life_y = gesture->y;
    gesture->life = now;
    return true;
}

static struct gesture_result move(struct gesture *gesture, const struct input *input, uint64_t now)
{
    if (gesture->phase == GESTURE_DEAD)
        return (struct gesture_result){0};
    if (jumped(gesture, input, now)) {
        gesture->phase = GESTURE_DEAD;
        return (struct gesture_result){.event = GESTURE_LOST};
    }
    gesture->x = input->x;
    gesture->y = input->y;
    gesture->moved = now;
    add_sample(gesture, now);
    if (gesture->phase == GESTURE_TOUCH)
        decide(gesture);
    return (struct gesture_result){.event = GESTURE_MOVED, .alive = lives(gesture, now)};
}

/* -1, 0 or 1: where a swipe goes that is let go now. */
static int swipe_step(const struct gesture *gesture, uint64_t now)
{
    int dx = gesture_dx(gesture), w = gesture->ground.w;
    double speed = speed_of(gesture, now, true), flick = w / (double)GESTURE_FLICK_MS;
    if (dx == 0)
        return 0;
    int side = dx > 0 ? 1 : -1;
    if (speed * side > flick)
        return side;
    return abs(dx) >= w / GESTURE_SWIPE_SHARE && speed * side > -flick ? side : 0;
}

static struct gesture_result up(struct gesture *gesture, const struct input *input, uint64_t now)
{
    struct gesture_result result = {.event = GESTURE_NOTHING};
    /* Where it is lifted is where it was last, or one more report, which may be its end. */
    if (input->x != gesture->x || input->y != gesture->y)
        result = move(gesture, input, now);
    result.alive = gesture->phase != GESTURE_DEAD;
    if (gesture->phase == GESTURE_TOUCH) {
        result.event = GESTURE_TAPPED;
    } else if (gesture->phase == GESTURE_SCROLL) {
        result.event = GESTURE_SCROLLED;
        result.speed = -speed_of(gesture, now, false);
    } else if (gesture->phase == GESTURE_SWIPE) {
        result.event = GESTURE_SWIPED;
        result.step = swipe_step(gesture, now);
    }
    *gesture = (struct gesture){.last = now};
    return result;
}

struct gesture_result gesture_step(struct gesture *gesture, const struct gesture_ground *ground,
                                   const struct input *input, uint64_t now)
{
    bool ours = gesture->phase != GESTURE_IDLE && gesture->pointer == input->pointer;
    if (input->kind == INPUT_DOWN)
        return down(gesture, ground, input, now);
    if (input->kind == INPUT_MOVE && ours)
        return move(gesture, input, now);
    if (input->kind == INPUT_UP && ours)
        return up(gesture, input, now);
    if (input->kind == INPUT_UP)
        gesture->last = now;
    if (input->kind == INPUT_CANCEL && ours) {
        /* The panel did not report this: what begins right now is no bounce. */
        *gesture = (struct gesture){.last = gesture->last};
        return (struct gesture_result){.event = GESTURE_LOST};
    }
    return (struct gesture_result){0};
}
