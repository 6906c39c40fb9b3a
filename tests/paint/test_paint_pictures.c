/* The worker: what is needed now comes first, what is broken is remembered, nothing is leaked. */
#include "stage.h"

#include "paint/pictures.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static struct stage stage;
static struct pictures *pictures;

static int open_stage(void **state)
{
    (void)state;
    struct err err;
    stage_open(&stage, 0);
    pictures = pictures_create(&err);
    assert_non_null(pictures);
    return 0;
}

static int close_stage(void **state)
{
    (void)state;
    pictures_destroy(pictures);
    stage_close(&stage);
    return 0;
}

static struct picture named(const char *file)
{
    return (struct picture){.file = file, .focus_x = 0.5, .focus_y = 0.5};
}

static enum picture_state get(const struct picture *picture, int side, enum picture_need need,
                              const uint32_t **pixels)
{
    return pictures_get(pictures, stage.content, picture, side, side, need, 1, pixels);
}

static void test_a_picture_arrives_and_stays(void **state)
{
    (void)state;
    struct picture ramp = named("images/ramp.png");
    const uint32_t *pixels, *again;
    assert_int_equal(get(&ramp, 50, PICTURE_LOOK, NULL), PICTURE_WAITING);
    assert_int_equal(pictures_bytes(pictures), 0); /* looking asks for nothing */
    get(&ramp, 50, PICTURE_NOW, NULL);
    pictures_wait(pictures);
    assert_int_equal(get(&ramp, 50, PICTURE_LOOK, &pixels), PICTURE_READY);
    assert_non_null(pixels);
    assert_int_equal(pictures_bytes(pictures), 50 * 50 * 4);
    assert_int_equal(get(&ramp, 50, PICTURE_NOW, &again), PICTURE_READY);
    assert_ptr_equal(pixels, again);
    assert_int_equal(get(&ramp, 51, PICTURE_LOOK, NULL), PICTURE_WAITING); /* each size is one of its own */
}

static void test_arrival_is_told_and_seen_for_what_is_needed_now(void **state)
{
    (void)state;
    struct picture ramp = named("images/ramp.png");
    pictures_clear_arrived(pictures);
    get(&ramp, 30, PICTURE_SOON, NULL);
    pictures_wait(pictures);
    assert_false(pictures_arrived(pictures));
    get(&ramp, 31, PICTURE_NOW, NULL);
    pictures_wait(pictures);
    assert_true(pictures_arrived(pictures));
    pictures_clear_arrived(pictures);
    assert_false(pictures_arrived(pictures));
}

#define ORDERED 12

static struct {
    pthread_mutex_t mutex;
    struct picture files[ORDERED];
    int order[ORDERED + 1];
    int count;
} seen = {.mutex = PTHREAD_MUTEX_INITIALIZER};

/* Called after each picture: which one is it? */
static void note_order(void *user)
{
    (void)user;
    pthread_mutex_lock(&seen.mutex);
    for (int i = 0; i < ORDERED; i++) {
        bool known = false;
        for (int j = 0; j < seen.count; j++)
            known = known || seen.order[j] == i;
        if (!known && get(&seen.files[i], 20, PICTURE_LOOK, NULL) == PICTURE_READY)
            seen.order[seen.count++] = i;
    }
    pthread_mutex_unlock(&seen.mutex);
}

static void test_what_is_needed_now_overtakes_what_is_needed_soon(void **state)
{
    (void)state;
    char names[ORDERED][32];
    for (int i = 0; i < ORDERED; i++) {
        snprintf(names[i], sizeof names[i], "images/%02d.png", i);
        stage_write_ramp(&stage, names[i], 600, 600);
        seen.files[i] = named(names[i]);
    }
    pictures_on_ready(pictures, note_order, NULL);
    for (int i = 0; i < ORDERED; i++)
        get(&seen.files[i], 20, PICTURE_SOON, NULL);
    get(&seen.files[ORDERED - 1], 20, PICTURE_NOW, NULL);
    pictures_wait(pictures);
    pictures_on_ready(pictures, NULL, NULL);
    note_order(NULL); /* the last call may not have come before the wait was over */
    assert_int_equal(seen.count, ORDERED);
    int place = 0;
    while (seen.order[place] != ORDERED - 1)
        place++;
    assert_true(place <= 2); /* those that the worker had begun meanwhile come first */
    for (int i = 0, last = -1; i < ORDERED; i++) {
        if (seen.order[i] == ORDERED - 1)
            continue;
        assert_true(seen.order[i] > last);
        last = seen.order[i];
    }
}

static void check_failed(const char *file)
{
    struct picture picture = named(file);
    const uint32_t *pixels = NULL;
    get(&picture, 40, PICTURE_NOW, NULL);
    pictures_wait(pictures);
    assert_int_equal(get(&picture, 40, PICTURE_NOW, &pixels), PICTURE_FAILED);
    assert_null(pixels);
}

static void test_a_missing_picture_fails_once(void **state)
{
    (void)state;
    check_failed("images/nowhere.png");
    /* It is not tried again, even when the file is there by now: content never changes. */
    stage_write_ramp(&stage, "images/nowhere.png", 10, 10);
    check_failed("images/nowhere.png");
}

static void test_hostile_files_fail_and_harm_nothing(void **state)
{
    (void)state;
    static const char svg[] =
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9'/></svg>";
    static const char bomb[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff\x08\x06\0\0\0";
    static const char soi[] = "\xff\xd8\xff\xe0\0\x10JFIF\0";
    stage_write(&stage, "images/svg.png", svg, sizeof svg - 1);
    stage_write(&stage, "images/bomb.png", bomb, sizeof bomb - 1);
    stage_write(&stage, "images/cut.jpg", soi, sizeof soi - 1);
    stage_write(&stage, "images/empty.png", "", 0);
    check_failed("images/svg.png");
    check_failed("images/bomb.png");
    check_failed("images/cut.jpg");
    check_failed("images/empty.png");
    check_failed("../../../../etc/passwd");
    check_failed("/etc/passwd");
    check_failed("images");
}

static void test_a_picture_cut_short_fails(void **state)
{
    (void)state;
    char path[128];
    static uint8_t bytes[1 << 20];
    snprintf(path, sizeof path, "%s/images/ramp.png", stage.folder);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    for (size_t i = 1; i < 8; i++) {
        char name[32];
        snprintf(name, sizeof name, "images/cut%zu.png", i);
        stage_write(&stage, name, bytes, length * i / 8);
        check_failed(name);
    }
}

static void test_sizes_out_of_reason_are_refused(void **state)
{
    (void)state;
    struct picture ramp = named("images/ramp.png");
    assert_int_equal(pictures_get(pictures, stage.content, &ramp, 0, 10, PICTURE_NOW, 1, NULL),
                     PICTURE_FAILED);
    assert_int_equal(pictures_get(pictures, stage.content, &ramp, 10, -1, PICTURE_NOW, 1, NULL),
                     PICTURE_FAILED);
    assert_int_equal(pictures_get(pictures, stage.content, &ramp, 99999, 10, PICTURE_NOW, 1, NULL),
                     PICTURE_FAILED);
    assert_int_equal(pictures_get(pictures, NULL, &ramp, 10, 10, PICTURE_NOW, 1, NULL), PICTURE_FAILED);
}

static void test_the_oldest_is_dropped_first(void **state)
{
    (void)state;
    struct picture ramp = named("images/ramp.png");
    while (pictures_oldest(pictures) != UINT64_MAX)
        pictures_drop_oldest(pictures);
    assert_int_equal(pictures_bytes(pictures), 0);
    for (int side = 60; side < 63; side++)
        pictures_get(pictures, stage.content, &ramp, side, side, PICTURE_NOW, (uint64_t)side, NULL);
    pictures_wait(pictures);
    pictures_get(pictures, stage.content, &ramp, 60, 60, PICTURE_NOW, 100, NULL);
    assert_int_equal(pictures_oldest(pictures), 61);
    pictures_drop_oldest(pictures);
    assert_int_equal(get(&ramp, 61, PICTURE_LOOK, NULL), PICTURE_WAITING);
    assert_int_equal(get(&ramp, 60, PICTURE_LOOK, NULL), PICTURE_READY);
    assert_int_equal(get(&ramp, 62, PICTURE_LOOK, NULL), PICTURE_READY);
}

static void test_more_requests_than_places_are_forgotten_not_lost(void **state)
{
    (void)state;
    struct picture ramp = named("images/ramp.png");
    for (int round = 0; round < 3; round++) {
        for (int side = 100; side < 500; side++)
            pictures_get(pictures, stage.content, &ramp, side, 2, PICTURE_SOON, (uint64_t)side, NULL);
    }
    pictures_wait(pictures);
    pictures_get(pictures, stage.content, &ramp, 499, 2, PICTURE_NOW, 1000, NULL);
    pictures_wait(pictures);
    assert_int_equal(pictures_get(pictures, stage.content, &ramp, 499, 2, PICTURE_LOOK, 0, NULL),
                     PICTURE_READY);
}

static void test_what_was_asked_for_content_that_is_gone_is_dropped(void **state)
{
    (void)state;
    enum { FIRST = 10, END = 60, MOST = 5 }; /* sides; the worker may have begun a few meanwhile */
    struct stage other;
    struct err err;
    struct picture large = named("images/large.png");
    stage_open(&other, 0);
    stage_write_ramp(&other, large.file, 1200, 1200);
    struct pictures *own = pictures_create(&err);
    for (int side = FIRST; side < END; side++)
        pictures_get(own, other.content, &large, side, side, PICTURE_SOON, 1, NULL);
    content_unref(other.content); /* the last one of ours: what the worker is at still reads its folder */
    other.content = NULL;
    pictures_wait(own);
    size_t done = 0;
    for (; pictures_oldest(own) != UINT64_MAX; done++)
        pictures_drop_oldest(own);
    assert_in_range(done, 0, MOST);
    pictures_destroy(own);
    stage_close(&other);
}

static void test_it_can_end_in_the_middle_of_its_work(void **state)
{
    (void)state;
    struct picture ramp = named("images/ramp.png");
    for (int i = 0; i < 20; i++) {
        struct err err;
        struct pictures *own = pictures_create(&err);
        for (int side = 400; side < 420; side++)
            pictures_get(own, stage.content, &ramp, side, side, PICTURE_SOON, 1, NULL);
        nanosleep(&(struct timespec){.tv_nsec = i * 200000}, NULL);
        pictures_destroy(own);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_picture_arrives_and_stays),
        cmocka_unit_test(test_arrival_is_told_and_seen_for_what_is_needed_now),
        cmocka_unit_test(test_what_is_needed_now_overtakes_what_is_needed_soon),
        cmocka_unit_test(test_a_missing_picture_fails_once),
        cmocka_unit_test(test_hostile_files_fail_and_harm_nothing),
        cmocka_unit_test(test_a_picture_cut_short_fails),
        cmocka_unit_test(test_sizes_out_of_reason_are_refused),
        cmocka_unit_test(test_the_oldest_is_dropped_first),
        cmocka_unit_test(test_more_requests_than_places_are_forgotten_not_lost),
        cmocka_unit_test(test_what_was_asked_for_content_that_is_gone_is_dropped),
        cmocka_unit_test(test_it_can_end_in_the_middle_of_its_work),
    };
    return cmocka_run_group_tests(tests, open_stage, close_stage);
}
