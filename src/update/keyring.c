/* Who may publish: the keyring of the publication, verified by the root key that this kiosk trusts. */
#include "base/log.h"
#include "update/attempt.h"
#include "update/floor.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* So many keyrings may have been missed by a kiosk that lay in a drawer. */
#define CHAIN_MAX 256

static bool remember_keyring(struct attempt *attempt, const struct pair *pair, struct refusal *why)
{
    const struct trust_keyring *keyring = &attempt->keyring;
    struct store_memory *memory = &attempt->memory;
    struct err err;
    /* The kiosk must never know of a keyring that it does not have: first the bytes, then the memory. */
    if (!store_updater_keep_keyring(attempt->store, pair->statement.bytes, pair->statement.length,
                                    pair->signature.bytes, pair->signature.length, &err))
        return refuse(why, "disk", "%s; make room, or look at the disk", err.text);
    trust_anchor_advance(&attempt->anchor, keyring);
    memory->keyring = (struct store_seen){
        .epoch = keyring->epoch, .version = keyring->version, .created = keyring->created};
    memcpy(memory->keyring.digest, keyring->digest, sizeof memory->keyring.digest);
    trust_key_text(&attempt->anchor.root, memory->root);
    trust_key_text(&attempt->anchor.signer, memory->signer);
    return attempt_remember(attempt, why);
}

static bool open_pair(struct attempt *attempt, const struct pair *pair, struct refusal *why)
{
    struct trust_files files = pair_files(pair);
    return trust_keyring_open(&attempt->anchor, &files, attempt->arena, &attempt->keyring, why);
}

/* Takes over, one after the other, the keyrings between the last one and the published one, each signed by
 * the root key that the one before names. */
static bool walk_chain(struct attempt *attempt, const struct pair *published, struct refusal *why)
{
    for (int i = 0; i < CHAIN_MAX; i++) {
        AUTO_PAIR struct pair link = {.statement = {.bytes = NULL}};
        char name[64];
        snprintf(name, sizeof name, "keyrings/%" PRId64 ".yaml", attempt->anchor.seen.version + 1);
        if (!pair_fetch(attempt, name, TRUST_KEYRING_BYTES_MAX, &link, why) ||
            !open_pair(attempt, &link, why) || !remember_keyring(attempt, &link, why))
            return err_context(&why->err, "%s", name);
        log_info("keyring %" PRId64 " is taken over", attempt->anchor.seen.version);
        if (open_pair(attempt, published, why))
            return true;
        if (!refused_for(why, "chain"))
            return false;
    }
    return false;
}

static bool open_published(struct attempt *attempt, struct pair *pair, struct refusal *why)
{
    for (int i = 0; i < PAIR_TRIES; i++) {
        if (!pair_fetch(attempt, "keyring.yaml", TRUST_KEYRING_BYTES_MAX, pair, why))
            return false;
        if (open_pair(attempt, pair, why))
            return true;
        if (!refused_for(why, "signature"))
            break;
        if (pair_fetch_numbered(attempt, "keyring", pair) && open_pair(attempt, pair, why))
            return true;
    }
    struct refusal chain;
    if (!refused_for(why, "chain"))
        return false;
    if (walk_chain(attempt, pair, &chain))
        return true;
    /* That a link is missing says less than that this root key was never trusted. */
    if (!refused_for(&chain, "not-found"))
        *why = chain;
    return false;
}

bool keyring_take(struct attempt *attempt, struct refusal *why)
{
    AUTO_PAIR struct pair pair = {.statement = {.bytes = NULL}};
    if (!open_published(attempt, &pair, why))
        return err_context(&why->err, "keyring.yaml");
    /* A release of an epoch that the root has ended says nothing of the time any more: a stolen key may have
     * dated it far ahead. */
    if (attempt->keyring.epoch > attempt->memory.release.epoch)
        attempt->clock = floor_clock(attempt->now, 0);
    if (!trust_keyring_judge(&attempt->keyring, &attempt->clock, why))
        return err_context(&why->err, "keyring.yaml");
    const struct trust_keyring *keyring = &attempt->keyring;
    const struct store_seen *seen = &attempt->memory.keyring;
    if (strcmp(seen->digest, keyring->digest) == 0)
        return true;
    if (!remember_keyring(attempt, &pair, why))
        return false;
    log_info("keyring %" PRId64 " is taken over", keyring->version);
    return true;
}
