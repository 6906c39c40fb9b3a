/* A day before the kiosk, sixty times as fast: slides, visitors, and content that changes well and badly. */
#include "soak.h"
#include "walk.h"

#include <X11/Xlib.h>
#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DAY_HOURS   24.0
#define DAY_CHANGES 1000

/* The part that belongs to each run of the tests; --hours and --seed say otherwise. */
static double hours = 1;
static uint64_t seed = 20260907;

/* A black window over everything: what a screen that went black looks like. */
static Window draw_curtain(Display *display)
{
    XSetWindowAttributes attributes = {.override_redirect = True, .background_pixel = 0};
    Window curtain =
        XCreateWindow(display, DefaultRootWindow(display), 0, 0, 1920, 1200, 0, CopyFromParent, InputOutput,
                      CopyFromParent, CWOverrideRedirect | CWBackPixel, &attributes);
    XMapRaised(display, curtain);
    XSync(display, False);
    return curtain;
}

static size_t count_pictures(struct visitor *visitor, unsigned moments, unsigned kiosk_ms)
{
    struct pictures pictures = {.count = 0};
    while (moments-- > 0) {
        soak_count_picture(&pictures, visitor);
        walk_wait(kiosk_ms);
    }
    return pictures.count;
}

static void test_a_minute_takes_a_second_and_black_is_seen(void **unused)
{
    (void)unused;
    struct staff staff;
    char log[256];
    staff_start(&staff);
    snprintf(log, sizeof log, "%s/kiosk.log", staff.parent);
    struct visitor *visitor = soak_enter(staff.folder, NULL, log);
    size_t slides = count_pictures(visitor, 15, 8800);
    visitor_tap(visitor, SOAK_W / 2, SOAK_H / 3); /* a page, on which nothing moves */
    visitor_wait(200);
    size_t page = count_pictures(visitor, 5, 4000);
    visitor_wait(1500); /* a minute and the question's 20 s later */
    size_t again = count_pictures(visitor, 15, 8800);
    print_message("pictures in 2.2 s: %zu; of a page: %zu; after the session: %zu\n", slides, page, again);
    assert_in_range(slides, 8, 15);
    assert_in_range(page, 1, 2);
    assert_in_range(again, 8, 15);

    assert_false(soak_is_black(visitor));
    Display *display = XOpenDisplay(NULL);
    assert_non_null(display);
    Window curtain = draw_curtain(display);
    assert_true(soak_is_black(visitor));
    XDestroyWindow(display, curtain);
    XSync(display, False);
    visitor_wait(500);
    assert_false(soak_is_black(visitor));
    XCloseDisplay(display);
    visitor_leave(visitor);
    staff_finish(&staff);
}

static void test_a_slope_is_found_among_outliers(void **unused)
{
    (void)unused;
    struct figures figures[24];
    for (size_t i = 0; i < 24; i++) {
        long noise = (long)(i * 7919 % 41) * 10 - 200;
        figures[i] = (struct figures){.hour = (double)i, .own = 50000 + 80 * (long)i + noise};
    }
    figures[5].own += 40000;
    figures[20].own -= 30000;
    struct slope slope = figures_slope(figures, 24);
    assert_true(fabs(slope.middle - 80) < 10);
    assert_true(slope.low > 64 && slope.high < 100);
}

static void test_a_leak_is_noticed(void **unused)
{
    (void)unused;
    struct soak soak;
    setenv("SOAK_LEAK_BYTES", "16384", 1);
    setenv("SOAK_LEAK_EVERY", "100", 1);
    const struct soak_plan plan = {
        .hours = 0.4, .warm = 0.05, .rest = 0.02, .changes = 12, .seed = seed, .preload = SOAK_LEAK};
    soak_run(&soak, &plan);
    print_message("%s; slope %.0f KiB an hour (%.0f to %.0f)\n", soak.why, soak.slope.middle, soak.slope.low,
                  soak.slope.high);
    assert_non_null(strstr(soak.why, "memory grows"));
    assert_non_null(strstr(soak.why, "descriptors are not constant"));
}

static void check_signal(int number, const char *what)
{
    struct soak soak;
    soak_run(&soak,
             &(struct soak_plan){.hours = 0.2, .rest = 1, .changes = 20, .seed = seed, .signal = number});
    print_message("%s\n", soak.why);
    assert_non_null(strstr(soak.why, what));
}

static void test_a_fall_and_a_standstill_are_noticed(void **unused)
{
    (void)unused;
    check_signal(SIGKILL, "the kiosk is gone");
    check_signal(SIGSTOP, "after 5 s");
}

static void test_the_kiosk_stands(void **unused)
{
    (void)unused;
    struct soak soak;
    bool whole = hours >= DAY_HOURS / 2;
    struct soak_plan plan = {.hours = hours,
                             .warm = whole ? 2 : hours / 10,
                             .rest = whole ? 0.4 : 0.03,
                             .changes = (unsigned)(DAY_CHANGES * hours / DAY_HOURS),
                             .seed = seed,
                             .haste = whole ? 0 : 40,
                             .strict = whole};
    soak_run(&soak, &plan);
    print_message(
        "%.1f hours, seed %llu: slope %.1f KiB an hour (%.1f to %.1f, 95 %%); %u changes, %u good, %u "
        "bad; %u acts of visitors; good content on the glass after %.0f ms, %.0f at most; %u looks, "
        "%u black\n",
        hours, (unsigned long long)seed, soak.slope.middle, soak.slope.low, soak.slope.high,
        soak.staff.changes, soak.staff.good, soak.staff.bad, soak.acts, soak.sum_ms / soak.staff.good,
        soak.slowest_ms, soak.looks, soak.black);
    if (soak.why[0])
        fail_msg("%s; again: tests/soak/run --hours %g --seed %llu", soak.why, hours,
                 (unsigned long long)seed);
    assert_true(soak.staff.changes >= plan.haste + plan.changes);
}

static bool read_arguments(int argc, char **argv)
{
    for (int i = 1; i < argc; i += 2) {
        char *end = NULL;
        errno = 0;
        if (i + 1 < argc && strcmp(argv[i], "--hours") == 0)
            hours = strtod(argv[i + 1], &end);
        if (i + 1 < argc && strcmp(argv[i], "--seed") == 0)
            seed = strtoull(argv[i + 1], &end, 10);
        if (!end || *end || end == argv[i + 1] || errno)
            return false;
    }
    return hours >= 0.5 && hours <= 1000;
}

int main(int argc, char **argv)
{
    if (!read_arguments(argc, argv)) {
        fprintf(stderr, "usage: test_soak [--hours 0.5-1000] [--seed N]\n");
        return 2;
    }
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_a_slope_is_found_among_outliers),
                                       cmocka_unit_test(test_a_minute_takes_a_second_and_black_is_seen),
                                       cmocka_unit_test(test_a_leak_is_noticed),
                                       cmocka_unit_test(test_a_fall_and_a_standstill_are_noticed),
                                       cmocka_unit_test(test_the_kiosk_stands)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
