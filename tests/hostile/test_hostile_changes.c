/* A folder that changes while it is read: what was checked when it was loaded is not what is decoded later.
 */
#include "cases.h"
#include "images.h"
#include "measure.h"

#include "base/file.h"
#include "content/content.h"
#include "content/imagehead.h"
#include "paint/decode.h"
#include "paint/pictures.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PICTURE     "images/picture.png"
#define SECONDS_MAX 30

static const struct crop crop = {320, 180, 0.5, 0.5, 0x204060};

static void in_folder(const struct folder *folder, const char *name, char path[512])
{
    snprintf(path, 512, "%s/%s", folder->path, name);
}

static struct content *load(const struct folder *folder)
{
    struct diag_list *diags = diag_list_create();
    struct content *content = content_load(folder->path, diags);
    diag_list_destroy(diags);
    return content;
}

/* Exchanged after the check */

struct exchange {
    const struct hostile_case *row;
    bool loaded, refused, said;
    struct cost cost;
    char why[1200];
};

/* True for rows whose picture, or what stands in its place, is refused. */
static bool is_of_picture(const struct hostile_case *row)
{
    bool named = row->file && strcmp(row->file, PICTURE) == 0;
    bool replaced = row->make && row->tail.bytes && strcmp(row->tail.bytes, PICTURE) == 0;
    return row->outcome == REFUSED && (row->picture || named || replaced);
}

static void exchange(void *shared, const void *user)
{
    struct exchange *report = shared;
    const struct folder *folder = user;
    struct content *content = load(folder);
    struct err err = {""};
    uint32_t *pixels = NULL;
    report->loaded = content;
    if (!content)
        return;
    cases_apply(folder, report->row);
    cost_begin(&report->cost);
    report->refused = !decode_picture(content->folder, PICTURE, &crop, &pixels, &err);
    cost_end(&report->cost);
    /* A link or a pipe is called by another name here than by those who look before they open. */
    report->said = report->row->make ? err.text[0] : strstr(err.text, report->row->says) != NULL;
    if (strstr(err.text, "at most 8388608 are read"))
        report->said = true;
    strncpy(report->why, err.text, sizeof report->why - 1);
    free(pixels);
    content_unref(content);
}

static bool try_exchange(const struct hostile_case *row)
{
    struct folder folder;
    struct exchange report = {.row = row};
    folder_create(&folder);
    cases_folder(&folder);
    bool lived = apart(exchange, &report, sizeof report, &folder, SECONDS_MAX, NULL);
    bool cheap = cost_within(&report.cost, REFUSED_MS_MAX, REFUSED_KB_MAX);
    folder_remove(&folder);
    if (lived && report.loaded && report.refused && report.said && cheap)
        return true;
    fprintf(stderr, "FAILED: %s: lived %d, loaded %d, refused %d, said %d, %.1f ms: %s\n", row->name, lived,
            report.loaded, report.refused, report.said, report.cost.ms, report.why);
    return false;
}

static void test_a_picture_is_checked_again_when_it_is_decoded(void **state)
{
    (void)state;
    size_t tried = 0, bad = 0;
    for (size_t i = 0; i < hostile_n_tables; i++) {
        for (size_t j = 0; j < hostile_tables[i]->count; j++) {
            if (!is_of_picture(&hostile_tables[i]->rows[j]))
                continue;
            tried++;
            bad += !try_exchange(&hostile_tables[i]->rows[j]);
        }
    }
    printf("%zu pictures exchanged\n", tried);
    assert_true(tried > 80);
    assert_int_equal(bad, 0);
}

/* The worker of a kiosk gives such a picture up, and its place stays empty. */
static void test_a_kiosk_gives_it_up(void **state)
{
    (void)state;
    struct folder folder;
    struct err err;
    const uint32_t *pixels;
    folder_create(&folder);
    cases_folder(&folder);
    struct content *content = load(&folder);
    struct pictures *pictures = pictures_create(&err);
    assert_non_null(content);
    assert_non_null(pictures);
    const struct picture *picture = content->slides[0].picture;
    assert_int_equal(pictures_get(pictures, content, picture, 64, 36, PICTURE_NOW, 1, &pixels),
                     PICTURE_WAITING);
    pictures_wait(pictures);
    assert_int_equal(pictures_get(pictures, content, picture, 64, 36, PICTURE_NOW, 1, &pixels),
                     PICTURE_READY);
    folder_write_text(&folder, PICTURE, "<svg width='60000' height='60000'/>");
    pictures_get(pictures, content, picture, 80, 45, PICTURE_NOW, 1, &pixels);
    pictures_wait(pictures);
    assert_int_equal(pictures_get(pictures, content, picture, 80, 45, PICTURE_NOW, 1, &pixels),
                     PICTURE_FAILED);
    assert_null(pixels);
    pictures_destroy(pictures);
    content_unref(content);
    folder_remove(&folder);
}

/* Changing all the time */

struct changer {
    const struct folder *folder;
    atomic_bool ending;
};

/* What may stand in a file's place for a moment. Made aside, so that it can be put there at once. */
static bool make_other(const struct changer *changer, unsigned turn, const struct bytes *good,
                       const char *path, const char *aside)
{
    unlink(aside);
    switch (turn % 6) {
    case 1:
        folder_write_text(changer->folder, "aside", "<svg width='60000' height='60000'/>");
        return true;
    case 2:
        return symlink("/etc/passwd", aside) == 0;
    case 3:
        return mkfifo(aside, 0666) == 0;
    case 4: /* shortened where it is, and then whole again */
        if (truncate(path, 20) == 0)
            usleep(50);
        break;
    default:
        break;
    }
    folder_write(changer->folder, "aside", good->at, good->length);
    return true;
}

static void *keep_changing(void *user)
{
    struct changer *changer = user;
    static const char *const names[] = {PICTURE, "lobby.yaml", PICTURE, "slides/welcome.yaml",
                                        "pages/about.md"};
    enum { NAMES = sizeof names / sizeof names[0] };
    struct bytes good[NAMES] = {0};
    char path[512], aside[512];
    bool going = true;
    in_folder(changer->folder, "aside", aside);
    for (size_t i = 0; i < NAMES; i++) {
        in_folder(changer->folder, names[i], path);
        bytes_read(&good[i], path);
    }
    for (unsigned turn = 0; going && !atomic_load(&changer->ending); turn++) {
        size_t which = turn / 6 % NAMES; /* six turns each, and the last of them leaves it good */
        in_folder(changer->folder, names[which], path);
        going = make_other(changer, turn, &good[which], path, aside) && rename(aside, path) == 0;
        if (turn % 6 == 5)
            usleep(200);
    }
    for (size_t i = 0; i < NAMES; i++)
        bytes_finish(&good[i]);
    return going ? changer : NULL;
}

struct turns {
    size_t loaded, refused, decoded, failed;
};

static void read_all_the_time(void *shared, const void *user)
{
    enum { TURNS = 1500 };
    struct turns *turns = shared;
    struct changer changer = {.folder = user};
    pthread_t thread;
    void *whole;
    if (pthread_create(&thread, NULL, keep_changing, &changer) != 0)
        abort();
    for (int i = 0; i < TURNS; i++) {
        struct content *content = load(user);
        uint32_t *pixels = NULL;
        struct err err;
        turns->loaded += content != NULL;
        turns->refused += content == NULL;
        if (content && decode_picture(content->folder, PICTURE, &crop, &pixels, &err))
            turns->decoded++;
        else
            turns->failed += content != NULL;
        free(pixels);
        content_unref(content);
    }
    atomic_store(&changer.ending, true);
    pthread_join(thread, &whole);
    if (!whole)
        abort();
}

static void test_a_folder_that_changes_all_the_time(void **state)
{
    (void)state;
    struct folder folder;
    struct turns turns = {0};
    folder_create(&folder);
    cases_folder(&folder);
    assert_true(apart(read_all_the_time, &turns, sizeof turns, &folder, SECONDS_MAX, NULL));
    printf("loaded %zu times (decoded %zu, not %zu), refused %zu times\n", turns.loaded, turns.decoded,
           turns.failed, turns.refused);
    assert_true(turns.loaded > 0 && turns.refused > 0 && turns.decoded > 0);
    folder_remove(&folder);
}

/* Growing */

static void *keep_growing(void *user)
{
    struct changer *changer = user;
    static const char piece[65536];
    char path[512];
    in_folder(changer->folder, PICTURE, path);
    int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
    while (!atomic_load(&changer->ending)) {
        struct stat info;
        if (fstat(fd, &info) == 0 && info.st_size > 4 * (off_t)IMAGE_BYTES_MAX && ftruncate(fd, 1000) < 0)
            break;
        if (write(fd, piece, sizeof piece) < 0)
            break;
    }
    close(fd);
    return NULL;
}

static void read_what_grows(void *shared, const void *user)
{
    enum { TURNS = 200 };
    struct turns *turns = shared;
    struct changer changer = {.folder = user};
    struct err err;
    AUTO_CLOSE int fd = file_open_folder(changer.folder->path, &err);
    pthread_t thread;
    if (fd < 0 || pthread_create(&thread, NULL, keep_growing, &changer) != 0)
        abort();
    for (int i = 0; i < TURNS; i++) {
        uint32_t *pixels = NULL;
        bool good = decode_picture(fd, PICTURE, &crop, &pixels, &err);
        turns->decoded += good;
        turns->failed += !good;
        free(pixels);
    }
    atomic_store(&changer.ending, true);
    pthread_join(thread, NULL);
}

static void test_a_picture_that_grows_without_end(void **state)
{
    (void)state;
    struct folder folder;
    struct turns turns = {0};
    folder_create(&folder);
    cases_folder(&folder);
    assert_true(apart(read_what_grows, &turns, sizeof turns, &folder, SECONDS_MAX, NULL));
    printf("decoded %zu times, refused %zu times\n", turns.decoded, turns.failed);
    assert_true(turns.failed > 0);
    folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_picture_is_checked_again_when_it_is_decoded),
        cmocka_unit_test(test_a_kiosk_gives_it_up),
        cmocka_unit_test(test_a_folder_that_changes_all_the_time),
        cmocka_unit_test(test_a_picture_that_grows_without_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
