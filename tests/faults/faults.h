/* faults: runs the real programs, one call of which goes wrong (plan.h), or which are killed at a moment.
 *
 * The process that uses this becomes the parent of whatever its children leave behind. */
#ifndef LOBBY_TESTS_FAULTS_FAULTS_H
#define LOBBY_TESTS_FAULTS_FAULTS_H

#include "plan.h"

#include <stddef.h>
#include <stdint.h>

/* A folder in memory where that is possible, because every step syncs; the working folder from now on. Paths
 * below it are the plan's. */
void faults_start(void);
void faults_finish(void);
extern char faults_folder[64];

/* The plan of the next runs; taken and entries are those of the last one. */
extern struct plan *faults_plan;

/* Everything in it as in a plan that only counts changes. */
void faults_reset(void);

enum faults_whom { FAULTS_NOBODY, FAULTS_ALL, FAULTS_FIRST };

struct faults_end {
    bool killed; /* the first process was */
    int code;    /* how it ended when it was not */
    uint64_t us; /* how long it took */
};
extern char faults_said[65536]; /* what the program said, both streams */

/* Runs words (NULL-terminated) under the plan, as the leader of a process group, and waits for the end of all
 * that it has started; this process must have no other children. After kill_us, whom is killed. */
struct faults_end faults_run(const char *const *words, enum faults_whom whom, uint64_t kill_us);

/* One of a seeded row of rounds: first every call of an undisturbed run, then random moments of it. */
struct faults_round {
    unsigned at;       /* 0: at a moment */
    enum plan_how how; /* one of the three that kill */
    enum faults_whom whom;
    uint64_t us;
};
struct faults_round faults_choose(unsigned round, unsigned calls, uint64_t us, uint64_t *seed);

/* What came of the kills in a stage of a program's work. */
struct faults_tally {
    const char *stage;
    unsigned calls;           /* of an undisturbed run */
    unsigned old, new, ended; /* ended: by itself, before the kill */
};
void faults_print(const struct faults_tally *tally, size_t count);

/* What a call is, for people: "rename". */
const char *faults_call(const struct plan_entry *entry);

/* The number of the last call of the last run, from 1, whose name ends with that; 0 when there was none. */
unsigned faults_find(enum plan_call call, const char *end);

uint64_t faults_random(uint64_t *seed);

#endif
