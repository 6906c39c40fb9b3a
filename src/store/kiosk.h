/* store/kiosk: the kiosk's half of the store: which generation to show now, and what became of it.
 *
 * Reads what the updater left and writes kiosk/verdicts.yaml alone. Nothing in here keeps content from the
 * screen: a folder that is missing, read-only or damaged is a warning in the log and an answer that can be
 * shown. Time is an argument: seconds since 1970, UTC, for people to read; nothing is decided by it. */
#ifndef LOBBY_STORE_KIOSK_H
#define LOBBY_STORE_KIOSK_H

#ifdef LOBBY_STORE_UPDATER_H
#error "one writer for each file: whoever is the updater cannot be the kiosk"
#endif

#include "base/err.h"
#include "store/id.h"

#include <stddef.h>

/* A generation that has been shown so often without a verdict is bad. */
#define STORE_ATTEMPTS_MAX 2u

struct store_kiosk;

enum store_kind {
    STORE_SHOW_NOTHING, /* no generation can be shown: the content that was installed stands in */
    STORE_SHOW_GOOD,
    STORE_SHOW_TRIAL /* on trial: wants a verdict */
};

/* What to show. */
struct store_show {
    enum store_kind kind;
    struct store_id id; /* of the commit the first STORE_COMMIT_SHORT digits */
    char name[STORE_NAME_TEXT];
    char *path; /* of the folder with the content, absolute when state was; malloced, NULL for nothing */
};
void store_show_finish(struct store_show *show);

/* state is the state folder; it need not exist, now or ever. A second kiosk on the same folder may look, but
 * writes nothing and gets nothing on trial. NULL when memory is out. */
struct store_kiosk *store_kiosk_open(const char *state) MUST_USE;
void store_kiosk_close(struct store_kiosk *kiosk);

/* Decides what to show from now on: the trial, while it has no verdict and fewer than two counted attempts;
 * else the newest good generation that is there; else, when none was ever good, the newest that still has an
 * attempt left; else nothing.
 *
 * A trial's attempt is on the disk before this returns, and where it cannot be written there is no trial.
 * What was taken before and is still the answer comes back as it is and is not counted again. To be called
 * when the kiosk starts, and at a good moment after store_kiosk_pending said true. */
void store_kiosk_take(struct store_kiosk *kiosk, int64_t now, struct store_show *show);

/* The verdict on what was taken last. A trial becomes good or bad; a good one becomes bad when it cannot be
 * shown any more. Then take again. reason is one sentence for people, cut at STORE_REASON_TEXT; "" for good.
 *
 * False and err when it is not on the disk; this kiosk goes by it all the same until it ends. A generation
 * whose folder is gone gets no verdict: nobody can say that it was bad. */
bool store_kiosk_judge(struct store_kiosk *kiosk, enum store_verdict verdict, const char *reason, int64_t now,
                       struct err *err) MUST_USE;

/* This kiosk ends in good order and for another reason than the content (a restart, a key): the attempt of a
 * trial without verdict does not count. Best effort. */
void store_kiosk_give_back(struct store_kiosk *kiosk);

/* Readable when the updater may have changed something; -1 when that cannot be noticed (then ask
 * store_kiosk_pending now and then). The folder may appear later. */
int store_kiosk_fd(const struct store_kiosk *kiosk);

/* Takes what is readable. True when store_kiosk_take would now give something else than what was taken last.
 * Cheap, but it reads files: not for every frame. */
bool store_kiosk_pending(struct store_kiosk *kiosk);

/* When the last verified release was made, as far as the updater knows: a floor for the clock. 0: unknown. */
int64_t store_kiosk_floor(const struct store_kiosk *kiosk);

/* So many touches took at most so long. */
struct store_kiosk_taps {
    unsigned most_ms; /* 0: longer than all others */
    uint64_t count;
};

/* What stands in RUN/kiosk.json beside the verdicts. Any text may be NULL. */
struct store_kiosk_status {
    int64_t now;
    const char *program;         /* its version */
    const struct store_show *on; /* what is on the screen; NULL or nothing: the installed content */
    const char *instead; /* of content: "safe" for the safe screen, "none" without a display, or NULL */
    int64_t since;       /* when that came on the screen */
    const char *display, *touch; /* as a person would name them; NULL: none */
    uint64_t frames, missed;     /* presented since the start; and those that a motion had no time for */
    const struct store_kiosk_taps *taps; /* how long touches waited for their frame */
    size_t tap_count;
    const char *const *problems; /* sentences */
    size_t problem_count;
};

/* Writes kiosk.json into the folder run, which is made when only itself is missing: old or new, never half.
 * kiosk may be NULL: no verdicts. */
bool store_kiosk_write_status(const struct store_kiosk *kiosk, const char *run,
                              const struct store_kiosk_status *status, struct err *err) MUST_USE;

#endif
