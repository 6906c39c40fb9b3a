#include "kiosk/tour.h"

#include "base/log.h"
#include "kiosk/report.h"
#include "paint/png.h"
#include "player/wall.h"
#include "ui/view.h"
#include "window/window.h"

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
    const char *folder; /* for the pictures */
    struct content *content;
    struct paint *paint;
    struct view *view;
    struct wall wall;
    size_t start_lang;
    struct ui_state state;
    struct frame shown;
    bool seen; /* shown is valid */
    uint64_t now;
    size_t count;
};

static struct ui_world world_of(const struct tour *tour)
{
    return (struct ui_world){.content = tour->content,
                             .clock = wall_now(&tour->wall, tour->now),
                             .shown = tour->seen ? &tour->shown : NULL,
                             .start_lang = tour->start_lang};
}

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
    struct ui_world world = world_of(tour);
    tour->now += TOUR_STEP_MS;
    ui_step(&tour->state, &world, &(struct input){.kind = INPUT_TIME}, tour->now);
    if (!view_frame(tour->view, &tour->state, &world, tour->now, &tour->shown))
        return err_set(err, "out of memory");
    tour->seen = true;
    return true;
}

static bool picture(struct tour *tour, const char *name, struct err *err)
{
    const struct frame *frame = &tour->shown;
    char *path = NULL;
    if (!settle(tour, err))
        return false;
    if (asprintf(&path, "%s/%02zu-%s.png", tour->folder, tour->count + 1, name) < 0)
        return err_set(err, "out of memory");
    uint8_t *rgb = NULL;
    bool good = paint_shot(tour->paint, frame, &rgb, err) && png_write(path, rgb, frame->w, frame->h, err);
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
    for (size_t i = tour->shown.count; i-- > 0;) {
        const struct layer *layer = &tour->shown.layers[i];
        for (size_t j = 0; layer->scene && j < layer->scene->n_targets; j++) {
            const struct target *target = &layer->scene->targets[j];
            if (target->action.kind != kind || (kind == ACTION_PAGE && target->action.index != index))
                continue;
            struct input input = {.kind = INPUT_DOWN,
                                  .x = layer->x + target->box.x + target->box.w / 2,
                                  .y = layer->y + target->box.y + target->box.h / 2};
            size_t hit_layer, hit_target;
            if (!frame_hit(&tour->shown, input.x, input.y, &hit_layer, &hit_target) || hit_layer != i ||
                hit_target != j)
                continue;
            struct ui_world world = world_of(tour);
            ui_step(&tour->state, &world, &input, tour->now);
            input.kind = INPUT_UP;
            ui_step(&tour->state, &world, &input, tour->now);
            return true;
        }
    }
    return false;
}

static bool slides(struct tour *tour, struct err *err)
{
    struct ui_world world = world_of(tour);
    size_t count = due_count(tour->content, &world.clock);
    for (size_t i = 0; i < count; i++) {
        if (!picture(tour, tour->content->slides[tour->state.here.index].id, err))
            return false;
        if (!tap(tour, ACTION_NEXT, 0))
            break;
    }
    return true;
}

/* A tile further down the menu is scrolled to, as a visitor would. */
static bool open_page(struct tour *tour, size_t page, struct err *err)
{
    for (;;) {
        if (!settle(tour, err))
            return false;
        if (tap(tour, ACTION_PAGE, page))
            return true;
        if (!tap(tour, ACTION_MORE, 0))
            return err_set(err, "the menu does not lead to the page \"%s\"", tour->content->pages[page].id);
    }
}

static bool pages(struct tour *tour, struct err *err)
{
    const struct menu *menu = &tour->content->menu;
    for (size_t i = 0; i < menu->n_pages; i++) {
        size_t page = menu->pages[i];
        if (!open_page(tour, page, err))
            return false;
        do {
            if (!picture(tour, tour->content->pages[page].id, err))
                return false;
        } while (tap(tour, ACTION_MORE, 0));
        tap(tour, ACTION_HOME, 0);
    }
    return true;
}

static bool visit(struct tour *tour, struct err *err)
{
    if (!tour->content) {
        bool good = picture(tour, "safe", err);
        return good && err_set(err, "the content cannot be shown; see the problems above");
    }
    struct ui_world world = world_of(tour);
    const struct notice *notice = due_notice(tour->content, &world.clock);
    if (notice && notice->level == NOTICE_EMERGENCY) {
        log_warning("an emergency notice covers every other screen");
        return picture(tour, "emergency", err);
    }
    /* Behind the last slide comes the first: it is seen before it is touched. */
    if (!slides(tour, err) || !settle(tour, err))
        return false;
    tap(tour, ACTION_HOME, 0);
    return picture(tour, "menu", err) && pages(tour, err);
}

static struct content *load(const struct player_options *options)
{
    struct report report = {.folder = options->folder};
    struct diag_list *diags = diag_list_create();
    struct content *content = diags ? content_load(options->folder, diags) : NULL;
    if (diags)
        report_problems(&report, diags);
    report_finish(&report);
    diag_list_destroy(diags);
    return content;
}

static bool begin(struct tour *tour, const struct player_options *options, struct err *err)
{
    tour->now = window_now();
    wall_start(&tour->wall);
    if (options->at_given)
        wall_pretend(&tour->wall, &options->at, tour->now);
    tour->paint = paint_create(0, err);
    if (!tour->paint)
        return false;
    tour->view = view_create(paint_fonts(tour->paint), NULL, NULL);
    if (!tour->view)
        return err_set(err, "out of memory");
    tour->content = load(options);
    if (tour->content && options->lang) {
        size_t lang = content_find_lang(tour->content, options->lang);
        tour->start_lang = lang == CONTENT_NONE ? 0 : lang;
        if (lang == CONTENT_NONE)
            log_warning("the content has no language \"%s\"; it starts in \"%s\"", options->lang,
                        tour->content->langs[0].code);
    }
    view_set_content(tour->view, tour->content);
    view_set_size(tour->view, options->w ? options->w : TOUR_W, options->h ? options->h : TOUR_H,
                  options->panel_inches);
    struct ui_world world = world_of(tour);
    ui_start(&tour->state, &world, tour->now);
    return true;
}

bool tour_run(const struct player_options *options, struct err *err)
{
    const char *folder = getenv("LOBBY_TOUR");
    struct tour tour = {.folder = folder && folder[0] ? folder : TOUR_FOLDER};
    bool good = make_folders(tour.folder, err) && begin(&tour, options, err) && visit(&tour, err);
    if (good)
        log_info("%zu pictures in %s", tour.count, tour.folder);
    view_destroy(tour.view);
    paint_destroy(tour.paint);
    content_unref(tour.content);
    return good;
}
