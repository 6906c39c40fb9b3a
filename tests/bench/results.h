/* results: the samples of a run, and what they come to. */
#ifndef LOBBY_TESTS_BENCH_RESULTS_H
#define LOBBY_TESTS_BENCH_RESULTS_H

#include "rows.h"

#include <stdbool.h>

#define RESULTS_PROGRAMS 7

extern const char *const results_programs[RESULTS_PROGRAMS];

struct samples {
    size_t count;
    double *values; /* sorted */
};

struct results {
    struct samples *of; /* rows_count * RESULTS_PROGRAMS */
};

/* Reads lines of round, program, measure and value between tabs; ends the program when they are none. */
struct results results_read(const char *path);
void results_finish(struct results *results);

const struct samples *results_of(const struct results *results, const char *measure, const char *program);

/* Of a row; NAN without samples. */
double results_summary(const struct results *results, const struct row *row, const char *program);

/* What a bar asks of a row; NAN when what it is compared with is missing. */
double results_limit(const struct results *results, const struct bar *bar);
bool results_meets(const struct bar *bar, double value, double limit);

/* Lobby and the others in relation to Chromium, on a logarithmic scale. */
bool results_plot(const struct results *results, const char *path);

#endif
