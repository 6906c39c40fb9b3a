#include "looker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char *read_all(int fd)
{
    char *text = NULL, bytes[4096];
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    assert_non_null(out);
    for (ssize_t got; (got = read(fd, bytes, sizeof bytes)) > 0;)
        fwrite(bytes, 1, (size_t)got, out);
    fclose(out);
    close(fd);
    return text;
}

static void limit(int what, uint64_t most)
{
    if (most > 0)
        setrlimit((__rlimit_resource_t)what, &(struct rlimit){most, most + (what == RLIMIT_CPU)});
}

static _Noreturn void become(const char *const *words, const struct order *order, int out, int err)
{
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    if (order) {
        limit(RLIMIT_AS, order->address_bytes);
        limit(RLIMIT_CPU, order->cpu_seconds);
    }
    if (order && order->trouble) {
        setenv("LD_PRELOAD", TROUBLE, 1);
        setenv("TROUBLE", order->trouble, 1);
        setenv("ASAN_OPTIONS", "verify_asan_link_order=0", 1);
    }
    execv(LOBBY_PREFLIGHT, (char **)(uintptr_t)words);
    _exit(127);
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double seconds_of(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

struct looked look_with(const char *const *words, const struct order *order)
{
    struct looked looked = {.code = 0};
    struct rusage usage;
    int status = 0, out[2], err = memfd_create("stderr", MFD_CLOEXEC);
    assert_true(err >= 0 && pipe(out) == 0);
    double begin = now();
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        become(words, order, out[1], err);
    close(out[1]);
    if (order && order->meanwhile)
        order->meanwhile(out[0]);
    looked.out = read_all(out[0]);
    assert_int_equal(wait4(child, &status, 0, &usage), child);
    looked.seconds = now() - begin;
    looked.cpu = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
    looked.kb = usage.ru_maxrss;
    looked.code = WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
    lseek(err, 0, SEEK_SET);
    looked.said = read_all(err);
    return looked;
}

struct looked look_at(const char *folder, const struct order *order)
{
    const char *const words[] = {"lobby-preflight", folder, NULL};
    return look_with(words, order);
}

void looked_finish(struct looked *looked)
{
    free(looked->out);
    free(looked->said);
}

void expect_look(const char *shows, const char *folder, const struct order *order, int code, const char *said)
{
    struct looked looked = look_at(folder, order);
    if (looked.code != code || !strstr(looked.said, said))
        fail_msg("%s: it ended with %d, not %d, and said\n%.4000s\nnot: %s", shows, looked.code, code,
                 looked.said, said);
    looked_finish(&looked);
}
