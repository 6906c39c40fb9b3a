/* What is due when, how long it stands, and how that is said. Times are arguments; no zone, no summer time.
 */
#include "content/due.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

enum { ALL = 0x7f, MON_FRI = 0x1f, FRI = 1 << 4, SAT = 1 << 5 };

static int64_t date(const char *text)
{
    struct civil civil;
    assert_true(civil_parse_date(text, &civil));
    return civil_days(civil.year, civil.month, civil.day);
}

static struct due_clock at(const char *text, bool trusted)
{
    struct due_clock clock = {.trusted = trusted};
    assert_true(civil_parse(text, &clock.now));
    return clock;
}

static struct show show_of(const char *from, const char *until, unsigned days, int hours_from,
                           int hours_until)
{
    return (struct show){.from = from ? date(from) : INT64_MIN,
                         .until = until ? date(until) : INT64_MAX,
                         .days = days,
                         .hours_from = hours_from * 60,
                         .hours_until = hours_until * 60};
}

struct due_case {
    const char *from, *until;
    unsigned days;
    int hours_from, hours_until;
    const char *now;
    bool trusted;
    enum due due;
};

static void check(const struct due_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct due_case *c = &cases[i];
        struct show show = show_of(c->from, c->until, c->days, c->hours_from, c->hours_until);
        struct due_clock clock = at(c->now, c->trusted);
        if (due_show(&show, &clock) != c->due)
            print_error("row %zu, %s\n", i, c->now);
        assert_int_equal(due_show(&show, &clock), c->due);
    }
}

#define CHECK(cases) check(cases, sizeof(cases) / sizeof((cases)[0]))

static void both_dates_belong_to_it(void **state)
{
    (void)state;
    static const struct due_case cases[] = {
        {NULL, NULL, ALL, 0, 0, "1999-01-01T00:00", true, DUE_NOW},
        {"2026-09-01", NULL, ALL, 0, 0, "2026-08-31T23:59:59", true, DUE_NOT_YET},
        {"2026-09-01", NULL, ALL, 0, 0, "2026-09-01T00:00", true, DUE_NOW},
        {NULL, "2027-08-31", ALL, 0, 0, "2027-08-31T23:59:59", true, DUE_NOW},
        {NULL, "2027-08-31", ALL, 0, 0, "2027-09-01T00:00", true, DUE_PAST},
        {"2026-09-01", "2026-09-01", ALL, 0, 0, "2026-09-01T12:00", true, DUE_NOW},
    };
    CHECK(cases);
}

/* 2026-09-04 is a Friday. */
static void days_and_hours_limit_it(void **state)
{
    (void)state;
    static const struct due_case cases[] = {
        {NULL, NULL, MON_FRI, 0, 0, "2026-09-04T23:59", true, DUE_NOW},
        {NULL, NULL, MON_FRI, 0, 0, "2026-09-05T00:00", true, DUE_OTHER_DAY},
        {NULL, NULL, MON_FRI, 0, 0, "2026-09-06T12:00", true, DUE_OTHER_DAY},
        {NULL, NULL, MON_FRI, 0, 0, "2026-09-07T00:00", true, DUE_NOW},
        {NULL, NULL, FRI, 0, 0, "1965-01-01T12:00", true, DUE_NOW}, /* before 1970, a Friday */
        {NULL, NULL, ALL, 7, 19, "2026-09-04T06:59:59", true, DUE_OTHER_HOUR},
        {NULL, NULL, ALL, 7, 19, "2026-09-04T07:00", true, DUE_NOW},
        {NULL, NULL, ALL, 7, 19, "2026-09-04T18:59:59", true, DUE_NOW},
        {NULL, NULL, ALL, 7, 19, "2026-09-04T19:00", true, DUE_OTHER_HOUR},
        {NULL, NULL, SAT, 7, 19, "2026-09-04T20:00", true, DUE_OTHER_DAY},
        {"2026-10-01", NULL, SAT, 7, 19, "2026-09-04T20:00", true, DUE_NOT_YET},
    };
    CHECK(cases);
}

static void a_night_belongs_to_the_day_on_which_it_begins(void **state)
{
    (void)state;
    static const struct due_case cases[] = {
        {NULL, NULL, ALL, 22, 6, "2026-09-04T21:59", true, DUE_OTHER_HOUR},
        {NULL, NULL, ALL, 22, 6, "2026-09-04T22:00", true, DUE_NOW},
        {NULL, NULL, ALL, 22, 6, "2026-09-05T05:59", true, DUE_NOW},
        {NULL, NULL, ALL, 22, 6, "2026-09-05T06:00", true, DUE_OTHER_HOUR},
        {NULL, NULL, FRI, 22, 6, "2026-09-04T05:00", true, DUE_OTHER_DAY}, /* Thursday's night */
        {NULL, NULL, FRI, 22, 6, "2026-09-04T23:00", true, DUE_NOW},
        {NULL, NULL, FRI, 22, 6, "2026-09-05T05:00", true, DUE_NOW},
        {NULL, NULL, FRI, 22, 6, "2026-09-05T22:00", true, DUE_OTHER_DAY},
        {NULL, "2026-09-04", ALL, 22, 6, "2026-09-05T05:59", true, DUE_NOW}, /* the last night ends */
        {NULL, "2026-09-04", ALL, 22, 6, "2026-09-05T06:00", true, DUE_PAST},
        {"2026-09-04", NULL, ALL, 22, 6, "2026-09-04T05:00", true, DUE_NOT_YET},
        {NULL, NULL, ALL, 7, 0, "2026-09-04T23:59", true, DUE_NOW}, /* 07:00-24:00 */
        {NULL, NULL, ALL, 7, 0, "2026-09-04T00:00", true, DUE_OTHER_HOUR},
    };
    CHECK(cases);
}

static void a_clock_that_is_only_a_floor_decides_dates_alone(void **state)
{
    (void)state;
    static const struct due_case cases[] = {
        {NULL, NULL, SAT, 7, 19, "2026-09-04T03:00", false, DUE_NOW},
        {NULL, "2026-09-03", ALL, 0, 0, "2026-09-04T03:00", false, DUE_PAST},
        {NULL, "2026-09-03", ALL, 22, 6, "2026-09-04T03:00", false, DUE_PAST},
        {NULL, "2026-09-04", ALL, 0, 0, "2026-09-04T03:00", false, DUE_NOW},
        {"2026-09-05", NULL, ALL, 0, 0, "2026-09-04T03:00", false, DUE_NOT_YET},
    };
    CHECK(cases);
}

static const struct tr nothing = {(const char *const[]){"", ""}};

/* In two languages; text must outlive the test. */
static struct tr same_text(const char *text)
{
    static const char *texts[512][2];
    static size_t used;
    assert_true(used < COUNT_OF(texts));
    const char **both = texts[used++];
    both[0] = both[1] = text;
    return (struct tr){both};
}

static struct slide slide_of(const char *title)
{
    return (struct slide){.eyebrow = nothing,
                          .title = same_text(title),
                          .text = nothing,
                          .figure = nothing,
                          .unit = nothing,
                          .show = show_of(NULL, NULL, ALL, 0, 0),
                          .in_order = true};
}

static void the_show_goes_round_over_what_is_due(void **state)
{
    (void)state;
    struct due_clock now = at("2026-09-04T12:00", true);
    struct slide slides[5];
    for (size_t i = 0; i < 5; i++)
        slides[i] = slide_of("x");
    slides[0].show.until = date("2026-09-03");
    slides[2].show.from = date("2026-09-05");
    slides[4].in_order = false;
    struct content content = {.slides = slides, .n_slides = 5};
    /* due: 1 and 3 */
    assert_int_equal(due_next(&content, CONTENT_NONE, 1, &now), 1);
    assert_int_equal(due_next(&content, CONTENT_NONE, -1, &now), 3);
    assert_int_equal(due_next(&content, 1, 1, &now), 3);
    assert_int_equal(due_next(&content, 3, 1, &now), 1);
    assert_int_equal(due_next(&content, 1, -1, &now), 3);
    assert_int_equal(due_next(&content, 2, 1, &now), 3); /* from one that is not due any more */
    assert_int_equal(due_next(&content, 4, -1, &now), 3);
    assert_int_equal(due_count(&content, &now), 2);
    assert_int_equal(due_position(&content, 1, &now), 0);
    assert_int_equal(due_position(&content, 3, &now), 1);
    assert_int_equal(due_position(&content, 0, &now), CONTENT_NONE);
    assert_int_equal(due_position(&content, CONTENT_NONE, &now), CONTENT_NONE);
    assert_int_equal(due_slide(&slides[4], &now), DUE_NOT_IN_ORDER);

    slides[3].in_order = false;
    assert_int_equal(due_next(&content, 1, 1, &now), 1); /* the only one */
    assert_int_equal(due_next(&content, 1, -1, &now), 1);
    slides[1].in_order = false;
    assert_int_equal(due_next(&content, 1, 1, &now), CONTENT_NONE);
    assert_int_equal(due_count(&content, &now), 0);
    content.n_slides = 0;
    assert_int_equal(due_next(&content, CONTENT_NONE, 1, &now), CONTENT_NONE);
}

static void a_notice_comes_and_goes(void **state)
{
    (void)state;
    struct notice notice = {.show = show_of("2026-09-01", "2026-09-02", ALL, 0, 0)};
    struct content content = {.notice = &notice};
    struct due_clock before = at("2026-08-31T12:00", true), during = at("2026-09-02T23:59", true),
                     after = at("2026-09-03T00:00", true);
    assert_null(due_notice(&content, &before));
    assert_ptr_equal(due_notice(&content, &during), &notice);
    assert_null(due_notice(&content, &after));
    content.notice = NULL;
    assert_null(due_notice(&content, &during));
}

static void reading_time_counts_words_and_characters(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned ms; /* beyond the 3 s that every slide has */
    } cases[] = {
        {"", 0},
        {"one", 400},
        {"one two  three\nfour, five", 2000},
        {"well-known don't", 800},
        {"#17 – 368,000+", 800}, /* the dash between is no word */
        {"- -- ... •", 0},
        {"Año nuevo", 800},
        {"日本語", 600},
        {"放射線、科。", 800}, /* punctuation is not read */
        {"カタカナ ひらがな", 1600},
        {"RUSH医院", 800},        /* a word and two characters */
        {"한국어 방사선과", 800}, /* Korean has blanks */
        {"ไทยไทย", 600},
        {"مرحبا بكم", 800},
        {"Двa", 400},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct slide slide = slide_of(cases[i].text);
        if (due_reading_ms(&slide, 0) != 3000 + cases[i].ms)
            print_error("%s\n", cases[i].text);
        assert_int_equal(due_reading_ms(&slide, 0), 3000 + cases[i].ms);
    }
}

static void every_text_of_a_slide_is_read(void **state)
{
    (void)state;
    struct slide slide = slide_of("a");
    slide.eyebrow = slide.text = slide.figure = slide.unit = same_text("a");
    struct list_item items[] = {{same_text("a"), same_text("a a")}, {nothing, same_text("a")}};
    slide.items = items;
    slide.n_items = 2;
    slide.title = (struct tr){(const char *const[]){"a", "a a a"}};
    assert_int_equal(due_reading_ms(&slide, 0), 3000 + 9 * 400);
    assert_int_equal(due_reading_ms(&slide, 1), 3000 + 11 * 400);
}

static void dwell_stays_between_8_and_30_seconds(void **state)
{
    (void)state;
    char text[2 * 100 + 1] = "";
    for (int words = 0; words <= 100; words++) {
        struct slide slide = slide_of(text);
        unsigned expected = 3000 + (unsigned)words * 400;
        expected = expected < 8000 ? 8000 : expected > 30000 ? 30000 : expected;
        assert_int_equal(due_dwell_ms(&slide, 0), expected);
        slide.dwell_ms = 3000;
        assert_int_equal(due_dwell_ms(&slide, 0), 3000);
        if (words < 100)
            strcat(text, "a ");
    }
}

static void it_is_said_in_words(void **state)
{
    (void)state;
    struct arena *arena = arena_create(65536);
    struct show show = show_of("2026-09-01", "2027-08-31", MON_FRI, 7, 19);
    assert_string_equal(due_explain(&show, DUE_NOW, arena), "now");
    assert_string_equal(due_explain(&show, DUE_NOT_YET, arena), "from 2026-09-01");
    assert_string_equal(due_explain(&show, DUE_PAST, arena), "until 2027-08-31, past");
    assert_string_equal(due_explain(&show, DUE_OTHER_DAY, arena), "only mon-fri");
    assert_string_equal(due_explain(&show, DUE_OTHER_HOUR, arena), "only 07:00-19:00");
    assert_string_equal(due_explain(&show, DUE_NOT_IN_ORDER, arena), "not in slideshow: order");
    show.days = SAT | 1 << 6;
    assert_string_equal(due_explain(&show, DUE_OTHER_DAY, arena), "only sat-sun");
    show.days = 1 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 6;
    assert_string_equal(due_explain(&show, DUE_OTHER_DAY, arena), "only mon, wed-fri, sun");
    show.days = 1 | 1 << 2 | 1 << 4 | 1 << 6; /* the longest that there is */
    assert_string_equal(due_explain(&show, DUE_OTHER_DAY, arena), "only mon, wed, fri, sun");
    arena_destroy(arena);
}

static const char *warnings_at(struct content *content, const char *now)
{
    static char text[1024];
    struct due_clock clock = at(now, true);
    struct diag_list *diags = diag_list_create();
    content_warn_due(content, &clock, diags);
    size_t count;
    const struct diag *items = diag_items(diags, &count);
    assert_true(count <= 1);
    snprintf(text, sizeof text, "%s", count ? items[0].text : "");
    diag_list_destroy(diags);
    return text;
}

static void ends_that_are_near_are_warned_of(void **state)
{
    (void)state;
    struct slide slide = slide_of("x");
    slide.show.until = date("2026-09-30");
    slide.show.until_place = (struct place){"slides/x.yaml", 3, 8};
    struct content content = {.slides = &slide, .n_slides = 1};
    assert_string_equal(warnings_at(&content, "2026-09-15T23:59"), "");
    assert_string_equal(warnings_at(&content, "2026-09-16T00:00"),
                        "this slide ends in 14 days, after 2026-09-30; write a later date to keep it");
    assert_string_equal(warnings_at(&content, "2026-09-29T00:00"),
                        "this slide ends in 1 day, after 2026-09-30; write a later date to keep it");
    assert_string_equal(warnings_at(&content, "2026-09-30T00:00"),
                        "this slide is shown for the last time today; write a later date to keep it");
    assert_string_equal(
        warnings_at(&content, "2026-10-01T00:00"),
        "this slide ended on 2026-09-30 and is not shown any more; remove the file or write a later date");
    slide.in_order = false;
    assert_string_equal(warnings_at(&content, "2026-10-01T00:00"), "");

    struct notice notice = {.show = slide.show};
    content.notice = &notice;
    assert_string_equal(warnings_at(&content, "2026-09-30T00:00"), "");
    assert_string_equal(
        warnings_at(&content, "2026-10-01T00:00"),
        "this notice ended on 2026-09-30 and is not shown any more; remove the file or write a later date");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_dates_belong_to_it),
        cmocka_unit_test(days_and_hours_limit_it),
        cmocka_unit_test(a_night_belongs_to_the_day_on_which_it_begins),
        cmocka_unit_test(a_clock_that_is_only_a_floor_decides_dates_alone),
        cmocka_unit_test(the_show_goes_round_over_what_is_due),
        cmocka_unit_test(a_notice_comes_and_goes),
        cmocka_unit_test(reading_time_counts_words_and_characters),
        cmocka_unit_test(every_text_of_a_slide_is_read),
        cmocka_unit_test(dwell_stays_between_8_and_30_seconds),
        cmocka_unit_test(it_is_said_in_words),
        cmocka_unit_test(ends_that_are_near_are_warned_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
