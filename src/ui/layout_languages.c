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

static void choice(const struct layout *layout, struct scene *scene, struct rect box, size_t lang)
{
    const struct look *look = layout->look;
    const struct theme *theme = layout_theme(layout);
    bool chosen = lang == layout->lang;
    uint32_t ink = chosen ? color_mix(theme->deep, 0x000000, 120) : theme->light;
    const char *name = layout->content->langs[lang].name;
    scene_fill(scene, box, chosen ? theme->accent : theme->light, chosen ? 255 : 26, look->radius);
    int pad = look->gap / 2;
    struct text_para para = scene_plain(scene, layout_isolated(scene, name), FONT_MEDIUM, look->h2, ink);
    para.align = TEXT_CENTER;
    para.max_lines = 1;
    struct text_lines lines = scene_measure(scene, &para, box.w - 2 * pad);
    struct rect room = {box.x + pad, box.y + (box.h - lines.height) / 2, box.w - 2 * pad, 0};
    scene_lines(scene, room, &para, &lines);
    struct action action = {.kind = ACTION_LANGUAGE, .index = lang};
    scene_target(scene, box, look->radius, !chosen, action, name);
}

struct scene *layout_languages(const struct layout *layout)
{
    const struct look *look = layout->look;
    const struct theme *theme = layout_theme(layout);
    size_t count = layout->content->n_langs;
    int columns = columns_of(look, count), gap = look->gap;
    int rows = (int)((count + (size_t)columns - 1) / (size_t)columns);
    int w = look->w - 2 * look->margin, wide = (w - (columns - 1) * gap) / columns;
    int h = look_px(look, CHOICE_H) > look->touch ? look_px(look, CHOICE_H) : look->touch;
    struct scene *scene = layout_scene(layout, look->w, layout->stage, theme->deep);
    if (!scene)
        return NULL;
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
