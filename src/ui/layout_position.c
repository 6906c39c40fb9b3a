/* Where a slide stands among the others. A scene of its own over the bar, so that the bar is the same one
 * under all slides: a row of dots, a count where they do not fit, and where not even that does, a line along
 * the bar's edge. */
#include "ui/layout.h"

#define DOTS_MAX 16

uint32_t layout_bar_color(const struct layout *layout)
{
    return color_mix(layout_theme(layout)->deep, 0x000000, 128);
}

static int edge_height(const struct look *look)
{
    return look_px(look, 2) > 0 ? look_px(look, 2) : 1;
}

void layout_bar_edge(const struct layout *layout, struct scene *scene)
{
    scene_fill(scene, (struct rect){0, 0, scene->w, edge_height(layout->look)}, layout_theme(layout)->light,
               30, 0);
}

static int dot_size(const struct look *look)
{
    return look_px(look, 12);
}

/* How much wider the dot of the shown slide is. */
static int dot_lead(const struct look *look)
{
    return look_px(look, 32);
}

static int dot_step(const struct look *look)
{
    return look_px(look, 28);
}

static struct rect dots_slot(const struct look *look, int left, int right, int row)
{
    /* In the middle of the screen, when nothing stands there. */
    int x = (look->w - row) / 2, y = look->bar / 2 - dot_size(look) / 2;
    if (x < left || x + row > right)
        x = left + (right - left - row) / 2;
    return (struct rect){x, y, row, dot_size(look)};
}

static struct text_para count_para(const struct layout *layout, struct scene *scene, size_t at, size_t count)
{
    char *text = arena_printf(scene->arena, "%zu / %zu", at, count);
    struct text_para para =
        scene_plain(scene, text ? text : "", FONT_MEDIUM, layout->look->small, layout_theme(layout)->light);
    para.align = TEXT_CENTER;
    return para;
}

struct rect layout_position_slot(const struct layout *layout, struct scene *scene, size_t count, int left,
                                 int right)
{
    const struct look *look = layout->look;
    if (count < 2)
        return (struct rect){0, 0, 0, 0};
    int row = (int)(count - 1) * dot_step(look) + dot_size(look) + dot_lead(look);
    if (count <= DOTS_MAX && row <= right - left)
        return dots_slot(look, left, right, row);
    /* Whether there is room is asked of the widest count, so that the sign is of one kind on every slide. */
    struct text_para para = count_para(layout, scene, count, count);
    struct text_lines lines = scene_measure(scene, &para, right - left);
    int edge = edge_height(look);
    if (lines.count == 1 && !lines.overflow)
        return (struct rect){left, edge, right - left, look->bar - edge};
    return (struct rect){0, 0, look->w, look_px(look, 6)};
}

static void dots(const struct layout *layout, struct scene *scene, size_t position, size_t count)
{
    const struct theme *theme = layout_theme(layout);
    const struct look *look = layout->look;
    int dot = dot_size(look), x = 0;
    for (size_t i = 0; i < count; i++) {
        bool here = i == position;
        int w = here ? dot + dot_lead(look) : dot;
        scene_fill(scene, (struct rect){x, 0, w, dot}, here ? theme->accent : theme->light, here ? 255 : 110,
                   dot / 2);
        x += w + dot_step(look) - dot;
    }
}

static void line(const struct layout *layout, struct scene *scene, size_t position, size_t count)
{
    int w = scene->w, from = (int)((size_t)w * position / count),
        to = (int)((size_t)w * (position + 1) / count);
    scene_fill(scene, (struct rect){from, 0, to - from, scene->h}, layout_theme(layout)->accent, 255, 0);
}

static void number(const struct layout *layout, struct scene *scene, size_t position, size_t count)
{
    const struct look *look = layout->look;
    struct text_para para = count_para(layout, scene, position + 1, count);
    struct text_lines lines = scene_measure(scene, &para, scene->w);
    int y = (look->bar - lines.height) / 2 - edge_height(look);
    scene_lines(scene, (struct rect){0, y, scene->w, 0}, &para, &lines);
}

struct scene *layout_position(const struct layout *layout, struct rect slot, size_t position, size_t count)
{
    struct scene *scene = layout_scene(layout, slot.w, slot.h, layout_bar_color(layout));
    if (!scene)
        return NULL;
    bool known = position != CONTENT_NONE; /* else it is shown out of turn, through a link */
    if (slot.y == 0)
        layout_bar_edge(layout, scene);
    if (slot.y == 0 && known)
        line(layout, scene, position, count);
    else if (slot.h == dot_size(layout->look))
        dots(layout, scene, position, count);
    else if (slot.y > 0 && known)
        number(layout, scene, position, count);
    return scene;
}
