/* What a process in the cage can do, and that it could have done the rest before. */
#include "attempts.h"
#include "preflight/cage.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <linux/landlock.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* What a child exits with: the reason of an attempt, or one of these. */
enum { NO_CAGE = 250, SOMETHING_ELSE = 251 };

static char base[] = "/tmp/lobby-cage-XXXXXX"; /* the folder that may be read is base/in */
static int ear = -1;

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *walk)
{
    (void)info, (void)type, (void)walk;
    return remove(path);
}

static void write_file(const char *name)
{
    FILE *out = fopen(name, "w");
    assert_non_null(out);
    assert_true(fputs("bytes", out) >= 0);
    assert_int_equal(fclose(out), 0);
}

static int set_up(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(base));
    assert_int_equal(chdir(base), 0);
    write_file("secret");
    return mkdir("in", 0700) == 0 ? chdir("in") : -1;
}

static int tear_down(void **state)
{
    (void)state;
    return nftw(base, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* The folder as every attempt finds it: in/ with what attempts.h says. */
static void lay_out(void)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX, .sun_path = "ear"};
    nftw("in", remove_one, 16, FTW_DEPTH | FTW_PHYS);
    assert_int_equal(mkdir("in", 0700), 0);
    assert_int_equal(chdir("in"), 0);
    assert_int_equal(mkdir("empty", 0700), 0);
    write_file("old");
    file_close_p(&ear);
    ear = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(ear, (const struct sockaddr *)&name, sizeof name), 0);
    assert_int_equal(listen(ear, 4), 0);
    assert_int_equal(chdir(".."), 0);
}

/* The child's exit code, or the negative signal that ended it. limits NULL: without a cage. */
static int in_child(int (*what)(const void *user), const void *user, const struct cage_limits *limits)
{
    int status = 0;
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        int ends[2];
        struct err err;
        for (int number = 1; number < 32; number++) /* cmocka would take a crash for its own */
            if (number != SIGKILL && number != SIGSTOP)
                signal(number, SIG_DFL);
        alarm(60);
        int file = open("inherited", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        if (chdir("in") != 0 || file < 0 || pipe(ends) != 0)
            _exit(SOMETHING_ELSE);
        if (dup2(file, INHERITED) < 0 || dup2(ends[0], INHERITED - 1) < 0)
            _exit(SOMETHING_ELSE);
        char path[sizeof base + 8];
        snprintf(path, sizeof path, "%s/in", base);
        if (limits && !cage_close(path, limits, &err)) {
            fprintf(stderr, "%s\n", err.text);
            _exit(NO_CAGE);
        }
        _exit(what(user));
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

static int try_it(const void *user)
{
    const struct attempt *attempt = user;
    return attempt->try();
}

static void each_attempt_works_before_and_not_after(void **state)
{
    size_t wrong = 0, untried = 0;
    (void)state;
    assert_int_equal(chdir(base), 0);
    for (size_t i = 0; i < attempts_count; i++) {
        const struct attempt *attempt = &attempts[i];
        lay_out();
        int before = in_child(try_it, attempt, NULL);
        lay_out();
        int after = in_child(try_it, attempt, &cage_limits);
        bool could = before == 0, knew = before != ENOSYS;
        untried += !knew;
        if ((attempt->before == CAN && !could) || after != attempt->answer) {
            print_error("%s: %d (%s) before, %d (%s) in the cage\n", attempt->name, before,
                        before > 0 ? strerror(before) : "", after, after > 0 ? strerror(after) : "");
            wrong++;
        }
    }
    print_message("%zu attempts; this kernel does not have %zu of them\n", attempts_count, untried);
    assert_int_equal(wrong, 0);
}

static int call_it(const void *user)
{
    const struct call *call = user;
    errno = 0;
    (void)syscall(call->number, call->argument, call->argument, call->argument, call->argument,
                  call->argument, call->argument);
    return errno;
}

static void calls_by_number_are_not_there(void **state)
{
    size_t wrong = 0, unknown = 0;
    (void)state;
    assert_int_equal(chdir(base), 0);
    lay_out();
    for (size_t i = 0; i < calls_count; i++) {
        int before = in_child(call_it, &calls[i], NULL), after = in_child(call_it, &calls[i], &cage_limits);
        if (after != ENOSYS) {
            print_error("%s: %d (%s) before, %d in the cage\n", calls[i].name, before, strerror(before),
                        after);
            wrong++;
        }
        unknown += before == ENOSYS;
    }
    print_message("%zu calls; this kernel does not have %zu of them\n", calls_count, unknown);
    assert_int_equal(wrong, 0);
    assert_true(unknown * 4 < calls_count); /* or it shows nothing */
}

/* Files outside of the folder */

static int read_path(const void *user)
{
    AUTO_CLOSE int fd = open(user, O_RDONLY | O_CLOEXEC);
    return fd < 0 ? errno : 0;
}

static void secrets_are_not_read(void **state)
{
    static const char *const secrets[] = {"../secret", "/etc/passwd", "/etc", "/root", "/proc/1/environ"};
    static const char *const needed[] = {".", "old", "/usr/share/fonts", "/etc/fonts/fonts.conf"};
    (void)state;
    assert_int_equal(chdir(base), 0);
    lay_out();
    bool has = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) > 0;
    print_message("Landlock: %s\n",
                  has ? "yes" : "this kernel has none, and the cage lets everything be read");
    for (size_t i = 0; i < sizeof secrets / sizeof secrets[0]; i++) {
        int before = in_child(read_path, secrets[i], NULL);
        int after = in_child(read_path, secrets[i], &cage_limits);
#ifdef LOBBY_SANITIZED
        if (strncmp(secrets[i], "/proc", 5) == 0) /* where sanitizers look for names */
            continue;
#endif
        if (strncmp(secrets[i], "/root", 5) != 0 && strncmp(secrets[i], "/proc", 5) != 0)
            assert_int_equal(before, 0);
        assert_int_equal(after, has ? EACCES : before);
    }
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
        assert_int_equal(in_child(read_path, needed[i], &cage_limits), 0);
}

/* Limits */

enum { MEGABYTE = 1 << 20 };
static const struct cage_limits tight = {.address_bytes = 512 * MEGABYTE, .cpu_seconds = 1, .files = 16};

static int take_memory(const void *user)
{
    size_t bytes = *(const size_t *)user;
    void *block = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return block == MAP_FAILED ? errno : 0;
}

static void memory_has_an_end(void **state)
{
    static const size_t little = 64 * (size_t)MEGABYTE, much = 512 * (size_t)MEGABYTE;
    (void)state;
    assert_int_equal(in_child(take_memory, &much, NULL), 0);
#ifdef LOBBY_SANITIZED
    assert_int_equal(in_child(take_memory, &much, &tight), 0); /* they need terabytes */
#else
    assert_int_equal(in_child(take_memory, &much, &tight), ENOMEM);
#endif
    assert_int_equal(in_child(take_memory, &little, &tight), 0);
}

static double used_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int compute(const void *user)
{
    double seconds = *(const double *)user;
    while (used_seconds() < seconds)
        continue;
    return 0;
}

static int compute_deaf(const void *user)
{
    signal(SIGXCPU, SIG_IGN);
    return compute(user);
}

static void time_has_an_end(void **state)
{
    static const double little = 0.3, much = 2.5, very_much = 1 + CAGE_GRACE_SECONDS + 3;
    (void)state;
    assert_int_equal(in_child(compute, &much, NULL), 0);
    assert_int_equal(in_child(compute, &little, &tight), 0);
    assert_int_equal(in_child(compute, &much, &tight), -SIGXCPU);
    assert_int_equal(in_child(compute_deaf, &very_much, &tight), -SIGKILL);
}

static int open_many(const void *user)
{
    for (size_t i = 0; i < *(const size_t *)user; i++)
        if (open("old", O_RDONLY | O_CLOEXEC) < 0)
            return errno;
    return 0;
}

static void open_files_have_an_end(void **state)
{
    static const size_t few = 10, many = 16;
    (void)state;
    assert_int_equal(in_child(open_many, &many, NULL), 0);
    assert_int_equal(in_child(open_many, &few, &tight), 0);
    assert_int_equal(in_child(open_many, &many, &tight), EMFILE);
}

static int tell_limits(const void *user)
{
    const struct cage_limits *limits = user;
    struct rlimit core, cpu, files, bytes;
    getrlimit(RLIMIT_CORE, &core);
    getrlimit(RLIMIT_CPU, &cpu);
    getrlimit(RLIMIT_NOFILE, &files);
    getrlimit(RLIMIT_AS, &bytes);
    bool good = core.rlim_cur == 0 && core.rlim_max == 0 && cpu.rlim_cur == limits->cpu_seconds &&
                cpu.rlim_max == limits->cpu_seconds + CAGE_GRACE_SECONDS && files.rlim_max == limits->files;
#ifndef LOBBY_SANITIZED
    good = good && bytes.rlim_max == limits->address_bytes;
#endif
    return good ? 0 : SOMETHING_ELSE;
}

static void limits_are_those_asked_for(void **state)
{
    (void)state;
    assert_int_equal(in_child(tell_limits, &cage_limits, &cage_limits), 0);
    assert_int_equal(in_child(tell_limits, &tight, &tight), 0);
    assert_int_equal(in_child(tell_limits, &tight, NULL), SOMETHING_ELSE);
}

/* Looked at from outside, since the cage does not show /proc. */
static void it_goes_first_when_memory_is_out(void **state)
{
    (void)state;
    int ends[2], score = -1;
    char path[64], byte;
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    pid_t child = fork();
    if (child == 0) {
        struct err err;
        dup2(ends[1], STDOUT_FILENO);
        if (!cage_close(".", &cage_limits, &err) || write(STDOUT_FILENO, "x", 1) != 1)
            _exit(1);
        close(ends[0]);
        for (;;)
            nanosleep(&(struct timespec){.tv_sec = 1}, NULL);
    }
    close(ends[1]);
    assert_int_equal(read(ends[0], &byte, 1), 1);
    snprintf(path, sizeof path, "/proc/%d/oom_score_adj", (int)child);
    FILE *in = fopen(path, "r");
    assert_non_null(in);
    assert_int_equal(fscanf(in, "%d", &score), 1);
    fclose(in);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    close(ends[0]);
    assert_int_equal(score, 1000);
}

/* Calls of a foreign kind */

#ifdef __x86_64__
/* getpid with the numbers of 32 bits: it has other ones, which the filter would take for others. */
static int call_as_32_bits(const void *user)
{
    (void)user;
    long result = 20;
    __asm__ volatile("int $0x80" : "+a"(result) : : "memory", "r8", "r9", "r10", "r11");
    return result == getpid() ? 0 : SOMETHING_ELSE;
}

static int call_as_x32(const void *user)
{
    (void)user;
    enum { X32 = 0x40000000 };
    return syscall(X32 | SYS_getpid) < 0 ? errno : 0;
}

static void foreign_calls_end_it(void **state)
{
    (void)state;
    int before = in_child(call_as_32_bits, NULL, NULL);
    print_message("32 bits: %s here\n", before == 0 ? "to be had" : "not to be had");
    assert_int_equal(in_child(call_as_32_bits, NULL, &cage_limits), before == -SIGSEGV ? before : -SIGSYS);
    assert_in_range(in_child(call_as_x32, NULL, NULL), 0, ENOSYS);
    assert_int_equal(in_child(call_as_x32, NULL, &cage_limits), -SIGSYS);
}
#endif

/* A cage that cannot be closed is told of, and a second one around the first is no way out. */
static int close_again(const void *user)
{
    struct err err;
    (void)user;
    return cage_close(".", &cage_limits, &err) ? 0 : ENOSYS;
}

static void it_stays_closed(void **state)
{
    (void)state;
    assert_int_equal(in_child(close_again, NULL, NULL), 0);
    assert_int_equal(in_child(close_again, NULL, &cage_limits), ENOSYS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_attempt_works_before_and_not_after),
        cmocka_unit_test(calls_by_number_are_not_there),
        cmocka_unit_test(secrets_are_not_read),
        cmocka_unit_test(memory_has_an_end),
        cmocka_unit_test(time_has_an_end),
        cmocka_unit_test(open_files_have_an_end),
        cmocka_unit_test(limits_are_those_asked_for),
        cmocka_unit_test(it_goes_first_when_memory_is_out),
#ifdef __x86_64__
        cmocka_unit_test(foreign_calls_end_it),
#endif
        cmocka_unit_test(it_stays_closed),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
