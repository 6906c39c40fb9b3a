/* lobby-update, killed before each of its calls that changes a disk, and at random moments, alone and with
 * all of its children: what is shown is the old content or the new, and the next run completes. */
#include "rounds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROUNDS = 300, SEED = 20261124, AROUND = 4 };

/* Where an update is, by what it changes; in this order. */
enum stage { STAGE_OPEN, STAGE_PULL, STAGE_BUILD, STAGE_NAME, STAGE_TIDY, STAGE_TELL, STAGE_RANDOM, STAGES };
static struct faults_tally tally[STAGES] = {{.stage = "opening, remembering, making room"},
                                            {.stage = "pulling"},
                                            {.stage = "checking out, looking at it, syncing"},
                                            {.stage = "naming it, and naming it as trial"},
                                            {.stage = "pruning"},
                                            {.stage = "writing update.json"},
                                            {.stage = "at a random moment"}};

static bool lies_in(const struct plan_entry *entry, const char *folder)
{
    return strncmp(entry->name, folder, strlen(folder)) == 0;
}

/* The stage of a call after one of stage before. */
static enum stage stage_of(const struct plan_entry *entry, enum stage before)
{
    if (lies_in(entry, "/run"))
        return STAGE_TELL;
    if (lies_in(entry, "/state/generations/.new-"))
        return STAGE_BUILD;
    if (lies_in(entry, "/state/generations/.old-"))
        return before < STAGE_NAME ? STAGE_OPEN : STAGE_TIDY;
    if (lies_in(entry, "/state/generations/1-"))
        return STAGE_NAME;
    if (lies_in(entry, "/state/repo"))
        return before < STAGE_BUILD ? STAGE_PULL : before < STAGE_NAME ? STAGE_BUILD : STAGE_TIDY;
    return before;
}

/* The stage of a call of the last run. */
static enum stage stage_at(unsigned at, struct faults_tally *counts)
{
    enum stage stage = STAGE_OPEN;
    for (unsigned i = 0; i < at && i < faults_plan->taken && i < PLAN_CALLS_MAX; i++) {
        stage = stage_of(&faults_plan->entries[i], stage);
        if (counts)
            counts[stage].calls++;
    }
    return stage;
}

/* An update that was killed while it tidied is not begun again: the one of the next version tidies. */
static void must_complete(bool tidy)
{
    const char *fault = rounds_complete(tidy);
    if (fault)
        fail_msg("%s", fault);
}

/* What was killed before the trial was named shows the old, and after that the new. */
static bool was_named(unsigned killed_before)
{
    unsigned at = faults_find(CALL_RENAME, "/state/trial");
    return at && at != killed_before;
}

/* True when it was killed; otherwise *us is how long it took. */
static bool one_round(const struct faults_round *round, uint64_t *us)
{
    faults_reset();
    faults_plan->how = round->how;
    faults_plan->at = round->at;
    struct faults_end end = faults_run(rounds_update, round->whom, round->us);
    bool hit = round->at ? faults_plan->taken >= round->at : end.killed;
    enum stage stage = round->at ? stage_at(round->at, NULL) : STAGE_RANDOM;
    enum shown shown = rounds_look();
    bool right = shown != SHOWN_NEITHER && (shown == SHOWN_NEW || end.killed || end.code != 0);
    if (hit && end.killed && round->how == PLAN_KILL_ALL)
        right = right && (shown == SHOWN_NEW) == was_named(round->at);
    if (!right)
        fail_msg("call %u or %ju us, %s: code %d, %s is shown; %s", round->at, (uintmax_t)round->us,
                 tally[stage].stage, end.code,
                 shown == SHOWN_OLD   ? "the old"
                 : shown == SHOWN_NEW ? "the new"
                                      : "neither",
                 stand_said);
    *(!hit ? &tally[stage].ended : shown == SHOWN_NEW ? &tally[stage].new : &tally[stage].old) += 1;
    *us = hit ? *us : end.us;
    runs(0, "$ctl status pub");
    must_complete(shown == SHOWN_OLD);
    return hit;
}

/* From the same state every time: libostree has the more to sync, the longer a repository lives. */
static unsigned at_every_call(uint64_t *seed, uint64_t *us)
{
    runs(0, "cp -a state kept");
    faults_reset();
    *us = faults_run(rounds_update, FAULTS_NOBODY, 0).us;
    assert_int_equal(rounds_look(), SHOWN_NEW);
    const unsigned calls = faults_plan->taken;
    stage_at(calls, tally);
    assert_in_range(calls, 100, ROUNDS - 50);
    for (unsigned at = 1; at <= calls; at++) {
        const struct faults_round round = faults_choose(at, calls, *us, seed);
        runs(0, "rm -rf state && cp -a kept state");
        assert_true(one_round(&round, us));
    }
    runs(0, "rm -rf kept");
    return calls;
}

/* One life. */
static void at_random_moments(unsigned rounds, uint64_t *seed, uint64_t us)
{
    const unsigned long used = rounds_used();
    unsigned long most = used;
    for (unsigned killed = 0, number = 1; killed < rounds; number++) {
        const struct faults_round round = faults_choose(number, 0, us, seed);
        rounds_next();
        killed += one_round(&round, &us);
        assert_true(number < 3 * ROUNDS);
        unsigned long now = rounds_used();
        most = now > most ? now : most;
    }
    rounds_next();
    must_complete(true);
    print_message("on the disk: %lu KiB before %u of the kills, %lu at most, %lu in the end\n", used, rounds,
                  most, rounds_used());
    assert_true(most <= used + used / 2 && rounds_used() <= used + used / 4);
}

static void at_any_moment_it_is_old_or_new(void **state)
{
    (void)state;
    uint64_t seed = SEED, us = 0;
    const unsigned calls = at_every_call(&seed, &us);
    at_random_moments(ROUNDS - calls, &seed, us);
    faults_print(tally, STAGES);
    print_message("%d kills, seed %d; an update changes the disk %u times in %.0f ms\n", ROUNDS, SEED, calls,
                  (double)us / 1e3);
    for (enum stage stage = STAGE_OPEN; stage < STAGES; stage++)
        assert_true(tally[stage].old + tally[stage].new > 0);
}

/* The same judge finds an update out whose last rename is made of many. */
static void an_update_that_is_not_atomic_is_found_out(void **state)
{
    (void)state;
    rounds_next();
    runs(0, "cp -a state kept");
    faults_reset();
    faults_plan->apart = true;
    assert_int_equal(faults_run(rounds_update, FAULTS_NOBODY, 0).code, 0);
    assert_int_equal(rounds_look(), SHOWN_NEW);
    /* One of those by which the folder comes under its name. */
    const unsigned middle = faults_find(CALL_RENAME, "/lobby.yaml");
    unsigned found = 0;
    assert_true(middle > AROUND);
    for (unsigned at = middle - AROUND; at <= middle + AROUND; at++) {
        runs(0, "rm -rf state && cp -a kept state");
        faults_reset();
        faults_plan->apart = true;
        faults_plan->how = PLAN_KILL_ALL;
        faults_plan->at = at;
        faults_run(rounds_update, FAULTS_NOBODY, 0);
        found += rounds_look() == SHOWN_NEITHER || rounds_complete(true);
    }
    print_message("a rename in steps: found out by %u of %d kills\n", found, 2 * AROUND + 1);
    assert_true(found > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_any_moment_it_is_old_or_new),
        cmocka_unit_test(an_update_that_is_not_atomic_is_found_out),
    };
    return cmocka_run_group_tests(tests, rounds_set_up, rounds_tear_down);
}
