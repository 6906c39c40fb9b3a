/* lobbyctl preview: the kiosk in a window that follows every save, with what is wrong beside it. */
#include "base/file.h"
#include "content/due.h"
#include "ctl/command.h"
#include "ctl/preview_check.h"
#include "ctl/preview_panel.h"
#include "ctl/preview_plan.h"
#include "ctl/preview_screen.h"
#include "player/player.h"
#include "window/window.h"

#include <stdlib.h>
#include <string.h>

/* Without --size. */
enum { DEFAULT_W = 1280, DEFAULT_H = 720 };

/* What the panel says depends on this and nothing else; no padding, so that it can be compared as bytes. */
struct panel_key {
    struct preview_screen_key screen;
    uint64_t problems; /* counts up with each change of what is wrong */
    int64_t w, h;
};

struct preview {
    const char *folder;
    struct preview_plan plan;
    struct player *player;
    struct preview_check *check;
    int window_w, window_h;
    bool shows, checking;
    bool unchecked;   /* the newest content is to be checked once it is on the screen */
    uint64_t content; /* serial of what is on the screen */
    struct diag_list *diags;
    uint64_t problems;
    struct panel_key key;
    struct scene *scene, *before; /* the one before may still be on the glass */
};

static void wake(void *user)
{
    const struct preview *preview = user;
    player_wake(preview->player);
}

/* What reading says is there at once; what drawing every screen says comes later. */
static void loaded(void *user, struct diag_list *diags, bool shows)
{
    struct preview *preview = user;
    diag_list_destroy(preview->diags);
    preview->diags = diags;
    preview->shows = shows;
    preview->checking = preview->unchecked = diags && diag_errors(diags) == 0;
    preview->problems++;
    preview_check_cancel(preview->check);
}

/* The screen goes first: until it shows what was saved, nothing else has to be computed. */
static void follow(struct preview *preview, const struct content *content)
{
    uint64_t serial = content ? content->serial : 0;
    if (preview->unchecked && serial != preview->content) {
        preview->unchecked = false;
        preview_check_begin(preview->check);
    }
    preview->content = serial;
}

static void take_checked(struct preview *preview)
{
    struct diag_list *found = preview_check_take(preview->check);
    if (!found)
        return;
    size_t count;
    const struct diag *items = diag_items(found, &count);
    for (size_t i = 0; i < count; i++)
        diag_add(preview->diags, items[i].level, items[i].place, "%s", items[i].text);
    diag_list_destroy(found);
    preview->checking = false;
    preview->problems++;
}

static void divide(void *user, int *w, int *h)
{
    struct preview *preview = user;
    preview->window_w = *w;
    preview->window_h = *h;
    preview_divide(&preview->plan, w, h);
}

static struct scene *lay_out(const struct preview *preview, const struct player_show *show, int w, int h)
{
    struct preview_screen screen;
    if (!preview_screen(&screen, show))
        return NULL;
    struct preview_panel panel = {.w = w,
                                  .h = h,
                                  .type = preview->plan.type,
                                  .below = preview->plan.below,
                                  .shows = preview->shows,
                                  .checking = preview->checking,
                                  .diags = preview->diags,
                                  .screen = &screen};
    struct scene *scene = preview_panel(&panel, show->fonts);
    preview_screen_finish(&screen);
    return scene;
}

static void dress(void *user, const struct player_show *show, struct frame *frame)
{
    struct preview *preview = user;
    follow(preview, show->content);
    take_checked(preview);
    struct rect box = {show->w, 0, preview->window_w - show->w, preview->window_h};
    if (preview->plan.below)
        box = (struct rect){0, show->h, preview->window_w, preview->window_h - show->h};
    struct panel_key key = {.problems = preview->problems, .w = box.w, .h = box.h};
    key.screen = preview_screen_key(show);
    if (!preview->scene || memcmp(&key, &preview->key, sizeof key) != 0) {
        struct scene *scene = lay_out(preview, show, box.w, box.h);
        if (scene) {
            scene_destroy(preview->before);
            preview->before = preview->scene;
            preview->scene = scene;
            preview->key = key;
        }
    }
    frame->w = preview->window_w;
    frame->h = preview->window_h;
    if (preview->scene && frame->count < FRAME_LAYERS_MAX)
        frame->layers[frame->count++] = (struct layer){.scene = preview->scene,
                                                       .clip = box,
                                                       .x = box.x,
                                                       .y = box.y,
                                                       .alpha = 255,
                                                       .deaf = true,
                                                       .pressed = FRAME_NO_TARGET,
                                                       .focused = FRAME_NO_TARGET};
}

static bool show(struct preview *preview, const struct options *options, struct err *err)
{
    AUTO_FREE char *title = NULL, *at = NULL;
    const struct civil *moment = &options->at;
    bool given = options->given & OPTION_AT;
    struct player_options wanted = {
        .folder = preview->folder,
        .lang = options->lang,
        .at_given = given,
        .at = *moment,
        .patient = true,
        .hooks = {.user = preview, .loaded = loaded, .divide = divide, .dress = dress}};
    preview_window(&preview->plan, &wanted.w, &wanted.h);
    if (asprintf(&title, "Lobby preview: %s", preview->folder) < 0 ||
        asprintf(&at, "%04d-%02d-%02dT%02d:%02d:%02d", moment->year, moment->month, moment->day, moment->hour,
                 moment->minute, moment->second) < 0)
        return err_set(err, "out of memory");
    wanted.title = title;
    preview->player = player_create(&wanted, err);
    if (!preview->player)
        return false;
    preview->check = preview_check_create(preview->folder, given ? at : NULL, wake, preview);
    bool good = preview->check ? player_run(preview->player, err) : err_set(err, "out of memory");
    preview_check_destroy(preview->check);
    player_destroy(preview->player);
    scene_destroy(preview->before);
    scene_destroy(preview->scene);
    diag_list_destroy(preview->diags);
    return good;
}

static int run(const struct command *command, const struct options *options)
{
    struct err err;
    AUTO_CLOSE int folder = file_open_folder(options->operand, &err);
    if (folder < 0)
        return command_misused(command, "%s; give the folder that holds lobby.yaml", err.text);
    int room_w, room_h;
    if (!window_desktop(&room_w, &room_h, &err))
        return command_failed(command, "%s", err.text);
    bool sized = options->given & OPTION_SIZE;
    struct preview preview = {
        .folder = options->operand,
        .plan = preview_plan(room_w, room_h, sized ? options->w : DEFAULT_W, sized ? options->h : DEFAULT_H)};
    if (sized && preview.plan.smaller)
        fprintf(stderr,
                "lobbyctl preview: this desktop has no room for %dx%d and the panel; shown at %dx%d\n",
                options->w, options->h, preview.plan.w, preview.plan.h);
    return show(&preview, options, &err) ? CTL_GOOD : command_failed(command, "%s", err.text);
}

const struct command command_preview = {
    .name = "preview",
    .operand = "CONTENT",
    .example = "content",
    .summary = "the kiosk in a window that follows every save",
    .about = "Shows the content as the kiosk does, in a window, and again as soon as a file is saved. What\n"
             "is wrong stands beside it, with file and line; until it is repaired, the last good content\n"
             "stays. Nobody is asked whether they are still there.\n"
             "\n"
             "Keys: Left and Right lead to every slide, due or not; Home menu, Enter opens, Backspace back,\n"
             "Space pauses, l language, r reads again, f whole desktop, F12 picture, q or Esc quits.\n",
    .takes = OPTION_SIZE | OPTION_LANG | OPTION_AT | OPTION_HELP | OPTION_VERSION,
    .run = run,
};
