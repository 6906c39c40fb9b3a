/* What a reader takes for one character is never torn apart, and stays in one run. */
#include "layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"

#define FAMILY "👨‍👩‍👧‍👦"
#define FLAG   "🇵🇱"
#define SCOT   "\U0001F3F4\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F"

/* In a box of 1 px every cluster gets a line of its own. */
static void the_narrowest_box_shows_the_clusters(void **state)
{
    (void)state;
    static const struct {
        const char *text, *lines;
    } rows[] = {
        {"abc", "a|b|c"},
        {"e\xCC\x81t\xCC\xA3\xCC\x87", "e\xCC\x81|t\xCC\xA3\xCC\x87"},
        {"क्षि", "क्षि"},
        {"हिन्दी", "हि|न्दी"},
        {"क्\xE2\x80\x8Cषि", "क्\xE2\x80\x8C|षि"}, /* a non-joiner asks for two */
        {"क्\xE2\x80\x8Dषि", "क्\xE2\x80\x8Dषि"},
        {FAMILY FAMILY, FAMILY "|" FAMILY},
        {FLAG "🇺🇸" FLAG, FLAG "|🇺🇸|" FLAG},
        {SCOT "a", SCOT "|a"},
        {"1️⃣2️⃣", "1️⃣|2️⃣"},
        {"👍🏽👍", "👍🏽|👍"},
        {"한국", "한|국"},
        {"カ\xE3\x82\x99キ", "カ\xE3\x82\x99|キ"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct layout layout;
        layout_init(&layout);
        struct text_span span;
        struct text_para para = layout_para(&span, rows[i].text);
        layout_run(&layout, &para, 1);
        assert_string_equal(layout_lines(&layout), rows[i].lines);
        assert_true(layout.lines.overflow);
        layout_finish(&layout);
    }
}

static void an_emoji_sequence_is_one_run_of_the_emoji_font(void **state)
{
    (void)state;
    static const char *const emoji[] = {FAMILY, FLAG, SCOT, "1️⃣", "👍🏽", "❤️"};
    for (size_t i = 0; i < COUNT_OF(emoji); i++) {
        struct layout layout;
        layout_init(&layout);
        struct text_span span;
        struct text_para para = layout_para(&span, arena_printf(layout.arena, "see %s 12", emoji[i]));
        layout_run(&layout, &para, UNBOUNDED);
        assert_int_equal(layout.lines.lines[0].count, 3);
        const struct text_run *runs = layout.lines.lines[0].runs;
        assert_string_equal(runs[1].text, emoji[i]);
        assert_int_equal(fake_family_of(runs[1].font), FAKE_EMOJI);
        assert_string_equal(runs[2].text, " 12"); /* the emoji font has digits; they are for keycaps */
        assert_int_equal(fake_family_of(runs[2].font), FAKE_LATIN);
        assert_false(layout.lines.missing);
        layout_finish(&layout);
    }
}

static void a_mark_in_the_next_span_stays_with_its_letter(void **state)
{
    (void)state;
    struct layout layout;
    layout_init(&layout);
    const struct text_span spans[] = {{.text = "cafe", .tag = 1}, {.text = "\xCC\x81s", .tag = 2}};
    struct text_para para = {.spans = spans, .count = 2, .px = PX};
    layout_run(&layout, &para, UNBOUNDED);
    assert_int_equal(layout.lines.lines[0].count, 2);
    assert_string_equal(layout.lines.lines[0].runs[0].text, "cafe\xCC\x81");
    assert_string_equal(layout.lines.lines[0].runs[1].text, "s");
    layout_finish(&layout);
}

static void what_has_no_picture_is_not_drawn(void **state)
{
    (void)state;
    struct layout layout;
    layout_init(&layout);
    struct text_span span;
    /* bell, C1, byte order mark, left-to-right mark, word joiner, a noncharacter, DEL */
    struct text_para para =
        layout_para(&span, "a\x07\xC2\x9B\xEF\xBB\xBF\xE2\x80\x8E\xE2\x81\xA0\xEF\xBF\xBE\x7F"
                           "b");
    layout_run(&layout, &para, UNBOUNDED);
    assert_string_equal(layout_runs(&layout), "[L ab]");
    assert_false(layout.lines.missing);
    para = layout_para(&span, "\x01\x02\xE2\x80\x8F");
    layout_run(&layout, &para, UNBOUNDED);
    assert_string_equal(layout_runs(&layout), "");
    layout_finish(&layout);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_narrowest_box_shows_the_clusters),
        cmocka_unit_test(an_emoji_sequence_is_one_run_of_the_emoji_font),
        cmocka_unit_test(a_mark_in_the_next_span_stays_with_its_letter),
        cmocka_unit_test(what_has_no_picture_is_not_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
