#include "kiosk/app.h"

#include "base/log.h"
#include "paint/png.h"

#include <stdlib.h>
#include <time.h>

/* The pace of motion where the display does not set one (60 a second). */
#define FRAME_MS 16

/* How long the first frame waits for its picture, so that nobody sees it pop in. */
#define FIRST_PICTURE_MS 400

#define EVENTS_MAX 64

/* How long a screen that could not be laid out or drawn is left alone. */
#define AGAIN_MS 500

/* A console whose display is off or not plugged in yet is tried again at these intervals. */
#define RETRY_FIRST_MS 500
#define RETRY_MOST_MS  8000

struct ui_world app_world(const struct app *app, uint64_t now)
{
    struct ui_world world = {.content = app->content,
                             .clock = wall_now(&app->wall, now),
                             .shown = app->presented ? &app->shown : NULL};
    if (app->content && app->options.lang) {
        size_t lang = content_find_lang(app->content, app->options.lang);
        world.start_lang = lang == CONTENT_NONE ? 0 : lang;
    }
    return world;
}

static void print_problems(struct app *app, struct diag_list *diags)
{
    size_t errors = diag_errors(diags);
    if (errors + diag_warnings(diags) == 0)
        return;
    char *prefix = NULL;
    if (asprintf(&prefix, "%s/", app->folder) < 0)
        prefix = NULL;
    diag_print(diags, stderr, prefix ? prefix : "");
    free(prefix);
}

void app_take_content(struct app *app, struct content *content, struct diag_list *diags, uint64_t now)
{
    if (diags)
        print_problems(app, diags);
    if (!content) {
        log_error("%s", app->content
                            ? "the content has errors; the last good content stays on the screen"
                            : "the content cannot be shown; the safe screen stands in until it is repaired");
        return;
    }
    if (app->options.lang && content_find_lang(content, app->options.lang) == CONTENT_NONE)
        log_warning("the content has no language \"%s\"; it starts in \"%s\"", app->options.lang,
                    content->langs[0].code);
    struct content *before = app->content;
    app->content = content;
    struct ui_world world = app_world(app, now);
    ui_reload(&app->state, before, &world, now);
    view_set_content(app->view, content);
    content_unref(before);
    /* What is on the glass is of the content before: its targets lead nowhere any more. */
    app->presented = false;
}

static void wake(void *user)
{
    window_wake(user);
}

static void forget(void *user, const struct scene *scene)
{
    paint_forget(user, scene);
}

static void set_size(struct app *app)
{
    int w, h;
    window_size(app->window, &w, &h);
    view_set_size(app->view, w, h, app->panel_inches);
    app->force = true;
}

static void screenshot(struct app *app)
{
    struct err err;
    time_t now = time(NULL);
    struct tm tm;
    char name[64] = "lobby.png";
    if (localtime_r(&now, &tm))
        strftime(name, sizeof name, "lobby-%Y%m%d-%H%M%S.png", &tm);
    uint8_t *rgb = NULL;
    bool good = paint_shot(app->paint, &app->wanted, &rgb, &err) &&
                png_write(name, rgb, app->wanted.w, app->wanted.h, &err);
    free(rgb);
    if (good)
        log_info("screenshot in %s", name);
    else
        log_error("no screenshot: %s", err.text);
}

static void take_event(struct app *app, const struct window_event *event, uint64_t now)
{
    struct ui_world world;
    switch (event->kind) {
    case WINDOW_INPUT:
        world = app_world(app, now);
        ui_step(&app->state, &world, &event->input, now);
        break;
    case WINDOW_EXPOSED:
        app->force = true;
        break;
    case WINDOW_RESIZED:
    case WINDOW_FULLSCREEN:
        set_size(app);
        break;
    case WINDOW_QUIT:
        app->quit = true;
        break;
    case WINDOW_RELOAD:
        loader_begin(app->loader);
        break;
    case WINDOW_FIGURES:
        app->figures.shown = !app->figures.shown;
        app->figures.worst_us = 0;
        app->force = true;
        break;
    case WINDOW_SCREENSHOT:
        screenshot(app);
        break;
    }
}

static uint64_t now_us(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000u + (uint64_t)time.tv_nsec / 1000u;
}

static bool present(struct app *app, uint64_t now, struct err *err)
{
    struct frame frame = app->wanted;
    uint64_t before = now_us();
    if (app->figures.shown)
        figures_add(&app->figures, paint_fonts(app->paint), view_look(app->view),
                    window_describe(app->window), &frame);
    if (!window_present(app->window, &frame, err))
        return false;
    app->figures.last_us = (unsigned)(now_us() - before);
    if (app->figures.last_us > app->figures.worst_us)
        app->figures.worst_us = app->figures.last_us;
    if (app->figures.presented++ == 0) {
        /* A slide stands from when it is seen, however long the display took. */
        app->state.slide_since = now;
        log_info("first frame after %llu ms (%s)", (unsigned long long)(window_now() - app->started),
                 window_describe(app->window));
    }
    app->shown = app->wanted;
    app->presented = true;
    app->force = false;
    app->last_present = now;
    return true;
}

/* The first frame would rather come a moment later than without its picture. */
static bool hold_first(const struct app *app, uint64_t now)
{
    return app->figures.presented == 0 && now < app->opened + FIRST_PICTURE_MS &&
           !paint_complete(app->paint, &app->wanted);
}

/* Draws when there is something new to see. Returns when the loop has to look again. */
static uint64_t show(struct app *app, uint64_t now)
{
    struct err err = {.text = ""};
    struct ui_world world = app_world(app, now);
    uint64_t deadline = ui_deadline(&app->state, &world, now);
    if (!view_frame(app->view, &app->state, &world, now, &app->wanted)) {
        log_error("a screen could not be laid out: out of memory");
        return now + AGAIN_MS;
    }
    for (size_t i = 0; !app->presented && i < app->wanted.count; i++) {
        if (app->wanted.layers[i].scene)
            paint_prefetch(app->paint, app->wanted.layers[i].scene);
    }
    bool changed =
        app->force || !app->presented || paint_stale(app->paint) || !frame_equal(&app->wanted, &app->shown);
    if (changed && hold_first(app, now))
        return app->opened + FIRST_PICTURE_MS;
    if (changed && !present(app, now, &err)) {
        log_error("%s", err.text);
        /* The scenes of the last good frame are not kept for ever. */
        app->presented = false;
        return now + AGAIN_MS;
    }
    const struct scene *next = view_next_slide(app->view, &app->state, &world);
    if (next)
        paint_prefetch(app->paint, next);
    /* The next slide is painted piece by piece while nothing moves, so that no fade has to wait for it. */
    if (next && deadline > now && (changed || paint_ahead(app->paint, next, 0, next->h)))
        return now;
    if (deadline > now)
        return deadline;
    /* Motion is paced, also while it is too slow to show: its end may move nothing for many frames. */
    uint64_t next_frame = app->last_present + FRAME_MS;
    return next_frame > now ? next_frame : now + FRAME_MS;
}

static void pass_time(struct app *app, uint64_t now)
{
    struct ui_world world = app_world(app, now);
    ui_step(&app->state, &world, &(struct input){.kind = INPUT_TIME}, now);
    struct content *content = NULL;
    struct diag_list *diags = NULL;
    if (loader_take(app->loader, &content, &diags)) {
        app_take_content(app, content, diags, now);
        diag_list_destroy(diags);
    }
}

static void loop(struct app *app)
{
    struct window_event events[EVENTS_MAX];
    uint64_t end = app->options.seconds ? app->started + app->options.seconds * 1000ull : UINT64_MAX;
    while (!app->quit) {
        uint64_t now = window_now();
        if (now >= end)
            break;
        pass_time(app, now);
        uint64_t deadline = show(app, now);
        size_t count = window_wait(app->window, deadline < end ? deadline : end, events, EVENTS_MAX);
        app->figures.wakes++;
        now = window_now();
        for (size_t i = 0; i < count && !app->quit; i++)
            take_event(app, &events[i], now);
    }
}

static struct window *open_window(struct app *app, struct err *err)
{
    struct window_options options = {.title = "Lobby",
                                     .w = app->options.w ? app->options.w : 1280,
                                     .h = app->options.h ? app->options.h : 720,
                                     .fullscreen = app->options.fullscreen > 0,
                                     .kiosk = app->kiosk,
                                     .rotation = app->rotation};
    unsigned pause = RETRY_FIRST_MS;
    for (;;) {
        struct window *window = window_create(&options, app->paint, err);
        bool over = app->options.seconds && window_now() >= app->started + app->options.seconds * 1000ull;
        if (window || !app->kiosk || over)
            return window;
        log_warning("%s; trying again in %u ms", err->text, pause);
        nanosleep(&(struct timespec){pause / 1000, (long)(pause % 1000) * 1000000}, NULL);
        pause = pause * 2 < RETRY_MOST_MS ? pause * 2 : RETRY_MOST_MS;
    }
}

bool app_run(struct app *app, struct err *err)
{
    app->started = window_now();
    app->paint = paint_create(app->rotation, err);
    if (!app->paint)
        return false;
    app->view = view_create(paint_fonts(app->paint), forget, app->paint);
    if (!app->view)
        return err_set(err, "out of memory");
    wall_start(&app->wall);
    if (app->options.at_given)
        wall_pretend(&app->wall, &app->options.at, app->started);
    struct diag_list *diags = diag_list_create();
    struct content *content = diags ? content_load(app->folder, diags) : NULL;
    app_take_content(app, content, diags, app->started);
    diag_list_destroy(diags);
    if (app->options.headless)
        return tour_run(app, err);
    app->window = open_window(app, err);
    if (!app->window)
        return false;
    paint_on_picture(app->paint, wake, app->window);
    app->loader = loader_create(app->folder, wake, app->window);
    if (!app->loader)
        return err_set(err, "out of memory");
    app->opened = window_now();
    app->state.slide_since = app->opened;
    set_size(app);
    loop(app);
    return true;
}
