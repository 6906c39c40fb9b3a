/* An arena hands out zeroed, aligned memory, and never more than its cap. */
#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdint.h>
#include <string.h>

static void memory_is_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    struct arena *arena = arena_create(1 << 20);
    char *pieces[300];
    for (size_t i = 0; i < 300; i++) {
        size_t size = 1 + i * 7 % 190;
        pieces[i] = arena_alloc(arena, size);
        assert_non_null(pieces[i]);
        assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
        for (size_t j = 0; j < size; j++)
            assert_int_equal(pieces[i][j], 0);
        memset(pieces[i], (int)(i % 255) + 1, size);
    }
    for (size_t i = 0; i < 300; i++)
        for (size_t j = 0; j < 1 + i * 7 % 190; j++)
            assert_int_equal((unsigned char)pieces[i][j], i % 255 + 1);
    assert_false(arena_failed(arena));
    arena_destroy(arena);
}

static void nothing_is_handed_out_past_the_cap(void **state)
{
    (void)state;
    enum { CAP = 100000 };
    struct arena *arena = arena_create(CAP);
    size_t got = 0;
    while (arena_alloc(arena, 100))
        got += 100;
    assert_true(arena_failed(arena));
    assert_true(arena_used(arena) <= CAP);
    /* A cap that wastes half of itself would be a wrong cap. */
    assert_in_range(got, CAP / 2, CAP);
    arena_destroy(arena);
}

static void a_piece_larger_than_the_cap_fails_and_is_remembered(void **state)
{
    (void)state;
    struct arena *arena = arena_create(8192);
    assert_null(arena_alloc(arena, 8192));
    assert_true(arena_failed(arena));
    assert_non_null(arena_alloc(arena, 64));
    assert_true(arena_failed(arena));
    arena_destroy(arena);
}

static void a_large_piece_leaves_the_block_in_use(void **state)
{
    (void)state;
    struct arena *arena = arena_create(1 << 20);
    char *first = arena_alloc(arena, 16);
    assert_non_null(arena_alloc(arena, 100000));
    char *second = arena_alloc(arena, 16);
    assert_true(second > first && second - first < 4096);
    arena_destroy(arena);
}

static void sizes_that_overflow_fail(void **state)
{
    (void)state;
    struct arena *arena = arena_create(1 << 20);
    assert_null(arena_array(arena, SIZE_MAX / 2, 3));
    assert_null(arena_alloc(arena, SIZE_MAX));
    assert_null(arena_alloc(arena, SIZE_MAX - 64));
    assert_null(arena_strndup(arena, "", SIZE_MAX));
    assert_true(arena_failed(arena));
    assert_non_null(arena_array(arena, 0, 16));
    arena_destroy(arena);
}

static void text_is_copied_and_terminated(void **state)
{
    (void)state;
    struct arena *arena = arena_create(1 << 16);
    char source[] = "Chicago at dusk";
    char *whole = arena_strdup(arena, source), *part = arena_strndup(arena, source, 7);
    memset(source, 'x', sizeof source - 1);
    assert_string_equal(whole, "Chicago at dusk");
    assert_string_equal(part, "Chicago");
    assert_string_equal(arena_printf(arena, "%s-%d", "page", 12), "page-12");
    assert_null(arena_strdup(arena, NULL));
    assert_false(arena_failed(arena));
    arena_destroy(arena);
}

static void destroying_nothing_is_allowed(void **state)
{
    (void)state;
    arena_destroy(NULL);
    struct arena *tiny = arena_create(0);
    assert_null(arena_alloc(tiny, 1));
    arena_destroy(tiny);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_aligned_and_apart),
        cmocka_unit_test(nothing_is_handed_out_past_the_cap),
        cmocka_unit_test(a_piece_larger_than_the_cap_fails_and_is_remembered),
        cmocka_unit_test(a_large_piece_leaves_the_block_in_use),
        cmocka_unit_test(sizes_that_overflow_fail),
        cmocka_unit_test(text_is_copied_and_terminated),
        cmocka_unit_test(destroying_nothing_is_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
