#include "reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

void reader_next(unsigned number)
{
    runs(0,
         "rm -rf old && { [ ! -e new ] || mv new old; } && mkdir -p new/slides && cd new && "
         "printf 'format: 1\\nname: A lobby\\nlanguages: [en]\\n' > lobby.yaml && "
         "printf 'layout: statement\\ntitle: Round %u\\n' > slides/one.yaml",
         number);
}

static bool has_taken(const char *content)
{
    return shell("diff -r state/generations/$(sed -n 's/^generation: //p' state/trial) %s", content) == 0;
}

enum found reader_look(void)
{
    if (shell("$ctl status pub") != 0 || !strstr(stand_said, "verified by") || shell("$update") != 0)
        return FOUND_NEITHER;
    return has_taken("new") ? FOUND_NEW : has_taken("old") ? FOUND_OLD : FOUND_NEITHER;
}

const char *reader_finish(void)
{
    static char fault[512];
    const char *what = NULL;
    /* A day passes: so long does libostree leave the lock of one that was killed beside it. */
    (void)shell("find pub/repo/tmp -name '*-lock' -exec touch -d '2 days ago' {} +");
    if (shell(FAULTS_PUBLISHER " new pub") != 0)
        what = "the same command again does not finish it";
    else if (reader_look() != FOUND_NEW)
        what = "it is finished, and not there";
    else if (shell("n=$(sed -n 's/^version: //p' pub/release.yaml); cmp pub/release.yaml.minisig "
                   "pub/releases/$n.yaml.minisig") != 0)
        what = "release.yaml and its signature do not fit";
    else if (shell("! find pub keys -name '.?*' ! -name .lock ! -name .lobby-lock -o -path '*/repo/tmp/*' ! "
                   "-name cache | grep .") != 0)
        what = "left behind";
    if (what)
        snprintf(fault, sizeof fault, "%s: %.400s", what, stand_said);
    return what ? fault : NULL;
}

int reader_set_up(void **state)
{
    (void)state;
    faults_start();
    stand_move_in(faults_folder);
    setenv("LOBBY_PREFLIGHT", "/bin/true", 1); /* what the content looks like is not the question */
    return 0;
}

int reader_tear_down(void **state)
{
    (void)state;
    faults_finish();
    return 0;
}
