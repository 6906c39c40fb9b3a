#include "ground.h"

#include "base/file.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { CAP = 1024 * 1024, DEPTH = 16 };

static char *join(const char *folder, const char *name)
{
    char *path = NULL;
    if (strcmp(name, ".") == 0)
        name = "";
    while (name[0] == '/')
        name++;
    assert_true(asprintf(&path, "%s%s%s", folder, name[0] ? "/" : "", name) > 0);
    return path;
}

void ground_start(struct ground *ground)
{
    /* In memory, because every step syncs, and because inode numbers are not used twice there. */
    ground->root =
        strdup(access("/dev/shm", W_OK) == 0 ? "/dev/shm/lobby-store-XXXXXX" : "/tmp/lobby-store-XXXXXX");
    assert_non_null(mkdtemp(ground->root));
    ground->state = join(ground->root, "state");
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *where)
{
    (void)info;
    (void)kind;
    (void)where;
    return remove(path);
}

void ground_remove(const char *folder)
{
    struct stat info;
    if (lstat(folder, &info) == 0)
        assert_int_equal(nftw(folder, remove_one, DEPTH, FTW_DEPTH | FTW_PHYS), 0);
}

/* nftw hands nothing on. */
static const char *copy_from, *copy_to;

static int copy_one(const char *path, const struct stat *info, int kind, struct FTW *where)
{
    (void)where;
    AUTO_FREE char *to = join(copy_to, path + strlen(copy_from));
    if (kind == FTW_D)
        return mkdir(to, info->st_mode & 0777);
    size_t length;
    AUTO_FREE char *bytes = ground_read(path, ".", &length);
    ground_write(to, ".", bytes, length);
    return 0;
}

void ground_copy(const char *from, const char *to)
{
    copy_from = from;
    copy_to = to;
    assert_int_equal(nftw(from, copy_one, DEPTH, FTW_PHYS), 0);
}

int ground_before(void **state)
{
    struct ground *ground = calloc(1, sizeof *ground);
    assert_non_null(ground);
    ground_start(ground);
    *state = ground;
    return 0;
}

int ground_after(void **state)
{
    ground_finish(*state);
    free(*state);
    return 0;
}

static int is_hidden(const char *path, const struct stat *info, int kind, struct FTW *where)
{
    (void)info;
    (void)kind;
    return path[where->base] == '.';
}

bool ground_tidy(const char *folder)
{
    return nftw(folder, is_hidden, DEPTH, FTW_PHYS) == 0;
}

void ground_finish(struct ground *ground)
{
    ground_remove(ground->root);
    free(ground->root);
    free(ground->state);
}

static bool try_write(const char *folder, const char *name, const void *bytes, size_t length)
{
    AUTO_FREE char *path = join(folder, name);
    FILE *out = fopen(path, "w");
    if (!out)
        return false;
    bool good = fwrite(bytes, 1, length, out) == length;
    return fclose(out) == 0 && good;
}

void ground_write(const char *folder, const char *name, const void *bytes, size_t length)
{
    assert_true(try_write(folder, name, bytes, length));
}

char *ground_read(const char *folder, const char *name, size_t *length)
{
    AUTO_FREE char *path = join(folder, name);
    char *bytes = NULL;
    struct err err;
    return file_read(path, CAP, &bytes, length, &err) ? bytes : NULL;
}

bool ground_exists(const char *folder, const char *name)
{
    AUTO_FREE char *path = join(folder, name);
    struct stat info;
    return lstat(path, &info) == 0;
}

size_t ground_count(const char *folder)
{
    char **names;
    size_t count;
    struct err err;
    AUTO_CLOSE int dir = file_open_folder(folder, &err);
    if (dir < 0)
        return 0;
    assert_true(file_list_below(dir, ".", "", &names, &count, &err));
    file_names_free(names, count);
    return count;
}

struct store_id ground_id(int64_t version, char letter)
{
    struct store_id id = {.epoch = 1, .version = version};
    snprintf(id.commit, sizeof id.commit, "%c%011lx%052x", letter, (unsigned long)version, 7U);
    return id;
}

static void content_of(char text[256], const struct store_id *id)
{
    char name[STORE_NAME_TEXT];
    store_id_name(id, name);
    snprintf(text, 256, "# %s: enough bytes that a half of them is noticed when the other half is missing\n",
             name);
}

static const char *const files[] = {"lobby.yaml", "slides/one.yaml"};

bool ground_fill(const char *folder, const struct store_id *id)
{
    char text[256];
    AUTO_FREE char *slides = join(folder, "slides");
    content_of(text, id);
    bool good = mkdir(folder, 0755) == 0 && mkdir(slides, 0755) == 0;
    for (size_t i = 0; good && i < sizeof files / sizeof files[0]; i++)
        good = try_write(folder, files[i], text, strlen(text));
    return good;
}

bool ground_whole(const char *folder, const struct store_id *id)
{
    char text[256];
    content_of(text, id);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        size_t length;
        AUTO_FREE char *bytes = ground_read(folder, files[i], &length);
        if (!bytes || strcmp(bytes, text) != 0)
            return false;
    }
    return true;
}
