/* Much content costs little: 500 slides start like 12, and memory stays flat over 1,000 slide changes. */
#include "expected.h"
#include "folder.h"
#include "process.h"
#include "visitor.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    RUNS = 7,
    CHANGES = 1000,
    WARM_UP = 100, /* every picture and font was seen by then */
    SAMPLES = 16,
    GROWTH_MAX_KB = 1024
};

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double start_time(const char *folder)
{
    const char *arguments[] = {"-w", "1280x720", "--at", EXPECTED_AT, folder, NULL};
    struct visitor *visitor = visitor_enter(arguments);
    double ms = visitor_first_picture(visitor);
    visitor_leave(visitor);
    return ms;
}

static void test_500_slides_start_like_12(void **unused)
{
    (void)unused;
    char *few = folder_create(), *many = folder_create();
    folder_fill(few, 12);
    folder_fill(many, 500);
    double few_ms[RUNS], many_ms[RUNS];
    for (size_t i = 0; i < RUNS; i++) {
        few_ms[i] = start_time(few);
        many_ms[i] = start_time(many);
    }
    qsort(few_ms, RUNS, sizeof few_ms[0], by_value);
    qsort(many_ms, RUNS, sizeof many_ms[0], by_value);
    print_message("first picture: %.0f ms with 12 slides, %.0f ms with 500 (medians of %d)\n",
                  few_ms[RUNS / 2], many_ms[RUNS / 2], RUNS);
    assert_true(many_ms[RUNS / 2] <= 2 * few_ms[RUNS / 2]);
    folder_remove(few);
    folder_remove(many);
}

static void turn(struct visitor *visitor, int changes)
{
    for (int i = 0; i < changes; i++) {
        visitor_key(visitor, "Right");
        visitor_wait(25);
    }
    visitor_wait(1500);
}

/* The most that a few neighboring slides take: how much is kept around one of them varies by a slide. */
static long most_memory(struct visitor *visitor)
{
    long most = 0;
    for (int i = 0; i < SAMPLES; i++) {
        visitor_key(visitor, "Right");
        visitor_wait(700);
        long pss = process_pss(visitor_process(visitor));
        most = pss > most ? pss : most;
    }
    return most;
}

static void test_memory_is_flat(void **unused)
{
    (void)unused;
    char *folder = folder_create();
    folder_fill(folder, 500);
    const char *arguments[] = {"-w", "1280x720", "--at", EXPECTED_AT, folder, NULL};
    struct visitor *visitor = visitor_enter(arguments);
    visitor_wait(500);
    visitor_key(visitor, "space");
    turn(visitor, WARM_UP);
    long before = most_memory(visitor);
    turn(visitor, CHANGES);
    long after = most_memory(visitor);
    print_message("%ld kB after %d slides, %ld kB after %d more\n", before, WARM_UP, after, CHANGES);
    assert_true(after - before <= GROWTH_MAX_KB);
    visitor_leave(visitor);
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_500_slides_start_like_12),
                                       cmocka_unit_test(test_memory_is_flat)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
