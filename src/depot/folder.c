#include "depot/folder.h"

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct walk {
    folder_visit_fn *visit;
    void *arg;
    unsigned depth;
    struct refusal *why;
};

static bool walk_folder(struct walk *walk, int parent, const char *name, const char *path);

static bool meet(struct walk *walk, int folder, const char *name, const char *above)
{
    AUTO_FREE char *path = NULL;
    if (asprintf(&path, "%s%s%s", above, *above ? "/" : "", name) < 0) {
        path = NULL;
        return refuse(walk->why, "crash", "out of memory");
    }
    struct stat info;
    if (fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) < 0)
        return errno == ENOENT || refuse(walk->why, "file", "%s: %s", path, strerror(errno));
    switch (walk->visit(walk->arg, path, &info)) {
    case FOLDER_STOP:
        return false;
    case FOLDER_SKIP:
        return true;
    case FOLDER_GO:
    default:
        return !S_ISDIR(info.st_mode) || walk_folder(walk, folder, name, path);
    }
}

static bool meet_all(struct walk *walk, DIR *stream, const char *path)
{
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(stream);
        if (!entry)
            return errno == 0 || refuse(walk->why, "file", "%s: %s", path, strerror(errno));
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
            !meet(walk, dirfd(stream), entry->d_name, path))
            return false;
    }
}

static bool walk_folder(struct walk *walk, int parent, const char *name, const char *path)
{
    if (walk->depth == FOLDER_DEPTH)
        return refuse(walk->why, "too-large", "%s: the folders are more than %d deep", path, FOLDER_DEPTH);
    const int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (walk->depth ? O_NOFOLLOW : 0);
    int fd = openat(parent, name, flags);
    DIR *stream = fd < 0 ? NULL : fdopendir(fd);
    if (!stream) {
        const int number = errno;
        file_close_p(&fd);
        return refuse(walk->why, "file", "%s: %s", *path ? path : name, strerror(number));
    }
    walk->depth++;
    bool ok = meet_all(walk, stream, path);
    walk->depth--;
    closedir(stream);
    return ok;
}

bool folder_walk(const char *path, folder_visit_fn *visit, void *arg, struct refusal *why)
{
    struct walk walk = {.visit = visit, .arg = arg, .why = why};
    return walk_folder(&walk, AT_FDCWD, path, "");
}
