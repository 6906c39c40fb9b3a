#include "program.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { WORDS_MAX = 16 };

/* In the child: becomes the program. */
static void become(const struct surroundings *around, const char *const *words, int out, int err)
{
    char *argv[WORDS_MAX + 2] = {"lobbyctl"};
    for (size_t i = 0; words[i]; i++)
        argv[i + 1] = (char *)(uintptr_t)words[i];
    if (around->out_to)
        out = open(around->out_to, O_WRONLY);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    if (around->tz)
        setenv("TZ", around->tz, 1);
    if (around->folder && chdir(around->folder) != 0)
        _exit(126);
    if (around->file_bytes_max) {
        struct rlimit limit = {around->file_bytes_max, around->file_bytes_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    execv(LOBBYCTL, argv);
    _exit(127);
}

pid_t program_start(const struct surroundings *around, const char *const *words, int *out, int *err)
{
    int outs[2], errs[2];
    assert_int_equal(pipe2(outs, O_CLOEXEC), 0);
    assert_int_equal(pipe2(errs, O_CLOEXEC), 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        become(around, words, outs[1], errs[1]);
    close(outs[1]);
    close(errs[1]);
    *out = outs[0];
    *err = errs[0];
    return pid;
}

/* What it prints fits into a pipe's 64 kB many times over, so one stream may wait for the other. */
static char *read_all(int fd, size_t *length)
{
    char *bytes = NULL;
    size_t used = 0;
    for (;;) {
        bytes = realloc(bytes, used + 4096 + 1);
        assert_non_null(bytes);
        ssize_t got = read(fd, bytes + used, 4096);
        if (got <= 0)
            break;
        used += (size_t)got;
    }
    bytes[used] = '\0';
    if (length)
        *length = used;
    close(fd);
    return bytes;
}

struct outcome program_wait(pid_t pid, int out, int err)
{
    struct outcome outcome = {.out = read_all(out, NULL), .err = read_all(err, NULL)};
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    outcome.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    return outcome;
}

struct outcome program_run(const struct surroundings *around, const char *const *words)
{
    int out, err;
    pid_t pid = program_start(around, words, &out, &err);
    return program_wait(pid, out, err);
}

void outcome_finish(struct outcome *outcome)
{
    free(outcome->out);
    free(outcome->err);
}

char *scratch_create(void)
{
    char *folder = strdup("/tmp/lobby-ctl-XXXXXX");
    assert_non_null(folder);
    assert_non_null(mkdtemp(folder));
    return folder;
}

static int remove_one(const char *path, const struct stat *info, int flag, struct FTW *walk)
{
    (void)info;
    (void)flag;
    (void)walk;
    return remove(path);
}

void scratch_remove(char *folder)
{
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(folder);
}

static char *join(const char *folder, const char *name)
{
    char *path = NULL;
    assert_true(asprintf(&path, "%s/%s", folder, name) > 0);
    return path;
}

void put_file(const char *folder, const char *name, const char *text)
{
    char *path = join(folder, name);
    for (size_t i = 1; path[i]; i++) {
        if (path[i] != '/')
            continue;
        path[i] = '\0';
        assert_true(mkdir(path, 0777) == 0 || errno == EEXIST);
        path[i] = '/';
    }
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    free(path);
}

char *get_file(const char *folder, const char *name, size_t *length)
{
    char *path = join(folder, name);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    free(path);
    return fd >= 0 ? read_all(fd, length) : NULL;
}

size_t count_names(const char *folder, const char *suffix)
{
    DIR *dir = opendir(folder);
    size_t count = 0;
    if (!dir)
        return 0;
    for (const struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        size_t length = strlen(entry->d_name), tail = strlen(suffix);
        bool dots = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
        count += !dots && length >= tail && strcmp(entry->d_name + length - tail, suffix) == 0;
    }
    closedir(dir);
    return count;
}

void put_content(const char *folder, unsigned n_slides)
{
    put_file(folder, "lobby.yaml", "format: 1\nname: Test\nlanguages: [en, es]\n");
    put_file(folder, "pages/visit.yaml", "title: Your visit\nsummary: What to expect\nbody: |\n  Welcome.\n");
    for (unsigned i = 0; i < n_slides; i++) {
        char name[32], text[128];
        snprintf(name, sizeof name, "slides/s%03u.yaml", i);
        snprintf(text, sizeof text, "layout: statement\ntitle: Slide number %u\nopens: page:visit\n", i);
        put_file(folder, name, text);
    }
}
