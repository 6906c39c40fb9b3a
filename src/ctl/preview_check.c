#include "ctl/preview_check.h"

#include "base/file.h"
#include "base/str.h"
#include "base/thread.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* The check gets out of the way of what is seen (nice(1)). */
#define NICE 10

struct preview_check {
    const char *folder, *at;
    void (*ready)(void *user);
    void *user;
    pthread_t thread;
    pthread_mutex_t lock; /* for all below */
    pthread_cond_t asked;
    unsigned long wanted; /* which check was asked for last; it counts up */
    bool begin;           /* ... and has not begun yet */
    bool ending;
    pid_t child; /* 0: none runs that could be ended */
    struct diag_list *found;
};

static bool is_number(const char *text, size_t length, unsigned *number)
{
    char digits[12];
    int64_t value;
    if (length == 0 || length >= sizeof digits)
        return false;
    memcpy(digits, text, length);
    digits[length] = '\0';
    if (!num_parse(digits, 1, INT_MAX, &value))
        return false;
    *number = (unsigned)value;
    return true;
}

/* Takes ":7" off the end of a place. */
static bool cut_number(const char *text, size_t *length, unsigned *number)
{
    size_t colon = *length;
    while (colon > 0 && text[colon - 1] != ':')
        colon--;
    if (colon == 0 || !is_number(text + colon, *length - colon, number))
        return false;
    *length = colon - 1;
    return true;
}

void preview_check_line(const char *folder, const char *line, struct diag_list *diags)
{
    static const struct {
        const char *word;
        enum diag_level level;
    } kinds[] = {{"error: ", DIAG_ERROR}, {"warning: ", DIAG_WARNING}};
    const char *text = NULL;
    enum diag_level level = DIAG_ERROR;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        const char *at = strstr(line, kinds[i].word);
        if (at && (at == line || (at >= line + 2 && memcmp(at - 2, ": ", 2) == 0)) && (!text || at < text)) {
            text = at;
            level = kinds[i].level;
        }
    }
    if (!text)
        return;
    size_t prefix = strlen(folder), length = text > line ? (size_t)(text - line) - 2 : 0;
    const char *message = strchr(text, ' ') + 1;
    if (length >= prefix && strncmp(line, folder, prefix) == 0) {
        prefix += strspn(line + prefix, "/");
        line += prefix;
        length -= prefix;
    }
    unsigned first, second;
    struct place place = {0};
    if (cut_number(line, &length, &first))
        place.line = first;
    if (place.line && cut_number(line, &length, &second)) {
        place.line = second;
        place.col = first;
    }
    AUTO_FREE char *file = strndup(line, length);
    place.file = file && file[0] ? file : NULL;
    diag_add(diags, level, place, "%s", message);
}

/* "lobbyctl check" on its way, with its standard error to be read from the stream. */
static FILE *start(const struct preview_check *check, pid_t *pid)
{
    const char *words[] = {"lobbyctl", "check", "--", check->folder, NULL, NULL, NULL};
    if (check->at)
        memcpy(&words[2], (const char *[]){"--at", check->at, "--", check->folder}, 4 * sizeof words[0]);
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return NULL;
    AUTO_CLOSE int in = ends[1];
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, in, STDERR_FILENO);
    /* This thread takes no signals; its child does. */
    posix_spawnattr_t attributes;
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setsigmask(&attributes, &none);
    int failed =
        posix_spawn(pid, "/proc/self/exe", &actions, &attributes, (char *const *)(uintptr_t)words, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    FILE *out = failed ? NULL : fdopen(ends[0], "r");
    if (!out)
        close(ends[0]);
    if (!failed)
        (void)setpriority(PRIO_PROCESS, (id_t)*pid, NICE);
    return out;
}

/* From now on ask() can end the child; at once when it is late already. */
static void expose(struct preview_check *check, pid_t pid, unsigned long number)
{
    pthread_mutex_lock(&check->lock);
    check->child = pid;
    if (check->wanted != number)
        kill(pid, SIGKILL);
    pthread_mutex_unlock(&check->lock);
}

/* Waits for the child's end. Its number must not be free for another process while ask() may use it. */
static int reap(struct preview_check *check, pid_t pid)
{
    siginfo_t info;
    int status = 0;
    while (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) != 0 && errno == EINTR)
        ;
    pthread_mutex_lock(&check->lock);
    check->child = 0;
    pthread_mutex_unlock(&check->lock);
    (void)waitpid(pid, &status, 0);
    return status;
}

/* Runs one check to its end. NULL when it could not be. */
static struct diag_list *run(struct preview_check *check, unsigned long number)
{
    pid_t pid = 0;
    struct diag_list *diags = diag_list_create();
    FILE *out = diags ? start(check, &pid) : NULL;
    AUTO_FREE char *line = NULL;
    size_t capacity = 0;
    if (pid > 0)
        expose(check, pid, number);
    while (out && getline(&line, &capacity, out) > 0) {
        line[strcspn(line, "\n")] = '\0';
        preview_check_line(check->folder, line, diags);
    }
    if (out)
        fclose(out);
    int status = pid > 0 ? reap(check, pid) : 0;
    if (diags && WIFSIGNALED(status))
        diag_warning(diags, (struct place){0}, "the check of all screens was ended by signal %d",
                     WTERMSIG(status));
    return diags;
}

static void *work(void *argument)
{
    struct preview_check *check = argument;
    pthread_mutex_lock(&check->lock);
    while (!check->ending) {
        if (!check->begin) {
            pthread_cond_wait(&check->asked, &check->lock);
            continue;
        }
        unsigned long number = check->wanted;
        check->begin = false;
        pthread_mutex_unlock(&check->lock);
        struct diag_list *diags = run(check, number);
        pthread_mutex_lock(&check->lock);
        bool news = check->wanted == number;
        if (news)
            check->found = diags;
        pthread_mutex_unlock(&check->lock);
        if (news)
            check->ready(check->user);
        else
            diag_list_destroy(diags);
        pthread_mutex_lock(&check->lock);
    }
    pthread_mutex_unlock(&check->lock);
    return NULL;
}

static void release(struct preview_check *check)
{
    diag_list_destroy(check->found);
    pthread_cond_destroy(&check->asked);
    pthread_mutex_destroy(&check->lock);
    free(check);
}

struct preview_check *preview_check_create(const char *folder, const char *at, void (*ready)(void *user),
                                           void *user)
{
    struct preview_check *check = calloc(1, sizeof *check);
    if (!check)
        return NULL;
    *check = (struct preview_check){.folder = folder, .at = at, .ready = ready, .user = user};
    pthread_mutex_init(&check->lock, NULL);
    pthread_cond_init(&check->asked, NULL);
    if (thread_start(&check->thread, work, check))
        return check;
    release(check);
    return NULL;
}

static void ask(struct preview_check *check, bool begin, bool ending)
{
    pthread_mutex_lock(&check->lock);
    check->wanted++;
    check->begin = begin;
    check->ending = ending;
    if (check->child)
        kill(check->child, SIGKILL);
    diag_list_destroy(check->found);
    check->found = NULL;
    pthread_cond_signal(&check->asked);
    pthread_mutex_unlock(&check->lock);
}

void preview_check_destroy(struct preview_check *check)
{
    if (!check)
        return;
    ask(check, false, true);
    pthread_join(check->thread, NULL);
    release(check);
}

void preview_check_begin(struct preview_check *check)
{
    ask(check, true, false);
}

void preview_check_cancel(struct preview_check *check)
{
    ask(check, false, false);
}

struct diag_list *preview_check_take(struct preview_check *check)
{
    pthread_mutex_lock(&check->lock);
    struct diag_list *found = check->found;
    check->found = NULL;
    pthread_mutex_unlock(&check->lock);
    return found;
}
