#include "place.h"

#include "base/file.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void path_join(char path[PATH_SIZE], const char *folder, const char *name)
{
    assert_true(snprintf(path, PATH_SIZE, "%s/%s", folder, name) < PATH_SIZE);
}

void place_create_at(struct place *place, const char *where)
{
    *place = (struct place){0};
    path_join(place->root, where, "lobby-depot-XXXXXX");
    assert_non_null(mkdtemp(place->root));
    path_join(place->content, place->root, "content");
    path_join(place->publication, place->root, "publication");
    path_join(place->state, place->root, "state");
    path_join(place->repo, place->state, "repo");
    assert_int_equal(mkdir(place->content, 0777), 0);
    assert_int_equal(mkdir(place->publication, 0777), 0);
    assert_int_equal(mkdir(place->state, 0777), 0);
}

void place_create(struct place *place)
{
    /* In memory where that is possible: nothing here needs a disk, and a sync of it is free. */
    place_create_at(place, access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *walk)
{
    (void)info, (void)type, (void)walk;
    return remove(path);
}

void remove_tree(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void place_remove(struct place *place)
{
    remove_tree(place->root);
}

void write_file(const char *folder, const char *name, const void *bytes, size_t length)
{
    char path[PATH_SIZE];
    path_join(path, folder, name);
    for (char *slash = path + strlen(folder) + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        mkdir(path, 0777);
        *slash = '/';
    }
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, length, out), length);
    assert_int_equal(fclose(out), 0);
}

void write_text(const char *folder, const char *name, const char *text)
{
    write_file(folder, name, text, strlen(text));
}

char *read_whole(const char *folder, const char *name, size_t *length)
{
    char path[PATH_SIZE];
    char *bytes = NULL;
    struct err err = {0};
    path_join(path, folder, name);
    if (!file_read(path, 1 << 30, &bytes, length, &err))
        fail_msg("%s", err.text);
    return bytes;
}

void write_noise(const char *folder, const char *name, size_t length, unsigned seed)
{
    unsigned char *bytes = malloc(length + 1);
    assert_non_null(bytes);
    uint64_t state = seed * 2654435761U + 88172645463325252U; /* xorshift64 */
    for (size_t i = 0; i < length; i++) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes[i] = (unsigned char)(state >> 32);
    }
    write_file(folder, name, bytes, length);
    free(bytes);
}

void place_fill(struct place *place)
{
    write_text(place->content, "lobby.yaml", "format: 1\nname: A lobby\n");
    write_text(place->content, "slides/one.yaml", "layout: statement\ntitle: One\n");
    write_text(place->content, "slides/two.yaml", "layout: statement\ntitle: Two\n");
    write_text(place->content, "pages/same.yaml", "layout: statement\ntitle: Two\n");
    write_text(place->content, "pages/empty.md", "");
    write_noise(place->content, "images/deep/noise.jpg", 50000, 1);
}

void place_publish(struct place *place)
{
    struct refusal why = {0};
    struct depot *depot = depot_open(place->publication, true, &why);
    accepted(depot, &why);
    accepted(depot_commit(depot, place->content, place->commit, NULL, NULL, &why), &why);
    accepted(depot_measure(depot, place->commit, &place->size, &why), &why);
    depot_close(depot);
}

struct depot_pull place_task(const struct place *place, const char *where)
{
    return (struct depot_pull){
        .source = {.where = where, .proxy = "", .connect_s = 5, .idle_s = 5, .total_s = 30},
        .repo = place->repo,
        .commit = place->commit,
        .bytes = place->size.bytes,
        .objects = place->size.objects,
    };
}

void place_pull(const struct place *place)
{
    const struct depot_pull task = place_task(place, place->publication);
    struct depot_pulled pulled;
    struct refusal why = {0};
    accepted(depot_pull(&task, &pulled, &why), &why);
}

void object_of(const struct place *place, const char *name, char path[PATH_SIZE])
{
    /* The list of a commit of that one file alone names its object. */
    struct place alone;
    struct depot_objects objects;
    struct refusal why = {0};
    size_t length;
    place_create(&alone);
    char *bytes = read_whole(place->content, name, &length);
    write_file(alone.content, "file", bytes, length);
    free(bytes);
    place_publish(&alone);
    struct depot *depot = depot_open(alone.publication, false, &why);
    accepted(depot, &why);
    accepted(depot_list(depot, alone.commit, NULL, &objects, &why), &why);
    assert_string_equal(objects.items[0].path, "repo/config");
    assert_non_null(strstr(objects.items[1].path, ".filez"));
    path_join(path, place->publication, objects.items[1].path);
    depot_objects_free(&objects);
    depot_close(depot);
    place_remove(&alone);
    assert_int_equal(access(path, F_OK), 0);
}

void accepted(bool ok, const struct refusal *why)
{
    if (!ok)
        fail_msg("refused as %s: %s", why->code, why->err.text);
}

void refused(bool ok, const struct refusal *why, const char *code)
{
    if (ok)
        fail_msg("accepted, not refused as %s", code);
    if (!why->code || strcmp(why->code, code) != 0)
        fail_msg("refused as %s, not as %s: %s", why->code, code, why->err.text);
    assert_true(strlen(why->err.text) > 10);
}

void run(const char *format, ...)
{
    char command[4 * PATH_SIZE];
    va_list args;
    va_start(args, format);
    assert_true(vsnprintf(command, sizeof command, format, args) < (int)sizeof command);
    va_end(args);
    const int status = system(command);
    if (status != 0)
        fail_msg("status %d of: %s", status, command);
}

bool same_tree(const char *one, const char *other)
{
    char command[4 * PATH_SIZE];
    assert_true(snprintf(command, sizeof command, "diff -r '%s' '%s' >/dev/null", one, other) <
                (int)sizeof command);
    return system(command) == 0;
}

void copy_tree(const char *from, const char *to)
{
    run("cp -a '%s' '%s'", from, to);
}
