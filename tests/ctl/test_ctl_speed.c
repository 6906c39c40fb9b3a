/* How long the whole shipped content takes as pictures. */
#include "program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

#include <cmocka.h>

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* User and system time of the children that have ended. */
static double processor_seconds(void)
{
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* A release build takes 3 s of two processors, and less than 3 s on the clock when they are free. The bounds
 * leave room for a debug build, and the clock's for a busy machine; they find work that is done twice and
 * waits that nothing needs. */
static void the_shipped_content_is_rendered_within_seconds(void **state)
{
    enum { PROCESSOR_MAX = 8, CLOCK_MAX = 30 };
    (void)state;
    char *scratch = scratch_create();
    struct surroundings around = {.folder = scratch};
    double begin = seconds();
    struct outcome outcome =
        program_run(&around, (const char *const[]){"render", LOBBY_SOURCE_DIR "/content", "-o", "out", NULL});
    double took = seconds() - begin, work = processor_seconds();
    print_message("%s%.0f ms, %.0f ms of processor\n", outcome.out, took * 1000, work * 1000);
    assert_string_equal(outcome.err, "");
    assert_int_equal(outcome.code, 0);
    assert_true(work < PROCESSOR_MAX);
    assert_true(took < CLOCK_MAX);
    outcome_finish(&outcome);
    scratch_remove(scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_shipped_content_is_rendered_within_seconds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
