#include "ctl/change.h"

enum { WEEK = 7, MINUTES = 24 * 60 };

struct search {
    const struct show *show;
    const struct due_clock *clock;
    bool due;          /* at the clock */
    int64_t now, best; /* minutes since 1970 on the wall; INT64_MAX: none yet */
};

static struct civil civil_of(int64_t day, int minute)
{
    struct civil civil = {.hour = minute / 60, .minute = minute % 60};
    civil_from_days(day, &civil.year, &civil.month, &civil.day);
    return civil;
}

static void try_minute(struct search *search, int64_t day, int minute)
{
    int64_t at = day * MINUTES + minute;
    if (at <= search->now || at >= search->best)
        return;
    struct due_clock then = {civil_of(day, minute), search->clock->trusted};
    if ((due_show(search->show, &then) == DUE_NOW) != search->due)
        search->best = at;
}

/* What is due changes at midnight or at an end of the hours, so only these are looked at. */
static void try_days(struct search *search, int64_t first, int count)
{
    for (int64_t day = first; day < first + count; day++) {
        try_minute(search, day, 0);
        try_minute(search, day, search->show->hours_from);
        try_minute(search, day, search->show->hours_until % MINUTES);
    }
}

bool change_next(const struct show *show, const struct due_clock *clock, struct civil *at)
{
    const struct civil *now = &clock->now;
    int64_t today = civil_days(now->year, now->month, now->day);
    struct search search = {show, clock, due_show(show, clock) == DUE_NOW,
                            today * MINUTES + now->hour * 60 + now->minute, INT64_MAX};
    /* Days and hours repeat within a week; a night that crosses midnight ends on the eighth day. */
    try_days(&search, today, WEEK + 2);
    if (show->from > today)
        try_days(&search, show->from, WEEK + 2);
    if (show->until != INT64_MAX && show->until >= today)
        try_days(&search, show->until, 3);
    if (search.best == INT64_MAX)
        return false;
    *at = civil_of(search.best / MINUTES, (int)(search.best % MINUTES));
    return true;
}
