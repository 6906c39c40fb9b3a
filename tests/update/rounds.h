/* rounds: a kiosk that shows the newest of four versions, and one more that is published, round after round,
 * so that whatever goes wrong has a next time.
 *
 * In the folder of tests/faults, with the desk of tests/publish/stand: pub, state, run, kiosk.yaml, and the
 * content as folders: old (what is shown) and new (what is published). */
#ifndef LOBBY_TESTS_UPDATE_ROUNDS_H
#define LOBBY_TESTS_UPDATE_ROUNDS_H

#include "faults.h"
#include "stand.h"

/* For a group of tests. */
int rounds_set_up(void **state);
int rounds_tear_down(void **state);

/* What was new is old, is shown and found good; something else is new and published. */
void rounds_next(void);

/* lobby-update --once, for faults_run. */
extern const char *const rounds_update[];

/* What the kiosk shows now, byte for byte. */
enum shown { SHOWN_OLD, SHOWN_NEW, SHOWN_NEITHER };
enum shown rounds_look(void);

/* Updates once more, with nothing in the way: then the new content must be there, all of it, and, when it is
 * to be tidy, nothing left behind. NULL, or what is wrong. */
const char *rounds_complete(bool tidy);

/* What came of updates that something stood in the way of. */
struct rounds_tally {
    unsigned tried, refused, passed; /* passed: it did not matter */
    unsigned late;                   /* refused when the new content had its name */
};

/* Whether the last run ended as it may: well, with the new content, or with one line that says what is wrong
 * and what to do, and with a code of those (" disk space "; NULL: any) in update.json. NULL, or what is
 * wrong. */
const char *rounds_judge(const struct faults_end *end, const char *codes, struct rounds_tally *tally);

/* KiB on the disk: state and run. */
unsigned long rounds_used(void);

#endif
