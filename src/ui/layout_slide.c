/* Slides: a full-bleed picture, one idea, big type. */
#include "ui/layout.h"

#include <string.h>

/* Type is tried at these percentages until everything fits. */
static const int sizes[] = {100, 90, 80, 70, 62, 54, 46};

/* A column of paragraphs that is measured first and placed when it fits. */
#define PIECES_MAX 32

enum piece_kind { PIECE_RULE, PIECE_TEXT, PIECE_ROW };

struct piece {
    enum piece_kind kind;
    int before; /* px of space above, except for the first */
    struct text_para lead, para;
    struct text_lines lead_lines, lines;
    int lead_w; /* width of the lead's box */
    int indent; /* of the text */
    int drop;   /* of the text, below the top of the row */
    bool mark;  /* a row without a lead */
    int h;
    bool left_out; /* there is no room for it */
};

struct column {
    const struct layout *layout;
    struct scene *scene;
    int w;
    int percent;
    struct piece pieces[PIECES_MAX];
    size_t count;
    int h;
    bool fits; /* nothing had to be broken */
};

static int sized(const struct column *column, int px)
{
    return px * column->percent / 100;
}

/* Small type shrinks less than large type: it must still be read from where one stands. */
#define SMALL_PERCENT_MIN 84

static int sized_small(const struct column *column, int px)
{
    return px * (column->percent > SMALL_PERCENT_MIN ? column->percent : SMALL_PERCENT_MIN) / 100;
}

static struct piece *add(struct column *column, enum piece_kind kind, int before)
{
    struct piece *piece = &column->pieces[column->count < PIECES_MAX ? column->count++ : PIECES_MAX - 1];
    memset(piece, 0, sizeof *piece);
    piece->kind = kind;
    piece->before = column->count > 1 ? before : 0;
    return piece;
}

static void close_piece(struct column *column, const struct piece *piece)
{
    column->h += piece->before + piece->h;
    column->fits = column->fits && !piece->lines.overflow && !piece->lead_lines.overflow;
}

static void add_rule(struct column *column)
{
    struct piece *piece = add(column, PIECE_RULE, 0);
    piece->h = column->layout->look->rule;
    close_piece(column, piece);
}

static void add_text(struct column *column, const char *text, enum font_style style, int px, int line_percent,
                     uint32_t color, int before)
{
    if (!text[0])
        return;
    struct piece *piece = add(column, PIECE_TEXT, before);
    /* Reading sizes are those of h2 and below. */
    int least = column->layout->look->h2;
    px = px <= least ? sized_small(column, px) : sized(column, px) > least ? sized(column, px) : least;
    piece->para = scene_plain(column->scene, text, style, px, color);
    piece->para.line_px = piece->para.px * line_percent / 100;
    piece->para.balance = true;
    piece->lines = scene_measure(column->scene, &piece->para, column->w);
    piece->h = piece->lines.height;
    close_piece(column, piece);
}

/* How the rows of a list stand: lead and text beside each other with all texts in line, or, where a lead
 * takes too much of the width, one above the other; rows without any lead get a mark instead. */
enum rows { ROWS_BESIDE, ROWS_STACKED, ROWS_MARKED };

/* A lead that takes more of the column than this is a line of its own. */
#define LEAD_SHARE_MAX 40

/* A lead is a figure, a name or a telephone number: it keeps its direction. */
static struct text_para lead_para(struct column *column, const struct list_item *item, int px)
{
    const char *text = layout_isolated(column->scene, layout_text(column->layout, &item->lead));
    struct text_para para =
        scene_plain(column->scene, text, FONT_DISPLAY, px, layout_theme(column->layout)->accent);
    para.line_px = px * 115 / 100;
    return para;
}

/* A lead is never smaller than the text that it leads. */
static int lead_px(const struct column *column, enum rows rows)
{
    const struct look *look = column->layout->look;
    int least = sized_small(column, rows == ROWS_STACKED ? look->h3 : look->h2) * 115 / 100;
    int px = sized(column, rows == ROWS_STACKED ? look->lead * 7 / 8 : look->lead);
    return px > least ? px : least;
}

static void add_row(struct column *column, const struct list_item *item, enum rows rows, int lead_w,
                    int before)
{
    const struct layout *layout = column->layout;
    const struct look *look = layout->look;
    struct piece *piece = add(column, PIECE_ROW, before);
    piece->lead_w = rows == ROWS_STACKED ? column->w : lead_w;
    piece->lead = lead_para(column, item, lead_px(column, rows));
    piece->lead_lines = scene_measure(column->scene, &piece->lead, piece->lead_w);
    piece->para = scene_plain(column->scene, layout_text(layout, &item->text), FONT_REGULAR,
                              sized_small(column, rows == ROWS_STACKED ? look->h3 : look->h2),
                              layout_theme(layout)->light);
    piece->para.line_px = piece->para.px * 128 / 100;
    piece->para.balance = true;
    piece->indent = rows == ROWS_STACKED ? 0 : lead_w + look->gap;
    piece->lines = scene_measure(column->scene, &piece->para, column->w - piece->indent);
    if (rows == ROWS_STACKED) {
        piece->drop = piece->lead_lines.height;
    } else if (piece->lead_lines.count && piece->lines.count) {
        /* The first baselines of lead and text stand on one line. */
        int drop = piece->lead_lines.lines[0].baseline - piece->lines.lines[0].baseline;
        piece->drop = drop > 0 ? drop : 0;
    }
    piece->mark = rows == ROWS_MARKED;
    int text_h = piece->lines.height + piece->drop;
    piece->h = text_h > piece->lead_lines.height ? text_h : piece->lead_lines.height;
    close_piece(column, piece);
}

static int widest_lead(struct column *column, const struct slide *slide)
{
    int widest = 0;
    for (size_t i = 0; i < slide->n_items; i++) {
        struct text_para para = lead_para(column, &slide->items[i], lead_px(column, ROWS_BESIDE));
        int w = scene_measure(column->scene, &para, column->w).width;
        widest = w > widest ? w : widest;
    }
    return widest;
}

static void add_items(struct column *column, const struct slide *slide)
{
    const struct look *look = column->layout->look;
    int lead_w = widest_lead(column, slide);
    enum rows rows = ROWS_BESIDE;
    if (lead_w == 0)
        rows = ROWS_MARKED;
    else if (lead_w > column->w * LEAD_SHARE_MAX / 100)
        rows = ROWS_STACKED;
    /* One px of slack: a box of exactly the measured width must not break the line. */
    lead_w = rows == ROWS_MARKED ? look_px(look, 26) : lead_w + 1;
    for (size_t i = 0; i < slide->n_items; i++)
        add_row(column, &slide->items[i], rows, lead_w,
                sized_small(column, i == 0 ? look->gap * 3 / 2 : look->gap * 3 / 4));
}

static void fill_column(struct column *column, const struct slide *slide)
{
    const struct layout *layout = column->layout;
    const struct look *look = layout->look;
    const struct theme *theme = layout_theme(layout);
    int gap = look->gap;
    bool caption = slide->layout == SLIDE_PHOTO;
    bool figure = slide->layout == SLIDE_FIGURE;
    add_rule(column);
    add_text(column, layout_text(layout, &slide->eyebrow), FONT_BOLD, look->eyebrow, 130, theme->accent, gap);
    if (figure) {
        add_text(column, layout_text(layout, &slide->figure), FONT_DISPLAY_LIGHT, look->figure, 108,
                 theme->light, gap / 2);
        add_text(column, layout_text(layout, &slide->unit), FONT_BOLD, look->h2, 125, theme->accent, gap / 3);
    }
    int title = caption                       ? look->title
                : figure                      ? look->h1 * 6 / 5
                : slide->layout == SLIDE_LIST ? look->title * 11 / 10
                                              : look->display;
    add_text(column, layout_text(layout, &slide->title), FONT_DISPLAY, title, 112, theme->light,
             figure ? gap * 3 / 2 : gap * 2 / 3);
    add_text(column, layout_text(layout, &slide->text), FONT_REGULAR, caption ? look->body : look->h2, 140,
             color_mix(theme->light, theme->deep, 16), gap);
    add_items(column, slide);
}

/* Large light figures have a side bearing that would look like an indent. */
static int overhang(const struct piece *piece)
{
    bool figure = piece->para.count > 0 && piece->para.spans[0].style == FONT_DISPLAY_LIGHT;
    return figure ? piece->para.px * 4 / 100 : 0;
}

/* Ends a column that no size of type makes fit into h px: the first text that crosses the end gets an
 * ellipsis, what comes behind it is left out. */
static void cut_column(struct column *column, int h)
{
    int y = 0;
    bool full = false;
    for (size_t i = 0; i < column->count; i++) {
        struct piece *piece = &column->pieces[i];
        int room = h - y - piece->before;
        if (!full && piece->h > room && piece->kind != PIECE_RULE) {
            int lines = (room - piece->drop) / piece->para.line_px;
            full = true;
            piece->left_out = lines < 1 || piece->lead_lines.height > room;
            piece->para.max_lines = lines;
            if (!piece->left_out) {
                piece->lines = scene_measure(column->scene, &piece->para, column->w - piece->indent);
                piece->h = piece->drop + piece->lines.height;
            }
        } else {
            piece->left_out = full;
        }
        y += piece->before + piece->h;
    }
}

static void leave_out(struct column *column, const struct piece *piece, int x, int y)
{
    struct rect none = {x, y, column->w, 0};
    if (piece->lead_lines.count)
        scene_left_out(column->scene, none, &piece->lead);
    if (piece->lines.count)
        scene_left_out(column->scene, none, &piece->para);
}

static int place_piece(struct column *column, const struct piece *piece, int x, int y)
{
    const struct look *look = column->layout->look;
    const struct theme *theme = layout_theme(column->layout);
    if (piece->left_out) {
        leave_out(column, piece, x, y);
        return y;
    }
    y += piece->before;
    switch (piece->kind) {
    case PIECE_RULE:
        scene_fill(column->scene, (struct rect){x, y, look_px(look, 84), look->rule}, theme->accent, 255,
                   look->rule / 2);
        break;
    case PIECE_TEXT:
        scene_lines(column->scene, (struct rect){x - overhang(piece), y, column->w, 0}, &piece->para,
                    &piece->lines);
        break;
    case PIECE_ROW:
        if (piece->mark && piece->lines.count)
            scene_fill(column->scene,
                       (struct rect){x, y + piece->lines.lines[0].baseline - piece->para.px * 40 / 100,
                                     look_px(look, 26), look_px(look, 6)},
                       theme->accent, 255, look_px(look, 3));
        scene_lines(column->scene, (struct rect){x, y, piece->lead_w, 0}, &piece->lead, &piece->lead_lines);
        scene_lines(column->scene,
                    (struct rect){x + piece->indent, y + piece->drop, column->w - piece->indent, 0},
                    &piece->para, &piece->lines);
        break;
    }
    return y + piece->h;
}

/* The right edge of the widest line. */
static int text_edge(const struct column *column)
{
    int edge = 0;
    for (size_t i = 0; i < column->count; i++) {
        const struct piece *piece = &column->pieces[i];
        int text = piece->lines.count ? piece->indent + piece->lines.width : 0;
        edge = text > edge ? text : edge;
        edge = piece->lead_lines.width > edge ? piece->lead_lines.width : edge;
    }
    return column->layout->look->margin + edge;
}

/* A fade without a visible edge: steep in its middle, flat at its ends (alphas as shares of the first, in
 * 1/255). */
static void soft_fade(struct scene *scene, struct rect box, uint32_t color, int alpha, bool across)
{
    static const int stops[][2] = {{0, 255}, {25, 220}, {50, 130}, {75, 38}, {100, 0}};
    int length = across ? box.w : box.h;
    for (size_t i = 0; i + 1 < sizeof stops / sizeof stops[0]; i++) {
        int from = length * stops[i][0] / 100, to = length * stops[i + 1][0] / 100;
        struct rect part = across ? (struct rect){box.x + from, box.y, to - from, box.h}
                                  : (struct rect){box.x, box.y + box.h - to, box.w, to - from};
        uint8_t first = (uint8_t)(alpha * stops[i][1] / 255), last = (uint8_t)(alpha * stops[i + 1][1] / 255);
        if (across)
            scene_gradient(scene, part, color, first, color, last, true);
        else
            scene_gradient(scene, part, color, last, color, first, false);
    }
}

/* Where the picture of a tall screen ends: under the first lines of the text, so that what it shows stands
 * above them. */
static int picture_foot(const struct column *column, int text_top)
{
    int h = column->scene->h;
    int foot = text_top + h * 14 / 100, least = h * 55 / 100;
    foot = foot > least ? foot : least;
    return foot < h ? foot : h;
}

/* The shade that keeps light text readable on any picture (a white one too: 4.5:1 needs an alpha of about 170
 * behind white text), gone where there is no text. Tall screens have their text at the foot, wide ones at the
 * start of the line. */
static void scrim(const struct column *column, int text_top)
{
    const struct layout *layout = column->layout;
    struct scene *scene = column->scene;
    uint32_t shade = color_mix(layout_theme(layout)->deep, 0x000000, 130);
    int w = scene->w, h = scene->h;
    if (layout->look->tall) {
        int solid = text_top - look_px(layout->look, 30);
        int top = solid - h * 28 / 100 > 0 ? solid - h * 28 / 100 : 0;
        int foot = picture_foot(column, text_top);
        soft_fade(scene, (struct rect){0, top, w, solid - top}, shade, 208, false);
        scene_gradient(scene, (struct rect){0, solid, w, foot - solid}, shade, 208, shade, 255, false);
        scene_fill(scene, (struct rect){0, foot, w, h - foot}, shade, 255, 0);
        return;
    }
    int solid = text_edge(column) + layout->look->gap / 2;
    int end = solid + w * 28 / 100;
    scene_gradient(scene, (struct rect){0, 0, solid, h}, shade, 230, shade, 178, true);
    soft_fade(scene, (struct rect){solid, 0, end - solid, h}, shade, 178, true);
}

static int column_width(const struct layout *layout, const struct slide *slide)
{
    const struct look *look = layout->look;
    int full = look->w - 2 * look->margin;
    if (look->tall)
        return full;
    if (slide->layout == SLIDE_PHOTO)
        return full * 46 / 100;
    int percent = slide->layout == SLIDE_LIST ? 62 : 58;
    return full * (look->compact ? 66 : percent) / 100;
}

/* Fills the column with the largest type that fits into h px. */
static void fit_column(struct column *column, const struct slide *slide, int h)
{
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        column->percent = sizes[i];
        column->count = 0;
        column->h = 0;
        column->fits = true;
        fill_column(column, slide);
        if (column->fits && column->h <= h)
            return;
    }
}

static struct action slide_action(const struct slide *slide)
{
    switch (slide->opens.kind) {
    case LINK_PAGE:
        return (struct action){.kind = ACTION_PAGE, .index = slide->opens.index};
    case LINK_SLIDE:
        return (struct action){.kind = ACTION_SLIDE, .index = slide->opens.index};
    case LINK_OUTSIDE:
        return (struct action){.kind = ACTION_LINK, .uri = slide->opens.uri};
    case LINK_NONE:
        break;
    }
    return (struct action){.kind = ACTION_HOME};
}

/* Least space above and below a column. */
static int column_margin(const struct look *look, const struct slide *slide)
{
    bool low = look->compact && !look->tall && slide->layout != SLIDE_PHOTO;
    return look_px(look, low ? 20 : 36);
}

static int column_top(const struct layout *layout, const struct slide *slide, int stage, int column_h)
{
    const struct look *look = layout->look;
    int least = column_margin(look, slide);
    int bottom = stage - look_px(look, look->compact ? 56 : 88) - column_h;
    if (slide->layout == SLIDE_PHOTO || look->tall)
        return bottom > least ? bottom : least;
    /* Slightly above the middle looks centered. What is too long for any screen loses its end, not its title.
     */
    int top = (stage - column_h) * 47 / 100;
    return top > least ? top : least;
}

struct scene *layout_slide(const struct layout *layout, size_t index)
{
    const struct slide *slide = &layout->content->slides[index];
    const struct look *look = layout->look;
    struct scene *scene = layout_scene(layout, look->w, layout->stage, layout_theme(layout)->deep);
    if (!scene)
        return NULL;
    struct column column = {.layout = layout, .scene = scene, .w = column_width(layout, slide)};
    int room = layout->stage - 2 * look_px(look, look->compact ? 40 : 72);
    fit_column(&column, slide, room);
    int top = column_top(layout, slide, layout->stage, column.h);
    int most = layout->stage - top - column_margin(look, slide);
    if (column.h > most)
        cut_column(&column, most);

    struct rect all = {0, 0, scene->w, scene->h};
    if (slide->picture) {
        int foot = look->tall ? picture_foot(&column, top) : scene->h;
        scene_picture(scene, (struct rect){0, 0, scene->w, foot}, slide->picture, 0);
        scrim(&column, top);
    } else {
        layout_ground(layout, scene, all);
    }
    /* Pressed, a picture gets darker: a light veil would gray it out and take contrast from its text. */
    scene_target(scene, all, 0, false, slide_action(slide), layout_text(layout, &slide->title));
    int y = top;
    for (size_t i = 0; i < column.count; i++)
        y = place_piece(&column, &column.pieces[i], look->margin, y);
    return scene;
}
