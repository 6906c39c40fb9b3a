/* What stays on the disk, what goes, and that what is shown never goes. */
#include "ground.h"

#include "base/file.h"
#include "base/log.h"
#include "base/str.h"
#include "store/updater.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NOW = 1795475400 };
#define PLENTY (UINT64_C(1) << 30)

/* A life in letters: g, b, u: published as the next version and found good, bad, or left unjudged (one kiosk
 * started and died); n: published and never shown. What must be on the disk afterwards, after a prune. */
static const struct {
    const char *life;
    const char *kept; /* versions, one digit each */
} table[] = {
    {"", ""},           {"g", "1"},       {"ggg", "123"},    {"gggg", "234"},   {"ggggggg", "567"},
    {"gb", "1"},        {"ggbbbb", "12"}, {"gggbn", "1235"}, {"ggggn", "2345"}, /* three beside the trial */
    {"ggggb", "234"},   /* so that three are left when it is bad */
    {"gnnnn", "1345"},  /* the good one, however many came after it */
    {"ggnnnn", "1256"}, /* and the one before it */
    {"ggu", "123"},     {"nnnn", "1234"}, {"bbbb", ""},      {"bbbn", "4"},     {"uuuuu", "2345"},
};

static void live(const struct ground *ground, const char *life)
{
    for (int64_t version = 1; *life; version++, life++) {
        const struct store_id id = ground_id(version, 'a');
        assert_true(ground_publish(ground->state, &id));
        if (*life != 'n')
            assert_int_equal(ground_show(ground->state, *life == 'g'   ? STORE_GOOD
                                                        : *life == 'b' ? STORE_BAD
                                                                       : STORE_UNJUDGED),
                             version);
        if (*life == 'b')
            (void)ground_show(ground->state, STORE_UNJUDGED); /* something else is on the screen then */
    }
}

static struct store_updater *open_store(const struct ground *ground)
{
    struct err err;
    struct store_updater *updater = store_updater_open(ground->state, &err);
    assert_non_null(updater);
    return updater;
}

static void kept(struct store_updater *updater, char digits[16])
{
    struct store_id *ids;
    size_t count;
    struct err err;
    assert_true(store_updater_list(updater, &ids, &count, &err));
    for (size_t i = 0; i < count; i++)
        digits[i] = (char)('0' + ids[i].version);
    digits[count] = '\0';
    free(ids);
}

static void at_least_three_stay_and_what_is_needed(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct ground ground;
        struct err err;
        struct store_pruned pruned;
        char digits[16];
        ground_start(&ground);
        live(&ground, table[i].life);
        struct store_updater *updater = open_store(&ground);
        assert_true(store_updater_prune(updater, PLENTY, 0, &pruned, &err));
        kept(updater, digits);
        if (strcmp(digits, table[i].kept) != 0)
            fail_msg("after \"%s\" there are %s, not %s", table[i].life, digits, table[i].kept);
        assert_int_equal(pruned.kept, strlen(digits));
        assert_true(pruned.fits);
        store_updater_close(updater);
        ground_finish(&ground);
    }
}

static void what_is_on_the_screen_stays_even_when_it_is_bad_elsewhere(void **state)
{
    (void)state;
    struct ground ground;
    struct err err;
    struct store_pruned pruned;
    char digits[16];
    ground_start(&ground);
    const struct store_id first = ground_id(1, 'a'), second = ground_id(2, 'a');
    assert_true(ground_publish(ground.state, &first));
    struct store_kiosk *kiosk = ground_kiosk(ground.state);
    struct ground_shown shown;
    ground_take(kiosk, &shown);
    assert_int_equal(shown.kind, GROUND_TRIAL);
    for (int64_t version = 2; version < 7; version++) {
        const struct store_id id = ground_id(version, 'a');
        assert_true(ground_publish(ground.state, &id));
    }
    struct store_updater *updater = open_store(&ground);
    assert_true(store_updater_mark_bad(updater, first.commit, "somebody says so", NOW, &err));
    assert_true(store_updater_prune(updater, 0, 0, &pruned, &err)); /* no room at all */
    kept(updater, digits);
    assert_string_equal(digits, "16");
    assert_false(pruned.fits);
    assert_true(ground_whole(shown.path, &first));
    assert_false(store_updater_has(updater, &second));
    store_updater_close(updater);
    ground_end(kiosk, false);
    ground_finish(&ground);
}

static void the_bound_takes_the_oldest_first_and_never_the_good_one(void **state)
{
    (void)state;
    struct ground ground;
    struct err err;
    struct store_pruned all, pruned;
    char digits[16];
    ground_start(&ground);
    live(&ground, "ggggn"); /* 2 3 4 5 are there */
    struct store_updater *updater = open_store(&ground);
    assert_true(store_updater_prune(updater, PLENTY, 0, &all, &err));
    assert_int_equal(all.kept, 4);
    assert_true(all.bytes > 0 && all.bytes % 4 == 0);
    assert_true(store_updater_prune(updater, all.bytes, 0, &pruned, &err));
    assert_int_equal(pruned.removed, 0);
    assert_true(store_updater_prune(updater, UINT64_MAX, UINT64_MAX - all.bytes, &pruned, &err));
    assert_int_equal(pruned.removed, 0);
    assert_true(pruned.fits);
    /* What does not fit anyhow drives nothing out. */
    assert_true(store_updater_prune(updater, all.bytes, all.bytes, &pruned, &err));
    assert_int_equal(pruned.removed, 0);
    assert_int_equal(pruned.bytes, all.bytes / 2);
    assert_false(pruned.fits);
    assert_true(store_updater_prune(updater, all.bytes, 1, &pruned, &err)); /* one byte more is to come */
    kept(updater, digits);
    assert_string_equal(digits, "345");
    assert_int_equal(pruned.bytes, all.bytes / 4 * 3);
    assert_true(pruned.fits);
    assert_true(store_updater_prune(updater, all.bytes, all.bytes / 2, &pruned, &err));
    kept(updater, digits);
    assert_string_equal(digits, "45");
    assert_int_equal(pruned.bytes, all.bytes / 2);
    assert_true(pruned.fits);
    assert_true(store_updater_prune(updater, 0, UINT64_MAX, &pruned, &err));
    kept(updater, digits);
    assert_string_equal(digits, "45");
    assert_false(pruned.fits);
    store_updater_close(updater);
    assert_int_equal(ground_show(ground.state, STORE_BAD), 5);
    assert_int_equal(ground_show(ground.state, STORE_UNJUDGED), 4);
    ground_finish(&ground);
}

static void a_file_in_two_generations_counts_once(void **state)
{
    (void)state;
    enum { LARGE = 300000 };
    struct ground ground;
    struct err err;
    struct store_pruned pruned;
    ground_start(&ground);
    AUTO_FREE char *bytes = calloc(1, LARGE);
    ground_write(ground.root, "picture", bytes, LARGE);
    AUTO_FREE char *picture = NULL;
    assert_true(asprintf(&picture, "%s/picture", ground.root) > 0);
    struct store_updater *updater = open_store(&ground);
    for (int64_t version = 1; version <= 3; version++) {
        const struct store_id id = ground_id(version, 'a');
        AUTO_FREE char *path = NULL, *link_path = NULL;
        assert_true(store_updater_stage(updater, &id, &path, &err));
        assert_true(ground_fill(path, &id));
        assert_true(asprintf(&link_path, "%s/picture", path) > 0);
        assert_int_equal(link(picture, link_path), 0);
        assert_true(store_updater_adopt(updater, &id, NOW, &err));
    }
    assert_true(store_updater_prune(updater, PLENTY, 0, &pruned, &err));
    assert_int_equal(pruned.kept, 3);
    assert_in_range(pruned.bytes, LARGE, LARGE * 3 / 2);
    store_updater_close(updater);
    ground_finish(&ground);
}

static void a_good_one_stays_good_when_its_bytes_come_again_and_are_bad(void **state)
{
    (void)state;
    struct ground ground;
    struct err err;
    struct store_pruned pruned;
    char digits[16];
    ground_start(&ground);
    live(&ground, "g");
    struct store_id again = ground_id(2, 'a');
    memcpy(again.commit, ground_id(1, 'a').commit, sizeof again.commit);
    assert_true(ground_publish(ground.state, &again));
    assert_int_equal(ground_show(ground.state, STORE_BAD), 2);
    struct store_updater *updater = open_store(&ground);
    assert_true(store_updater_prune(updater, 0, 0, &pruned, &err));
    kept(updater, digits);
    assert_true(digits[0] == '1');
    store_updater_close(updater);
    assert_int_equal(ground_show(ground.state, STORE_UNJUDGED), 1);
    ground_finish(&ground);
}

int main(void)
{
    log_start("test", LOG_LEVEL_ERROR);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_least_three_stay_and_what_is_needed),
        cmocka_unit_test(what_is_on_the_screen_stays_even_when_it_is_bad_elsewhere),
        cmocka_unit_test(the_bound_takes_the_oldest_first_and_never_the_good_one),
        cmocka_unit_test(a_file_in_two_generations_counts_once),
        cmocka_unit_test(a_good_one_stays_good_when_its_bytes_come_again_and_are_bad),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
