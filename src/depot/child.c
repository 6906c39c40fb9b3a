#include "depot/child.h"

#include "base/file.h"
#include "depot/codes.h"
#include "depot/ticks.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

struct child_shared {
    atomic_uint_least64_t
        beats; /* rises with every child_progress; the numbers may be torn, they are for the eye */
    struct depot_progress progress;
    _Alignas(max_align_t) unsigned char result[CHILD_RESULT];
    char code[32]; /* of the refusal */
    struct err err;
    bool ended, ok;
};

void child_progress(struct child_shared *shared, const struct depot_progress *progress)
{
    shared->progress = *progress;
    atomic_fetch_add(&shared->beats, 1);
}

void *child_result(struct child_shared *shared)
{
    return shared->result;
}

static void limit(int what, uint64_t most)
{
    const struct rlimit limit = {most, most};
    (void)setrlimit((__rlimit_resource_t)what, &limit); /* a stricter one may stand already */
}

/* What the parent does about signals is its own. */
static void reset_signals(void)
{
    sigset_t none;
    for (int number = 1; number < NSIG; number++)
        (void)signal(number, SIG_DFL);
    sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    (void)signal(SIGXFSZ, SIG_IGN); /* EFBIG is an answer, a signal is a crash */
    (void)signal(SIGPIPE, SIG_IGN);
}

static _Noreturn void be_child(pid_t parent, const struct child_limits *limits, child_work_fn *work,
                               struct child_shared *shared, const void *arg)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
    reset_signals();
    limit(RLIMIT_CORE, 0);
    if (limits->file_bytes)
        limit(RLIMIT_FSIZE, limits->file_bytes);
    struct refusal why = {0};
    shared->ok = work(shared, arg, &why);
    if (!shared->ok) {
        (void)stpncpy(shared->code, why.code, sizeof shared->code - 1);
        shared->err = why.err;
    }
    shared->ended = true;
    _exit(0);
}

/* Waits until the child has closed its end, or has been too slow: then it is killed. */
static bool watch(pid_t child, int fd, struct child_shared *shared, const struct child_limits *limits,
                  depot_progress_fn *progress, void *arg)
{
    enum { LOOK_MS = 100 };
    const uint64_t started = ticks_ms();
    uint64_t beats = 0, heard = started;
    for (;;) {
        struct pollfd end = {.fd = fd, .events = POLLIN};
        int ready = poll(&end, 1, LOOK_MS);
        uint64_t now = ticks_ms(), beat = atomic_load(&shared->beats);
        if (beat != beats) {
            beats = beat;
            heard = now;
            const struct depot_progress copy = shared->progress;
            if (progress)
                progress(arg, &copy);
        }
        if (ready > 0)
            return true;
        if (now - heard >= (uint64_t)limits->silent_s * 1000 ||
            now - started >= (uint64_t)limits->total_s * 1000) {
            kill(child, SIGKILL);
            return false;
        }
    }
}

static bool verdict(const struct child_shared *shared, bool in_time, int status, struct refusal *why)
{
    if (shared->ended)
        return shared->ok || refuse(why, depot_code(shared->code), "%s", shared->err.text);
    if (!in_time)
        return refuse(why, "timeout", "nothing moved for too long; it is tried again later");
    if (WIFSIGNALED(status))
        return refuse(why, "crash",
                      "the work ended by signal %d (%s); it is tried again: is there enough memory?",
                      WTERMSIG(status), strsignal(WTERMSIG(status)));
    return refuse(why, "crash", "the work ended by itself with status %d; it is tried again",
                  WEXITSTATUS(status));
}

static bool run(const struct child_limits *limits, child_work_fn *work, const void *arg,
                struct child_shared *shared, depot_progress_fn *progress, void *progress_arg,
                struct refusal *why)
{
    AUTO_CLOSE int end = -1;
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return refuse(why, "crash", "no pipe: %s; it is tried again", strerror(errno));
    end = ends[0];
    const pid_t self = getpid();
    const pid_t child = fork();
    if (child == 0) /* its end of the pipe closes when it ends, however it ends */
        be_child(self, limits, work, shared, arg);
    close(ends[1]);
    if (child < 0)
        return refuse(why, "crash", "no new process: %s; it is tried again", strerror(errno));
    const bool in_time = watch(child, end, shared, limits, progress, progress_arg);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return verdict(shared, in_time, status, why);
}

bool child_run(const struct child_limits *limits, child_work_fn *work, const void *arg, void *result,
               size_t size, depot_progress_fn *progress, void *progress_arg, struct refusal *why)
{
    assert(size <= CHILD_RESULT);
    struct child_shared *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        return refuse(why, "crash", "out of memory; it is tried again");
    const bool ok = run(limits, work, arg, shared, progress, progress_arg, why);
    if (result)
        memcpy(result, shared->result, size);
    munmap(shared, sizeof *shared);
    return ok;
}
