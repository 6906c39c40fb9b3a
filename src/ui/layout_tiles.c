/* Tiles of pages, for the menu and for what is related to a page. */
#include "ui/layout.h"

struct tile {
    const struct page *page;
    size_t index;
    struct rect box;
    bool beside; /* the picture stands beside the text instead of above it */
};

static int tile_pad(const struct layout *layout)
{
    return layout->look->gap * 4 / 5;
}

struct tile_text {
    struct text_para title, summary;
    struct text_lines title_lines, summary_lines;
    int h;
};

static struct tile_text measure_text(const struct layout *layout, struct scene *scene,
                                     const struct page *page, int w)
{
    const struct look *look = layout->look;
    const struct theme *theme = layout_theme(layout);
    struct tile_text text;
    text.title = scene_plain(scene, layout_text(layout, &page->title), FONT_DISPLAY,
                             look->compact ? look->h3 : look->h2 * 19 / 20, theme->light);
    text.title.line_px = text.title.px * 116 / 100;
    text.title.max_lines = 2;
    text.title.balance = true;
    text.title_lines = scene_measure(scene, &text.title, w);
    text.summary = scene_plain(scene, layout_text(layout, &page->summary), FONT_REGULAR, look->small,
                               color_mix(theme->light, theme->deep, 44));
    text.summary.line_px = text.summary.px * 128 / 100;
    text.summary.max_lines = 2;
    text.summary.balance = true;
    text.summary_lines = scene_measure(scene, &text.summary, w);
    text.h = text.title_lines.height + text.summary_lines.height;
    if (text.summary_lines.count)
        text.h += look->gap / 4;
    return text;
}

/* A picture beside the text takes a square, but never more than a third of the tile. */
static int beside_picture(const struct tile *tile)
{
    if (!tile->beside || !tile->page->picture)
        return 0;
    return tile->box.h < tile->box.w * 3 / 10 ? tile->box.h : tile->box.w * 3 / 10;
}

static int text_width(const struct layout *layout, const struct tile *tile)
{
    return tile->box.w - beside_picture(tile) - 2 * tile_pad(layout);
}

static void place_text(struct scene *scene, const struct layout *layout, struct tile_text *text,
                       struct rect room)
{
    int y = room.y;
    scene_lines(scene, (struct rect){room.x, y, room.w, 0}, &text->title, &text->title_lines);
    y += text->title_lines.height + layout->look->gap / 4;
    scene_lines(scene, (struct rect){room.x, y, room.w, 0}, &text->summary, &text->summary_lines);
}

/* Rounded where the tile is, straight where the text begins. */
static void add_side_picture(struct scene *scene, const struct tile *tile, int side, uint32_t card,
                             int radius)
{
    struct rect box = tile->box;
    scene_picture(scene, (struct rect){box.x, box.y, side + radius, box.h}, tile->page->picture, radius);
    scene_fill(scene, (struct rect){box.x + side, box.y, radius, box.h}, card, 255, 0);
}

static void add_tile(const struct layout *layout, struct scene *scene, const struct tile *tile, int body_h)
{
    const struct theme *theme = layout_theme(layout);
    uint32_t card = color_mix(theme->deep, theme->light, 24);
    int radius = layout->look->radius, pad = tile_pad(layout);
    struct rect box = tile->box;
    struct tile_text text = measure_text(layout, scene, tile->page, text_width(layout, tile));
    if (tile->beside) {
        int side = beside_picture(tile);
        scene_fill(scene, box, card, 255, radius);
        if (side)
            add_side_picture(scene, tile, side, card, radius);
        place_text(
            scene, layout, &text,
            (struct rect){box.x + side + pad, box.y + (box.h - text.h) / 2, box.w - side - 2 * pad, 0});
    } else {
        /* The text stands on a sheet that covers the foot of the picture. */
        struct rect sheet = {box.x, box.y + box.h - body_h, box.w, body_h};
        struct rect picture = {box.x, box.y, box.w, box.h - body_h + 2 * radius};
        if (tile->page->picture)
            scene_picture(scene, picture, tile->page->picture, radius);
        scene_fill(scene, tile->page->picture ? sheet : box, card, 255, radius);
        if (!tile->page->picture)
            scene_fill(scene,
                       (struct rect){box.x + pad, box.y + pad, look_px(layout->look, 84), layout->look->rule},
                       theme->accent, 255, layout->look->rule / 2);
        place_text(scene, layout, &text, (struct rect){sheet.x + pad, sheet.y + pad, sheet.w - 2 * pad, 0});
    }
    scene_target(scene, box, radius, true, (struct action){.kind = ACTION_PAGE, .index = tile->index},
                 layout_text(layout, &tile->page->title));
}

/* Cells that are left over are given to the first tiles, so that the grid has no hole: as many tiles of a row
 * as it has room for become twice as wide, and one of an odd number of columns stays single. */
static size_t cells_of(size_t tile, size_t n, size_t columns)
{
    size_t spare = (columns - n % columns) % columns;
    size_t doubles = columns / 2, in_row = doubles + columns % 2;
    size_t row = tile / in_row, at = tile % in_row;
    return at < doubles && row * doubles + at < spare ? 2 : 1;
}

struct grid {
    size_t columns, rows;
    int cell, gap;
    bool beside;
    int body; /* height of the text sheet */
    int row;  /* height of a row */
};

static int widest_span(const struct grid *grid, size_t cells)
{
    return (int)cells * grid->cell + ((int)cells - 1) * grid->gap;
}

static int tallest_text(const struct layout *layout, struct scene *scene, const struct grid *grid,
                        const size_t *pages, size_t n)
{
    int tallest = 0;
    for (size_t i = 0; i < n; i++) {
        const struct page *page = &layout->content->pages[pages[i]];
        int w = widest_span(grid, cells_of(i, n, grid->columns));
        struct tile tile = {
            .page = page, .box = {0, 0, w, layout->look->touch * 17 / 10}, .beside = grid->beside};
        int h = measure_text(layout, scene, page, text_width(layout, &tile)).h;
        tallest = h > tallest ? h : tallest;
    }
    return tallest;
}

static void size_rows(const struct layout *layout, struct grid *grid, int text, int room)
{
    int pad = tile_pad(layout);
    grid->body = text + 2 * pad;
    if (grid->beside) {
        int least = layout->look->touch * 17 / 10;
        grid->row = grid->body > least ? grid->body : least;
        return;
    }
    grid->row = grid->body + grid->cell * 46 / 100;
    int shared = room > 0 ? (room - ((int)grid->rows - 1) * grid->gap) / (int)grid->rows : 0;
    if (shared >= grid->body + grid->cell / 5)
        grid->row = shared < grid->cell * 5 / 4 + grid->body ? shared : grid->cell * 5 / 4 + grid->body;
}

int layout_tiles(const struct layout *layout, struct scene *scene, struct rect box, const size_t *pages,
                 size_t n, int columns, enum tile_style style)
{
    if (n == 0)
        return 0;
    struct grid grid = {.columns = (size_t)columns < n ? (size_t)columns : n, .gap = layout->look->gap};
    size_t cells = n + (grid.columns - n % grid.columns) % grid.columns;
    grid.rows = cells / grid.columns;
    grid.cell = (box.w - ((int)grid.columns - 1) * grid.gap) / (int)grid.columns;
    grid.beside = style == TILES_BESIDE;
    size_rows(layout, &grid, tallest_text(layout, scene, &grid, pages, n), box.h);

    size_t cell = 0;
    for (size_t i = 0; i < n; i++) {
        size_t span = cells_of(i, n, grid.columns);
        size_t column = cell % grid.columns, row = cell / grid.columns;
        struct tile tile = {.page = &layout->content->pages[pages[i]],
                            .index = pages[i],
                            .beside = grid.beside,
                            .box = {box.x + (int)column * (grid.cell + grid.gap),
                                    box.y + (int)row * (grid.row + grid.gap), widest_span(&grid, span),
                                    grid.row}};
        add_tile(layout, scene, &tile, grid.body);
        cell += span;
    }
    return (int)grid.rows * (grid.row + grid.gap) - grid.gap;
}
