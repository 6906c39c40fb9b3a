/* What one piece of work costs: in a process of its own, so that what it does to memory, or to its life, is
 * seen and hurts nobody. */
#ifndef TESTS_HOSTILE_MEASURE_H
#define TESTS_HOSTILE_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

/* The bounds for what is refused, and for the loading of anything. */
#define REFUSED_MS_MAX 50
#define REFUSED_KB_MAX (64 * 1024)

struct cost {
    double ms; /* processor time, own and the kernel's for it */
    long kb;   /* resident memory at its highest, above what there was before */
};

/* Reads the clocks of the calling process: begin, work, then what it has cost since. */
void cost_begin(struct cost *cost);
void cost_end(struct cost *cost);

/* The same for time alone: it costs a system call. */
void cost_begin_time(struct cost *cost);
void cost_end_time(struct cost *cost);

/* False under sanitizers, which cost time and memory of their own. */
bool cost_counts(void);

/* True for what costs no more, and under sanitizers. The bounds are those of a release on a calm machine: an
 * unoptimized build may take four times as long, and both as much longer as the yardstick does now. */
bool cost_within(const struct cost *cost, double ms, long kb);

/* Runs work in a child that shares the first size bytes of report with the caller, and nothing else. Its
 * stderr is caught: lines says how many lines it wrote. True when it returned; otherwise it crashed, leaked,
 * or ran for more than seconds of processor time (or four times as long in all), and that is told on stderr
 * together with what it wrote. */
bool apart(void (*work)(void *report, const void *user), void *report, size_t size, const void *user,
           unsigned seconds, size_t *lines);

#endif
