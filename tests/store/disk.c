#include "disk.h"

#include "base/file.h"
#include "ground.h"
#include "steps.h"

#include <assert.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NAME = 128, ENTRIES = 64, BYTES = 1 << 20 };

static char *root, *memory;

/* Of a folder, as it is or as it was synced. */
struct entry {
    char name[NAME];
    unsigned long long inode;
    bool folder;
};
struct listing {
    size_t count;
    struct entry entries[ENTRIES];
};

static char *path_of(const char *folder, const char *name)
{
    char *path = NULL;
    assert(asprintf(&path, "%s/%s", folder, name) > 0);
    return path;
}

static char *memory_of(char kind, unsigned long long inode)
{
    char name[NAME];
    snprintf(name, sizeof name, "%c%llu", kind, inode);
    return path_of(memory, name);
}

static void put(const char *path, const void *bytes, size_t length)
{
    FILE *out = fopen(path, "w");
    assert(out && fwrite(bytes, 1, length, out) == length);
    assert(fclose(out) == 0);
}

static char *get(const char *path, size_t *length)
{
    char *bytes = NULL;
    struct err err;
    return file_read(path, BYTES, &bytes, length, &err) ? bytes : NULL;
}

static void list(DIR *stream, struct listing *listing)
{
    *listing = (struct listing){0};
    for (const struct dirent *entry; (entry = readdir(stream));) {
        struct stat info;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        assert(listing->count < ENTRIES && strlen(entry->d_name) < NAME);
        assert(fstatat(dirfd(stream), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0);
        struct entry *added = &listing->entries[listing->count++];
        *added = (struct entry){.inode = info.st_ino, .folder = S_ISDIR(info.st_mode)};
        strcpy(added->name, entry->d_name);
    }
}

static bool list_path(const char *path, struct listing *listing)
{
    *listing = (struct listing){0};
    DIR *stream = path ? opendir(path) : NULL;
    if (stream) {
        list(stream, listing);
        closedir(stream);
    }
    return stream;
}

void disk_synced(int fd, const struct stat *info)
{
    if (!memory)
        return;
    AUTO_FREE char *note = memory_of(S_ISDIR(info->st_mode) ? 'd' : 'f', info->st_ino);
    AUTO_FREE char *self = NULL;
    assert(asprintf(&self, "/proc/self/fd/%d", fd) > 0);
    if (S_ISDIR(info->st_mode)) {
        struct listing *listing = malloc(sizeof *listing);
        assert(listing && list_path(self, listing));
        put(note, listing, sizeof *listing);
        free(listing);
    } else {
        size_t length;
        AUTO_FREE char *bytes = get(self, &length);
        assert(bytes);
        put(note, bytes, length);
    }
}

/* All of it is surely there. */
static void learn(const char *path)
{
    struct stat info;
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);
    assert(fd >= 0 && fstat(fd, &info) == 0);
    disk_synced(fd, &info);
    struct listing *listing = malloc(sizeof *listing);
    if (S_ISDIR(info.st_mode) && list_path(path, listing))
        for (size_t i = 0; i < listing->count; i++) {
            AUTO_FREE char *inner = path_of(path, listing->entries[i].name);
            learn(inner);
        }
    free(listing);
}

void disk_start(const char *disk, const char *notes)
{
    disk_stop();
    root = strdup(disk);
    memory = strdup(notes);
    assert(root && memory);
    learn(root);
}

void disk_stop(void)
{
    free(root);
    free(memory);
    root = memory = NULL;
}

static const struct entry *find(const struct listing *listing, const char *name)
{
    for (size_t i = 0; i < listing->count; i++)
        if (strcmp(listing->entries[i].name, name) == 0)
            return &listing->entries[i];
    return NULL;
}

/* Where a folder or file of that number is now, below path; malloced, or NULL. */
static char *whereabouts(const char *path, unsigned long long inode)
{
    struct listing *listing = malloc(sizeof *listing);
    char *found = NULL;
    (void)list_path(path, listing);
    for (size_t i = 0; i < listing->count && !found; i++) {
        char *inner = path_of(path, listing->entries[i].name);
        if (listing->entries[i].inode == inode) {
            found = inner;
            continue;
        }
        found = listing->entries[i].folder ? whereabouts(inner, inode) : NULL;
        free(inner);
    }
    free(listing);
    return found;
}

static void bring_back_file(unsigned long long inode, const char *to, unsigned long long *random)
{
    size_t length = 0;
    AUTO_FREE char *note = memory_of('f', inode);
    AUTO_FREE char *bytes = get(note, &length);
    if (!bytes) {
        /* Never synced: all of it, nothing, half, or the right length of nothing. */
        AUTO_FREE char *live = whereabouts(root, inode);
        bytes = live ? get(live, &length) : NULL;
        unsigned long long how = bytes ? steps_random(random) % 4 : 1;
        length = how == 0 || how == 3 ? length : how == 1 ? 0 : length / 2;
        if (how == 3)
            memset(bytes, 0, length);
    }
    put(to, bytes ? bytes : "", length);
}

static void bring_back_folder(unsigned long long inode, const char *live, const char *to,
                              unsigned long long *random);

static void bring_back(const struct entry *entry, const char *to, unsigned long long *random)
{
    AUTO_FREE char *into = path_of(to, entry->name);
    if (!entry->folder) {
        bring_back_file(entry->inode, into, random);
        return;
    }
    AUTO_FREE char *live = whereabouts(root, entry->inode);
    bring_back_folder(entry->inode, live, into, random);
}

static void bring_back_folder(unsigned long long inode, const char *live, const char *to,
                              unsigned long long *random)
{
    struct listing *now = malloc(sizeof *now), none = {0};
    AUTO_FREE char *note = memory_of('d', inode);
    size_t length;
    AUTO_FREE char *bytes = get(note, &length);
    const struct listing *then = bytes ? (const void *)bytes : &none;
    assert(now && (!bytes || length == sizeof *then) && mkdir(to, 0755) == 0);
    (void)list_path(live, now);
    for (size_t i = 0; i < then->count; i++) {
        const struct entry *old = &then->entries[i], *new = find(now, old->name);
        bool same = new &&new->inode == old->inode;
        const struct entry *pick = same || steps_random(random) % 2 ? old : new;
        if (pick)
            bring_back(pick, to, random);
    }
    for (size_t i = 0; i < now->count; i++)
        if (!find(then, now->entries[i].name) && steps_random(random) % 2)
            bring_back(&now->entries[i], to, random);
    free(now);
}

void disk_cut(unsigned long long *random)
{
    AUTO_FREE char *next = NULL;
    struct stat info;
    assert(asprintf(&next, "%s.next", root) > 0 && stat(root, &info) == 0);
    bring_back_folder(info.st_ino, root, next, random);
    ground_remove(root);
    ground_remove(memory);
    assert(rename(next, root) == 0 && mkdir(memory, 0755) == 0);
    learn(root);
}
