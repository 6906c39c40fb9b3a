/* A clock that is behind what is known for sure is not believed. */
#include "player/wall.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_a_floor_is_only_raised(void **unused)
{
    (void)unused;
    struct wall wall;
    wall_start(&wall);
    time_t before = wall.floor;
    wall_raise(&wall, 0);
    wall_raise(&wall, before - 1);
    assert_true(wall.floor == before);
    wall_raise(&wall, before + 1);
    assert_true(wall.floor == before + 1);
}

static void test_a_clock_behind_the_floor_stands_on_it_and_is_not_trusted(void **unused)
{
    (void)unused;
    struct wall wall;
    wall_start(&wall);
    wall_raise(&wall, INT64_C(4102444800)); /* 2100-01-01T00:00:00Z: this machine's clock is long before it */
    struct due_clock clock = wall_now(&wall, 0);
    assert_false(clock.trusted);
    assert_in_range(clock.now.year, 2099, 2100); /* wherever this is */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_floor_is_only_raised),
        cmocka_unit_test(test_a_clock_behind_the_floor_stands_on_it_and_is_not_trusted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
