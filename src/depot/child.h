/* child: work that may abort or be killed, done in a process of its own with limits.
 *
 * GLib ends the process when memory is out. A kiosk's updater must answer with a refusal instead, so it
 * leaves everything that needs GLib to a child. What both must know lies in memory that they share. */
#ifndef LOBBY_DEPOT_CHILD_H
#define LOBBY_DEPOT_CHILD_H

#include "depot/source.h"

#include <stdatomic.h>
#include <stddef.h>

struct child_shared; /* opaque to the work; for child_progress and child_result */

/* Returns false with why set for a refusal. arg is the caller's, as it was at the fork. */
typedef bool child_work_fn(struct child_shared *shared, const void *arg, struct refusal *why);

/* For the work: tells the parent that something happens. */
void child_progress(struct child_shared *shared, const struct depot_progress *progress);

/* For the work: where its results go, zeroed at the start; what is in there is handed over also after a
 * refusal, and when the child was killed. */
void *child_result(struct child_shared *shared);
enum { CHILD_RESULT = 256 };

struct child_limits {
    uint64_t file_bytes;        /* RLIMIT_FSIZE; 0: none */
    unsigned silent_s, total_s; /* without a child_progress, and altogether; then it is killed */
};

/* Forks, and waits for the end of work. result (may be NULL) gets size bytes of child_result. A child that
 * dies of itself is refused as "crash", one that was killed as "timeout". It dies with its parent. */
bool child_run(const struct child_limits *limits, child_work_fn *work, const void *arg, void *result,
               size_t size, depot_progress_fn *progress, void *progress_arg, struct refusal *why) MUST_USE;

#endif
