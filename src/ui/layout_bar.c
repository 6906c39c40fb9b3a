/* The bar at the bottom: always there, always the same height, within reach. */
#include "ui/layout.h"

static int bar_side(const struct look *look)
{
    return look->touch > look_px(look, 84) ? look->touch : look_px(look, 84);
}

/* Adds a quiet button and returns the x behind it. */
static int quiet(const struct layout *layout, struct scene *scene, int x, enum icon icon, enum word word,
                 bool labelled, enum action_kind action)
{
    const struct theme *theme = layout_theme(layout);
    int h = bar_side(layout->look);
    struct button button = {.icon = icon,
                            .label = labelled ? layout_word(layout, word) : NULL,
                            .action = {.kind = action},
                            .fill = theme->light,
                            .fill_alpha = 26,
                            .ink = theme->light,
                            .on_dark = true};
    size_t before = scene->n_targets;
    int w = layout_button(layout, scene, x, layout->look->bar / 2, h, &button);
    if (scene->n_targets > before)
        scene->targets[before].label = layout_word(layout, word);
    return x + w + layout->look->gap / 2;
}

/* Languages beside the current one get a button in their own name; returns the x that it starts at. */
static int language_button(const struct layout *layout, struct scene *scene, int right)
{
    const struct content *content = layout->content;
    if (content->n_langs < 2)
        return right;
    size_t next = (layout->lang + 1) % content->n_langs;
    const struct theme *theme = layout_theme(layout);
    int h = bar_side(layout->look);
    struct button button = {.icon = ICON_LANGUAGE,
                            .label = content->langs[next].name,
                            .action = {.kind = ACTION_LANGUAGE, .index = next},
                            .fill = theme->light,
                            .fill_alpha = 26,
                            .ink = theme->light,
                            .on_dark = true};
    int w = layout_button_width(layout, scene, h, &button);
    layout_button(layout, scene, right - w, layout->look->bar / 2, h, &button);
    return right - w - layout->look->gap;
}

/* Where the slide stands among the others: a row of dots, or a count when there are too many. */
#define DOTS_MAX 16

static void position(const struct layout *layout, struct scene *scene, const struct bar *bar, int left,
                     int right)
{
    const struct theme *theme = layout_theme(layout);
    const struct look *look = layout->look;
    int dot = look_px(look, 12), step = look_px(look, 28), lead = look_px(look, 32);
    int row = (int)(bar->count - 1) * step + dot + lead;
    if (bar->count < 2 || left >= right)
        return;
    if (bar->count > DOTS_MAX || row > right - left) {
        char *text = arena_printf(scene->arena, "%zu / %zu", bar->position + 1, bar->count);
        struct text_para para = scene_plain(scene, text ? text : "", FONT_MEDIUM, look->small, theme->light);
        para.align = TEXT_CENTER;
        struct text_lines lines = scene_measure(scene, &para, right - left);
        if (lines.count == 1)
            scene_lines(scene, (struct rect){left, (look->bar - lines.height) / 2, right - left, 0}, &para,
                        &lines);
        return;
    }
    int x = left + (right - left - row) / 2, y = look->bar / 2 - dot / 2;
    for (size_t i = 0; i < bar->count; i++) {
        bool here = i == bar->position;
        int w = here ? dot + lead : dot;
        scene_fill(scene, (struct rect){x, y, w, dot}, here ? theme->accent : theme->light, here ? 255 : 110,
                   dot / 2);
        x += w + step - dot;
    }
}

static void slides_bar(const struct layout *layout, struct scene *scene, const struct bar *bar)
{
    const struct look *look = layout->look;
    const struct theme *theme = layout_theme(layout);
    int h = bar_side(look);
    struct button explore = {.icon = ICON_TOUCH,
                             .label = layout_word(layout, WORD_TOUCH_TO_EXPLORE),
                             .action = {.kind = ACTION_HOME},
                             .fill = theme->accent,
                             .fill_alpha = 255,
                             .ink = look_mix(theme->deep, 0x000000, 120)};
    int left =
        look->margin + layout_button(layout, scene, look->margin, look->bar / 2, h, &explore) + look->gap;
    int buttons = 3 * h + look->gap;
    int right = look->w - look->margin - buttons;
    int x = right;
    x = quiet(layout, scene, x, ICON_PREVIOUS, WORD_PREVIOUS, false, ACTION_PREVIOUS);
    x = quiet(layout, scene, x, bar->paused ? ICON_PLAY : ICON_PAUSE, bar->paused ? WORD_PLAY : WORD_PAUSE,
              false, ACTION_PAUSE);
    quiet(layout, scene, x, ICON_NEXT, WORD_NEXT, false, ACTION_NEXT);
    right = language_button(layout, scene, right - look->gap);
    position(layout, scene, bar, left, right);
}

/* The house's name, quietly, where nothing else stands. */
static void name(const struct layout *layout, struct scene *scene, int left, int right)
{
    const struct look *look = layout->look;
    const struct theme *theme = layout_theme(layout);
    uint32_t ink = look_mix(theme->deep, theme->light, 190);
    struct text_para para =
        scene_plain(scene, layout_text(layout, &layout->content->name), FONT_REGULAR, look->small, ink);
    para.align = TEXT_END;
    para.max_lines = 2;
    para.line_px = look->small * 5 / 4;
    para.balance = true;
    if (right - left < look_px(look, 300))
        return;
    struct text_lines lines = scene_measure(scene, &para, right - left);
    if (!lines.cut && !lines.overflow)
        scene_lines(scene, (struct rect){left, (look->bar - lines.height) / 2, right - left, 0}, &para,
                    &lines);
}

static void page_bar(const struct layout *layout, struct scene *scene, const struct bar *bar)
{
    const struct look *look = layout->look;
    const struct theme *theme = layout_theme(layout);
    int x = quiet(layout, scene, look->margin, ICON_BACK, WORD_BACK, true, ACTION_BACK);
    if (!bar->home)
        x = quiet(layout, scene, x, ICON_HOME, WORD_HOME, true, ACTION_HOME);
    int right = language_button(layout, scene, look->w - look->margin);
    if (bar->more) {
        struct button more = {.icon = ICON_DOWN,
                              .label = layout_word(layout, WORD_MORE_BELOW),
                              .action = {.kind = ACTION_MORE},
                              .fill = theme->accent,
                              .fill_alpha = 255,
                              .ink = look_mix(theme->deep, 0x000000, 120)};
        int h = bar_side(look);
        int w = layout_button_width(layout, scene, h, &more);
        if (w > right - x) {
            more.label = NULL;
            w = h;
        }
        layout_button(layout, scene, right - w, look->bar / 2, h, &more);
        right -= w + look->gap;
    }
    name(layout, scene, x + look->gap, right);
}

struct scene *layout_bar(const struct layout *layout, const struct bar *bar)
{
    const struct look *look = layout->look;
    const struct theme *theme = layout_theme(layout);
    struct scene *scene = layout_scene(layout, look->w, look->bar, look_mix(theme->deep, 0x000000, 128));
    if (!scene)
        return NULL;
    scene_fill(scene, (struct rect){0, 0, look->w, look_px(look, 2) > 0 ? look_px(look, 2) : 1}, theme->light,
               30, 0);
    if (bar->slides)
        slides_bar(layout, scene, bar);
    else
        page_bar(layout, scene, bar);
    return scene;
}
