/* Dates that exist, and the arithmetic of the calendar. */
#include "base/civil.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void known_days_have_their_numbers(void **state)
{
    (void)state;
    static const struct {
        int year, month, day;
        int64_t days;
        int weekday;
    } table[] = {
        {1970, 1, 1, 0, 3}, /* a Thursday */
        {1969, 12, 31, -1, 2},    {2000, 2, 29, 11016, 1},    {2000, 3, 1, 11017, 2},
        {2026, 9, 1, 20697, 1}, /* a Tuesday */
        {2038, 1, 19, 24855, 1},  {1900, 2, 28, -25509, 2},   {1900, 3, 1, -25508, 3},
        {1600, 1, 1, -135140, 5}, {9999, 12, 31, 2932896, 4},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        assert_int_equal(civil_days(table[i].year, table[i].month, table[i].day), table[i].days);
        assert_int_equal(civil_weekday(table[i].year, table[i].month, table[i].day), table[i].weekday);
    }
}

static void four_centuries_go_there_and_back(void **state)
{
    (void)state;
    int year = 1799, month = 12, day = 31, weekday = civil_weekday(year, month, day);
    for (int64_t days = civil_days(1800, 1, 1); days <= civil_days(2200, 12, 31); days++) {
        int y, m, d;
        civil_from_days(days, &y, &m, &d);
        bool next_day = y == year && m == month && d == day + 1;
        bool next_month = y == year && m == month + 1 && d == 1 && day >= 28;
        bool next_year = y == year + 1 && m == 1 && d == 1 && month == 12 && day == 31;
        assert_true(next_day || next_month || next_year);
        assert_int_equal(civil_days(y, m, d), days);
        weekday = (weekday + 1) % 7;
        assert_int_equal(civil_weekday(y, m, d), weekday);
        year = y;
        month = m;
        day = d;
    }
}

static void seconds_order_times_of_day(void **state)
{
    (void)state;
    const struct civil start = {1970, 1, 1, 0, 0, 0}, late = {2026, 8, 31, 23, 59, 59};
    const struct civil midnight = {2026, 9, 1, 0, 0, 0}, noon = {2026, 9, 1, 12, 30, 5};
    assert_int_equal(civil_seconds(&start), 0);
    assert_int_equal(civil_seconds(&midnight) - civil_seconds(&late), 1);
    assert_int_equal(civil_seconds(&noon) - civil_seconds(&midnight), 12 * 3600 + 30 * 60 + 5);
}

static void only_real_dates_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool with_time, alone; /* what civil_parse and civil_parse_date say */
        struct civil civil;
    } table[] = {
        {"2026-09-01", true, true, {2026, 9, 1, 0, 0, 0}},
        {"2024-02-29", true, true, {2024, 2, 29, 0, 0, 0}},
        {"2026-09-01T07:30", true, false, {2026, 9, 1, 7, 30, 0}},
        {"2026-09-01 07:30", true, false, {2026, 9, 1, 7, 30, 0}},
        {"2026-09-01T23:59:59", true, false, {2026, 9, 1, 23, 59, 59}},
        {"2026-02-29", false, false, {0}},
        {"2100-02-29", false, false, {0}},
        {"2026-04-31", false, false, {0}},
        {"2026-00-10", false, false, {0}},
        {"2026-13-01", false, false, {0}},
        {"2026-01-00", false, false, {0}},
        {"2026-9-1", false, false, {0}},
        {"26-09-01", false, false, {0}},
        {"2026/09/01", false, false, {0}},
        {"2026-09-01T", false, false, {0}},
        {"2026-09-01T24:00", false, false, {0}},
        {"2026-09-01T07:60", false, false, {0}},
        {"2026-09-01T07:30:60", false, false, {0}},
        {"2026-09-01T7:30", false, false, {0}},
        {"2026-09-01T07:30Z", false, false, {0}},
        {"2026-09-01x", false, false, {0}},
        {" 2026-09-01", false, false, {0}},
        {"", false, false, {0}},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct civil civil = {0};
        assert_int_equal(civil_parse(table[i].text, &civil), table[i].with_time);
        assert_int_equal(civil_seconds(&civil), civil_seconds(&table[i].civil));
        struct civil date = {0};
        assert_int_equal(civil_parse_date(table[i].text, &date), table[i].alone);
        if (table[i].alone)
            assert_int_equal(civil_seconds(&date), civil_seconds(&table[i].civil));
    }
}

static void moments_have_one_form(void **state)
{
    (void)state;
    static const struct {
        int64_t seconds;
        const char *text;
    } table[] = {{0, "1970-01-01T00:00:00Z"},
                 {951782400, "2000-02-29T00:00:00Z"},
                 {1795475400, "2026-11-23T23:10:00Z"},
                 {253402300799, "9999-12-31T23:59:59Z"}};
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        char text[CIVIL_UTC_TEXT];
        int64_t seconds;
        civil_utc_text(table[i].seconds, text);
        assert_string_equal(text, table[i].text);
        assert_true(civil_utc_parse(text, &seconds));
        assert_int_equal(seconds, table[i].seconds);
    }
    char text[CIVIL_UTC_TEXT];
    civil_utc_text(INT64_MIN, text);
    assert_string_equal(text, "1970-01-01T00:00:00Z");
    civil_utc_text(INT64_MAX, text);
    assert_string_equal(text, "9999-12-31T23:59:59Z");
    static const char *const bad[] = {
        "",
        "2026-11-23T23:10:00",
        "2026-11-23 23:10:00Z",
        "2026-11-23T23:10:00z",
        "2026-11-23T23:10Z",
        "2026-11-31T23:10:00Z",
        "2026-11-23T24:10:00Z",
        "1969-12-31T23:59:59Z",
        "2026-11-23T23:10:00Z ",
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        int64_t seconds;
        assert_false(civil_utc_parse(bad[i], &seconds));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_days_have_their_numbers), cmocka_unit_test(four_centuries_go_there_and_back),
        cmocka_unit_test(seconds_order_times_of_day),    cmocka_unit_test(only_real_dates_are_read),
        cmocka_unit_test(moments_have_one_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
