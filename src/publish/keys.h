/* keys: the folder in which staff keep their keys and the keyrings that they have signed.
 *
 *     root.key root.pub           signs keyrings; is carried away after it was made
 *     root-ID.key root-ID.pub     a later root key (rotation)
 *     publisher.key publisher.pub signs what this person publishes
 *     keyrings/N.yaml (+.minisig) every keyring, signed; the highest is in force
 *     last.yaml                   the highest version that was published from here
 *
 * Key files are minisign's. One folder is for one site. A change is complete when keyrings/N.yaml has its
 * name; before that nothing has changed. */
#ifndef LOBBY_PUBLISH_KEYS_H
#define LOBBY_PUBLISH_KEYS_H

#include "trust/sign.h"

#define KEYS_KEYRING_DAYS 730 /* a keyring and the keys in it count so long */

/* Asks for the passphrase of a key file: of a new one when that is NULL. Writes it, terminated, into text;
 * "" means none. False ends what was begun, with why set. */
typedef bool keys_ask_fn(void *arg, const char *file, char text[SIGN_PASSPHRASE_MAX + 1],
                         struct refusal *why);

struct keys_asker {
    keys_ask_fn *ask;
    void *arg;
    size_t memory; /* for keys that are made: SIGN_MEMORY_USUAL */
};

struct keys {
    const char *folder;
    struct arena *arena;
    struct trust_key root;      /* the first one: what stands in kiosk.yaml */
    struct trust_anchor anchor; /* behind the last keyring */
    struct trust_keyring keyring;
    struct trust_files files; /* of that keyring */
};

/* Reads a folder; everything lives in arena. */
bool keys_open(const char *folder, struct arena *arena, struct keys *keys, struct refusal *why) MUST_USE;

/* Takes over keyrings of a publication (a folder) that were signed elsewhere, and keeps them in the folder.
 */
bool keys_follow(struct keys *keys, const char *publication, struct refusal *why) MUST_USE;

/* Makes the folder with a root key, a publisher key of that name and the first keyring: all or nothing. What
 * is there already is never touched. */
bool keys_init(const char *folder, const char *site, const char *name, int64_t now,
               const struct keys_asker *asker, struct refusal *why) MUST_USE;

/* What is to be different in the next keyring. */
struct keys_change {
    const char *root_file;             /* the root key that signs; NULL: the one in the folder */
    const struct trust_publisher *add; /* or NULL; a key that is there gets this name and end */
    const uint8_t *revoke;             /* id of 8 bytes, or NULL */
    bool rotate;                       /* make a new root key, for the keyrings after this one */
    bool recover;                      /* raise the epoch: older releases do not count any more */
};

/* Signs the next keyring. It counts for KEYS_KEYRING_DAYS again. */
bool keys_change(struct keys *keys, const struct keys_change *change, int64_t now,
                 const struct keys_asker *asker, struct refusal *why) MUST_USE;

/* The publisher of the keyring with this name, id or key line; NULL for none. */
const struct trust_publisher *keys_find(const struct keys *keys, const char *text);

/* The key that publishes from here; refuses when the keyring would not let it. */
struct sign_key *keys_publisher(const struct keys *keys, int64_t now, const struct keys_asker *asker,
                                struct refusal *why) MUST_USE;
bool keys_may_publish(const struct keys *keys, int64_t now, struct refusal *why) MUST_USE;

/* The highest version that was published from here in this epoch; and that it is now version. */
int64_t keys_last(const struct keys *keys, int64_t epoch);
bool keys_set_last(const struct keys *keys, int64_t epoch, int64_t version, struct refusal *why) MUST_USE;

#endif
