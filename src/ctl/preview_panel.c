#include "ctl/preview_panel.h"

#include "base/color.h"

#include <string.h>

/* The kiosk's own colors, whatever the theme of the content is. */
#define DEEP   0x0b3b33
#define PAPER  0xf7f5ef
#define INK    0x16241f
#define LIGHT  0xf6f3ea
#define ACCENT 0xf2b84b
/* A red and an amber that text on paper and light text on them can be read by (contrast 7 and 5). */
#define RED   0x8f1a14
#define AMBER 0x8a5300

/* More lines than this are no message but a text that was quoted. */
#define MESSAGE_LINES 6

struct panel {
    const struct preview_panel *says;
    struct scene *scene;
    int type, pad;
    struct rect box; /* what is still free */
};

static uint32_t quiet(uint32_t color)
{
    return color_mix(color, PAPER, 90);
}

static void space(struct panel *panel, int px)
{
    panel->box.y += px;
    panel->box.h -= px;
}

/* Adds a text at the top of what is free, and takes its place away. */
static void put(struct panel *panel, const char *words, enum font_style style, int percent, uint32_t color)
{
    if (!words || !words[0])
        return;
    struct text_para para = scene_plain(panel->scene, words, style, panel->type * percent / 100, color);
    para.line_px = para.px * 138 / 100;
    space(panel, scene_text(panel->scene, panel->box, &para));
}

static const char *counted(struct panel *panel, size_t count, const char *noun)
{
    const char *words = arena_printf(panel->scene->arena, "%zu %s%s", count, noun, count == 1 ? "" : "s");
    return words ? words : noun;
}

/* What is true of the folder, in a few words, and what that means for the screen. */
static const char *verdict(struct panel *panel, const char **meaning)
{
    const struct preview_panel *says = panel->says;
    size_t errors = says->diags ? diag_errors(says->diags) : 0;
    size_t warnings = says->diags ? diag_warnings(says->diags) : 0;
    if (errors) {
        *meaning = says->shows ? "The screen shows the last good content."
                               : "There is nothing to show yet: this is what visitors would see.";
        return counted(panel, errors, "error");
    }
    if (!says->shows) {
        *meaning = "";
        return "Reading";
    }
    *meaning = says->checking ? "Looking at every screen ..."
               : warnings     ? "It can be published. Look at what reads badly."
                              : "Nothing is wrong with it.";
    return warnings ? counted(panel, warnings, "warning") : says->checking ? "Good so far" : "Good";
}

/* The colored field that says it from across the room. */
static void add_state(struct panel *panel)
{
    const struct diag_list *diags = panel->says->diags;
    bool errors = diags && diag_errors(diags), wrong = errors || (diags && diag_warnings(diags));
    uint32_t ground = errors ? RED : DEEP;
    const char *meaning, *words = verdict(panel, &meaning);
    struct text_para title = scene_plain(panel->scene, words, FONT_DISPLAY, panel->type * 17 / 10, LIGHT);
    struct text_para line =
        scene_plain(panel->scene, meaning, FONT_REGULAR, panel->type, color_mix(LIGHT, ground, 30));
    struct rect box = {panel->box.x + panel->pad, panel->box.y + panel->pad, panel->box.w - 2 * panel->pad,
                       0};
    struct text_lines title_lines = scene_measure(panel->scene, &title, box.w);
    struct text_lines lines = scene_measure(panel->scene, &line, box.w);
    int h = title_lines.height + lines.height + 2 * panel->pad, stripe = panel->type / 4;
    scene_fill(panel->scene, (struct rect){panel->box.x, panel->box.y, panel->box.w, h}, ground, 255, 0);
    scene_fill(panel->scene, (struct rect){panel->box.x, panel->box.y + h - stripe, panel->box.w, stripe},
               wrong ? ACCENT : color_mix(DEEP, LIGHT, 90), 255, 0);
    scene_lines(panel->scene, box, &title, &title_lines);
    box.y += title_lines.height;
    scene_lines(panel->scene, box, &line, &lines);
    space(panel, h);
}

static void add_screen(struct panel *panel)
{
    const struct preview_screen *screen = panel->says->screen;
    space(panel, panel->pad);
    put(panel, "On the screen", FONT_MEDIUM, 85, quiet(DEEP));
    put(panel, screen->file ? screen->file : "The safe screen", FONT_BOLD, 120, INK);
    put(panel, screen->what, screen->due ? FONT_REGULAR : FONT_BOLD, 100, screen->due ? INK : AMBER);
    put(panel, screen->stands, FONT_REGULAR, 100, INK);
    put(panel, screen->form, FONT_REGULAR, 100, quiet(INK));
    space(panel, panel->pad);
}

static void add_keys(struct panel *panel)
{
    static const char keys[] =
        "Left, Right: slides \u2022 Home: menu \u2022 Space: pause \u2022 L: language\n"
        "R: read again \u2022 F: whole desktop \u2022 F12: picture \u2022 Q: quit";
    struct text_para para = scene_plain(panel->scene, keys, FONT_REGULAR, panel->type * 80 / 100, quiet(INK));
    para.line_px = para.px * 145 / 100;
    struct text_lines lines = scene_measure(panel->scene, &para, panel->box.w);
    int y = panel->box.y + panel->box.h - lines.height;
    scene_lines(panel->scene, (struct rect){panel->box.x, y, panel->box.w, 0}, &para, &lines);
    panel->box.h -= lines.height + panel->pad / 2;
}

static const char *place_text(struct panel *panel, const struct place *place)
{
    struct arena *arena = panel->scene->arena;
    const char *words = !place->file   ? "the folder"
                        : !place->line ? place->file
                        : !place->col  ? arena_printf(arena, "%s:%u", place->file, place->line)
                                      : arena_printf(arena, "%s:%u:%u", place->file, place->line, place->col);
    return words ? words : "";
}

/* "what is wrong; what to write instead": the second half is what a person looks for. */
static struct text_para message(struct panel *panel, const struct diag *diag, struct text_span spans[2])
{
    const char *cut = strstr(diag->text, "; ");
    struct arena *arena = panel->scene->arena;
    const char *wrong = cut ? arena_strndup(arena, diag->text, (size_t)(cut - diag->text) + 1)
                            : arena_strdup(arena, diag->text);
    const char *instead = cut ? arena_printf(arena, " %s", cut + 2) : "";
    spans[0] = (struct text_span){.text = wrong ? wrong : "", .style = FONT_REGULAR, .color = INK, .tag = -1};
    spans[1] =
        (struct text_span){.text = instead ? instead : "", .style = FONT_MEDIUM, .color = DEEP, .tag = -1};
    return (struct text_para){.spans = spans,
                              .count = 2,
                              .px = panel->type,
                              .line_px = panel->type * 138 / 100,
                              .max_lines = MESSAGE_LINES};
}

/* Adds one problem when it fits above bottom. */
static bool add_problem(struct panel *panel, const struct diag *diag, int bottom)
{
    bool error = diag->level == DIAG_ERROR;
    uint32_t color = error ? RED : AMBER;
    int icon = panel->type * 5 / 4, indent = icon + panel->type * 6 / 10;
    struct rect box = {panel->box.x + indent, panel->box.y, panel->box.w - indent, 0};
    const char *head = arena_printf(panel->scene->arena, "%s  %s", place_text(panel, &diag->place),
                                    error ? "error" : "warning");
    struct text_para place = scene_plain(panel->scene, head ? head : "", FONT_BOLD, panel->type, color);
    place.line_px = panel->type * 138 / 100;
    struct text_span spans[2];
    struct text_para para = message(panel, diag, spans);
    struct text_lines first = scene_measure(panel->scene, &place, box.w);
    struct text_lines rest = scene_measure(panel->scene, &para, box.w);
    int h = first.height + rest.height;
    if (box.y + h > bottom)
        return false;
    scene_icon(panel->scene, (struct rect){panel->box.x, box.y + panel->type / 16, icon, icon},
               error ? ICON_ALERT : ICON_INFO, color);
    scene_lines(panel->scene, box, &place, &first);
    box.y += first.height;
    scene_lines(panel->scene, box, &para, &rest);
    space(panel, h + panel->type * 8 / 10);
    return true;
}

/* Errors first; as many as there is room for. */
static void add_problems(struct panel *panel)
{
    struct diag_list *diags = panel->says->diags;
    size_t count = 0, told = 0;
    const struct diag *items = diags ? diag_items(diags, &count) : NULL;
    size_t all = diags ? diag_errors(diags) + diag_warnings(diags) : 0;
    int more = panel->type * 138 / 100;
    bool room = true;
    for (int level = DIAG_ERROR; level >= DIAG_WARNING && room; level--) {
        for (size_t i = 0; i < count && room; i++) {
            if ((int)items[i].level != level)
                continue;
            int end = panel->box.y + panel->box.h;
            room = add_problem(panel, &items[i], told + 1 < all ? end - more : end);
            told += room;
        }
    }
    if (told < all) {
        const char *words =
            arena_printf(panel->scene->arena, told ? "and %zu more" : "%zu problems", all - told);
        put(panel, words, FONT_MEDIUM, 100, quiet(INK));
    }
}

/* A low panel needs its room for what is wrong; in heights of its text. */
#define KEYS_LEAST_H 24

/* The list, on a ground of its own. */
static void add_list(struct panel *panel)
{
    scene_fill(panel->scene, panel->box, color_mix(PAPER, 0xffffff, 200), 255, 0);
    panel->box = (struct rect){panel->box.x + panel->pad, panel->box.y + panel->pad,
                               panel->box.w - 2 * panel->pad, panel->box.h - 2 * panel->pad};
    const struct diag_list *diags = panel->says->diags;
    bool wrong = diags && diag_errors(diags) + diag_warnings(diags) > 0;
    if (!wrong || panel->box.h >= KEYS_LEAST_H * panel->type)
        add_keys(panel);
    add_problems(panel);
}

static struct panel part(const struct panel *panel, struct rect box)
{
    struct panel part = *panel;
    part.box = box;
    return part;
}

/* Over all there is, or in the left column of a wide panel. */
static int add_head(struct panel *panel, int w)
{
    struct panel head = part(panel, (struct rect){0, 0, w, panel->says->h});
    add_state(&head);
    head.box.x += panel->pad;
    head.box.w -= 2 * panel->pad;
    add_screen(&head);
    return head.box.y;
}

struct scene *preview_panel(const struct preview_panel *says, struct fonts *fonts)
{
    struct scene *scene = scene_create(NULL, fonts, "en", false, says->w, says->h, PAPER);
    if (!scene)
        return NULL;
    struct panel panel = {.says = says, .scene = scene, .type = says->type, .pad = says->type * 5 / 4};
    int column = says->below ? says->w * 2 / 5 : says->w;
    int y = add_head(&panel, column);
    struct rect rest = says->below ? (struct rect){column, 0, says->w - column, says->h}
                                   : (struct rect){0, y, says->w, says->h - y};
    struct panel list = part(&panel, rest);
    if (rest.h > 0)
        add_list(&list);
    if (!scene->failed)
        return scene;
    scene_destroy(scene);
    return NULL;
}
