#include "measure.h"

#include "yardstick.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#if defined __has_feature
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif

bool cost_counts(void)
{
#ifdef __SANITIZE_ADDRESS__
    return false;
#else
    return true;
#endif
}

bool cost_within(const struct cost *cost, double ms, long kb)
{
#ifdef __OPTIMIZE__
    const double slower = 1;
#else
    const double slower = 4;
#endif
    if (!cost_counts())
        return true;
    if (cost->ms <= ms * slower)
        return cost->kb <= kb;
    double slowdown = yardstick_slowdown();
    printf("%.1f ms, and %.1f are allowed; the machine is %.1f times as slow as on a calm day\n", cost->ms,
           ms * slower, slowdown);
    return cost->kb <= kb && cost->ms <= ms * slower * slowdown;
}

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* "VmRSS:" is what is resident now, "VmHWM:" the most there ever was. */
static long status_kb(const char *key)
{
    char line[256];
    long kb = -1;
    FILE *status = fopen("/proc/self/status", "r");
    while (status && kb < 0 && fgets(line, sizeof line, status))
        if (strncmp(line, key, strlen(key)) == 0)
            kb = strtol(line + strlen(key), NULL, 10);
    if (status)
        fclose(status);
    return kb;
}

void cost_begin_time(struct cost *cost)
{
    cost->ms = now_ms();
}

void cost_end_time(struct cost *cost)
{
    cost->ms = now_ms() - cost->ms;
}

void cost_begin(struct cost *cost)
{
    /* The highest mark begins anew; where that is not allowed, it stands where the process is young. */
    int fd = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);
    if (fd >= 0) {
        if (write(fd, "5", 1) < 0)
            perror("clear_refs");
        close(fd);
    }
    cost->kb = status_kb("VmRSS:");
    cost_begin_time(cost);
}

void cost_end(struct cost *cost)
{
    cost_end_time(cost);
    cost->kb = status_kb("VmHWM:") - cost->kb;
}

static void tell(const char *how, int number, int log)
{
    char buffer[4096];
    fprintf(stderr, "%s %d; it wrote:\n", how, number);
    lseek(log, 0, SEEK_SET);
    for (ssize_t got; (got = read(log, buffer, sizeof buffer)) > 0;)
        fwrite(buffer, 1, (size_t)got, stderr);
}

static size_t count_lines(int log)
{
    char buffer[4096];
    size_t lines = 0;
    lseek(log, 0, SEEK_SET);
    for (ssize_t got; (got = read(log, buffer, sizeof buffer)) > 0;)
        for (ssize_t i = 0; i < got; i++)
            lines += buffer[i] == '\n';
    return lines;
}

bool apart(void (*work)(void *report, const void *user), void *report, size_t size, const void *user,
           unsigned seconds, size_t *lines)
{
    void *shared = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int log = memfd_create("stderr", MFD_CLOEXEC), status = 0;
    assert_ptr_not_equal(shared, MAP_FAILED);
    assert_true(log >= 0);
    memcpy(shared, report, size);
    fflush(NULL);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        const struct rlimit limit = {seconds, seconds + 1}, no_core = {0, 0};
        setrlimit(RLIMIT_CPU, &limit);
        setrlimit(RLIMIT_CORE, &no_core);
        alarm(seconds * 4); /* who waits for a pipe takes no processor time */
        /* cmocka would take a crash for its own. */
        for (int number = 1; number < 32; number++)
            if (number != SIGPIPE && number != SIGKILL && number != SIGSTOP)
                signal(number, SIG_DFL);
        dup2(log, STDERR_FILENO);
        work(shared, user);
        exit(0); /* and not _exit, or leaks would not be looked for */
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    bool good = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (!good && WIFSIGNALED(status))
        tell("the child ended by signal", WTERMSIG(status), log);
    else if (!good)
        tell("the child ended with code", WEXITSTATUS(status), log);
    if (lines)
        *lines = count_lines(log);
    memcpy(report, shared, size);
    munmap(shared, size);
    close(log);
    return good;
}
