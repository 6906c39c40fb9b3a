/* How long it takes to look at every screen: as much as people wait for an answer, and a cup of coffee. */
#include "kit.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { SHIPPED = 15, PICTURE_MAX = 8 << 20 };

/* The shipped slides and their pictures. */
static const char *const slides[SHIPPED] = {"accolades", "boards",     "boler-centers",  "careers",
                                            "caseload",  "compassion", "contact",        "hands-on",
                                            "lurie",     "research",   "resources",      "rotations",
                                            "teaching",  "welcome",    "three-platforms"};

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static char *read_shipped(const char *name, size_t *length)
{
    char path[512];
    struct err err;
    char *bytes = NULL;
    snprintf(path, sizeof path, "%s/content/%s", LOBBY_SOURCE_DIR, name);
    if (!file_read(path, PICTURE_MAX, &bytes, length, &err))
        fail_msg("%s", err.text);
    return bytes;
}

/* Copies the picture of a slide under a name of its own, and makes the slide show that. */
static void copy_picture(const struct folder *folder, char *text, size_t number)
{
    static const char before[] = "images/";
    char *at = strstr(text, before), *end = at ? strstr(at, ".jpg") : NULL, name[64];
    size_t length;
    if (!end)
        return;
    snprintf(name, sizeof name, "%.*s", (int)(end - at) + 4, at);
    AUTO_FREE char *bytes = read_shipped(name, &length);
    /* As many letters as the old name has, filled up in front. */
    size_t room = (size_t)(end - at) - strlen(before);
    char own[64];
    snprintf(own, sizeof own, "%0*zu", (int)room, number);
    assert_int_equal(strlen(own), room);
    memcpy(at + strlen(before), own, room);
    snprintf(name, sizeof name, "%.*s", (int)(end - at) + 4, at);
    folder_write(folder, name, bytes, length);
}

/* The shipped content with n slides, the shipped ones over and over, each with a picture file of its own. */
static struct content *make_content(struct folder *folder, size_t n)
{
    static const char *const pages[] = {"accolades", "boler-centers", "caseload", "contact",
                                        "program",   "research",      "teaching", "training"};
    folder_create(folder);
    folder_write_text(folder, "lobby.yaml", "format: 1\nname: Lobby\nlanguages: [en, es]\n");
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        static const char *const ends[] = {".yaml", ".en.md", ".es.md"};
        for (size_t j = 0; j < 3; j++) {
            char name[64];
            size_t length;
            snprintf(name, sizeof name, "pages/%s%s", pages[i], ends[j]);
            AUTO_FREE char *bytes = read_shipped(name, &length);
            folder_write(folder, name, bytes, length);
            char *picture = j == 0 ? strstr(bytes, "images/") : NULL;
            if (!picture)
                continue;
            snprintf(name, sizeof name, "%.*s", (int)(strstr(picture, ".jpg") - picture) + 4, picture);
            AUTO_FREE char *pixels = read_shipped(name, &length);
            folder_write(folder, name, pixels, length);
        }
    }
    for (size_t i = 0; i < n; i++) {
        char name[64];
        size_t length;
        snprintf(name, sizeof name, "slides/%s.yaml", slides[i % SHIPPED]);
        AUTO_FREE char *text = read_shipped(name, &length);
        copy_picture(folder, text, i);
        snprintf(name, sizeof name, "slides/s%03zu.yaml", i);
        folder_write_text(folder, name, text);
    }
    return kit_load(folder);
}

static void measure(size_t n, double most, size_t runs)
{
    struct folder folder;
    struct content *content = make_content(&folder, n);
    double took[3];
    for (size_t i = 0; i < runs; i++) {
        double begin = seconds();
        char *said = kit_said(&folder);
        took[i] = seconds() - begin;
        assert_string_equal(said, "");
        free(said);
    }
    for (size_t i = 0; i + 1 < runs; i++) /* the median stands in the middle */
        for (size_t j = i + 1; j < runs; j++)
            if (took[j] < took[i]) {
                double other = took[i];
                took[i] = took[j];
                took[j] = other;
            }
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    print_message("%zu slides, %zu pages, %zu languages: %.2f s, at most %ld MB in a process\n",
                  content->n_slides, content->n_pages, content->n_langs, took[runs / 2],
                  usage.ru_maxrss / 1024);
    assert_true(took[runs / 2] < most);
    content_unref(content);
    folder_remove(&folder);
}

static void twelve_slides_take_3_s(void **state)
{
    (void)state;
    measure(12, 3, 3);
}

static void five_hundred_slides_take_60_s(void **state)
{
    (void)state;
    measure(500, 60, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(twelve_slides_take_3_s),
                                       cmocka_unit_test(five_hundred_slides_take_60_s)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
