/* What is published: the release, signed by one of the keyring's publishers. */
#include "update/attempt.h"

#include <string.h>

static struct trust_terms terms_of(const struct attempt *attempt)
{
    const struct store_seen *seen = &attempt->memory.release;
    struct trust_terms terms = {.clock = attempt->clock,
                                .seen = {.epoch = seen->epoch, .version = seen->version},
                                .lobby = LOBBY_VERSION,
                                .bytes_max = (int64_t)attempt->device->update.disk,
                                .objects_max = DEPOT_ENTRIES};
    memcpy(terms.seen.digest, seen->digest, sizeof terms.seen.digest);
    return terms;
}

static bool verify_pair(struct attempt *attempt, const struct pair *pair, struct refusal *why)
{
    struct trust_terms terms = terms_of(attempt);
    struct trust_files files = pair_files(pair);
    return trust_release_verify(&attempt->keyring, &files, &terms, attempt->arena, &attempt->release, why);
}

static bool verify(struct attempt *attempt, struct refusal *why)
{
    for (int i = 0; i < PAIR_TRIES; i++) {
        AUTO_PAIR struct pair pair = {.statement = {.bytes = NULL}};
        if (!pair_fetch(attempt, "release.yaml", TRUST_RELEASE_BYTES_MAX, &pair, why))
            return false;
        if (verify_pair(attempt, &pair, why))
            return true;
        if (!refused_for(why, "signature"))
            return false;
        if (pair_fetch_numbered(attempt, "release", &pair) && verify_pair(attempt, &pair, why))
            return true;
    }
    return false;
}

bool release_take(struct attempt *attempt, struct refusal *why)
{
    if (!verify(attempt, why))
        return err_context(&why->err, "release.yaml");
    const struct trust_release *release = &attempt->release;
    struct store_seen *seen = &attempt->memory.release;
    struct update_outcome *outcome = attempt->outcome;
    attempt->id = (struct store_id){.epoch = release->epoch, .version = release->version};
    memcpy(attempt->id.commit, release->commit, sizeof attempt->id.commit);
    outcome->epoch = release->epoch;
    outcome->version = release->version;
    memcpy(outcome->commit, release->commit, sizeof outcome->commit);
    if (strcmp(seen->digest, release->digest) == 0)
        return true;
    *seen = (struct store_seen){
        .epoch = release->epoch, .version = release->version, .created = release->created};
    memcpy(seen->digest, release->digest, sizeof seen->digest);
    return attempt_remember(attempt, why);
}
