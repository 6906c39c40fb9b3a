/* What "lobbyctl check" prints becomes problems again; and the check in the background is always the last one
 * that was asked for. The program that is run is this one: it answers to "check" as lobbyctl does, in the way
 * its folder asks for. */
#include "ctl/preview_check.h"

#include "base/str.h"

#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

struct row {
    const char *folder, *line;
    const char *file; /* NULL: no problem in that line, or none of a file */
    unsigned at, col;
    int level; /* -1: no problem */
    const char *text;
};

static void test_lines(void **unused)
{
    (void)unused;
    static const struct row rows[] = {
        {"content", "content/slides/a.yaml:3:15: error: it is wrong; write it right", "slides/a.yaml", 3, 15,
         DIAG_ERROR, "it is wrong; write it right"},
        {"content/", "content/lobby.yaml:7: warning: hm", "lobby.yaml", 7, 0, DIAG_WARNING, "hm"},
        {"./content", "./content/images/x.jpg: warning: it is shown nowhere", "images/x.jpg", 0, 0,
         DIAG_WARNING, "it is shown nowhere"},
        {"content", "error: content: there is no such folder", NULL, 0, 0, DIAG_ERROR,
         "content: there is no such folder"},
        {"content", "content/a.yaml:1:2: warning: it says \"error: no\"", "a.yaml", 1, 2, DIAG_WARNING,
         "it says \"error: no\""},
        {"content", "content/a:b.yaml:1:2: error: x", "a:b.yaml", 1, 2, DIAG_ERROR, "x"},
        {"/srv/a b", "/srv/a b/pages/c.md:12:1: error: x", "pages/c.md", 12, 1, DIAG_ERROR, "x"},
        {"content", "content/a.yaml:0:99999999999: error: x", "a.yaml:0:99999999999", 0, 0, DIAG_ERROR, "x"},
        {"content", "3 errors, 1 warning", NULL, 0, 0, -1, NULL},
        {"content", "and 12 more", NULL, 0, 0, -1, NULL},
        {"content", "", NULL, 0, 0, -1, NULL},
        {"content", "23:42:59 lobbyctl: terror: x", NULL, 0, 0, -1, NULL},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct row *row = &rows[i];
        struct diag_list *diags = diag_list_create();
        preview_check_line(row->folder, row->line, diags);
        size_t count;
        const struct diag *items = diag_items(diags, &count);
        assert_int_equal(count, row->level >= 0);
        if (count) {
            assert_int_equal((int)items[0].level, row->level);
            assert_string_equal(items[0].text, row->text);
            assert_string_equal(items[0].place.file ? items[0].place.file : "", row->file ? row->file : "");
            assert_int_equal(items[0].place.line, row->at);
            assert_int_equal(items[0].place.col, row->col);
        }
        diag_list_destroy(diags);
    }
}

/* The folder is a word that says how to behave. */
static int play_check(const char *folder, const char *at)
{
    if (strcmp(folder, "slow") == 0)
        (void)poll(NULL, 0, 60000);
    if (strcmp(folder, "crash") == 0)
        raise(SIGKILL);
    for (int i = 0; strcmp(folder, "much") == 0 && i < 900; i++)
        fprintf(stderr, "much/slides/s%03d.yaml:1:1: warning: a line that fills more than a pipe can hold\n",
                i);
    fprintf(stderr, "%s/a.yaml:3:1: warning: at %s\n1 warning\n", folder, at);
    return EXIT_SUCCESS;
}

static void ready(void *user)
{
    int *pipe_end = user;
    (void)!write(*pipe_end, "r", 1);
}

struct background {
    int ends[2];
    struct preview_check *check;
};

static void start(struct background *background, const char *folder, const char *at)
{
    assert_int_equal(pipe(background->ends), 0);
    background->check = preview_check_create(folder, at, ready, &background->ends[1]);
    assert_non_null(background->check);
}

/* What was found within ms; NULL when nothing was. */
static struct diag_list *found(struct background *background, int ms)
{
    struct pollfd fd = {.fd = background->ends[0], .events = POLLIN};
    char byte;
    if (poll(&fd, 1, ms) <= 0 || read(background->ends[0], &byte, 1) != 1)
        return NULL;
    return preview_check_take(background->check);
}

static void finish(struct background *background)
{
    preview_check_destroy(background->check);
    close(background->ends[0]);
    close(background->ends[1]);
}

enum { PATIENCE_MS = 10000, QUIET_MS = 300 };

static void test_what_it_says_arrives(void **unused)
{
    (void)unused;
    static const struct {
        const char *folder, *at;
        size_t warnings;
        const char *last;
    } runs[] = {{"quick", NULL, 1, "at none"},
                {"quick", "2026-09-07T10:00:00", 1, "at 2026-09-07T10:00:00"},
                {"much", NULL, 901, NULL},
                {"--help", NULL, 1, "at none"},
                {"crash", NULL, 1, "the check of all screens was ended by signal 9"}};
    for (size_t i = 0; i < COUNT_OF(runs); i++) {
        struct background background;
        start(&background, runs[i].folder, runs[i].at);
        assert_null(found(&background, QUIET_MS / 3));
        preview_check_begin(background.check);
        struct diag_list *diags = found(&background, PATIENCE_MS);
        assert_non_null(diags);
        assert_int_equal(diag_warnings(diags), runs[i].warnings);
        assert_int_equal(diag_errors(diags), 0);
        size_t count;
        const struct diag *items = diag_items(diags, &count);
        if (runs[i].last)
            assert_string_equal(items[0].text, runs[i].last);
        diag_list_destroy(diags);
        assert_null(preview_check_take(background.check));
        finish(&background);
    }
}

static double now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void test_what_is_not_wanted_any_more_ends_at_once(void **unused)
{
    (void)unused;
    struct background background;
    double before = now_ms();
    start(&background, "slow", NULL);
    preview_check_begin(background.check);
    assert_null(found(&background, QUIET_MS));
    preview_check_begin(background.check);
    preview_check_cancel(background.check);
    assert_null(found(&background, QUIET_MS));
    preview_check_begin(background.check);
    assert_null(found(&background, QUIET_MS));
    finish(&background);
    assert_true(now_ms() - before < PATIENCE_MS);
}

static void test_many_saves_leave_one_answer(void **unused)
{
    (void)unused;
    enum { SAVES = 200 };
    struct background background;
    start(&background, "quick", NULL);
    size_t answers = 0;
    for (int i = 0; i < SAVES; i++) {
        preview_check_begin(background.check);
        struct diag_list *diags = found(&background, i % 7);
        answers += diags != NULL;
        diag_list_destroy(diags);
    }
    struct diag_list *diags;
    bool last = false;
    while ((diags = found(&background, QUIET_MS))) {
        last = true;
        diag_list_destroy(diags);
    }
    assert_true(last || answers > 0);
    assert_null(preview_check_take(background.check));
    finish(&background);
}

int main(int argc, char **argv)
{
    /* lobbyctl check [--at TIME] -- FOLDER */
    if (argc >= 4 && strcmp(argv[1], "check") == 0) {
        bool at = strcmp(argv[2], "--at") == 0;
        if (strcmp(argv[argc - 2], "--") != 0 || argc != (at ? 6 : 4))
            return EXIT_FAILURE;
        return play_check(argv[argc - 1], at ? argv[3] : "none");
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_what_it_says_arrives),
        cmocka_unit_test(test_what_is_not_wanted_any_more_ends_at_once),
        cmocka_unit_test(test_many_saves_leave_one_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
