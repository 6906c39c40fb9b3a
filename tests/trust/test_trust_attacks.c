/* Whose key it is, which version, what time: every wrong one is refused with its code. */
#include "world.h"

#include "base/str.h"
#include "trust/secret.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static void sign_release_with(struct world *world, const struct sign_key *key)
{
    world->release_signer = key;
    world_sign(world);
}

/* Writes a name on a key that is another's. */
static void impersonate(struct sign_key *key, const struct sign_key *victim)
{
    memcpy(key->public.id, victim->public.id, sizeof key->public.id);
}

static void release_by_a_stranger(struct world *world)
{
    sign_release_with(world, world->stranger);
}

static void release_by_a_stranger_under_the_name_of_a_publisher(struct world *world)
{
    impersonate(world->stranger, world->desk);
    sign_release_with(world, world->stranger);
}

static void release_by_the_root(struct world *world)
{
    sign_release_with(world, world->root);
}

static void release_by_a_revoked_key(struct world *world)
{
    memcpy(world->revoked[0], sign_key_public(world->stranger)->id, 8);
    memcpy(world->revoked[1], sign_key_public(world->desk)->id, 8);
    world->keyring.revoked_count = 2;
    world_sign(world);
}

static void release_by_a_key_that_has_ended(struct world *world)
{
    world->terms.clock.now = world_time("2026-12-25T00:00:00Z");
    sign_release_with(world, world->night);
}

static void release_made_after_the_end_of_its_key(struct world *world)
{
    world->terms.clock.sure = false;
    world->release.created = world_time("2026-12-25T00:00:00Z");
    sign_release_with(world, world->night);
}

static void release_made_after_the_end_of_its_keyring(struct world *world)
{
    world->terms.clock.sure = false;
    world->publishers[0].until = world_day("2099-12-31");
    world->release.created = world->keyring.expires;
    world->release.expires = world->release.created + TRUST_DAY;
    world_sign(world);
}

static void keyring_by_a_publisher(struct world *world)
{
    world->keyring_signer = world->desk;
    world_sign(world);
}

static void keyring_by_a_stranger_under_the_name_of_the_root(struct world *world)
{
    impersonate(world->stranger, world->root);
    world->keyring_signer = world->stranger;
    world_sign(world);
}

/* A keyring that names another key in the place of the night's. */
static void replace_night(struct world *world, const struct trust_key *key)
{
    char night[TRUST_KEY_TEXT], text[TRUST_KEY_TEXT];
    trust_key_text(sign_key_public(world->night), night);
    trust_key_text(key, text);
    world->keyring_text = world_replace(world, world_text(world, &world->keyring_pair), night, text);
    world_sign(world);
}

static void keyring_that_names_the_root_as_publisher(struct world *world)
{
    replace_night(world, sign_key_public(world->root));
}

static void keyring_that_names_a_publisher_twice(struct world *world)
{
    replace_night(world, sign_key_public(world->desk));
}

static void keyring_that_gives_two_keys_one_id(struct world *world)
{
    struct trust_key night = *sign_key_public(world->night);
    memcpy(night.id, sign_key_public(world->desk)->id, sizeof night.id);
    replace_night(world, &night);
}

/* The second name would outlive the revocation of the first. */
static void keyring_that_names_a_key_under_two_ids(struct world *world)
{
    struct trust_key same = *sign_key_public(world->desk);
    same.id[0] ^= 1;
    replace_night(world, &same);
}

static void everything_of_another_site(struct world *world)
{
    world->keyring.site = world->release.site = "other-hospital";
    world_sign(world);
}

static void keyring_that_revokes_its_own_root(struct world *world)
{
    char id[TRUST_KEY_ID_TEXT];
    trust_key_id_text(sign_key_public(world->root)->id, id);
    const char *list = arena_printf(world->arena, "revoked: [%s]", id);
    world->keyring_text = world_replace(world, world_text(world, &world->keyring_pair), "revoked: []", list);
    world_sign(world);
}

static void keyring_of_too_many_publishers(struct world *world)
{
    const char *line = strstr(world_text(world, &world->keyring_pair), "  - {key");
    const char *end = strchr(line, '\n') + 1;
    const char *first = arena_strndup(world->arena, line, (size_t)(end - line)), *many = first;
    for (size_t i = 0; i < TRUST_PUBLISHERS_MAX; i++)
        many = arena_printf(world->arena, "%s%s", many, first);
    world->keyring_text = world_replace(world, world_text(world, &world->keyring_pair), first, many);
    world_sign(world);
}

static void keyring_older_than_the_last(struct world *world)
{
    world->anchor.seen = (struct trust_seen){.epoch = 1, .version = 4};
}

static void keyring_of_an_older_epoch(struct world *world)
{
    world->anchor.seen = (struct trust_seen){.epoch = 2, .version = 2};
}

static void keyring_of_the_same_version_that_says_something_else(struct world *world)
{
    world->anchor.seen = (struct trust_seen){.epoch = 1, .version = 3};
    memset(world->anchor.seen.digest, 'a', TRUST_DIGEST_TEXT - 1);
}

static void release_older_than_the_last(struct world *world)
{
    world->terms.seen = (struct trust_seen){.epoch = 1, .version = 18};
}

static void release_after_a_fast_forward(struct world *world)
{
    world->terms.seen = (struct trust_seen){.epoch = 1, .version = TRUST_NUMBER_MAX};
}

static void release_of_an_older_epoch_than_the_last(struct world *world)
{
    world->terms.seen = (struct trust_seen){.epoch = 2, .version = 1};
}

static void release_of_the_same_version_that_says_something_else(struct world *world)
{
    world->terms.seen = (struct trust_seen){.epoch = 1, .version = 17};
    memset(world->terms.seen.digest, 'a', TRUST_DIGEST_TEXT - 1);
}

/* An old keyring that still named a key, beside a release of the new epoch. */
static void mixed_old_keyring_with_a_new_release(struct world *world)
{
    world->release.epoch = 2;
    world_sign(world);
}

static void mixed_new_keyring_with_an_old_release(struct world *world)
{
    world->keyring.epoch = 2;
    world_sign(world);
}

static void clock_of_2040(struct world *world)
{
    world->terms.clock = (struct trust_clock){world_time("2040-01-01T00:00:00Z"), true};
}

static void clock_of_1970_that_somebody_vouches_for(struct world *world)
{
    world->terms.clock = (struct trust_clock){0, true};
}

static const struct world_attack attacks[] = {
    WORLD_ATTACK(release_by_a_stranger, "unknown-key"),
    WORLD_ATTACK(release_by_a_stranger_under_the_name_of_a_publisher, "signature"),
    WORLD_ATTACK(release_by_the_root, "unknown-key"),
    WORLD_ATTACK(release_by_a_revoked_key, "revoked"),
    WORLD_ATTACK(release_by_a_key_that_has_ended, "key-expired"),
    WORLD_ATTACK(release_made_after_the_end_of_its_key, "key-expired"),
    WORLD_ATTACK(release_made_after_the_end_of_its_keyring, "keyring-expired"),
    WORLD_ATTACK(keyring_by_a_publisher, "chain"),
    WORLD_ATTACK(keyring_by_a_stranger_under_the_name_of_the_root, "signature"),
    WORLD_ATTACK(keyring_that_names_the_root_as_publisher, "form"),
    WORLD_ATTACK(keyring_that_names_a_publisher_twice, "form"),
    WORLD_ATTACK(keyring_that_gives_two_keys_one_id, "form"),
    WORLD_ATTACK(everything_of_another_site, "site"),
    WORLD_ATTACK(keyring_that_names_a_key_under_two_ids, "form"),
    WORLD_ATTACK(keyring_that_revokes_its_own_root, "form"),
    WORLD_ATTACK(keyring_of_too_many_publishers, "form"),
    WORLD_ATTACK(keyring_older_than_the_last, "rolled-back"),
    WORLD_ATTACK(keyring_of_an_older_epoch, "rolled-back"),
    WORLD_ATTACK(keyring_of_the_same_version_that_says_something_else, "changed"),
    WORLD_ATTACK(release_older_than_the_last, "rolled-back"),
    WORLD_ATTACK(release_after_a_fast_forward, "rolled-back"),
    WORLD_ATTACK(release_of_an_older_epoch_than_the_last, "rolled-back"),
    WORLD_ATTACK(release_of_the_same_version_that_says_something_else, "changed"),
    WORLD_ATTACK(mixed_old_keyring_with_a_new_release, "epoch"),
    WORLD_ATTACK(mixed_new_keyring_with_an_old_release, "epoch"),
    WORLD_ATTACK(clock_of_2040, "keyring-expired"),
    WORLD_ATTACK(clock_of_1970_that_somebody_vouches_for, "not-yet"),
};

static void keys_versions_and_times_that_do_not_count_have_their_code(void **state)
{
    (void)state;
    world_attacks(attacks, COUNT_OF(attacks));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_versions_and_times_that_do_not_count_have_their_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
