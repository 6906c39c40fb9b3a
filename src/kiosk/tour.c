/* The kiosk without a display: it goes where a visitor would go, by tapping what it sees. */
#include "base/log.h"
#include "kiosk/app.h"
#include "paint/png.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define TOUR_W      1920
#define TOUR_H      1080
#define TOUR_FOLDER "build/tour"

/* Between two taps: longer than any motion. */
#define TOUR_STEP_MS 3000

struct tour {
    struct app *app;
    const char *folder;
    uint64_t now;
    size_t count;
};

static bool make_folders(const char *path, struct err *err)
{
    char *copy = strdup(path);
    if (!copy)
        return err_set(err, "out of memory");
    bool good = true;
    for (char *at = copy + 1; good && *at; at++) {
        if (*at != '/')
            continue;
        *at = 0;
        good = mkdir(copy, 0777) == 0 || errno == EEXIST;
        *at = '/';
    }
    good = good && (mkdir(copy, 0777) == 0 || errno == EEXIST);
    free(copy);
    return good || err_set(err, "cannot make the folder %s: %s; choose another with LOBBY_TOUR", path,
                           strerror(errno));
}

/* Lets time pass until nothing moves, and sees what is there then. */
static bool settle(struct tour *tour, struct err *err)
{
    struct app *app = tour->app;
    struct ui_world world = app_world(app, tour->now);
    tour->now += TOUR_STEP_MS;
    ui_step(&app->state, &world, &(struct input){.kind = INPUT_TIME}, tour->now);
    if (!view_frame(app->view, &app->state, &world, tour->now, &app->wanted))
        return err_set(err, "out of memory");
    app->shown = app->wanted;
    app->presented = true;
    return true;
}

static bool picture(struct tour *tour, const char *name, struct err *err)
{
    const struct frame *frame = &tour->app->shown;
    char *path = NULL;
    if (!settle(tour, err))
        return false;
    if (asprintf(&path, "%s/%02zu-%s.png", tour->folder, tour->count + 1, name) < 0)
        return err_set(err, "out of memory");
    uint8_t *rgb = NULL;
    bool good =
        paint_shot(tour->app->paint, frame, &rgb, err) && png_write(path, rgb, frame->w, frame->h, err);
    free(rgb);
    if (good) {
        tour->count++;
        puts(path);
    }
    free(path);
    return good;
}

/* Taps the middle of what carries an action on the shown frame. False when nothing within reach does. */
static bool tap(struct tour *tour, enum action_kind kind, size_t index)
{
    struct app *app = tour->app;
    for (size_t i = app->shown.count; i-- > 0;) {
        const struct layer *layer = &app->shown.layers[i];
        for (size_t j = 0; layer->scene && j < layer->scene->n_targets; j++) {
            const struct target *target = &layer->scene->targets[j];
            if (target->action.kind != kind || (kind == ACTION_PAGE && target->action.index != index))
                continue;
            struct input input = {.kind = INPUT_DOWN,
                                  .x = layer->x + target->box.x + target->box.w / 2,
                                  .y = layer->y + target->box.y + target->box.h / 2};
            size_t hit_layer, hit_target;
            if (!frame_hit(&app->shown, input.x, input.y, &hit_layer, &hit_target) || hit_layer != i ||
                hit_target != j)
                continue;
            struct ui_world world = app_world(app, tour->now);
            ui_step(&app->state, &world, &input, tour->now);
            input.kind = INPUT_UP;
            ui_step(&app->state, &world, &input, tour->now);
            return true;
        }
    }
    return false;
}

static bool slides(struct tour *tour, struct err *err)
{
    struct app *app = tour->app;
    struct ui_world world = app_world(app, tour->now);
    size_t count = due_count(app->content, &world.clock);
    for (size_t i = 0; i < count; i++) {
        if (!picture(tour, app->content->slides[app->state.here.index].id, err))
            return false;
        if (!tap(tour, ACTION_NEXT, 0))
            break;
    }
    return true;
}

/* A tile further down the menu is scrolled to, as a visitor would. */
static bool open_page(struct tour *tour, size_t page, struct err *err)
{
    struct app *app = tour->app;
    for (;;) {
        if (!settle(tour, err))
            return false;
        if (tap(tour, ACTION_PAGE, page))
            return true;
        if (!tap(tour, ACTION_MORE, 0))
            return err_set(err, "the menu does not lead to the page \"%s\"", app->content->pages[page].id);
    }
}

static bool pages(struct tour *tour, struct err *err)
{
    struct app *app = tour->app;
    const struct menu *menu = &app->content->menu;
    for (size_t i = 0; i < menu->n_pages; i++) {
        size_t page = menu->pages[i];
        if (!open_page(tour, page, err))
            return false;
        do {
            if (!picture(tour, app->content->pages[page].id, err))
                return false;
        } while (tap(tour, ACTION_MORE, 0));
        tap(tour, ACTION_HOME, 0);
    }
    return true;
}

bool tour_run(struct app *app, struct err *err)
{
    const char *folder = getenv("LOBBY_TOUR");
    struct tour tour = {
        .app = app, .folder = folder && folder[0] ? folder : TOUR_FOLDER, .now = app->started};
    if (!make_folders(tour.folder, err))
        return false;
    view_set_size(app->view, app->options.w ? app->options.w : TOUR_W,
                  app->options.h ? app->options.h : TOUR_H, app->panel_inches);
    if (!app->content) {
        bool good = picture(&tour, "safe", err);
        return good && err_set(err, "the content cannot be shown; see the problems above");
    }
    struct ui_world world = app_world(app, tour.now);
    const struct notice *notice = due_notice(app->content, &world.clock);
    if (notice && notice->level == NOTICE_EMERGENCY) {
        log_warning("an emergency notice covers every other screen");
        return picture(&tour, "emergency", err);
    }
    if (!slides(&tour, err))
        return false;
    tap(&tour, ACTION_HOME, 0);
    if (!picture(&tour, "menu", err) || !pages(&tour, err))
        return false;
    log_info("%zu pictures in %s", tour.count, tour.folder);
    return true;
}
