/* The main of a fuzz target in ordinary builds: gives it every file of a folder, one after the other.
 *
 *   fuzz_NAME FOLDER
 *
 * Fails when the folder is missing or empty, when the target aborts, and when one file takes more than
 * SECONDS_MAX of processor time. */
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

enum { SECONDS_MAX = 10 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void too_long(int number)
{
    (void)number;
    static const char text[] = "the last file takes too long\n";
    if (write(STDERR_FILENO, text, sizeof text - 1) > 0)
        _exit(1);
    _exit(2);
}

static void limit_time(int seconds)
{
    const struct itimerval timer = {.it_value = {.tv_sec = seconds}};
    setitimer(ITIMER_PROF, &timer, NULL);
}

static bool replay(int folder, const char *name)
{
    int fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
    struct stat info;
    if (fd < 0 || fstat(fd, &info) < 0 || !S_ISREG(info.st_mode)) {
        fprintf(stderr, "%s: not a file that can be read\n", name);
        return false;
    }
    /* Exactly as large as the file, so that a sanitizer sees a read behind its end. */
    size_t size = (size_t)info.st_size;
    uint8_t *data = malloc(size ? size : 1);
    bool whole = data && read(fd, data, size) == (ssize_t)size;
    close(fd);
    if (whole) {
        printf("%s\n", name);
        fflush(stdout); /* so that the last name is that of the culprit */
        limit_time(SECONDS_MAX);
        LLVMFuzzerTestOneInput(data, size);
        limit_time(0);
    } else {
        fprintf(stderr, "%s: cannot be read\n", name);
    }
    free(data);
    return whole;
}

static int not_hidden(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 2;
    }
    signal(SIGPROF, too_long);
    struct dirent **entries;
    int folder = open(argv[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int count = scandir(argv[1], &entries, not_hidden, alphasort);
    if (folder < 0 || count <= 0) {
        fprintf(stderr, "%s: the corpus is missing or empty\n", argv[1]);
        return 1;
    }
    bool ok = true;
    for (int i = 0; i < count; i++) {
        ok &= replay(folder, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    close(folder);
    printf("%d files replayed\n", count);
    return ok ? 0 : 1;
}
