/* lobby-preflight as a child of the updater: whatever it does, it ends in time, leaves nothing behind, and is
 * judged by what it did. Programs of a few lines stand in for it. */
#include "update/preflight.h"

#include "base/file.h"
#include "base/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char base[] = "/tmp/lobby-child-XXXXXX";
static char *said; /* what came to our stderr during the last run */
static double took;

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *walk)
{
    (void)info, (void)type, (void)walk;
    return remove(path);
}

static int set_up(void **state)
{
    (void)state;
    if (!mkdtemp(base) || chdir(base) != 0)
        return -1;
    log_start("test", LOG_LEVEL_INFO);
    return prctl(PR_SET_CHILD_SUBREAPER, 1); /* orphans come to us, so that none goes unseen */
}

static int tear_down(void **state)
{
    (void)state;
    free(said);
    return nftw(base, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void write_program(const char *lines)
{
    unlink("program");
    int fd = open("program", O_WRONLY | O_CREAT | O_CLOEXEC, 0700);
    assert_true(fd >= 0);
    assert_true(dprintf(fd, "#!/bin/sh\n%s\n", lines) > 0);
    close(fd);
}

/* Runs with stderr in a file. */
static bool run(const char *program, unsigned seconds, struct refusal *why)
{
    struct err err;
    size_t length;
    *why = (struct refusal){.code = ""};
    int before = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    int file = open("said", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    dup2(file, STDERR_FILENO);
    double begin = now();
    bool good = preflight_run(program, "folder", seconds, why);
    took = now() - begin;
    dup2(before, STDERR_FILENO);
    close(before);
    close(file);
    free(said);
    said = NULL;
    assert_true(file_read("said", 64 << 20, &said, &length, &err));
    return good;
}

/* Every process that this one started, or took over, has ended and was waited for. Those that are on their
 * way get a moment. */
static void expect_nobody_left(const char *what)
{
    double begin = now();
    int status;
    for (;;) {
        pid_t child = waitpid(-1, &status, WNOHANG);
        if (child < 0 && errno == ECHILD)
            return;
        if (child == 0 && now() - begin > 20)
            fail_msg("%s: somebody is left behind", what);
        if (child == 0)
            nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
}

static size_t count_descriptors(void)
{
    DIR *all = opendir("/proc/self/fd");
    size_t count = 0;
    while (all && readdir(all))
        count++;
    if (all)
        closedir(all);
    return count;
}

enum { SECONDS = 2, LATE = 60 };

static const struct child_case {
    const char *shows, *program;
    const char *code;   /* "": it is good */
    const char *text;   /* a part of the sentence */
    bool until_the_end; /* it is given SECONDS, and takes them */
} cases[] = {
    {"good", "exit 0", "", "", false},
    {"good, with words", "echo hello >&2; exit 0", "", "", false},
    {"errors", "echo 'slides/a.yaml:1:2: error: it is bad' >&2; exit 1", "preflight",
     "slides/a.yaml:1:2: error: it is bad; correct it with lobbyctl check", false},
    {"the first error of many", "echo first >&2; echo second >&2; exit 1", "preflight", "first; correct",
     false},
    {"errors on stdout", "echo words; exit 1", "preflight", "words; correct", false},
    {"errors without words", "exit 1", "preflight", "the content has errors", false},
    {"errors without a line's end", "printf half >&2; exit 1", "preflight", "half; correct", false},
    {"called wrongly", "exit 2", "machine", "exit code 2", false},
    {"it could not look", "echo 'no processes' >&2; exit 3", "machine", "no processes", false},
    {"it broke off", "echo 'a slide kills' >&2; exit 4", "unclear", "a slide kills", false},
    {"any other code", "exit 70", "machine", "exit code 70", false},
    {"not there inside", "exec /nowhere", "machine", "exit code 127", false},
    {"a crash", "kill -SEGV $$", "unclear", "signal 11", false},
    {"an assertion", "kill -ABRT $$", "unclear", "signal 6", false},
    {"out of its time", "ulimit -S -t 1; while :; do :; done", "unclear", "signal 24", false},
    {"a call that it must not make", "kill -SYS $$", "unclear", "signal 31", false},
    {"the kernel has no memory", "kill -KILL $$", "machine", "from outside", false},
    {"the updater's service is stopped", "kill -TERM $$", "machine", "from outside", false},
    {"somebody presses Ctrl-C", "kill -INT $$", "machine", "from outside", false},
    {"it hangs", "exec sleep 1000", "unclear", "takes for ever", true},
    {"it hangs and hears nothing", "trap '' TERM INT HUP; while :; do sleep 1000; done", "unclear",
     "takes for ever", true},
    {"it hangs after its verdict", "echo bad >&2; exec sleep 1000", "unclear", "takes for ever", true},
    {"it closes its stderr and ends", "exec 2>&- >&-; exit 1", "preflight", "the content has errors", false},
    {"it closes its stderr and hangs", "exec 2>&- >&-; exec sleep 1000", "unclear", "takes for ever", true},
    {"somebody is left that holds stderr", "sleep 1000 & exit 0", "", "", false},
    {"somebody is left that does not", "sleep 1000 >&- 2>&- & exit 1", "preflight", "", false},
    {"a family is left", "(sleep 1000 & sleep 1000 & wait) & (sleep 1000 & exec sleep 1000) & exit 0", "", "",
     false},
    {"somebody is left that hears nothing", "(trap '' TERM INT HUP; while :; do sleep 1; done) & exit 0", "",
     "", false},
    {"somebody is left that talks", "(while :; do echo on and on >&2; done) & exit 0", "", "", false},
    {"1 MB of lines", "yes 'a line of some words' | head -c 1000000 >&2; exit 1", "preflight",
     "a line of some words; correct", false},
    {"1 MB without a line's end", "head -c 1000000 /dev/zero | tr '\\0' x >&2; exit 1", "preflight",
     "xxxxxxxx; correct", false},
    {"it never stops talking", "exec yes 'on and on' >&2", "unclear", "says too much", false},
    {"it never stops, on stdout", "exec yes", "unclear", "says too much", false},
};

static void check(const struct child_case *of)
{
    struct refusal why;
    size_t descriptors = count_descriptors();
    write_program(of->program);
    bool good = run("./program", of->until_the_end ? SECONDS : LATE, &why);
    expect_nobody_left(of->shows);
    if (good != (of->code[0] == '\0') || strcmp(why.code, of->code) != 0 || !strstr(why.err.text, of->text))
        fail_msg("%s: %s \"%s\": %s", of->shows, good ? "good" : "refused", why.code, why.err.text);
    if (took > LATE || (of->until_the_end && took < SECONDS / 2.0))
        fail_msg("%s: it took %.1f s", of->shows, took);
    if (count_descriptors() != descriptors)
        fail_msg("%s: descriptors are left open", of->shows);
}

static void each_end_is_judged_and_nobody_is_left(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check(&cases[i]);
}

/* Who looks after those that it left: without an end to its group they would be here. */
static void somebody_left_would_be_seen(void **state)
{
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        if (fork() == 0) {
            pause();
            _exit(0);
        }
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(waitpid(-1, &status, WNOHANG), 0); /* an orphan that lives */
    char path[64];
    pid_t orphan = 0;
    snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
    FILE *in = fopen(path, "r");
    assert_non_null(in);
    assert_int_equal(fscanf(in, "%d", &orphan), 1);
    fclose(in);
    kill(orphan, SIGKILL);
    expect_nobody_left("an orphan of the test");
}

static size_t count_lines(const char *text)
{
    size_t lines = 0;
    for (; (text = strchr(text, '\n')); text++)
        lines++;
    return lines;
}

static void a_flood_does_not_fill_the_log(void **state)
{
    struct refusal why;
    (void)state;
    write_program("seq 1 100000 >&2; exit 1");
    assert_false(run("./program", LATE, &why));
    assert_non_null(strstr(said, "preflight: 1\n"));
    assert_int_equal(count_lines(said), PREFLIGHT_LINES_KEPT + 1);
    assert_non_null(strstr(said, "and 99900 lines more\n"));
    assert_true(strlen(said) < 20000);
}

static void a_long_line_is_cut(void **state)
{
    struct refusal why;
    (void)state;
    write_program("head -c 500000 /dev/zero | tr '\\0' x >&2; exit 1");
    assert_false(run("./program", LATE, &why));
    assert_int_equal(count_lines(said), 1);
    assert_true(strlen(said) < 1000 && strlen(why.err.text) < sizeof why.err.text - 1);
}

/* A line that clears a screen, sets a title, forges another line, turns the writing, and is no UTF-8. */
static void nothing_speaks_to_a_terminal(void **state)
{
    struct refusal why;
    (void)state;
    write_program("printf 'a\\033[2Jb\\033]0;x\\007c\\rd\\302\\233e\\342\\200\\256f\\377g\\n' >&2\n"
                  "printf '<3>forged\\n' >&2; exit 1");
    assert_false(run("./program", LATE, &why));
    for (const char *at = said; *at; at++)
        assert_true(*at == '\n' || ((unsigned char)*at >= 0x20 && *at != 0x7f));
    static const char clean[] = "a [2Jb ]0;x c d e\xef\xbf\xbd"
                                "fg";
    assert_non_null(strstr(said, clean));
    assert_ptr_equal(strstr(why.err.text, clean), why.err.text);
    assert_null(strstr(said, "\xc2\x9b"));
    assert_non_null(strstr(said, "preflight: <3>forged\n")); /* not at a line's beginning */
}

static void what_cannot_be_started_is_the_machines(void **state)
{
    struct refusal why;
    (void)state;
    assert_false(run("/nowhere/lobby-preflight", SECONDS, &why));
    assert_string_equal(why.code, "machine");
    assert_non_null(strstr(why.err.text, "install Lobby again"));
    assert_false(run(base, SECONDS, &why)); /* a folder */
    assert_string_equal(why.code, "machine");
    write_program("exit 0");
    assert_int_equal(chmod("program", 0600), 0);
    assert_false(run("./program", SECONDS, &why));
    assert_string_equal(why.code, "machine");
    expect_nobody_left("nothing was started");
}

static bool limited(int what, rlim_t most, struct refusal *why)
{
    struct rlimit before;
    getrlimit((__rlimit_resource_t)what, &before);
    struct rlimit less = {most, before.rlim_max};
    setrlimit((__rlimit_resource_t)what, &less);
    *why = (struct refusal){.code = ""};
    bool good = preflight_run("./program", "folder", SECONDS, why);
    setrlimit((__rlimit_resource_t)what, &before);
    return good;
}

/* From no descriptor to enough of them: it is either refused as the machine's or works. */
static void a_machine_without_descriptors_is_tried_again(void **state)
{
    size_t refused = 0, worked = 0;
    (void)state;
    write_program("exit 0");
    for (rlim_t most = 3; most < 20; most++) {
        struct refusal why;
        size_t before = count_descriptors();
        bool good = limited(RLIMIT_NOFILE, most, &why);
        refused += !good;
        worked += good;
        if (!good)
            assert_string_equal(why.code, "machine");
        assert_int_equal(count_descriptors(), before);
    }
    expect_nobody_left("without descriptors");
    assert_true(refused > 0 && worked > 0);
}

/* What was ours: descriptors, ignored signals, a mask. */
static void it_starts_with_nothing_of_ours(void **state)
{
    struct refusal why;
    sigset_t all, before;
    (void)state;
    int secret = open("secret", O_RDWR | O_CREAT, 0600); /* not to be closed on exec */
    assert_true(secret >= 0);
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    signal(SIGPIPE, SIG_IGN);
    write_program(
        "ls -l /proc/self/fd >&2; grep -E 'Sig(Blk|Ign)' /proc/self/status >&2; read line; echo \"end $?\" "
        ">&2; exit 1");
    bool good = run("./program", LATE, &why);
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_SETMASK, &before, NULL);
    close(secret);
    assert_false(good);
    assert_null(strstr(said, "secret"));
    assert_non_null(strstr(said, "SigBlk: 0000000000000000"));
    const char *ignored = strstr(said, "SigIgn: ");
    assert_non_null(ignored);
    assert_int_equal(strtoull(ignored + strlen("SigIgn: "), NULL, 16) & INT32_MAX,
                     0);                      /* 32 and 33 are glibc's */
    assert_non_null(strstr(said, "end 1\n")); /* its stdin is empty */
}

/* Whoever started us may want to hear of no child: then a child's end has no reason, and would look good. */
static void an_end_that_is_not_told_is_never_good(void **state)
{
    struct refusal why;
    (void)state;
    signal(SIGCHLD, SIG_IGN);
    write_program("echo bad >&2; exit 1");
    bool good = run("./program", LATE, &why);
    struct sigaction after;
    sigaction(SIGCHLD, NULL, &after);
    signal(SIGCHLD, SIG_DFL);
    assert_false(good);
    assert_string_equal(why.code, "preflight");
    assert_ptr_equal(after.sa_handler, SIG_IGN); /* as it was */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_end_is_judged_and_nobody_is_left),
        cmocka_unit_test(somebody_left_would_be_seen),
        cmocka_unit_test(a_flood_does_not_fill_the_log),
        cmocka_unit_test(a_long_line_is_cut),
        cmocka_unit_test(nothing_speaks_to_a_terminal),
        cmocka_unit_test(what_cannot_be_started_is_the_machines),
        cmocka_unit_test(a_machine_without_descriptors_is_tried_again),
        cmocka_unit_test(it_starts_with_nothing_of_ours),
        cmocka_unit_test(an_end_that_is_not_told_is_never_good),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
