/* What is due, in words. */
#include "content/due.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *date_text(int64_t days, struct arena *arena)
{
    int year, month, day;
    civil_from_days(days, &year, &month, &day);
    const char *text = arena_printf(arena, "%04d-%02d-%02d", year, month, day);
    return text ? text : "?";
}

/* "mon-fri", "sat", "mon, wed-fri": as it stands in the file. */
static const char *days_text(unsigned days, struct arena *arena)
{
    static const char names[7][4] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    char text[7 * (sizeof ", mon" - 1) + 1] = "";
    size_t length = 0;
    for (unsigned i = 0; i < 7; i++) {
        if (!(days & 1u << i))
            continue;
        unsigned last = i;
        while (last < 6 && days & 1u << (last + 1))
            last++;
        int n = snprintf(text + length, sizeof text - length, "%s%s%s%s", length ? ", " : "", names[i],
                         last > i ? "-" : "", last > i ? names[last] : "");
        length += n > 0 ? (size_t)n : 0;
        i = last;
    }
    const char *copy = arena_strdup(arena, text);
    return copy ? copy : "?";
}

const char *due_explain(const struct show *show, enum due due, struct arena *arena)
{
    const char *text = NULL;
    switch (due) {
    case DUE_NOW:
        return "now";
    case DUE_NOT_IN_ORDER:
        return "not in slideshow: order";
    case DUE_NOT_YET:
        text = arena_printf(arena, "from %s", date_text(show->from, arena));
        break;
    case DUE_PAST:
        text = arena_printf(arena, "until %s, past", date_text(show->until, arena));
        break;
    case DUE_OTHER_DAY:
        text = arena_printf(arena, "only %s", days_text(show->days, arena));
        break;
    case DUE_OTHER_HOUR:
        text = arena_printf(arena, "only %02d:%02d-%02d:%02d", show->hours_from / 60, show->hours_from % 60,
                            show->hours_until / 60, show->hours_until % 60);
        break;
    }
    return text ? text : "?";
}

static void warn_until(const struct show *show, const char *what, int64_t soon, const struct due_clock *clock,
                       struct diag_list *diags)
{
    if (show->until == INT64_MAX)
        return;
    int64_t left = show->until - civil_days(clock->now.year, clock->now.month, clock->now.day);
    int year, month, day;
    civil_from_days(show->until, &year, &month, &day);
    if (left < 0)
        diag_warning(
            diags, show->until_place,
            "%s ended on %04d-%02d-%02d and is not shown any more; remove the file or write a later date",
            what, year, month, day);
    else if (left == 0 && soon >= 0)
        diag_warning(diags, show->until_place,
                     "%s is shown for the last time today; write a later date to keep it", what);
    else if (left <= soon)
        diag_warning(diags, show->until_place,
                     "%s ends in %" PRId64 " day%s, after %04d-%02d-%02d; write a later date to keep it",
                     what, left, left == 1 ? "" : "s", year, month, day);
}

void content_warn_due(const struct content *content, const struct due_clock *clock, struct diag_list *diags)
{
    for (size_t i = 0; i < content->n_slides; i++)
        if (content->slides[i].in_order)
            warn_until(&content->slides[i].show, "this slide", DUE_SOON_DAYS, clock, diags);
    if (content->notice) /* a notice is short-lived on purpose: only the forgotten one is worth a word */
        warn_until(&content->notice->show, "this notice", -1, clock, diags);
}
