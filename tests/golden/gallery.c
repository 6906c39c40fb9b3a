#include "gallery.h"

#include "paint/paint.h"
#include "ui/view.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define QUIET_DAY  "2026-09-01T12:00"
#define NOTICE_DAY "2026-09-11T12:00"
#define WIDE       800, 480
#define TALL       480, 800

const struct golden goldens[] = {
    {"content", "en", GOLDEN_SLIDE, "photo", 0, NULL, WIDE},
    {"content", "en", GOLDEN_SLIDE, "list", 0, NULL, WIDE},
    {"content", "en", GOLDEN_SLIDE, "list-plain", 0, NOTICE_DAY, WIDE},
    {"content", "en", GOLDEN_SLIDE, "figure", 0, NULL, WIDE},
    {"content", "en", GOLDEN_MENU, NULL, 0, NULL, WIDE},
    {"content", "en", GOLDEN_FOCUSED, NULL, 0, NULL, WIDE},
    {"content", "en", GOLDEN_PRESSED, NULL, 0, NULL, WIDE},
    {"content", "en", GOLDEN_FADE, "photo", 0, NULL, WIDE},
    {"content", "en", GOLDEN_PAGE, "markdown", 0, NULL, WIDE},
    {"content", "en", GOLDEN_PAGE, "markdown", 1, NULL, WIDE},
    {"content", "en", GOLDEN_PAGE, "markdown", 2, NULL, WIDE},
    {"content", "en", GOLDEN_PAGE, "contact", 0, NULL, WIDE},
    {"content", "en", GOLDEN_LINK, "https://example.org/a-rather-long-address/that-goes-on", 0, NULL, WIDE},
    {"content", "en", GOLDEN_STILL, NULL, 0, NULL, WIDE},
    {"content", "es", GOLDEN_SLIDE, "statement", 0, NULL, TALL},
    {"content", "es", GOLDEN_MENU, NULL, 0, NOTICE_DAY, TALL},
    {"content", "es", GOLDEN_PAGE, "markdown", 1, NULL, TALL},
    {"content", "es", GOLDEN_PAGE, "contact", 1, NULL, TALL},
    {"content", "es", GOLDEN_SAFE, NULL, 0, NULL, WIDE},
    {"scripts", "ar", GOLDEN_SLIDE, "welcome", 0, NULL, WIDE},
    {"scripts", "ar", GOLDEN_SLIDE, "list", 0, NULL, TALL},
    {"scripts", "ar", GOLDEN_MENU, NULL, 0, NULL, TALL},
    {"scripts", "ar", GOLDEN_PAGE, "visit", 0, NULL, WIDE},
    {"scripts", "ar", GOLDEN_PAGE, "visit", 1, NULL, WIDE},
    {"scripts", "ar", GOLDEN_PAGE, "family", 0, NULL, TALL},
    {"scripts", "ar", GOLDEN_EMERGENCY, NULL, 0, NULL, WIDE},
    {"scripts", "ar", GOLDEN_STILL, NULL, 0, NULL, WIDE},
    {"scripts", "ar", GOLDEN_SWIPE, "welcome", 0, NULL, WIDE},
    {"scripts", "ar", GOLDEN_LANGUAGES, NULL, 0, NULL, WIDE},
    {"scripts", "he", GOLDEN_PAGE, "visit", 1, NULL, TALL},
    {"scripts", "he", GOLDEN_PAGE, "family", 0, NULL, WIDE},
    {"scripts", "zh-Hans", GOLDEN_PAGE, "visit", 1, NULL, TALL},
    {"scripts", "hi", GOLDEN_SLIDE, "welcome", 0, NULL, TALL},
    {"scripts", "hi", GOLDEN_PAGE, "visit", 1, NULL, WIDE},
    {"scripts", "pl", GOLDEN_PAGE, "visit", 1, NULL, WIDE},
    {"scripts", "pl", GOLDEN_PAGE, "family", 0, NULL, TALL},
    {"scripts", "pl", GOLDEN_EMERGENCY, NULL, 0, NULL, TALL},
};
const size_t golden_count = sizeof goldens / sizeof *goldens;

static const char *const kind_names[] = {
    [GOLDEN_SLIDE] = "slide",       [GOLDEN_MENU] = "menu",       [GOLDEN_PAGE] = "page",
    [GOLDEN_STILL] = "still-there", [GOLDEN_SAFE] = "safe",       [GOLDEN_EMERGENCY] = "emergency",
    [GOLDEN_LINK] = "link",         [GOLDEN_FOCUSED] = "focused", [GOLDEN_PRESSED] = "pressed",
    [GOLDEN_FADE] = "fade",         [GOLDEN_SWIPE] = "swipe",     [GOLDEN_LANGUAGES] = "languages",
};

char *golden_name(const struct golden *golden)
{
    char *name = NULL, screen[16] = "";
    const char *id = golden->kind == GOLDEN_LINK ? NULL : golden->id;
    if (golden->screen)
        snprintf(screen, sizeof screen, "-%u", golden->screen + 1);
    if (asprintf(&name, "%s-%s-%s%s%s%s%s-%dx%d", golden->fixture, golden->lang, kind_names[golden->kind],
                 id ? "-" : "", id ? id : "", screen, golden->at ? "-notice" : "", golden->w, golden->h) < 0)
        return NULL;
    return name;
}

/* What drawing one takes. */
struct easel {
    struct content *content;
    struct ui_world world;
    size_t lang, index; /* of the slide or page */
    struct paint *paint;
    struct view *view;
};

static void forget(void *user, const struct scene *scene)
{
    paint_forget(user, scene);
}

static bool set_up(struct easel *easel, const struct golden *golden, const char *folder, struct err *err)
{
    char path[PATH_MAX], fonts[PATH_MAX];
    snprintf(path, sizeof path, "%s/fonts.conf", folder);
    if (!realpath(path, fonts)) /* fontconfig would go on with other fonts */
        return err_set(err, "%s: %s", path, strerror(errno));
    setenv("FONTCONFIG_FILE", fonts, 1);
    snprintf(path, sizeof path, "%s/%s", folder, golden->fixture);
    struct diag_list *diags = diag_list_create();
    easel->content = diags ? content_load(path, diags) : NULL;
    if (diags && !easel->content)
        diag_print(diags, stderr, "");
    diag_list_destroy(diags);
    if (!easel->content)
        return err_set(err, "%s cannot be loaded", path);
    easel->lang = content_find_lang(easel->content, golden->lang);
    if (golden->kind == GOLDEN_SLIDE || golden->kind == GOLDEN_FADE || golden->kind == GOLDEN_SWIPE)
        easel->index = content_find_slide(easel->content, golden->id);
    if (golden->kind == GOLDEN_PAGE)
        easel->index = content_find_page(easel->content, golden->id);
    easel->world =
        (struct ui_world){.content = easel->content, .clock.trusted = true, .start_lang = easel->lang};
    if (easel->lang == CONTENT_NONE || easel->index == CONTENT_NONE ||
        !civil_parse(golden->at ? golden->at : QUIET_DAY, &easel->world.clock.now))
        return err_set(err, "the fixture has no such screen");
    easel->paint = paint_create(0, err);
    if (!easel->paint)
        return false;
    easel->view = view_create(paint_fonts(easel->paint), forget, easel->paint);
    if (!easel->view)
        return err_set(err, "out of memory");
    view_set_content(easel->view, easel->content);
    view_set_size(easel->view, golden->w, golden->h, 0);
    return true;
}

static void clean_up(struct easel *easel)
{
    view_destroy(easel->view);
    paint_destroy(easel->paint);
    content_unref(easel->content);
}

/* A visitor who came to the menu long ago, so that nothing moves any more. */
#define NOW 100000u

static struct ui_state at_menu(const struct easel *easel)
{
    return (struct ui_state){.here = {.screen = UI_MENU, .focus = FRAME_NO_TARGET},
                             .from = {.screen = UI_MENU, .focus = FRAME_NO_TARGET},
                             .lang = easel->lang,
                             .session = true,
                             .last_action = NOW};
}

static bool draw_state(struct easel *easel, const struct ui_state *state, struct frame *frame)
{
    return view_frame(easel->view, state, &easel->world, NOW, frame);
}

static bool draw_pressed(struct easel *easel, struct frame *frame)
{
    struct ui_state state = at_menu(easel);
    size_t layer, target;
    if (!draw_state(easel, &state, frame) || !frame_focus_at(frame, 0, &layer, &target))
        return false;
    const struct layer *over = &frame->layers[layer];
    struct rect box = over->scene->targets[target].box;
    struct input down = {
        .kind = INPUT_DOWN, .x = over->x + box.x + box.w / 2, .y = over->y + box.y + box.h / 2};
    easel->world.shown = frame;
    ui_step(&state, &easel->world, &down, NOW);
    easel->world.shown = NULL;
    return draw_state(easel, &state, frame);
}

/* The slide under a finger that goes towards the start of the line, where the next one is. */
static bool draw_swiped(struct easel *easel, const struct golden *golden, struct frame *frame)
{
    struct ui_state state = at_menu(easel);
    bool rtl = easel->content->langs[easel->lang].rtl;
    int x = golden->w / 2, step = golden->w / 30 * (rtl ? 1 : -1);
    state.here = (struct ui_place){.screen = UI_SLIDES, .index = easel->index, .focus = FRAME_NO_TARGET};
    if (!draw_state(easel, &state, frame))
        return false;
    for (int i = 0; i <= 10; i++, x += step) {
        enum input_kind kind = i == 0 ? INPUT_DOWN : INPUT_MOVE;
        easel->world.shown = frame;
        ui_step(&state, &easel->world, &(struct input){.kind = kind, .x = x, .y = golden->h / 3},
                NOW - 200 + (unsigned)i * 20);
        easel->world.shown = NULL;
    }
    return draw_state(easel, &state, frame);
}

static bool draw_moment(struct easel *easel, const struct golden *golden, struct frame *frame)
{
    struct ui_state state = at_menu(easel);
    if (golden->kind == GOLDEN_PRESSED)
        return draw_pressed(easel, frame);
    if (golden->kind == GOLDEN_SWIPE)
        return draw_swiped(easel, golden, frame);
    if (golden->kind == GOLDEN_FOCUSED) {
        state.here.focus = 1;
    } else if (golden->kind == GOLDEN_FADE) {
        state.from = (struct ui_place){.screen = UI_SLIDES, .index = easel->index, .focus = FRAME_NO_TARGET};
        state.motion_ms = UI_RESET_FADE_MS;
        state.motion_start = NOW - UI_RESET_FADE_MS / 2;
    } else {
        state.here = (struct ui_place){.screen = UI_LINK, .uri = golden->id, .focus = FRAME_NO_TARGET};
    }
    return draw_state(easel, &state, frame);
}

static bool draw_frame(struct easel *easel, const struct golden *golden, struct frame *frame)
{
    static const enum view_kind kinds[] = {
        [GOLDEN_SLIDE] = VIEW_SLIDE,        [GOLDEN_MENU] = VIEW_MENU, [GOLDEN_PAGE] = VIEW_PAGE,
        [GOLDEN_STILL] = VIEW_STILL,        [GOLDEN_SAFE] = VIEW_SAFE, [GOLDEN_EMERGENCY] = VIEW_EMERGENCY,
        [GOLDEN_LANGUAGES] = VIEW_LANGUAGES};
    if (golden->kind >= GOLDEN_LINK)
        return draw_moment(easel, golden, frame);
    return view_still(easel->view, kinds[golden->kind], easel->index, easel->lang, golden->screen,
                      &easel->world, frame, NULL);
}

bool golden_draw(const struct golden *golden, const char *folder, uint8_t **rgb, struct err *err)
{
    struct easel easel = {0};
    struct frame frame;
    bool drawn = set_up(&easel, golden, folder, err);
    if (drawn && !draw_frame(&easel, golden, &frame))
        drawn = err_set(err, "it cannot be laid out");
    drawn = drawn && paint_shot(easel.paint, &frame, rgb, err);
    clean_up(&easel);
    return drawn;
}
