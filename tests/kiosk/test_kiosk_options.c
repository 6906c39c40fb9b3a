/* The command line of lobby-kiosk. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"
#include "kiosk/options.h"

#include <string.h>

static bool read_line(const char *line, struct options *options, struct err *err)
{
    static char copy[256];
    char *words[16] = {"lobby-kiosk"};
    int count = 1;
    strncpy(copy, line, sizeof copy - 1);
    for (char *word = strtok(copy, " "); word; word = strtok(NULL, " "))
        words[count++] = word;
    return options_read(options, count, words, err);
}

static void test_good_lines(void **unused)
{
    (void)unused;
    struct options options;
    struct err err;
    assert_true(read_line("", &options, &err));
    assert_null(options.content);
    assert_int_equal(options.fullscreen, -1);
    assert_int_equal(options.rotation, -1);
    assert_true(read_line("-w 800x480 --rotate 270 --lang es --at 2026-09-01T07:30 --seconds 5 folder",
                          &options, &err));
    assert_int_equal(options.w, 800);
    assert_int_equal(options.h, 480);
    assert_int_equal(options.fullscreen, 0);
    assert_int_equal(options.rotation, 270);
    assert_string_equal(options.lang, "es");
    assert_int_equal(options.at.hour, 7);
    assert_int_equal(options.seconds, 5);
    assert_string_equal(options.content, "folder");
    assert_true(read_line("-f -c file --headless", &options, &err));
    assert_int_equal(options.fullscreen, 1);
    assert_true(options.headless);
    assert_string_equal(options.device_file, "file");
}

static void test_bad_lines_say_what_to_write(void **unused)
{
    (void)unused;
    static const struct {
        const char *line, *part;
    } cases[] = {{"-w 800", "such as 1280x720"},
                 {"-w 10x10", "each side 320 to 8192"},
                 {"-w 800x480x3", "such as 1280x720"},
                 {"--rotate 45", "0, 90, 180 or 270"},
                 {"--at yesterday", "such as 2026-09-01"},
                 {"--at 2026-02-30", "such as 2026-09-01"},
                 {"--seconds -1", "a whole number"},
                 {"--bogus", "no option \"--bogus\""},
                 {"-x", "no option \"-x\""},
                 {"--lang", "needs a value"},
                 {"a b", "one content folder at a time"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct options options;
        struct err err = {.text = ""};
        assert_false(read_line(cases[i].line, &options, &err));
        if (!strstr(err.text, cases[i].part))
            fail_msg("\"%s\" says: %s", cases[i].line, err.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_good_lines),
                                       cmocka_unit_test(test_bad_lines_say_what_to_write)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
