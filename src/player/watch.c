#include "player/watch.h"

#include "base/file.h"
#include "base/log.h"
#include "base/str.h"

#include <errno.h>
#include <limits.h>
#include <linux/magic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

/* A folder on the way may be moved as a whole: that alone is looked for there, so that the busy life of /tmp
 * or /home wakes nobody. */
#define SELF (IN_MOVE_SELF | IN_DELETE_SELF)
/* Names in a folder: the content folder in the one above it, a symbolic link. */
#define NAMES (SELF | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO)
/* Content itself. IN_MODIFY tells that a file is still being written. */
#define FILES (NAMES | IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB)

/* As the kernel follows them (path_resolution(7)). */
#define LINKS_MAX 40

#define SPOTS_MAX 64

/* What is waited for in one folder. */
struct spot {
    int wd;
    uint32_t events;
    char *name; /* one name; NULL: all that content could be in */
};

struct watch {
    char *folder; /* absolute */
    int fd;
    struct spot spots[SPOTS_MAX];
    size_t count;
    bool said; /* that it does not work */
};

static char *absolute(const char *folder)
{
    AUTO_FREE char *here = folder[0] == '/' ? strdup("") : getcwd(NULL, 0);
    char *path = NULL;
    return here && asprintf(&path, "%s/%s", here, folder) >= 0 ? path : NULL;
}

static void say(struct watch *watch, const char *why)
{
    if (!watch->said)
        log_warning("changes of %s are not noticed (%s); press r, or start again", watch->folder, why);
    watch->said = true;
}

struct watch *watch_create(const char *folder)
{
    struct watch *watch = calloc(1, sizeof *watch);
    if (!watch)
        return NULL;
    watch->folder = absolute(folder);
    watch->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (!watch->folder) {
        watch_destroy(watch);
        return NULL;
    }
    if (watch->fd < 0)
        say(watch, errno == EMFILE ? "fs.inotify.max_user_instances or the open files are used up"
                                   : strerror(errno));
    return watch;
}

static void free_spots(struct spot *spots, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(spots[i].name);
}

void watch_destroy(struct watch *watch)
{
    if (!watch)
        return;
    free_spots(watch->spots, watch->count);
    file_close_p(&watch->fd);
    free(watch->folder);
    free(watch);
}

/* Waits for these events in a folder, which may be there for several reasons. One that is gone is noticed one
 * higher. */
static void add(struct watch *watch, const char *path, uint32_t events, const char *name)
{
    if (watch->count == SPOTS_MAX) {
        say(watch, "too many folders lead there");
        return;
    }
    int wd = inotify_add_watch(watch->fd, path, events | IN_ONLYDIR | IN_EXCL_UNLINK);
    if (wd < 0) {
        if (errno == ENOSPC)
            say(watch, "fs.inotify.max_user_watches is used up");
        else if (!name && errno != ENOENT && errno != ENOTDIR)
            say(watch, strerror(errno));
        return;
    }
    uint32_t all = events;
    for (size_t i = 0; i < watch->count; i++)
        all |= watch->spots[i].wd == wd ? watch->spots[i].events : 0;
    if (all != events)
        (void)inotify_add_watch(watch->fd, path, all | IN_ONLYDIR | IN_EXCL_UNLINK);
    watch->spots[watch->count++] = (struct spot){
        .wd = wd, .events = events & ~(uint32_t)IN_DONT_FOLLOW, .name = name ? strdup(name) : NULL};
}

/* A path that is being walked: what was reached (real folders only), and what is left of it. */
struct walk {
    char *at, *rest;
    unsigned links;
};

static bool walk_to(struct walk *walk, char *at, char *rest)
{
    free(walk->at);
    free(walk->rest);
    walk->at = at;
    walk->rest = rest;
    return at && rest;
}

/* What the symbolic link says; NULL when it is none. */
static char *link_target(const char *path)
{
    char target[PATH_MAX]; /* no link is longer */
    ssize_t length = readlink(path, target, sizeof target);
    return length > 0 && (size_t)length < sizeof target ? strndup(target, (size_t)length) : NULL;
}

static bool follow(struct walk *walk, const char *target, const char *rest)
{
    char *next = NULL;
    if (++walk->links > LINKS_MAX || asprintf(&next, "%s/%s", target, rest) < 0)
        return false;
    return walk_to(walk, strdup(target[0] == '/' ? "" : walk->at), next);
}

static char *above(const char *path)
{
    const char *slash = strrchr(path, '/');
    return strndup(path, slash ? (size_t)(slash - path) : 0);
}

/* Into the folder or through the link called name. False at the end of what there is. */
static bool enter(struct watch *watch, struct walk *walk, const char *name, char *rest)
{
    char *full = NULL;
    if (asprintf(&full, "%s/%s", walk->at, name) < 0) {
        free(rest);
        return false;
    }
    struct stat info;
    bool special = lstat(full, &info) != 0 || S_ISLNK(info.st_mode) || rest[strspn(rest, "/")] == '\0';
    add(watch, walk->at[0] ? walk->at : "/", special ? NAMES : SELF, name);
    /* Looked at again, now that a change of it would be noticed. */
    AUTO_FREE char *target = special ? link_target(full) : NULL;
    if (!target)
        return walk_to(walk, full, rest) && lstat(walk->at, &info) == 0;
    bool more = follow(walk, target, rest);
    free(full);
    free(rest);
    return more;
}

/* One name further. False at the end: of the path, or of what there is. */
static bool step(struct watch *watch, struct walk *walk)
{
    const char *from = walk->rest + strspn(walk->rest, "/");
    size_t length = strcspn(from, "/");
    AUTO_FREE char *name = strndup(from, length);
    char *rest = strdup(from + length);
    if (length == 0 || !name || !rest) {
        free(rest);
        return false;
    }
    if (strcmp(name, ".") == 0)
        return walk_to(walk, strdup(walk->at), rest);
    if (strcmp(name, "..") == 0)
        return walk_to(walk, above(walk->at), rest);
    return enter(watch, walk, name, rest);
}

/* Changes that another machine makes there are not told to this one. */
static void warn_of_network(struct watch *watch, const char *path)
{
    static const unsigned long kinds[] = {NFS_SUPER_MAGIC,  SMB_SUPER_MAGIC, CIFS_SUPER_MAGIC,
                                          SMB2_SUPER_MAGIC, V9FS_MAGIC,      CEPH_SUPER_MAGIC,
                                          AFS_SUPER_MAGIC};
    struct statfs info;
    if (statfs(path, &info) != 0)
        return;
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if ((unsigned long)info.f_type == kinds[i])
            say(watch, "it is on a network");
}

static void add_content(struct watch *watch, const char *folder)
{
    static const char *const below[] = {"slides", "pages", "images", "words"};
    add(watch, folder[0] ? folder : "/", FILES, NULL);
    for (size_t i = 0; i < COUNT_OF(below); i++) {
        AUTO_FREE char *path = NULL;
        if (asprintf(&path, "%s/%s", folder, below[i]) >= 0)
            add(watch, path, FILES | IN_DONT_FOLLOW, NULL);
    }
    warn_of_network(watch, folder);
}

static bool has(const struct spot *spots, size_t count, int wd)
{
    for (size_t i = 0; i < count; i++)
        if (spots[i].wd == wd)
            return true;
    return false;
}

void watch_renew(struct watch *watch)
{
    if (watch->fd < 0)
        return;
    struct spot before[SPOTS_MAX];
    size_t count = watch->count;
    memcpy(before, watch->spots, count * sizeof before[0]);
    watch->count = 0;
    struct walk walk = {.at = strdup(""), .rest = strdup(watch->folder)};
    while (walk.at && walk.rest && step(watch, &walk))
        ;
    bool arrived = walk.at && walk.rest && walk.rest[strspn(walk.rest, "/")] == '\0';
    if (arrived)
        add_content(watch, walk.at);
    free(walk.at);
    free(walk.rest);
    for (size_t i = 0; i < count; i++)
        if (!has(watch->spots, watch->count, before[i].wd) && !has(before, i, before[i].wd))
            inotify_rm_watch(watch->fd, before[i].wd);
    free_spots(before, count);
}

int watch_fd(const struct watch *watch)
{
    return watch->fd;
}

/* Hidden files are nobody's content: an editor's, or on their way to a better name. */
static bool matters(const struct watch *watch, const struct inotify_event *event)
{
    if (event->mask & IN_Q_OVERFLOW)
        return true;
    if (event->mask & IN_IGNORED)
        return false;
    for (size_t i = 0; i < watch->count; i++) {
        const struct spot *spot = &watch->spots[i];
        if (spot->wd != event->wd)
            continue;
        if (event->len == 0 || (spot->name ? strcmp(spot->name, event->name) == 0 : event->name[0] != '.'))
            return true;
    }
    return false;
}

bool watch_take(struct watch *watch)
{
    _Alignas(struct inotify_event) char bytes[64 * (sizeof(struct inotify_event) + NAME_MAX + 1)];
    bool changed = false;
    ssize_t length;
    while (watch->fd >= 0 && (length = read(watch->fd, bytes, sizeof bytes)) > 0) {
        for (const char *at = bytes; at < bytes + length;) {
            const struct inotify_event *event = (const void *)at;
            changed = matters(watch, event) || changed;
            at += sizeof *event + event->len;
        }
    }
    return changed;
}
