/* What the updater remembers of a look that went wrong: content that has errors at once, content at which
 * looking broke off when it does so again, and a machine's bad day never. */
#include "stand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The next looks are taken by a program of these lines. */
static void look_is(const char *lines)
{
    FILE *out = fopen("look", "w");
    assert_non_null(out);
    fprintf(out, "#!/bin/sh\n%s\n", lines);
    fclose(out);
    runs(0, "chmod +x look");
    setenv("LOBBY_PREFLIGHT", "./look", 1);
}

static void look_is_the_real_one(void)
{
    setenv("LOBBY_PREFLIGHT", LOBBY_PREFLIGHT, 1);
}

/* Publishes something new. */
static void publish(void)
{
    static unsigned number;
    runs(0, "echo '# %u' >> small/lobby.yaml && $ctl publish small --to pub --yes", ++number);
}

/* One update is refused with that code, and leaves nothing of the content behind. */
static void refused(const char *code)
{
    runs(1, "$update");
    runs(0, "grep -q '\"code\": \"%s\"' run/update.json || { cat run/update.json; exit 1; }", code);
    runs(0, "! ls -A state/generations | grep .");
}

static void errors_are_remembered_at_once(void **state)
{
    (void)state;
    publish();
    look_is("echo 'slides/a.yaml:1:1: error: it is bad' >&2; exit 1");
    refused("preflight");
    look_is_the_real_one();
    refused("bad");
    refused("bad");
    publish();
    runs(0, "$update");
    runs(0, "rm -r state");
}

static void what_breaks_off_twice_is_bad(void **state)
{
    static const char *const breaks[] = {"kill -SEGV $$", "kill -XCPU $$", "exit 4", "exec yes"};
    (void)state;
    for (size_t i = 0; i < sizeof breaks / sizeof breaks[0]; i++) {
        publish();
        look_is(breaks[i]);
        refused("unclear");
        refused("preflight");
        look_is_the_real_one();
        refused("bad");
    }
}

static void what_broke_off_once_may_be_good(void **state)
{
    (void)state;
    publish();
    look_is("kill -SEGV $$");
    refused("unclear");
    look_is_the_real_one();
    runs(0, "$update");
    runs(0, "rm -r state");
    /* Each content has its own first time. */
    publish();
    look_is("kill -SEGV $$");
    refused("unclear");
    publish();
    refused("unclear");
    refused("preflight");
}

static void a_bad_day_of_the_machine_is_never_remembered(void **state)
{
    static const char *const days[] = {"kill -KILL $$", "kill -TERM $$", "kill -INT $$",
                                       "exit 3",        "exit 127",      "exec /nowhere"};
    (void)state;
    publish();
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        look_is(days[i]);
        refused("machine");
        refused("machine");
    }
    setenv("LOBBY_PREFLIGHT", "/nowhere/lobby-preflight", 1);
    refused("machine");
    look_is_the_real_one();
    runs(0, "$update");
    runs(0, "rm -r state");
}

/* What a look says goes into the log and into update.json, and nowhere else. */
static void words_of_a_look_are_harmless(void **state)
{
    (void)state;
    publish();
    look_is("printf 'a\\033[2Jb\"\\\\\\342\\200\\256c\\377\\n' >&2; exit 1");
    refused("preflight");
    runs(0, "! grep -q \"$(printf '\\033')\" run/update.json state/updater.yaml");
    runs(0, "grep -q 'a \\[2Jb' run/update.json state/updater.yaml");
    look_is_the_real_one();
    runs(1, "$update");
    said("a [2Jb");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_are_remembered_at_once),
        cmocka_unit_test(what_breaks_off_twice_is_bad),
        cmocka_unit_test(what_broke_off_once_may_be_good),
        cmocka_unit_test(a_bad_day_of_the_machine_is_never_remembered),
        cmocka_unit_test(words_of_a_look_are_harmless),
    };
    return cmocka_run_group_tests(tests, stand_set_up, stand_tear_down);
}
