/* Sentences for one failure, and lists of everything that is wrong. */
#include "base/diag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static char *printed(struct diag_list *list, const char *prefix)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    diag_print(list, out, prefix);
    fclose(out);
    return text;
}

static void context_stands_before_the_sentence(void **state)
{
    (void)state;
    struct err err;
    assert_false(err_set(&err, "no %s", "room"));
    assert_string_equal(err.text, "no room");
    assert_false(err_context(&err, "page %d", 3));
    assert_string_equal(err.text, "page 3: no room");
    assert_false(err_set(&err, "%s, really", err.text));
    assert_string_equal(err.text, "page 3: no room, really");
    assert_false(err_set(NULL, "nobody asks"));
    assert_false(err_context(NULL, "nobody asks"));
}

static void a_long_sentence_is_cut_and_terminated(void **state)
{
    (void)state;
    struct err err;
    char endless[4000];
    memset(endless, 'a', sizeof endless - 1);
    endless[sizeof endless - 1] = '\0';
    err_set(&err, "%s", endless);
    assert_int_equal(strlen(err.text), sizeof err.text - 1);
    err_context(&err, "page");
    assert_int_equal(strlen(err.text), sizeof err.text - 1);
    assert_memory_equal(err.text, "page: aaa", 9);
    err_context(&err, "%s", endless);
    assert_int_equal(strlen(err.text), sizeof err.text - 1);
}

static void problems_come_sorted_by_place(void **state)
{
    (void)state;
    struct diag_list *list = diag_list_create();
    diag_error(list, ((struct place){"b.yaml", 1, 1}), "six");
    diag_error(list, ((struct place){"a.yaml", 10, 2}), "five");
    diag_warning(list, ((struct place){"a.yaml", 9, 2}), "four");
    diag_error(list, ((struct place){"a.yaml", 9, 2}), "three");
    diag_error(list, ((struct place){"a.yaml", 0, 0}), "two");
    diag_error(list, ((struct place){NULL, 0, 0}), "one");
    diag_warning(list, ((struct place){"b.yaml", 2, 0}), "seven");
    char *text = printed(list, "content/");
    assert_string_equal(text, "error: one\n"
                              "content/a.yaml: error: two\n"
                              "content/a.yaml:9:2: error: three\n"
                              "content/a.yaml:9:2: warning: four\n"
                              "content/a.yaml:10:2: error: five\n"
                              "content/b.yaml:1:1: error: six\n"
                              "content/b.yaml:2: warning: seven\n");
    free(text);
    assert_int_equal(diag_errors(list), 5);
    assert_int_equal(diag_warnings(list), 2);
    diag_list_destroy(list);
}

static void the_list_keeps_copies(void **state)
{
    (void)state;
    struct diag_list *list = diag_list_create();
    char file[] = "a.yaml", word[] = "titel";
    diag_error(list, ((struct place){file, 1, 1}), "unknown key %s", word);
    file[0] = word[0] = 'X';
    size_t count;
    const struct diag *items = diag_items(list, &count);
    assert_int_equal(count, 1);
    assert_string_equal(items[0].place.file, "a.yaml");
    assert_string_equal(items[0].text, "unknown key titel");
    diag_list_destroy(list);
}

static void exact_repeats_are_dropped(void **state)
{
    (void)state;
    struct diag_list *list = diag_list_create();
    const struct place place = {"a.yaml", 1, 1};
    for (int i = 0; i < 3; i++)
        diag_error(list, place, "twice");
    diag_error(list, ((struct place){"a.yaml", 1, 2}), "twice");
    diag_error(list, ((struct place){"a.yaml", 2, 1}), "twice");
    diag_error(list, ((struct place){"b.yaml", 1, 1}), "twice");
    diag_error(list, ((struct place){NULL, 1, 1}), "twice");
    diag_warning(list, place, "twice");
    diag_error(list, place, "twice.");
    assert_int_equal(diag_errors(list), 6);
    assert_int_equal(diag_warnings(list), 1);
    diag_list_destroy(list);
}

static void a_flood_is_counted_and_not_kept(void **state)
{
    (void)state;
    struct diag_list *list = diag_list_create();
    for (unsigned i = 0; i < DIAG_MAX + 234; i++)
        diag_error(list, ((struct place){"a.yaml", i + 1, 1}), "no");
    size_t count;
    diag_items(list, &count);
    assert_int_equal(count, DIAG_MAX);
    assert_int_equal(diag_errors(list), DIAG_MAX + 234);
    char *text = printed(list, "");
    assert_non_null(strstr(text, "a.yaml:1000:1: error: no\nand 234 more\n"));
    free(text);
    diag_list_destroy(list);
}

static void text_of_a_file_cannot_speak_to_the_terminal(void **state)
{
    (void)state;
    struct diag_list *list = diag_list_create();
    diag_error(list, ((struct place){"a", 1, 1}),
               "key \"a\x1b[31m\nb\xc2\x9b"
               "c\xc3\xa9\"");
    size_t count;
    assert_string_equal(diag_items(list, &count)[0].text, "key \"a [31m b c\xc3\xa9\"");
    diag_list_destroy(list);
}

static void names_and_turns_cannot_either(void **state)
{
    (void)state;
    struct diag_list *list = diag_list_create();
    const struct place place = {"a\n\x1b[2J\xff\xe2\x80\xaegnp", 1, 1};
    for (int i = 0; i < 2; i++) /* and they are compared as they are printed */
        diag_error(list, place, "no %s", "\xe2\x81\xa6x\xe2\x80\x8f");
    char *text = printed(list, "");
    assert_string_equal(text, "a  [2J\xef\xbf\xbdgnp:1:1: error: no \xef\xbf\xbdx\xe2\x80\x8f\n");
    free(text);
    diag_list_destroy(list);
}

static void warnings_give_way_to_errors(void **state)
{
    (void)state;
    struct diag_list *list = diag_list_create();
    for (unsigned i = 0; i < DIAG_MAX + 5; i++)
        diag_warning(list, ((struct place){"a.yaml", i + 1, 1}), "hm");
    for (unsigned i = 0; i < DIAG_MAX + 5; i++)
        diag_error(list, ((struct place){"b.yaml", i + 1, 1}), "no");
    size_t count;
    const struct diag *items = diag_items(list, &count);
    assert_int_equal(count, DIAG_MAX);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(items[i].level, DIAG_ERROR);
    diag_warning(list, ((struct place){"a.yaml", 1, 1}), "hm"); /* a repeat of one that gave way */
    assert_int_equal(diag_warnings(list), DIAG_MAX + 5);
    assert_int_equal(diag_errors(list), DIAG_MAX + 5);
    diag_list_destroy(list);
}

static void half_a_character_is_left_out(void **state)
{
    (void)state;
    struct diag_list *list = diag_list_create();
    diag_error(list, ((struct place){"a", 1, 1}), "key \"%.4s\" \xff.", "caf\xc3\xa9");
    size_t count;
    assert_string_equal(diag_items(list, &count)[0].text, "key \"caf\" .");
    diag_list_destroy(list);
}

static void a_long_message_is_cut_behind_a_whole_character(void **state)
{
    (void)state;
    for (size_t shift = 0; shift < 3; shift++) {
        struct diag_list *list = diag_list_create();
        char endless[6001] = "";
        memset(endless, 'a', shift);
        for (size_t i = shift; i + 3 < sizeof endless; i += 3)
            memcpy(endless + i, "\xe2\x82\xac", 3);
        diag_error(list, ((struct place){"a", 1, 1}), "%s", endless);
        size_t count;
        const char *text = diag_items(list, &count)[0].text;
        size_t length = strlen(text);
        assert_in_range(length, 900, 1100);
        assert_string_equal(text + length - 3, "...");
        assert_memory_equal(text + length - 6, "\xe2\x82\xac", 3);
        diag_list_destroy(list);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(context_stands_before_the_sentence),
        cmocka_unit_test(a_long_sentence_is_cut_and_terminated),
        cmocka_unit_test(problems_come_sorted_by_place),
        cmocka_unit_test(the_list_keeps_copies),
        cmocka_unit_test(exact_repeats_are_dropped),
        cmocka_unit_test(a_flood_is_counted_and_not_kept),
        cmocka_unit_test(text_of_a_file_cannot_speak_to_the_terminal),
        cmocka_unit_test(names_and_turns_cannot_either),
        cmocka_unit_test(warnings_give_way_to_errors),
        cmocka_unit_test(half_a_character_is_left_out),
        cmocka_unit_test(a_long_message_is_cut_behind_a_whole_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
