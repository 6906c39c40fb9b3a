/* Files that several threads read ahead are what one thread reads, and what is wrong is left to that one. */
#include "content/ahead.h"
#include "folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILES      300
#define SKIPPED    77 /* to ctest */
#define NAME_BYTES 32

struct set {
    struct folder folder;
    int descriptor;
    char names[FILES][NAME_BYTES];
    const char *files[FILES];
};

/* number: 7 in slides/007.yaml, with a comment of so many bytes. */
static void write_numbered(const struct set *set, size_t number, size_t comment)
{
    char *text = malloc(comment + NAME_BYTES);
    assert_non_null(text);
    int length = snprintf(text, NAME_BYTES, "number: %zu\n#", number);
    memset(text + length, 'x', comment);
    folder_write(&set->folder, set->names[number], text, (size_t)length + comment);
    free(text);
}

static void set_create(struct set *set, size_t comment)
{
    folder_create(&set->folder);
    for (size_t i = 0; i < FILES; i++) {
        snprintf(set->names[i], NAME_BYTES, "slides/%03zu.yaml", i);
        set->files[i] = set->names[i];
        write_numbered(set, i, comment);
    }
    set->descriptor = open(set->folder.path, O_RDONLY | O_DIRECTORY);
    assert_true(set->descriptor >= 0);
}

static void set_remove(struct set *set)
{
    close(set->descriptor);
    folder_remove(&set->folder);
}

static struct ahead *start(const struct set *set)
{
    struct ahead *ahead = ahead_start(set->descriptor, set->files, FILES);
    assert_non_null(ahead);
    return ahead;
}

/* The document that a file with this number makes. */
static void assert_number(const struct document *document, size_t number)
{
    char text[NAME_BYTES];
    snprintf(text, sizeof text, "%zu", number);
    const struct yaml_node *node = yaml_get(document->root, "number");
    assert_non_null(node);
    assert_string_equal(node->text, text);
    assert_int_equal(node->place.line, 1);
}

/* Takes files; those of left (sorted, ended by FILES) must be left to us. */
static void assert_taken(struct ahead *ahead, const struct set *set, size_t from, size_t to,
                         const size_t *left)
{
    for (size_t i = from; i < to; i++) {
        struct document document;
        bool good = ahead_take(ahead, set->files[i], &document);
        assert_int_equal(good, i != *left);
        if (good) {
            assert_number(&document, i);
            document_finish(&document);
        } else {
            left++;
        }
    }
}

static void every_file_is_what_it_is(void **state)
{
    (void)state;
    static const size_t none = FILES;
    struct set set;
    set_create(&set, 0);
    struct ahead *ahead = start(&set);
    assert_taken(ahead, &set, 0, FILES, &none);
    struct document document;
    assert_false(ahead_take(ahead, set.files[FILES - 1], &document));
    ahead_finish(ahead);
    set_remove(&set);
}

#if defined __has_feature
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif

/* What is resident, in KiB; 0 with AddressSanitizer, which keeps what was freed. */
static long resident(void)
{
    long kb = 0;
#ifndef __SANITIZE_ADDRESS__
    char line[256];
    FILE *status = fopen("/proc/self/status", "r");
    assert_non_null(status);
    while (kb == 0 && fgets(line, sizeof line, status))
        if (strncmp(line, "VmRSS:", strlen("VmRSS:")) == 0)
            kb = strtol(line + strlen("VmRSS:"), NULL, 10);
    fclose(status);
#endif
    return kb;
}

/* Trees of some 500 kB each: all of them would be 150 MB. */
static void write_heavy(const struct set *set)
{
    enum { VALUES = 4000 };
    char *text = malloc(NAME_BYTES + 2 * VALUES);
    assert_non_null(text);
    for (size_t i = 0; i < FILES; i++) {
        int length = snprintf(text, NAME_BYTES, "number: %zu\nlist: [a", i);
        for (size_t j = 0; j < VALUES; j++)
            memcpy(text + length + 2 * j, ",a", 2);
        length += 2 * VALUES;
        text[length++] = ']';
        folder_write(&set->folder, set->names[i], text, (size_t)length);
    }
    free(text);
}

/* Waits for those who read ahead, who must come to rest between these bounds. */
static void assert_held(long before)
{
    enum { LEAST_KB = 512, MOST_KB = 8 * 1024, PATIENCE_MS = 2000, LOOK_MS = 100 };
    for (int ms = 0; ms < PATIENCE_MS && resident() - before < LEAST_KB; ms += LOOK_MS)
        usleep(LOOK_MS * 1000);
    usleep(3 * LOOK_MS * 1000);
    long held = resident() - before;
    print_message("held: %ld KiB\n", held);
    assert_true(before == 0 || held >= LEAST_KB);
    assert_true(held <= MOST_KB);
}

/* Those who read ahead do it by themselves, stop when there is enough, and go on when some was taken. */
static void so_much_is_held_and_no_more(void **state)
{
    (void)state;
    static const size_t none = FILES;
    struct set set;
    set_create(&set, 0);
    write_heavy(&set);
    long before = resident();
    struct ahead *ahead = start(&set);
    assert_held(before);
    assert_taken(ahead, &set, 0, FILES / 2, &none);
    malloc_trim(0);
    assert_held(before);
    assert_taken(ahead, &set, FILES / 2, FILES, &none);
    ahead_finish(ahead);
    set_remove(&set);
}

static void what_is_wrong_is_left(void **state)
{
    (void)state;
    static const size_t left[] = {0, 1, 100, 101, 150, FILES - 1, FILES};
    struct set set;
    set_create(&set, 0);
    folder_write_text(&set.folder, set.files[0], "number: [\n");
    folder_unlink(&set.folder, set.files[1]);
    folder_write_text(&set.folder, set.files[100], "number: 1\nnumber: 2\n"); /* not well-formed to us */
    folder_write_text(&set.folder, set.files[101], "number:\t1\n");
    write_numbered(&set, 150, 17000); /* too large for reading ahead */
    folder_write_text(&set.folder, set.files[FILES - 1], "number: \xff\n");
    struct ahead *ahead = start(&set);
    assert_taken(ahead, &set, 0, FILES, left);
    ahead_finish(ahead);
    set_remove(&set);
}

static void a_file_that_is_not_the_next_is_not_known(void **state)
{
    (void)state;
    struct set set;
    struct document document;
    set_create(&set, 0);
    struct ahead *ahead = start(&set);
    assert_false(ahead_take(ahead, set.files[1], &document));
    assert_false(ahead_take(ahead, "lobby.yaml", &document));
    assert_true(ahead_take(ahead, set.files[0], &document));
    assert_number(&document, 0);
    document_finish(&document);
    ahead_finish(ahead); /* the rest is nobody's */
    set_remove(&set);
}

static void an_end_at_any_time_leaves_nothing(void **state)
{
    (void)state;
    struct set set;
    set_create(&set, 16000);
    for (size_t taken = 0; taken < FILES; taken += 30) {
        struct ahead *ahead = start(&set);
        for (size_t i = 0; i < taken; i++) {
            struct document document;
            assert_true(ahead_take(ahead, set.files[i], &document));
            document_finish(&document);
        }
        ahead_finish(ahead);
    }
    set_remove(&set);
}

static void few_files_are_not_worth_a_thread(void **state)
{
    (void)state;
    struct set set;
    struct document document;
    set_create(&set, 0);
    assert_null(ahead_start(set.descriptor, set.files, AHEAD_FILES_LEAST - 1));
    assert_false(ahead_take(NULL, set.files[0], &document));
    ahead_finish(NULL);
    set_remove(&set);
}

int main(void)
{
    if (sysconf(_SC_NPROCESSORS_ONLN) < 2) {
        fprintf(stderr, "with one processor nobody reads ahead\n");
        return SKIPPED;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_file_is_what_it_is),
        cmocka_unit_test(so_much_is_held_and_no_more),
        cmocka_unit_test(what_is_wrong_is_left),
        cmocka_unit_test(a_file_that_is_not_the_next_is_not_known),
        cmocka_unit_test(an_end_at_any_time_leaves_nothing),
        cmocka_unit_test(few_files_are_not_worth_a_thread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
