/* Files that were forged, swapped, cut off, padded or fetched from elsewhere: each is refused with its code.
 */
#include "world.h"

#include "base/str.h"
#include "trust/lines.h"
#include "trust/secret.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static void keyring_signed_where_a_release_belongs(struct world *world)
{
    const char *text = world_text(world, &world->keyring_pair);
    world_sign_bytes(world, &world->release_pair, world->desk, text, strlen(text));
}

static void signatures_swapped(struct world *world)
{
    struct world_pair *pair = malloc(sizeof *pair);
    *pair = world->release_pair;
    memcpy(world->release_pair.signature, world->keyring_pair.signature, sizeof pair->signature);
    world->release_pair.signature_length = world->keyring_pair.signature_length;
    free(pair);
}

/* By the same key, of another version: the window of a publication that is under way. */
static void signature_of_the_release_before(struct world *world)
{
    struct world_pair *old = malloc(sizeof *old);
    *old = world->release_pair;
    world->release.version = 18;
    world_sign(world);
    memcpy(world->release_pair.signature, old->signature, sizeof old->signature);
    free(old);
}

static void release_cut_off(struct world *world)
{
    world->release_pair.length--;
}

static void release_empty(struct world *world)
{
    world->release_pair.length = 0;
}

static void release_with_a_byte_behind_it(struct world *world)
{
    world->release_pair.bytes[world->release_pair.length++] = '\n';
}

static void release_with_a_nul_behind_it(struct world *world)
{
    world->release_pair.bytes[world->release_pair.length++] = '\0';
}

static void release_with_a_signed_nul(struct world *world)
{
    struct world_pair *pair = &world->release_pair;
    pair->bytes[pair->length] = '\0';
    char *copy = malloc(pair->length + 1);
    memcpy(copy, pair->bytes, pair->length + 1);
    world_sign_bytes(world, pair, world->desk, copy, pair->length + 1);
    free(copy);
}

static void release_with_the_line_ends_of_windows(struct world *world)
{
    const char *text = world_text(world, &world->release_pair);
    char *out = world->release_pair.bytes;
    for (; *text; text++) {
        if (*text == '\n')
            *out++ = '\r';
        *out++ = *text;
    }
    world->release_pair.length = (size_t)(out - world->release_pair.bytes);
}

static void oversize(struct world *world, struct world_pair *pair, const struct sign_key *key, size_t size)
{
    char *bytes = malloc(size);
    memset(bytes, '#', size);
    memcpy(bytes, pair->bytes, pair->length);
    world_sign_bytes(world, pair, key, bytes, size);
    free(bytes);
}

static void release_too_large(struct world *world)
{
    oversize(world, &world->release_pair, world->desk, TRUST_RELEASE_BYTES_MAX + 1);
}

static void keyring_too_large(struct world *world)
{
    oversize(world, &world->keyring_pair, world->root, TRUST_KEYRING_BYTES_MAX + 1);
}

static void signature_too_large(struct world *world)
{
    memset(world->release_pair.signature, 'A', TRUST_SIGNATURE_BYTES_MAX + 1);
    world->release_pair.signature_length = TRUST_SIGNATURE_BYTES_MAX + 1;
}

/* The signature file of the release as text to change. */
static void set_signature(struct world *world, const char *from, const char *to)
{
    struct world_pair *pair = &world->release_pair;
    const char *text = arena_strndup(world->arena, pair->signature, pair->signature_length);
    text = world_replace(world, text, from, to);
    pair->signature_length = strlen(text);
    memcpy(pair->signature, text, pair->signature_length);
}

static void untrusted_comment_changed(struct world *world)
{
    set_signature(world, "lobby signature", "lobby  signature");
}

static void untrusted_comment_of_minisign(struct world *world)
{
    set_signature(world, "lobby signature", "signature from minisign secret key");
}

static void untrusted_comment_with_more(struct world *world)
{
    set_signature(world, "lobby signature", "lobby signature of release 18");
}

static void trusted_comment_too_long(struct world *world)
{
    char *text = arena_alloc(world->arena, TRUST_COMMENT_MAX + 2);
    memset(text, 'x', TRUST_COMMENT_MAX + 1);
    set_signature(world, "made by a test", text);
    assert_true(world->release_pair.signature_length <= TRUST_SIGNATURE_BYTES_MAX);
}

static void trusted_comment_changed(struct world *world)
{
    set_signature(world, "made by a test", "made by a toast");
}

static void trusted_comment_emptied(struct world *world)
{
    set_signature(world, "made by a test", "");
}

static void trusted_comment_with_an_escape(struct world *world)
{
    set_signature(world, "made by a test", "made\x1b[2J");
}

static void signature_with_windows_line_ends(struct world *world)
{
    set_signature(world, "made by a test\n", "made by a test\r\n");
}

static void signature_with_a_blank(struct world *world)
{
    set_signature(world, "signature\n", "signature\n ");
}

static void signature_with_a_fifth_line(struct world *world)
{
    world->release_pair.signature[world->release_pair.signature_length++] = '\n';
}

static void signature_without_its_last_line_feed(struct world *world)
{
    world->release_pair.signature_length--;
}

static void signature_cut_off(struct world *world)
{
    world->release_pair.signature_length /= 2;
}

static void signature_empty(struct world *world)
{
    world->release_pair.signature_length = 0;
}

static void signature_with_a_nul(struct world *world)
{
    world->release_pair.signature[world->release_pair.signature_length++] = '\0';
}

/* The other base64 that means the same bytes: spare bits set, which many decoders drop. */
static void spare_bits(struct world *world, int line)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *at = world->release_pair.signature;
    for (; line > 0; line--)
        at = strchr(at, '\n') + 1;
    char *padding = strchr(at, '=');
    assert_non_null(padding);
    padding[-1] = digits[(strchr(digits, padding[-1]) - digits) | 1];
}

static void base64_with_spare_bits(struct world *world)
{
    spare_bits(world, 1);
}

static void base64_with_spare_bits_in_the_last_line(struct world *world)
{
    spare_bits(world, 3);
}

static void base64_without_padding(struct world *world)
{
    set_signature(world, "=", "");
}

static void signature_of_the_old_kind(struct world *world)
{
    struct world_pair *pair = &world->release_pair;
    struct {
        uint8_t algorithm[2], id[8], signature[64];
    } first;
    uint8_t commented[64 + 4], second[64];
    memcpy(first.algorithm, LINES_ALGORITHM, 2);
    memcpy(first.id, world->desk->public.id, 8);
    crypto_sign_detached(first.signature, NULL, (const uint8_t *)pair->bytes, pair->length,
                         world->desk->secret);
    memcpy(commented, first.signature, 64);
    memcpy(commented + 64, "test", 4);
    crypto_sign_detached(second, NULL, commented, sizeof commented, world->desk->secret);
    char first_text[BASE64_TEXT(sizeof first)], second_text[BASE64_TEXT(sizeof second)];
    sodium_bin2base64(first_text, sizeof first_text, (uint8_t *)&first, sizeof first,
                      sodium_base64_VARIANT_ORIGINAL);
    sodium_bin2base64(second_text, sizeof second_text, second, sizeof second, sodium_base64_VARIANT_ORIGINAL);
    pair->signature_length = (size_t)snprintf(
        pair->signature, sizeof pair->signature,
        "untrusted comment: lobby signature\n%s\ntrusted comment: test\n%s\n", first_text, second_text);
}

/* The bytes of a line of the release's signature file, changed by f. */
static void change_line(struct world *world, int line, size_t size, void (*f)(uint8_t *))
{
    char *at = world->release_pair.signature;
    for (; line > 0; line--)
        at = strchr(at, '\n') + 1;
    uint8_t bytes[80];
    char text[BASE64_TEXT(sizeof bytes)];
    const struct line base64 = {at, (size_t)(strchr(at, '\n') - at)};
    assert_true(lines_base64(&base64, bytes, size));
    f(bytes);
    sodium_bin2base64(text, sizeof text, bytes, size, sodium_base64_VARIANT_ORIGINAL);
    assert_int_equal(strlen(text), base64.length);
    memcpy(at, text, base64.length);
}

static void zeros(uint8_t *bytes)
{
    memset(bytes + 10, 0, 64);
}

static void signature_of_zeros(struct world *world)
{
    change_line(world, 1, 74, zeros);
}

/* S + L stands for the same number as S: a second signature that nobody made. */
static void add_order(uint8_t *s)
{
    static const uint8_t order[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
                                      0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
                                      0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};
    unsigned carry = 0;
    for (size_t i = 0; i < sizeof order; i++) {
        carry += (unsigned)s[i] + order[i];
        s[i] = (uint8_t)carry;
        carry >>= 8;
    }
}

static void malleable_first(uint8_t *bytes)
{
    add_order(bytes + 10 + 32);
}

static void malleable_second(uint8_t *bytes)
{
    add_order(bytes + 32);
}

static void signature_made_malleable(struct world *world)
{
    change_line(world, 1, 74, malleable_first);
}

static void signature_of_the_comment_made_malleable(struct world *world)
{
    change_line(world, 3, 64, malleable_second);
}

static void captive_portal(struct world *world)
{
    static const char html[] = "<!DOCTYPE html>\n<html>\n<body>\nPlease log in\n";
    struct world_pair *pairs[] = {&world->keyring_pair, &world->release_pair};
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        memcpy(pairs[i]->bytes, html, sizeof html - 1);
        memcpy(pairs[i]->signature, html, sizeof html - 1);
        pairs[i]->length = pairs[i]->signature_length = sizeof html - 1;
    }
}

static const struct world_attack attacks[] = {
    WORLD_ATTACK(keyring_signed_where_a_release_belongs, "form"),
    WORLD_ATTACK(signatures_swapped, "unknown-key"),
    WORLD_ATTACK(signature_of_the_release_before, "signature"),
    WORLD_ATTACK(release_cut_off, "signature"),
    WORLD_ATTACK(release_empty, "signature"),
    WORLD_ATTACK(release_with_a_byte_behind_it, "signature"),
    WORLD_ATTACK(release_with_a_nul_behind_it, "signature"),
    WORLD_ATTACK(release_with_a_signed_nul, "form"),
    WORLD_ATTACK(release_with_the_line_ends_of_windows, "signature"),
    WORLD_ATTACK(release_too_large, "too-large"),
    WORLD_ATTACK(keyring_too_large, "too-large"),
    WORLD_ATTACK(signature_too_large, "too-large"),
    WORLD_ATTACK(untrusted_comment_changed, "signature-form"),
    WORLD_ATTACK(untrusted_comment_with_more, "signature-form"),
    WORLD_ATTACK(trusted_comment_too_long, "signature-form"),
    WORLD_ATTACK(untrusted_comment_of_minisign, "signature-form"),
    WORLD_ATTACK(trusted_comment_changed, "signature"),
    WORLD_ATTACK(trusted_comment_emptied, "signature"),
    WORLD_ATTACK(trusted_comment_with_an_escape, "signature-form"),
    WORLD_ATTACK(signature_with_windows_line_ends, "signature-form"),
    WORLD_ATTACK(signature_with_a_blank, "signature-form"),
    WORLD_ATTACK(signature_with_a_fifth_line, "signature-form"),
    WORLD_ATTACK(signature_without_its_last_line_feed, "signature-form"),
    WORLD_ATTACK(signature_cut_off, "signature-form"),
    WORLD_ATTACK(signature_empty, "signature-form"),
    WORLD_ATTACK(signature_with_a_nul, "signature-form"),
    WORLD_ATTACK(base64_with_spare_bits, "signature-form"),
    WORLD_ATTACK(base64_with_spare_bits_in_the_last_line, "signature-form"),
    WORLD_ATTACK(base64_without_padding, "signature-form"),
    WORLD_ATTACK(signature_of_the_old_kind, "signature-form"),
    WORLD_ATTACK(signature_of_zeros, "signature"),
    WORLD_ATTACK(signature_made_malleable, "signature"),
    WORLD_ATTACK(signature_of_the_comment_made_malleable, "signature"),
    WORLD_ATTACK(captive_portal, "signature-form"),
};

static void files_that_are_not_what_was_signed_have_their_code(void **state)
{
    (void)state;
    world_attacks(attacks, COUNT_OF(attacks));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_that_are_not_what_was_signed_have_their_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
