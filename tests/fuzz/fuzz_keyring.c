/* Any bytes as a keyring that the root signed. What is taken keeps the promises of trust.h, can be written
 * again and moves the anchor; what is not has a code and a sentence, with too little memory as well. */
#include "statements.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_ENOUGH = 16 << 20 };

static void check_keyring(const struct trust_keyring *keyring, struct arena *arena)
{
    REQUIRE(trust_site_ok(keyring->site));
    REQUIRE(keyring->version >= 1 && keyring->version <= TRUST_NUMBER_MAX);
    REQUIRE(keyring->created < keyring->expires);
    REQUIRE(keyring->expires - keyring->created <= TRUST_KEYRING_LIFETIME);
    REQUIRE(keyring->publisher_count <= TRUST_PUBLISHERS_MAX && keyring->revoked_count <= TRUST_REVOKED_MAX);
    for (size_t i = 0; i < keyring->publisher_count; i++) {
        const struct trust_publisher *publisher = &keyring->publishers[i];
        REQUIRE(*publisher->name && strlen(publisher->name) <= TRUST_NAME_MAX);
        REQUIRE(publisher->until >= 0);
        REQUIRE(memcmp(publisher->key.id, keyring->root.id, sizeof keyring->root.id) != 0);
    }
    REQUIRE(sign_keyring_text(keyring, arena, NULL));
}

static void open_keyring(const uint8_t *data, size_t size, size_t cap)
{
    struct arena *arena = arena_create(cap), *signing = arena_create(ARENA_ENOUGH);
    struct trust_anchor anchor;
    struct trust_keyring keyring;
    struct refusal refusal = {0};
    trust_anchor_start(&anchor, "rush-radiology", sign_key_public(statements_key()));
    const struct trust_files files = statements_sign((const char *)data, size, signing);
    if (!trust_keyring_open(&anchor, &files, arena, &keyring, &refusal)) {
        statements_check(&refusal);
    } else {
        check_keyring(&keyring, signing);
        trust_anchor_advance(&anchor, &keyring);
        REQUIRE(trust_keyring_open(&anchor, &files, signing, &keyring, &refusal));
    }
    arena_destroy(arena);
    arena_destroy(signing);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    open_keyring(data, size, ARENA_ENOUGH);
    open_keyring(data, size, size * 4 % 2048);
    return 0;
}
