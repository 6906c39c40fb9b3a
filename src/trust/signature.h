/* signature: minisign's signature files, and whether they hold. For this room only. */
#ifndef LOBBY_TRUST_SIGNATURE_H
#define LOBBY_TRUST_SIGNATURE_H

#include "base/refusal.h"
#include "trust/trust.h"

/* The untrusted comment is not covered by the signature, so it must be this one. */
#define SIGNATURE_COMMENT "lobby signature"

struct signature_bytes { /* as in the second line */
    uint8_t algorithm[2];
    uint8_t key_id[8];
    uint8_t signature[64];
};
_Static_assert(sizeof(struct signature_bytes) == 74, "the bytes of a signature have no gaps");

struct signature {
    uint8_t key_id[8];
    uint8_t over_bytes[64];
    uint8_t over_comment[64]; /* over over_bytes and the trusted comment behind it */
    const char *comment;      /* in the text that was read; not terminated */
    size_t comment_length;
};

/* Takes the file apart: exactly four lines, each ended by a line feed, in canonical base64, prehashed.
 * Refuses with "signature-form". name is the file's, for the sentence. */
bool signature_read(const char *text, size_t length, const char *name, struct signature *signature,
                    struct refusal *refusal) MUST_USE;

/* Holds for exactly these bytes and its own comment, by this key. Refuses with "signature". */
bool signature_check(const struct signature *signature, const struct trust_key *key, const char *bytes,
                     size_t length, const char *name, struct refusal *refusal) MUST_USE;

#endif
