#include "figures.h"

#include "visitor.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NORMAL_95   1.96
#define BLACK       24
#define LIT_PERCENT 1

static unsigned entries(pid_t process, const char *name)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)process, name);
    DIR *folder = opendir(path);
    unsigned count = 0;
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        count += entry->d_name[0] != '.';
    if (folder)
        closedir(folder);
    return count;
}

static bool read_memory(struct figures *figures, pid_t process)
{
    char path[64], line[256], name[32];
    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)process);
    FILE *file = fopen(path, "r");
    long kib;
    figures->own = figures->pss = 0;
    while (file && fgets(line, sizeof line, file)) {
        if (sscanf(line, "%31[^:]: %ld kB", name, &kib) != 2)
            continue;
        if (strcmp(name, "Pss") == 0)
            figures->pss = kib;
        if (strcmp(name, "Pss_Anon") == 0 || strcmp(name, "Pss_Shmem") == 0 || strcmp(name, "SwapPss") == 0)
            figures->own += kib;
    }
    if (file)
        fclose(file);
    return figures->own > 0;
}

bool figures_take(struct figures *figures, pid_t process, double hour)
{
    figures->hour = hour;
    figures->fds = entries(process, "fd");
    figures->threads = entries(process, "task");
    return read_memory(figures, process) && figures->fds > 0;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

struct slope figures_slope(const struct figures *figures, size_t count)
{
    size_t pairs = count * (count - 1) / 2, n = 0;
    assert_true(count > 2);
    double *slopes = malloc(pairs * sizeof *slopes);
    assert_non_null(slopes);
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            slopes[n++] = (double)(figures[j].own - figures[i].own) / (figures[j].hour - figures[i].hour);
    qsort(slopes, pairs, sizeof *slopes, by_value);
    double c = NORMAL_95 * sqrt((double)(count * (count - 1) * (2 * count + 5)) / 18.0);
    double low = floor(((double)pairs - c) / 2), high = ceil(((double)pairs + c) / 2);
    struct slope slope = {.middle = (slopes[(pairs - 1) / 2] + slopes[pairs / 2]) / 2,
                          .low = low < 0 ? -INFINITY : slopes[(size_t)low],
                          .high = high >= (double)pairs ? INFINITY : slopes[(size_t)high]};
    free(slopes);
    return slope;
}

bool figures_black(const uint8_t *rgb, size_t pixels)
{
    size_t lit = 0;
    for (size_t i = 0; i < pixels; i++, rgb += 3)
        lit += rgb[0] > BLACK || rgb[1] > BLACK || rgb[2] > BLACK;
    return lit * 100 < pixels * LIT_PERCENT;
}
