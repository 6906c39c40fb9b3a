#include "store/tree.h"

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDER_FLAGS = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC };

/* What is done to a thing; to a folder after all that is in it. */
typedef bool tree_act(int dir, const char *name, const struct stat *info, void *user, struct err *err);

struct walk {
    tree_act *act;
    void *user;
    bool unlock; /* folders may be closed to their owner */
    unsigned depth;
    struct err *err;
};

static bool fail(struct err *err, const char *name)
{
    return err_set(err, "%s: %s", name, strerror(errno));
}

bool tree_names(int dir, bool (*visit)(int dir, const char *name, void *user), void *user, struct err *err)
{
    int fd = openat(dir, ".", FOLDER_FLAGS);
    DIR *stream = fd >= 0 ? fdopendir(fd) : NULL;
    if (!stream) {
        fail(err, "the folder");
        file_close_p(&fd);
        return false;
    }
    bool good = true;
    while (good) {
        errno = 0;
        const struct dirent *entry = readdir(stream);
        if (!entry) {
            good = errno == 0 || fail(err, "the folder");
            break;
        }
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            good = visit(dir, entry->d_name, user);
    }
    closedir(stream);
    return good;
}

static bool walk_one(int dir, const char *name, void *user)
{
    struct walk *walk = user;
    struct stat info;
    if (fstatat(dir, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return fail(walk->err, name);
    if (S_ISDIR(info.st_mode)) {
        if (walk->unlock && (info.st_mode & S_IRWXU) != S_IRWXU)
            (void)fchmodat(dir, name, S_IRWXU, 0); /* if not, the next step says so */
        AUTO_CLOSE int inner = openat(dir, name, FOLDER_FLAGS);
        if (inner < 0)
            return fail(walk->err, name);
        if (++walk->depth > TREE_DEPTH_MAX)
            return err_set(walk->err, "%s: more than %u folders in each other", name, TREE_DEPTH_MAX);
        if (!tree_names(inner, walk_one, walk, walk->err))
            return err_context(walk->err, "%s", name);
        walk->depth--;
    }
    return walk->act(dir, name, &info, walk->user, walk->err);
}

static bool sync_one(int dir, const char *name, const struct stat *info, void *user, struct err *err)
{
    (void)user;
    if (!S_ISREG(info->st_mode) && !S_ISDIR(info->st_mode))
        return err_set(err, "%s: neither a file nor a folder", name);
    AUTO_CLOSE int fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    return (fd >= 0 && fsync(fd) == 0) || fail(err, name);
}

bool tree_sync(int dir, const char *name, struct err *err)
{
    return walk_one(dir, name, &(struct walk){.act = sync_one, .err = err});
}

static bool remove_one(int dir, const char *name, const struct stat *info, void *user, struct err *err)
{
    (void)user;
    return unlinkat(dir, name, S_ISDIR(info->st_mode) ? AT_REMOVEDIR : 0) == 0 || fail(err, name);
}

bool tree_remove(int dir, const char *name, struct err *err)
{
    struct stat info;
    if (fstatat(dir, name, &info, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT)
        return true;
    return walk_one(dir, name, &(struct walk){.act = remove_one, .unlock = true, .err = err});
}

struct tree_file {
    dev_t device;
    ino_t inode;
    uint64_t bytes;
};

static bool measure_one(int dir, const char *name, const struct stat *info, void *user, struct err *err)
{
    (void)dir;
    struct tree_size *size = user;
    if (size->count == size->room) {
        size_t room = size->room ? size->room * 2 : 64;
        struct tree_file *files = reallocarray(size->files, room, sizeof *files);
        if (!files)
            return err_set(err, "%s: out of memory", name);
        size->files = files;
        size->room = room;
    }
    enum { BLOCK = 512 }; /* the unit of st_blocks, whatever the file system's is */
    size->files[size->count++] = (struct tree_file){
        .device = info->st_dev, .inode = info->st_ino, .bytes = (uint64_t)info->st_blocks * BLOCK};
    return true;
}

bool tree_measure(int dir, const char *name, struct tree_size *size, struct err *err)
{
    return walk_one(dir, name, &(struct walk){.act = measure_one, .user = size, .err = err});
}

static int compare_files(const void *a, const void *b)
{
    const struct tree_file *one = a, *other = b;
    if (one->device != other->device)
        return one->device < other->device ? -1 : 1;
    return (one->inode > other->inode) - (one->inode < other->inode);
}

uint64_t tree_size_bytes(struct tree_size *size)
{
    uint64_t bytes = 0;
    if (size->count)
        qsort(size->files, size->count, sizeof size->files[0], compare_files);
    for (size_t i = 0; i < size->count; i++)
        if (i == 0 || compare_files(&size->files[i - 1], &size->files[i]) != 0)
            bytes += size->files[i].bytes;
    return bytes;
}

void tree_size_finish(struct tree_size *size)
{
    free(size->files);
    *size = (struct tree_size){0};
}
