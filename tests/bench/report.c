/* bench-report SAMPLES JSON SVG : what a run has measured: a table on standard output, and the same for
 * programs and for the README. */
#include "results.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *number(double value, char text[32])
{
    int digits = fabs(value) < 10 ? 2 : fabs(value) < 100 ? 1 : 0;
    if (isnan(value))
        return "";
    snprintf(text, 32, "%.*f", digits, value);
    return text;
}

static void print_cell(const struct results *results, const struct row *row, const char *program)
{
    const struct samples *samples = results_of(results, row->measure, program);
    char middle[32], low[32], high[32];
    if (samples->count == 0) {
        printf(" |");
        return;
    }
    double *values = samples->values;
    number(results_summary(results, row, program), middle);
    printf(" %s (%s–%s) |", middle, number(values[0], low), number(values[samples->count - 1], high));
}

static void print_ratio(double value, double other)
{
    char text[32];
    bool known = !isnan(value) && !isnan(other) && other > 0;
    printf(" %s |", known ? number(value / other, text) : "");
}

static void print_bars(const struct results *results, const struct row *row)
{
    double value = results_summary(results, row, "lobby");
    const char *between = " ";
    for (size_t i = 0; i < bars_count; i++) {
        char text[32];
        double limit = results_limit(results, &bars[i]);
        if (strcmp(bars[i].measure, row->measure) != 0 || isnan(limit) || isnan(value))
            continue;
        printf("%s%s %s: %s", between, bars[i].least ? "≥" : "≤", number(limit, text),
               results_meets(&bars[i], value, limit) ? "met" : "**not met**");
        between = "; ";
    }
    printf(" |\n");
}

static bool was_measured(const struct results *results, const struct row *row)
{
    for (size_t i = 0; i < RESULTS_PROGRAMS; i++) {
        if (results_of(results, row->measure, results_programs[i])->count > 0)
            return true;
    }
    return false;
}

static void print_table(const struct results *results)
{
    printf("| |");
    for (size_t i = 0; i < RESULTS_PROGRAMS; i++)
        printf(" %s |", results_programs[i]);
    printf(" × chromium | × floor-sdl | bar |\n|---|");
    for (size_t i = 0; i < RESULTS_PROGRAMS + 3; i++)
        printf("---|");
    printf("\n");
    for (size_t i = 0; i < rows_count; i++) {
        const struct row *row = &rows[i];
        double value = results_summary(results, row, "lobby");
        if (!was_measured(results, row))
            continue;
        printf("| %s%s%s |", row->title, *row->unit ? ", " : "", row->unit);
        for (size_t program = 0; program < RESULTS_PROGRAMS; program++)
            print_cell(results, row, results_programs[program]);
        print_ratio(value, results_summary(results, row, "chromium"));
        print_ratio(value, results_summary(results, row, "floor-sdl"));
        print_bars(results, row);
    }
}

static void write_samples(FILE *file, const struct results *results, const struct row *row)
{
    const char *between = "";
    for (size_t i = 0; i < RESULTS_PROGRAMS; i++) {
        const struct samples *samples = results_of(results, row->measure, results_programs[i]);
        if (samples->count == 0)
            continue;
        fprintf(file, "%s\n      \"%s\": [", between, results_programs[i]);
        for (size_t k = 0; k < samples->count; k++)
            fprintf(file, "%s%.3f", k ? ", " : "", samples->values[k]);
        fprintf(file, "]");
        between = ",";
    }
}

static void write_bars(FILE *file, const struct results *results, const struct row *row)
{
    double value = results_summary(results, row, "lobby");
    const char *between = "";
    for (size_t i = 0; i < bars_count; i++) {
        double limit = results_limit(results, &bars[i]);
        if (strcmp(bars[i].measure, row->measure) != 0 || isnan(limit) || isnan(value))
            continue;
        fprintf(file, "%s\n      {\"%s\": %.3f, \"met\": %s}", between, bars[i].least ? "least" : "most",
                limit, results_meets(&bars[i], value, limit) ? "true" : "false");
        between = ",";
    }
}

static bool write_json(const struct results *results, const char *path)
{
    FILE *file = fopen(path, "w");
    if (!file)
        return false;
    fprintf(file, "{");
    for (size_t i = 0; i < rows_count; i++) {
        const struct row *row = &rows[i];
        fprintf(file,
                "%s\n  \"%s\": {\n    \"title\": \"%s\", \"unit\": \"%s\", \"summary\": \"%s\",\n    "
                "\"samples\": {",
                i ? "," : "", row->measure, row->title, row->unit, row->summary == P95 ? "p95" : "median");
        write_samples(file, results, row);
        fprintf(file, "},\n    \"bars\": [");
        write_bars(file, results, row);
        fprintf(file, "]}");
    }
    fprintf(file, "\n}\n");
    return fclose(file) == 0;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fputs("usage: bench-report SAMPLES JSON SVG\n", stderr);
        return 2;
    }
    struct results results = results_read(argv[1]);
    print_table(&results);
    bool good = write_json(&results, argv[2]) && results_plot(&results, argv[3]);
    if (!good)
        perror("bench-report");
    results_finish(&results);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
