/* What is counted as missed and as a tap's wait, and what is not. */
#include "player/meter.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { MS = 1000, INTERVAL = 16667 };

static void frame_at(struct meter *meter, uint64_t ended_us)
{
    meter_frame(meter, ended_us - 2 * MS, ended_us, INTERVAL);
}

static void test_an_even_motion_misses_nothing(void **unused)
{
    (void)unused;
    struct meter meter = {0};
    /* A late one of up to half an interval is the clock's unevenness. */
    for (uint64_t i = 1; i <= 36; i++)
        frame_at(&meter, i * INTERVAL + (i % 3) * 3 * MS);
    assert_int_equal(meter.presented, 36);
    assert_int_equal(meter.missed, 0);
    assert_int_equal(meter.last_us, 2 * MS);
}

static void test_a_gap_in_a_motion_is_missed_frames(void **unused)
{
    (void)unused;
    struct meter meter = {0};
    frame_at(&meter, 100 * MS);
    frame_at(&meter, 100 * MS + 2 * INTERVAL);
    assert_int_equal(meter.missed, 1);
    frame_at(&meter, 100 * MS + 12 * INTERVAL);
    assert_int_equal(meter.missed, 10);
    /* At rest nothing is due. */
    meter_rest(&meter);
    frame_at(&meter, 9000 * MS);
    assert_int_equal(meter.missed, 10);
    frame_at(&meter, 9000 * MS + INTERVAL);
    assert_int_equal(meter.missed, 10);
    assert_int_equal(meter.presented, 5);
}

static void test_a_tap_waits_for_its_own_frame(void **unused)
{
    (void)unused;
    static const struct {
        unsigned wait_ms, bin;
    } rows[] = {{1, 0},  {4, 0},  {5, 1},   {8, 1},   {9, 2},   {17, 2},
                {33, 3}, {50, 4}, {100, 5}, {250, 6}, {251, 7}, {9000, 7}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct meter meter = {0};
        meter_touch(&meter, 5000 * MS);
        meter_touch(&meter, 5001 * MS); /* the same frame answers both; the first has waited longest */
        frame_at(&meter, (5000 + rows[i].wait_ms) * MS);
        frame_at(&meter, 20000 * MS);
        assert_int_equal(meter_taps(&meter), 1);
        if (meter.taps[rows[i].bin] != 1)
            fail_msg("%u ms are not in bin %u", rows[i].wait_ms, rows[i].bin);
    }
}

static void test_a_touch_that_changes_nothing_is_no_tap(void **unused)
{
    (void)unused;
    struct meter meter = {0};
    meter_touch(&meter, 5000 * MS);
    meter_rest(&meter);
    frame_at(&meter, 8000 * MS); /* the next slide */
    assert_int_equal(meter_taps(&meter), 0);
}

static void test_quantiles(void **unused)
{
    (void)unused;
    struct meter meter = {0};
    assert_int_equal(meter_within(&meter, 50), 0);
    meter.taps[1] = 90;
    meter.taps[3] = 5;
    meter.taps[METER_BINS - 1] = 5;
    assert_int_equal(meter_taps(&meter), 100);
    assert_int_equal(meter_within(&meter, 50), 8);
    assert_int_equal(meter_within(&meter, 90), 8);
    assert_int_equal(meter_within(&meter, 95), 33);
    assert_int_equal(meter_within(&meter, 96), 0); /* longer than any bound */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_even_motion_misses_nothing),
        cmocka_unit_test(test_a_gap_in_a_motion_is_missed_frames),
        cmocka_unit_test(test_a_tap_waits_for_its_own_frame),
        cmocka_unit_test(test_a_touch_that_changes_nothing_is_no_tap),
        cmocka_unit_test(test_quantiles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
