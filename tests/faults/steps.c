#include "steps.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

static struct plan *plan;

__attribute__((constructor)) static void open_plan(void)
{
    const char *path = getenv("LOBBY_FAULTS");
    int fd = path ? (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC) : -1;
    void *map = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof *plan, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (map == MAP_FAILED) {
        (void)fprintf(stderr, "LOBBY_FAULTS: no plan\n");
        _exit(126);
    }
    plan = map;
    close(fd);
}

static bool is_below(const char *path, const char *folder)
{
    size_t length = strlen(folder);
    return length && strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

/* Where an open file lies. */
static bool path_of(int fd, char path[PLAN_PATH])
{
    char link[32];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PLAN_PATH - 1);
    path[length > 0 ? length : 0] = '\0';
    return length > 0;
}

/* In pieces, because a process may be limited in the size of its files. */
static void fill_disk(void)
{
    enum { PIECE = 1 << 20 };
    for (unsigned number = 0;; number++) {
        struct statvfs disk;
        char path[PLAN_PATH + 16];
        snprintf(path, sizeof path, "%s%u", plan->filler, number);
        int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        if (fd < 0 || fstatvfs(fd, &disk) != 0)
            _exit(126);
        unsigned long free = disk.f_bavail * disk.f_frsize,
                      much = free > plan->leave ? free - plan->leave : 0;
        bool failed = much && syscall(SYS_fallocate, fd, 0, 0L, (long)(much < PIECE ? much : PIECE)) != 0;
        close(fd);
        if (failed)
            _exit(126);
        if (much <= PIECE)
            return;
    }
}

void step_die(void)
{
    pid_t whom = plan->how == PLAN_KILL_ALL ? 0 : plan->how == PLAN_KILL_FIRST ? getpgrp() : getpid();
    bool self = whom == 0 || whom == getpid();
    kill(whom, SIGKILL);
    while (self)
        pause();
}

/* The how of a call that the plan hits. */
static enum step strike(enum plan_call call)
{
    switch (plan->how) {
    case PLAN_COUNT:
        break;
    case PLAN_KILL_ALL:
    case PLAN_KILL_FIRST:
    case PLAN_KILL_SELF:
        return STEP_DIES;
    case PLAN_FAIL:
    case PLAN_FAIL_ON:
        errno = plan->error;
        return STEP_FAILS;
    case PLAN_FILL:
        fill_disk();
        break;
    case PLAN_LIE:
        return call == CALL_WRITE ? STEP_LIES : STEP_GOES;
    }
    return STEP_GOES;
}

static enum step step(enum plan_call call, const char *path)
{
    if (!is_below(path, plan->below) || is_below(path, plan->except))
        return STEP_GOES;
    unsigned number = atomic_fetch_add(&plan->taken, 1) + 1;
    if (number <= PLAN_CALLS_MAX) {
        struct plan_entry *entry = &plan->entries[number - 1];
        entry->call = (unsigned char)call;
        entry->first = getpid() == getpgrp();
        snprintf(entry->name, sizeof entry->name, "%s", path + strlen(plan->below));
    }
    bool hit = number == plan->at || (plan->how == PLAN_FAIL_ON && plan->at && number > plan->at);
    return hit ? strike(call) : STEP_GOES;
}

enum step step_at(enum plan_call call, int dir, const char *name)
{
    char folder[PLAN_PATH] = "", path[2 * PLAN_PATH];
    int number = errno;
    if (!plan || !(plan->calls & PLAN_BIT(call)))
        return STEP_GOES;
    if (name[0] == '/')
        snprintf(path, sizeof path, "%s", name);
    else if (dir == AT_FDCWD ? getcwd(folder, sizeof folder) != NULL : path_of(dir, folder))
        snprintf(path, sizeof path, "%s/%s", folder, name);
    else
        path[0] = '\0';
    errno = number;
    return step(call, path);
}

enum step step_on(enum plan_call call, int fd)
{
    struct stat info;
    char path[PLAN_PATH];
    int number = errno;
    if (!plan || !(plan->calls & PLAN_BIT(call)))
        return STEP_GOES;
    bool known =
        fstat(fd, &info) == 0 && (S_ISREG(info.st_mode) || S_ISDIR(info.st_mode)) && path_of(fd, path);
    errno = number;
    return known ? step(call, path) : STEP_GOES;
}

bool step_passes(enum step step, int *result)
{
    if (step == STEP_DIES)
        step_die();
    *result = step == STEP_FAILS ? -1 : 0;
    return step == STEP_GOES || step == STEP_DIES;
}

bool step_apart(void)
{
    return plan && plan->apart;
}
