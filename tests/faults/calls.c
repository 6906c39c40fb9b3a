/* Loaded before a program under test (LD_PRELOAD): every call by which it, or a library of it, changes a disk
 * is counted, and one of them goes wrong as the plan says. What libc calls from within is not seen; no
 * program of Lobby changes a disk that way (test_faults compares with strace). */
#include "steps.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

/* Headers name some of these as others, or declare them with attributes. */
#define EXPORT(type, name, ...)                                                                              \
    type name(__VA_ARGS__);                                                                                  \
    type name(__VA_ARGS__)

/* A call that has no half. */
#define GOES(step, number, ...)                                                                              \
    do {                                                                                                     \
        int result;                                                                                          \
        return step_passes(step, &result) ? (int)syscall(number, __VA_ARGS__) : result;                      \
    } while (0)

/* --- files are made and opened --- */

/* What is there already needs no room, and changes nothing. */
static bool is_there(int dir, const char *name)
{
    int number = errno;
    bool there = faccessat(dir, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
    errno = number;
    return there;
}

static int do_open(int dir, const char *name, int flags, va_list rest)
{
    bool nameless = (flags & O_TMPFILE) == O_TMPFILE, makes = (flags & O_CREAT) || nameless;
    unsigned mode = makes ? va_arg(rest, unsigned) : 0;
    bool counts = nameless || (makes && !is_there(dir, name));
    enum step step = counts ? step_at(CALL_OPEN, dir, name) : STEP_GOES;
    if (step == STEP_DIES)
        step_die();
    return step == STEP_FAILS ? -1 : (int)syscall(SYS_openat, dir, name, flags, mode);
}

#define OPEN(function, dir, ...)                                                                             \
    EXPORT(int, function, __VA_ARGS__, ...)                                                                  \
    {                                                                                                        \
        va_list rest;                                                                                        \
        va_start(rest, flags);                                                                               \
        int fd = do_open(dir, name, flags, rest);                                                            \
        va_end(rest);                                                                                        \
        return fd;                                                                                           \
    }
OPEN(open, AT_FDCWD, const char *name, int flags)
OPEN(open64, AT_FDCWD, const char *name, int flags)
OPEN(openat, dir, int dir, const char *name, int flags)
OPEN(openat64, dir, int dir, const char *name, int flags)

EXPORT(int, mkdirat, int dir, const char *name, mode_t mode)
{
    GOES(is_there(dir, name) ? STEP_GOES : step_at(CALL_MKDIR, dir, name), SYS_mkdirat, dir, name, mode);
}

EXPORT(int, mkdir, const char *name, mode_t mode)
{
    return mkdirat(AT_FDCWD, name, mode);
}

/* --- bytes --- */

/* Writes half of it when not all: that is what a crash or a full disk leaves. */
static ssize_t put(enum step step, int fd, const void *bytes, size_t length, off_t at)
{
    int number = errno;
    size_t part = step == STEP_GOES ? length : length / 2;
    ssize_t got = at < 0 ? syscall(SYS_write, fd, bytes, part) : syscall(SYS_pwrite64, fd, bytes, part, at);
    if (step == STEP_DIES)
        step_die();
    if (step == STEP_FAILS)
        errno = number;
    return step == STEP_FAILS ? -1 : step == STEP_LIES ? (ssize_t)length : got;
}

EXPORT(ssize_t, write, int fd, const void *bytes, size_t length)
{
    return put(step_on(CALL_WRITE, fd), fd, bytes, length, -1);
}

EXPORT(ssize_t, pwrite, int fd, const void *bytes, size_t length, off_t at)
{
    return put(step_on(CALL_WRITE, fd), fd, bytes, length, at);
}

EXPORT(ssize_t, pwrite64, int fd, const void *bytes, size_t length, off_t at)
{
    return put(step_on(CALL_WRITE, fd), fd, bytes, length, at);
}

/* These return the number of the error. */
static int allocate(int fd, off_t at, off_t length)
{
    int result;
    if (!step_passes(step_on(CALL_ALLOCATE, fd), &result))
        return result < 0 ? errno : 0;
    return syscall(SYS_fallocate, fd, 0, at, length) == 0 ? 0 : errno;
}

EXPORT(int, posix_fallocate, int fd, off_t at, off_t length)
{
    return allocate(fd, at, length);
}

EXPORT(int, posix_fallocate64, int fd, off_t at, off_t length)
{
    return allocate(fd, at, length);
}

static int cut(int fd, off_t length)
{
    GOES(step_on(CALL_ALLOCATE, fd), SYS_ftruncate, fd, length);
}

EXPORT(int, ftruncate, int fd, off_t length)
{
    return cut(fd, length);
}

EXPORT(int, ftruncate64, int fd, off_t length)
{
    return cut(fd, length);
}

static ssize_t get(int fd, void *bytes, size_t length, off_t at)
{
    int result;
    if (!step_passes(step_on(CALL_READ, fd), &result))
        return result;
    return at < 0 ? syscall(SYS_read, fd, bytes, length) : syscall(SYS_pread64, fd, bytes, length, at);
}

EXPORT(ssize_t, read, int fd, void *bytes, size_t length)
{
    return get(fd, bytes, length, -1);
}

EXPORT(ssize_t, __read_chk, int fd, void *bytes, size_t length, size_t room)
{
    (void)room;
    return get(fd, bytes, length, -1);
}

EXPORT(ssize_t, pread, int fd, void *bytes, size_t length, off_t at)
{
    return get(fd, bytes, length, at);
}

EXPORT(ssize_t, pread64, int fd, void *bytes, size_t length, off_t at)
{
    return get(fd, bytes, length, at);
}

/* --- to the disk --- */

EXPORT(int, fsync, int fd)
{
    GOES(step_on(CALL_SYNC, fd), SYS_fsync, fd);
}

EXPORT(int, fdatasync, int fd)
{
    GOES(step_on(CALL_SYNC, fd), SYS_fdatasync, fd);
}

EXPORT(int, syncfs, int fd)
{
    GOES(step_on(CALL_SYNC, fd), SYS_syncfs, fd);
}

/* --- names --- */

/* Half of a rename that somebody wrote who did not know better: what is in it moves bit by bit. */
static int rename_apart(int from_dir, const char *from, int dir, const char *name)
{
    struct stat info;
    if (fstatat(from_dir, from, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return -1;
    if (S_ISDIR(info.st_mode)) {
        if (mkdirat(dir, name, info.st_mode & 0777) != 0)
            return -1;
        int old = openat(from_dir, from, O_RDONLY | O_DIRECTORY),
            new = openat(dir, name, O_RDONLY | O_DIRECTORY);
        DIR *stream = fdopendir(old);
        for (const struct dirent *entry; stream && (entry = readdir(stream));)
            if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
                renameat(old, entry->d_name, new, entry->d_name) != 0)
                break;
        closedir(stream);
        close(new);
        return unlinkat(from_dir, from, AT_REMOVEDIR);
    }
    static char bytes[1 << 20];
    int old = openat(from_dir, from, O_RDONLY), new = openat(dir, name, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    ssize_t length = old < 0 ? -1 : syscall(SYS_read, old, bytes, sizeof bytes);
    if (new < 0 || length < 0 || write(new, bytes, (size_t)length) != length)
        return -1;
    close(old);
    close(new);
    return unlinkat(from_dir, from, 0);
}

EXPORT(int, renameat2, int from_dir, const char *from, int dir, const char *name, unsigned flags)
{
    int result;
    if (!step_passes(step_at(CALL_RENAME, dir, name), &result))
        return result;
    /* Of objects, which are named by what is in them, only the last rename would be worth it. */
    if (step_apart() && !strstr(name, "objects"))
        return rename_apart(from_dir, from, dir, name);
    return (int)syscall(SYS_renameat2, from_dir, from, dir, name, flags);
}

EXPORT(int, renameat, int from_dir, const char *from, int dir, const char *name)
{
    return renameat2(from_dir, from, dir, name, 0);
}

EXPORT(int, rename, const char *from, const char *name)
{
    return renameat2(AT_FDCWD, from, AT_FDCWD, name, 0);
}

EXPORT(int, linkat, int from_dir, const char *from, int dir, const char *name, int flags)
{
    GOES(step_at(CALL_LINK, dir, name), SYS_linkat, from_dir, from, dir, name, flags);
}

EXPORT(int, link, const char *from, const char *name)
{
    return linkat(AT_FDCWD, from, AT_FDCWD, name, 0);
}

EXPORT(int, symlinkat, const char *to, int dir, const char *name)
{
    GOES(step_at(CALL_LINK, dir, name), SYS_symlinkat, to, dir, name);
}

EXPORT(int, symlink, const char *to, const char *name)
{
    return symlinkat(to, AT_FDCWD, name);
}

EXPORT(int, unlinkat, int dir, const char *name, int flags)
{
    GOES(step_at(CALL_UNLINK, dir, name), SYS_unlinkat, dir, name, flags);
}

EXPORT(int, unlink, const char *name)
{
    return unlinkat(AT_FDCWD, name, 0);
}

EXPORT(int, rmdir, const char *name)
{
    return unlinkat(AT_FDCWD, name, AT_REMOVEDIR);
}
