/* How long it takes to look at every screen: as much as people wait for an answer, and a cup of coffee. */
#include "kit.h"
#include "many.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void measure(size_t n, double most, size_t runs)
{
    struct folder folder;
    many_folder(&folder, n);
    struct content *content = kit_load(&folder);
    double took[3];
    for (size_t i = 0; i < runs; i++) {
        double begin = seconds();
        char *said = kit_said(&folder);
        took[i] = seconds() - begin;
        assert_string_equal(said, "");
        free(said);
    }
    for (size_t i = 0; i + 1 < runs; i++) /* the median stands in the middle */
        for (size_t j = i + 1; j < runs; j++)
            if (took[j] < took[i]) {
                double other = took[i];
                took[i] = took[j];
                took[j] = other;
            }
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    print_message("%zu slides, %zu pages, %zu languages: %.2f s, at most %ld MB in a process\n",
                  content->n_slides, content->n_pages, content->n_langs, took[runs / 2],
                  usage.ru_maxrss / 1024);
    assert_true(took[runs / 2] < most);
    content_unref(content);
    folder_remove(&folder);
}

static void twelve_slides_take_3_s(void **state)
{
    (void)state;
    measure(12, 3, 3);
}

static void five_hundred_slides_take_60_s(void **state)
{
    (void)state;
    measure(500, 60, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(twelve_slides_take_3_s),
                                       cmocka_unit_test(five_hundred_slides_take_60_s)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
