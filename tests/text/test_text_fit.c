/* How text takes its room: alignment, overflow, the ellipsis, balance, exact widths. */
#include "layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/str.h"

static void lines_keep_to_their_edge(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum text_align align;
        bool rtl;
        int x;
    } rows[] = {
        {"abcd", TEXT_START, false, 0}, {"abcd", TEXT_CENTER, false, 40}, {"abcd", TEXT_END, false, 80},
        {"abcd", TEXT_START, true, 80}, {"abcd", TEXT_CENTER, true, 40},  {"abcd", TEXT_END, true, 0},
        {"שלום", TEXT_START, false, 0}, {"שלום", TEXT_START, true, 80},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct layout layout;
        layout_init(&layout);
        struct text_span span;
        struct text_para para = layout_para(&span, rows[i].text);
        para.align = rows[i].align;
        para.rtl = rows[i].rtl;
        layout_run(&layout, &para, 100);
        assert_int_equal(layout.lines.lines[0].x, rows[i].x);
        assert_int_equal(layout.lines.lines[0].runs[0].x, rows[i].x);
        assert_int_equal(layout.lines.lines[0].width, CHARS(4));
        layout_finish(&layout);
    }
}

static void lines_stand_on_a_grid(void **state)
{
    (void)state;
    struct layout layout;
    layout_init(&layout);
    struct text_span span;
    struct text_para para = layout_para(&span, "a\n放\nc");
    layout_run(&layout, &para, 100);
    assert_int_equal(layout.lines.line_px, 13);
    assert_int_equal(layout.lines.height, 39);
    for (int i = 0; i < 3; i++)
        assert_int_equal(layout.lines.lines[i].baseline, i * 13 + 1 + 8);
    para.line_px = 20;
    layout_run(&layout, &para, 100);
    assert_int_equal(layout.lines.height, 60);
    assert_int_equal(layout.lines.lines[0].baseline, 5 + 8);
    layout_finish(&layout);
}

static void a_word_wider_than_the_box_is_broken_and_reported(void **state)
{
    (void)state;
    static const struct {
        const char *text, *lines;
        bool overflow;
        int min;
    } rows[] = {
        {"ab cd", "ab|cd", false, CHARS(2)},
        {"abcd", "abcd", false, CHARS(4)},
        {"abcdefghij", "abcd|efgh|ij", true, CHARS(10)},
        {"ab abcdefghij c", "ab|abcd|efgh|ij c", true, CHARS(10)},
        {"a bc\xC2\xAD"
         "def",
         "a|bc-|def", false, CHARS(3)},
        {"abc\xC2\xAD"
         "d",
         "abcd", false, CHARS(4)},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct layout layout;
        layout_init(&layout);
        struct text_span span;
        struct text_para para = layout_para(&span, rows[i].text);
        layout_run(&layout, &para, CHARS(4));
        assert_string_equal(layout_lines(&layout), rows[i].lines);
        assert_int_equal(layout.lines.overflow, rows[i].overflow);
        assert_int_equal(text_min_width(layout.arena, layout.fonts, &para), rows[i].min);
        layout_finish(&layout);
    }
}

static void too_many_lines_end_with_an_ellipsis(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int max, width;
        const char *lines;
        bool cut;
    } rows[] = {
        {"aaa bbb ccc", 2, CHARS(7), "aaa bbb|ccc", false},
        {"aaa bbb ccc ddd", 1, CHARS(8), "aaa bbb…", true},
        {"aaa bbb ccc ddd", 1, CHARS(7), "aaa…", true},
        {"aaa bbb ccc ddd eee", 2, CHARS(7), "aaa bbb|ccc…", true},
        {"aaaaaa bbbbbb", 1, CHARS(6), "aaaaa…", true},
        {"aaaaaaaaaa", 1, CHARS(6), "aaaaa…", true},
        {"a\nb", 1, CHARS(9), "a…", true},
        {"\nb", 1, CHARS(9), "…", true},
        {"放射科住院医师", 1, 35, "放射科…", true},
        {"ab cd", 1, CHARS(1), "…", true},
        {"a\n", 1, CHARS(9), "a", false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct layout layout;
        layout_init(&layout);
        struct text_span span;
        struct text_para para = layout_para(&span, rows[i].text);
        para.max_lines = rows[i].max;
        para.balance = true; /* what is cut is not balanced */
        layout_run(&layout, &para, rows[i].width);
        assert_string_equal(layout_lines(&layout), rows[i].lines);
        assert_int_equal(layout.lines.cut, rows[i].cut);
        layout_finish(&layout);
    }
}

static void balanced_lines_are_about_equal_and_never_more(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int width;
        const char *lines;
    } rows[] = {
        {"aaa bbb", CHARS(7), "aaa bbb"},
        {"aaa bbb ccc ddd eee", CHARS(15), "aaa bbb ccc|ddd eee"},
        {"Ranked among the best hospitals", CHARS(28), "Ranked among the|best hospitals"},
        /* Four lines need the whole width; the last word gets company from the line above. */
        {"aaaa bbbb cccc dddd eeee ffff g", CHARS(9), "aaaa bbbb|cccc dddd|eeee|ffff g"},
        {"bbbbbbbb g", CHARS(8), "bbbbbbbb|g"}, /* there is none to be had */
        {"放射科住院医师培训", 50, "放射科住院|医师培训"},
        {"放射科住院医", 50, "放射科|住院医"},
        {"aaa bbb ccc\naaa bbb", CHARS(7), "aaa bbb|ccc|aaa bbb"},
        {"abcdefghij", CHARS(8), "abcde|fghij"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct layout layout;
        layout_init(&layout);
        struct text_span span;
        struct text_para para = layout_para(&span, rows[i].text);
        layout_run(&layout, &para, rows[i].width);
        size_t before = layout.lines.count;
        para.balance = true;
        layout_run(&layout, &para, rows[i].width);
        assert_string_equal(layout_lines(&layout), rows[i].lines);
        assert_int_equal(layout.lines.count, before);
        layout_finish(&layout);
    }
}

/* Running text is filled from the top; only its last word does not stand alone. */
static void the_last_word_gets_company(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int width;
        const char *lines;
    } rows[] = {
        {"aaaa bbbb cccc dddd eeee ff", CHARS(14), "aaaa bbbb cccc|dddd eeee ff"},
        {"aaaa bbbb cccc dddd eeee ffff g", CHARS(9), "aaaa bbbb|cccc dddd|eeee|ffff g"},
        {"aaaa bbbb cccc ddddd", CHARS(14), "aaaa bbbb cccc|ddddd"}, /* the word is not short */
        {"aaaa bbbb cccc d eeee", CHARS(14), "aaaa bbbb cccc|d eeee"},
        {"bbbbbbbb g", CHARS(8), "bbbbbbbb|g"},
        {"aaaa bbbb cccc g\nh", CHARS(14), "aaaa bbbb|cccc g|h"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct layout layout;
        layout_init(&layout);
        struct text_span span;
        struct text_para para = layout_para(&span, rows[i].text);
        layout_run(&layout, &para, rows[i].width);
        assert_string_equal(layout_lines(&layout), rows[i].lines);
        layout_finish(&layout);
    }
}

/* Kerning makes a line other than the sum of its words; the box holds what is drawn. */
static void lines_are_fitted_by_their_exact_width(void **state)
{
    (void)state;
    static const struct {
        int kern, width;
        const char *lines;
    } rows[] = {
        {0, CHARS(11), "aaa bbb ccc"},      {-1, CHARS(11) - 2, "aaa bbb ccc"},
        {-1, CHARS(11) - 3, "aaa bbb|ccc"}, {2, CHARS(11) + 3, "aaa bbb|ccc"},
        {2, CHARS(11) + 4, "aaa bbb ccc"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct layout layout;
        layout_init(&layout);
        fake_fonts_kern(layout.fonts, rows[i].kern);
        struct text_span span;
        struct text_para para = layout_para(&span, "aaa bbb ccc");
        layout_run(&layout, &para, rows[i].width);
        assert_string_equal(layout_lines(&layout), rows[i].lines);
        assert_true(layout.lines.width <= rows[i].width);
        layout_finish(&layout);
    }
}

/* A card that shrinks to its text must not change it. */
static void a_box_as_wide_as_the_widest_line_gives_the_same_lines(void **state)
{
    (void)state;
    for (int width = CHARS(10); width < CHARS(60); width++) {
        struct layout layout;
        layout_init(&layout);
        fake_fonts_kern(layout.fonts, -1);
        struct text_span span;
        struct text_para para =
            layout_para(&span, "Rush is a place where people are trained who read what others only see.");
        layout_run(&layout, &para, width);
        const char *before = layout_lines(&layout);
        layout_run(&layout, &para, layout.lines.width);
        assert_string_equal(layout_lines(&layout), before);
        layout_finish(&layout);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_keep_to_their_edge),
        cmocka_unit_test(lines_stand_on_a_grid),
        cmocka_unit_test(a_word_wider_than_the_box_is_broken_and_reported),
        cmocka_unit_test(too_many_lines_end_with_an_ellipsis),
        cmocka_unit_test(balanced_lines_are_about_equal_and_never_more),
        cmocka_unit_test(the_last_word_gets_company),
        cmocka_unit_test(lines_are_fitted_by_their_exact_width),
        cmocka_unit_test(a_box_as_wide_as_the_widest_line_gives_the_same_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
