#include "store/watch.h"

#include "base/file.h"
#include "base/log.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

/* Every file of the updater is renamed into place. */
#define STATE_EVENTS (IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)
/* On the way to a folder that is missing. */
#define ABOVE_EVENTS (IN_CREATE | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)

struct store_watch {
    char *folder;
    int fd;
    int wd; /* of what is watched now, or -1 */
};

static void give_up(struct store_watch *watch, const char *why)
{
    log_warning("%s: new content is not noticed at once (%s)", watch->folder, why);
    file_close_p(&watch->fd);
}

/* The folder above, in place. False at the top. */
static bool shorten(char *path)
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    while (length > 1 && path[length - 1] != '/')
        length--;
    bool shorter = path[length] != '\0';
    path[length] = '\0';
    return shorter;
}

/* Watches the folder, or the nearest one above it that is there. */
static int watch_nearest(int fd, char *path)
{
    int wd = inotify_add_watch(fd, path, STATE_EVENTS);
    while (wd < 0 && (errno == ENOENT || errno == ENOTDIR) && shorten(path))
        wd = inotify_add_watch(fd, path, ABOVE_EVENTS);
    return wd;
}

/* False when that is what was watched before, or when it cannot be. */
static bool arm(struct store_watch *watch)
{
    AUTO_FREE char *path = strdup(watch->folder);
    int before = watch->wd;
    watch->wd = path ? watch_nearest(watch->fd, path) : -1;
    if (watch->wd < 0) {
        give_up(watch, path ? strerror(errno) : "out of memory");
        return false;
    }
    if (watch->wd != before && before >= 0)
        (void)inotify_rm_watch(watch->fd, before);
    return watch->wd != before;
}

void store_watch_take(struct store_watch *watch)
{
    enum { ROUNDS_MAX = 100 };
    char bytes[16 * (sizeof(struct inotify_event) + NAME_MAX + 1)];
    /* Again until nothing moves: a folder may have been made between the look and the watch, and the end of a
     * watch can be read as well. */
    for (unsigned round = 0; watch->fd >= 0 && round < ROUNDS_MAX; round++) {
        while (read(watch->fd, bytes, sizeof bytes) > 0)
            ;
        if (!arm(watch))
            break;
    }
}

struct store_watch *store_watch_create(const char *folder)
{
    struct store_watch *watch = calloc(1, sizeof *watch);
    AUTO_FREE char *here = folder[0] == '/' ? strdup("") : getcwd(NULL, 0);
    if (!watch || !here || asprintf(&watch->folder, "%s/%s", here, folder) < 0) {
        free(watch);
        return NULL;
    }
    watch->wd = -1;
    watch->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (watch->fd < 0)
        give_up(watch, strerror(errno));
    store_watch_take(watch);
    return watch;
}

void store_watch_destroy(struct store_watch *watch)
{
    if (!watch)
        return;
    file_close_p(&watch->fd);
    free(watch->folder);
    free(watch);
}

int store_watch_fd(const struct store_watch *watch)
{
    return watch->fd;
}
