/* kiosk: what a kiosk does with its own repository: pull a commit, check it out, prune.
 *
 * The path of a repository names a folder of its own (mode bare-user-only), made when it is missing; its
 * parent must be there. Everything in here may be killed at any time and done again. The work is done in a
 * child with limits, because GLib aborts when memory is out; whatever happens to the child, the caller gets a
 * refusal. One process at a time. */
#ifndef LOBBY_DEPOT_KIOSK_H
#define LOBBY_DEPOT_KIOSK_H

#include "depot/source.h"

#include <stddef.h>

struct depot_pull {
    struct depot_source source;
    const char *repo;        /* the kiosk's repository */
    const char *commit;      /* what to pull */
    uint64_t bytes, objects; /* what the signed statement says; nothing beyond is taken (struct depot_size) */
    uint64_t reserve;        /* what must stay free on the disk: free >= 2 * missing bytes + reserve */
    depot_progress_fn *progress;
    void *arg;
};

struct depot_pulled {
    uint64_t received; /* bytes that came over the wire or from the folder, with headers of answers */
    uint64_t objects;  /* objects that were taken over; what is there and intact is not asked for again */
    uint64_t bytes;    /* their size */
    unsigned retry_after_s; /* as struct depot_file, also after a refusal */
};

/* Pulls a commit with all its objects. Every object is hashed before it is stored, and those that are there
 * already are hashed again: a damaged one is fetched anew. On true the whole commit is synced to the disk and
 * fits in what is allowed: regular files and folders only, canonical permissions, sane names, at most
 * DEPOT_ENTRIES of them, DEPOT_DEPTH deep. What came before a refusal is kept for the next time. */
bool depot_pull(const struct depot_pull *pull, struct depot_pulled *pulled, struct refusal *why) MUST_USE;
enum { DEPOT_ENTRIES = 20000, DEPOT_DEPTH = 32 };

/* Checks a pulled commit out as folder, which must not exist, beside or below the repository's parent: files
 * are hard links to the repository's objects and must never be written to. It is synced. After a refusal the
 * caller removes what is there of the folder. */
bool depot_checkout(const char *repo, const char *commit, const char *folder, struct refusal *why) MUST_USE;

/* Removes every object that none of the commits needs, also what an unfinished pull has left: call it after
 * one that succeeded. A commit may be given by its first digits, at least DEPOT_SHORT of them; commits that
 * are not there are passed over. *freed may be NULL. */
bool depot_prune(const char *repo, const char *const *keep, size_t count, uint64_t *freed,
                 struct refusal *why) MUST_USE;
enum { DEPOT_SHORT = 12 };

/* What a folder takes on the disk, all below it, a file with many hard links once. */
bool depot_usage(const char *folder, uint64_t *bytes, struct refusal *why) MUST_USE;

#endif
