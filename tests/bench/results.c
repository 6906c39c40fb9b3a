#include "results.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const results_programs[RESULTS_PROGRAMS] = {"lobby", "lobby-gles", "chromium", "feh",
                                                        "mpv",   "floor-sdl",  "floor-x"};

static struct samples *find(const struct results *results, const char *measure, const char *program)
{
    for (size_t row = 0; row < rows_count; row++) {
        if (strcmp(rows[row].measure, measure) != 0)
            continue;
        for (size_t i = 0; i < RESULTS_PROGRAMS; i++) {
            if (strcmp(results_programs[i], program) == 0)
                return &results->of[row * RESULTS_PROGRAMS + i];
        }
    }
    return NULL;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void add(struct samples *samples, double value)
{
    samples->values = realloc(samples->values, (samples->count + 1) * sizeof value);
    if (!samples->values)
        abort();
    samples->values[samples->count++] = value;
    qsort(samples->values, samples->count, sizeof value, by_value);
}

struct results results_read(const char *path)
{
    struct results results = {calloc(rows_count * RESULTS_PROGRAMS, sizeof(struct samples))};
    FILE *file = fopen(path, "r");
    char program[32], measure[32], line[128];
    double value;
    if (!results.of || !file) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    while (fgets(line, sizeof line, file)) {
        if (sscanf(line, "%*d %31s %31s %lf", program, measure, &value) != 3)
            continue;
        struct samples *samples = find(&results, measure, program);
        if (samples)
            add(samples, value);
    }
    fclose(file);
    return results;
}

void results_finish(struct results *results)
{
    for (size_t i = 0; i < rows_count * RESULTS_PROGRAMS; i++)
        free(results->of[i].values);
    free(results->of);
}

const struct samples *results_of(const struct results *results, const char *measure, const char *program)
{
    return find(results, measure, program);
}

double results_summary(const struct results *results, const struct row *row, const char *program)
{
    const struct samples *samples = find(results, row->measure, program);
    if (samples->count == 0)
        return NAN;
    if (row->summary == P95)
        return samples->values[(size_t)ceil(0.95 * (double)samples->count) - 1];
    const double *middle = samples->values + samples->count / 2;
    return samples->count % 2 ? *middle : (middle[-1] + *middle) / 2;
}

double results_limit(const struct results *results, const struct bar *bar)
{
    if (!bar->program)
        return bar->plus;
    for (size_t i = 0; i < rows_count; i++) {
        if (strcmp(rows[i].measure, bar->other ? bar->other : bar->measure) == 0)
            return bar->times * results_summary(results, &rows[i], bar->program) + bar->plus;
    }
    return NAN;
}

bool results_meets(const struct bar *bar, double value, double limit)
{
    return bar->least ? value >= limit : value <= limit;
}
