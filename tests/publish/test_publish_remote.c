/* A web server's folder, reached by rsync through an ssh that is a script on this machine. */
#include "stand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int set_up(void **state)
{
    stand_set_up(state);
    /* As ssh does: -l USER HOST, and what follows is a line for the shell there. */
    runs(0, "printf '#!/bin/sh\\necho \"$*\" >> %%s/ssh.log\\nif [ \"$1\" = -l ]; then shift 2; fi\\nshift\\n"
            "exec sh -c \"$*\"\\n' \"$PWD\" > ssh && chmod +x ssh");
    runs(0, "pwd | tr -d '\\n'");
    char *script = NULL;
    assert_true(asprintf(&script, "%s/ssh", stand_said) > 0);
    setenv("RSYNC_RSH", script, 1);
    setenv("web", stand_said, 1);
    free(script);
    return 0;
}

static void it_arrives_and_kiosks_take_it(void **state)
{
    (void)state;
    runs(0, "$ctl publish small --to desk@web:\"$web/pub\" --yes && $update");
    said("version 1 is here");
    runs(0, "diff -r state/generations/1-1-* small && grep -q '^-l desk web rsync' ssh.log");
    runs(0, "test \"$(stat -c %%a pub/release.yaml)\" = 644 && test \"$(stat -c %%a pub/repo)\" = 755");
    runs(0, "echo '# more' >> small/lobby.yaml && $ctl publish small --to desk@web:\"$web/pub\" --yes && "
            "$update");
    said("Version 2 is published");
    runs(0, "$ctl publish small --to desk@web:\"$web/pub\" --yes");
    said("published already: version 2");
    runs(0, "$ctl rollback desk@web:\"$web/pub\" --to 1 --yes && $update && $ctl status pub");
    said("version 3");
}

static void another_desk_is_taken_into_account(void **state)
{
    (void)state;
    runs(0, "$ctl publish small --to web:\"$web/pub\" --yes && cp -r keys desk && cp -r small other");
    runs(
        0,
        "echo '# other' >> other/lobby.yaml && $ctl publish other --to web:\"$web/pub\" --yes --keys desk && "
        "$ctl keys renew --keys desk && $ctl keys send --to web:\"$web/pub\" --keys desk");
    runs(0, "echo '# mine' >> small/lobby.yaml && $ctl publish small --to web:\"$web/pub\" --yes && $update");
    said("Version 3 is published");
    runs(0, "$ctl keys list");
    said("keyring 2");
}

/* The connection goes away at every one of the first calls; nothing half, and then all of it. */
static void a_lost_connection_is_made_good(void **state)
{
    (void)state;
    runs(0, "$ctl publish small --to web:\"$web/pub\" --yes && $update && mv ssh real && : > ssh.log");
    runs(0, "printf '#!/bin/sh\\nn=$(cat count); n=$((n-1)); echo $n > count; test $n -ge 0 || exit 255; "
            "exec ./real \"$@\"\\n' > ssh && chmod +x ssh && echo '# more' >> small/lobby.yaml");
    int refused = 0;
    for (int calls = 0; calls < 20; calls++) {
        runs(0, "echo %d > count", calls);
        if (shell("$ctl publish small --to web:\"$web/pub\" --yes") == 0)
            break;
        said("rsync");
        refused++;
        runs(0, "$update");
    }
    assert_in_range(refused, 5, 19);
    runs(0, "$update; echo; grep -q generation: state/trial && diff -r state/generations/$(sed -n "
            "'s/^generation: //p' state/trial) small");
}

static void no_word_reaches_a_shell(void **state)
{
    (void)state;
    runs(0, "$ctl publish small --to web:\"$web/it's \\$(touch owned) ; pub\" --yes");
    runs(0, "test -e \"it's \\$(touch owned) ; pub/release.yaml\" && ! test -e owned");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, stand_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(it_arrives_and_kiosks_take_it),
        TEST(another_desk_is_taken_into_account),
        TEST(a_lost_connection_is_made_good),
        TEST(no_word_reaches_a_shell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
