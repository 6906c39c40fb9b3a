#include "tree.h"

#include "glass.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PROCESSES_MAX 512
#define END_MS        2000
#define END_STEP_MS   10

struct process {
    pid_t id, parent;
    bool ours;
};

struct list {
    size_t count;
    struct process all[PROCESSES_MAX];
};

static void list_processes(struct list *list)
{
    DIR *folder = opendir("/proc");
    list->count = 0;
    for (struct dirent *entry; folder && (entry = readdir(folder)) && list->count < PROCESSES_MAX;) {
        char path[300], line[512];
        int parent;
        pid_t id = atoi(entry->d_name);
        if (id <= 0)
            continue;
        snprintf(path, sizeof path, "/proc/%d/stat", (int)id);
        FILE *file = fopen(path, "r");
        const char *rest = file && fgets(line, sizeof line, file) ? strrchr(line, ')') : NULL;
        if (rest && sscanf(rest, ") %*c %d", &parent) == 1)
            list->all[list->count++] = (struct process){id, parent, false};
        if (file)
            fclose(file);
    }
    if (folder)
        closedir(folder);
}

static bool is_ours(const struct list *list, pid_t id)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->all[i].id == id)
            return list->all[i].ours;
    }
    return false;
}

/* All descendants of this process. */
static void find_ours(struct list *list)
{
    bool more = true;
    list_processes(list);
    while (more) {
        more = false;
        for (size_t i = 0; i < list->count; i++) {
            struct process *process = &list->all[i];
            if (!process->ours && (process->parent == getpid() || is_ours(list, process->parent)))
                process->ours = more = true;
        }
    }
}

static double sum(double (*of)(pid_t))
{
    static struct list list;
    double all = 0;
    find_ours(&list);
    for (size_t i = 0; i < list.count; i++)
        all += list.all[i].ours ? of(list.all[i].id) : 0;
    return all;
}

double tree_start(char **words)
{
    extern char **environ;
    posix_spawn_file_actions_t actions;
    pid_t process;
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
    double before = glass_now();
    int error = posix_spawnp(&process, words[0], &actions, NULL, words, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error) {
        fprintf(stderr, "bench-eye: %s: %s\n", words[0], strerror(error));
        exit(EXIT_FAILURE);
    }
    return before;
}

static double ask(pid_t id)
{
    kill(id, SIGTERM);
    return 0;
}

static double force(pid_t id)
{
    kill(id, SIGKILL);
    return 0;
}

static bool all_gone(void)
{
    while (waitpid(-1, NULL, WNOHANG) > 0)
        ;
    return waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD;
}

void tree_end(void)
{
    sum(ask);
    for (int ms = 0; !all_gone(); ms += END_STEP_MS) {
        if (ms >= END_MS)
            sum(force);
        glass_rest(END_STEP_MS);
    }
}

static double cpu_of(pid_t id)
{
    clockid_t clock;
    struct timespec time;
    if (clock_getcpuclockid(id, &clock) != 0 || clock_gettime(clock, &time) != 0)
        return 0;
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

double tree_cpu(void)
{
    return sum(cpu_of);
}

static long field(const char *path, const char *word)
{
    FILE *file = fopen(path, "r");
    char line[256];
    long value = 0;
    while (file && fgets(line, sizeof line, file)) {
        if (strncmp(line, word, strlen(word)) == 0)
            value = strtol(line + strlen(word), NULL, 10);
    }
    if (file)
        fclose(file);
    return value;
}

static double pss_of(pid_t id)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)id);
    return (double)field(path, "Pss:");
}

long tree_pss(void)
{
    return (long)sum(pss_of);
}

static double wakes_of(pid_t id)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task", (int)id);
    DIR *threads = opendir(path);
    double all = 0;
    for (struct dirent *entry; threads && (entry = readdir(threads));) {
        char status[360];
        snprintf(status, sizeof status, "%s/%s/status", path, entry->d_name);
        if (entry->d_name[0] != '.')
            all += (double)field(status, "voluntary_ctxt_switches:");
    }
    if (threads)
        closedir(threads);
    return all;
}

long tree_wakes(void)
{
    return (long)sum(wakes_of);
}
