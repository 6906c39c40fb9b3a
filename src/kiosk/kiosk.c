#include "kiosk/kiosk.h"

#include "base/log.h"
#include "device/device.h"
#include "kiosk/bulletin.h"
#include "kiosk/ladder.h"
#include "kiosk/options.h"
#include "kiosk/report.h"
#include "kiosk/service.h"
#include "kiosk/supply.h"
#include "kiosk/tour.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { EXIT_USAGE = 2 };

/* A window on a desktop, px. */
#define WINDOW_W 1280
#define WINDOW_H 720

static bool on_desktop(void)
{
    const char *x11 = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY");
    return (x11 && x11[0]) || (wayland && wayland[0]);
}

static bool load_device(const struct options *options, struct device *device, struct arena *arena)
{
    struct diag_list *diags = diag_list_create();
    bool good = diags && device_load(options->device_file, device, arena, diags);
    if (diags)
        diag_print(diags, stderr, "");
    diag_list_destroy(diags);
    return good || !options->device_file;
}

/* What the command line says goes before what the device says. */
static struct player_options join(const struct options *options, const struct device *device)
{
    if (device->timezone) {
        setenv("TZ", device->timezone, 1);
        tzset();
    }
    return (struct player_options){
        .folder = options->content ? options->content : device->content,
        .title = "Lobby",
        .w = options->w,
        .h = options->h,
        .fullscreen = options->fullscreen >= 0 ? options->fullscreen : !on_desktop() && device->fullscreen,
        /* A device is a kiosk; a desktop, even when fullscreen, belongs to somebody who wants to get out
           again. */
        .kiosk = !on_desktop(),
        .rotation = options->rotation >= 0 ? options->rotation : device->rotation,
        .panel_inches = device->panel_inches,
        .lang = options->lang,
        .at_given = options->at_given,
        .at = options->at,
        .seconds = options->seconds};
}

/* The show, and what is joined to it. */
struct kiosk {
    struct player *player;
    struct supply *supply; /* NULL: always the same folder */
    struct ladder ladder;
    struct bulletin bulletin;
    struct report report;
    struct service service;
};

static void loaded(void *user, struct diag_list *diags, bool shows)
{
    struct kiosk *kiosk = user;
    const char *folder = kiosk->supply ? supply_folder(kiosk->supply) : kiosk->report.folder;
    kiosk->report.folder = folder ? folder : "";
    bool news = diags && report_problems(&kiosk->report, diags);
    bool replaced = kiosk->supply && supply_loaded(kiosk->supply, diags);
    if (!replaced && (!diags || (news && diag_errors(diags))))
        log_error("%s", shows
                            ? "the content has errors; the last good content stays on the screen"
                            : "the content cannot be shown; the safe screen stands in until it is repaired");
    diag_list_destroy(diags);
}

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static uint64_t passed(void *user, const struct player_pass *pass)
{
    struct kiosk *kiosk = user;
    uint64_t again = service_passed(&kiosk->service, pass);
    if (!kiosk->supply)
        return again;
    enum ladder_step before = kiosk->ladder.step;
    again = least(again, ladder_passed(&kiosk->ladder, pass));
    if (before != LADDER_FULL && kiosk->ladder.step == LADDER_FULL)
        supply_release(kiosk->supply);
    again = least(again, supply_passed(kiosk->supply, pass));
    bulletin_passed(&kiosk->bulletin, kiosk->supply, pass);
    return again;
}

static unsigned move(void *user, const char *folder)
{
    const struct kiosk *kiosk = user;
    return player_move(kiosk->player, folder);
}

static void wake(void *user)
{
    const struct kiosk *kiosk = user;
    player_wake(kiosk->player);
}

static bool run(struct kiosk *kiosk, struct player_options *options, struct err *err)
{
    kiosk->report.folder = options->folder;
    options->hooks = (struct player_hooks){.user = kiosk, .loaded = loaded, .passed = passed};
    kiosk->player = player_create(options, err);
    if (!kiosk->player)
        return false;
    service_start(&kiosk->service);
    if (kiosk->supply) {
        player_not_before(kiosk->player, supply_floor(kiosk->supply));
        supply_begin(kiosk->supply);
    }
    bool good = player_run(kiosk->player, err);
    service_stop();
    if (kiosk->supply)
        supply_end(kiosk->supply);
    player_destroy(kiosk->player);
    report_finish(&kiosk->report);
    return good;
}

/* Falls count where somebody lifts this kiosk up again. False when it is asked to end already. */
static bool count_falls(struct ladder *ladder, const char *run)
{
    ladder_begin(ladder, run);
    unsigned rest = ladder_rest(ladder);
    if (ladder->falls > 0)
        log_warning("started anew after %u %s; waiting %u ms", ladder->falls,
                    ladder->falls == 1 ? "fall" : "falls", rest);
    /* An end that is asked for meanwhile is one in good order. */
    sigset_t ends, before;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, &before);
    const struct timespec time = {rest / 1000, (long)(rest % 1000) * 1000000};
    bool ended = sigtimedwait(&ends, NULL, &time) > 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return !ended;
}

/* What a kiosk does that is one: with a site, or on a console. */
static bool attend(struct player_options *options, const struct device *device, struct err *err)
{
    struct kiosk kiosk = {.ladder = {.run = -1}};
    if (service_attended() && !count_falls(&kiosk.ladder, device->run)) {
        ladder_end(&kiosk.ladder);
        return true;
    }
    struct supply_settings settings = {.state = device->site ? device->state : NULL,
                                       .installed = device->content,
                                       .ladder = &kiosk.ladder,
                                       .user = &kiosk,
                                       .move = move,
                                       .wake = wake};
    kiosk.supply = supply_create(&settings);
    if (!kiosk.supply)
        return err_set(err, "out of memory");
    bulletin_start(&kiosk.bulletin, device->run, &kiosk.ladder);
    options->folder = supply_folder(kiosk.supply);
    bool good = run(&kiosk, options, err);
    if (good)
        ladder_end(&kiosk.ladder);
    supply_destroy(kiosk.supply);
    return good;
}

/* A folder on the command line is somebody's wish: it alone is shown, and nothing is written. */
static bool show(struct player_options *options, const struct device *device, bool wished, struct err *err)
{
    options->w = options->w ? options->w : WINDOW_W;
    options->h = options->h ? options->h : WINDOW_H;
    if (!wished && (device->site || options->kiosk))
        return attend(options, device, err);
    return run(&(struct kiosk){.supply = NULL}, options, err);
}

int kiosk_main(int argc, char **argv)
{
    struct err err = {.text = ""};
    struct options options;
    log_start("lobby-kiosk", LOG_LEVEL_INFO);
    if (!options_read(&options, argc, argv, &err)) {
        fprintf(stderr, "lobby-kiosk: %s\n", err.text);
        return EXIT_USAGE;
    }
    if (options.help || options.version) {
        fputs(options.help ? options_help : "lobby-kiosk " LOBBY_VERSION "\n", stdout);
        return EXIT_SUCCESS;
    }
    struct arena *arena = arena_create(64 * 1024);
    struct device device;
    device_defaults(&device);
    bool good = arena && load_device(&options, &device, arena);
    if (good) {
        struct player_options player = join(&options, &device);
        good = options.headless ? tour_run(&player, &err) : show(&player, &device, options.content, &err);
        if (!good)
            log_error("%s", err.text);
    }
    arena_destroy(arena);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
