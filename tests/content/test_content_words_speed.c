/* What it costs to speak a language for the first time. */
#include "base/str.h"
#include "content/interface.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <time.h>

static double cpu_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static void the_first_word_of_a_language_costs_no_start_up_time(void **state)
{
    (void)state;
    static const struct lang langs[] = {{.code = "ar"}, {.code = "de"}, {.code = "es"},
                                        {.code = "fr"}, {.code = "he"}, {.code = "hi"},
                                        {.code = "pl"}, {.code = "ru"}, {.code = "zh"}};
    const struct content content = {.langs = langs, .n_langs = COUNT_OF(langs)};
    double first[COUNT_OF(langs)], again[COUNT_OF(langs)];
    for (size_t i = 0; i < COUNT_OF(langs); i++) {
        double begin = cpu_ms();
        assert_non_null(content_word(&content, i, WORD_BACK));
        double between = cpu_ms();
        for (size_t word = 0; word < WORD_COUNT; word++)
            assert_non_null(content_word(&content, i, (enum word)word));
        again[i] = cpu_ms() - between;
        first[i] = between - begin;
    }
    qsort(first, COUNT_OF(langs), sizeof *first, compare);
    qsort(again, COUNT_OF(langs), sizeof *again, compare);
    print_message("the first %.3f ms, all of them afterwards %.3f ms\n", first[COUNT_OF(langs) / 2],
                  again[COUNT_OF(langs) / 2]);
    assert_true(first[COUNT_OF(langs) / 2] < 0.3);
    assert_true(again[COUNT_OF(langs) / 2] < 0.1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_word_of_a_language_costs_no_start_up_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
