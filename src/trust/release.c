#include "trust/open.h"

#include <string.h>

int trust_seen_compare(const struct trust_seen *seen, int64_t epoch, int64_t version)
{
    if (epoch != seen->epoch)
        return epoch < seen->epoch ? -1 : 1;
    return version < seen->version ? -1 : version > seen->version;
}

void trust_seen_raise(struct trust_seen *seen, const struct trust_release *release)
{
    if (trust_seen_compare(seen, release->epoch, release->version) <= 0)
        return;
    seen->epoch = release->epoch;
    seen->version = release->version;
    memcpy(seen->digest, release->digest, sizeof seen->digest);
}

static bool is_revoked(const struct trust_keyring *keyring, const uint8_t id[8])
{
    for (size_t i = 0; i < keyring->revoked_count; i++)
        if (memcmp(keyring->revoked[i], id, 8) == 0)
            return true;
    return false;
}

/* The publisher whose key has that id; NULL after a refusal. */
static const struct trust_publisher *choose_publisher(const struct trust_keyring *keyring,
                                                      const uint8_t id[8], struct refusal *refusal)
{
    char text[TRUST_KEY_ID_TEXT];
    trust_key_id_text(id, text);
    if (is_revoked(keyring, id)) {
        refuse(refusal, "revoked",
               "release.yaml is signed with the key %s, which was revoked; publish again with another one",
               text);
        return NULL;
    }
    for (size_t i = 0; i < keyring->publisher_count; i++)
        if (memcmp(keyring->publishers[i].key.id, id, 8) == 0)
            return &keyring->publishers[i];
    refuse(
        refusal, "unknown-key",
        "release.yaml is signed with the key %s, which the keyring does not name; add it with lobbyctl keys "
        "add, or publish with a key that it names",
        text);
    return NULL;
}

bool trust_release_open(const struct trust_keyring *keyring, const struct trust_files *files,
                        struct arena *arena, struct trust_release *release, struct refusal *refusal)
{
    struct signature signature;
    if (!open_signature(files, TRUST_RELEASE_BYTES_MAX, STATEMENT_RELEASE, &signature, refusal))
        return false;
    const struct trust_publisher *publisher = choose_publisher(keyring, signature.key_id, refusal);
    if (!publisher || !signature_check(&signature, &publisher->key, files->bytes, files->length,
                                       STATEMENT_RELEASE, refusal))
        return false;
    struct diag_list *diags = diag_list_create();
    if (!diags)
        return open_no_memory(refusal);
    struct trust_release read;
    bool ok = open_verdict(statement_read_release(files->bytes, files->length, arena, diags, &read), diags,
                           refusal);
    diag_list_destroy(diags);
    if (!ok)
        return false;
    if (strcmp(read.site, keyring->site) != 0)
        return refuse(refusal, "site",
                      "release.yaml is for the site %s, and this is %s; publish it to where it belongs",
                      read.site, keyring->site);
    read.publisher = publisher;
    open_digest(files, read.digest);
    *release = read;
    return true;
}

/* The version against the keyring's epoch and what was seen. */
static bool judge_version(const struct trust_keyring *keyring, const struct trust_release *release,
                          const struct trust_seen *seen, struct refusal *refusal)
{
    if (release->epoch != keyring->epoch)
        return refuse(refusal, "epoch",
                      "release.yaml is of epoch %lld, and the keyring of epoch %lld; publish again",
                      (long long)release->epoch, (long long)keyring->epoch);
    int order = trust_seen_compare(seen, release->epoch, release->version);
    if (order < 0)
        return refuse(refusal, "rolled-back",
                      "release.yaml is version %lld of epoch %lld, and version %lld of epoch %lld was seen "
                      "already; publish again, or use lobbyctl rollback",
                      (long long)release->version, (long long)release->epoch, (long long)seen->version,
                      (long long)seen->epoch);
    if (order == 0 && strcmp(release->digest, seen->digest) != 0)
        return refuse(
            refusal, "changed",
            "release.yaml has version %lld like one that was seen, and says something else; publish "
            "again",
            (long long)release->version);
    return true;
}

static bool key_ended(const struct trust_publisher *publisher, int64_t then, const char *what,
                      struct refusal *refusal)
{
    char id[TRUST_KEY_ID_TEXT], last[TRUST_DAY_TEXT], now[TRUST_TIME_TEXT];
    trust_key_id_text(publisher->key.id, id);
    trust_day_text(publisher->until, last);
    trust_time_text(then, now);
    return refuse(refusal, "key-expired",
                  "the key %s (%s) may publish until %s, and %s %s; make a new key and add it with "
                  "lobbyctl keys add",
                  id, publisher->name, last, what, now);
}

/* Now, and by what the release says of its own time. The second matters where the clock is not sure: a
 * release from far beyond its keyring would push the clock's floor out to where nothing is valid any more. */
static bool judge_time(const struct trust_keyring *keyring, const struct trust_release *release,
                       const struct trust_clock *clock, struct refusal *refusal)
{
    const struct trust_publisher *publisher = release->publisher;
    int64_t end = (publisher->until + 1) * TRUST_DAY;
    char made[TRUST_TIME_TEXT], ended[TRUST_TIME_TEXT], now[TRUST_TIME_TEXT];
    if (!trust_keyring_judge(keyring, clock, refusal))
        return false;
    if (clock->now >= end)
        return key_ended(publisher, clock->now, "here it is", refusal);
    if (!open_created(release->created, clock, STATEMENT_RELEASE, refusal))
        return false;
    if (release->created >= end)
        return key_ended(publisher, release->created, "release.yaml says that it was made on", refusal);
    trust_time_text(release->created, made);
    if (release->created >= keyring->expires) {
        trust_time_text(keyring->expires, ended);
        return refuse(refusal, "keyring-expired",
                      "release.yaml says that it was made on %s, and its keyring ends on %s; sign a new "
                      "keyring with the root key",
                      made, ended);
    }
    if (clock->now < release->expires)
        return true;
    trust_time_text(release->expires, ended);
    trust_time_text(clock->now, now);
    return refuse(refusal, "expired",
                  "release.yaml ended on %s, and here it is %s; publish again, or set the clock", ended, now);
}

static bool judge_bounds(const struct trust_release *release, const struct trust_terms *terms,
                         struct refusal *refusal)
{
    if (statement_version_compare(terms->lobby, release->minimum) < 0)
        return refuse(refusal, "minimum",
                      "this content needs Lobby %s, and this is %s; update Lobby on this kiosk",
                      release->minimum, terms->lobby);
    if (release->bytes > terms->bytes_max)
        return refuse(refusal, "bounds",
                      "this content has %lld bytes, and this kiosk takes %lld; make the pictures smaller, or "
                      "allow more in its settings",
                      (long long)release->bytes, (long long)terms->bytes_max);
    if (release->objects > terms->objects_max)
        return refuse(refusal, "bounds",
                      "this content has %lld files, and this kiosk takes %lld; remove some, or allow more in "
                      "its settings",
                      (long long)release->objects, (long long)terms->objects_max);
    return true;
}

bool trust_release_judge(const struct trust_keyring *keyring, const struct trust_release *release,
                         const struct trust_terms *terms, struct refusal *refusal)
{
    return judge_version(keyring, release, &terms->seen, refusal) &&
           judge_time(keyring, release, &terms->clock, refusal) && judge_bounds(release, terms, refusal);
}

bool trust_release_verify(const struct trust_keyring *keyring, const struct trust_files *files,
                          const struct trust_terms *terms, struct arena *arena, struct trust_release *release,
                          struct refusal *refusal)
{
    struct trust_release read = {0};
    if (!trust_release_open(keyring, files, arena, &read, refusal) ||
        !trust_release_judge(keyring, &read, terms, refusal))
        return false;
    *release = read;
    return true;
}
