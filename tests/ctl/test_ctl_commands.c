/* What lobbyctl answers on a command line: exit codes and sentences. */
#include "program.h"

#include "base/str.h"
#include "pictures.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static size_t count_lines(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += *text == '\n';
    return count;
}

static void assert_contains(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" is not in:\n%s", part, text);
}

static int set_up(void **state)
{
    *state = scratch_create();
    char *content = NULL;
    if (asprintf(&content, "%s/content", (char *)*state) < 0)
        return -1;
    put_content(content, 3);
    free(content);
    return 0;
}

static int tear_down(void **state)
{
    scratch_remove(*state);
    return 0;
}

struct misuse {
    const char *words[8];
    const char *says;
};

static void misuse_is_answered_with_one_line_that_says_what_to_do(void **state)
{
    static const struct misuse table[] = {
        {{"chekc", "content"}, "did you mean check?"},
        {{"frobnicate"}, "lobbyctl --help"},
        {{"check"}, "lobbyctl check content"},
        {{"new"}, "lobbyctl new my-lobby"},
        {{"check", "content", "other"}, "one CONTENT at a time"},
        {{"check", "nowhere"}, "give the folder that holds lobby.yaml"},
        {{"check", "content/lobby.yaml"}, "give the folder that holds lobby.yaml"},
        {{"check", "--strcit", "content"}, "did you mean --strict?"},
        {{"check", "--strict=yes", "content"}, "takes no value"},
        {{"check", "-x", "content"}, "there is no option -x"},
        {{"check", "--at", "tomorrow", "content"}, "--at 2026-09-01T07:30"},
        {{"check", "--at", "2026-02-30", "content"}, "--at 2026-09-01T07:30"},
        {{"when", "content", "--at"}, "--at needs a value"},
        {{"render", "content"}, "lobbyctl render content --output pictures"},
        {{"render", "content", "-o"}, "--output needs a value"},
        {{"render", "content", "-o", "out", "--size", "800"}, "--size 1080x1920"},
        {{"render", "content", "-o", "out", "--size", "100x100"}, "--size 1080x1920"},
        {{"render", "content", "-o", "out", "--size", "800x480x2"}, "--size 1080x1920"},
        {{"render", "content", "-o", "out", "--size", "9999999999x480"}, "--size 1080x1920"},
        {{"render", "content", "-o", "out", "--lang", "fr"}, "it speaks en, es"},
        {{"render", "content", "-o", "out", "--screen", "meun"}, "did you mean menu?"},
        {{"render", "content", "-o", "out", "--mode", "contrast"}, "there is no option --mode"},
        {{"preview", "nowhere"}, "give the folder that holds lobby.yaml"},
        {{"preview", "content", "--strict"}, "there is no option --strict"},
        {{"new", "content"}, "is not empty"},
    };
    struct surroundings around = {.folder = *state};
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct outcome outcome = program_run(&around, table[i].words);
        assert_contains(outcome.err, table[i].says);
        assert_int_equal(outcome.code, 2);
        assert_int_equal(count_lines(outcome.err), 1);
        assert_string_equal(outcome.out, "");
        outcome_finish(&outcome);
    }
    assert_int_equal(count_names(*state, "out"), 0);
}

static void without_a_command_the_usage_is_shown(void **state)
{
    struct surroundings around = {.folder = *state};
    struct outcome outcome = program_run(&around, (const char *const[]){NULL});
    assert_int_equal(outcome.code, 2);
    assert_contains(outcome.err, "usage: lobbyctl COMMAND");
    outcome_finish(&outcome);
}

static void everything_has_help_and_a_version(void **state)
{
    static const char *const commands[] = {NULL, "new", "check", "render", "preview", "when"};
    struct surroundings around = {.folder = *state};
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        const char *help[] = {commands[i] ? commands[i] : "--help", commands[i] ? "--help" : NULL, NULL};
        struct outcome outcome = program_run(&around, help);
        assert_int_equal(outcome.code, 0);
        assert_contains(outcome.out, "usage: lobbyctl ");
        assert_string_equal(outcome.err, "");
        outcome_finish(&outcome);

        const char *version[] = {commands[i] ? commands[i] : "--version", commands[i] ? "--version" : NULL,
                                 NULL};
        outcome = program_run(&around, version);
        assert_int_equal(outcome.code, 0);
        assert_string_equal(outcome.out, "lobbyctl " LOBBY_VERSION "\n");
        outcome_finish(&outcome);
    }
}

/* Every "--word" of a command's help, as roff writes it. */
static void look_up_options(const char *help, const char *page)
{
    for (const char *at = strstr(help, "--"); at; at = strstr(at + 2, "--")) {
        char escaped[64] = "\\-\\-";
        size_t length = strspn(at + 2, "abcdefghijklmnopqrstuvwxyz");
        assert_true(length > 0 && length < sizeof escaped - 5);
        memcpy(escaped + 4, at + 2, length);
        escaped[4 + length] = '\0';
        assert_contains(page, escaped);
    }
}

static void the_man_page_knows_every_option(void **state)
{
    static const char *const commands[] = {"new", "check", "render", "preview", "when"};
    struct surroundings around = {.folder = *state};
    char *page = get_file(LOBBY_SOURCE_DIR "/src/ctl", "lobbyctl.1", NULL);
    assert_non_null(page);
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        struct outcome outcome = program_run(&around, (const char *const[]){commands[i], "--help", NULL});
        look_up_options(outcome.out, page);
        outcome_finish(&outcome);
    }
    free(page);
}

static void good_content_is_called_good(void **state)
{
    struct surroundings around = {.folder = *state};
    struct outcome outcome = program_run(&around, (const char *const[]){"check", "content", NULL});
    assert_string_equal(outcome.err, "");
    assert_string_equal(outcome.out, "3 slides, 1 page, 2 languages at 3 sizes: good\n");
    assert_int_equal(outcome.code, 0);
    outcome_finish(&outcome);
}

static void problems_are_told_with_the_path_that_was_given(void **state)
{
    static const char *const paths[] = {"content", "content/", "./content"};
    static const char *const places[] = {
        "content/slides/bad.yaml:3:1: error: ", "content/slides/bad.yaml:3:1: error: ",
        "./content/slides/bad.yaml:3:1: error: "};
    struct surroundings around = {.folder = *state};
    put_file(*state, "content/slides/bad.yaml", "layout: statement\ntitle: Hello\ndwel: 12s\n");
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        struct outcome outcome = program_run(&around, (const char *const[]){"check", paths[i], NULL});
        assert_int_equal(outcome.code, 1);
        assert_string_equal(outcome.out, "");
        if (strncmp(outcome.err, places[i], strlen(places[i])) != 0)
            fail_msg("%s", outcome.err);
        assert_contains(outcome.err, "did you mean");
        assert_contains(outcome.err, "\n1 error\n");
        outcome_finish(&outcome);
    }
    /* The others cannot do their work either, and say why. */
    struct outcome outcome = program_run(&around, (const char *const[]){"when", "content", NULL});
    assert_int_equal(outcome.code, 1);
    assert_contains(outcome.err, places[0]);
    outcome_finish(&outcome);
    outcome = program_run(&around, (const char *const[]){"render", "content", "-o", "out", NULL});
    assert_int_equal(outcome.code, 1);
    assert_contains(outcome.err, places[0]);
    assert_int_equal(count_names(*state, "out"), 0);
    outcome_finish(&outcome);
}

/* What the screens show is looked at too; sentences and kinds are in tests/proof. */
static void screens_are_checked_as_well(void **state)
{
    struct surroundings around = {.folder = *state};
    put_file(*state, "content/pages/visit.yaml",
             "title: Your visit\nsummary: A line that is much longer than a tile of the menu has room for, "
             "even on "
             "the widest of all screens, where it goes on and on and on, and in the end says very little "
             "more than "
             "that nobody reads it to its end\nbody: Welcome.\n");
    struct outcome outcome = program_run(&around, (const char *const[]){"check", "content", NULL});
    assert_int_equal(outcome.code, 0);
    assert_contains(outcome.err, "content/pages/visit.yaml:2:10: warning: \"A line that is much longer");
    assert_contains(outcome.err, "is cut on its tile on ");
    assert_string_equal(outcome.out, "3 slides, 1 page, 2 languages at 3 sizes: good, with 1 warning\n");
    outcome_finish(&outcome);
    outcome = program_run(&around, (const char *const[]){"check", "--strict", "content", NULL});
    assert_int_equal(outcome.code, 1);
    assert_string_equal(outcome.out, "");
    assert_contains(outcome.err, "\n1 warning, not good enough for --strict\n");
    outcome_finish(&outcome);

    /* A good head, and nothing behind it that could be decoded: an error, found only by looking. */
    put_file(*state, "content/slides/s001.yaml",
             "layout: photo\nimage: {file: images/a.png, alt: Nothing}\n");
    put_file(*state, "content/images/a.png", "");
    char *path = NULL;
    assert_true(asprintf(&path, "%s/content/images/a.png", (char *)*state) > 0);
    struct picture_bytes png;
    picture_png(&png, 64, 36);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(png.bytes, 1, png.length, file), png.length);
    assert_int_equal(fclose(file), 0);
    free(path);
    outcome = program_run(&around, (const char *const[]){"check", "content", NULL});
    assert_int_equal(outcome.code, 1);
    assert_string_equal(outcome.out, "");
    assert_contains(outcome.err, "content/slides/s001.yaml:2:15: error: images/a.png cannot be decoded");
    assert_contains(outcome.err, "\n1 error, 1 warning\n");
    outcome_finish(&outcome);
}

static void warnings_are_good_unless_strict(void **state)
{
    struct surroundings around = {.folder = *state};
    put_file(*state, "content/slides/s001.yaml",
             "layout: statement\ntitle: Hello\nshow: {until: 2026-09-10}\n");
    struct outcome outcome =
        program_run(&around, (const char *const[]){"check", "content", "--at", "2026-09-01", NULL});
    assert_int_equal(outcome.code, 0);
    assert_contains(outcome.err, "content/slides/s001.yaml:3:15: warning: ");
    assert_string_equal(outcome.out, "3 slides, 1 page, 2 languages at 3 sizes: good, with 1 warning\n");
    outcome_finish(&outcome);

    outcome =
        program_run(&around, (const char *const[]){"check", "--strict", "content", "--at=2026-09-01", NULL});
    assert_int_equal(outcome.code, 1);
    assert_contains(outcome.err, "1 warning, not good enough for --strict\n");
    assert_string_equal(outcome.out, "");
    outcome_finish(&outcome);

    outcome =
        program_run(&around, (const char *const[]){"check", "--strict", "content", "-a2026-07-01", NULL});
    assert_int_equal(outcome.code, 0);
    outcome_finish(&outcome);
}

static void when_says_what_is_shown_and_why_not(void **state)
{
    struct surroundings around = {.folder = *state};
    put_file(*state, "content/slides/s001.yaml",
             "layout: statement\ntitle: Hello\nshow: {from: 2026-10-01}\n");
    put_file(*state, "content/slides/s002.yaml",
             "layout: statement\ntitle: Hello\ndwell: 12s\nshow: {days: mon-fri, hours: \"07:00-19:00\"}\n");
    put_file(*state, "content/notice.yaml",
             "level: info\ntitle: Elevator B is out of service\nuntil: 2026-09-03\n");
    struct outcome outcome =
        program_run(&around, (const char *const[]){"when", "content", "--at", "2026-09-01T08:15", NULL});
    assert_int_equal(outcome.code, 0);
    assert_string_equal(outcome.err, "");
    assert_string_equal(outcome.out, "Tue 2026-09-01 08:15: 2 of 3 slides are due\n"
                                     "SLIDE   SHOWN  WHY              STANDS  CHANGES\n"
                                     "s000    yes    now               8.0 s  never\n"
                                     "s001    no     from 2026-10-01   8.0 s  Thu 2026-10-01 00:00\n"
                                     "s002    yes    now              12.0 s  Tue 2026-09-01 19:00\n"
                                     "notice  yes    now                   -  Fri 2026-09-04 00:00\n");
    outcome_finish(&outcome);
}

static void now_is_read_in_the_zone_of_tz(void **state)
{
    /* Half a day apart, so the wall clocks never agree. */
    struct surroundings east = {.folder = *state, .tz = "EAST-6"}, west = {.folder = *state, .tz = "WEST6"};
    const char *const words[] = {"when", "content", NULL};
    struct outcome one = program_run(&east, words), other = program_run(&west, words);
    assert_int_equal(one.code, 0);
    assert_int_equal(other.code, 0);
    one.out[strcspn(one.out, "\n")] = '\0';
    other.out[strcspn(other.out, "\n")] = '\0';
    assert_string_not_equal(one.out, other.out);
    outcome_finish(&one);
    outcome_finish(&other);
}

static void a_report_that_does_not_arrive_is_not_good(void **state)
{
    struct surroundings around = {.folder = *state, .out_to = "/dev/full"};
    struct outcome outcome = program_run(&around, (const char *const[]){"check", "content", NULL});
    assert_int_equal(outcome.code, 1);
    assert_contains(outcome.err, "the output could not be written: No space left");
    outcome_finish(&outcome);
}

static void a_preview_without_a_display_says_so(void **state)
{
    static const char *const displays[] = {NULL, ":7777"};
    static const char *const says[] = {"neither DISPLAY nor WAYLAND_DISPLAY is set", "the display :7777"};
    struct surroundings around = {.folder = *state};
    unsetenv("WAYLAND_DISPLAY");
    for (size_t i = 0; i < COUNT_OF(displays); i++) {
        if (displays[i])
            setenv("DISPLAY", displays[i], 1);
        else
            unsetenv("DISPLAY");
        struct outcome outcome = program_run(&around, (const char *const[]){"preview", "content", NULL});
        assert_int_equal(outcome.code, 1);
        assert_contains(outcome.err, says[i]);
        assert_int_equal(count_lines(outcome.err), 1);
        assert_string_equal(outcome.out, "");
        outcome_finish(&outcome);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(misuse_is_answered_with_one_line_that_says_what_to_do, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(without_a_command_the_usage_is_shown, set_up, tear_down),
        cmocka_unit_test_setup_teardown(everything_has_help_and_a_version, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_man_page_knows_every_option, set_up, tear_down),
        cmocka_unit_test_setup_teardown(good_content_is_called_good, set_up, tear_down),
        cmocka_unit_test_setup_teardown(problems_are_told_with_the_path_that_was_given, set_up, tear_down),
        cmocka_unit_test_setup_teardown(screens_are_checked_as_well, set_up, tear_down),
        cmocka_unit_test_setup_teardown(warnings_are_good_unless_strict, set_up, tear_down),
        cmocka_unit_test_setup_teardown(when_says_what_is_shown_and_why_not, set_up, tear_down),
        cmocka_unit_test_setup_teardown(now_is_read_in_the_zone_of_tz, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_preview_without_a_display_says_so, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_report_that_does_not_arrive_is_not_good, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
