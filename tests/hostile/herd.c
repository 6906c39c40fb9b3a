#include "herd.h"

#include "measure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>

#define SEED          20260901u
#define HANG_SECONDS  5   /* of processor time for one: then it is called one that does not end */
#define TOTAL_SECONDS 600 /* for all */

struct progress {
    size_t current; /* the one that is being met */
    size_t met[HERD_KINDS_MAX][FATES];
    double total_ms, worst_ms;
    size_t worst;
};

struct job {
    const struct herd *herd;
    uint64_t seed;
    size_t first, last;
};

static uint64_t number_of(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);
    return text && text[0] ? strtoull(text, NULL, 10) : otherwise;
}

/* The default action of its signal ends the child. */
static void limit_seconds(long seconds)
{
    const struct itimerval timer = {.it_value = {.tv_sec = seconds}};
    setitimer(ITIMER_PROF, &timer, NULL);
}

static double meet_once(const struct job *job, size_t number, enum fate *fate, size_t *kind)
{
    struct cost cost;
    limit_seconds(HANG_SECONDS);
    cost_begin_time(&cost);
    *fate = job->herd->meet(job->seed, number, kind);
    cost_end_time(&cost);
    limit_seconds(0);
    return cost.ms;
}

static void meet_all(void *shared, const void *user)
{
    enum { ATTEMPTS = 3 }; /* a busy machine is no slow mutant */
    struct progress *progress = shared;
    const struct job *job = user;
    job->herd->begin();
    for (size_t number = job->first; number < job->last; number++) {
        enum fate fate;
        size_t kind = 0;
        progress->current = number;
        double ms = meet_once(job, number, &fate, &kind);
        progress->met[kind][fate]++;
        progress->total_ms += ms;
        for (int i = 1; i < ATTEMPTS && ms > MUTANT_MS_MAX; i++) {
            double again = meet_once(job, number, &fate, &kind);
            ms = again < ms ? again : ms;
        }
        if (ms > progress->worst_ms) {
            progress->worst_ms = ms;
            progress->worst = number;
        }
    }
    job->herd->end();
}

static void print(const struct job *job, const struct progress *progress, size_t lines)
{
    const struct herd *herd = job->herd;
    size_t count = job->last - job->first;
    printf("%s: %zu mutants of seed %llu, %.1f ms each, the slowest (%zu) %.1f ms; %zu lines on stderr\n",
           herd->name, count, (unsigned long long)job->seed, progress->total_ms / (double)count,
           progress->worst, progress->worst_ms, lines);
    for (size_t kind = 0; kind < HERD_KINDS_MAX && herd->kinds[kind]; kind++) {
        const size_t *met = progress->met[kind];
        double all = (double)(met[FATE_REFUSED] + met[FATE_FAILED] + met[FATE_TAKEN]) / 100;
        printf("  %-8s %5.0f: %4.1f %% refused, %4.1f %% could not be decoded, %4.1f %% taken\n",
               herd->kinds[kind], all * 100, (double)met[FATE_REFUSED] / all, (double)met[FATE_FAILED] / all,
               (double)met[FATE_TAKEN] / all);
    }
}

static bool too_many_alike(const struct herd *herd, const struct progress *progress)
{
    for (size_t kind = 0; kind < HERD_KINDS_MAX && herd->kinds[kind]; kind++) {
        const size_t *met = progress->met[kind];
        size_t all = met[FATE_REFUSED] + met[FATE_FAILED] + met[FATE_TAKEN];
        if (met[FATE_REFUSED] <= all / 20 || met[FATE_TAKEN] <= all / 20)
            return true;
    }
    return false;
}

bool herd_try(const struct herd *herd, char *why, size_t size)
{
    struct job job = {.herd = herd,
                      .seed = number_of("HOSTILE_SEED", SEED),
                      .last = number_of("HOSTILE_COUNT", herd->count)};
    bool single = getenv("HOSTILE_MUTANT");
    if (single) {
        job.first = number_of("HOSTILE_MUTANT", 0);
        job.last = job.first + 1;
    }
    struct progress progress = {.worst_ms = 0};
    size_t lines;
    bool lived = apart(meet_all, &progress, sizeof progress, &job, TOTAL_SECONDS, &lines);
    if (lived)
        print(&job, &progress, lines);
    if (!lived)
        snprintf(why, size, "it ended at mutant %zu; again: HOSTILE_SEED=%llu HOSTILE_MUTANT=%zu",
                 progress.current, (unsigned long long)job.seed, progress.current);
    else if (progress.worst_ms > MUTANT_MS_MAX)
        snprintf(why, size, "mutant %zu takes %.1f ms", progress.worst, progress.worst_ms);
    else if (!single && too_many_alike(herd, &progress))
        snprintf(why, size, "the damage is none, or too much");
    else
        return true;
    return false;
}

void herd_run(const struct herd *herd)
{
    char why[256] = "";
    if (!herd_try(herd, why, sizeof why))
        fail_msg("%s: %s", herd->name, why);
}
