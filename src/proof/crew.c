#include "proof/crew.h"

#include "base/file.h"
#include "proof/judge.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORKERS_MAX 8

/* The longest page in 16 languages takes a few seconds; what takes this long will never end. */
#define JOB_SECONDS 120

_Static_assert(sizeof(struct finding) <= PIPE_BUF, "a finding is written to the shared pipe at once");

/* Memory that all processes share. */
struct board {
    atomic_size_t next;            /* the group that is taken next */
    atomic_size_t at[WORKERS_MAX]; /* the job that a worker is at, from 1; 0: none */
    struct err why;                /* a worker could not begin */
    atomic_bool done[];            /* each job */
};

/* Jobs that one worker does, from first to before end. */
struct group {
    size_t first, end;
};

struct crew {
    const struct proof *proof;
    const struct jobs *jobs;
    struct group *groups; /* of the jobs that are not done; room for as many as there are jobs */
    size_t n_groups;
    struct board *board;
    pid_t workers[WORKERS_MAX];
    size_t n_workers;
    int said; /* a file in memory: what they wrote to their stderr */
    void (*found)(void *user, const struct finding *finding);
    void *user;
};

static void send(void *user, const struct finding *finding)
{
    const int *pipe = user;
    /* At most PIPE_BUF bytes are written whole or not at all. */
    while (write(*pipe, finding, sizeof *finding) < 0 && errno == EINTR)
        continue;
}

/* A worker, in its own process. */
static _Noreturn void work(struct crew *crew, size_t worker, int out)
{
    struct board *board = crew->board;
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* nobody reads on */
    /* Decoders grumble there, each in its own words. Only a worker that dies is listened to. */
    dup2(crew->said, STDERR_FILENO);
    struct judge *judge = judge_create(crew->proof, send, &out, &board->why);
    if (!judge)
        _exit(EXIT_FAILURE);
    for (;;) {
        size_t next = atomic_fetch_add(&board->next, 1);
        if (next >= crew->n_groups)
            break;
        const struct group *group = &crew->groups[next];
        for (size_t job = group->first; job < group->end; job++) {
            atomic_store(&board->at[worker], job + 1);
            alarm(JOB_SECONDS);
            judge_job(judge, &crew->jobs->items[job]);
            atomic_store(&board->done[job], true);
        }
    }
    alarm(0);
    atomic_store(&board->at[worker], 0);
    judge_destroy(judge);
    _exit(EXIT_SUCCESS);
}

static bool start_workers(struct crew *crew, size_t wanted, int pipe[2], struct err *err)
{
    for (crew->n_workers = 0; crew->n_workers < wanted; crew->n_workers++) {
        size_t worker = crew->n_workers;
        atomic_store(&crew->board->at[worker], 0);
        crew->workers[worker] = fork();
        if (crew->workers[worker] < 0)
            break; /* with one at least it goes on */
        if (crew->workers[worker] == 0) {
            close(pipe[0]);
            work(crew, worker, pipe[1]);
        }
    }
    return crew->n_workers > 0 || err_set(err, "no process can be started: %s", strerror(errno));
}

/* Tells of the job that a worker died of, and does not try it again. */
static void report_crash(struct crew *crew, size_t job, int number)
{
    struct finding finding;
    memset(&finding, 0, sizeof finding);
    finding.kind = FINDING_CRASH;
    finding.amount = (size_t)number;
    finding.origin = crew->jobs->items[job].origin;
    crew->found(crew->user, &finding);
    atomic_store(&crew->board->done[job], true);
}

/* The last words of workers, for whoever mends this program. */
static void tell_last_words(int said)
{
    enum { WORDS_MAX = 4096 };
    char words[WORDS_MAX];
    off_t end = lseek(said, 0, SEEK_CUR), from = end > WORDS_MAX ? end - WORDS_MAX : 0;
    ssize_t length = pread(said, words, sizeof words, from);
    if (length > 0)
        fwrite(words, 1, (size_t)length, stderr);
}

static void wait_for_workers(struct crew *crew)
{
    bool died = false;
    for (size_t i = 0; i < crew->n_workers; i++) {
        int status = 0;
        while (waitpid(crew->workers[i], &status, 0) < 0 && errno == EINTR)
            continue;
        size_t at = atomic_load(&crew->board->at[i]);
        if (at > 0 && !atomic_load(&crew->board->done[at - 1]))
            report_crash(crew, at - 1, WIFSIGNALED(status) ? WTERMSIG(status) : 0);
        died = died || at > 0 || !WIFEXITED(status);
    }
    if (died)
        tell_last_words(crew->said);
}

/* Reads what the workers write until the last one has ended. */
static void read_findings(const struct crew *crew, int in)
{
    struct finding finding;
    size_t got = 0;
    for (;;) {
        ssize_t n = read(in, (char *)&finding + got, sizeof finding - got);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return;
        got += (size_t)n;
        if (got < sizeof finding)
            continue;
        crew->found(crew->user, &finding);
        got = 0;
    }
}

/* All workers, from their start to their end. False when none could be started. */
static bool run_once(struct crew *crew, size_t wanted, struct err *err)
{
    int pipes[2];
    if (pipe2(pipes, O_CLOEXEC) != 0)
        return err_set(err, "no pipe: %s", strerror(errno));
    atomic_store(&crew->board->next, 0);
    bool ok = start_workers(crew, wanted, pipes, err);
    close(pipes[1]);
    if (ok)
        read_findings(crew, pipes[0]);
    close(pipes[0]);
    wait_for_workers(crew);
    return ok;
}

/* Groups of what is not done yet. Returns how many jobs that are. */
static size_t make_groups(struct crew *crew)
{
    const struct jobs *jobs = crew->jobs;
    size_t left = 0;
    crew->n_groups = 0;
    for (size_t job = 0, end; job < jobs->count; job = end) {
        size_t most = job + jobs_together(jobs, job);
        end = job;
        while (end < most && !atomic_load(&crew->board->done[end]))
            end++;
        if (end > job)
            crew->groups[crew->n_groups++] = (struct group){job, end};
        left += end - job;
        end += end == job;
    }
    return left;
}

static size_t workers_wanted(const struct crew *crew)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t wanted = processors < 1 ? 1 : (size_t)processors;
    size_t most = crew->proof->processes ? crew->proof->processes : WORKERS_MAX;
    most = most < WORKERS_MAX ? most : WORKERS_MAX;
    wanted = wanted < most ? wanted : most;
    return wanted < crew->n_groups ? wanted : crew->n_groups;
}

/* Starts workers until everything is done: what is left over by those that died is done by others. */
static bool run_all(struct crew *crew, struct err *err)
{
    for (size_t left = make_groups(crew), before; left > 0;) {
        if (!run_once(crew, workers_wanted(crew), err))
            return false;
        before = left;
        left = make_groups(crew);
        if (left == before)
            return err_set(err, "no screen can be looked at: %s",
                           crew->board->why.text[0] ? crew->board->why.text
                                                    : "who should do it is killed at once");
    }
    return true;
}

bool crew_run(const struct proof *proof, const struct jobs *jobs,
              void (*found)(void *user, const struct finding *finding), void *user, struct err *err)
{
    AUTO_CLOSE int said = memfd_create("said", MFD_CLOEXEC);
    struct crew crew = {.proof = proof, .jobs = jobs, .said = said, .found = found, .user = user};
    size_t size = sizeof *crew.board + jobs->count * sizeof crew.board->done[0];
    void *shared = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        return err_set(err, "out of memory");
    crew.board = shared; /* zeroed */
    crew.groups = calloc(jobs->count, sizeof *crew.groups);
    bool ok = crew.groups ? run_all(&crew, err) : err_set(err, "out of memory");
    free(crew.groups);
    munmap(shared, size);
    return ok;
}
