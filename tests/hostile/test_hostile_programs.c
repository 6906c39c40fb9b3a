/* The same rows, met by the real programs as a person at a desk and a kiosk in a lobby meet them. */
#include "cases.h"
#include "measure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Processor time of a whole run: fonts, every screen, a PNG of each; and that of every screen at three sizes.
 */
#define TOUR_SECONDS_MAX  5
#define CHECK_SECONDS_MAX 20
#define LONG_TOUR         100 /* screens */

/* What the small good folder takes. */
static struct {
    long check_kb, tour_kb;
} usual;

struct run {
    int code; /* or -1 */
    bool out_of_time;
    char *err;
    double seconds;
    long kb;
};

static char *read_all(int fd)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    char buffer[4096];
    lseek(fd, 0, SEEK_SET);
    for (ssize_t got; (got = read(fd, buffer, sizeof buffer)) > 0;)
        fwrite(buffer, 1, (size_t)got, out);
    fclose(out);
    return text;
}

/* tour: the folder for the pictures of a kiosk, or NULL. */
static struct run run(const char *program, const char *const *words, const char *tour, unsigned seconds)
{
    struct run result = {.code = -1};
    struct rusage usage;
    if (!cost_counts())
        seconds *= 4; /* sanitizers take their time */
    int status, err = memfd_create("stderr", MFD_CLOEXEC);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        const struct rlimit limit = {seconds, seconds + 1};
        int nowhere = open("/dev/null", O_RDWR);
        setrlimit(RLIMIT_CPU, &limit);
        dup2(nowhere, STDIN_FILENO);
        dup2(nowhere, STDOUT_FILENO);
        dup2(err, STDERR_FILENO);
        if (tour)
            setenv("LOBBY_TOUR", tour, 1);
        execv(program, (char **)(uintptr_t)words);
        _exit(127);
    }
    assert_int_equal(wait4(pid, &status, 0, &usage), pid);
    result.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    result.out_of_time = WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU;
    result.err = read_all(err);
    result.seconds = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                     (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    result.kb = usage.ru_maxrss;
    close(err);
    return result;
}

static struct run run_check(const struct folder *folder)
{
    const char *const words[] = {"lobbyctl", "check", folder->path, NULL};
    return run(LOBBYCTL, words, NULL, CHECK_SECONDS_MAX);
}

static struct run run_kiosk(const struct folder *folder, const struct folder *tour)
{
    const char *const words[] = {"lobby-kiosk", "--headless", "-w", "800x480", folder->path, NULL};
    return run(LOBBY_KIOSK, words, tour->path, TOUR_SECONDS_MAX);
}

static bool fails(const char *what, const struct hostile_case *row, const struct run *result)
{
    fprintf(stderr, "FAILED: %s: %s (exit code %d, %.1f s, %ld kB)\n%.2000s\n", row->name, what, result->code,
            result->seconds, result->kb, result->err);
    return false;
}

/* Every line but the last, which counts them, is a problem of this folder. */
static bool lines_are_problems(const char *text, const char *folder)
{
    size_t length = strlen(folder), problems = 0;
    for (const char *line = text, *feed; (feed = strchr(line, '\n')); line = feed + 1) {
        bool of_folder = strncmp(line, folder, length) == 0 && line[length] == '/';
        const char *level = strstr(line, "error: ");
        if (!level || level > feed)
            level = strstr(line, "warning: ");
        if (feed[1] == '\0')
            return problems > 0 && strspn(line, "0123456789") > 0;
        if (strncmp(line, "and ", 4) == 0)
            continue;
        if ((!of_folder && strncmp(line, "error: ", 7) != 0) || !level || level > feed)
            return false;
        problems++;
    }
    return false;
}

/* A check decodes too, and has words of its own for what comes of it. */
static bool was_said(const struct hostile_case *row, const char *err)
{
    if (row->outcome == SHOWN)
        return true;
    if (row->outcome == REFUSED)
        return strstr(err, row->says) != NULL;
    return strstr(err, "is damaged inside") || strstr(err, "cannot be decoded");
}

static bool check_row(const struct folder *folder, const struct hostile_case *row)
{
    struct run result = run_check(folder);
    bool good = true;
    printf("  check: exit code %d, %.2f s, %ld kB\n", result.code, result.seconds, result.kb);
    if (result.code != (row->outcome == SHOWN ? 0 : 1))
        good = fails("another verdict of lobbyctl check", row, &result);
    else if (row->outcome == REFUSED && !lines_are_problems(result.err, folder->path))
        good = fails("not a line for each problem", row, &result);
    else if (!was_said(row, result.err))
        good = fails("it was not said", row, &result);
    else if (row->outcome == REFUSED && cost_counts() && result.kb > usual.check_kb + REFUSED_KB_MAX)
        good = fails("it took too much memory", row, &result);
    free(result.err);
    return good;
}

/* How many pictures the tour left; and whether the first is that of the safe screen. */
static size_t look_at_tour(const struct folder *tour, bool *safe)
{
    DIR *dir = opendir(tour->path);
    size_t count = 0;
    *safe = false;
    for (const struct dirent *entry; dir && (entry = readdir(dir));) {
        count += entry->d_name[0] != '.';
        *safe = *safe || strcmp(entry->d_name, "01-safe.png") == 0;
    }
    if (dir)
        closedir(dir);
    return count;
}

static bool tour_row(const struct folder *folder, const struct hostile_case *row)
{
    struct folder tour;
    bool good = true, safe;
    folder_create(&tour);
    struct run result = run_kiosk(folder, &tour);
    size_t count = look_at_tour(&tour, &safe);
    bool on_its_way = result.out_of_time && count > LONG_TOUR; /* down a page of 20,000 paragraphs */
    printf("  kiosk: exit code %d, %.2f s, %ld kB, %zu screens\n", result.code, result.seconds, result.kb,
           count);
    if (row->outcome == REFUSED && (result.code != 1 || count != 1 || !safe))
        good = fails("no safe screen", row, &result);
    else if (row->outcome == REFUSED && cost_counts() && result.kb > usual.tour_kb + REFUSED_KB_MAX)
        good = fails("it took too much memory", row, &result);
    else if (row->outcome != REFUSED && ((result.code != 0 && !on_its_way) || count < 1 || safe))
        good = fails("not shown", row, &result);
    free(result.err);
    folder_remove(&tour);
    return good;
}

static size_t run_table(const struct hostile_table *table)
{
    size_t bad = 0;
    for (size_t i = 0; i < table->count; i++) {
        const struct hostile_case *row = &table->rows[i];
        const char *only = getenv("HOSTILE_ONLY");
        struct folder folder;
        if (only && !strstr(row->name, only))
            continue;
        folder_create(&folder);
        cases_write_apart(&folder, row);
        printf("%s: %s\n", table->name, row->name);
        bad += !check_row(&folder, row);
        bad += !tour_row(&folder, row);
        folder_remove(&folder);
    }
    return bad;
}

static void measure_usual(void)
{
    struct folder folder, tour;
    folder_create(&folder);
    folder_create(&tour);
    cases_folder(&folder);
    struct run check = run_check(&folder), kiosk = run_kiosk(&folder, &tour);
    assert_int_equal(check.code, 0);
    assert_int_equal(kiosk.code, 0);
    usual.check_kb = check.kb;
    usual.tour_kb = kiosk.kb;
    printf("usual: check %ld kB, kiosk %ld kB\n", check.kb, kiosk.kb);
    free(check.err);
    free(kiosk.err);
    folder_remove(&folder);
    folder_remove(&tour);
}

static void test_programs(void **state)
{
    (void)state;
    size_t bad = 0;
    measure_usual();
    for (size_t i = 0; i < hostile_n_tables; i++)
        bad += run_table(hostile_tables[i]);
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_programs)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
