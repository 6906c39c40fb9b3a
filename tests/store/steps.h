/* steps: every system call by which the store changes a disk, counted, so that each can be the last one, or
 * fail.
 *
 * The test program is linked with --wrap for each of them (see CMakeLists.txt); the store knows nothing of
 * it. */
#ifndef TESTS_STORE_STEPS_H
#define TESTS_STORE_STEPS_H

#include <stdbool.h>

enum steps_end {
    STEPS_RUN,  /* nothing happens */
    STEPS_KILL, /* the process is killed before the step; a write has been done by half */
    STEPS_FAIL  /* the step fails with steps_errno, and all after it go well */
};

/* What the wrapped calls leave out, for tests that must find it. */
enum steps_sabotage { SABOTAGE_NONE, SABOTAGE_FILES_UNSYNCED, SABOTAGE_FOLDERS_UNSYNCED };

/* From now on, the step of this number (from 1) ends that way. */
void steps_set(enum steps_end end, unsigned number);
extern int steps_errno;
extern enum steps_sabotage steps_sabotage;
unsigned steps_taken(void); /* since steps_set */

/* The next number of a sequence that is the same everywhere (splitmix64). */
unsigned long long steps_random(unsigned long long *random);

#endif
