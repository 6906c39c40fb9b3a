#include "faults.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

char faults_folder[64], faults_said[65536];
struct plan *faults_plan;

void faults_start(void)
{
    assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
    snprintf(faults_folder, sizeof faults_folder, "%s/lobby-faults-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    assert_non_null(mkdtemp(faults_folder));
    assert_int_equal(chdir(faults_folder), 0);
    int fd = open("plan", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    assert_true(fd >= 0 && ftruncate(fd, sizeof *faults_plan) == 0);
    faults_plan = mmap(NULL, sizeof *faults_plan, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    assert_ptr_not_equal(faults_plan, MAP_FAILED);
    close(fd);
    faults_reset();
}

void faults_finish(void)
{
    char command[sizeof faults_folder + 32];
    munmap(faults_plan, sizeof *faults_plan);
    snprintf(command, sizeof command, "cd / && rm -rf '%s'", faults_folder);
    assert_int_equal(system(command), 0);
}

void faults_reset(void)
{
    *faults_plan = (struct plan){.calls = PLAN_CHANGES};
    strcpy(faults_plan->below, faults_folder);
}

static uint64_t now_us(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000 + (uint64_t)time.tv_nsec / 1000;
}

static _Noreturn void become(const char *const *words, int out)
{
    char plan[sizeof faults_folder + 8];
    snprintf(plan, sizeof plan, "%s/plan", faults_folder);
    setenv("LOBBY_FAULTS", plan, 1);
    setenv("LD_PRELOAD", FAULTS_CALLS, 1);
    if (setpgid(0, 0) != 0 || dup2(out, STDOUT_FILENO) < 0 || dup2(out, STDERR_FILENO) < 0)
        _exit(126);
    execv(words[0], (char *const *)(uintptr_t)words);
    _exit(126);
}

static void hear(int said)
{
    ssize_t length = pread(said, faults_said, sizeof faults_said - 1, 0);
    faults_said[length > 0 ? length : 0] = '\0';
    close(said);
}

static void kill_after(pid_t pid, enum faults_whom whom, uint64_t us)
{
    struct timespec wait = {(time_t)(us / 1000000), (long)(us % 1000000) * 1000};
    nanosleep(&wait, NULL);
    kill(whom == FAULTS_ALL ? -pid : pid, SIGKILL);
}

static void kill_children(void)
{
    char path[64];
    int child = 0;
    snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
    FILE *in = fopen(path, "r");
    assert_non_null(in);
    while (fscanf(in, "%d", &child) == 1)
        kill(child, SIGKILL);
    fclose(in);
}

/* Whoever is left behind by a process becomes a child of this one; also what had left the group. */
static void end_orphans(bool killed)
{
    do
        if (killed)
            kill_children();
    while (waitpid(-1, NULL, 0) > 0 || errno == EINTR);
}

struct faults_end faults_run(const char *const *words, enum faults_whom whom, uint64_t kill_us)
{
    faults_plan->taken = 0;
    int said = memfd_create("said", MFD_CLOEXEC);
    assert_true(said >= 0);
    uint64_t start = now_us();
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        become(words, said);
    setpgid(pid, pid); /* both sides do it: whoever is first */
    if (whom != FAULTS_NOBODY)
        kill_after(pid, whom, kill_us);
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    struct faults_end end = {.killed = WIFSIGNALED(status), .us = now_us() - start};
    end.code = end.killed ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    end_orphans(end.killed && (whom == FAULTS_ALL || faults_plan->how == PLAN_KILL_ALL));
    hear(said);
    if (end.code == 126)
        fail_msg("%s cannot be run: %s", words[0], faults_said);
    return end;
}

struct faults_round faults_choose(unsigned round, unsigned calls, uint64_t us, uint64_t *seed)
{
    static const enum plan_how hows[] = {PLAN_KILL_ALL, PLAN_KILL_FIRST, PLAN_KILL_SELF};
    uint64_t how = faults_random(seed), when = faults_random(seed);
    if (round <= calls)
        return (struct faults_round){.at = round, .how = hows[how % 3]};
    return (struct faults_round){.whom = how % 2 ? FAULTS_ALL : FAULTS_FIRST, .us = when % us};
}

void faults_print(const struct faults_tally *tally, size_t count)
{
    print_message("%-36s %6s %6s %6s %6s\n", "killed", "calls", "old", "new", "ended");
    for (size_t i = 0; i < count; i++)
        print_message("%-36s %6u %6u %6u %6u\n", tally[i].stage, tally[i].calls, tally[i].old, tally[i].new,
                      tally[i].ended);
}

const char *faults_call(const struct plan_entry *entry)
{
    static const char *const names[CALL_COUNT] = {"create", "write", "allocate", "sync", "rename",
                                                  "link",   "mkdir", "unlink",   "read"};
    return entry->call < CALL_COUNT ? names[entry->call] : "?";
}

unsigned faults_find(enum plan_call call, const char *end)
{
    unsigned taken = faults_plan->taken < PLAN_CALLS_MAX ? faults_plan->taken : PLAN_CALLS_MAX;
    for (unsigned i = taken; i-- > 0;) {
        const struct plan_entry *entry = &faults_plan->entries[i];
        size_t length = strlen(entry->name), tail = strlen(end);
        if (entry->call == call && length >= tail && strcmp(entry->name + length - tail, end) == 0)
            return i + 1;
    }
    return 0;
}

uint64_t faults_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u; /* Knuth, MMIX */
    return *seed >> 33;
}
