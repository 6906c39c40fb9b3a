#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_MAX = 64 * 1024 * 1024 };

static struct refusal refusal;

int64_t world_time(const char *text)
{
    int64_t seconds;
    assert_true(trust_time_parse(text, &seconds));
    return seconds;
}

int64_t world_day(const char *text)
{
    int64_t days;
    assert_true(trust_day_parse(text, &days));
    return days;
}

static struct sign_key *new_key(void)
{
    struct err err;
    struct sign_key *key = sign_key_make(&err);
    assert_non_null(key);
    return key;
}

struct world *world_create(void)
{
    struct world *world = calloc(1, sizeof *world);
    assert_non_null(world);
    world->arena = arena_create(ARENA_MAX);
    world->root = new_key();
    world->next_root = new_key();
    world->desk = new_key();
    world->night = new_key();
    world->stranger = new_key();
    world->publishers[0] = (struct trust_publisher){
        .key = *sign_key_public(world->desk), .name = "Front desk", .until = world_day("2027-12-31")};
    world->publishers[1] = (struct trust_publisher){
        .key = *sign_key_public(world->night), .name = "Night", .until = world_day("2026-12-24")};
    world->keyring = (struct trust_keyring){.site = WORLD_SITE,
                                            .epoch = 1,
                                            .version = 3,
                                            .created = world_time("2026-01-10T08:00:00Z"),
                                            .expires = world_time("2028-01-10T08:00:00Z"),
                                            .root = *sign_key_public(world->root),
                                            .publishers = world->publishers,
                                            .publisher_count = 2,
                                            .revoked = world->revoked};
    world->release =
        (struct trust_release){.site = WORLD_SITE,
                               .epoch = 1,
                               .version = 17,
                               .created = world_time("2026-11-23T23:10:00Z"),
                               .expires = world_time("2027-02-21T23:10:00Z"),
                               .commit = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef",
                               .bytes = 2345678,
                               .objects = 120,
                               .minimum = "0.1.0"};
    world->keyring_signer = world->root;
    world->release_signer = world->desk;
    trust_anchor_start(&world->anchor, WORLD_SITE, sign_key_public(world->root));
    world->terms = (struct trust_terms){.clock = {world_time("2026-12-01T12:00:00Z"), true},
                                        .lobby = "0.1.0",
                                        .bytes_max = 500 * 1000 * 1000,
                                        .objects_max = 5000};
    world_sign(world);
    return world;
}

void world_destroy(struct world *world)
{
    sign_key_destroy(world->root);
    sign_key_destroy(world->next_root);
    sign_key_destroy(world->desk);
    sign_key_destroy(world->night);
    sign_key_destroy(world->stranger);
    arena_destroy(world->arena);
    free(world);
}

void world_sign_bytes(struct world *world, struct world_pair *pair, const struct sign_key *key,
                      const char *bytes, size_t length)
{
    struct err err;
    const char *signature = sign_bytes(key, bytes, length, "made by a test", world->arena, &err);
    assert_non_null(signature);
    assert_true(length <= sizeof pair->bytes);
    memcpy(pair->bytes, bytes, length);
    pair->length = length;
    pair->signature_length = strlen(signature);
    memcpy(pair->signature, signature, pair->signature_length);
}

void world_sign(struct world *world)
{
    struct err err = {""};
    const char *keyring = world->keyring_text, *release = world->release_text;
    if (!keyring)
        keyring = sign_keyring_text(&world->keyring, world->arena, &err);
    if (!release)
        release = sign_release_text(&world->release, world->arena, &err);
    if (!keyring || !release)
        fail_msg("%s", err.text);
    world_sign_bytes(world, &world->keyring_pair, world->keyring_signer, keyring, strlen(keyring));
    world_sign_bytes(world, &world->release_pair, world->release_signer, release, strlen(release));
}

struct trust_files world_files(const struct world_pair *pair)
{
    return (struct trust_files){pair->bytes, pair->length, pair->signature, pair->signature_length};
}

static const char *refused(void)
{
    /* "reason; what to do", in one line. */
    assert_non_null(strchr(refusal.err.text, ';'));
    assert_null(strchr(refusal.err.text, '\n'));
    return refusal.code;
}

const char *world_verdict(struct world *world)
{
    struct trust_files keyring_files = world_files(&world->keyring_pair);
    struct trust_files release_files = world_files(&world->release_pair);
    struct trust_keyring keyring;
    struct trust_release release;
    memset(&keyring, 0x5a, sizeof keyring);
    memset(&release, 0x5a, sizeof release);
    const struct trust_keyring old_keyring = keyring;
    const struct trust_release old_release = release;
    refusal = (struct refusal){0};
    if (!trust_keyring_verify(&world->anchor, &keyring_files, &world->terms.clock, world->arena, &keyring,
                              &refusal)) {
        assert_memory_equal(&keyring, &old_keyring, sizeof keyring);
        return refused();
    }
    if (!trust_release_verify(&keyring, &release_files, &world->terms, world->arena, &release, &refusal)) {
        assert_memory_equal(&release, &old_release, sizeof release);
        return refused();
    }
    assert_null(refusal.code);
    return "good";
}

const char *world_sentence(void)
{
    return refusal.err.text;
}

const char *world_replace(struct world *world, const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    if (!at)
        fail_msg("there is no \"%s\"", from);
    const char *result =
        arena_printf(world->arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    assert_non_null(result);
    return result;
}

const char *world_text(struct world *world, const struct world_pair *pair)
{
    return arena_strndup(world->arena, pair->bytes, pair->length);
}

void world_attacks(const struct world_attack *attacks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct world *world = world_create();
        assert_string_equal(world_verdict(world), "good");
        attacks[i].change(world);
        const char *code = world_verdict(world);
        if (strcmp(code, attacks[i].code) != 0)
            fail_msg("%s: %s instead of %s (%s)", attacks[i].name, code, attacks[i].code, world_sentence());
        world_destroy(world);
    }
}
