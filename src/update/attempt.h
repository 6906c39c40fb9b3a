/* attempt: what the steps of one update share. For this room only. */
#ifndef LOBBY_UPDATE_ATTEMPT_H
#define LOBBY_UPDATE_ATTEMPT_H

#include "depot/fetch.h"
#include "depot/kiosk.h"
#include "store/updater.h"
#include "trust/trust.h"
#include "update/update.h"

struct attempt {
    const struct update_settings *settings;
    const struct device *device;
    struct arena *arena;
    struct depot_source source;
    struct store_updater *store;
    struct store_memory memory; /* what will be remembered */
    struct trust_anchor anchor;
    struct trust_clock clock;
    struct trust_keyring keyring;
    struct trust_release release;
    struct store_id id; /* of the release */
    int64_t now;
    struct update_outcome *outcome;
};

/* The two files of a statement, as they were fetched. */
struct pair {
    struct depot_file statement, signature;
};

void pair_finish(struct pair *pair);
#define AUTO_PAIR __attribute__((cleanup(pair_finish)))
struct trust_files pair_files(const struct pair *pair);

/* Fetches NAME and NAME.minisig. */
bool pair_fetch(struct attempt *attempt, const char *name, size_t cap, struct pair *pair,
                struct refusal *why) MUST_USE;

/* The same statement, with the signature beside its numbered copy. The one of the published name belongs to
 * another version while somebody changes the two files, or for longer when he was interrupted. The number
 * comes from bytes that nobody has verified, and is good for a file's name and nothing else. False, and
 * the pair as it was, when there is no such file. */
bool pair_fetch_numbered(struct attempt *attempt, const char *kind, struct pair *pair) MUST_USE;

/* How often a pair that does not fit is fetched again: it may have been changed between its two files. */
#define PAIR_TRIES 3

/* Verifies the keyring that is published, walks the chain of older ones where it must, and remembers it. */
bool keyring_take(struct attempt *attempt, struct refusal *why) MUST_USE;

/* Verifies the release and remembers it. */
bool release_take(struct attempt *attempt, struct refusal *why) MUST_USE;

/* Pulls, looks at and adopts the release. */
bool install(struct attempt *attempt, struct refusal *why) MUST_USE;

/* Remembers what attempt->memory says. */
bool attempt_remember(struct attempt *attempt, struct refusal *why) MUST_USE;

#endif
