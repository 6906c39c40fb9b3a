/* steps: what becomes of a call, as the plan says. For the module that is loaded before a program. */
#ifndef LOBBY_TESTS_FAULTS_STEPS_H
#define LOBBY_TESTS_FAULTS_STEPS_H

#include "plan.h"

enum step {
    STEP_GOES,
    STEP_FAILS, /* errno is set */
    STEP_LIES,
    STEP_DIES /* the caller may do half of it, and then calls step_die */
};

/* A call on a name below an open folder (or AT_FDCWD), or on an open file. One that is not the plan's goes.
 */
enum step step_at(enum plan_call call, int dir, const char *name);
enum step step_on(enum plan_call call, int fd);

/* Kills whom the plan says. Returns when that was another process. */
void step_die(void);

/* The same for calls that have no half: dies by itself. False: *result is what the call returns. */
bool step_passes(enum step step, int *result);

/* True when a rename is to be made of several steps. */
bool step_apart(void);

#endif
