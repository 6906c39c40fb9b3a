#include "process.h"

#include "visitor.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The number behind a word at the start of a line of a file below /proc. */
static long field(const char *path, const char *word)
{
    FILE *file = fopen(path, "r");
    char line[256];
    long value = -1;
    while (file && fgets(line, sizeof line, file)) {
        if (strncmp(line, word, strlen(word)) == 0)
            value = strtol(line + strlen(word), NULL, 10);
    }
    if (file)
        fclose(file);
    return value;
}

long process_pss(pid_t process)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)process);
    long pss = field(path, "Pss:");
    assert_true(pss > 0);
    return pss;
}

long process_wakes(pid_t process)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task", (int)process);
    DIR *threads = opendir(path);
    assert_non_null(threads);
    long sum = 0;
    for (struct dirent *entry; (entry = readdir(threads));) {
        if (entry->d_name[0] == '.')
            continue;
        char status[360];
        snprintf(status, sizeof status, "%s/%s/status", path, entry->d_name);
        long switches = field(status, "voluntary_ctxt_switches:");
        assert_true(switches >= 0);
        sum += switches;
    }
    closedir(threads);
    return sum;
}

long process_ticks(pid_t process)
{
    char path[64], line[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)process);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    fclose(file);
    const char *rest = strrchr(line, ')');
    unsigned long user = 0, system = 0;
    assert_non_null(rest);
    assert_int_equal(sscanf(rest + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system),
                     2);
    return (long)(user + system);
}
