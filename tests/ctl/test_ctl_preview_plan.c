/* Who gets which part of the preview's window. */
#include "ctl/preview_plan.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct row {
    int room_w, room_h, w, h; /* the desktop, and what is asked for */
    int stage_w, stage_h;     /* what comes; 0: whatever fits */
    bool below;
};

static const struct row rows[] = {
    {1920, 1160, 1280, 720, 1280, 720, false},
    {1920, 1040, 1280, 720, 1280, 720, false},
    {1920, 1040, 800, 480, 800, 480, false},
    {3840, 2120, 1920, 1080, 1920, 1080, false},
    {3840, 2120, 1080, 1920, 1080, 1920, false},
    /* a portrait desktop has its room below */
    {1200, 1880, 1080, 1200, 1080, 1200, true},
    {1080, 1880, 1024, 768, 1024, 768, true},
    /* what does not fit gets smaller, in its shape */
    {1366, 728, 1280, 720, 0, 0, false},
    {1920, 1040, 1080, 1920, 0, 0, false},
    {1920, 1040, 3840, 2160, 0, 0, false},
    {1080, 1880, 1920, 1080, 0, 0, true},
};

static void test_desktops(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct row *row = &rows[i];
        struct preview_plan plan = preview_plan(row->room_w, row->room_h, row->w, row->h);
        int w, h;
        preview_window(&plan, &w, &h);
        assert_int_equal(plan.below, row->below);
        assert_in_range(w, 1, row->room_w);
        assert_in_range(h, 1, row->room_h);
        assert_int_equal(plan.smaller, row->stage_w == 0);
        if (row->stage_w) {
            assert_int_equal(plan.w, row->stage_w);
            assert_int_equal(plan.h, row->stage_h);
        } else {
            double shape = (double)row->w / row->h, is = (double)plan.w / plan.h;
            assert_true(is > shape * 0.99 && is < shape * 1.01);
            /* Nothing is given away: one side of the room is full. */
            assert_true(row->room_w - w < 4 || row->room_h - h < 4);
        }
        /* A window of that size is divided as it was planned. */
        preview_divide(&plan, &w, &h);
        assert_int_equal(w, plan.w);
        assert_int_equal(h, plan.h);
    }
}

static void test_a_window_that_somebody_makes_smaller_keeps_both(void **unused)
{
    (void)unused;
    struct preview_plan plan = preview_plan(1920, 1160, 1280, 720);
    int w = 320, h = 320;
    preview_divide(&plan, &w, &h);
    assert_int_equal(w, 160);
    assert_int_equal(h, 320);
    w = 1920, h = 1160;
    preview_divide(&plan, &w, &h);
    assert_int_equal(w, 1920 - plan.panel);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_desktops),
        cmocka_unit_test(test_a_window_that_somebody_makes_smaller_keeps_both),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
