/* The updater's half: what it remembers, how a generation gets onto the shelf, and what has to go from it. */
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

/* Kiosks have no clock battery: both are moments at which this is done. */
static const int64_t moments[] = {0, 1795475400, 2208988800 /* 2040 */};
#define NOW   moments[1]
#define BOUND (UINT64_C(1) << 30)

static struct store_updater *open_store(const struct ground *ground)
{
    struct err err;
    struct store_updater *updater = store_updater_open(ground->state, &err);
    assert_non_null(updater);
    return updater;
}

static struct store_memory memory_at(int64_t version, int64_t created)
{
    struct store_memory memory = {
        .release = {.epoch = 2, .version = version, .digest = "0123abcd", .created = created},
        .keyring = {.epoch = 2, .version = 5, .digest = "4567", .created = created + 1},
        .site = "rush-radiology",
        .origin = "RWQorigin",
        .root = "RWQroot+/",
        .signer = "RWQsigner",
        .doubted = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"};
    return memory;
}

static void assert_seen(const struct store_seen *seen, const struct store_seen *wanted)
{
    assert_int_equal(seen->epoch, wanted->epoch);
    assert_int_equal(seen->version, wanted->version);
    assert_string_equal(seen->digest, wanted->digest);
    assert_int_equal(seen->created, wanted->created);
}

static void assert_memory(const struct store_updater *updater, const struct store_memory *wanted)
{
    const struct store_memory *memory = store_updater_memory(updater);
    assert_seen(&memory->release, &wanted->release);
    assert_seen(&memory->keyring, &wanted->keyring);
    assert_string_equal(memory->site, wanted->site);
    assert_string_equal(memory->origin, wanted->origin);
    assert_string_equal(memory->root, wanted->root);
    assert_string_equal(memory->signer, wanted->signer);
    assert_string_equal(memory->doubted, wanted->doubted);
}

static void what_it_remembers_comes_back(void **state)
{
    const struct ground *ground = *state;
    for (size_t i = 0; i < COUNT_OF(moments); i++) {
        struct store_updater *updater = open_store(ground);
        struct err err;
        const struct store_memory memory = memory_at(17 + (int64_t)i, moments[i]);
        assert_true(store_updater_remember(updater, &memory, &err));
        store_updater_close(updater);
        updater = open_store(ground);
        assert_memory(updater, &memory);
        store_updater_close(updater);
    }
}

static void a_release_does_not_get_older_and_a_site_stays(void **state)
{
    const struct ground *ground = *state;
    struct store_updater *updater = open_store(ground);
    struct err err;
    const struct store_memory memory = memory_at(17, NOW);
    assert_true(store_updater_remember(updater, &memory, &err));
    struct store_memory other = memory_at(16, NOW);
    assert_false(store_updater_remember(updater, &other, &err));
    other = memory_at(99, NOW);
    other.release.epoch = 1;
    assert_false(store_updater_remember(updater, &other, &err));
    other = memory_at(STORE_NUMBER_MAX + 1, NOW);
    assert_false(store_updater_remember(updater, &other, &err));
    other = memory_at(18, NOW);
    strcpy(other.site, "rush-cardiology");
    assert_false(store_updater_remember(updater, &other, &err));
    assert_non_null(
        strstr(err.text, "belongs to the site \"rush-radiology\", not \"rush-cardiology\"; empty that"));
    assert_memory(updater, &memory);
    other = memory_at(1, NOW); /* the root key raised the epoch */
    other.release.epoch = 3;
    assert_true(store_updater_remember(updater, &other, &err));
    store_updater_close(updater);
}

static void one_updater_at_a_time(void **state)
{
    const struct ground *ground = *state;
    struct store_updater *updater = open_store(ground);
    struct err err;
    assert_null(store_updater_open(ground->state, &err));
    assert_non_null(strstr(err.text, "another lobby-update is at work here; wait until it has ended"));
    store_updater_close(updater);
    store_updater_close(open_store(ground));
}

static void a_folder_that_cannot_be_is_an_error(void **state)
{
    const struct ground *ground = *state;
    struct err err;
    AUTO_FREE char *deep = NULL, *file = NULL;
    assert_true(asprintf(&deep, "%s/no/state", ground->root) > 0);
    assert_true(asprintf(&file, "%s/file", ground->root) > 0);
    ground_write(ground->root, "file", "x", 1);
    assert_null(store_updater_open(deep, &err));
    assert_non_null(strstr(err.text, "No such file"));
    assert_null(store_updater_open(file, &err));
    assert_non_null(strstr(err.text, "Not a directory"));
}

static void a_keyring_comes_back_to_the_byte(void **state)
{
    const struct ground *ground = *state;
    struct err err;
    char *bytes, *signature;
    size_t length, signature_length;
    struct store_updater *updater = open_store(ground);
    assert_false(store_updater_keyring(updater, &bytes, &length, &signature, &signature_length));
    static const struct {
        const char *bytes;
        size_t length;
        const char *signature;
        size_t signature_length;
    } table[] = {{"format: 1\n", 10, "untrusted comment\nRW\n", 21},
                 {"no line end", 11, "none here either", 16},
                 {"\0\r\n# lobby 0\xff", 13, "\n12\n\0", 5},
                 {"", 0, "5\n", 2},
                 {"x", 1, "", 0}};
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        assert_true(store_updater_keep_keyring(updater, table[i].bytes, table[i].length, table[i].signature,
                                               table[i].signature_length, &err));
        assert_true(store_updater_keyring(updater, &bytes, &length, &signature, &signature_length));
        assert_int_equal(length, table[i].length);
        assert_int_equal(signature_length, table[i].signature_length);
        assert_memory_equal(bytes, table[i].bytes, length + 1);
        assert_memory_equal(signature, table[i].signature, signature_length + 1);
        free(bytes);
        free(signature);
    }
    AUTO_FREE char *large = calloc(1, STORE_KEYRING_MAX);
    assert_true(store_updater_keep_keyring(updater, large, STORE_KEYRING_MAX - 2, "ab", 2, &err));
    assert_false(store_updater_keep_keyring(updater, large, STORE_KEYRING_MAX - 1, "ab", 2, &err));
    assert_true(store_updater_keyring(updater, &bytes, &length, &signature, &signature_length));
    assert_int_equal(length, STORE_KEYRING_MAX - 2);
    free(bytes);
    free(signature);
    store_updater_close(updater);
}

static char *staged(struct store_updater *updater, const struct store_id *id)
{
    struct err err;
    char *path;
    assert_true(store_updater_stage(updater, id, &path, &err));
    assert_int_not_equal(access(path, F_OK), 0);
    return path;
}

static void a_staged_folder_gets_its_name_when_it_is_adopted(void **state)
{
    const struct ground *ground = *state;
    for (size_t i = 0; i < COUNT_OF(moments); i++) {
        struct err err;
        struct store_updater *updater = open_store(ground);
        const struct store_id id = ground_id((int64_t)i, 'a');
        struct store_id trial;
        AUTO_FREE char *path = staged(updater, &id);
        assert_true(ground_fill(path, &id));
        assert_false(store_updater_has(updater, &id));
        assert_true(store_updater_adopt(updater, &id, moments[i], &err));
        assert_true(store_updater_has(updater, &id));
        assert_int_not_equal(access(path, F_OK), 0);
        assert_true(store_updater_trial(updater, &trial));
        assert_int_equal(trial.version, id.version);
        assert_true(store_updater_adopt(updater, &id, moments[i], &err)); /* again is fine */
        store_updater_close(updater);
    }
    assert_int_equal(ground_show(ground->state, STORE_GOOD), COUNT_OF(moments) - 1);
}

static void assert_refused(struct store_updater *updater, const struct store_id *id, const char *why)
{
    struct err err;
    assert_false(store_updater_adopt(updater, id, NOW, &err));
    if (!strstr(err.text, why))
        fail_msg("\"%s\" does not say \"%s\"", err.text, why);
    assert_false(store_updater_has(updater, id));
}

static void only_files_and_folders_are_adopted(void **state)
{
    const struct ground *ground = *state;
    struct store_updater *updater = open_store(ground);
    const struct store_id id = ground_id(1, 'a');
    assert_refused(updater, &id, "1-1-a00000000001: nothing was staged");
    AUTO_FREE char *path = staged(updater, &id);
    assert_true(ground_fill(path, &id));
    AUTO_FREE char *odd = NULL;
    assert_true(asprintf(&odd, "%s/slides/odd", path) > 0);
    assert_int_equal(symlink("/etc/passwd", odd), 0);
    assert_refused(updater, &id, "slides: odd: neither a file nor a folder");
    assert_int_equal(unlink(odd) + mkfifo(odd, 0600), 0);
    assert_refused(updater, &id, "slides: odd: neither a file nor a folder");
    free(staged(updater, &id)); /* takes the old one away */
    ground_write(ground->root, "target", "x", 1);
    assert_int_equal(symlink("../../target", path), 0);
    assert_refused(updater, &id, "nothing was staged");
    assert_int_equal(unlink(path) + mkdir(path, 0755), 0);
    AUTO_FREE char *deep = strdup(path);
    for (int i = 0; i < 20; i++) {
        AUTO_FREE char *deeper = NULL;
        assert_true(asprintf(&deeper, "%s/d", deep) > 0);
        assert_int_equal(mkdir(deeper, 0755), 0);
        char *last = deep;
        deep = deeper;
        deeper = last;
    }
    assert_refused(updater, &id, "more than 16 folders in each other");
    store_updater_close(updater);
}

static void impossible_releases_are_refused(void **state)
{
    const struct ground *ground = *state;
    struct store_updater *updater = open_store(ground);
    struct store_id ids[] = {ground_id(1, 'a'), ground_id(1, 'a'), ground_id(1, 'A'), ground_id(1, 'a')};
    ids[0].version = -1;
    ids[1].epoch = STORE_NUMBER_MAX + 1;
    ids[3].commit[20] = '\0';
    for (size_t i = 0; i < COUNT_OF(ids); i++) {
        struct err err;
        char *path;
        assert_false(store_updater_stage(updater, &ids[i], &path, &err));
        assert_false(store_updater_adopt(updater, &ids[i], NOW, &err));
        store_updater_drop(updater, &ids[i]);
    }
    store_updater_close(updater);
}

static void what_an_interrupted_run_left_is_gone_after_the_next_start(void **state)
{
    const struct ground *ground = *state;
    struct store_updater *updater = open_store(ground);
    const struct store_id id = ground_id(1, 'a');
    AUTO_FREE char *path = staged(updater, &id);
    assert_true(ground_fill(path, &id));
    store_updater_close(updater);
    ground_write(ground->state, ".lobby-17-0.tmp", "x", 1);
    ground_write(ground->state, ".profile", "not ours", 8);
    assert_true(ground_exists(ground->state, "generations/.new-1-1-a00000000001"));
    store_updater_close(open_store(ground));
    assert_false(ground_exists(ground->state, "generations/.new-1-1-a00000000001"));
    assert_false(ground_exists(ground->state, ".lobby-17-0.tmp"));
    assert_true(ground_exists(ground->state, ".profile"));
}

static void bad_commits_are_remembered_with_their_reason(void **state)
{
    const struct ground *ground = *state;
    struct store_updater *updater = open_store(ground);
    struct err err;
    const char *reason;
    const struct store_id id = ground_id(3, 'e');
    assert_false(store_updater_is_bad(updater, id.commit, &reason));
    assert_false(store_updater_mark_bad(updater, "e000", "too short", NOW, &err));
    assert_true(
        store_updater_mark_bad(updater, id.commit, "line\nbreak, \"quotes\" and \x01\xff bytes", NOW, &err));
    store_updater_close(updater);
    updater = open_store(ground);
    assert_true(store_updater_is_bad(updater, id.commit, &reason));
    assert_string_equal(reason, "line break, \"quotes\" and  \xef\xbf\xbd bytes");
    AUTO_FREE char *path = staged(updater, &id);
    assert_true(ground_fill(path, &id));
    assert_refused(updater, &id, "1-3-e00000000003 is not shown again: line break");
    store_updater_close(updater);
}

static void the_kiosks_verdict_is_known_and_outlives_its_file(void **state)
{
    const struct ground *ground = *state;
    const struct store_id id = ground_id(1, 'a');
    assert_true(ground_publish(ground->state, &id));
    assert_int_equal(ground_show(ground->state, STORE_BAD), 1);
    struct store_updater *updater = open_store(ground);
    const char *reason;
    unsigned attempts;
    assert_int_equal(store_updater_verdict(updater, &id, &reason, &attempts), STORE_BAD);
    assert_string_equal(reason, "it cannot be laid out");
    assert_int_equal(attempts, 1);
    const struct store_id other = ground_id(2, 'a');
    assert_int_equal(store_updater_verdict(updater, &other, NULL, NULL), STORE_UNJUDGED);
    store_updater_close(updater);
    AUTO_FREE char *kiosk = NULL;
    assert_true(asprintf(&kiosk, "%s/kiosk", ground->state) > 0);
    ground_remove(kiosk);
    updater = open_store(ground);
    assert_true(store_updater_is_bad(updater, id.commit, &reason));
    assert_string_equal(reason, "it cannot be laid out");
    store_updater_close(updater);
}

static void many_bad_ones_push_out_the_oldest(void **state)
{
    const struct ground *ground = *state;
    struct store_updater *updater = open_store(ground);
    struct err err;
    enum { MANY = 200, KEPT = 128 };
    for (int64_t i = 0; i < MANY; i++) {
        const struct store_id id = ground_id(i, 'b');
        assert_true(store_updater_mark_bad(updater, id.commit, "bad", NOW, &err));
        assert_true(store_updater_mark_bad(updater, id.commit, "bad again", NOW, &err)); /* counts once */
    }
    store_updater_close(updater);
    updater = open_store(ground);
    for (int64_t i = 0; i < MANY; i++) {
        const struct store_id id = ground_id(i, 'b');
        assert_int_equal(store_updater_is_bad(updater, id.commit, NULL), i >= MANY - KEPT);
    }
    store_updater_close(updater);
}

static void names_that_are_no_generation_are_left_alone(void **state)
{
    const struct ground *ground = *state;
    struct err err;
    store_updater_close(open_store(ground));
    AUTO_FREE char *generations = NULL;
    assert_true(asprintf(&generations, "%s/generations", ground->state) > 0);
    static const char *const names[] = {"1-2",
                                        "notes",
                                        "01-2-a00000000001",
                                        "1-2-A00000000001",
                                        "1-2-a0000000000",
                                        "1-2-a000000000011",
                                        "1--2-a00000000001",
                                        "1-9007199254740993-a00000000001",
                                        "1-2-a00000000001 "};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        AUTO_FREE char *path = NULL;
        assert_true(asprintf(&path, "%s/%s", generations, names[i]) > 0);
        assert_int_equal(mkdir(path, 0755), 0);
    }
    ground_write(generations, "1-3-a00000000001", "a file", 6);
    AUTO_FREE char *link = NULL;
    assert_true(asprintf(&link, "%s/1-4-a00000000001", generations) > 0);
    assert_int_equal(symlink("notes", link), 0);
    struct store_updater *updater = open_store(ground);
    struct store_id *ids;
    size_t count;
    assert_true(store_updater_list(updater, &ids, &count, &err));
    assert_int_equal(count, 0);
    free(ids);
    struct store_pruned pruned;
    assert_true(store_updater_prune(updater, 0, 0, &pruned, &err));
    assert_int_equal(pruned.removed, 0);
    assert_int_equal(ground_count(generations), COUNT_OF(names) + 2);
    store_updater_close(updater);
    assert_int_equal(ground_show(ground->state, STORE_GOOD), 0);
}

int main(void)
{
    log_start("test", LOG_LEVEL_ERROR);
#define TEST(name) cmocka_unit_test_setup_teardown(name, ground_before, ground_after)
    const struct CMUnitTest tests[] = {
        TEST(what_it_remembers_comes_back),
        TEST(a_release_does_not_get_older_and_a_site_stays),
        TEST(one_updater_at_a_time),
        TEST(a_folder_that_cannot_be_is_an_error),
        TEST(a_keyring_comes_back_to_the_byte),
        TEST(a_staged_folder_gets_its_name_when_it_is_adopted),
        TEST(only_files_and_folders_are_adopted),
        TEST(impossible_releases_are_refused),
        TEST(what_an_interrupted_run_left_is_gone_after_the_next_start),
        TEST(bad_commits_are_remembered_with_their_reason),
        TEST(the_kiosks_verdict_is_known_and_outlives_its_file),
        TEST(many_bad_ones_push_out_the_oldest),
        TEST(names_that_are_no_generation_are_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
