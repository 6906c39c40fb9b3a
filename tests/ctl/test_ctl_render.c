/* lobbyctl render: which files come, that they are the same every time, and never half a file. */
#include "program.h"

#include "paint/png.h"

#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define FIXTURE LOBBY_SOURCE_DIR "/tests/golden/content"
#define AT      "2026-09-01T12:00"

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

static char *below(const char *scratch, const char *name)
{
    char *path = NULL;
    assert_true(asprintf(&path, "%s/%s", scratch, name) > 0);
    return path;
}

/* Every file that is there is a whole PNG, and nothing else is there. Returns how many. */
static size_t count_whole_pictures(const char *folder, int *w, int *h)
{
    size_t count = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (const struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        char *path = below(folder, entry->d_name);
        uint8_t *rgb = NULL;
        struct err err = {""};
        if (!png_read(path, &rgb, w, h, &err))
            fail_msg("%s", err.text);
        free(rgb);
        free(path);
        count++;
    }
    closedir(dir);
    return count;
}

static void assert_same_files(const char *one, const char *other)
{
    size_t count = 0;
    DIR *dir = opendir(one);
    assert_non_null(dir);
    for (const struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        if (entry->d_name[0] == '.')
            continue;
        size_t length = 0, other_length = 0;
        char *bytes = get_file(one, entry->d_name, &length),
             *others = get_file(other, entry->d_name, &other_length);
        assert_non_null(others);
        assert_int_equal(length, other_length);
        if (memcmp(bytes, others, length) != 0)
            fail_msg("%s differs from run to run", entry->d_name);
        free(bytes);
        free(others);
        count++;
    }
    closedir(dir);
    assert_true(count > 10);
    assert_int_equal(count_names(other, ".png"), count);
}

static void two_runs_give_the_same_bytes(void **state)
{
    struct surroundings around = {.folder = *state};
    for (int i = 0; i < 2; i++) {
        struct outcome outcome =
            program_run(&around, (const char *const[]){"render", FIXTURE, "-o", i ? "two" : "one", "--size",
                                                       "800x480", "--at", AT, NULL});
        assert_string_equal(outcome.err, "");
        assert_int_equal(outcome.code, 0);
        outcome_finish(&outcome);
    }
    char *one = below(*state, "one"), *two = below(*state, "two");
    assert_same_files(one, two);
    free(one);
    free(two);
}

static void each_screen_has_its_file(void **state)
{
    static const char *const names[] = {"slide-s000.png",  "slide-s001.png", "menu.png",         "menu-2.png",
                                        "page-visit.png",  "page-long.png",  "page-long-2.png",  "safe.png",
                                        "still-there.png", "emergency.png",  "contact-sheet.png"};
    struct surroundings around = {.folder = *state};
    char *content = below(*state, "content"), *out = below(*state, "out");
    put_content(content, 2);
    put_file(content, "notice.yaml", "level: emergency\ntitle: Please leave the building\n");
    put_file(content, "pages/long.yaml", "title: Long\nbody: long.md\n");
    char text[3000] = "";
    for (int i = 0; i < 70; i++)
        strcat(text, "A paragraph of one line.\n\n");
    put_file(content, "pages/long.md", text);
    for (int i = 0; i < 12; i++) {
        char name[32];
        snprintf(name, sizeof name, "pages/more-%d.yaml", i);
        put_file(content, name, "title: One of many\nbody: So that the menu scrolls.\n");
    }
    struct outcome outcome = program_run(
        &around, (const char *const[]){"render", "content", "-o", "out", "-s", "480x800", "-v", NULL});
    assert_string_equal(outcome.err, "");
    assert_int_equal(outcome.code, 0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char line[64];
        snprintf(line, sizeof line, "out/%s\n", names[i]);
        if (!strstr(outcome.out, line))
            fail_msg("%s is not in:\n%s", names[i], outcome.out);
        assert_int_equal(count_names(out, names[i]), 1);
    }
    int w, h;
    size_t count = count_whole_pictures(out, &w, &h);
    char last[64];
    snprintf(last, sizeof last, "\n%zu pictures in out\n", count);
    assert_non_null(strstr(outcome.out, last));
    outcome_finish(&outcome);
    free(content);
    free(out);
}

static void one_screen_is_drawn_alone_at_its_size(void **state)
{
    static const struct {
        const char *screen, *file;
    } table[] = {{"menu", "menu.png"},
                 {"s001", "slide-s001.png"},
                 {"page-visit", "page-visit.png"},
                 {"visit", "page-visit.png"}};
    struct surroundings around = {.folder = *state};
    char *content = below(*state, "content");
    put_content(content, 2);
    free(content);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char name[16];
        snprintf(name, sizeof name, "out%zu", i);
        struct outcome outcome = program_run(
            &around, (const char *const[]){"render", "content", "-o", name, "--screen", table[i].screen,
                                           "--size=801x479", "--lang", "es", NULL});
        assert_int_equal(outcome.code, 0);
        assert_non_null(strstr(outcome.out, "1 picture in out"));
        char *out = below(*state, name);
        int w, h;
        assert_int_equal(count_names(out, table[i].file), 1);
        assert_int_equal(count_whole_pictures(out, &w, &h), 1);
        assert_int_equal(w, 801);
        assert_int_equal(h, 479);
        outcome_finish(&outcome);
        free(out);
    }
}

static void what_is_not_shown_now_is_drawn_and_named(void **state)
{
    struct surroundings around = {.folder = *state};
    char *content = below(*state, "content");
    put_content(content, 2);
    put_file(content, "slides/s001.yaml", "layout: statement\ntitle: Later\nshow: {from: 2026-10-01}\n");
    struct outcome outcome = program_run(
        &around, (const char *const[]){"render", "content", "-o", "out", "--at", AT, "-s", "800x480", NULL});
    assert_int_equal(outcome.code, 0);
    assert_non_null(strstr(outcome.out, "; not shown now: slide-s001\n"));
    outcome_finish(&outcome);
    free(content);
}

static void names_that_would_fall_together_are_refused(void **state)
{
    struct surroundings around = {.folder = *state};
    char *content = below(*state, "content"), text[3000] = "title: Visit\nbody: |\n";
    put_content(content, 1);
    for (int i = 0; i < 70; i++)
        strcat(text, "  A paragraph of one line.\n\n");
    put_file(content, "pages/visit.yaml", text);
    put_file(content, "pages/visit-2.yaml", "title: Second visit\nbody: Welcome back.\n");
    struct outcome outcome =
        program_run(&around, (const char *const[]){"render", "content", "-o", "out", "-s", "800x480", NULL});
    assert_int_equal(outcome.code, 1);
    assert_non_null(strstr(outcome.err, "two screens would be page-visit-2.png"));
    outcome_finish(&outcome);
    free(content);
}

static void a_full_disk_leaves_the_old_pictures_whole(void **state)
{
    const char *const words[] = {"render", FIXTURE, "-o", "out", "--size", "800x480", "--at", AT, NULL};
    struct surroundings plain = {.folder = *state}, full = {.folder = *state, .file_bytes_max = 20000};
    struct outcome outcome = program_run(&plain, words);
    assert_int_equal(outcome.code, 0);
    outcome_finish(&outcome);
    char *out = below(*state, "out");
    int w, h;
    size_t before = count_whole_pictures(out, &w, &h);
    outcome = program_run(&full, words);
    assert_int_equal(outcome.signal, 0);
    assert_int_equal(outcome.code, 1);
    assert_non_null(strstr(outcome.err, "lobbyctl render: out/"));
    assert_int_equal(count_whole_pictures(out, &w, &h), before);
    outcome_finish(&outcome);
    free(out);
}

static void a_folder_that_cannot_be_written_is_told(void **state)
{
    static const struct {
        const char *out, *says;
    } table[] = {{"/proc/lobby", "/proc/lobby: the folder cannot be made"},
                 {"not/there", "not/there: the folder cannot be made"},
                 {"content/lobby.yaml", "content/lobby.yaml: it is not a folder"},
                 {"/proc/self", "/proc/self/"}};
    struct surroundings around = {.folder = *state};
    char *content = below(*state, "content");
    put_content(content, 2);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct outcome outcome = program_run(
            &around, (const char *const[]){"render", "content", "-o", table[i].out, "-s", "800x480", NULL});
        assert_int_equal(outcome.code, 1);
        if (!strstr(outcome.err, table[i].says))
            fail_msg("%s", outcome.err);
        outcome_finish(&outcome);
    }
    free(content);
}

static void wait_for_pictures(const char *folder, size_t wanted)
{
    for (int i = 0; i < 3000 && count_names(folder, ".png") < wanted; i++)
        nanosleep(&(struct timespec){.tv_nsec = 10 * 1000 * 1000}, NULL);
    assert_true(count_names(folder, ".png") >= wanted);
}

static void a_stop_leaves_only_whole_pictures(void **state)
{
    static const int signals[] = {SIGINT, SIGTERM};
    enum { SLIDES = 300 };
    char *content = below(*state, "content");
    put_content(content, SLIDES);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        const char *name = i == 0 ? "one" : "two";
        char *out = below(*state, name);
        struct surroundings around = {.folder = *state};
        int from_out, from_err, w, h;
        pid_t pid = program_start(&around, (const char *const[]){"render", "content", "-o", name, NULL},
                                  &from_out, &from_err);
        wait_for_pictures(out, 3);
        kill(pid, signals[i]);
        struct outcome outcome = program_wait(pid, from_out, from_err);
        assert_int_equal(outcome.signal, signals[i]);
        assert_non_null(strstr(outcome.err, "lobbyctl render: stopped;"));
        size_t count = count_whole_pictures(out, &w, &h);
        assert_true(count >= 3 && count < SLIDES);
        outcome_finish(&outcome);
        free(out);
    }
    free(content);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(two_runs_give_the_same_bytes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_screen_has_its_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_screen_is_drawn_alone_at_its_size, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_shown_now_is_drawn_and_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_that_would_fall_together_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_full_disk_leaves_the_old_pictures_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_folder_that_cannot_be_written_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_stop_leaves_only_whole_pictures, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
