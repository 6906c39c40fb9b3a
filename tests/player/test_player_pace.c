/* When a folder that changes is read: after a moment of quiet, never late, never without a pause. */
#include "player/pace.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define NEVER UINT64_MAX

struct row {
    const char *what;
    uint64_t changes[8]; /* ms, in order; 0 ends them */
    uint64_t due;        /* after the last one */
};

static void test_changes(void **unused)
{
    (void)unused;
    static const struct row rows[] = {
        {"nothing changes", {0}, NEVER},
        {"one save", {1000}, 1050},
        {"an editor's steps", {1000, 1001, 1012}, 1062},
        {"a checkout", {1000, 1030, 1060, 1090}, 1140},
        {"one that does not end", {1000, 1040, 1080, 1120, 1149}, 1150},
        {"one that is later than that", {1000, 1300}, 1150},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct pace pace = {0};
        for (const uint64_t *at = rows[i].changes; *at; at++)
            pace_change(&pace, *at);
        if (pace_due(&pace) != rows[i].due)
            fail_msg("%s: %llu", rows[i].what, (unsigned long long)pace_due(&pace));
    }
}

static void test_what_was_read_is_read(void **unused)
{
    (void)unused;
    struct pace pace = {0};
    pace_change(&pace, 1000);
    pace_begin(&pace);
    assert_true(pace_due(&pace) == NEVER);
    pace_end(&pace, 1050, 1060);
    assert_true(pace_due(&pace) == NEVER);
    pace_change(&pace, 1500);
    assert_true(pace_due(&pace) == 1550);
}

static void test_a_folder_that_always_changes_is_read_a_quarter_of_the_time(void **unused)
{
    (void)unused;
    enum { READING_MS = 200, END_MS = 60000 };
    struct pace pace = {0};
    uint64_t read = 0, now = 0;
    while (now < END_MS) {
        pace_change(&pace, now);
        if (pace_due(&pace) > now) {
            now++;
            continue;
        }
        pace_begin(&pace);
        pace_end(&pace, now, now + READING_MS);
        now += READING_MS;
        read += READING_MS;
    }
    assert_in_range(read, END_MS / 5, END_MS / 4 + READING_MS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_changes),
        cmocka_unit_test(test_what_was_read_is_read),
        cmocka_unit_test(test_a_folder_that_always_changes_is_read_a_quarter_of_the_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
