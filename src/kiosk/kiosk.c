#include "kiosk/kiosk.h"

#include "base/log.h"
#include "device/device.h"
#include "kiosk/app.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { EXIT_USAGE = 2 };

/* Decoded pictures and bands are blocks of megabytes: as mappings of their own they go back to the system
 * when they are freed, whatever lies behind them on the heap. */
#define MAPPED_BYTES (128 * 1024)

static bool on_desktop(void)
{
    const char *x11 = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY");
    return (x11 && x11[0]) || (wayland && wayland[0]);
}

static bool load_device(struct app *app, struct device *device, struct arena *arena)
{
    struct diag_list *diags = diag_list_create();
    bool good = diags && device_load(app->options.device_file, device, arena, diags);
    if (diags)
        diag_print(diags, stderr, "");
    diag_list_destroy(diags);
    return good;
}

static void apply_device(struct app *app, const struct device *device)
{
    app->folder = app->options.content ? app->options.content : device->content;
    app->rotation = app->options.rotation >= 0 ? app->options.rotation : device->rotation;
    app->panel_inches = device->panel_inches;
    if (app->options.fullscreen < 0)
        app->options.fullscreen = on_desktop() ? 0 : device->fullscreen;
    /* A device is a kiosk; a desktop, even when fullscreen, belongs to somebody who wants to get out again.
     */
    app->kiosk = !on_desktop() && !app->options.headless;
    if (device->timezone) {
        setenv("TZ", device->timezone, 1);
        tzset();
    }
}

static void finish(struct app *app)
{
    loader_destroy(app->loader);
    figures_finish(&app->figures);
    view_destroy(app->view);
    /* A picture that is decoded just now must not wake a window that is gone. */
    if (app->paint)
        paint_on_picture(app->paint, NULL, NULL);
    window_destroy(app->window);
    paint_destroy(app->paint);
    content_unref(app->content);
}

int kiosk_main(int argc, char **argv)
{
    struct err err = {.text = ""};
    struct app app = {.rotation = 0};
    log_start("lobby-kiosk", LOG_LEVEL_INFO);
    if (!options_read(&app.options, argc, argv, &err)) {
        fprintf(stderr, "lobby-kiosk: %s\n", err.text);
        return EXIT_USAGE;
    }
    if (app.options.help || app.options.version) {
        fputs(app.options.help ? options_help : "lobby-kiosk " LOBBY_VERSION "\n", stdout);
        return EXIT_SUCCESS;
    }
    mallopt(M_MMAP_THRESHOLD, MAPPED_BYTES);
    struct arena *arena = arena_create(64 * 1024);
    struct device device;
    device_defaults(&device);
    bool good = arena && (load_device(&app, &device, arena) || !app.options.device_file);
    if (good) {
        apply_device(&app, &device);
        good = app_run(&app, &err);
        if (!good)
            log_error("%s", err.text);
    }
    finish(&app);
    arena_destroy(arena);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
