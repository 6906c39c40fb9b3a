/* key: Ed25519 public keys as minisign writes them. */
#ifndef LOBBY_TRUST_KEY_H
#define LOBBY_TRUST_KEY_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

#define TRUST_KEY_TEXT    57u /* of a key as text, with the zero: "RW..." */
#define TRUST_KEY_ID_TEXT 17u /* of its id: 16 hexadecimal digits */

struct trust_key {
    uint8_t id[8]; /* a name that its maker drew: it tells keys apart and proves nothing */
    uint8_t point[32];
};

/* The one line of 56 characters that begins with RW. False and err when it is not exactly such a line in
 * canonical base64, or names a point that is no public key. */
bool trust_key_parse(const char *text, struct trust_key *key, struct err *err) MUST_USE;

/* A whole .pub file: one line "untrusted comment: ..." and the line of the key; or the line alone. */
bool trust_key_read(const char *bytes, size_t length, struct trust_key *key, struct err *err) MUST_USE;

void trust_key_text(const struct trust_key *key, char text[TRUST_KEY_TEXT]);

/* As minisign prints it, for example FE1B7C13000CED7D. */
void trust_key_id_text(const uint8_t id[8], char text[TRUST_KEY_ID_TEXT]);
bool trust_key_id_parse(const char *text, uint8_t id[8]) MUST_USE; /* capital digits only */

bool trust_key_same(const struct trust_key *a, const struct trust_key *b);

#endif
