/* Strict UTF-8, strict numbers, and the word that was probably meant. */
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

struct decoding {
    const char *bytes;
    size_t length;
    uint32_t code;
    size_t used;
};

static void every_row_of_table_3_7_decodes(void **state)
{
    (void)state;
    static const struct decoding table[] = {
        {"a", 1, 'a', 1},
        {"\0", 1, 0, 1},
        {"\x7f", 1, 0x7f, 1},
        {"\xc2\x80", 2, 0x80, 2},
        {"\xdf\xbf", 2, 0x7ff, 2},
        {"\xe0\xa0\x80", 3, 0x800, 3},
        {"\xec\xbf\xbf", 3, 0xcfff, 3},
        {"\xed\x9f\xbf", 3, 0xd7ff, 3},
        {"\xee\x80\x80", 3, 0xe000, 3},
        {"\xef\xbf\xbf", 3, 0xffff, 3},
        {"\xf0\x90\x80\x80", 4, 0x10000, 4},
        {"\xf3\xbf\xbf\xbf", 4, 0xfffff, 4},
        {"\xf4\x8f\xbf\xbf", 4, 0x10ffff, 4},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        size_t used = 0;
        assert_int_equal(utf8_decode(table[i].bytes, table[i].length, &used), table[i].code);
        assert_int_equal(used, table[i].used);
        assert_true(utf8_valid(table[i].bytes, table[i].length, NULL));
    }
}

static void a_line_says_nothing_to_a_terminal(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
    } table[] = {
        {"", ""},
        {"plain, \xc3\xa9 and \xf0\x9f\x98\x80", "plain, \xc3\xa9 and \xf0\x9f\x98\x80"},
        {"a\nb\rc\td\x1b[2Je\x7f", "a b c d [2Je "},
        {"a\xc2\x9b"
         "2J",
         "a 2J"}, /* the same in one character of its own */
        {"a\xe2\x80\xae"
         "b\xe2\x81\xa6",
         "a\xef\xbf\xbd"
         "b\xef\xbf\xbd"},
        {"a\xff"
         "b\xe2\x80",
         "ab"},
        {"\xef\xbf\xbd", "\xef\xbf\xbd"}, /* one that was meant */
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        char text[64];
        strcpy(text, table[i].from);
        utf8_make_printable(text);
        assert_string_equal(text, table[i].to);
    }
}

static void ill_formed_bytes_give_one_replacement_each(void **state)
{
    (void)state;
    static const char *const table[] = {
        "\x80", /* a continuation alone */
        "\xbf",
        "\xc0\x80", /* overlong */
        "\xc1\xbf",
        "\xe0\x9f\xbf",
        "\xf0\x8f\xbf\xbf",
        "\xed\xa0\x80", /* a surrogate */
        "\xed\xbf\xbf",
        "\xf4\x90\x80\x80", /* past U+10FFFF */
        "\xf5\x80\x80\x80",
        "\xff",
        "\xc3", /* truncated */
        "\xe2\x82",
        "\xf0\x9f\x98",
        "\xc3(", /* broken in the middle */
        "\xe2\x82(",
        "\xf0\x9f\x98(",
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        size_t used = 0, bad = 99;
        assert_int_equal(utf8_decode(table[i], strlen(table[i]), &used), 0xfffd);
        assert_int_equal(used, 1);
        assert_false(utf8_valid(table[i], strlen(table[i]), &bad));
        assert_int_equal(bad, 0);
    }
}

static void the_first_bad_byte_is_named(void **state)
{
    (void)state;
    size_t bad = 0;
    assert_false(utf8_valid("Z\xc3\xbcrich \xfc", 9, &bad));
    assert_int_equal(bad, 8);
    assert_true(utf8_valid("", 0, &bad));
}

static void whole_numbers_are_read_strictly(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t min, max;
        bool ok;
        int64_t value;
    } table[] = {
        {"0", 0, 10, true, 0},
        {"10", 0, 10, true, 10},
        {"007", 0, 10, true, 7},
        {"-0", 0, 10, true, 0},
        {"-3", -5, 5, true, -3},
        {"9223372036854775807", INT64_MIN, INT64_MAX, true, INT64_MAX},
        {"-9223372036854775808", INT64_MIN, INT64_MAX, true, INT64_MIN},
        {"9223372036854775808", INT64_MIN, INT64_MAX, false, 0},
        {"-9223372036854775809", INT64_MIN, INT64_MAX, false, 0},
        {"99999999999999999999999", INT64_MIN, INT64_MAX, false, 0},
        {"11", 0, 10, false, 0},
        {"-1", 0, 10, false, 0},
        {"", 0, 10, false, 0},
        {"-", -5, 10, false, 0},
        {"--1", -5, 10, false, 0},
        {"+1", 0, 10, false, 0},
        {" 1", 0, 10, false, 0},
        {"1 ", 0, 10, false, 0},
        {"1.0", 0, 10, false, 0},
        {"0x1", 0, 10, false, 0},
        {"1e1", 0, 10, false, 0},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        int64_t value = 77;
        assert_int_equal(num_parse(table[i].text, table[i].min, table[i].max, &value), table[i].ok);
        assert_int_equal(value, table[i].ok ? table[i].value : 77);
    }
}

static void fractions_are_read_strictly(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double min, max;
        bool ok;
        double value;
    } table[] = {
        {"0.4", 0, 1, true, 0.4},
        {"1", 0, 1, true, 1},
        {"0", 0, 1, true, 0},
        {"-0", 0, 1, true, 0},
        {"-0.5", -1, 1, true, -0.5},
        {"000.25", 0, 1, true, 0.25},
        {"21.5", 0, 100, true, 21.5},
        {"0.1234567890123456789", 0, 1, true, 0.123456789012345},
        {"0.0000000000000000000001", 0, 1, true, 0},
        {"1.01", 0, 1, false, 0},
        {".5", 0, 1, false, 0},
        {"1.", 0, 1, false, 0},
        {"0,4", 0, 1, false, 0},
        {"1e0", 0, 1, false, 0},
        {"nan", 0, 1, false, 0},
        {"inf", 0, 1, false, 0},
        {"", 0, 1, false, 0},
        {"-", -1, 1, false, 0},
        {"0.4 ", 0, 1, false, 0},
        {"0.4.1", 0, 1, false, 0},
        {"99999999999999999999", 0, 1e30, false, 0},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        double value = 77;
        assert_int_equal(num_parse_real(table[i].text, table[i].min, table[i].max, &value), table[i].ok);
        assert_true(fabs(value - (table[i].ok ? table[i].value : 77)) < 1e-15);
    }
}

static void the_word_that_was_meant_is_found(void **state)
{
    (void)state;
    static const char *const keys[] = {"title", "text", "image", "opens", "show", "dwell"};
    static const struct {
        const char *text, *nearest;
    } table[] =
        {
            {"titel", "title"}, /* a swap is one slip */
            {"Title", "title"}, {"titl", "title"}, {"titles", "title"},
            {"imgae", "image"}, {"dwel", "dwell"}, {"txt", "text"},
            {"title", "title"}, {"colour", NULL},  {"tx", NULL}, /* a third of two letters is no letter */
            {"", NULL},         {"x", NULL},
        };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        const char *found = str_nearest(table[i].text, keys, COUNT_OF(keys));
        if (table[i].nearest)
            assert_string_equal(found, table[i].nearest);
        else
            assert_null(found);
    }
    assert_null(str_nearest("title", NULL, 0));
}

static void a_word_as_long_as_a_file_has_no_neighbour(void **state)
{
    (void)state;
    static char endless[100000];
    memset(endless, 'a', sizeof endless - 1);
    const char *const keys[] = {endless, "aaaaaa"};
    assert_null(str_nearest(endless, keys, COUNT_OF(keys)));
    assert_string_equal(str_nearest("aaaaa", keys, COUNT_OF(keys)), "aaaaaa");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_table_3_7_decodes),
        cmocka_unit_test(a_line_says_nothing_to_a_terminal),
        cmocka_unit_test(ill_formed_bytes_give_one_replacement_each),
        cmocka_unit_test(the_first_bad_byte_is_named),
        cmocka_unit_test(whole_numbers_are_read_strictly),
        cmocka_unit_test(fractions_are_read_strictly),
        cmocka_unit_test(the_word_that_was_meant_is_found),
        cmocka_unit_test(a_word_as_long_as_a_file_has_no_neighbour),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
