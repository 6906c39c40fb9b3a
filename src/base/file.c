#include "base/file.h"

#include "base/below.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is written gets such a name first, with the number of the process in it. */
#define BESIDE_START ".lobby-"
#define BESIDE_END   ".tmp"

void file_close_p(int *fd)
{
    if (*fd >= 0) {
        int saved = errno; /* runs on the way out of functions whose caller looks at errno */
        close(*fd);
        errno = saved;
    }
    *fd = -1;
}

void file_free_p(void *ptr)
{
    void **memory = ptr;
    free(*memory);
    *memory = NULL;
}

static const char *reason(int number)
{
    switch (number) {
    case ENOENT:
        return "there is no such file or folder";
    case EACCES:
        return "no permission";
    case ELOOP:
        return "it is or goes through a symbolic link; put the file itself there";
    case EISDIR:
        return "it is a folder";
    case ENOTDIR:
        return "a part of the path is not a folder";
    default:
        return strerror(number);
    }
}

int file_open_folder(const char *path, struct err *err)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        err_set(err, "%s: %s", path, errno == ENOTDIR ? "it is not a folder" : reason(errno));
    return fd;
}

/* Closes fd unless it is a regular file: a device or a pipe could keep a reader waiting for ever. */
static int only_regular(int fd, const char *name, struct stat *info, struct err *err)
{
    if (fd < 0) {
        err_set(err, "%s: %s", name, reason(errno));
        return -1;
    }
    if (fstat(fd, info) == 0 && S_ISREG(info->st_mode))
        return fd;
    close(fd);
    err_set(err, "%s: it is not a regular file", name);
    return -1;
}

enum { READ_FLAGS = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC };

static int open_below(int dir, const char *name, struct stat *info, struct err *err)
{
    if (!below_name_ok(name)) {
        err_set(err, "\"%s\": the path leaves its folder; write it relative to the folder, without \"..\"",
                name);
        return -1;
    }
    return only_regular(below_open(dir, name, READ_FLAGS), name, info, err);
}

int file_open_below(int dir, const char *name, struct err *err)
{
    struct stat info;
    return open_below(dir, name, &info, err);
}

static bool read_all(int fd, const struct stat *info, const char *name, size_t cap, char **bytes,
                     size_t *length, struct err *err)
{
    if ((uintmax_t)info->st_size > cap)
        return err_set(err, "%s: the file has %jd bytes; at most %zu are read", name, (intmax_t)info->st_size,
                       cap);
    /* The size is a hint: the file may grow while it is read. One byte more tells. */
    size_t room = (size_t)info->st_size + 1, used = 0;
    AUTO_FREE char *buffer = malloc(room + 1);
    while (buffer) {
        ssize_t got = read(fd, buffer + used, room - used);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return err_set(err, "%s: %s", name, reason(errno));
        if (got == 0)
            break;
        used += (size_t)got;
        if (used > cap)
            return err_set(err, "%s: the file has more than %zu bytes", name, cap);
        if (used == (size_t)info->st_size)
            break; /* one byte more was asked for */
        if (used == room) {
            char *larger = room < SIZE_MAX / 2 ? realloc(buffer, room * 2 + 1) : NULL;
            if (!larger)
                return err_set(err, "%s: out of memory", name);
            buffer = larger;
            room *= 2;
        }
    }
    if (!buffer)
        return err_set(err, "%s: out of memory", name);
    buffer[used] = '\0';
    *bytes = buffer;
    *length = used;
    buffer = NULL;
    return true;
}

bool file_read_below(int dir, const char *name, size_t cap, char **bytes, size_t *length, struct err *err)
{
    struct stat info;
    AUTO_CLOSE int fd = open_below(dir, name, &info, err);
    return fd >= 0 && read_all(fd, &info, name, cap, bytes, length, err);
}

bool file_read(const char *path, size_t cap, char **bytes, size_t *length, struct err *err)
{
    struct stat info;
    AUTO_CLOSE int fd = only_regular(open(path, READ_FLAGS), path, &info, err);
    return fd >= 0 && read_all(fd, &info, path, cap, bytes, length, err);
}

static bool write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t put = write(fd, bytes, length);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        bytes += put;
        length -= (size_t)put;
    }
    return true;
}

static bool ends_in(const char *name, const char *suffix)
{
    size_t length = strlen(name), tail = strlen(suffix);
    return length >= tail && strcmp(name + length - tail, suffix) == 0;
}

/* A name that create_beside gave, in a process that is no more. */
static bool is_left_behind(const char *name)
{
    if (strncmp(name, BESIDE_START, strlen(BESIDE_START)) != 0 || !ends_in(name, BESIDE_END))
        return false;
    char *end = NULL;
    long process = strtol(name + strlen(BESIDE_START), &end, 10);
    return process > 0 && process <= INT_MAX && *end == '-' && kill((pid_t)process, 0) < 0 && errno == ESRCH;
}

/* A process that is killed cannot take away what it has written by half: the next one that writes does. */
static void sweep(int folder)
{
    int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *stream = fd >= 0 ? fdopendir(fd) : NULL;
    if (!stream) {
        file_close_p(&fd);
        return;
    }
    for (const struct dirent *entry; (entry = readdir(stream));)
        if (is_left_behind(entry->d_name))
            unlinkat(folder, entry->d_name, 0);
    closedir(stream);
}

/* Creates a file of a free name in the folder. */
static int create_beside(int folder, char *name, size_t size)
{
    enum { ATTEMPTS = 100 }; /* names left behind by a crashed process of the same number */
    for (unsigned i = 0; i < ATTEMPTS; i++) {
        snprintf(name, size, BESIDE_START "%ld-%u" BESIDE_END, (long)getpid(), i);
        int fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

bool file_write_at(int dir, const char *name, const void *bytes, size_t length, struct err *err)
{
    char temporary[64];
    sweep(dir);
    AUTO_CLOSE int fd = create_beside(dir, temporary, sizeof temporary);
    if (fd < 0)
        return err_set(err, "%s: %s", name, reason(errno));
    if (!write_all(fd, bytes, length) || fsync(fd) < 0 || renameat(dir, temporary, dir, name) < 0) {
        int number = errno;
        unlinkat(dir, temporary, 0);
        return err_set(err, "%s: %s", name, reason(number));
    }
    /* The new name is on the disk only when its folder is. */
    if (fsync(dir) < 0)
        return err_set(err, "%s: its folder: %s", name, reason(errno));
    return true;
}

bool file_write(const char *path, const void *bytes, size_t length, struct err *err)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    if (!*name)
        return err_set(err, "%s: it names a folder, not a file", path);
    AUTO_FREE char *folder_path = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    if (!folder_path)
        return err_set(err, "%s: out of memory", path);
    AUTO_CLOSE int folder = file_open_folder(folder_path, err);
    if (folder < 0)
        return false;
    struct err why;
    return file_write_at(folder, name, bytes, length, &why) ||
           err_set(err, "%s%s", slash ? folder_path : "", why.text);
}

struct names {
    char **items;
    size_t count, room;
};

static bool names_add(struct names *names, const char *name)
{
    if (names->count == names->room) {
        size_t room = names->room ? names->room * 2 : 16;
        char **items = reallocarray(names->items, room, sizeof *items);
        if (!items)
            return false;
        names->items = items;
        names->room = room;
    }
    char *copy = strdup(name);
    if (!copy)
        return false;
    names->items[names->count++] = copy;
    return true;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* 0, or the number of what went wrong. */
static int read_names(DIR *stream, const char *suffix, struct names *names)
{
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(stream);
        if (!entry)
            return errno;
        if (entry->d_name[0] == '.' || !ends_in(entry->d_name, suffix))
            continue;
        if (names->count == FILE_NAMES_MAX)
            return E2BIG;
        if (!names_add(names, entry->d_name))
            return ENOMEM;
    }
}

bool file_list_below(int dir, const char *name, const char *suffix, char ***names, size_t *count,
                     struct err *err)
{
    *names = NULL;
    *count = 0;
    if (!below_name_ok(name))
        return err_set(err, "\"%s\": the path leaves its folder", name);
    int fd = below_open(dir, name, O_RDONLY | O_DIRECTORY);
    if (fd < 0)
        return errno == ENOENT || err_set(err, "%s: %s", name, reason(errno));
    DIR *stream = fdopendir(fd);
    if (!stream) {
        file_close_p(&fd);
        return err_set(err, "%s: %s", name, reason(errno));
    }
    struct names found = {0};
    int number = read_names(stream, suffix, &found);
    closedir(stream);
    if (number) {
        file_names_free(found.items, found.count);
        if (number == E2BIG)
            return err_set(err, "%s: there are more than %d files; remove some", name, FILE_NAMES_MAX);
        return err_set(err, "%s: %s", name, reason(number));
    }
    if (found.count)
        qsort(found.items, found.count, sizeof *found.items, compare_names);
    *names = found.items;
    *count = found.count;
    return true;
}

void file_names_free(char **names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
}
