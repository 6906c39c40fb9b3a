#include "trust/open.h"

#include <string.h>

void trust_anchor_start(struct trust_anchor *anchor, const char *site, const struct trust_key *root)
{
    *anchor = (struct trust_anchor){.site = site, .root = *root, .signer = *root};
}

void trust_anchor_advance(struct trust_anchor *anchor, const struct trust_keyring *keyring)
{
    anchor->root = keyring->root;
    anchor->signer = keyring->signer;
    anchor->seen = (struct trust_seen){.epoch = keyring->epoch, .version = keyring->version};
    memcpy(anchor->seen.digest, keyring->digest, sizeof anchor->seen.digest);
}

/* The root key that may have signed this; NULL after a refusal. */
static const struct trust_key *choose_key(const struct trust_anchor *anchor, const uint8_t id[8],
                                          struct refusal *refusal)
{
    if (memcmp(anchor->root.id, id, 8) == 0)
        return &anchor->root;
    if (memcmp(anchor->signer.id, id, 8) == 0)
        return &anchor->signer;
    char found[TRUST_KEY_ID_TEXT], wanted[TRUST_KEY_ID_TEXT];
    trust_key_id_text(id, found);
    trust_key_id_text(anchor->root.id, wanted);
    refuse(refusal, "chain",
           "keyring.yaml is signed with the root key %s, and this kiosk trusts %s; when the root key was "
           "changed, publish every keyring since (keyrings/), and otherwise put the right root key into the "
           "kiosk's settings",
           found, wanted);
    return NULL;
}

/* The keyring against what was taken over before. */
static bool judge_version(const struct trust_anchor *anchor, const struct trust_key *key,
                          const struct trust_keyring *keyring, struct refusal *refusal)
{
    const struct trust_seen *seen = &anchor->seen;
    if (keyring->version < seen->version || keyring->epoch < seen->epoch)
        return refuse(refusal, "rolled-back",
                      "keyring.yaml is version %lld of epoch %lld, and version %lld of epoch %lld was here "
                      "already; publish the newest one",
                      (long long)keyring->version, (long long)keyring->epoch, (long long)seen->version,
                      (long long)seen->epoch);
    if (keyring->version == seen->version) {
        if (strcmp(keyring->digest, seen->digest) == 0)
            return true;
        return refuse(refusal, "changed",
                      "keyring.yaml has version %lld like the one that was here, and says something else; "
                      "sign it again with the next version",
                      (long long)keyring->version);
    }
    /* The signer of the last one counts for that one alone. */
    if (key != &anchor->root)
        return refuse(
            refusal, "chain",
            "keyring.yaml is signed with a root key that was replaced by version %lld; sign it with "
            "the new one",
            (long long)seen->version);
    return true;
}

bool trust_keyring_open(const struct trust_anchor *anchor, const struct trust_files *files,
                        struct arena *arena, struct trust_keyring *keyring, struct refusal *refusal)
{
    struct signature signature;
    if (!open_signature(files, TRUST_KEYRING_BYTES_MAX, STATEMENT_KEYRING, &signature, refusal))
        return false;
    const struct trust_key *key = choose_key(anchor, signature.key_id, refusal);
    if (!key || !signature_check(&signature, key, files->bytes, files->length, STATEMENT_KEYRING, refusal))
        return false;
    struct diag_list *diags = diag_list_create();
    if (!diags)
        return open_no_memory(refusal);
    struct trust_keyring read;
    bool ok = open_verdict(statement_read_keyring(files->bytes, files->length, arena, diags, &read), diags,
                           refusal);
    diag_list_destroy(diags);
    if (!ok)
        return false;
    if (strcmp(read.site, anchor->site) != 0)
        return refuse(refusal, "site",
                      "keyring.yaml is for the site %s, and this kiosk is of %s; give it the address of its "
                      "own publication",
                      read.site, anchor->site);
    read.signer = *key;
    open_digest(files, read.digest);
    if (!judge_version(anchor, key, &read, refusal))
        return false;
    *keyring = read;
    return true;
}

bool trust_keyring_judge(const struct trust_keyring *keyring, const struct trust_clock *clock,
                         struct refusal *refusal)
{
    if (!open_created(keyring->created, clock, STATEMENT_KEYRING, refusal))
        return false;
    if (clock->now < keyring->expires)
        return true;
    char ended[TRUST_TIME_TEXT], now[TRUST_TIME_TEXT];
    trust_time_text(keyring->expires, ended);
    trust_time_text(clock->now, now);
    return refuse(refusal, "keyring-expired",
                  "the keyring ended on %s, and here it is %s; sign a new one with the root key, or set the "
                  "clock",
                  ended, now);
}

bool trust_keyring_verify(const struct trust_anchor *anchor, const struct trust_files *files,
                          const struct trust_clock *clock, struct arena *arena, struct trust_keyring *keyring,
                          struct refusal *refusal)
{
    struct trust_keyring read = {0};
    if (!trust_keyring_open(anchor, files, arena, &read, refusal) ||
        !trust_keyring_judge(&read, clock, refusal))
        return false;
    *keyring = read;
    return true;
}
