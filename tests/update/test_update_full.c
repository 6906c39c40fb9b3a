/* lobby-update on a disk that is full, or broken, at each of its calls: it says so in one line with what to
 * do, what is shown is the old content or the new, and with room again the next run completes. */
#include "rounds.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct trouble {
    const char *name;
    unsigned calls; /* a set */
    enum plan_how how;
    int error;
    unsigned every;    /* so many calls */
    const char *codes; /* that it may be refused as; NULL: any */
};

static void begin(const struct trouble *trouble, unsigned at)
{
    runs(0, "rm -rf state run && cp -a kept state && cp -a kept-run run");
    faults_reset();
    faults_plan->calls = trouble->calls;
    faults_plan->how = trouble->how;
    faults_plan->error = trouble->error;
    faults_plan->at = at;
    /* The status lies on another disk, in memory; and only settings that were read say where. */
    const char *except = trouble->calls == PLAN_READS   ? "kiosk.yaml"
                         : trouble->how == PLAN_FAIL_ON ? "run"
                                                        : NULL;
    if (except)
        snprintf(faults_plan->except, sizeof faults_plan->except, "%s/%s", faults_folder, except);
}

/* NULL, or what is wrong with this call in trouble; 0 calls left: *over. */
static const char *try_call(const struct trouble *trouble, unsigned at, struct rounds_tally *tally,
                            bool *over)
{
    begin(trouble, at);
    struct faults_end end = faults_run(rounds_update, FAULTS_NOBODY, 0);
    *over = faults_plan->taken < at;
    const struct plan_entry *entry = &faults_plan->entries[at - 1];
    bool in_status = at <= PLAN_CALLS_MAX && strncmp(entry->name, "/run", 4) == 0;
    const char *fault = *over || in_status ? NULL : rounds_judge(&end, trouble->codes, tally);
    if (in_status)
        fault =
            shell("grep -q '\"code\": \"ok\"' run/update.json && cmp run/update.json kept-run/update.json") &&
                    shell("grep -q '\"version\"' run/update.json")
                ? "update.json is neither old nor new"
                : NULL;
    return fault ? fault : rounds_complete(false);
}

static void try_all(const struct trouble *trouble)
{
    struct rounds_tally tally = {0};
    bool over = false;
    unsigned at = 1;
    for (; !over; at += trouble->every) {
        const char *fault = try_call(trouble, at, &tally, &over);
        if (fault)
            fail_msg("%s, call %u (%s of %s): %s; it said: %s", trouble->name, at,
                     faults_call(&faults_plan->entries[at - 1]), faults_plan->entries[at - 1].name, fault,
                     faults_said);
        assert_true(at < PLAN_CALLS_MAX);
    }
    print_message("%s: %u calls tried: %u refused (%u of them when it had its name), %u did not matter\n",
                  trouble->name, tally.tried, tally.refused, tally.late, tally.passed);
    assert_true(tally.refused >= 5);
}

static void a_disk_that_is_full_at_one_call(void **state)
{
    (void)state;
    try_all(&(struct trouble){"full at a call", PLAN_WANTS_ROOM, PLAN_FAIL, ENOSPC, 1, " disk space "});
}

static void a_disk_that_is_full_from_one_call_on(void **state)
{
    (void)state;
    try_all(
        &(struct trouble){"full from a call on", PLAN_WANTS_ROOM, PLAN_FAIL_ON, ENOSPC, 3, " disk space "});
}

static void a_disk_that_does_not_sync(void **state)
{
    (void)state;
    try_all(&(struct trouble){"no sync", PLAN_BIT(CALL_SYNC), PLAN_FAIL, EIO, 3, " disk repository state "});
}

static void a_disk_that_cannot_be_read(void **state)
{
    (void)state;
    try_all(&(struct trouble){"no read from a call on", PLAN_READS, PLAN_FAIL_ON, EIO, 4, NULL});
}

/* The same judge finds a disk out that loses what it was told to keep. */
static void a_disk_that_lies_is_found_out(void **state)
{
    (void)state;
    const struct trouble lies = {"lies", PLAN_BIT(CALL_WRITE), PLAN_LIE, 0, 1, NULL};
    struct rounds_tally tally = {0};
    unsigned found = 0;
    bool over = false;
    for (unsigned at = 1; !over; at++)
        found += try_call(&lies, at, &tally, &over) != NULL;
    print_message("a disk that loses half a write: found out in %u of %u writes\n", found, tally.tried);
    assert_true(found > 0);
}

static int set_up(void **state)
{
    rounds_set_up(state);
    runs(0, "cp -a state kept && cp -a run kept-run");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_disk_that_is_full_at_one_call),
        cmocka_unit_test(a_disk_that_is_full_from_one_call_on),
        cmocka_unit_test(a_disk_that_does_not_sync),
        cmocka_unit_test(a_disk_that_cannot_be_read),
        cmocka_unit_test(a_disk_that_lies_is_found_out),
    };
    return cmocka_run_group_tests(tests, set_up, rounds_tear_down);
}
