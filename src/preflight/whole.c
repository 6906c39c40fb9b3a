#include "preflight/whole.h"

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Content has two levels and reads no more than 8 MB of a file; what is more is an error of its own. */
enum { DEPTH_MAX = 8, FILE_MAX = 16 * 1024 * 1024 };

static bool read_folder(int fd, unsigned depth);

static bool read_file(int fd)
{
    char bytes[65536];
    ssize_t got = 1;
    for (size_t sum = 0; got > 0 && sum < FILE_MAX; sum += (size_t)got)
        got = read(fd, bytes, sizeof bytes);
    return got >= 0;
}

static bool read_entry(int folder, const char *name, unsigned depth)
{
    struct stat info;
    if (fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return false;
    if (!S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode))
        return true; /* content's fault */
    AUTO_CLOSE int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return false;
    return S_ISDIR(info.st_mode) ? read_folder(fd, depth + 1) : read_file(fd);
}

static bool read_folder(int fd, unsigned depth)
{
    int own = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    DIR *stream = own >= 0 ? fdopendir(own) : NULL;
    bool good = stream != NULL;
    if (!stream)
        file_close_p(&own);
    while (good && depth < DEPTH_MAX) {
        errno = 0;
        const struct dirent *entry = readdir(stream);
        if (!entry) {
            good = errno == 0;
            break;
        }
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            good = read_entry(fd, entry->d_name, depth);
    }
    int reason = errno;
    if (stream)
        closedir(stream);
    errno = reason;
    return good;
}

bool whole_read(const char *folder, struct err *err)
{
    AUTO_CLOSE int fd = file_open_folder(folder, err);
    if (fd < 0)
        return false;
    return read_folder(fd, 0) ||
           err_set(err, "%s cannot be read whole: %s; look at the disk", folder, strerror(errno));
}
