/* Long and hostile paragraphs, and memory that runs out. */
#include "layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"

#define LONG_BYTES (100 * 1000)

/* Random code points, well-formed, of all planes; the same ones from run to run. */
static char *random_text(uint32_t seed, uint32_t highest)
{
    char *text = malloc(LONG_BYTES + 5);
    assert_non_null(text);
    size_t at = 0;
    while (at < LONG_BYTES) {
        seed = seed * 1664525u + 1013904223u;
        uint32_t point = (seed >> 8) % highest + 1;
        if (point >= 0xD800 && point <= 0xDFFF)
            continue;
        if (point < 0x80) {
            text[at++] = (char)point;
        } else if (point < 0x800) {
            text[at++] = (char)(0xC0 | point >> 6);
            text[at++] = (char)(0x80 | (point & 0x3F));
        } else if (point < 0x10000) {
            text[at++] = (char)(0xE0 | point >> 12);
            text[at++] = (char)(0x80 | (point >> 6 & 0x3F));
            text[at++] = (char)(0x80 | (point & 0x3F));
        } else {
            text[at++] = (char)(0xF0 | point >> 18);
            text[at++] = (char)(0x80 | (point >> 12 & 0x3F));
            text[at++] = (char)(0x80 | (point >> 6 & 0x3F));
            text[at++] = (char)(0x80 | (point & 0x3F));
        }
    }
    text[at] = '\0';
    assert_true(utf8_valid(text, at, NULL));
    return text;
}

static char *repeated(const char *piece)
{
    size_t length = strlen(piece);
    char *text = malloc(LONG_BYTES + length + 1);
    assert_non_null(text);
    size_t at = 0;
    for (; at < LONG_BYTES; at += length)
        memcpy(text + at, piece, length + 1);
    return text;
}

static void check_long(char *text)
{
    static const int widths[] = {1, 1000, UNBOUNDED};
    for (size_t i = 0; i < COUNT_OF(widths); i++) {
        struct layout layout;
        layout_init(&layout);
        struct text_span span;
        struct text_para para = layout_para(&span, text);
        para.balance = true;
        layout_run(&layout, &para, widths[i]);
        for (size_t k = 0; !layout.lines.overflow && k < layout.lines.count; k++)
            assert_true(layout.lines.lines[k].width <= widths[i]);
        /* Each byte as part of its word, perhaps alone, and a few times as part of a line. */
        assert_true(fake_fonts_measured(layout.fonts) < (size_t)LONG_BYTES * 10);
        layout_finish(&layout);
    }
    free(text);
}

static void a_long_paragraph_is_measured_a_few_times_only(void **state)
{
    (void)state;
    check_long(random_text(1, 0x10FFFF));
    check_long(random_text(2, 0x7FF));
    check_long(random_text(3, 0x7E));
    check_long(repeated("word "));
    check_long(repeated("unbreakable"));
    check_long(repeated("放"));
    check_long(repeated("\xC2\xAD"));
    check_long(repeated("a\xC2\xAD"));
    check_long(repeated("\xE2\x80\x8B"));
    check_long(repeated("a\xCC\x81\xCC\x81\xCC\x81"));
    check_long(repeated("\xCC\x81"));
    check_long(repeated("(שלום [a] "));
    check_long(repeated("\xE2\x81\xA7"));
    check_long(repeated("\xE2\x80\xAE"
                        "a"));
    check_long(repeated("\n"));
    check_long(repeated("a\n"));
    check_long(repeated(" "));
    check_long(repeated("🇺"));
    check_long(repeated("👍\xE2\x80\x8D"));
}

static void an_absurd_paragraph_is_refused(void **state)
{
    (void)state;
    struct layout layout;
    layout_init(&layout);
    size_t length = 300 * 1024;
    char *text = malloc(length + 1);
    assert_non_null(text);
    memset(text, 'a', length);
    text[length] = '\0';
    struct text_span span;
    struct text_para para = layout_para(&span, text);
    assert_false(text_layout(layout.arena, layout.fonts, &para, 100, &layout.lines));
    assert_int_equal(layout.lines.count, 0);
    free(text);
    layout_finish(&layout);
}

static void ill_formed_bytes_become_replacement_characters(void **state)
{
    (void)state;
    struct layout layout;
    layout_init(&layout);
    struct text_span span;
    struct text_para para = layout_para(&span, "a\xFF"
                                               "b\xE2\x80");
    layout_run(&layout, &para, UNBOUNDED);
    assert_true(layout.lines.missing); /* the made-up fonts have none */
    assert_true(utf8_valid(layout_lines(&layout), strlen(layout_lines(&layout)), NULL));
    assert_int_equal(layout_lines(&layout)[0], 'a');
    layout_finish(&layout);
}

static void a_full_arena_is_reported_at_every_place(void **state)
{
    (void)state;
    struct text_span span;
    struct text_para para = layout_para(&span, "one שתיים 放射 3 قسم end of it");
    struct layout layout;
    layout_init(&layout);
    size_t failures = 0;
    bool done = false;
    for (size_t cap = 0; !done; cap += 16) {
        struct arena *arena = arena_create(cap);
        assert_non_null(arena);
        done = text_layout(arena, layout.fonts, &para, CHARS(9), &layout.lines);
        if (!done) {
            failures++;
            assert_int_equal(layout.lines.count, 0);
            assert_null(layout.lines.lines);
        }
        arena_destroy(arena);
        assert_true(cap < 1024 * 1024);
    }
    assert_true(failures > 10);
    layout_finish(&layout);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_long_paragraph_is_measured_a_few_times_only),
        cmocka_unit_test(an_absurd_paragraph_is_refused),
        cmocka_unit_test(ill_formed_bytes_become_replacement_characters),
        cmocka_unit_test(a_full_arena_is_reported_at_every_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
