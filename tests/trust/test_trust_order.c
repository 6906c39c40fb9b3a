/* No parser ever sees a byte that was not verified. The linker puts a witness before libsodium's verification
 * and before the YAML parser (--wrap), which write down who was asked in which order and about what. */
#include "world.h"

#include "base/str.h"
#include "yaml/tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static struct {
    unsigned verified, refused; /* signatures since the last parse */
    unsigned parses;
    bool early;       /* a parse without two good signatures right before it */
    uint8_t hash[64]; /* what the last good signature over a hash was over */
} seen;

int __real_crypto_sign_verify_detached(const unsigned char *signature, const unsigned char *message,
                                       unsigned long long length, const unsigned char *key);
int __wrap_crypto_sign_verify_detached(const unsigned char *signature, const unsigned char *message,
                                       unsigned long long length, const unsigned char *key);
struct yaml_node *__real_yaml_parse(const char *bytes, size_t length, const char *file, struct arena *arena,
                                    struct diag_list *diags);
struct yaml_node *__wrap_yaml_parse(const char *bytes, size_t length, const char *file, struct arena *arena,
                                    struct diag_list *diags);

int __wrap_crypto_sign_verify_detached(const unsigned char *signature, const unsigned char *message,
                                       unsigned long long length, const unsigned char *key)
{
    int result = __real_crypto_sign_verify_detached(signature, message, length, key);
    if (result == 0 && length == sizeof seen.hash)
        memcpy(seen.hash, message, sizeof seen.hash);
    if (result == 0)
        seen.verified++;
    else
        seen.refused++;
    return result;
}

struct yaml_node *__wrap_yaml_parse(const char *bytes, size_t length, const char *file, struct arena *arena,
                                    struct diag_list *diags)
{
    uint8_t hash[64];
    crypto_generichash(hash, sizeof hash, (const uint8_t *)bytes, length, NULL, 0);
    seen.parses++;
    if (seen.verified != 2 || seen.refused != 0 || memcmp(hash, seen.hash, sizeof hash) != 0)
        seen.early = true;
    seen.verified = seen.refused = 0;
    memset(seen.hash, 0, sizeof seen.hash);
    return __real_yaml_parse(bytes, length, file, arena, diags);
}

static const char *watched(struct world *world)
{
    memset(&seen, 0, sizeof seen);
    return world_verdict(world);
}

static void what_is_good_is_parsed_after_both_signatures_over_the_same_bytes(void **state)
{
    (void)state;
    struct world *world = world_create();
    assert_string_equal(watched(world), "good");
    assert_int_equal(seen.parses, 2);
    assert_false(seen.early);
    world_destroy(world);
}

/* One bit anywhere in a file, and its text stays closed. */
static void no_byte_is_parsed_when_one_bit_is_wrong(void **state)
{
    (void)state;
    struct world *world = world_create();
    struct {
        char *bytes;
        size_t length;
        unsigned parses; /* of the other file before it */
    } files[] = {
        {world->keyring_pair.bytes, world->keyring_pair.length, 0},
        {world->keyring_pair.signature, world->keyring_pair.signature_length, 0},
        {world->release_pair.bytes, world->release_pair.length, 1},
        {world->release_pair.signature, world->release_pair.signature_length, 1},
    };
    for (size_t i = 0; i < COUNT_OF(files); i++)
        for (size_t at = 0; at < files[i].length; at++) {
            files[i].bytes[at] ^= (char)(1 << at % 8);
            assert_string_not_equal(watched(world), "good");
            assert_int_equal(seen.parses, files[i].parses);
            assert_false(seen.early);
            files[i].bytes[at] ^= (char)(1 << at % 8);
        }
    assert_string_equal(watched(world), "good");
    world_destroy(world);
}

static void signed_by_nobody_in_the_keyring_is_not_even_verified(void **state)
{
    (void)state;
    struct world *world = world_create();
    world->release_signer = world->stranger;
    world_sign(world);
    assert_string_equal(watched(world), "unknown-key");
    assert_int_equal(seen.parses, 1); /* the keyring */
    assert_int_equal(seen.verified + seen.refused, 0);
    world_destroy(world);
}

static void what_is_too_large_is_not_even_hashed(void **state)
{
    (void)state;
    struct world *world = world_create();
    /* Were it looked at, the reader would run off the end of what there is. */
    struct trust_files files = world_files(&world->keyring_pair);
    files.length = TRUST_KEYRING_BYTES_MAX + 1;
    files.bytes = NULL;
    struct trust_keyring keyring;
    struct refusal refusal;
    assert_false(trust_keyring_open(&world->anchor, &files, world->arena, &keyring, &refusal));
    assert_string_equal(refusal.code, "too-large");
    files = world_files(&world->keyring_pair);
    files.signature_length = TRUST_SIGNATURE_BYTES_MAX + 1;
    files.signature = NULL;
    assert_false(trust_keyring_open(&world->anchor, &files, world->arena, &keyring, &refusal));
    assert_string_equal(refusal.code, "too-large");
    world_destroy(world);
}

/* The witness would notice: the parser alone, with nothing verified. */
static void the_witness_sees_an_early_parse(void **state)
{
    (void)state;
    struct arena *arena = arena_create(1 << 20);
    struct diag_list *diags = diag_list_create();
    memset(&seen, 0, sizeof seen);
    assert_non_null(yaml_parse("a: b", 4, "f", arena, diags));
    assert_true(seen.early);
    diag_list_destroy(diags);
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_good_is_parsed_after_both_signatures_over_the_same_bytes),
        cmocka_unit_test(no_byte_is_parsed_when_one_bit_is_wrong),
        cmocka_unit_test(signed_by_nobody_in_the_keyring_is_not_even_verified),
        cmocka_unit_test(what_is_too_large_is_not_even_hashed),
        cmocka_unit_test(the_witness_sees_an_early_parse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
