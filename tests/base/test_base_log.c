/* A line of the log is one line, whoever reads it. */
#include "base/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What speak writes to stderr. */
static void capture(char *text, size_t size, void (*speak)(void))
{
    int ends[2], saved = dup(STDERR_FILENO);
    assert_int_equal(pipe(ends), 0);
    dup2(ends[1], STDERR_FILENO);
    close(ends[1]);
    speak();
    dup2(saved, STDERR_FILENO);
    close(saved);
    ssize_t got = read(ends[0], text, size - 1);
    close(ends[0]);
    text[got > 0 ? got : 0] = '\0';
}

static void speak_all(void)
{
    log_error("broke");
    log_warning("odd");
    log_info("fine %d", 7);
    log_debug("dull");
}

static void speak_badly(void)
{
    log_error("a\n<0>b\x1b[1m");
}

static void speak_long(void)
{
    static char endless[5000];
    memset(endless, 'a', sizeof endless - 1);
    log_error("%s", endless);
}

static void the_journal_gets_priorities(void **state)
{
    (void)state;
    char text[256];
    setenv("JOURNAL_STREAM", "1:2", 1);
    log_start("lobby-test", LOG_LEVEL_INFO);
    capture(text, sizeof text, speak_all);
    assert_string_equal(text, "<3>lobby-test: broke\n<4>lobby-test: odd\n<6>lobby-test: fine 7\n");
    log_start("lobby-test", LOG_LEVEL_ERROR);
    capture(text, sizeof text, speak_all);
    assert_string_equal(text, "<3>lobby-test: broke\n");
}

static void a_terminal_gets_the_time_and_words(void **state)
{
    (void)state;
    char text[256];
    unsetenv("JOURNAL_STREAM");
    log_start("lobby-test", LOG_LEVEL_DEBUG);
    capture(text, sizeof text, speak_all);
    int hour, minute, second, used = 0;
    assert_int_equal(sscanf(text, "%2d:%2d:%2d %n", &hour, &minute, &second, &used), 3);
    assert_memory_equal(text + used, "lobby-test: error: broke\n", 25);
    assert_non_null(strstr(text, " lobby-test: warning: odd\n"));
    assert_non_null(strstr(text, " lobby-test: fine 7\n"));
    assert_non_null(strstr(text, " lobby-test: debug: dull\n"));
}

static void no_text_can_forge_a_line(void **state)
{
    (void)state;
    char text[256];
    setenv("JOURNAL_STREAM", "1:2", 1);
    log_start("lobby-test", LOG_LEVEL_INFO);
    capture(text, sizeof text, speak_badly);
    assert_string_equal(text, "<3>lobby-test: a <0>b [1m\n");
}

static void a_long_line_is_cut_and_ended(void **state)
{
    (void)state;
    char text[8192];
    log_start("lobby-test", LOG_LEVEL_INFO);
    capture(text, sizeof text, speak_long);
    size_t length = strlen(text);
    assert_in_range(length, 1000, 2048);
    assert_int_equal(text[length - 1], '\n');
    assert_ptr_equal(strchr(text, '\n'), text + length - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_journal_gets_priorities),
        cmocka_unit_test(a_terminal_gets_the_time_and_words),
        cmocka_unit_test(no_text_can_forge_a_line),
        cmocka_unit_test(a_long_line_is_cut_and_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
