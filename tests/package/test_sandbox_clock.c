/* What lobby-update makes of a sandbox that does not let it ask the kernel about the clock (ProtectClock=yes
 * forbids adjtimex, also for reading): a clock that nobody vouches for is not sure. */
#include "update/floor.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/timex.h>

#include <cmocka.h>

/* Past every floor: the year 2100. */
#define LATE INT64_C(4102444800)

static int answer;

int __wrap_adjtimex(struct timex *timex);
int __wrap_adjtimex(struct timex *timex)
{
    (void)timex;
    errno = EPERM;
    return answer;
}

static void only_a_clock_that_the_kernel_vouches_for_is_sure(void **state)
{
    (void)state;
    answer = TIME_OK;
    assert_true(floor_clock(LATE, 0).sure);
    answer = TIME_ERROR;
    assert_false(floor_clock(LATE, 0).sure);
    answer = -1;
    assert_false(floor_clock(LATE, 0).sure);
    assert_int_equal(floor_clock(LATE, 0).now, LATE);
}

static void a_clock_behind_the_floor_is_not_sure(void **state)
{
    (void)state;
    answer = TIME_OK;
    assert_false(floor_clock(1000, LATE).sure);
    assert_int_equal(floor_clock(1000, LATE).now, LATE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_a_clock_that_the_kernel_vouches_for_is_sure),
        cmocka_unit_test(a_clock_behind_the_floor_is_not_sure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
