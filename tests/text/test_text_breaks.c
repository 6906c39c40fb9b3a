/* Where a line may end: UAX #14 with what this room adds to it. */
#include "layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/str.h"

struct row {
    const char *text;
    int width; /* px */
    const char *lines;
};

static void check(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct layout layout;
        layout_init(&layout);
        struct text_span span;
        struct text_para para = layout_para(&span, rows[i].text);
        layout_run(&layout, &para, rows[i].width);
        assert_string_equal(layout_lines(&layout), rows[i].lines);
        assert_false(layout.lines.overflow);
        layout_finish(&layout);
    }
}

static void lines_end_where_uax14_says(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"aaa bbb ccc", CHARS(7), "aaa bbb|ccc"},
        {"aaa bbb ccc", CHARS(7) - 1, "aaa|bbb|ccc"},
        {"It is $1,000 now", CHARS(9), "It is|$1,000|now"},
        {"about -5 % less", CHARS(7), "about|-5 %|less"},
        {"a state-of-the-art scanner", CHARS(11), "a state-of-|the-art|scanner"},
        {"open 07:30\xE2\x80\x93"
         "19:00",
         CHARS(11), "open 07:30\xE2\x80\x93|19:00"},
        {"see (312) 942-5000", CHARS(12), "see (312)|942-5000"},
        {"he said (yes) twice", CHARS(9), "he said|(yes)|twice"},
        {"see https://rush.edu/radiology/residency?x=1 now", CHARS(21),
         "see https://rush.edu/|radiology/residency?|x=1 now"},
        {"the U.S. News e.g. here", CHARS(8), "the U.S.|News|e.g.|here"},
        {"us@rush.edu is it", CHARS(11), "us@rush.edu|is it"},
    };
    check(rows, COUNT_OF(rows));
}

static void chinese_breaks_between_characters_but_not_before_closing_marks(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"放射科住院医师", 30, "放射科|住院医|师"}, {"你好，世界。", 20, "你|好，|世|界。"},
        {"你好（世界）吗", 30, "你好|（世|界）吗"}, {"使用MRI扫描", 30, "使用|MRI扫|描"},
        {"ト、ー。ッと", 50, "ト、ー。ッ|と"},
    };
    check(rows, COUNT_OF(rows));
}

static void special_blanks_do_what_they_are_for(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"weighs 10\xC2\xA0kg in all", CHARS(9), "weighs|10 kg in|all"}, /* no-break space */
        {"weighs 10\xE2\x81\xA0kg", CHARS(8), "weighs|10kg"},            /* word joiner */
        {"aaaa\xE2\x80\x8B"
         "bbbb",
         CHARS(5), "aaaa|bbbb"}, /* zero-width space */
        {"aaaa\xE2\x80\x8B"
         "bbbb",
         CHARS(8), "aaaabbbb"},                             /* not seen in a line */
        {"radio\xC2\xADlogy", CHARS(9), "radiology"},       /* soft hyphen */
        {"radio\xC2\xADlogy", CHARS(6), "radio-|logy"},     /* seen at the end */
        {"x radio\xC2\xADlogy", CHARS(7), "x|radio-|logy"}, /* "x radio-" is too wide */
        {"in\xC2\xADter\xC2\xADven\xC2\xADtion", CHARS(6), "inter-|ven-|tion"},
        {"inter\xC2\xADven", CHARS(8), "interven"}, /* "inter-" fits, all fits better */
        {"aaa\xC2\xAD", CHARS(4), "aaa"},           /* nothing to hyphenate from */
        {"aaa\xC2\xAD bbb", CHARS(4), "aaa|bbb"},
        {"a \xCC\x81 ", UNBOUNDED, "a \xCC\x81"}, /* a blank that carries an accent is seen */
        {"aaa\tbbb", CHARS(7), "aaa bbb"},
    };
    check(rows, COUNT_OF(rows));
}

static void newlines_end_lines_and_the_last_one_adds_none(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"a\nb", UNBOUNDED, "a|b"},
        {"a\n\nb", UNBOUNDED, "a||b"},
        {"a\r\nb\rc", UNBOUNDED, "a|b|c"},
        {"a\n", UNBOUNDED, "a"},
        {"a \n \n", UNBOUNDED, "a"},
        {"\na", UNBOUNDED, "|a"},
        {"a\xE2\x80\xA8"
         "b",
         UNBOUNDED, "a|b"},
        {"", UNBOUNDED, ""},
        {"\n \n", UNBOUNDED, ""},
    };
    check(rows, COUNT_OF(rows));
}

static void blanks_at_the_end_of_a_line_take_no_room(void **state)
{
    (void)state;
    struct layout layout;
    layout_init(&layout);
    struct text_span span;
    struct text_para para = layout_para(&span, "aaa bbb     ccc\xE3\x80\x80");
    layout_run(&layout, &para, CHARS(7));
    assert_string_equal(layout_lines(&layout), "aaa bbb|ccc");
    assert_int_equal(layout.lines.lines[0].width, CHARS(7));
    assert_int_equal(layout.lines.lines[1].width, CHARS(3));
    assert_int_equal(layout.lines.width, CHARS(7));
    layout_finish(&layout);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_end_where_uax14_says),
        cmocka_unit_test(chinese_breaks_between_characters_but_not_before_closing_marks),
        cmocka_unit_test(special_blanks_do_what_they_are_for),
        cmocka_unit_test(newlines_end_lines_and_the_last_one_adds_none),
        cmocka_unit_test(blanks_at_the_end_of_a_line_take_no_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
