/* sign: make keys, keep them in minisign's own file format, write statements and sign them.
 *
 * For the tools of people; a kiosk signs nothing. Debian's minisign reads the keys and verifies the
 * signatures that are made here, and the other way around.
 *
 * Secret keys lie in memory of libsodium that is locked, kept out of core dumps and wiped. */
#ifndef LOBBY_TRUST_SIGN_H
#define LOBBY_TRUST_SIGN_H

#include "trust/trust.h"

#define SIGN_FILE_MAX       1024u                        /* bytes of a key file */
#define SIGN_PASSPHRASE_MAX 1023u                        /* bytes; minisign reads no more */
#define SIGN_MEMORY_USUAL   ((size_t)1024 * 1024 * 1024) /* as minisign takes; a few seconds of work */
#define SIGN_MEMORY_MIN     ((size_t)16 * 1024 * 1024)

struct sign_key; /* a key pair; opaque */

/* A new key pair. NULL and err when the machine cannot give memory or random numbers. */
struct sign_key *sign_key_make(struct err *err) MUST_USE;
void sign_key_destroy(struct sign_key *key); /* wipes it */
void sign_key_destroy_p(struct sign_key **key);
#define AUTO_SIGN_KEY __attribute__((cleanup(sign_key_destroy_p)))

const struct trust_key *sign_key_public(const struct sign_key *key); /* lives as long as key */

/* A file that holds a secret; sign_file_finish wipes it. */
struct sign_file {
    char *bytes;
    size_t length;
};
void sign_file_finish(struct sign_file *file);

/* The secret key as minisign's file. passphrase NULL: not encrypted. memory is what the derivation of the key
 * from the passphrase may take (SIGN_MEMORY_USUAL; the more, the dearer a guess); where the machine gives
 * less, it is halved, down to SIGN_MEMORY_MIN. */
bool sign_key_write(const struct sign_key *key, const char *passphrase, size_t memory, struct sign_file *file,
                    struct err *err) MUST_USE;

/* The .pub file that belongs to it; in arena. NULL when memory is out. */
const char *sign_key_public_file(const struct trust_key *key, struct arena *arena) MUST_USE;

/* *wants: whether the secret key in that file is encrypted. False and err when it is no such file. */
bool sign_key_wants_passphrase(const char *bytes, size_t length, bool *wants, struct err *err) MUST_USE;

/* passphrase may be NULL for a file that wants none. NULL and err, for a wrong passphrase too. */
struct sign_key *sign_key_read(const char *bytes, size_t length, const char *passphrase,
                               struct err *err) MUST_USE;

/* The signature file for these bytes; in arena, terminated. The trusted comment is one line of at most
 * TRUST_COMMENT_MAX bytes, covered by the signature. The same key, bytes and comment give the same signature.
 */
const char *sign_bytes(const struct sign_key *key, const char *bytes, size_t length, const char *comment,
                       struct arena *arena, struct err *err) MUST_USE;

/* The statement as canonical text, in arena, terminated. NULL and err when a kiosk could not read it back:
 * what is wrong with it stands in err. publisher, signer and digest are not written. */
const char *sign_release_text(const struct trust_release *release, struct arena *arena,
                              struct err *err) MUST_USE;
const char *sign_keyring_text(const struct trust_keyring *keyring, struct arena *arena,
                              struct err *err) MUST_USE;

#endif
