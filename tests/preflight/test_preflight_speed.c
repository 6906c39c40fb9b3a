/* How long a look takes, and how near it comes to its limits: on a machine ten times slower than this one it
 * must still be far from them. */
#include "looker.h"
#include "many.h"

#include "preflight/cage.h"
#include "update/preflight.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

/* A Raspberry Pi 3 beside the machines that this is developed on. */
#define SLOWER 10

static void measure(const char *what, const char *folder)
{
    struct looked looked = look_at(folder, NULL);
    print_message("%s: %.1f s, %.1f s of processor time in all, %ld MB in a process\n", what, looked.seconds,
                  looked.cpu, looked.kb / 1024);
    assert_string_equal(looked.said, "");
    assert_int_equal(looked.code, 0);
    /* All of the work in one process, and one after the other: it is less. */
    assert_true(looked.cpu * SLOWER < (double)cage_limits.cpu_seconds);
    assert_true(looked.seconds * SLOWER < PREFLIGHT_SECONDS);
    looked_finish(&looked);
}

static void the_shipped_content(void **state)
{
    (void)state;
    measure("the shipped content", LOBBY_SOURCE_DIR "/content");
}

static void five_hundred_slides(void **state)
{
    struct folder folder;
    (void)state;
    many_folder(&folder, 500);
    measure("500 slides, each with a picture of its own", folder.path);
    folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_shipped_content),
                                       cmocka_unit_test(five_hundred_slides)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
