/* How far everything may be stretched before it is refused: one step within each limit is good, and the step
 * behind it is not. A verifier that refuses everything would pass all other tests. */
#include "world.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

struct limit {
    const char *what;
    void (*set)(struct world *, int64_t step); /* step 0: the last that is good; 1: the first that is not */
    const char *code;
};

static void version_at_most_two_to_the_53(struct world *world, int64_t step)
{
    world->release_text = world_replace(world, world_text(world, &world->release_pair), "version: 17",
                                        step ? "version: 9007199254740993" : "version: 9007199254740992");
}

static void expires_after_now(struct world *world, int64_t step)
{
    world->release.expires = world->terms.clock.now + 1 - step;
}

static void keyring_expires_after_now(struct world *world, int64_t step)
{
    world->keyring.expires = world->terms.clock.now + 1 - step;
}

static void made_a_day_ahead_of_a_sure_clock(struct world *world, int64_t step)
{
    world->release.created = world->terms.clock.now + TRUST_DAY + step;
}

static void keyring_made_a_day_ahead_of_a_sure_clock(struct world *world, int64_t step)
{
    world->keyring.created = world->terms.clock.now + TRUST_DAY + step;
}

/* A clock that is only a floor refuses nothing for being new, up to where the keyring's word ends. */
static void made_before_the_keyring_ends(struct world *world, int64_t step)
{
    world->terms.clock = (struct trust_clock){world->keyring.created, false};
    world->publishers[0].until = world_day("2029-12-31");
    world->release.created = world->keyring.expires - 1 + step;
    world->release.expires = world->release.created + TRUST_DAY;
}

static void key_counts_to_the_end_of_its_last_day(struct world *world, int64_t step)
{
    world->release_signer = world->night;
    world->terms.clock.now = world_time("2026-12-24T23:59:59Z") + step;
}

static void lives_400_days(struct world *world, int64_t step)
{
    world->release_text =
        world_replace(world, world_text(world, &world->release_pair), "expires: 2027-02-21T23:10:00Z",
                      step ? "expires: 2027-12-28T23:10:01Z" : "expires: 2027-12-28T23:10:00Z");
}

static void keyring_lives_800_days(struct world *world, int64_t step)
{
    world->keyring_text =
        world_replace(world, world_text(world, &world->keyring_pair), "expires: 2028-01-10T08:00:00Z",
                      step ? "expires: 2028-03-20T08:00:01Z" : "expires: 2028-03-20T08:00:00Z");
}

static void as_many_bytes_as_there_is_room_for(struct world *world, int64_t step)
{
    world->release.bytes = world->terms.bytes_max + step;
}

static void as_many_objects_as_there_is_room_for(struct world *world, int64_t step)
{
    world->release.objects = world->terms.objects_max + step;
}

static void for_this_version_of_lobby(struct world *world, int64_t step)
{
    world->terms.lobby = "2.10.3";
    world->release.minimum = step ? "2.10.4" : "2.10.3";
}

static void versions_are_numbers_and_not_text(struct world *world, int64_t step)
{
    world->terms.lobby = step ? "1.9.99" : "1.10.0";
    world->release.minimum = "1.10.0";
}

static void not_older_than_what_was_seen(struct world *world, int64_t step)
{
    world->terms.seen = (struct trust_seen){.epoch = 1, .version = 16 + 2 * step};
}

static void a_new_epoch_beats_every_version(struct world *world, int64_t step)
{
    world->terms.seen = (struct trust_seen){.epoch = 1 + step, .version = TRUST_NUMBER_MAX};
    world->keyring.epoch = world->release.epoch = 2;
    world->release.version = 1;
}

static void keyring_not_older_than_what_was_seen(struct world *world, int64_t step)
{
    world->anchor.seen = (struct trust_seen){.epoch = 1, .version = 2 + 2 * step};
}

/* A comment fills the statement up to its size, and counts as nothing. */
static const char *filled(struct world *world, const struct world_pair *pair, size_t size)
{
    static char text[TRUST_KEYRING_BYTES_MAX + 2];
    assert_true(size < sizeof text);
    memset(text, '#', size);
    memcpy(text, pair->bytes, pair->length);
    text[size - 1] = '\n';
    text[size] = '\0';
    (void)world;
    return text;
}

static void release_of_16_kilobytes(struct world *world, int64_t step)
{
    world->release_text = filled(world, &world->release_pair, TRUST_RELEASE_BYTES_MAX + (size_t)step);
}

static void keyring_of_64_kilobytes(struct world *world, int64_t step)
{
    world->keyring_text = filled(world, &world->keyring_pair, TRUST_KEYRING_BYTES_MAX + (size_t)step);
}

static const struct limit limits[] = {
    {"version", version_at_most_two_to_the_53, "form"},
    {"expires", expires_after_now, "expired"},
    {"keyring expires", keyring_expires_after_now, "keyring-expired"},
    {"created", made_a_day_ahead_of_a_sure_clock, "not-yet"},
    {"keyring created", keyring_made_a_day_ahead_of_a_sure_clock, "not-yet"},
    {"created, unsure", made_before_the_keyring_ends, "keyring-expired"},
    {"until", key_counts_to_the_end_of_its_last_day, "key-expired"},
    {"lifetime", lives_400_days, "form"},
    {"keyring lifetime", keyring_lives_800_days, "form"},
    {"bytes", as_many_bytes_as_there_is_room_for, "bounds"},
    {"objects", as_many_objects_as_there_is_room_for, "bounds"},
    {"minimum", for_this_version_of_lobby, "minimum"},
    {"minimum as numbers", versions_are_numbers_and_not_text, "minimum"},
    {"seen", not_older_than_what_was_seen, "rolled-back"},
    {"epoch", a_new_epoch_beats_every_version, "rolled-back"},
    {"keyring seen", keyring_not_older_than_what_was_seen, "rolled-back"},
    {"size", release_of_16_kilobytes, "too-large"},
    {"keyring size", keyring_of_64_kilobytes, "too-large"},
};

static void the_last_step_is_good_and_the_next_is_not(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2 * COUNT_OF(limits); i++) {
        const struct limit *limit = &limits[i / 2];
        struct world *world = world_create();
        limit->set(world, (int64_t)(i % 2));
        world_sign(world);
        const char *expected = i % 2 ? limit->code : "good", *code = world_verdict(world);
        if (strcmp(code, expected) != 0)
            fail_msg("%s: %s instead of %s (%s)", limit->what, code, expected, world_sentence());
        world_destroy(world);
    }
}

/* A device that starts with the clock of its last shutdown, months ago. */
static void a_clock_that_nobody_vouches_for_refuses_nothing_new(void **state)
{
    (void)state;
    struct world *world = world_create();
    world->terms.clock = (struct trust_clock){world_time("2026-02-01T00:00:00Z"), false};
    assert_string_equal(world_verdict(world), "good");
    world->terms.clock.sure = true;
    assert_string_equal(world_verdict(world), "not-yet");
    world_destroy(world);
}

static void what_memory_is_short_for_is_refused_and_good_the_next_time(void **state)
{
    (void)state;
    struct world *world = world_create();
    struct arena *whole = world->arena;
    size_t refused = 0;
    const char *code = "";
    for (size_t cap = 0; strcmp(code, "good") != 0; cap += 16) {
        assert_true(cap < 16 * 1024);
        world->arena = arena_create(cap);
        code = world_verdict(world);
        refused += strcmp(code, "machine") == 0;
        assert_true(strcmp(code, "good") == 0 || strcmp(code, "machine") == 0);
        arena_destroy(world->arena);
    }
    assert_true(refused > 3);
    world->arena = whole;
    assert_string_equal(world_verdict(world), "good");
    world_destroy(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_step_is_good_and_the_next_is_not),
        cmocka_unit_test(a_clock_that_nobody_vouches_for_refuses_nothing_new),
        cmocka_unit_test(what_memory_is_short_for_is_refused_and_good_the_next_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
