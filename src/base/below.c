#include "base/below.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

bool below_name_ok(const char *name)
{
    for (const char *at = name;; at++) {
        size_t length = strcspn(at, "/");
        if (length == 0 || (length == 2 && memcmp(at, "..", 2) == 0))
            return false;
        at += length;
        if (!*at)
            return true;
    }
}

int below_open(int dir, const char *name, int flags)
{
    struct open_how how = {.flags = (unsigned)(flags | O_CLOEXEC),
                           .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS};
    long fd = syscall(SYS_openat2, dir, name, &how, sizeof how);
    /* Sandboxes written before openat2 answer EPERM for it. */
    if (fd < 0 && (errno == ENOSYS || errno == EPERM))
        return below_walk(dir, name, flags);
    return (int)fd;
}

/* O_NOFOLLOW with O_DIRECTORY says ENOTDIR for a symbolic link; the caller is told of a link. */
static int open_one(int dir, const char *name, int flags)
{
    int fd = openat(dir, name, flags | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0 || errno != ENOTDIR)
        return fd;
    char target[1];
    errno = readlinkat(dir, name, target, sizeof target) >= 0 ? ELOOP : ENOTDIR;
    return -1;
}

int below_walk(int dir, const char *name, int flags)
{
    AUTO_FREE char *copy = strdup(name);
    if (!copy)
        return -1;
    AUTO_CLOSE int owned = -1; /* the folder reached so far, when it is not dir itself */
    char *at = copy;
    for (char *slash; (slash = strchr(at, '/')); at = slash + 1) {
        *slash = '\0';
        int next = open_one(owned >= 0 ? owned : dir, at, O_PATH | O_DIRECTORY);
        if (next < 0)
            return -1;
        file_close_p(&owned);
        owned = next;
    }
    return open_one(owned >= 0 ? owned : dir, at, flags);
}
