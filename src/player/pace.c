#include "player/pace.h"

static uint64_t later(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

void pace_change(struct pace *pace, uint64_t now)
{
    if (!pace->waiting)
        pace->first = now;
    pace->waiting = true;
    pace->last = now;
}

uint64_t pace_due(const struct pace *pace)
{
    if (!pace->waiting)
        return UINT64_MAX;
    uint64_t quiet = pace->last + PACE_QUIET_MS, most = pace->first + PACE_MOST_MS;
    return later(quiet < most ? quiet : most, pace->rest_until);
}

bool pace_busy(const struct pace *pace, uint64_t now)
{
    return pace->waiting && now < pace->last + PACE_QUIET_MS;
}

void pace_begin(struct pace *pace)
{
    pace->waiting = false;
}

void pace_end(struct pace *pace, uint64_t began, uint64_t now)
{
    pace->rest_until = now + PACE_REST * (now - began);
}
