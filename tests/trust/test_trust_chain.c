/* What a kiosk goes through over the years: rotated root keys, stolen publisher keys, sleep. */
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

/* Signs the keyring of that version, naming the next root, and says what the kiosk makes of it. */
static const char *offer(struct world *world, int64_t version, const struct sign_key *signer,
                         const struct sign_key *next, bool take)
{
    world->keyring.version = version;
    world->keyring.root = *sign_key_public(next);
    world->keyring_signer = signer;
    world_sign(world);
    const char *code = world_verdict(world);
    if (!take)
        return code;
    assert_string_equal(code, "good");
    struct trust_files files = world_files(&world->keyring_pair);
    struct trust_keyring keyring;
    struct refusal refusal;
    assert_true(trust_keyring_open(&world->anchor, &files, world->arena, &keyring, &refusal));
    trust_anchor_advance(&world->anchor, &keyring);
    assert_int_equal(world->anchor.seen.version, version);
    return code;
}

static void a_rotated_root_is_followed_and_the_old_one_forgotten(void **state)
{
    (void)state;
    struct world *world = world_create();
    offer(world, 3, world->root, world->root, true);
    offer(world, 4, world->root, world->next_root, true); /* the rotation */
    assert_string_equal(world_verdict(world), "good");    /* the same one, read again */
    assert_string_equal(offer(world, 5, world->root, world->root, false), "chain");
    offer(world, 5, world->next_root, world->next_root, true);
    assert_string_equal(offer(world, 6, world->root, world->root, false), "chain");
    assert_string_equal(offer(world, 6, world->stranger, world->root, false), "chain");
    offer(world, 6, world->next_root, world->stranger, true); /* and a second one */
    assert_string_equal(world_verdict(world), "good");
    world_destroy(world);
}

/* The old root cannot say again, with other words, what it said last. */
static void the_last_word_of_an_old_root_cannot_be_changed(void **state)
{
    (void)state;
    struct world *world = world_create();
    offer(world, 4, world->root, world->next_root, true);
    world->keyring.publisher_count = 1;
    assert_string_equal(offer(world, 4, world->root, world->next_root, false), "changed");
    assert_string_equal(offer(world, 3, world->root, world->next_root, false), "rolled-back");
    world_destroy(world);
}

static void a_kiosk_that_slept_walks_the_chain_though_its_links_have_expired(void **state)
{
    (void)state;
    struct world *world = world_create();
    struct world_pair *links = calloc(2, sizeof *links);
    offer(world, 3, world->root, world->root, true); /* and sleeps */
    world->keyring.version = 4;
    world->keyring.root = *sign_key_public(world->next_root);
    world->keyring.expires = world_time("2026-06-01T00:00:00Z");
    world_sign(world);
    links[0] = world->keyring_pair;
    world->keyring.version = 5;
    world->keyring.expires = world_time("2027-06-01T00:00:00Z");
    world->keyring_signer = world->next_root;
    world_sign(world);
    links[1] = world->keyring_pair;

    /* The newest is signed by a key that it never heard of. */
    assert_string_equal(world_verdict(world), "chain");
    struct trust_keyring keyring;
    struct refusal refusal;
    struct trust_files files = world_files(&links[0]);
    assert_false(
        trust_keyring_verify(&world->anchor, &files, &world->terms.clock, world->arena, &keyring, &refusal));
    assert_string_equal(refusal.code, "keyring-expired");
    assert_true(trust_keyring_open(&world->anchor, &files, world->arena, &keyring, &refusal));
    trust_anchor_advance(&world->anchor, &keyring);
    files = world_files(&links[1]);
    assert_true(
        trust_keyring_verify(&world->anchor, &files, &world->terms.clock, world->arena, &keyring, &refusal));
    trust_anchor_advance(&world->anchor, &keyring);
    assert_string_equal(world_verdict(world), "good");
    free(links);
    world_destroy(world);
}

static void a_gap_in_the_chain_is_not_jumped_over(void **state)
{
    (void)state;
    struct world *world = world_create();
    offer(world, 3, world->root, world->root, true);
    /* Version 4, by the root, named next_root; 5, by next_root, named the stranger. Without 4 neither 5 nor 6
     * can be believed, and with 4 alone 6 cannot. */
    assert_string_equal(offer(world, 5, world->next_root, world->stranger, false), "chain");
    assert_string_equal(offer(world, 6, world->stranger, world->stranger, false), "chain");
    offer(world, 4, world->root, world->next_root, true);
    assert_string_equal(offer(world, 6, world->stranger, world->stranger, false), "chain");
    offer(world, 5, world->next_root, world->stranger, true);
    offer(world, 6, world->stranger, world->stranger, true);
    world_destroy(world);
}

static void versions_may_be_skipped_when_the_root_stayed(void **state)
{
    (void)state;
    struct world *world = world_create();
    offer(world, 3, world->root, world->root, true);
    offer(world, 9, world->root, world->root, true);
    world_destroy(world);
}

static struct trust_release verified(struct world *world)
{
    struct trust_files files = world_files(&world->keyring_pair);
    struct trust_keyring *keyring = arena_alloc(world->arena, sizeof *keyring);
    struct trust_release release = {0};
    struct refusal refusal = {0};
    bool ok =
        trust_keyring_verify(&world->anchor, &files, &world->terms.clock, world->arena, keyring, &refusal);
    if (ok)
        trust_anchor_advance(&world->anchor, keyring);
    files = world_files(&world->release_pair);
    ok = ok && trust_release_verify(keyring, &files, &world->terms, world->arena, &release, &refusal);
    if (!ok)
        fail_msg("%s: %s", refusal.code, refusal.err.text);
    trust_seen_raise(&world->terms.seen, &release);
    return release;
}

static void a_stolen_key_that_ran_ahead_is_overtaken_by_a_new_epoch(void **state)
{
    (void)state;
    struct world *world = world_create();
    verified(world);
    world->release.version = TRUST_NUMBER_MAX; /* the thief, with the key of the night */
    world->release_signer = world->night;
    world_sign(world);
    verified(world);
    assert_true(world->terms.seen.version == TRUST_NUMBER_MAX);

    /* The owner cannot go on in this epoch: neither above nor at the highest version. */
    world->release_signer = world->desk;
    world->release.version = 18;
    world_sign(world);
    assert_string_equal(world_verdict(world), "rolled-back");
    world->release.version = TRUST_NUMBER_MAX;
    world->release.objects++;
    world_sign(world);
    assert_string_equal(world_verdict(world), "changed");

    /* The root revokes the key and raises the epoch. */
    world->keyring.version = 4;
    world->keyring.epoch = world->release.epoch = 2;
    memcpy(world->revoked[0], sign_key_public(world->night)->id, 8);
    world->keyring.revoked_count = 1;
    world->release.version = 1;
    world_sign(world);
    struct trust_release release = verified(world);
    assert_int_equal(release.version, 1);
    assert_int_equal(world->terms.seen.epoch, 2);

    /* The thief knocks again, in either epoch. */
    world->release.version = 2;
    world->release_signer = world->night;
    world_sign(world);
    assert_string_equal(world_verdict(world), "revoked");
    world_destroy(world);
}

static void the_release_that_was_seen_is_good_again_and_raises_nothing(void **state)
{
    (void)state;
    struct world *world = world_create();
    struct trust_release release = verified(world);
    const struct trust_seen seen = world->terms.seen;
    assert_string_equal(seen.digest, release.digest);
    release = verified(world);
    assert_memory_equal(&seen, &world->terms.seen, sizeof seen);
    release.version--;
    trust_seen_raise(&world->terms.seen, &release);
    assert_memory_equal(&seen, &world->terms.seen, sizeof seen);
    world_destroy(world);
}

static void the_verdict_names_the_publisher_and_every_value(void **state)
{
    (void)state;
    struct world *world = world_create();
    struct trust_release release = verified(world);
    assert_string_equal(release.publisher->name, "Front desk");
    assert_true(trust_key_same(&release.publisher->key, sign_key_public(world->desk)));
    assert_string_equal(release.site, WORLD_SITE);
    assert_string_equal(release.commit, world->release.commit);
    assert_string_equal(release.minimum, "0.1.0");
    assert_int_equal(release.version, 17);
    assert_int_equal(release.epoch, 1);
    assert_int_equal(release.bytes, 2345678);
    assert_int_equal(release.objects, 120);
    assert_int_equal(release.created, world->release.created);
    assert_int_equal(release.expires, world->release.expires);
    assert_int_equal(strlen(release.digest), TRUST_DIGEST_TEXT - 1);
    world_destroy(world);
}

/* The keyring, which must be well-formed and signed; nothing is asked about time. */
static struct trust_keyring opened(struct world *world)
{
    const struct trust_files files = world_files(&world->keyring_pair);
    struct trust_keyring keyring = {0};
    struct refusal refusal;
    if (!trust_keyring_open(&world->anchor, &files, world->arena, &keyring, &refusal))
        fail_msg("%s: %s", refusal.code, refusal.err.text);
    return keyring;
}

/* Whoever forgets to judge the keyring is told by the release. */
static void an_expired_keyring_vouches_for_no_release(void **state)
{
    (void)state;
    struct world *world = world_create();
    world->publishers[0].until = world_day("2029-12-31");
    world->release.created = world_time("2028-01-05T00:00:00Z");
    world->release.expires = world_time("2028-03-01T00:00:00Z");
    world_sign(world);
    world->terms.clock.now = world->keyring.expires;
    const struct trust_keyring keyring = opened(world);
    const struct trust_files files = world_files(&world->release_pair);
    struct trust_release release;
    struct refusal refusal;
    assert_false(trust_release_verify(&keyring, &files, &world->terms, world->arena, &release, &refusal));
    assert_string_equal(refusal.code, "keyring-expired");
    world->terms.clock.now--;
    assert_true(trust_release_verify(&keyring, &files, &world->terms, world->arena, &release, &refusal));
    world_destroy(world);
}

/* History is read without a clock and without a floor. */
static void an_old_release_can_be_opened_though_it_does_not_count(void **state)
{
    (void)state;
    struct world *world = world_create();
    world->terms.seen = (struct trust_seen){.epoch = 1, .version = 40};
    world->terms.clock.now = world_time("2027-03-01T00:00:00Z");
    assert_string_equal(world_verdict(world), "rolled-back");
    const struct trust_keyring keyring = opened(world);
    const struct trust_files files = world_files(&world->release_pair);
    struct trust_release release;
    struct refusal refusal;
    assert_true(trust_release_open(&keyring, &files, world->arena, &release, &refusal));
    assert_int_equal(release.version, 17);
    world_destroy(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rotated_root_is_followed_and_the_old_one_forgotten),
        cmocka_unit_test(the_last_word_of_an_old_root_cannot_be_changed),
        cmocka_unit_test(a_kiosk_that_slept_walks_the_chain_though_its_links_have_expired),
        cmocka_unit_test(a_gap_in_the_chain_is_not_jumped_over),
        cmocka_unit_test(versions_may_be_skipped_when_the_root_stayed),
        cmocka_unit_test(a_stolen_key_that_ran_ahead_is_overtaken_by_a_new_epoch),
        cmocka_unit_test(the_release_that_was_seen_is_good_again_and_raises_nothing),
        cmocka_unit_test(the_verdict_names_the_publisher_and_every_value),
        cmocka_unit_test(an_expired_keyring_vouches_for_no_release),
        cmocka_unit_test(an_old_release_can_be_opened_though_it_does_not_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
