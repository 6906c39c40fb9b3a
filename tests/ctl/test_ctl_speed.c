/* How long the whole shipped content takes as pictures. */
#include "program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* A release build takes less than 4 s on two processors; the bound leaves room for a debug build on a busy
 * machine, and still finds what is done twice or waits for nothing. */
static void the_shipped_content_is_rendered_within_seconds(void **state)
{
    enum { BOUND = 12 };
    (void)state;
    char *scratch = scratch_create();
    struct surroundings around = {.folder = scratch};
    double begin = seconds();
    struct outcome outcome =
        program_run(&around, (const char *const[]){"render", LOBBY_SOURCE_DIR "/content", "-o", "out", NULL});
    double took = seconds() - begin;
    print_message("%s%.0f ms\n", outcome.out, took * 1000);
    assert_string_equal(outcome.err, "");
    assert_int_equal(outcome.code, 0);
    assert_true(took < BOUND);
    outcome_finish(&outcome);
    scratch_remove(scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_shipped_content_is_rendered_within_seconds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
