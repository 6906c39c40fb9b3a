/* secret: what a key pair is made of. For sign_key.c and sign.c only; always in memory of sodium_malloc. */
#ifndef LOBBY_TRUST_SECRET_H
#define LOBBY_TRUST_SECRET_H

#include "trust/key.h"

struct sign_key {
    struct trust_key public;
    uint8_t secret[64]; /* the seed, and the public key behind it, as libsodium wants it */
};

#endif
