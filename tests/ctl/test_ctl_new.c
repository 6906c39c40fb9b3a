/* lobbyctl new: a folder that works at once, or nothing. */
#include "program.h"

#include "ctl/newfiles.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#define SOURCE LOBBY_SOURCE_DIR "/src/ctl/new"

static int set_up(void **state)
{
    *state = scratch_create();
    return 0;
}

static int tear_down(void **state)
{
    scratch_remove(*state);
    return 0;
}

static void expect(const char *scratch, const char *const *words, int code, const char *out)
{
    struct surroundings around = {.folder = scratch};
    struct outcome outcome = program_run(&around, words);
    assert_string_equal(outcome.err, "");
    if (out)
        assert_string_equal(outcome.out, out);
    assert_int_equal(outcome.code, code);
    outcome_finish(&outcome);
}

static void a_new_folder_passes_the_strict_check(void **state)
{
    expect(*state, (const char *const[]){"new", "mine", NULL}, 0, NULL);
    expect(*state, (const char *const[]){"check", "--strict", "mine", NULL}, 0,
           "3 slides, 2 pages, 1 language at 3 sizes: good\n");
    expect(*state, (const char *const[]){"render", "mine", "-o", "out", "--size", "800x480", NULL}, 0, NULL);
    assert_true(count_names(*state, "out") == 1);
}

static void the_source_folder_is_good_content_itself(void **state)
{
    expect(*state, (const char *const[]){"check", "--strict", SOURCE, NULL}, 0,
           "3 slides, 2 pages, 1 language at 3 sizes: good\n");
}

static void every_file_of_the_source_folder_is_written(void **state)
{
    char path[64];
    snprintf(path, sizeof path, "%s/mine", (char *)*state);
    expect(*state, (const char *const[]){"new", "mine", NULL}, 0, NULL);
    assert_true(new_file_count >= 9);
    for (size_t i = 0; i < new_file_count; i++) {
        size_t wanted_length = 0, length = 0;
        char *wanted = get_file(SOURCE, new_files[i].name, &wanted_length);
        char *written = get_file(path, new_files[i].name, &length);
        assert_non_null(wanted);
        assert_non_null(written);
        assert_int_equal(length, wanted_length);
        assert_memory_equal(written, wanted, length);
        free(wanted);
        free(written);
    }
}

static void an_empty_folder_is_taken_and_a_used_one_left_alone(void **state)
{
    char path[64];
    snprintf(path, sizeof path, "%s/mine", (char *)*state);
    assert_int_equal(mkdir(path, 0777), 0);
    expect(*state, (const char *const[]){"new", "mine", NULL}, 0, NULL);

    put_file(*state, "used/notes.txt", "keep me");
    struct surroundings around = {.folder = *state};
    struct outcome outcome = program_run(&around, (const char *const[]){"new", "used", NULL});
    assert_int_equal(outcome.code, 2);
    outcome_finish(&outcome);
    snprintf(path, sizeof path, "%s/used", (char *)*state);
    assert_int_equal(count_names(path, ""), 1);

    /* "git init" first is fine. */
    put_file(*state, "repository/.git/config", "");
    expect(*state, (const char *const[]){"new", "repository", NULL}, 0, NULL);
}

static void a_full_disk_leaves_nothing_behind(void **state)
{
    /* Some files fit, the picture does not; then not even the first one does. */
    static const size_t limits[] = {8000, 10};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct surroundings around = {.folder = *state, .file_bytes_max = limits[i]};
        struct outcome outcome = program_run(&around, (const char *const[]){"new", "mine", NULL});
        assert_int_equal(outcome.code, 1);
        assert_int_equal(outcome.signal, 0);
        assert_non_null(strstr(outcome.err, "File too large; nothing was left behind\n"));
        assert_int_equal(count_names(*state, ""), 0);
        outcome_finish(&outcome);
    }
}

static void a_folder_that_cannot_be_made_is_told(void **state)
{
    struct surroundings around = {.folder = *state};
    struct outcome outcome = program_run(&around, (const char *const[]){"new", "not/there", NULL});
    assert_int_equal(outcome.code, 1);
    assert_non_null(strstr(outcome.err, "not/there: the folder cannot be made: No such file or directory"));
    outcome_finish(&outcome);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_new_folder_passes_the_strict_check, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_source_folder_is_good_content_itself, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_file_of_the_source_folder_is_written, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_empty_folder_is_taken_and_a_used_one_left_alone, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_full_disk_leaves_nothing_behind, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_folder_that_cannot_be_made_is_told, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
