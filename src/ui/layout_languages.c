/* The sheet on which a visitor chooses a language: each in its own name, so that nobody has to read another
 * one to find his own. */
#include "ui/layout.h"

/* px of the 1080 design */
#define CHOICE_H 132

static int columns_of(const struct look *look, size_t count)
{
    if (look->tall)
        return count <= 6 ? 1 : 2;
    return count <= 4 ? 2 : count <= 9 ? 3 : 4;
}

static int column_width(const struct look *look, int columns)
{
    return (look->w - 2 * look->margin - (columns - 1) * look->gap) / columns;
}

static struct text_para name_para(const struct layout *layout, struct scene *scene, size_t lang, uint32_t ink)
{
    const char *name = layout_isolated(scene, layout->content->langs[lang].name);
    struct text_para para = scene_plain(scene, name, FONT_MEDIUM, layout->look->h2, ink);
    para.align = TEXT_CENTER;
    para.max_lines = 1;
    return para;
}

static int name_room(const struct look *look, int w)
{
    return w - look->gap / 2 * 2;
}

/* A name that is cut is no name: then there are fewer columns. */
static int columns_that_fit(const struct layout *layout, struct scene *scene)
{
    const struct look *look = layout->look;
    size_t count = layout->content->n_langs;
    int columns = columns_of(look, count);
    for (size_t lang = 0; lang < count && columns > 1; lang++) {
        struct text_para para = name_para(layout, scene, lang, 0);
        while (columns > 1 && scene_measure(scene, &para, name_room(look, column_width(look, columns))).cut)
            columns--;
    }
    return columns;
}

static void choice(const struct layout *layout, struct scene *scene, struct rect box, size_t lang)
{
    const struct look *look = layout->look;
    const struct theme *theme = layout_theme(layout);
    bool chosen = lang == layout->lang;
    uint32_t ink = chosen ? color_mix(theme->deep, 0x000000, 120) : theme->light;
    scene_fill(scene, box, chosen ? theme->accent : theme->light, chosen ? 255 : 26, look->radius);
    int room = name_room(look, box.w);
    struct text_para para = name_para(layout, scene, lang, ink);
    struct text_lines lines = scene_measure(scene, &para, room);
    scene_lines(scene, (struct rect){box.x + (box.w - room) / 2, box.y + (box.h - lines.height) / 2, room, 0},
                &para, &lines);
    struct action action = {.kind = ACTION_LANGUAGE, .index = lang};
    scene_target(scene, box, look->radius, !chosen, action, layout->content->langs[lang].name);
}

struct scene *layout_languages(const struct layout *layout)
{
    const struct look *look = layout->look;
    const struct theme *theme = layout_theme(layout);
    size_t count = layout->content->n_langs;
    int w = look->w - 2 * look->margin, gap = look->gap;
    int h = look_px(look, CHOICE_H) > look->touch ? look_px(look, CHOICE_H) : look->touch;
    struct scene *scene = layout_scene(layout, look->w, layout->stage, theme->deep);
    if (!scene)
        return NULL;
    int columns = columns_that_fit(layout, scene), wide = column_width(look, columns);
    int rows = ((int)count + columns - 1) / columns;
    struct text_para title = scene_plain(scene, layout_word(layout, WORD_CHOOSE_LANGUAGE), FONT_DISPLAY,
                                         look->title, theme->light);
    struct text_lines lines = scene_measure(scene, &title, w);
    int all = lines.height + 2 * gap + rows * h + (rows - 1) * gap;
    int y = (layout->stage - all) / 2;
    if (y < 2 * gap) {
        y = 2 * gap;
        scene->h = all + 4 * gap > layout->stage ? all + 4 * gap : layout->stage;
    }
    layout_ground(layout, scene, (struct rect){0, 0, look->w, scene->h});
    scene_lines(scene, (struct rect){look->margin, y, w, 0}, &title, &lines);
    y += lines.height + 2 * gap;
    for (size_t i = 0; i < count; i++) {
        int column = (int)i % columns, row = (int)i / columns;
        struct rect box = {look->margin + column * (wide + gap), y + row * (h + gap), wide, h};
        choice(layout, scene, box, i);
    }
    return scene;
}
