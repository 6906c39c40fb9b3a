/* store/memory: what an updater must not forget between two updates. Plain data. */
#ifndef LOBBY_STORE_MEMORY_H
#define LOBBY_STORE_MEMORY_H

#include <stdint.h>

/* The newest statement of a kind that was verified. All zero: none. */
struct store_seen {
    int64_t epoch, version; /* 0 to STORE_NUMBER_MAX */
    char digest[65]; /* of its exact bytes, in small hexadecimal digits; "": only the version is known */
    int64_t created; /* seconds since 1970, UTC */
};

/* Texts are one line each. */
struct store_memory {
    struct store_seen release, keyring;
    char site[64];
    char origin[57];  /* the root key of the settings from which the chain of keyrings began */
    char root[57];    /* the root key that must sign the next keyring */
    char signer[57];  /* the one that signed the accepted keyring */
    char doubted[65]; /* the commit at which a look broke off once, in small hexadecimal digits; "": none */
};

#endif
