/* The order in which runs are drawn: UAX #9. The tables read from left to right as the screen does, each
 * run's own text in the order in which it was written. */
#include "layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/str.h"

struct row {
    const char *text;
    bool rtl;
    int width;
    const char *runs;
};

static void check(const struct row *rows, size_t count, int max_lines)
{
    for (size_t i = 0; i < count; i++) {
        struct layout layout;
        layout_init(&layout);
        struct text_span span;
        struct text_para para = layout_para(&span, rows[i].text);
        para.rtl = rows[i].rtl;
        para.max_lines = max_lines;
        layout_run(&layout, &para, rows[i].width);
        assert_string_equal(layout_runs(&layout), rows[i].runs);
        layout_finish(&layout);
    }
}

static void runs_stand_in_the_order_of_the_screen(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"abc", false, UNBOUNDED, "[L abc]"},
        {"مرحبا", false, UNBOUNDED, "[R مرحبا]"},
        /* Arabic with a Latin word and a number: both keep their own order. */
        {"قسم MRI في 2026", true, UNBOUNDED, "[L 2026][R  في ][L MRI][R قسم ]"},
        {"MRI في 2026", true, UNBOUNDED, "[L 2026][R في ][R  ][L MRI]"},
        {"קורס MRI", false, UNBOUNDED, "[R קורס][L  MRI]"},
        /* The parentheses come from another font and still embrace their word. */
        {"שלום (עולם)", true, UNBOUNDED, "[R )][R עולם][R (][R שלום ]"},
        {"The word שלום (peace) 5", false, UNBOUNDED, "[L The word ][R שלום][L  (peace) 5]"},
        {"Say \"שלום עולם\" twice.", false, UNBOUNDED, "[L Say \"][R שלום עולם][L \" twice.]"},
        /* The language decides where it has a word, otherwise the first strong character. */
        {"مرحبا, hello!", false, UNBOUNDED, "[R مرحبا][L , hello!]"},
        {"مرحبا!", false, UNBOUNDED, "[R !][R مرحبا]"},
        {"Hello world.", true, UNBOUNDED, "[L Hello world.]"},
        /* Without one, the language does. */
        {"12!", true, UNBOUNDED, "[R !][L 12]"},
        {"12!", false, UNBOUNDED, "[L 12!]"},
        /* Marks and isolates work and are not drawn. */
        {"Say שלום!\xE2\x80\x8F ok", false, UNBOUNDED, "[L Say ][R !][R שלום][L  ok]"},
        {"\xE2\x81\xA7"
         "שלום!\xE2\x81\xA9 ok",
         false, UNBOUNDED, "[R !][R שלום][L  ok]"},
    };
    check(rows, COUNT_OF(rows), 0);
}

static void each_line_is_ordered_by_itself(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"קורס English language פה", true, CHARS(13), "[L English][R קורס ]|[R  פה][L language]"},
        {"one שתיים שלוש two", false, CHARS(9), "[L one ][R שתיים]|[R שלוש][L  two]"},
        {"abc\nשלום!", false, UNBOUNDED, "[L abc]|[R !][R שלום]"},
    };
    check(rows, COUNT_OF(rows), 0);
}

static void an_ellipsis_stands_where_the_text_would_go_on(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"שלום עולם גדול", true, CHARS(12), "[R …][R שלום עולם]"},
        {"one שתיים שלוש", false, CHARS(10), "[L one ][R שתיים][L …]"},
        {"one two three", true, CHARS(9), "[L one two…]"},
    };
    check(rows, COUNT_OF(rows), 1);
}

static void a_soft_hyphen_stays_at_its_word(void **state)
{
    (void)state;
    static const struct row rows[] = {{"مر\xC2\xADحبا", true, CHARS(3), "[R -][R مر]|[R حبا]"},
                                      {"مر\xC2\xAD"
                                       "abc",
                                       true, CHARS(3), "[R -][R مر]|[L abc]"},
                                      {"ab\xC2\xADحبا", false, CHARS(3), "[L ab-]|[R حبا]"},
                                      {"ab\xC2\xAD"
                                       "cd",
                                       true, CHARS(3), "[L ab-]|[L cd]"}};
    check(rows, COUNT_OF(rows), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_stand_in_the_order_of_the_screen),
        cmocka_unit_test(each_line_is_ordered_by_itself),
        cmocka_unit_test(an_ellipsis_stands_where_the_text_would_go_on),
        cmocka_unit_test(a_soft_hyphen_stays_at_its_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
