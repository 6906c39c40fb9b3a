/* A publication to a disk that is full at any of its calls, and to a small one with any little room: it says
 * so, what is published is the old or the new, and with room again the same command finishes it. */
#include "reader.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const quick[] = {FAULTS_PUBLISHER, "new", "pub", NULL};
static const char *const command[] = {LOBBYCTL, "publish", "new", "--to", "pub", "--yes", NULL};

struct tally {
    unsigned tried, refused, passed, late; /* late: refused when the new content could be seen */
};

/* In one line. */
static bool says_so(void)
{
    const char *advice = strstr(faults_said, "make room");
    return advice && !strstr(advice + 1, "make room");
}

/* NULL, or what is wrong. */
static const char *publish(const char *const *words, struct tally *tally)
{
    struct faults_end end = faults_run(words, FAULTS_NOBODY, 0);
    enum found found = reader_look();
    tally->tried++;
    tally->passed += end.code == 0;
    tally->refused += end.code == 1;
    tally->late += end.code == 1 && found == FOUND_NEW;
    if (end.code != 0 && end.code != 1)
        return "it ended otherwise than with 0 or 1";
    if (found == FOUND_NEITHER)
        return "neither old nor new is found";
    if (end.code == 0 && found != FOUND_NEW)
        return "it says that it went well";
    return end.code == 0 || says_so() ? NULL : "it does not say that the disk is full";
}

static void again(void)
{
    runs(0, "rm -rf pub keys state && cp -a kept pub && cp -a kept-keys keys && cp -a kept-state state");
    faults_reset();
    faults_plan->calls = PLAN_WANTS_ROOM;
    faults_plan->error = ENOSPC;
}

static void try_all(const char *const *words, enum plan_how how, unsigned every)
{
    struct tally tally = {0};
    unsigned at = 1;
    for (bool over = false; !over; at += every) {
        again();
        faults_plan->how = how;
        faults_plan->at = at;
        const char *fault = publish(words, &tally);
        over = faults_plan->taken < at;
        fault = fault ? fault : reader_finish();
        if (fault)
            fail_msg("call %u (%s of %s): %s; it said: %s", at, faults_call(&faults_plan->entries[at - 1]),
                     faults_plan->entries[at - 1].name, fault, faults_said);
        assert_true(at < PLAN_CALLS_MAX);
    }
    print_message("%u calls tried: %u refused (%u of them when it could be seen), %u did not matter\n",
                  tally.tried, tally.refused, tally.late, tally.passed);
    assert_true(tally.refused >= 5);
}

static void full_at_one_call(void **state)
{
    (void)state;
    try_all(quick, PLAN_FAIL, 1);
}

static void full_from_one_call_on(void **state)
{
    (void)state;
    try_all(quick, PLAN_FAIL_ON, 3);
}

static void lobbyctl_says_it_too(void **state)
{
    (void)state;
    try_all(command, PLAN_FAIL_ON, 11);
}

static int set_up(void **state)
{
    reader_set_up(state);
    for (unsigned i = 0; i < 2; i++) {
        reader_next(i);
        assert_null(reader_finish());
    }
    reader_next(2);
    runs(0, "cp -a pub kept && cp -a keys kept-keys && cp -a state kept-state");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(full_at_one_call),
        cmocka_unit_test(full_from_one_call_on),
        cmocka_unit_test(lobbyctl_says_it_too),
    };
    return cmocka_run_group_tests(tests, set_up, reader_tear_down);
}
