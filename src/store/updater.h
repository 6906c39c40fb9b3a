/* store/updater: the updater's half of the store: generations on their way to the screen, and what must not
 * be forgotten between two updates.
 *
 * Writes updater.yaml, keyring, trial and generations/ and reads the kiosk's verdicts. Every write is old or
 * new at a kill or a power cut; what an interrupted run left is removed when the next one opens the store.
 * Time is an argument: seconds since 1970, UTC; nothing is decided by it. */
#ifndef LOBBY_STORE_UPDATER_H
#define LOBBY_STORE_UPDATER_H

#ifdef LOBBY_STORE_KIOSK_H
#error "one writer for each file: whoever is the kiosk cannot be the updater"
#endif

#include "base/err.h"
#include "store/id.h"
#include "store/memory.h"

#include <stddef.h>

/* So many generations stay, beside one that is still on trial, as long as the disk allows it. */
#define STORE_KEEP 3u

struct store_updater;

/* Makes the state folder (not its parents) and what lies in it, waits for nobody: false answers mean that
 * another updater is at work, or that nothing can be written there. NULL, err and errno. */
struct store_updater *store_updater_open(const char *state, struct err *err) MUST_USE;
void store_updater_close(struct store_updater *updater);

/* Valid until the store is closed; changes with store_updater_remember. When updater.yaml is lost, the
 * version of the newest generation on the disk still bounds the release from below. */
const struct store_memory *store_updater_memory(const struct store_updater *updater);

/* Remembers all of it. False and err when it is not on the disk (memory stays as it was), and when a release
 * would be older than the one that is remembered for the same site. */
bool store_updater_remember(struct store_updater *updater, const struct store_memory *memory,
                            struct err *err) MUST_USE;

/* The accepted keyring and its signature, exactly as they were kept, together or not at all. False when there
 * is none; then nothing is set. Malloced, each with a zero behind its end. */
#define STORE_KEYRING_MAX (128u * 1024) /* bytes of both */
bool store_updater_keyring(const struct store_updater *updater, char **bytes, size_t *length,
                           char **signature, size_t *signature_length);
bool store_updater_keep_keyring(struct store_updater *updater, const char *bytes, size_t length,
                                const char *signature, size_t signature_length, struct err *err) MUST_USE;

/* True when this commit must not be shown again: preflight or the kiosk found it bad. *reason (may be NULL)
 * is valid until the next call. */
bool store_updater_is_bad(const struct store_updater *updater, const char *commit, const char **reason);

/* Remembers that preflight refused it. */
bool store_updater_mark_bad(struct store_updater *updater, const char *commit, const char *reason,
                            int64_t now, struct err *err) MUST_USE;

/* Is it on the disk, whole? */
bool store_updater_has(const struct store_updater *updater, const struct store_id *id);

/* What the kiosk is to try, or has tried. False: nothing. Of the commit the first digits. */
bool store_updater_trial(const struct store_updater *updater, struct store_id *trial);

/* The kiosk's word on a generation as of now: verdict, its reason (valid until the next call) and counted
 * attempts. Both may be NULL. */
enum store_verdict store_updater_verdict(struct store_updater *updater, const struct store_id *id,
                                         const char **reason, unsigned *attempts);

/* Where to build a generation: the path of a folder that does not exist yet, for whoever checks it out to
 * make; only regular files and folders may be in it. Nobody looks at it before it is adopted. *path is
 * malloced. */
bool store_updater_stage(struct store_updater *updater, const struct store_id *id, char **path,
                         struct err *err) MUST_USE;

/* Takes the staged folder over: every file and folder in it is synced, then it gets its name, then it is
 * named as the trial. A generation that is already there is only named. Refuses a commit that is bad. */
bool store_updater_adopt(struct store_updater *updater, const struct store_id *id, int64_t now,
                         struct err *err) MUST_USE;

/* A staged folder is not wanted after all. Best effort: the next open removes it, too. */
void store_updater_drop(struct store_updater *updater, const struct store_id *id);

/* Removes what is bad; then, from the oldest, what is more than STORE_KEEP generations, and what is in the
 * way of more bytes to come within bound; but nothing is in the way of what does not fit anyhow. What the
 * kiosk shows, would show, or is to try always stays; so does the good one. Files that generations share
 * count once. */
struct store_pruned {
    size_t removed, kept;
    uint64_t bytes; /* of what is kept; when more does not fit, of what always stays */
    bool fits;      /* bytes + more <= bound */
};
bool store_updater_prune(struct store_updater *updater, uint64_t bound, uint64_t more,
                         struct store_pruned *pruned, struct err *err) MUST_USE;

/* The generations on the disk, oldest first, their commits cut to STORE_COMMIT_SHORT digits: what the
 * repository must keep. Malloced. */
bool store_updater_list(const struct store_updater *updater, struct store_id **ids, size_t *count,
                        struct err *err) MUST_USE;

/* What stands in RUN/update.json. Any text may be NULL. */
struct store_update_status {
    const char *program;    /* its version */
    int64_t last;           /* when this attempt ended */
    const char *code;       /* "ok", or the code of a refusal */
    const char *text;       /* the reason and what to do */
    int64_t epoch, version; /* of the newest verified release; 0: none */
    const char *commit;
    int64_t next; /* when the next attempt is due; 0: not known */
};

/* Writes update.json into the folder run, which is made when only itself is missing: old or new, never half.
 */
bool store_updater_write_status(const char *run, const struct store_update_status *status,
                                struct err *err) MUST_USE;

#endif
