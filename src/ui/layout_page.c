/* Pages: picture and title, the text in a readable column, and beside or below it whom to ask and what is
 * related. */
#include "ui/layout.h"

struct head {
    struct text_para title, summary;
    struct text_lines title_lines, summary_lines;
    int w, h;
};

static struct head measure_head(const struct layout *layout, struct scene *scene, const struct page *page)
{
    const struct look *look = layout->look;
    const struct theme *theme = layout_theme(layout);
    struct head head = {.w = look->w - 2 * look->margin};
    if (!look->tall)
        head.w = head.w * 2 / 3;
    head.title =
        scene_plain(scene, layout_text(layout, &page->title), FONT_DISPLAY, look->title, theme->light);
    head.title.line_px = look->title * 110 / 100;
    head.title.balance = true;
    head.summary = scene_plain(scene, layout_text(layout, &page->summary), FONT_REGULAR, look->h3,
                               color_mix(theme->light, theme->deep, 20));
    head.summary.balance = true;
    head.title_lines = scene_measure(scene, &head.title, head.w);
    head.summary_lines = scene_measure(scene, &head.summary, head.w);
    head.h =
        look->rule + look->gap * 2 / 3 + head.title_lines.height + look->gap / 3 + head.summary_lines.height;
    return head;
}

static void place_head(const struct layout *layout, struct scene *scene, const struct head *head, int y)
{
    const struct look *look = layout->look;
    scene_fill(scene, (struct rect){look->margin, y, look_px(look, 84), look->rule},
               layout_theme(layout)->accent, 255, look->rule / 2);
    y += look->rule + look->gap * 2 / 3;
    scene_lines(scene, (struct rect){look->margin, y, head->w, 0}, &head->title, &head->title_lines);
    y += head->title_lines.height + look->gap / 3;
    scene_lines(scene, (struct rect){look->margin, y, head->w, 0}, &head->summary, &head->summary_lines);
}

/* Dark as far as the text goes, and gone beside it. */
static void head_scrim(const struct layout *layout, struct scene *scene, int h, const struct head *texts,
                       int text_top)
{
    const struct look *look = layout->look;
    uint32_t shade = color_mix(layout_theme(layout)->deep, 0x000000, 120);
    if (look->tall) {
        int solid = text_top - look->gap / 2;
        scene_gradient(scene, (struct rect){0, 0, look->w, solid}, shade, 0, shade, 196, false);
        scene_gradient(scene, (struct rect){0, solid, look->w, h - solid}, shade, 196, shade, 230, false);
        return;
    }
    int text_w = texts->title_lines.width > texts->summary_lines.width ? texts->title_lines.width
                                                                       : texts->summary_lines.width;
    int solid = look->w * 40 / 100, text_end = look->margin + text_w + look->gap / 2;
    solid = text_end > solid ? text_end : solid;
    scene_gradient(scene, (struct rect){0, 0, solid, h}, shade, 236, shade, 205, true);
    scene_gradient(scene, (struct rect){solid, 0, look->w * 40 / 100, h}, shade, 205, shade, 0, true);
}

/* The picture with the title on it; a band of the deep color when there is none. Returns its height. */
static int head(const struct layout *layout, struct scene *scene, const struct page *page)
{
    const struct look *look = layout->look;
    struct head texts = measure_head(layout, scene, page);
    int pad = look->gap * 3 / 2;
    int percent = !page->picture ? 28 : look->compact && !look->tall ? 42 : look->tall ? 34 : 38;
    int h = layout->stage * percent / 100;
    h = h > texts.h + 2 * pad ? h : texts.h + 2 * pad;
    struct rect box = {0, 0, look->w, h};
    if (page->picture) {
        scene_picture(scene, box, page->picture, 0);
        head_scrim(layout, scene, h, &texts, h - pad - texts.h);
    } else {
        layout_ground(layout, scene, box);
    }
    place_head(layout, scene, &texts, h - pad - texts.h);
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

/* The height that a contact card will have. */
static int contact_height(const struct layout *layout, int w, const struct contact *contact)
{
    struct scene *scratch = layout_scene(layout, layout->look->w, 1, 0);
    int h = scratch ? layout_contact(layout, scratch, 0, 0, w, contact) : 0;
    scene_destroy(scratch);
    return h;
}

/* A contact card is drawn up over the picture as far as it takes to be seen whole without scrolling: whoever
 * opens the page came for it. */
static int contact_top(const struct layout *layout, int w, const struct contact *contact, int y)
{
    int gap = layout->look->gap;
    int top = layout->stage - gap * 3 / 2 - contact_height(layout, w, contact);
    return top < gap * 3 / 2 ? gap * 3 / 2 : top < y ? top : y;
}

/* Text on the left, a rail with contact and related pages on the right. Returns the lower end. */
static int two_columns(const struct layout *layout, struct scene *scene, const struct page *page, int y)
{
    const struct look *look = layout->look;
    int gutter = look->gap * 3;
    int rail = look->w - 2 * look->margin - look->measure - gutter;
    int rail_x = look->w - look->margin - rail, rail_y = y;
    int body = layout_body(layout, scene, look->margin, y, look->measure, &page->body[layout->lang]);
    if (page->contact) {
        rail_y = contact_top(layout, rail, page->contact, y);
        rail_y += layout_contact(layout, scene, rail_x, rail_y, rail, page->contact) + look->gap * 3 / 2;
    }
    rail_y += related(layout, scene, rail_x, rail_y, rail, page, 1);
    return y + body > rail_y ? y + body : rail_y;
}

/* Whom to ask stands before the text: whoever opens such a page came for it. Returns the lower end. */
static int one_column(const struct layout *layout, struct scene *scene, const struct page *page, int y)
{
    const struct look *look = layout->look;
    int w = look->w - 2 * look->margin;
    int text = w < look->measure ? w : look->measure;
    if (page->contact)
        y += layout_contact(layout, scene, look->margin, y, w, page->contact) + look->gap * 3 / 2;
    y += layout_body(layout, scene, look->margin, y, text, &page->body[layout->lang]);
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
