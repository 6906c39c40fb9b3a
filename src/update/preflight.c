#include "update/preflight.h"

#include "base/file.h"
#include "base/log.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Of lobby-preflight. */
enum { GOOD = 0, BAD = 1, MACHINE = 3, BROKE_OFF = 4 };

enum { LINE_MAX_BYTES = 512 };

/* What the child says, line by line. */
struct hearing {
    int from; /* -1: it says nothing more */
    char line[LINE_MAX_BYTES], first[LINE_MAX_BYTES];
    size_t length, lines, bytes;
};

static void end_line(struct hearing *hearing)
{
    if (hearing->length == 0)
        return;
    hearing->line[hearing->length] = '\0';
    hearing->length = 0;
    utf8_make_printable(hearing->line);
    if (hearing->lines == 0)
        memcpy(hearing->first, hearing->line, sizeof hearing->first);
    if (hearing->lines++ < PREFLIGHT_LINES_KEPT)
        log_info("preflight: %s", hearing->line);
}

/* One read. False when there is nothing more, or nothing now. */
static bool hear(struct hearing *hearing)
{
    char bytes[4096];
    ssize_t got = read(hearing->from, bytes, sizeof bytes);
    if (got < 0 && errno == EINTR)
        return true;
    for (ssize_t i = 0; i < got; i++) {
        if (bytes[i] == '\n')
            end_line(hearing);
        else if (hearing->length + 1 < sizeof hearing->line)
            hearing->line[hearing->length++] = bytes[i];
    }
    hearing->bytes += got > 0 ? (size_t)got : 0;
    return got > 0;
}

static long left_ms(const struct timespec *start, unsigned seconds)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return ((long)seconds + start->tv_sec - now.tv_sec) * 1000 + (start->tv_nsec - now.tv_nsec) / 1000000;
}

/* Until the child has ended, whoever else still holds its stderr. Otherwise NULL becomes why it is not waited
 * for any longer. */
static const char *follow(struct hearing *hearing, int child, unsigned seconds)
{
    struct timespec start;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (;;) {
        struct pollfd wait[] = {{.fd = child, .events = POLLIN}, {.fd = hearing->from, .events = POLLIN}};
        long left = left_ms(&start, seconds);
        if (left <= 0)
            return "it takes for ever";
        if (hearing->bytes > PREFLIGHT_BYTES_MAX)
            return "it says too much";
        if (poll(wait, COUNT_OF(wait), (int)left) <= 0)
            continue;
        if (wait[1].revents && !hear(hearing))
            file_close_p(&hearing->from);
        else if (wait[0].revents && !wait[1].revents)
            return NULL;
    }
}

/* What is still in the pipe, from the child or from those it left behind. */
static void hear_the_rest(struct hearing *hearing)
{
    (void)fcntl(hearing->from, F_SETFL, O_NONBLOCK);
    while (hearing->from >= 0 && hearing->bytes <= PREFLIGHT_BYTES_MAX && hear(hearing))
        continue;
    end_line(hearing);
    if (hearing->lines > PREFLIGHT_LINES_KEPT)
        log_info("preflight: and %zu lines more", hearing->lines - PREFLIGHT_LINES_KEPT);
}

/* Signals that programs get from those around them: whoever stops the updater, or a kernel without memory.
 * lobby-preflight gets none of them from its own limits. */
static bool from_outside(int number)
{
    static const int outside[] = {SIGKILL, SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGPIPE};
    for (size_t i = 0; i < COUNT_OF(outside); i++)
        if (outside[i] == number)
            return true;
    return false;
}

static bool judge(int status, const char *first, struct refusal *why)
{
    int number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (code == GOOD)
        return true;
    if (code == BAD)
        return refuse(why, "preflight", "%s; correct it with lobbyctl check and publish again",
                      first[0] ? first : "the content has errors");
    if (code == BROKE_OFF)
        return refuse(why, "unclear", "looking at the content broke off: %s",
                      first[0] ? first : "it does not say why");
    if (number && !from_outside(number))
        return refuse(why, "unclear", "looking at the content broke off: signal %d (%s)", number,
                      strsignal(number));
    if (number)
        return refuse(
            why, "machine",
            "lobby-preflight was ended from outside (%s); is there enough memory? It is tried again",
            strsignal(number));
    return refuse(why, "machine", "lobby-preflight could not look: %s (exit code %d); %s",
                  first[0] ? first : "it does not say why", code,
                  code == MACHINE ? "it is tried again" : "install Lobby again");
}

/* In a group of its own, which ends as one; with nothing of ours but our environment. 0, or an error. */
static int start(const char *program, const char *folder, int said, pid_t *child)
{
    char *const argv[] = {(char *)"lobby-preflight", (char *)folder, NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t ways;
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    int error = posix_spawn_file_actions_init(&files);
    if (error)
        return error;
    error = posix_spawnattr_init(&ways);
    if (!error) {
        posix_spawnattr_setflags(
            &ways, (short)(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK));
        posix_spawnattr_setsigdefault(&ways, &all);
        posix_spawnattr_setsigmask(&ways, &none);
        error = posix_spawn_file_actions_adddup2(&files, said, STDERR_FILENO);
        error = error ? error : posix_spawn_file_actions_adddup2(&files, said, STDOUT_FILENO);
        error =
            error ? error : posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        error = error ? error : posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
        error = error ? error : posix_spawn(child, program, &files, &ways, argv, environ);
        posix_spawnattr_destroy(&ways);
    }
    posix_spawn_file_actions_destroy(&files);
    return error;
}

/* Follows a child that was started to the end of all its group. */
static bool run(pid_t child, int from, unsigned seconds, struct refusal *why)
{
    struct hearing hearing = {.from = from};
    AUTO_CLOSE int end = pidfd_open(child, 0);
    const char *broke = end >= 0 ? follow(&hearing, end, seconds) : strerror(errno);
    kill(-child, SIGKILL); /* its number is not another's as long as it was not waited for */
    int status = 0;
    pid_t ended;
    do
        ended = waitpid(child, &status, 0);
    while (ended < 0 && errno == EINTR);
    hear_the_rest(&hearing);
    file_close_p(&hearing.from);
    if (end < 0 || ended != child)
        return refuse(why, "machine", "lobby-preflight cannot be waited for: %s; it is tried again",
                      end < 0 ? broke : "its end is not told");
    return broke ? refuse(why, "unclear", "looking at the content broke off: %s", broke)
                 : judge(status, hearing.first, why);
}

bool preflight_run(const char *program, const char *folder, unsigned seconds, struct refusal *why)
{
    int ends[2];
    pid_t child = 0;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return refuse(why, "machine", "no pipe for lobby-preflight: %s; it is tried again", strerror(errno));
    /* Whoever started us may have wanted to hear of no child. Then none would be told how it ended. */
    struct sigaction before, usual = {.sa_handler = SIG_DFL};
    sigaction(SIGCHLD, &usual, &before);
    int error = start(program, folder, ends[1], &child);
    close(ends[1]);
    bool good = false;
    if (!error)
        good = run(child, ends[0], seconds, why);
    else
        close(ends[0]);
    sigaction(SIGCHLD, &before, NULL);
    if (!error)
        return good;
    return refuse(why, "machine", "%s cannot be run: %s; %s", program, strerror(error),
                  error == EAGAIN || error == ENOMEM ? "it is tried again" : "install Lobby again");
}
