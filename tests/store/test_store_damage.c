/* State files that a dying SD card, a full disk or a curious person has changed: one copy of two may be
 * anything, and nothing is lost; when both are gone there is still content to show. */
#include "ground.h"

#include "base/file.h"
#include "base/log.h"
#include "base/str.h"
#include "store/updater.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NOW = 1795475400, GOOD = 2, BAD = 3, TRIAL = 4, OLDEST = 1 };

static const char *const names[] = {"updater.yaml", "trial", "kiosk/verdicts.yaml", "keyring"};
#define KEYRING   "format: 1\nsite: rush-radiology\n"
#define SIGNATURE "untrusted comment: lobby signature\n"

/* A state folder in which everything has happened once, and its files' bytes. */
struct scene {
    struct ground ground;
    struct store_id bad, trial;
    char *bytes[COUNT_OF(names) * 2];
    size_t lengths[COUNT_OF(names) * 2];
};

static char *file_name(size_t file)
{
    char *name = NULL;
    assert_true(asprintf(&name, "%s%s", names[file / 2], file % 2 ? ".copy" : "") > 0);
    return name;
}

static void put(const struct scene *scene, size_t file, const char *bytes, size_t length)
{
    AUTO_FREE char *name = file_name(file);
    AUTO_FREE char *path = NULL;
    assert_true(asprintf(&path, "%s/%s", scene->ground.state, name) > 0);
    ground_remove(path);
    ground_write(scene->ground.state, name, bytes, length);
}

static void restore(const struct scene *scene)
{
    for (size_t file = 0; file < COUNT_OF(scene->bytes); file++)
        put(scene, file, scene->bytes[file], scene->lengths[file]);
}

static int before(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    struct err err;
    ground_start(&scene->ground);
    for (int64_t version = 1; version <= TRIAL; version++) {
        const struct store_id id = ground_id(version, 'a');
        assert_true(ground_publish(scene->ground.state, &id));
        if (version == TRIAL)
            break;
        assert_int_equal(ground_show(scene->ground.state, version == BAD ? STORE_BAD : STORE_GOOD), version);
        (void)ground_show(scene->ground.state, STORE_UNJUDGED); /* the bad one leaves the screen */
    }
    scene->bad = ground_id(BAD, 'a');
    scene->trial = ground_id(TRIAL, 'a');
    struct store_updater *updater = store_updater_open(scene->ground.state, &err);
    assert_non_null(updater);
    assert_true(
        store_updater_keep_keyring(updater, KEYRING, strlen(KEYRING), SIGNATURE, strlen(SIGNATURE), &err));
    store_updater_close(updater);
    for (size_t file = 0; file < COUNT_OF(scene->bytes); file++) {
        AUTO_FREE char *name = file_name(file);
        scene->bytes[file] = ground_read(scene->ground.state, name, &scene->lengths[file]);
        assert_non_null(scene->bytes[file]);
    }
    *state = scene;
    return 0;
}

static int after(void **state)
{
    struct scene *scene = *state;
    for (size_t file = 0; file < COUNT_OF(scene->bytes); file++)
        free(scene->bytes[file]);
    ground_finish(&scene->ground);
    free(scene);
    return 0;
}

static bool has_keyring(const struct store_updater *updater)
{
    char *bytes, *signature;
    size_t length, signature_length;
    if (!store_updater_keyring(updater, &bytes, &length, &signature, &signature_length))
        return false;
    bool same = strcmp(bytes, KEYRING) == 0 && strcmp(signature, SIGNATURE) == 0;
    free(bytes);
    free(signature);
    assert_true(same); /* the right one or none */
    return true;
}

/* What a damaged file may cost, file by file of names. */
static const struct cost {
    bool trial, keyring;
} free_of_cost = {false, false}, costs[COUNT_OF(names)] = {[1] = {.trial = true}, [3] = {.keyring = true}};

static void assert_remembers(const struct scene *scene, const struct cost *cost)
{
    struct err err;
    struct store_id trial;
    struct store_updater *updater = store_updater_open(scene->ground.state, &err);
    assert_non_null(updater);
    assert_true(store_updater_is_bad(updater, scene->bad.commit, NULL));
    assert_int_equal(store_updater_memory(updater)->release.version, TRIAL);
    assert_int_equal(store_updater_trial(updater, &trial), !cost->trial);
    assert_int_equal(has_keyring(updater), !cost->keyring);
    store_updater_close(updater);
}

static void assert_survives(const struct scene *scene, const struct cost *cost)
{
    assert_remembers(scene, cost);
    assert_int_equal(ground_show(scene->ground.state, STORE_GOOD), cost->trial ? GOOD : TRIAL);
}

/* For loops over thousands: closing an inotify descriptor takes the kernel milliseconds, and half of the
 * files are not the kiosk's business. */
static bool worth_a_look(size_t file, size_t at)
{
    enum { SAMPLE = 16 };
    bool kiosks = file / 2 == 1 || file / 2 == 2;
    return (kiosks && file % 2 == 0) || at % SAMPLE == 0;
}

static void any_byte_of_one_copy_may_change(void **state)
{
    const struct scene *scene = *state;
    static const unsigned char masks[] = {0x01, 0x20, 0x80, 0xff};
    for (size_t file = 0; file < COUNT_OF(scene->bytes); file++)
        for (size_t at = 0; at < scene->lengths[file]; at++) {
            AUTO_FREE char *bytes = malloc(scene->lengths[file]);
            memcpy(bytes, scene->bytes[file], scene->lengths[file]);
            bytes[at] = (char)(bytes[at] ^ masks[at % COUNT_OF(masks)]);
            put(scene, file, bytes, scene->lengths[file]);
            (worth_a_look(file, at) ? assert_survives : assert_remembers)(scene, &free_of_cost);
            restore(scene);
        }
}

static void one_copy_may_end_anywhere(void **state)
{
    const struct scene *scene = *state;
    for (size_t file = 0; file < COUNT_OF(scene->bytes); file++)
        for (size_t length = 0; length < scene->lengths[file]; length++) {
            put(scene, file, scene->bytes[file], length);
            (worth_a_look(file, length) ? assert_survives : assert_remembers)(scene, &free_of_cost);
            restore(scene);
        }
}

static void both_copies_may_end_anywhere(void **state)
{
    const struct scene *scene = *state;
    for (size_t file = 0; file < COUNT_OF(scene->bytes); file += 2)
        for (size_t length = 0; length < scene->lengths[file]; length += 3) {
            put(scene, file, scene->bytes[file], length);
            put(scene, file + 1, scene->bytes[file], length);
            assert_survives(scene, &costs[file / 2]);
            restore(scene);
        }
}

/* What may stand where a file belongs. */
static void be_nothing(const char *path)
{
    (void)path;
}

static void be_empty(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    assert_true(fd >= 0);
    close(fd);
}

static void be_endless(const char *path)
{
    be_empty(path);
    assert_int_equal(truncate(path, (off_t)1 << 40), 0); /* a terabyte of nothing */
}

static void be_a_folder(const char *path)
{
    assert_int_equal(mkdir(path, 0755), 0);
}

static void be_a_pipe(const char *path)
{
    assert_int_equal(mkfifo(path, 0644), 0);
}

static void be_a_link(const char *path)
{
    assert_int_equal(symlink("/dev/zero", path), 0);
}

static void be_a_circle(const char *path)
{
    assert_int_equal(symlink(path, path), 0);
}

static void (*const odd[])(const char *path) = {be_nothing, be_empty,  be_endless, be_a_folder,
                                                be_a_pipe,  be_a_link, be_a_circle};

static void make_odd(const struct scene *scene, size_t file, size_t how)
{
    AUTO_FREE char *name = file_name(file);
    AUTO_FREE char *path = NULL;
    assert_true(asprintf(&path, "%s/%s", scene->ground.state, name) > 0);
    ground_remove(path);
    odd[how](path);
}

static void anything_may_stand_in_the_place_of_one_copy(void **state)
{
    const struct scene *scene = *state;
    for (size_t file = 0; file < COUNT_OF(scene->bytes); file++)
        for (size_t how = 0; how < COUNT_OF(odd); how++) {
            make_odd(scene, file, how);
            if (odd[how] != be_a_folder || file % 2 == 1) {
                assert_survives(scene, &free_of_cost);
            } else { /* it cannot be replaced, so that nothing can be written down: it shows the good one */
                int64_t shown = ground_show(scene->ground.state, STORE_UNJUDGED);
                assert_true(shown == GOOD || shown == TRIAL);
            }
            restore(scene);
        }
}

static void anything_may_stand_in_the_place_of_both(void **state)
{
    const struct scene *scene = *state;
    for (size_t file = 0; file < COUNT_OF(scene->bytes); file += 2)
        for (size_t how = 0; how < COUNT_OF(odd); how++) {
            make_odd(scene, file, how);
            make_odd(scene, file + 1, how);
            if (odd[how] != be_a_folder) {
                assert_survives(scene, &costs[file / 2]);
            } else {
                int64_t shown = ground_show(scene->ground.state, STORE_UNJUDGED);
                /* Verdicts that can be neither read nor written: nothing is known, nothing may be tried. */
                assert_true(shown == GOOD || shown == TRIAL || (shown == 0 && file / 2 == 2));
            }
            restore(scene);
        }
}

static void a_damaged_copy_is_repaired_by_its_writer(void **state)
{
    const struct scene *scene = *state;
    for (size_t file = 0; file < COUNT_OF(scene->bytes); file++) {
        AUTO_FREE char *name = file_name(file);
        put(scene, file, "nonsense", 8);
        assert_survives(scene, &free_of_cost);
        size_t length, other_length;
        AUTO_FREE char *other_name = file_name(file ^ 1);
        AUTO_FREE char *bytes = ground_read(scene->ground.state, name, &length);
        AUTO_FREE char *other = ground_read(scene->ground.state, other_name, &other_length);
        assert_int_equal(length, other_length);
        assert_memory_equal(bytes, other, length);
        assert_int_not_equal(length, 8);
        restore(scene);
    }
}

static void a_damaged_copy_is_repaired_also_when_there_is_nothing_to_write(void **state)
{
    const struct scene *scene = *state;
    assert_int_equal(ground_show(scene->ground.state, STORE_GOOD), TRIAL);
    size_t lengths[2];
    for (size_t i = 0; i < 2; i++) {
        put(scene, 4 + i, "nonsense", 8); /* kiosk/verdicts.yaml */
        assert_int_equal(ground_show(scene->ground.state, STORE_GOOD), TRIAL);
        AUTO_FREE char *first = ground_read(scene->ground.state, "kiosk/verdicts.yaml", &lengths[0]);
        AUTO_FREE char *second = ground_read(scene->ground.state, "kiosk/verdicts.yaml.copy", &lengths[1]);
        assert_int_equal(lengths[0], lengths[1]);
        assert_int_not_equal(lengths[0], 8);
        assert_memory_equal(first, second, lengths[0]);
    }
    restore(scene);
}

/* All of verdicts and memory: each generation is tried anew, and the bad one comes to nothing again. */
static void with_everything_lost_there_is_still_content(void **state)
{
    const struct scene *scene = *state;
    for (size_t file = 0; file < COUNT_OF(scene->bytes); file++)
        make_odd(scene, file, 0);
    assert_int_equal(ground_show(scene->ground.state, STORE_UNJUDGED), TRIAL);
    assert_int_equal(ground_show(scene->ground.state, STORE_UNJUDGED), TRIAL);
    assert_int_equal(ground_show(scene->ground.state, STORE_BAD), GOOD);
    assert_int_equal(ground_show(scene->ground.state, STORE_GOOD), OLDEST);
    for (int i = 0; i < 3; i++)
        assert_int_equal(ground_show(scene->ground.state, STORE_UNJUDGED), OLDEST);
    restore(scene);
}

int main(void)
{
    log_start("test", LOG_LEVEL_ERROR);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_byte_of_one_copy_may_change),
        cmocka_unit_test(one_copy_may_end_anywhere),
        cmocka_unit_test(both_copies_may_end_anywhere),
        cmocka_unit_test(anything_may_stand_in_the_place_of_one_copy),
        cmocka_unit_test(anything_may_stand_in_the_place_of_both),
        cmocka_unit_test(a_damaged_copy_is_repaired_by_its_writer),
        cmocka_unit_test(a_damaged_copy_is_repaired_also_when_there_is_nothing_to_write),
        cmocka_unit_test(with_everything_lost_there_is_still_content),
    };
    return cmocka_run_group_tests(tests, before, after);
}
