/* Any bytes as a release that a publisher signed. What is taken keeps the promises of trust.h and can be
 * written again; what is not has a code and a sentence. Unsigned, the same bytes are never taken. */
#include "statements.h"
#include "trust/statement.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_ENOUGH = 16 << 20 };

static void check_release(const struct trust_release *release, struct arena *arena)
{
    REQUIRE(trust_site_ok(release->site));
    REQUIRE(release->epoch >= 1 && release->epoch <= TRUST_NUMBER_MAX);
    REQUIRE(release->version >= 1 && release->version <= TRUST_NUMBER_MAX);
    REQUIRE(release->created >= 0 && release->created < release->expires);
    REQUIRE(release->expires - release->created <= TRUST_RELEASE_LIFETIME);
    REQUIRE(strspn(release->commit, "0123456789abcdef") == 64 && release->commit[64] == '\0');
    REQUIRE(release->bytes >= 0 && release->objects >= 0);
    REQUIRE(statement_version_ok(release->minimum));
    REQUIRE(sign_release_text(release, arena, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_create(ARENA_ENOUGH);
    struct trust_publisher publisher = {*sign_key_public(statements_key()), "fuzz", 1000000};
    struct trust_keyring keyring = {.site = "rush-radiology",
                                    .epoch = 1,
                                    .expires = INT64_MAX,
                                    .publishers = &publisher,
                                    .publisher_count = 1};
    struct trust_files files = statements_sign((const char *)data, size, arena);
    struct trust_release release;
    struct refusal refusal = {0};
    const struct trust_terms terms = {
        .clock = {0, true}, .lobby = "0.1.0", .bytes_max = 1 << 20, .objects_max = 1000};
    bool opened = trust_release_open(&keyring, &files, arena, &release, &refusal);
    if (opened)
        check_release(&release, arena);
    if (!opened || !trust_release_judge(&keyring, &release, &terms, &refusal))
        statements_check(&refusal);

    const char zero[1] = {0};
    files.signature = size > 0 ? (const char *)data : zero;
    files.signature_length = size;
    REQUIRE(!trust_release_open(&keyring, &files, arena, &release, &refusal));
    statements_check(&refusal);
    arena_destroy(arena);
    return 0;
}
