#include "walk.h"

#include "dice.h"

#include "base/str.h"

#include <time.h>

#define TAP_MS     60
#define STEP_MS    16
#define DRAG_STEPS 12

void walk_wait(unsigned kiosk_ms)
{
    uint64_t ns = (uint64_t)kiosk_ms * 1000000 / WALK_SPEED;
    nanosleep(&(struct timespec){(time_t)(ns / 1000000000), (long)(ns % 1000000000)}, NULL);
}

static void tap(struct visitor *visitor, int x, int y)
{
    visitor_down(visitor, x, y);
    walk_wait(TAP_MS);
    visitor_up(visitor);
}

static void drag(struct visitor *visitor, int x, int y, int to_x, int to_y)
{
    visitor_down(visitor, x, y);
    for (int i = 1; i <= DRAG_STEPS; i++) {
        walk_wait(STEP_MS);
        visitor_move(visitor, x + (to_x - x) * i / DRAG_STEPS, y + (to_y - y) * i / DRAG_STEPS);
    }
    visitor_up(visitor);
}

void walk_act(struct visitor *visitor, uint64_t *state, int w, int h)
{
    static const char *const keys[] = {"Right", "Left",   "Up",  "Down",  "Next", "Prior",
                                       "Home",  "Return", "Tab", "space", "l",    "BackSpace"};
    int x = (int)dice(state, (unsigned)w), y = (int)dice(state, (unsigned)h);
    switch (dice(state, 8)) {
    case 0: /* a row of buttons along the lower edge */
    case 1:
        tap(visitor, x, h - h / 16);
        break;
    case 2:
        drag(visitor, x, y, (int)dice(state, (unsigned)w), (int)dice(state, (unsigned)h));
        break;
    case 3:
        drag(visitor, x, h * 3 / 4, x, h / 8);
        break;
    case 4:
        visitor_key(visitor, keys[dice(state, COUNT_OF(keys))]);
        break;
    default:
        tap(visitor, x, y);
        break;
    }
}
