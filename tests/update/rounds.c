#include "rounds.h"

#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ERROR_LINE "lobby-update: error: "

/* Then as many are kept as ever will be. */
enum { VERSIONS = 6 };

const char *const rounds_update[] = {LOBBY_UPDATE, "--once", "-c", "kiosk.yaml", NULL};
static unsigned number;

/* Little of it, so that a look at it costs little. */
static void write_content(void)
{
    number++;
    runs(0,
         "rm -rf old && { [ ! -e new ] || mv new old; } && mkdir -p new/slides && cd new && "
         "printf 'format: 1\\nname: A lobby\\nlanguages: [en]\\n' > lobby.yaml && "
         "printf 'layout: statement\\ntitle: Round %u\\n' > slides/one.yaml",
         number);
}

int rounds_set_up(void **state)
{
    (void)state;
    faults_start();
    number = 0;
    stand_move_in(faults_folder);
    rounds_next();
    while (number < VERSIONS) {
        const char *fault = rounds_complete(true);
        if (fault)
            fail_msg("%s", fault);
        rounds_next();
    }
    return 0;
}

int rounds_tear_down(void **state)
{
    (void)state;
    faults_finish();
    return 0;
}

void rounds_next(void)
{
    if (number && strncmp(world_shown(), "trial", 5) == 0)
        world_judge_good();
    write_content();
    runs(0, FAULTS_PUBLISHER " new pub");
}

enum shown rounds_look(void)
{
    const char *generation = strchr(world_shown(), ' ') + 1;
    if (!generation[0])
        return shell("test ! -e old") == 0 ? SHOWN_OLD : SHOWN_NEITHER;
    if (shell("diff -r state/generations/%s new", generation) == 0)
        return SHOWN_NEW;
    return shell("diff -r state/generations/%s old", generation) == 0 ? SHOWN_OLD : SHOWN_NEITHER;
}

const char *rounds_complete(bool tidy)
{
    static char fault[512];
    /* A day passes: so long does libostree leave the lock of one that was killed beside it. */
    if (shell("find state -path '*/tmp/*-lock' -exec touch -d '2 days ago' {} + && $update") != 0) {
        snprintf(fault, sizeof fault, "the next run did not complete: %.400s", stand_said);
        return fault;
    }
    if (rounds_look() != SHOWN_NEW)
        return "the next run completed, and the new content is not shown";
    if (!tidy ||
        shell("! find state run -name '.?*' ! -path state/repo/.lock -o -path 'state/repo/tmp/*' ! -path "
              "state/repo/tmp/cache | grep .") == 0)
        return NULL;
    snprintf(fault, sizeof fault, "left behind: %.400s", stand_said);
    return fault;
}

/* The code of the one line that says why, "" when there is none, or another number of them. */
static void told(char code[32])
{
    const char *line = strstr(faults_said, ERROR_LINE);
    code[0] = '\0';
    if (!line || strstr(line + 1, ERROR_LINE))
        return;
    line += strlen(ERROR_LINE);
    size_t length = strcspn(line, ":\n"), whole = strcspn(line, "\n");
    const char *advice = strstr(line, "; ");
    if (length < 32 && advice && advice < line + whole)
        snprintf(code, 32, "%.*s", (int)length, line);
}

static bool is_among(const char *code, const char *codes)
{
    char word[40];
    snprintf(word, sizeof word, " %s ", code);
    return !codes || strstr(codes, word);
}

const char *rounds_judge(const struct faults_end *end, const char *codes, struct rounds_tally *tally)
{
    char code[32];
    enum shown shown = rounds_look();
    told(code);
    tally->tried++;
    if (shown == SHOWN_NEITHER)
        return "neither old nor new is shown";
    if (end->code == 0) {
        tally->passed++;
        return shown == SHOWN_NEW ? NULL : "it says that it went well";
    }
    tally->refused++;
    tally->late += shown == SHOWN_NEW;
    if (end->killed || end->code != 1)
        return "it ended otherwise than with 0 or 1";
    if (!code[0])
        return "not one line that says what is wrong and what to do";
    if (!is_among(code, codes))
        return "another code";
    if (shown == SHOWN_NEW && !faults_find(CALL_RENAME, "/state/trial"))
        return "refused, and shown all the same";
    return shell("grep -q '\"code\": \"%s\"' run/update.json", code) == 0 ? NULL : "not in update.json";
}

unsigned long rounds_used(void)
{
    runs(0, "du -sk state run | { t=0; while read n x; do t=$((t+n)); done; echo $t; }");
    return strtoul(stand_said, NULL, 10);
}
