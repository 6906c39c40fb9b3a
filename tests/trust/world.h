/* A whole made-up publication for the tests of src/trust: keys, a keyring, a release, and a kiosk that looks
 * at them. Change what is meant before world_sign, or the files after it. */
#ifndef LOBBY_TESTS_TRUST_WORLD_H
#define LOBBY_TESTS_TRUST_WORLD_H

#include "trust/sign.h"

#define WORLD_SITE "rush-radiology"

/* The files of a statement, in buffers of their own that may be overwritten. */
struct world_pair {
    char bytes[80 * 1024], signature[2048];
    size_t length, signature_length;
};

struct world {
    struct arena *arena;
    struct sign_key *root, *next_root, *desk, *night, *stranger;
    struct trust_publisher publishers[2]; /* desk and night */
    uint8_t revoked[2][8];

    struct trust_keyring keyring;            /* what is meant */
    struct trust_release release;            /* likewise */
    const char *keyring_text, *release_text; /* instead of what is meant, when not NULL */
    const struct sign_key *keyring_signer, *release_signer;
    struct world_pair keyring_pair, release_pair; /* what lies on the server */

    struct trust_anchor anchor; /* what the kiosk goes by */
    struct trust_terms terms;
};

/* Everything good, signed. Fails the test when a key cannot be made. */
struct world *world_create(void);
void world_destroy(struct world *world);

/* Text and signature of any bytes. */
void world_sign_bytes(struct world *world, struct world_pair *pair, const struct sign_key *key,
                      const char *bytes, size_t length);

/* Writes and signs both statements as they are meant now. */
void world_sign(struct world *world);

struct trust_files world_files(const struct world_pair *pair);

/* What the kiosk says: first of the keyring, then of the release. "good" or the code of a refusal, whose
 * sentence is checked to say what to do. */
const char *world_verdict(struct world *world);
const char *world_sentence(void); /* of the last verdict */

/* The text of a pair's statement; a text with the first occurrence of from replaced. In the world's arena. */
const char *world_text(struct world *world, const struct world_pair *pair);
const char *world_replace(struct world *world, const char *text, const char *from, const char *to);

/* Makes a good world, changes it, and expects that code, for each row. */
struct world_attack {
    const char *name;
    void (*change)(struct world *);
    const char *code;
};
#define WORLD_ATTACK(change, code)                                                                           \
    {                                                                                                        \
#change, change, code                                                                                \
    }
void world_attacks(const struct world_attack *attacks, size_t count);

/* Seconds of a time such as "2026-11-23T23:10:00Z". */
int64_t world_time(const char *text);
int64_t world_day(const char *text);

#endif
