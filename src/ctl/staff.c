#include "ctl/staff.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define ARENA_BYTES (256u * 1024 * 1024)

/* $XDG_CONFIG_HOME/lobby/keys, or ~/.config/lobby/keys. */
static const char *default_folder(struct arena *arena)
{
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    if (config && config[0] == '/')
        return arena_printf(arena, "%s/lobby/keys", config);
    return home && home[0] ? arena_printf(arena, "%s/.config/lobby/keys", home) : NULL;
}

bool staff_start(struct staff *staff, const struct command *command, const struct options *options)
{
    *staff = (struct staff){.now = (int64_t)time(NULL)};
    staff->arena = arena_create(ARENA_BYTES);
    if (!staff->arena) {
        command_failed(command, "out of memory");
        return false;
    }
    staff->folder = options->keys ? options->keys : default_folder(staff->arena);
    if (!staff->folder)
        command_misused(command, "there is no home folder; say where the keys are with --keys");
    return staff->folder != NULL;
}

bool staff_open_keys(struct staff *staff, const struct command *command)
{
    struct refusal why;
    if (keys_open(staff->folder, staff->arena, &staff->keys, &why))
        return true;
    staff_refused(command, &why);
    return false;
}

void staff_finish(struct staff *staff)
{
    arena_destroy(staff->arena);
}

int staff_refused(const struct command *command, const struct refusal *why)
{
    return command_failed(command, "%s", why->err.text);
}

const char *staff_bytes(uint64_t bytes, char text[STAFF_BYTES])
{
    if (bytes < 1000)
        snprintf(text, STAFF_BYTES, "%" PRIu64 " bytes", bytes);
    else if (bytes < 1000000)
        snprintf(text, STAFF_BYTES, "%.1f kB", (double)bytes / 1e3);
    else
        snprintf(text, STAFF_BYTES, "%.1f MB", (double)bytes / 1e6);
    return text;
}

/* --- what would change --- */

/* "slide welcome", "page visit", "picture dawn.jpg", or the path. */
static void print_thing(const char *path)
{
    static const struct {
        const char *folder, *noun;
        bool bare; /* without the ending, as its name in links */
    } kinds[] = {{"slides/", "slide", true}, {"pages/", "page", true}, {"images/", "picture", false}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        size_t length = strlen(kinds[i].folder);
        const char *name = path + length, *dot = strrchr(path, '.');
        if (strncmp(path, kinds[i].folder, length) != 0)
            continue;
        bool is_file = dot && strcmp(dot, ".yaml") == 0;
        int size = kinds[i].bare && is_file ? (int)(dot - name) : (int)strlen(name);
        printf("%s %.*s%s\n", kinds[i].noun, size, name, kinds[i].bare && !is_file ? " (its text)" : "");
        return;
    }
    printf("%s\n", path);
}

void staff_print_plan(const struct publish_plan *plan, const struct trust_release *last)
{
    static const char *const verbs[] = {
        [PUBLISH_ADDED] = "new", [PUBLISH_CHANGED] = "changed", [PUBLISH_REMOVED] = "removed"};
    char fetched[STAFF_BYTES];
    if (last && !plan->first)
        printf("Against version %" PRId64 ":\n", last->version);
    else
        puts("Nothing was published here before:");
    for (size_t i = 0; i < plan->count; i++) {
        printf("  %-8s ", verbs[plan->lines[i].change]);
        print_thing(plan->lines[i].path);
    }
    if (plan->count == 0)
        puts("  nothing changes");
    printf("Each kiosk will fetch %s.\n", staff_bytes(plan->fetched, fetched));
}

bool staff_agrees(const struct options *options, const char *question)
{
    char answer[16] = "";
    if (options->given & OPTION_YES)
        return true;
    printf("%s [y/N] ", question);
    fflush(stdout);
    if (!fgets(answer, sizeof answer, stdin))
        answer[0] = '\0';
    if (!strchr(answer, '\n'))
        putchar('\n');
    return answer[0] == 'y' || answer[0] == 'Y';
}

/* --- progress --- */

static bool bar_stands;

static void progress(void *arg, enum publish_step step, uint64_t done, uint64_t total)
{
    enum { WIDTH = 30 };
    static const char *const words[] = {[PUBLISH_COMMITS] = "Commits", [PUBLISH_COPIES] = "Copies"};
    (void)arg;
    if (!isatty(STDERR_FILENO) || total == 0)
        return;
    uint64_t part = done < total ? done : total;
    int filled = (int)(part * WIDTH / total);
    fprintf(stderr, "\r%-8s [%-*.*s] %3d%%", words[step], WIDTH, filled, "##############################",
            (int)(part * 100 / total));
    bar_stands = true;
}

const struct publish_asker staff_progress = {.progress = progress};

void staff_progress_end(void)
{
    if (bar_stands)
        fputs("\r\033[K", stderr);
    bar_stands = false;
}
