/* Falls are counted over starts, and a kiosk goes down the ladder and up again. */
#include "folder.h"

#include "base/file.h"
#include "base/str.h"
#include "kiosk/ladder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <cmocka.h>

static char *base;

static int setup(void **unused)
{
    (void)unused;
    base = folder_create();
    return 0;
}

static int teardown(void **unused)
{
    (void)unused;
    folder_remove(base);
    return 0;
}

static struct ladder start(void)
{
    struct ladder ladder;
    ladder_begin(&ladder, base);
    return ladder;
}

/* It is gone without a word. */
static void fall(struct ladder *ladder)
{
    file_close_p(&ladder->run);
}

static const struct player_pass fine = {.now = 1000, .device = "a display", .frames = 1};

static uint64_t pass_at(struct ladder *ladder, uint64_t now)
{
    struct player_pass pass = fine;
    pass.now = now;
    return ladder_passed(ladder, &pass);
}

static void test_each_fall_leads_down(void **unused)
{
    (void)unused;
    static const struct {
        enum ladder_step step;
        unsigned rest; /* ms */
    } starts[] = {{LADDER_FULL, 0},         {LADDER_FULL, 0},    {LADDER_FULL, 0},
                  {LADDER_FULL, 1000},      {LADDER_FULL, 2000}, {LADDER_INSTALLED, 4000},
                  {LADDER_INSTALLED, 4000}, {LADDER_SAFE, 4000}, {LADDER_SAFE, 4000}};
    for (size_t i = 0; i < COUNT_OF(starts); i++) {
        struct ladder ladder = start();
        assert_int_equal(ladder.falls, i);
        assert_int_equal(ladder.step, starts[i].step);
        assert_int_equal(ladder_rest(&ladder), starts[i].rest);
        fall(&ladder);
    }
}

static void after_falls(unsigned falls, struct ladder *ladder)
{
    for (unsigned i = 0; i < falls; i++) {
        *ladder = start();
        fall(ladder);
    }
    *ladder = start();
    assert_int_equal(ladder->falls, falls);
}

static void test_what_stands_for_a_minute_has_not_fallen(void **unused)
{
    (void)unused;
    struct ladder ladder;
    after_falls(3, &ladder);
    assert_int_equal(pass_at(&ladder, 1000), 1000 + LADDER_STANDS_MS);
    pass_at(&ladder, 1000 + LADDER_STANDS_MS - 1);
    fall(&ladder);
    ladder = start();
    assert_int_equal(ladder.falls, 4);
    pass_at(&ladder, 1000);
    assert_int_equal(pass_at(&ladder, 1000 + LADDER_STANDS_MS), UINT64_MAX);
    fall(&ladder);
    ladder = start();
    assert_int_equal(ladder.falls, 0);
    fall(&ladder);
}

static void test_trouble_is_not_standing(void **unused)
{
    (void)unused;
    struct ladder ladder = start();
    struct player_pass trouble = fine;
    trouble.trouble = PLAYER_NO_DISPLAY;
    pass_at(&ladder, 1000);
    trouble.now = 50000;
    assert_int_equal(ladder_passed(&ladder, &trouble), UINT64_MAX);
    assert_int_equal(pass_at(&ladder, 61000), 61000 + LADDER_STANDS_MS);
    fall(&ladder);
    ladder = start();
    assert_int_equal(ladder.falls, 1);
    struct player_pass blank = {.now = 500000, .device = "a display"};
    assert_int_equal(ladder_passed(&ladder, &blank), UINT64_MAX);
    fall(&ladder);
    ladder = start();
    assert_int_equal(ladder.falls, 2);
    fall(&ladder);
}

static void test_who_waits_for_a_display_does_not_fall(void **unused)
{
    (void)unused;
    struct ladder ladder;
    after_falls(2, &ladder);
    struct player_pass none = {.now = 1000};
    assert_int_equal(ladder_passed(&ladder, &none), UINT64_MAX);
    fall(&ladder);
    ladder = start();
    assert_int_equal(ladder.falls, 2);
    ladder_passed(&ladder, &none);
    pass_at(&ladder, 2000); /* there it is; from now on it can fall again */
    fall(&ladder);
    ladder = start();
    assert_int_equal(ladder.falls, 3);
    fall(&ladder);
}

/* A television that is switched off and on every evening. */
static void test_what_stood_has_not_fallen_when_the_display_comes_and_goes(void **unused)
{
    (void)unused;
    struct ladder ladder;
    const struct player_pass none = {.now = 200000};
    after_falls(6, &ladder);
    pass_at(&ladder, 1000);
    pass_at(&ladder, 1000 + LADDER_STANDS_MS);
    for (int evening = 0; evening < 3; evening++) {
        ladder_passed(&ladder, &none);
        pass_at(&ladder, 300000);
    }
    fall(&ladder);
    ladder = start();
    assert_int_equal(ladder.falls, LADDER_INSTALLED_FALLS + 1);
    assert_int_equal(ladder.step, LADDER_INSTALLED);
    ladder_passed(&ladder, &none);
    pass_at(&ladder, 300000);
    pass_at(&ladder, 300000 + LADDER_STANDS_MS);
    fall(&ladder);
    ladder = start();
    assert_int_equal(ladder.falls, LADDER_INSTALLED_FALLS);
    fall(&ladder);
}

static void test_an_end_in_good_order_forgets(void **unused)
{
    (void)unused;
    struct ladder ladder;
    after_falls(6, &ladder);
    ladder_end(&ladder);
    ladder = start();
    assert_int_equal(ladder.falls, 0);
    fall(&ladder);
}

static void test_the_lower_step_is_kept_and_left_after_an_hour(void **unused)
{
    (void)unused;
    struct ladder ladder;
    after_falls(6, &ladder);
    assert_int_equal(ladder.step, LADDER_INSTALLED);
    pass_at(&ladder, 1000);
    assert_int_equal(pass_at(&ladder, 1000 + LADDER_STANDS_MS), 1000 + LADDER_AGAIN_MS);
    fall(&ladder);
    ladder = start(); /* it stood here: no step further down */
    assert_int_equal(ladder.step, LADDER_INSTALLED);
    assert_int_equal(ladder.falls, LADDER_INSTALLED_FALLS);
    pass_at(&ladder, 1000);
    pass_at(&ladder, 1000 + LADDER_STANDS_MS);
    pass_at(&ladder, 1000 + LADDER_AGAIN_MS - 1);
    assert_int_equal(ladder.step, LADDER_INSTALLED);
    pass_at(&ladder, 1000 + LADDER_AGAIN_MS);
    assert_int_equal(ladder.step, LADDER_FULL);
    fall(&ladder);
    ladder = start();
    assert_int_equal(ladder.falls, 1);
    fall(&ladder);
}

static void test_nonsense_in_the_file_is_no_fall(void **unused)
{
    (void)unused;
    static const char *const texts[] = {"", "seven", "-", "\xff\xfe", "7777777777777777777777777777"};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        folder_write(base, "kiosk.falls", texts[i]);
        struct ladder ladder = start();
        assert_int_equal(ladder.falls, 0);
        fall(&ladder);
    }
    folder_write(base, "kiosk.falls", "999999999999");
    struct ladder ladder = start();
    assert_int_equal(ladder.step, LADDER_SAFE);
    fall(&ladder);
}

static void test_without_a_run_folder_it_just_starts(void **unused)
{
    (void)unused;
    struct ladder ladder;
    for (int i = 0; i < 9; i++) {
        ladder_begin(&ladder, "/proc/lobby");
        assert_int_equal(ladder.step, LADDER_FULL);
        pass_at(&ladder, 1000);
        pass_at(&ladder, 1000 + LADDER_STANDS_MS);
        ladder_end(&ladder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_each_fall_leads_down, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_stands_for_a_minute_has_not_fallen, setup, teardown),
        cmocka_unit_test_setup_teardown(test_trouble_is_not_standing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_who_waits_for_a_display_does_not_fall, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_stood_has_not_fallen_when_the_display_comes_and_goes, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_an_end_in_good_order_forgets, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_lower_step_is_kept_and_left_after_an_hour, setup, teardown),
        cmocka_unit_test_setup_teardown(test_nonsense_in_the_file_is_no_fall, setup, teardown),
        cmocka_unit_test_setup_teardown(test_without_a_run_folder_it_just_starts, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
