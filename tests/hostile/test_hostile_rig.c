/* The rig itself: what wastes, crashes, leaks or never ends must be seen, or all the other tests show
 * nothing. */
#include "herd.h"
#include "measure.h"
#include "mutate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#define SECONDS_MAX 30

static void spend(double ms)
{
    for (struct cost cost; ms > 0; ms -= cost.ms) {
        cost_begin_time(&cost);
        for (volatile unsigned i = 0; i < 100000; i++)
            ;
        cost_end_time(&cost);
    }
}

static void waste_time(void *shared, const void *user)
{
    struct cost *cost = shared;
    (void)user;
    cost_begin(cost);
    spend(REFUSED_MS_MAX * 20); /* too much for the slowest build on the slowest machine */
    cost_end(cost);
}

static void waste_memory(void *shared, const void *user)
{
    enum { WASTE = 100 << 20 };
    struct cost *cost = shared;
    (void)user;
    cost_begin(cost);
    char *memory = malloc(WASTE);
    memset(memory, 1, WASTE);
    __asm__ volatile("" : : "r"(memory) : "memory"); /* it is needed, as far as compilers know */
    free(memory);
    cost_end(cost);
}

static void crash(void *shared, const void *user)
{
    (void)shared, (void)user;
    abort();
}

static void run_for_ever(void *shared, const void *user)
{
    (void)shared, (void)user;
    for (;;)
        __asm__ volatile("" : : : "memory");
}

static void leak(void *shared, const void *user)
{
    (void)shared, (void)user;
    void *volatile memory = malloc(1000);
    memory = NULL;
    (void)memory;
}

static void test_what_is_wasted_is_seen(void **state)
{
    (void)state;
    struct cost cost = {0};
    if (!cost_counts())
        skip();
    assert_true(apart(waste_time, &cost, sizeof cost, NULL, SECONDS_MAX, NULL));
    assert_false(cost_within(&cost, REFUSED_MS_MAX, REFUSED_KB_MAX));
    assert_true(cost_within(&cost, 1e9, REFUSED_KB_MAX));
    assert_true(apart(waste_memory, &cost, sizeof cost, NULL, SECONDS_MAX, NULL));
    assert_in_range(cost.kb, (100 << 10) - 1024, 104 << 10); /* the kernel counts in portions */
    assert_false(cost_within(&cost, 1e9, REFUSED_KB_MAX));
}

static void test_who_does_not_return_is_seen(void **state)
{
    (void)state;
    char nothing = 0;
    assert_false(apart(crash, &nothing, 1, NULL, SECONDS_MAX, NULL));
    assert_false(apart(run_for_ever, &nothing, 1, NULL, 1, NULL));
    if (!cost_counts())
        assert_false(apart(leak, &nothing, 1, NULL, SECONDS_MAX, NULL));
}

/* Herds of fifty, with one that is not like the others. */
enum { COUNT = 50, ODD_ONE = 17 };

static void nothing(void)
{
}

static enum fate half_and_half(uint64_t seed, size_t number, size_t *kind)
{
    (void)seed;
    *kind = 0;
    return number % 2 ? FATE_TAKEN : FATE_REFUSED;
}

static enum fate one_crashes(uint64_t seed, size_t number, size_t *kind)
{
    if (number == ODD_ONE)
        abort();
    return half_and_half(seed, number, kind);
}

static enum fate one_hangs(uint64_t seed, size_t number, size_t *kind)
{
    if (number == ODD_ONE)
        run_for_ever(NULL, NULL);
    return half_and_half(seed, number, kind);
}

static enum fate one_is_slow(uint64_t seed, size_t number, size_t *kind)
{
    if (number == ODD_ONE)
        spend(MUTANT_MS_MAX + 50);
    return half_and_half(seed, number, kind);
}

static enum fate all_are_taken(uint64_t seed, size_t number, size_t *kind)
{
    (void)seed, (void)number;
    *kind = 0;
    return FATE_TAKEN;
}

static enum fate all_are_refused(uint64_t seed, size_t number, size_t *kind)
{
    (void)seed, (void)number;
    *kind = 0;
    return FATE_REFUSED;
}

static void test_the_odd_one_of_a_herd_is_found(void **state)
{
    (void)state;
    static const struct {
        enum fate (*meet)(uint64_t seed, size_t number, size_t *kind);
        const char *why; /* NULL: nothing is wrong */
    } table[] = {{half_and_half, NULL},
                 {one_crashes, "it ended at mutant 17;"},
                 {one_hangs, "it ended at mutant 17;"},
                 {one_is_slow, "mutant 17 takes "},
                 {all_are_taken, "the damage is none"},
                 {all_are_refused, "the damage is none"}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        const struct herd herd = {.name = "rig",
                                  .count = COUNT,
                                  .kinds = {"all"},
                                  .begin = nothing,
                                  .meet = table[i].meet,
                                  .end = nothing};
        char why[256] = "";
        assert_int_equal(herd_try(&herd, why, sizeof why), table[i].why == NULL);
        if (table[i].why)
            assert_non_null(strstr(why, table[i].why));
    }
}

static void test_damage_can_be_made_again(void **state)
{
    (void)state;
    static const char text[] = "format: 1\nname: Lobby\nlanguages: [en, es]\nmenu:\n  pages: [about]\n";
    struct bytes other = {0};
    size_t same = 0;
    bytes_text(&other, "title: a\nbody: b\n");
    for (uint64_t number = 0; number < 100; number++) {
        struct bytes twice[2] = {0};
        for (int i = 0; i < 2; i++) {
            struct mutator mutator = mutator_of(1, number);
            bytes_text(&twice[i], text);
            number % 2 ? mutate_text(&mutator, &twice[i], &other) : mutate_bytes(&mutator, &twice[i], &other);
        }
        assert_int_equal(twice[0].length, twice[1].length);
        assert_memory_equal(twice[0].at, twice[1].at, twice[0].length);
        same += twice[0].length == strlen(text) && memcmp(twice[0].at, text, strlen(text)) == 0;
        bytes_finish(&twice[0]);
        bytes_finish(&twice[1]);
    }
    assert_true(same < 10);
    bytes_finish(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_wasted_is_seen),
        cmocka_unit_test(test_who_does_not_return_is_seen),
        cmocka_unit_test(test_the_odd_one_of_a_herd_is_found),
        cmocka_unit_test(test_damage_can_be_made_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
