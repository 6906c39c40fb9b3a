/* The menu: what there is to read, as tiles. */
#include "ui/layout.h"

/* The number of columns that leaves the fewest cells over, of those that a screen of this shape can carry. */
static int columns_for(const struct look *look, size_t n)
{
    int most = look->compact ? (look->tall ? 1 : 2) : look->tall ? 2 : 4;
    int least = most > 2 ? 3 : most;
    int best = most;
    size_t best_spare = SIZE_MAX;
    for (int columns = most; columns >= least; columns--) {
        size_t c = (size_t)columns;
        size_t spare = (c - n % c) % c;
        if (spare < best_spare) {
            best_spare = spare;
            best = columns;
        }
    }
    return best;
}

static int heading(const struct layout *layout, struct scene *scene)
{
    const struct look *look = layout->look;
    const struct theme *theme = layout_theme(layout);
    const struct menu *menu = &layout->content->menu;
    int w = look->w - 2 * look->margin, y = look_px(look, look->compact ? 32 : 56);
    scene_fill(scene, (struct rect){look->margin, y, look_px(look, 84), look->rule}, theme->accent, 255,
               look->rule / 2);
    y += look->rule + look->gap * 2 / 3;
    struct text_para title = scene_plain(scene, layout_text(layout, &menu->title), FONT_DISPLAY,
                                         look->title * (look->compact ? 8 : 9) / 10, theme->light);
    title.line_px = title.px * 112 / 100;
    title.balance = true;
    y += scene_text(scene, (struct rect){look->margin, y, w, 0}, &title);
    struct text_para intro = scene_plain(scene, layout_text(layout, &menu->intro), FONT_REGULAR, look->body,
                                         color_mix(theme->light, theme->deep, 44));
    intro.balance = true;
    y += look->gap / 4;
    y += scene_text(scene, (struct rect){look->margin, y, w, 0}, &intro);
    return y + look->gap;
}

struct scene *layout_menu(const struct layout *layout)
{
    const struct look *look = layout->look;
    const struct menu *menu = &layout->content->menu;
    struct scene *scene =
        layout_scene(layout, look->w, layout->stage, color_mix(layout_theme(layout)->deep, 0x000000, 70));
    if (!scene)
        return NULL;
    int y = heading(layout, scene);
    int foot = look->gap * 3 / 2;
    struct rect box = {look->margin, y, look->w - 2 * look->margin, layout->stage - y - foot};
    enum tile_style style = look->compact ? TILES_BESIDE : TILES_ABOVE;
    int h =
        layout_tiles(layout, scene, box, menu->pages, menu->n_pages, columns_for(look, menu->n_pages), style);
    if (y + h + foot > scene->h)
        scene->h = y + h + foot;
    return scene;
}
