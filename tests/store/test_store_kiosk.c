/* What the kiosk is told to show, and what becomes of its verdicts. */
#include "ground.h"

#include "base/file.h"
#include "base/str.h"
#include "store/kiosk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { NOW = 1795475400 };

static void publish(const struct ground *ground, int64_t version)
{
    const struct store_id id = ground_id(version, 'a');
    assert_true(ground_publish(ground->state, &id));
}

static void without_a_folder_there_is_nothing_and_nothing_is_made(void **state)
{
    const struct ground *ground = *state;
    assert_int_equal(ground_show(ground->state, STORE_GOOD), 0);
    assert_false(ground_exists(ground->root, "state"));
}

static void a_trial_is_shown_and_becomes_good(void **state)
{
    const struct ground *ground = *state;
    publish(ground, 17);
    struct store_kiosk *kiosk = store_kiosk_open(ground->state);
    struct store_show show, again;
    struct err err;
    assert_true(store_kiosk_pending(kiosk));
    store_kiosk_take(kiosk, NOW, &show);
    assert_int_equal(show.kind, STORE_SHOW_TRIAL);
    const struct store_id id = ground_id(17, 'a');
    assert_string_equal(show.name, "1-17-a00000000011");
    assert_true(ground_whole(show.path, &id));
    assert_false(store_kiosk_pending(kiosk));
    store_kiosk_take(kiosk, NOW, &again); /* asked again, it is still the same, and costs no attempt */
    assert_int_equal(again.kind, STORE_SHOW_TRIAL);
    store_show_finish(&again);
    store_kiosk_take(kiosk, NOW, &again);
    assert_int_equal(again.kind, STORE_SHOW_TRIAL);
    assert_true(store_kiosk_judge(kiosk, STORE_GOOD, "", NOW, &err));
    store_show_finish(&again);
    store_kiosk_take(kiosk, NOW, &again);
    assert_int_equal(again.kind, STORE_SHOW_GOOD);
    assert_string_equal(again.path, show.path);
    store_show_finish(&again);
    store_show_finish(&show);
    assert_int_equal(store_kiosk_floor(kiosk), NOW);
    store_kiosk_close(kiosk);
    for (int i = 0; i < 4; i++)
        assert_int_equal(ground_show(ground->state, STORE_UNJUDGED), 17);
}

static void a_bad_one_gives_way_to_the_good_one(void **state)
{
    const struct ground *ground = *state;
    publish(ground, 1);
    assert_int_equal(ground_show(ground->state, STORE_GOOD), 1);
    publish(ground, 2);
    assert_int_equal(ground_show(ground->state, STORE_BAD), 2);
    assert_int_equal(ground_show(ground->state, STORE_GOOD), 1);
    const struct store_id id = ground_id(2, 'a');
    assert_false(ground_publish(ground->state, &id)); /* the updater knows, too */
    assert_int_equal(ground_show(ground->state, STORE_GOOD), 1);
}

static void two_attempts_without_a_word_are_a_word(void **state)
{
    const struct ground *ground = *state;
    publish(ground, 1);
    assert_int_equal(ground_show(ground->state, STORE_GOOD), 1);
    publish(ground, 2);
    assert_int_equal(ground_show(ground->state, STORE_UNJUDGED), 2);
    assert_int_equal(ground_show(ground->state, STORE_UNJUDGED), 2);
    for (int i = 0; i < 3; i++)
        assert_int_equal(ground_show(ground->state, STORE_UNJUDGED), 1);
    const struct store_id id = ground_id(2, 'a');
    assert_false(ground_publish(ground->state, &id));
}

static void an_orderly_end_gives_the_attempt_back(void **state)
{
    const struct ground *ground = *state;
    publish(ground, 1);
    for (int i = 0; i < 5; i++) {
        struct store_kiosk *kiosk = store_kiosk_open(ground->state);
        struct store_show show;
        store_kiosk_take(kiosk, NOW, &show);
        assert_int_equal(show.kind, STORE_SHOW_TRIAL);
        store_show_finish(&show);
        store_kiosk_give_back(kiosk);
        store_kiosk_close(kiosk);
    }
    assert_int_equal(ground_show(ground->state, STORE_GOOD), 1);
}

static void a_good_one_that_fails_later_gives_way_to_the_one_before(void **state)
{
    const struct ground *ground = *state;
    struct err err;
    struct store_show show;
    publish(ground, 1);
    assert_int_equal(ground_show(ground->state, STORE_GOOD), 1);
    publish(ground, 2);
    assert_int_equal(ground_show(ground->state, STORE_GOOD), 2);
    struct store_kiosk *kiosk = store_kiosk_open(ground->state);
    store_kiosk_take(kiosk, NOW, &show);
    assert_int_equal(show.id.version, 2);
    assert_int_equal(show.kind, STORE_SHOW_GOOD);
    assert_true(store_kiosk_judge(kiosk, STORE_BAD, "a file cannot be read", NOW, &err));
    store_show_finish(&show);
    store_kiosk_take(kiosk, NOW, &show);
    assert_int_equal(show.id.version, 1);
    store_show_finish(&show);
    store_kiosk_close(kiosk);
}

static void a_generation_that_is_gone_is_not_called_bad(void **state)
{
    const struct ground *ground = *state;
    struct err err;
    struct store_show show;
    publish(ground, 1);
    struct store_kiosk *kiosk = store_kiosk_open(ground->state);
    store_kiosk_take(kiosk, NOW, &show);
    ground_remove(show.path);
    assert_true(store_kiosk_judge(kiosk, STORE_BAD, "a file cannot be read", NOW, &err));
    store_show_finish(&show);
    store_kiosk_take(kiosk, NOW, &show);
    assert_int_equal(show.kind, STORE_SHOW_NOTHING);
    store_kiosk_close(kiosk);
    publish(ground, 1); /* not refused */
    assert_int_equal(ground_show(ground->state, STORE_GOOD), 1);
}

static void a_second_kiosk_tries_nothing(void **state)
{
    const struct ground *ground = *state;
    struct store_show show, other;
    struct err err;
    publish(ground, 1);
    assert_int_equal(ground_show(ground->state, STORE_GOOD), 1);
    publish(ground, 2);
    assert_int_equal(ground_show(ground->state, STORE_UNJUDGED), 2); /* its last attempt is what follows */
    struct store_kiosk *kiosk = store_kiosk_open(ground->state), *second = store_kiosk_open(ground->state);
    store_kiosk_take(kiosk, NOW, &show);
    assert_int_equal(show.id.version, 2);
    store_kiosk_take(second, NOW, &other);
    assert_int_equal(other.id.version, 1);
    store_show_finish(&other);
    assert_false(store_kiosk_pending(second));
    assert_false(store_kiosk_judge(second, STORE_BAD, "", NOW, &err));
    assert_true(store_kiosk_judge(kiosk, STORE_GOOD, "", NOW, &err));
    store_kiosk_take(second, NOW, &other); /* but follows what the first one found */
    assert_int_equal(other.id.version, 2);
    assert_int_equal(other.kind, STORE_SHOW_GOOD);
    store_show_finish(&other);
    store_show_finish(&show);
    store_kiosk_close(second);
    store_kiosk_close(kiosk);
}

static bool readable(const struct store_kiosk *kiosk)
{
    struct pollfd one = {.fd = store_kiosk_fd(kiosk), .events = POLLIN};
    return poll(&one, 1, 0) == 1;
}

static void news_are_noticed_also_of_a_folder_that_comes_later(void **state)
{
    const struct ground *ground = *state;
    struct store_show show;
    AUTO_FREE char *deep = NULL;
    assert_true(asprintf(&deep, "%s/lib/lobby", ground->root) > 0);
    struct store_kiosk *kiosk = store_kiosk_open(deep);
    store_kiosk_take(kiosk, NOW, &show);
    assert_int_equal(show.kind, STORE_SHOW_NOTHING);
    assert_false(readable(kiosk));
    AUTO_FREE char *lib = NULL;
    assert_true(asprintf(&lib, "%s/lib", ground->root) > 0);
    assert_int_equal(mkdir(lib, 0755), 0);
    assert_true(readable(kiosk));
    assert_false(store_kiosk_pending(kiosk));
    assert_false(readable(kiosk));
    for (int64_t version = 1; version < 4; version++) {
        const struct store_id id = ground_id(version, 'b');
        assert_true(ground_publish(deep, &id));
        assert_true(readable(kiosk));
        assert_true(store_kiosk_pending(kiosk));
        store_kiosk_take(kiosk, NOW, &show);
        assert_int_equal(show.id.version, version);
        store_show_finish(&show);
        struct err err;
        assert_true(store_kiosk_judge(kiosk, STORE_GOOD, "", NOW, &err));
        assert_false(store_kiosk_pending(kiosk));
    }
    store_kiosk_close(kiosk);
}

static void an_older_one_is_never_a_trial_over_a_good_one(void **state)
{
    const struct ground *ground = *state;
    publish(ground, 5);
    assert_int_equal(ground_show(ground->state, STORE_GOOD), 5);
    publish(ground, 4); /* an updater that has lost its memory */
    assert_int_equal(ground_show(ground->state, STORE_UNJUDGED), 5);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, ground_before, ground_after)
    const struct CMUnitTest tests[] = {
        TEST(without_a_folder_there_is_nothing_and_nothing_is_made),
        TEST(a_trial_is_shown_and_becomes_good),
        TEST(a_bad_one_gives_way_to_the_good_one),
        TEST(two_attempts_without_a_word_are_a_word),
        TEST(an_orderly_end_gives_the_attempt_back),
        TEST(a_good_one_that_fails_later_gives_way_to_the_one_before),
        TEST(a_generation_that_is_gone_is_not_called_bad),
        TEST(a_second_kiosk_tries_nothing),
        TEST(news_are_noticed_also_of_a_folder_that_comes_later),
        TEST(an_older_one_is_never_a_trial_over_a_good_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
