/* A publication, killed before each of its calls that changes a disk, and at random moments: what is
 * published is the old or the new, and the same command finishes it. */
#include "reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROUNDS = 300, COMMAND_EVERY = 25, AROUND = 3, SEED = 20261124 };

/* Staff's own program takes most of its time for a look at the content, during which it writes nothing: it
 * publishes every so many rounds, and one that does not look the others. */
static const char *const quick[] = {FAULTS_PUBLISHER, "new", "pub", NULL};
static const char *const command[] = {LOBBYCTL, "publish", "new", "--to", "pub", "--yes", NULL};

enum stage { STAGE_OBJECTS, STAGE_NUMBERED, STAGE_RELEASE, STAGE_RANDOM, STAGE_COMMAND, STAGES };
static struct faults_tally tally[STAGES] = {{.stage = "objects"},
                                            {.stage = "statements under their numbers"},
                                            {.stage = "release.yaml and its signature"},
                                            {.stage = "at a random moment"},
                                            {.stage = "at a random moment, lobbyctl"}};

/* The stage of a call of the last run. */
static enum stage stage_at(unsigned at, struct faults_tally *counts)
{
    enum stage stage = STAGE_OBJECTS;
    for (unsigned i = 0; i < at && i < faults_plan->taken && i < PLAN_CALLS_MAX; i++) {
        const char *name = faults_plan->entries[i].name;
        if (strncmp(name, "/pub/releases", 13) == 0)
            stage = STAGE_NUMBERED;
        else if (stage == STAGE_NUMBERED && strncmp(name, "/pub/", 5) == 0)
            stage = STAGE_RELEASE;
        if (counts)
            counts[stage].calls++;
    }
    return stage;
}

static void must_finish(void)
{
    const char *fault = reader_finish();
    if (fault)
        fail_msg("%s", fault);
}

/* True when it was killed; otherwise *us is how long it took. */
static bool one_round(const struct faults_round *round, bool by_command, uint64_t *us)
{
    faults_reset();
    faults_plan->how = round->how;
    faults_plan->at = round->at;
    struct faults_end end = faults_run(by_command ? command : quick, round->whom, round->us);
    bool hit = round->at ? faults_plan->taken >= round->at : end.killed;
    enum stage stage = by_command ? STAGE_COMMAND : round->at ? stage_at(round->at, NULL) : STAGE_RANDOM;
    unsigned renamed = faults_find(CALL_RENAME, "/pub/release.yaml");
    enum found found = reader_look();
    /* Nobody knows whether the last call of one that was killed from outside came about. */
    bool is_new = renamed && (!hit || renamed < round->at);
    bool right = round->at ? found == (is_new ? FOUND_NEW : FOUND_OLD) : found != FOUND_NEITHER;
    if (!right)
        fail_msg("call %u or %ju us, %s: %s is found; %s", round->at, (uintmax_t)round->us,
                 tally[stage].stage,
                 found == FOUND_OLD   ? "the old"
                 : found == FOUND_NEW ? "the new"
                                      : "neither",
                 stand_said);
    *(!hit ? &tally[stage].ended : found == FOUND_NEW ? &tally[stage].new : &tally[stage].old) += 1;
    *us = hit ? *us : end.us;
    must_finish();
    return hit;
}

/* From the same state every time: libostree has the more to sync, the longer a repository lives. */
static unsigned at_every_call(uint64_t *seed, uint64_t *us)
{
    runs(0, "cp -a pub kept && cp -a keys kept-keys && cp -a state kept-state");
    faults_reset();
    *us = faults_run(quick, FAULTS_NOBODY, 0).us;
    assert_int_equal(reader_look(), FOUND_NEW);
    const unsigned calls = faults_plan->taken;
    stage_at(calls, tally);
    assert_in_range(calls, 60, ROUNDS / 2);
    for (unsigned at = 1; at <= calls; at++) {
        const struct faults_round round = faults_choose(at, calls, *us, seed);
        runs(0, "rm -rf pub keys state && cp -a kept pub && cp -a kept-keys keys && cp -a kept-state state");
        assert_true(one_round(&round, false, us));
    }
    return calls;
}

/* One life. A twin of the publication has the same, and nobody was ever killed there. */
static void at_random_moments(unsigned rounds, uint64_t *seed, uint64_t us, uint64_t command_us)
{
    runs(0, "cp -a pub twin");
    for (unsigned killed = 0, number = 1; killed < rounds; number++) {
        bool by_command = number % COMMAND_EVERY == 0;
        const struct faults_round round = faults_choose(number, 0, by_command ? command_us : us, seed);
        reader_next(number);
        killed += one_round(&round, by_command, by_command ? &command_us : &us);
        assert_true(number < 3 * ROUNDS);
        runs(0, FAULTS_PUBLISHER " new twin");
    }
    runs(0, "for p in pub twin; do find $p/repo/objects -type f -printf '%%f %%s\n' | sort > $p.list; done "
            "&& cmp "
            "pub.list twin.list && du -sk pub twin && wc -l pub.list");
    print_message("on the disk, with and without kills:\n%s", stand_said);
}

static void at_any_moment_it_is_old_or_new(void **state)
{
    (void)state;
    uint64_t seed = SEED, us = 0, command_us = 0;
    reader_next(ROUNDS);
    must_finish();
    reader_next(ROUNDS + 1);
    faults_reset();
    command_us = faults_run(command, FAULTS_NOBODY, 0).us;
    must_finish();
    reader_next(ROUNDS + 2);
    const unsigned calls = at_every_call(&seed, &us);
    at_random_moments(ROUNDS - calls, &seed, us, command_us);
    faults_print(tally, STAGES);
    print_message("%d kills, seed %d; a publication changes the disk %u times in %.0f ms\n", ROUNDS, SEED,
                  calls, (double)us / 1e3);
    for (enum stage stage = STAGE_OBJECTS; stage < STAGE_COMMAND; stage++)
        assert_true(tally[stage].old + tally[stage].new > 0);
}

/* The same judge finds a publication out that writes release.yaml in its place. */
static void a_publication_that_is_not_atomic_is_found_out(void **state)
{
    (void)state;
    reader_next(0);
    runs(0, "rm -rf kept kept-state && cp -a pub kept && cp -a state kept-state");
    faults_reset();
    faults_plan->apart = true;
    assert_int_equal(faults_run(quick, FAULTS_NOBODY, 0).code, 0);
    const unsigned renamed = faults_find(CALL_RENAME, "/pub/release.yaml");
    unsigned found = 0, tried = 0;
    assert_true(renamed > 0);
    for (unsigned at = renamed; at <= renamed + AROUND; at++, tried++) {
        runs(0, "rm -rf pub state && cp -a kept pub && cp -a kept-state state");
        faults_reset();
        faults_plan->apart = true;
        faults_plan->how = PLAN_KILL_ALL;
        faults_plan->at = at;
        faults_run(quick, FAULTS_NOBODY, 0);
        found += reader_look() == FOUND_NEITHER || reader_finish();
    }
    print_message("release.yaml written in its place: found out by %u of %u kills\n", found, tried);
    assert_true(found > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_any_moment_it_is_old_or_new),
        cmocka_unit_test(a_publication_that_is_not_atomic_is_found_out),
    };
    return cmocka_run_group_tests(tests, reader_set_up, reader_tear_down);
}
