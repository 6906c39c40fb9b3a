/* Pages: picture and title, the text in a readable column, and beside or below it whom to ask and what is
 * related. */
#include "ui/layout.h"

static void head_texts(const struct layout *layout, struct scene *scene, const struct page *page, int bottom,
                       bool dark)
{
    const struct look *look = layout->look;
    const struct theme *theme = layout_theme(layout);
    int w = look->w - 2 * look->margin;
    if (!look->tall)
        w = w * 2 / 3;
    struct text_para title = scene_plain(scene, layout_text(layout, &page->title), FONT_DISPLAY, look->title,
                                         dark ? theme->light : theme->deep);
    title.line_px = look->title * 110 / 100;
    title.balance = true;
    struct text_para summary =
        scene_plain(scene, layout_text(layout, &page->summary), FONT_REGULAR, look->h3,
                    dark ? look_mix(theme->light, theme->deep, 20) : look_mix(theme->ink, theme->paper, 40));
    summary.balance = true;
    struct text_lines title_lines = scene_measure(scene, &title, w);
    struct text_lines summary_lines = scene_measure(scene, &summary, w);
    int h = title_lines.height + summary_lines.height + look->gap / 3;
    int y = bottom - h;
    int rule = y - look->gap * 2 / 3 - look->rule;
    scene_fill(scene, (struct rect){look->margin, rule, look_px(look, 84), look->rule}, theme->accent, 255,
               look->rule / 2);
    scene_lines(scene, (struct rect){look->margin, y, w, 0}, &title, &title_lines);
    y += title_lines.height + look->gap / 3;
    scene_lines(scene, (struct rect){look->margin, y, w, 0}, &summary, &summary_lines);
}

/* The picture with the title on it; a band of the deep color when there is none. Returns its height. */
static int head(const struct layout *layout, struct scene *scene, const struct page *page)
{
    const struct look *look = layout->look;
    uint32_t shade = look_mix(layout_theme(layout)->deep, 0x000000, 120);
    int h = layout->stage *
            (page->picture ? (look->compact && !look->tall ? 48
                              : look->tall                 ? 34
                                                           : 42)
                           : 30) /
            100;
    struct rect box = {0, 0, look->w, h};
    if (page->picture) {
        scene_picture(scene, box, page->picture, 0);
        if (look->tall) {
            scene_gradient(scene, (struct rect){0, 0, look->w, h * 45 / 100}, shade, 0, shade, 200, false);
            scene_gradient(scene, (struct rect){0, h * 45 / 100, look->w, h - h * 45 / 100}, shade, 200,
                           shade, 236, false);
        } else {
            int solid = look->w * 45 / 100;
            scene_gradient(scene, (struct rect){0, 0, solid, h}, shade, 236, shade, 205, true);
            scene_gradient(scene, (struct rect){solid, 0, look->w * 40 / 100, h}, shade, 205, shade, 0, true);
        }
    } else {
        layout_ground(layout, scene, box);
    }
    head_texts(layout, scene, page, h - look->gap * 3 / 2, true);
    return h;
}

static int related(const struct layout *layout, struct scene *scene, int x, int y, int w,
                   const struct page *page, int columns)
{
    const struct look *look = layout->look;
    if (page->n_related == 0)
        return 0;
    struct text_para title = scene_plain(scene, layout_word(layout, WORD_RELATED), FONT_DISPLAY, look->h3,
                                         layout_theme(layout)->deep);
    int h = scene_text(scene, (struct rect){x, y, w, 0}, &title) + look->gap / 2;
    return h + layout_tiles(layout, scene, (struct rect){x, y + h, w, 0}, page->related, page->n_related,
                            columns, TILES_BESIDE);
}

/* Text on the left, a rail with contact and related pages on the right. Returns the lower end. */
static int two_columns(const struct layout *layout, struct scene *scene, const struct page *page, int y)
{
    const struct look *look = layout->look;
    int gutter = look->gap * 3;
    int rail = look->w - 2 * look->margin - look->measure - gutter;
    int rail_x = look->w - look->margin - rail, rail_y = y;
    int body = layout_body(layout, scene, look->margin, y, look->measure, &page->body[layout->lang]);
    if (page->contact)
        rail_y += layout_contact(layout, scene, rail_x, rail_y, rail, page->contact) + look->gap * 3 / 2;
    rail_y += related(layout, scene, rail_x, rail_y, rail, page, 1);
    return y + body > rail_y ? y + body : rail_y;
}

static int one_column(const struct layout *layout, struct scene *scene, const struct page *page, int y)
{
    const struct look *look = layout->look;
    int w = look->w - 2 * look->margin;
    int text = w < look->measure ? w : look->measure;
    y += layout_body(layout, scene, look->margin, y, text, &page->body[layout->lang]);
    if (page->contact)
        y += look->gap * 2 + layout_contact(layout, scene, look->margin, y + look->gap * 2, w, page->contact);
    if (page->n_related)
        y += look->gap * 2 +
             related(layout, scene, look->margin, y + look->gap * 2, w, page, look->tall ? 1 : 2);
    return y;
}

struct scene *layout_page(const struct layout *layout, size_t index)
{
    const struct page *page = &layout->content->pages[index];
    const struct look *look = layout->look;
    struct scene *scene = layout_scene(layout, look->w, layout->stage, layout_theme(layout)->paper);
    if (!scene)
        return NULL;
    int y = head(layout, scene, page) + look->gap * 2;
    bool wide = !look->tall && look->w - 2 * look->margin - look->measure > look_px(look, 440);
    bool rail = page->contact || page->n_related;
    y = wide && rail ? two_columns(layout, scene, page, y) : one_column(layout, scene, page, y);
    y += look->gap * 2;
    if (y > scene->h)
        scene->h = y;
    return scene;
}
