#include "publish/rsync.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS_MAX = 24, SAID_MAX = 4096, IN = 0, OUT = 1 };

struct running {
    pid_t pid;
    int out, err;
    char said[SAID_MAX]; /* the beginning of what it said on stderr */
    size_t said_length;
};

/* A nameless file with that input: it cannot block. */
static int input_file(const char *input, size_t length)
{
    int fd = memfd_create("lobby-list", MFD_CLOEXEC);
    for (size_t done = 0; fd >= 0 && done < length;) {
        ssize_t put = write(fd, input + done, length - done);
        if (put <= 0) {
            close(fd);
            return -1;
        }
        done += (size_t)put;
    }
    if (fd >= 0)
        lseek(fd, 0, SEEK_SET);
    return fd;
}

/* What it says must be understood, whatever the language of this machine. */
static char **environment(char *storage[])
{
    size_t count = 0;
    for (char **entry = environ; *entry && count < 4094; entry++)
        if (strncmp(*entry, "LC_", 3) != 0 && strncmp(*entry, "LANG", 4) != 0)
            storage[count++] = *entry;
    storage[count] = NULL;
    return storage;
}

static bool start(struct running *running, char **argv, int in, struct refusal *why)
{
    int outs[2], errs[2];
    if (pipe2(outs, O_CLOEXEC) != 0)
        return refuse(why, "machine", "no pipe for rsync: %s", strerror(errno));
    if (pipe2(errs, O_CLOEXEC) != 0) {
        close(outs[IN]);
        close(outs[OUT]);
        return refuse(why, "machine", "no pipe for rsync: %s", strerror(errno));
    }
    static char *storage[4096];
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, outs[OUT], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, errs[OUT], STDERR_FILENO);
    int error = posix_spawnp(&running->pid, "rsync", &actions, NULL, argv, environment(storage));
    posix_spawn_file_actions_destroy(&actions);
    close(outs[OUT]);
    close(errs[OUT]);
    running->out = outs[IN];
    running->err = errs[IN];
    if (error == 0)
        return true;
    close(running->out);
    close(running->err);
    return refuse(why, "rsync", "rsync cannot be run: %s; install it: apt install rsync", strerror(error));
}

/* "  1,234,567  56%  1.2MB/s": the number before the percent sign. */
static void tell(const char *text, rsync_percent_fn *percent, void *arg)
{
    const char *sign = strrchr(text, '%');
    if (!percent || !sign)
        return;
    const char *digit = sign;
    while (digit > text && digit[-1] >= '0' && digit[-1] <= '9')
        digit--;
    if (digit < sign)
        percent(arg, (int)strtol(digit, NULL, 10));
}

/* Reads one end; false at its end. */
static bool take(struct running *running, int fd, rsync_percent_fn *percent, void *arg)
{
    char text[1024];
    ssize_t got = read(fd, text, sizeof text - 1);
    if (got < 0 && errno == EINTR)
        return true;
    if (got <= 0)
        return false;
    text[got] = '\0';
    if (fd == running->out) {
        tell(text, percent, arg);
        return true;
    }
    size_t room = sizeof running->said - 1 - running->said_length;
    size_t keep = (size_t)got < room ? (size_t)got : room;
    memcpy(running->said + running->said_length, text, keep);
    running->said_length += keep;
    running->said[running->said_length] = '\0';
    return true;
}

static int finish(struct running *running, rsync_percent_fn *percent, void *arg)
{
    struct pollfd ends[2] = {{.fd = running->out, .events = POLLIN}, {.fd = running->err, .events = POLLIN}};
    while (ends[0].fd >= 0 || ends[1].fd >= 0) {
        if (poll(ends, 2, -1) < 0 && errno != EINTR)
            break;
        for (int i = 0; i < 2; i++)
            if (ends[i].fd >= 0 && ends[i].revents && !take(running, ends[i].fd, percent, arg))
                ends[i].fd = -1;
    }
    close(running->out);
    close(running->err);
    int status = 0;
    while (waitpid(running->pid, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

/* The first line says what went wrong, what follows is about how rsync ended. */
static bool judge(struct running *running, int status, struct refusal *why)
{
    enum { NOT_THERE = 23 };
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return true;
    bool missing = strstr(running->said, "No such file or directory") != NULL;
    running->said[strcspn(running->said, "\r\n")] = '\0';
    const char *said = running->said[0] ? running->said : "it ended without a word";
    if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_THERE && missing)
        return refuse(why, "not-found", "%s", said);
    return refuse(why, "rsync",
                  "rsync: %s; see that \"ssh HOST\" works without a question and that you may write there, "
                  "then run this again: it goes on where it stopped",
                  said);
}

bool rsync_run(const char *const *words, const char *from, const char *to, const char *input, size_t length,
               rsync_percent_fn *percent, void *arg, struct refusal *why)
{
    char *argv[WORDS_MAX + 5] = {(char *)"rsync"};
    size_t count = 1;
    for (size_t i = 0; words[i] && i < WORDS_MAX; i++)
        argv[count++] = (char *)(uintptr_t)words[i];
    argv[count++] = (char *)"--";
    argv[count++] = (char *)(uintptr_t)from;
    argv[count] = (char *)(uintptr_t)to;
    int in = input ? input_file(input, length) : open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (in < 0)
        return refuse(why, "machine", "no file for rsync: %s", strerror(errno));
    struct running running = {.pid = 0};
    bool ok = start(&running, argv, in, why);
    close(in);
    return ok && judge(&running, finish(&running, percent, arg), why);
}
