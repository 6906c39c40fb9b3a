#include "update/preflight.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { GOOD = 0, BAD = 1, MESSAGE = 512 };

/* Keeps the first line of what the child says, and passes everything on. True at its end. */
static bool pass_on(int from, char first[MESSAGE], size_t *length, bool *whole)
{
    char bytes[4096];
    ssize_t got = read(from, bytes, sizeof bytes);
    if (got < 0 && errno == EINTR)
        return false;
    if (got <= 0)
        return true;
    for (ssize_t i = 0; i < got && !*whole; i++) {
        *whole = bytes[i] == '\n' || *length + 1 == MESSAGE;
        if (!*whole)
            first[(*length)++] = bytes[i];
    }
    fwrite(bytes, 1, (size_t)got, stderr);
    return false;
}

/* Until the child closes its end or the time is over. False when it is. */
static bool listen_to(int from, char first[MESSAGE])
{
    struct pollfd wait = {.fd = from, .events = POLLIN};
    struct timespec start, now;
    size_t length = 0;
    bool whole = false;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (;;) {
        clock_gettime(CLOCK_MONOTONIC, &now);
        long left = (start.tv_sec + PREFLIGHT_S - now.tv_sec) * 1000;
        if (left <= 0)
            return false;
        int ready = poll(&wait, 1, (int)left);
        if (ready > 0 && pass_on(from, first, &length, &whole))
            return true;
    }
}

static bool judge(int status, const char *first, struct refusal *why)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == GOOD)
        return true;
    if (WIFEXITED(status) && WEXITSTATUS(status) == BAD)
        return refuse(why, "preflight", "%s; correct it with lobbyctl check and publish again",
                      first[0] ? first : "the content has errors");
    if (WIFSIGNALED(status))
        return refuse(why, "preflight",
                      "looking at the content ended with signal %d (%s); correct it and publish again",
                      WTERMSIG(status), strsignal(WTERMSIG(status)));
    return refuse(why, "machine", "lobby-preflight could not be run (exit code %d); install Lobby again",
                  WEXITSTATUS(status));
}

bool preflight_run(const char *program, const char *folder, struct refusal *why)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return refuse(why, "machine", "no pipe for lobby-preflight: %s; it is tried again", strerror(errno));
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    char *const argv[] = {(char *)"lobby-preflight", (char *)folder, NULL};
    pid_t child = 0;
    int error = posix_spawn(&child, program, &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (error != 0) {
        close(ends[0]);
        return refuse(why, "machine", "%s cannot be run: %s; install Lobby again", program, strerror(error));
    }
    char first[MESSAGE] = "";
    bool ended = listen_to(ends[0], first);
    close(ends[0]);
    if (!ended)
        kill(child, SIGKILL);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (!ended)
        return refuse(why, "preflight", "looking at the content took more than %d s; make it smaller",
                      PREFLIGHT_S);
    return judge(status, first, why);
}
