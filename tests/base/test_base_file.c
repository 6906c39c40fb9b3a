/* Nothing outside a folder can be opened from it, and a file is written wholly or not at all. */
#include "base/below.h"
#include "base/file.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* A folder with files, links and traps, and a secret beside it. */
struct ground {
    char root[64];
    int top, dir; /* root, root/content */
};

static void put(int dir, const char *name, const char *text)
{
    int fd = openat(dir, name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
}

static int setup(void **state)
{
    struct ground *ground = calloc(1, sizeof *ground);
    snprintf(ground->root, sizeof ground->root, "/tmp/lobby-file-XXXXXX");
    assert_non_null(mkdtemp(ground->root));
    struct err err;
    ground->top = file_open_folder(ground->root, &err);
    assert_true(ground->top >= 0);
    put(ground->top, "secret", "secret");
    assert_int_equal(mkdirat(ground->top, "content", 0700), 0);
    ground->dir = openat(ground->top, "content", O_RDONLY | O_DIRECTORY);
    assert_int_equal(mkdirat(ground->dir, "slides", 0700), 0);
    put(ground->dir, "slides/b.yaml", "b");
    put(ground->dir, "slides/a.yaml", "a\n");
    put(ground->dir, "slides/.hidden.yaml", "");
    put(ground->dir, "slides/a.yaml~", "");
    put(ground->dir, "..odd", "odd");
    assert_int_equal(symlinkat("../secret", ground->dir, "link"), 0);
    assert_int_equal(symlinkat("slides/a.yaml", ground->dir, "inner"), 0);
    assert_int_equal(symlinkat("..", ground->dir, "up"), 0);
    assert_int_equal(symlinkat("slides", ground->dir, "again"), 0);
    assert_int_equal(mkfifoat(ground->dir, "pipe", 0600), 0);
    *state = ground;
    return 0;
}

static int teardown(void **state)
{
    struct ground *ground = *state;
    close(ground->dir);
    close(ground->top);
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", ground->root);
    int status = system(command);
    free(ground);
    return status;
}

static const struct {
    const char *name;
    bool opens;
    int number; /* what below_open says for a name that below_name_ok takes, else 0 */
} names[] = {
    {"slides/a.yaml", true, 0},
    {"./slides/a.yaml", true, 0},
    {"slides/./a.yaml", true, 0},
    {"..odd", true, 0},
    {"nothing.yaml", false, ENOENT},
    {"slides/nothing/a.yaml", false, ENOENT},
    {"slides/a.yaml/b", false, ENOTDIR},
    {"link", false, ELOOP},
    {"inner", false, ELOOP},
    {"up/secret", false, ELOOP},
    {"again/a.yaml", false, ELOOP},
    {"../secret", false, 0},
    {"..", false, 0},
    {"slides/../../secret", false, 0},
    {"slides/../slides/a.yaml", false, 0},
    {"slides/..", false, 0},
    {"/etc/passwd", false, 0},
    {"/", false, 0},
    {"", false, 0},
    {"slides//a.yaml", false, 0},
    {"slides/a.yaml/", false, 0},
};

static void no_name_leaves_the_folder(void **state)
{
    const struct ground *ground = *state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct err err = {""};
        AUTO_CLOSE int fd = file_open_below(ground->dir, names[i].name, &err);
        assert_int_equal(fd >= 0, names[i].opens);
        assert_int_equal(err.text[0] == '\0', names[i].opens);
    }
}

static void both_ways_of_opening_agree(void **state)
{
    const struct ground *ground = *state;
    int (*const ways[])(int, const char *, int) = {below_open, below_walk};
    for (size_t way = 0; way < COUNT_OF(ways); way++) {
        for (size_t i = 0; i < COUNT_OF(names); i++) {
            assert_int_equal(below_name_ok(names[i].name), names[i].opens || names[i].number != 0);
            if (!below_name_ok(names[i].name))
                continue;
            errno = 0;
            AUTO_CLOSE int fd = ways[way](ground->dir, names[i].name, O_RDONLY);
            int number = errno;
            assert_int_equal(fd >= 0, names[i].opens);
            if (!names[i].opens)
                assert_int_equal(number, names[i].number);
        }
    }
}

static void only_regular_files_are_read(void **state)
{
    const struct ground *ground = *state;
    struct err err;
    char *bytes = NULL;
    size_t length;
    /* Opening a pipe must not wait for a writer either: the test would hang. */
    assert_false(file_read_below(ground->dir, "pipe", 100, &bytes, &length, &err));
    assert_string_equal(err.text, "pipe: it is not a regular file");
    assert_false(file_read_below(ground->dir, "slides", 100, &bytes, &length, &err));
    assert_false(file_read("/dev/zero", 100, &bytes, &length, &err));
    assert_null(bytes);
}

static void a_file_past_its_cap_is_refused(void **state)
{
    const struct ground *ground = *state;
    struct err err;
    AUTO_FREE char *bytes = NULL;
    size_t length = 0;
    assert_false(file_read_below(ground->dir, "slides/a.yaml", 1, &bytes, &length, &err));
    assert_non_null(strstr(err.text, "at most 1 "));
    assert_null(bytes);
    assert_true(file_read_below(ground->dir, "slides/a.yaml", 2, &bytes, &length, &err));
    assert_int_equal(length, 2);
    assert_string_equal(bytes, "a\n");
}

static void a_file_that_claims_no_size_is_read_whole(void **state)
{
    (void)state;
    struct err err;
    AUTO_FREE char *bytes = NULL;
    size_t length = 0;
    assert_true(file_read("/proc/self/status", 1 << 16, &bytes, &length, &err));
    assert_true(length > 100);
    assert_int_equal(strlen(bytes), length);
    char *none = NULL;
    assert_false(file_read("/proc/self/status", 100, &none, &length, &err));
    assert_null(none);
}

static void names_come_sorted_and_without_hidden_ones(void **state)
{
    const struct ground *ground = *state;
    struct err err;
    char **found;
    size_t count;
    assert_true(file_list_below(ground->dir, "slides", ".yaml", &found, &count, &err));
    assert_int_equal(count, 2);
    assert_string_equal(found[0], "a.yaml");
    assert_string_equal(found[1], "b.yaml");
    file_names_free(found, count);
    assert_true(file_list_below(ground->dir, "pages", ".yaml", &found, &count, &err));
    assert_int_equal(count, 0);
    file_names_free(found, count);
    assert_false(file_list_below(ground->dir, "up", "", &found, &count, &err));
    assert_false(file_list_below(ground->dir, "..", "", &found, &count, &err));
    assert_true(file_list_below(ground->dir, ".", "e", &found, &count, &err));
    assert_int_equal(count, 1);
    assert_string_equal(found[0], "pipe");
    file_names_free(found, count);
}

static void thousands_of_names_are_too_many(void **state)
{
    const struct ground *ground = *state;
    struct err err;
    char **found;
    size_t count;
    assert_int_equal(mkdirat(ground->dir, "many", 0777), 0);
    int many = openat(ground->dir, "many", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (unsigned i = 0; i <= FILE_NAMES_MAX; i++) {
        char name[16];
        snprintf(name, sizeof name, "%u", i);
        close(openat(many, name, O_WRONLY | O_CREAT | O_CLOEXEC, 0666));
        if (i + 1 == FILE_NAMES_MAX) {
            assert_true(file_list_below(ground->dir, "many", "", &found, &count, &err));
            assert_int_equal(count, FILE_NAMES_MAX);
            file_names_free(found, count);
        }
    }
    assert_false(file_list_below(ground->dir, "many", "", &found, &count, &err));
    assert_string_equal(err.text, "many: there are more than 10000 files; remove some");
    assert_true(file_list_below(ground->dir, "many", "77", &found, &count, &err)); /* others do not count */
    file_names_free(found, count);
    for (unsigned i = 0; i <= FILE_NAMES_MAX; i++) {
        char name[16];
        snprintf(name, sizeof name, "%u", i);
        unlinkat(many, name, 0);
    }
    close(many);
    assert_int_equal(unlinkat(ground->dir, "many", AT_REMOVEDIR), 0);
}

/* True when nothing but "content" and "secret" lies there. */
static bool nothing_left_over(const struct ground *ground)
{
    AUTO_FREE char *command = NULL;
    assert_true(asprintf(&command, "test \"$(ls -A %s | tr '\\n' ' ')\" = 'content secret '", ground->root) >
                0);
    return system(command) == 0;
}

static void a_written_file_replaces_the_old_one_whole(void **state)
{
    const struct ground *ground = *state;
    struct err err;
    AUTO_FREE char *path = NULL;
    assert_true(asprintf(&path, "%s/secret", ground->root) > 0);
    AUTO_CLOSE int old = open(path, O_RDONLY);
    assert_true(file_write(path, "new", 3, &err));
    /* Who had the old file open goes on reading the old file: it was never written into. */
    char before[8] = "";
    assert_int_equal(read(old, before, sizeof before), 6);
    assert_string_equal(before, "secret");
    AUTO_FREE char *bytes = NULL;
    size_t length;
    assert_true(file_read(path, 10, &bytes, &length, &err));
    assert_string_equal(bytes, "new");
    assert_true(nothing_left_over(ground));
}

static void a_write_that_fails_leaves_nothing(void **state)
{
    const struct ground *ground = *state;
    struct err err;
    AUTO_FREE char *path = NULL, *missing = NULL;
    assert_true(asprintf(&path, "%s/content", ground->root) > 0);
    assert_false(file_write(path, "x", 1, &err)); /* a folder stands there */
    assert_true(nothing_left_over(ground));
    assert_true(asprintf(&missing, "%s/no/file", ground->root) > 0);
    assert_false(file_write(missing, "x", 1, &err));
    assert_false(file_write("/tmp/", "x", 1, &err));
}

/* The process whose name it bears has ended; another one, and this one, may be writing. */
static void what_a_killed_writer_left_goes_with_the_next_write(void **state)
{
    const struct ground *ground = *state;
    struct err err;
    char left[64], own[64];
    int status;
    pid_t process = fork();
    assert_true(process >= 0);
    if (process == 0)
        _exit(0);
    assert_int_equal(waitpid(process, &status, 0), process);
    snprintf(left, sizeof left, ".lobby-%d-0.tmp", (int)process);
    snprintf(own, sizeof own, ".lobby-%d-7.tmp", (int)getpid());
    static const char *const stay[] = {".lobby-1-0.tmp", ".lobby-lock", ".lobby-x-0.tmp", ".lobby--5-0.tmp",
                                       ".lobby-99999999999-0.tmp"};
    put(ground->dir, left, "half");
    put(ground->dir, own, "half");
    for (size_t i = 0; i < COUNT_OF(stay); i++)
        put(ground->dir, stay[i], "half");
    assert_true(file_write_at(ground->dir, "whole", "whole", 5, &err));
    assert_int_equal(faccessat(ground->dir, left, F_OK, 0), -1);
    assert_int_equal(faccessat(ground->dir, own, F_OK, 0), 0);
    for (size_t i = 0; i < COUNT_OF(stay); i++)
        assert_int_equal(faccessat(ground->dir, stay[i], F_OK, 0), 0);
}

static void a_link_is_replaced_and_not_followed(void **state)
{
    const struct ground *ground = *state;
    struct err err;
    AUTO_FREE char *path = NULL, *target = NULL, *bytes = NULL;
    assert_true(asprintf(&path, "%s/content/link", ground->root) > 0);
    assert_true(asprintf(&target, "%s/secret", ground->root) > 0);
    assert_true(file_write(path, "mine", 4, &err));
    size_t length;
    assert_true(file_read(target, 10, &bytes, &length, &err));
    assert_string_equal(bytes, "secret");
}

int main(void)
{
#define ON_GROUND(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        ON_GROUND(no_name_leaves_the_folder),
        ON_GROUND(both_ways_of_opening_agree),
        ON_GROUND(only_regular_files_are_read),
        ON_GROUND(a_file_past_its_cap_is_refused),
        ON_GROUND(a_file_that_claims_no_size_is_read_whole),
        ON_GROUND(names_come_sorted_and_without_hidden_ones),
        ON_GROUND(thousands_of_names_are_too_many),
        ON_GROUND(a_written_file_replaces_the_old_one_whole),
        ON_GROUND(a_write_that_fails_leaves_nothing),
        ON_GROUND(what_a_killed_writer_left_goes_with_the_next_write),
        ON_GROUND(a_link_is_replaced_and_not_followed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
