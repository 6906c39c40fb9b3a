#include "update/program.h"

#include "base/log.h"
#include "store/updater.h"
#include "update/options.h"
#include "update/patience.h"
#include "update/update.h"

#include <inttypes.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

enum { EXIT_USAGE = 2, ARENA_BYTES = 64 * 1024 };

static volatile sig_atomic_t stopped;

static void on_stop(int number)
{
    (void)number;
    stopped = 1;
}

/* Every step can be interrupted, so a stop only has to end the waiting. */
static void catch_stops(void)
{
    struct sigaction stop = {.sa_handler = on_stop, .sa_flags = (int)SA_RESETHAND};
    sigaction(SIGINT, &stop, NULL);
    sigaction(SIGTERM, &stop, NULL);
}

/* lobby-preflight lies beside this program; LOBBY_PREFLIGHT names another one, for tests. */
static const char *preflight_path(char path[PATH_MAX])
{
    const char *given = getenv("LOBBY_PREFLIGHT");
    if (given && given[0])
        return given;
    ssize_t length = readlink("/proc/self/exe", path, PATH_MAX - 1);
    path[length > 0 ? length : 0] = '\0';
    char *slash = strrchr(path, '/');
    size_t room = slash ? PATH_MAX - (size_t)(slash + 1 - path) : 0;
    static const char name[] = "lobby-preflight";
    if (room < sizeof name)
        return name;
    memcpy(slash + 1, name, sizeof name);
    return path;
}

static void write_status(const struct device *device, const struct update_outcome *outcome, int64_t now,
                         unsigned wait)
{
    bool refused = outcome->end == UPDATE_REFUSED;
    struct store_update_status status = {.program = LOBBY_VERSION,
                                         .last = now,
                                         .code = refused ? outcome->why.code : "ok",
                                         .text = refused ? outcome->why.err.text : NULL,
                                         .epoch = outcome->epoch,
                                         .version = outcome->version,
                                         .commit = outcome->commit[0] ? outcome->commit : NULL,
                                         .next = wait ? now + wait : 0};
    struct err err;
    if (!store_updater_write_status(device->run, &status, &err))
        log_warning("%s", err.text);
}

/* One line for each attempt that changed or refused something. */
static void tell(const struct update_outcome *outcome)
{
    switch (outcome->end) {
    case UPDATE_TAKEN:
        log_info("version %" PRId64 " is here, %" PRIu64 " bytes came; the kiosk tries it next",
                 outcome->version, outcome->received);
        break;
    case UPDATE_SAME:
        log_info("version %" PRId64 " is here already", outcome->version);
        break;
    case UPDATE_REFUSED:
        log_error("%s: %s", outcome->why.code, outcome->why.err.text);
        break;
    }
}

/* Until so many seconds have passed or a stop has come: one that comes just before the sleep, too. */
static void rest(unsigned seconds)
{
    sigset_t stops, before;
    sigemptyset(&stops);
    sigaddset(&stops, SIGINT);
    sigaddset(&stops, SIGTERM);
    sigprocmask(SIG_BLOCK, &stops, &before);
    if (!stopped)
        ppoll(NULL, 0, &(struct timespec){.tv_sec = seconds}, &before);
    sigprocmask(SIG_SETMASK, &before, NULL);
}

static int attempts(const struct update_settings *settings, bool once)
{
    unsigned failures = 0;
    for (;;) {
        struct update_outcome outcome;
        update_once(settings, (int64_t)time(NULL), &outcome);
        bool refused = outcome.end == UPDATE_REFUSED;
        failures = refused ? failures + 1 : 0;
        uint32_t random = 0;
        (void)!getrandom(&random, sizeof random, GRND_NONBLOCK);
        unsigned wait = patience_next(failures, outcome.retry_after_s, random);
        tell(&outcome);
        write_status(settings->device, &outcome, (int64_t)time(NULL), once ? 0 : wait);
        if (once)
            return refused ? EXIT_FAILURE : EXIT_SUCCESS;
        rest(wait);
        if (stopped)
            return EXIT_SUCCESS;
    }
}

/* Nothing can be done without settings; whoever watches update.json is told. */
static void refuse_settings(const struct device *device, const char *path)
{
    struct update_outcome outcome = {.end = UPDATE_REFUSED};
    refuse(&outcome.why, "settings", "%s cannot be used, as is said above; correct it and try again",
           path ? path : DEVICE_PATH);
    tell(&outcome);
    write_status(device, &outcome, (int64_t)time(NULL), 0);
}

static int run(const struct options *options, struct arena *arena)
{
    struct device device;
    struct diag_list *diags = diag_list_create();
    device_defaults(&device);
    bool good = diags && device_load(options->device_file, &device, arena, diags);
    if (diags)
        diag_print(diags, stderr, "");
    diag_list_destroy(diags);
    if (!good) {
        refuse_settings(&device, options->device_file);
        return EXIT_FAILURE;
    }
    char path[PATH_MAX];
    struct update_settings settings = {
        .device = &device, .from = options->from, .preflight = preflight_path(path)};
    catch_stops();
    return attempts(&settings, options->once);
}

int update_main(int argc, char **argv)
{
    struct options options;
    struct err err;
    log_start("lobby-update", LOG_LEVEL_INFO);
    if (!options_read(&options, argc, argv, &err)) {
        fprintf(stderr, "lobby-update: %s\n", err.text);
        return EXIT_USAGE;
    }
    if (options.help || options.version) {
        fputs(options.help ? options_help : "lobby-update " LOBBY_VERSION "\n", stdout);
        return EXIT_SUCCESS;
    }
    struct arena *arena = arena_create(ARENA_BYTES);
    int code = arena ? run(&options, arena) : EXIT_FAILURE;
    arena_destroy(arena);
    return code;
}
