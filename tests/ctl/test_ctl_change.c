/* When a slide comes or goes next. */
#include "ctl/change.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { ALL = 0x7f, WEEKDAYS = 0x1f, FRIDAY = 0x10, SUNDAY = 0x40 };

struct row {
    const char *from, *until; /* or NULL */
    unsigned days;
    int hours_from, hours_until; /* in whole hours */
    const char *now, *next;      /* next NULL: never */
};

static int64_t day_of(const char *text, int64_t none)
{
    struct civil civil;
    if (!text)
        return none;
    assert_true(civil_parse_date(text, &civil));
    return civil_days(civil.year, civil.month, civil.day);
}

/* 2026-09-01 is a Tuesday. */
static void the_next_change_is_found(void **state)
{
    (void)state;
    static const struct row table[] = {
        {NULL, NULL, ALL, 0, 0, "2026-09-01T08:15", NULL},
        {"2026-10-01", NULL, ALL, 0, 0, "2026-09-01T08:15", "2026-10-01T00:00"},
        {"2026-09-01", NULL, ALL, 0, 0, "2026-09-01T08:15", NULL},
        {"2036-10-01", NULL, ALL, 7, 19, "2026-09-01T08:15", "2036-10-01T07:00"},
        {NULL, "2026-09-01", ALL, 0, 0, "2026-09-01T23:59", "2026-09-02T00:00"},
        {NULL, "2036-02-28", ALL, 0, 0, "2026-09-01T08:15", "2036-02-29T00:00"},
        {NULL, "2026-08-31", ALL, 0, 0, "2026-09-01T08:15", NULL},
        {NULL, NULL, ALL, 7, 19, "2026-09-01T06:59", "2026-09-01T07:00"},
        {NULL, NULL, ALL, 7, 19, "2026-09-01T07:00", "2026-09-01T19:00"},
        {NULL, NULL, ALL, 7, 19, "2026-09-01T19:00", "2026-09-02T07:00"},
        {NULL, NULL, WEEKDAYS, 7, 19, "2026-09-04T19:00", "2026-09-07T07:00"},
        {NULL, NULL, SUNDAY, 0, 0, "2026-09-01T08:15", "2026-09-06T00:00"},
        {NULL, NULL, SUNDAY, 0, 0, "2026-09-06T08:15", "2026-09-07T00:00"},
        {NULL, NULL, SUNDAY, 7, 19, "2026-09-06T19:00", "2026-09-13T07:00"},
        /* Friday's night ends on Saturday, and so does the last one. */
        {NULL, NULL, FRIDAY, 22, 6, "2026-09-04T23:00", "2026-09-05T06:00"},
        {NULL, NULL, FRIDAY, 22, 6, "2026-09-05T06:00", "2026-09-11T22:00"},
        {NULL, "2026-09-04", FRIDAY, 22, 6, "2026-09-04T23:00", "2026-09-05T06:00"},
        {NULL, "2026-09-04", FRIDAY, 22, 6, "2026-09-05T06:00", NULL},
        /* A week that does not reach a day that is asked for. */
        {"2026-09-07", "2026-09-08", SUNDAY, 0, 0, "2026-09-01T08:15", NULL},
        {"2026-12-01", "2026-12-31", FRIDAY, 7, 19, "2026-09-01T08:15", "2026-12-04T07:00"},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        const struct row *row = &table[i];
        struct show show = {.from = day_of(row->from, INT64_MIN),
                            .until = day_of(row->until, INT64_MAX),
                            .days = row->days,
                            .hours_from = row->hours_from * 60,
                            .hours_until = row->hours_until * 60};
        struct due_clock clock = {.trusted = true};
        struct civil next;
        assert_true(civil_parse(row->now, &clock.now));
        char text[32] = "never";
        if (change_next(&show, &clock, &next))
            snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d", next.year, next.month, next.day,
                     next.hour, next.minute);
        const char *wanted = row->next ? row->next : "never";
        if (strcmp(text, wanted) != 0)
            fail_msg("row %zu: %s, not %s", i, text, wanted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_next_change_is_found)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
