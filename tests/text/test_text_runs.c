/* What a run is: one font, direction, script and look. */
#include "layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/str.h"

/* Writes the runs of the first line as "[family text]". */
static const char *families(const struct layout *layout)
{
    static const char names[FAKE_FAMILIES + 1] = "LAHCJDE";
    const char *all = "";
    for (size_t i = 0; i < layout->lines.lines[0].count; i++) {
        const struct text_run *run = &layout->lines.lines[0].runs[i];
        all = arena_printf(layout->arena, "%s[%c %s]", all, names[fake_family_of(run->font)], run->text);
    }
    return all;
}

static void each_script_gets_a_font_and_blanks_stay_with_it(void **state)
{
    (void)state;
    static const struct {
        const char *text, *lang, *runs;
    } rows[] = {
        {"Zażółć gęślą jaźń", "pl", "[L Zażółć gęślą jaźń]"},
        {"MRI 放射 科", "zh", "[L MRI ][C 放射 科]"},
        {"放射の科", "ja", "[J 放射の科]"},
        {"हिन्दी भाषा", "hi", "[D हिन्दी भाषा]"},
        {"हिन्दी 3", "hi", "[D हिन्दी ][L 3]"},         /* it has no digits */
        {"مرحبا 1,000", "ar", "[L 1,000][A مرحبا ]"}, /* it has, but no comma */
        {"مرحبا، أهلا", "ar", "[A مرحبا، أهلا]"},
        {"שלום، שלום", "he", "[H שלום، שלום]"}, /* a sign that two fonts have */
        {"3 مرحبا", "ar", "[A مرحبا][L  ][L 3]"},
        {"Rush Радиология", "ru", "[L Rush ][L Радиология]"}, /* one font, two scripts */
        {"放射 🇺🇸 科", "zh", "[C 放射 ][E 🇺🇸][C  科]"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct layout layout;
        layout_init(&layout);
        struct text_span span;
        struct text_para para = layout_para(&span, rows[i].text);
        para.lang = rows[i].lang;
        layout_run(&layout, &para, UNBOUNDED);
        assert_string_equal(families(&layout), rows[i].runs);
        assert_string_equal(layout.lines.lines[0].runs[0].lang, rows[i].lang);
        assert_false(layout.lines.missing);
        layout_finish(&layout);
    }
}

static void styles_colors_and_tags_split_runs_and_are_handed_through(void **state)
{
    (void)state;
    struct layout layout;
    layout_init(&layout);
    const struct text_span spans[] = {{.text = "See ", .color = 1, .tag = -1},
                                      {.text = "the new", .style = FONT_BOLD, .color = 2, .tag = 7},
                                      {.text = " page", .style = FONT_BOLD, .color = 2, .tag = 7},
                                      {.text = "", .tag = 9},
                                      {.text = " now", .color = 1, .tag = -1}};
    struct text_para para = {.spans = spans, .count = COUNT_OF(spans), .px = PX, .lang = "en"};
    layout_run(&layout, &para, CHARS(12));
    assert_string_equal(layout_runs(&layout), "[L See ][L the new]|[L page][L  now]");
    const struct text_run *first = layout.lines.lines[0].runs, *second = layout.lines.lines[1].runs;
    assert_int_equal(first[0].tag, -1);
    assert_int_equal(first[0].color, 1);
    assert_int_equal(fake_style_of(first[0].font), FONT_REGULAR);
    assert_int_equal(first[1].tag, 7); /* a link goes on in the next line */
    assert_int_equal(second[0].tag, 7);
    assert_int_equal(second[0].color, 2);
    assert_int_equal(fake_style_of(second[0].font), FONT_BOLD);
    assert_int_equal(second[1].tag, -1);
    assert_int_equal(first[1].px, PX);
    layout_finish(&layout);
}

static void runs_stand_side_by_side(void **state)
{
    (void)state;
    struct layout layout;
    layout_init(&layout);
    struct text_span span;
    struct text_para para = layout_para(&span, "one שתיים 放射 3 🇺🇸 قسم end");
    para.align = TEXT_CENTER;
    layout_run(&layout, &para, 400);
    const struct text_line *line = &layout.lines.lines[0];
    int x = line->x;
    for (size_t i = 0; i < line->count; i++) {
        assert_int_equal(line->runs[i].x, x);
        x += line->runs[i].width;
    }
    assert_int_equal(x, line->x + line->width);
    layout_finish(&layout);
}

static void what_no_font_has_is_reported(void **state)
{
    (void)state;
    struct layout layout;
    layout_init(&layout);
    fake_fonts_remove(layout.fonts, FAKE_HEBREW);
    struct text_span span;
    struct text_para para = layout_para(&span, "ok");
    layout_run(&layout, &para, UNBOUNDED);
    assert_false(layout.lines.missing);
    para = layout_para(&span, "ok שלום");
    layout_run(&layout, &para, UNBOUNDED);
    assert_true(layout.lines.missing);
    assert_string_equal(families(&layout), "[L ok ][L שלום]");
    layout_finish(&layout);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_script_gets_a_font_and_blanks_stay_with_it),
        cmocka_unit_test(styles_colors_and_tags_split_runs_and_are_handed_through),
        cmocka_unit_test(runs_stand_side_by_side),
        cmocka_unit_test(what_no_font_has_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
