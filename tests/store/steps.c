#include "steps.h"

#include "disk.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

int steps_errno = EIO;
enum steps_sabotage steps_sabotage = SABOTAGE_NONE;
static enum steps_end end;
static unsigned fuse, taken;

void steps_set(enum steps_end how, unsigned number)
{
    end = how;
    fuse = number;
    taken = 0;
}

unsigned steps_taken(void)
{
    return taken;
}

static bool is_last(void)
{
    return ++taken == fuse && end != STEPS_RUN;
}

static void die(void)
{
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

/* True when the step is to fail. */
static bool stop(void)
{
    if (!is_last())
        return false;
    if (end == STEPS_KILL)
        die();
    errno = steps_errno;
    return true;
}

int __real_openat(int dir, const char *name, int flags, ...);
int __real_mkdirat(int dir, const char *name, mode_t mode);
int __real_renameat(int dir, const char *from, int to_dir, const char *to);
int __real_unlinkat(int dir, const char *name, int flags);
int __real_fsync(int fd);
ssize_t __real_write(int fd, const void *bytes, size_t length);

int __wrap_openat(int dir, const char *name, int flags, ...);
int __wrap_mkdirat(int dir, const char *name, mode_t mode);
int __wrap_renameat(int dir, const char *from, int to_dir, const char *to);
int __wrap_unlinkat(int dir, const char *name, int flags);
int __wrap_fsync(int fd);
ssize_t __wrap_write(int fd, const void *bytes, size_t length);

int __wrap_openat(int dir, const char *name, int flags, ...)
{
    if (!(flags & O_CREAT))
        return __real_openat(dir, name, flags);
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    return stop() ? -1 : __real_openat(dir, name, flags, mode);
}

int __wrap_mkdirat(int dir, const char *name, mode_t mode)
{
    return stop() ? -1 : __real_mkdirat(dir, name, mode);
}

int __wrap_renameat(int dir, const char *from, int to_dir, const char *to)
{
    return stop() ? -1 : __real_renameat(dir, from, to_dir, to);
}

int __wrap_unlinkat(int dir, const char *name, int flags)
{
    return stop() ? -1 : __real_unlinkat(dir, name, flags);
}

int __wrap_fsync(int fd)
{
    if (stop())
        return -1;
    struct stat info;
    bool known = fstat(fd, &info) == 0;
    assert(known);
    if (!(S_ISDIR(info.st_mode) && steps_sabotage == SABOTAGE_FOLDERS_UNSYNCED) &&
        !(S_ISREG(info.st_mode) && steps_sabotage == SABOTAGE_FILES_UNSYNCED))
        disk_synced(fd, &info);
    return 0; /* in memory there is nothing to wait for */
}

ssize_t __wrap_write(int fd, const void *bytes, size_t length)
{
    if (is_last()) {
        ssize_t half = __real_write(fd, bytes, length / 2);
        if (end == STEPS_KILL)
            die();
        errno = steps_errno;
        return half < 0 ? half : -1;
    }
    return __real_write(fd, bytes, length);
}

unsigned long long steps_random(unsigned long long *random)
{
    unsigned long long z = (*random += 0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}
