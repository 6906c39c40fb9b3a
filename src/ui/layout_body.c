/* Markdown blocks in a column. */
#include "ui/layout.h"

#include <string.h>

struct column {
    const struct layout *layout;
    struct scene *scene;
    int x, w, y;
};

static enum font_style span_style(const struct block *block, const struct span *span)
{
    if (block->kind == BLOCK_HEADING)
        return FONT_DISPLAY;
    bool strong = span->style & SPAN_STRONG, emphasis = span->style & SPAN_EMPHASIS;
    if (block->kind == BLOCK_QUOTE)
        emphasis = !emphasis;
    if (strong)
        return emphasis ? FONT_BOLD_ITALIC : FONT_BOLD;
    return emphasis ? FONT_ITALIC : FONT_REGULAR;
}

static int block_px(const struct look *look, const struct block *block)
{
    if (block->kind != BLOCK_HEADING)
        return look->body;
    return block->level <= 1 ? look->h1 : block->level == 2 ? look->h2 : look->h3;
}

static bool is_verbatim(const struct link *link)
{
    return link->kind == LINK_OUTSIDE &&
           (strncmp(link->uri, "tel:", 4) == 0 || strncmp(link->uri, "mailto:", 7) == 0);
}

/* The block's spans as a paragraph; the tag of a linked span is its index. */
static struct text_para block_para(struct column *column, const struct block *block)
{
    const struct look *look = column->layout->look;
    const struct theme *theme = layout_theme(column->layout);
    struct text_para para = {.px = block_px(look, block)};
    para.line_px = block->kind == BLOCK_HEADING ? para.px * 122 / 100 : para.px * 146 / 100;
    para.balance = block->kind == BLOCK_HEADING;
    struct text_span *spans = ARENA_ARRAY(column->scene->arena, block->n_spans, struct text_span);
    if (!spans) {
        column->scene->failed = true;
        return para;
    }
    for (size_t i = 0; i < block->n_spans; i++) {
        const struct span *span = &block->spans[i];
        const char *text = is_verbatim(&span->link) ? layout_verbatim(column->scene, span->text) : span->text;
        if (span->style & SPAN_BREAK)
            text = arena_printf(column->scene->arena, "\n%s", text);
        bool colored = block->kind == BLOCK_HEADING || span->link.kind != LINK_NONE;
        spans[i] =
            (struct text_span){.text = text ? text : "",
                               .style = span->link.kind != LINK_NONE ? FONT_BOLD : span_style(block, span),
                               .color = colored ? theme->deep : theme->ink,
                               .tag = span->link.kind != LINK_NONE ? (int)i : -1};
    }
    para.spans = spans;
    para.count = block->n_spans;
    return para;
}

static struct action link_action(const struct link *link)
{
    switch (link->kind) {
    case LINK_PAGE:
        return (struct action){.kind = ACTION_PAGE, .index = link->index};
    case LINK_SLIDE:
        return (struct action){.kind = ACTION_SLIDE, .index = link->index};
    case LINK_OUTSIDE:
        return (struct action){.kind = ACTION_LINK, .uri = link->uri};
    case LINK_NONE:
        break;
    }
    return (struct action){.kind = ACTION_NONE};
}

/* Underlines the part of a link that stands in one line, and makes it a target. */
static void mark_link(struct column *column, struct rect box, const struct text_line *line, size_t first,
                      size_t last, const struct span *span)
{
    const struct look *look = column->layout->look;
    const struct theme *theme = layout_theme(column->layout);
    const struct text_run *a = &line->runs[first], *b = &line->runs[last];
    int left = a->x, w = b->x + b->width - a->x;
    /* Run positions are those of the glass; boxes are given as in a left-to-right layout. */
    int x = column->scene->rtl ? box.x + box.w - left - w : box.x + left;
    int baseline = box.y + line->baseline, thick = look_px(look, 3) > 1 ? look_px(look, 3) : 1;
    scene_fill(column->scene, (struct rect){x, baseline + look->body * 22 / 100, w, thick}, theme->deep, 255,
               0);
    int h = look->body * 146 / 100, pad = look->gap / 4;
    h = h < look->touch ? look->touch : h;
    size_t before = column->scene->n_targets;
    scene_target(column->scene,
                 (struct rect){x - pad, baseline - look->body * 35 / 100 - h / 2, w + 2 * pad, h},
                 look->radius / 2, false, link_action(&span->link), span->text);
    if (column->scene->n_targets > before) {
        struct target *target = &column->scene->targets[before];
        target->inline_text = true;
        /* A finger may miss the line; what lights up is the line alone. */
        target->mark.y = baseline - look->body * 95 / 100;
        target->mark.h = look->body * 135 / 100;
    }
}

static void mark_links(struct column *column, struct rect box, const struct block *block,
                       const struct text_lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        const struct text_line *line = &lines->lines[i];
        for (size_t j = 0; j < line->count;) {
            size_t last = j;
            while (last + 1 < line->count && line->runs[last + 1].tag == line->runs[j].tag)
                last++;
            if (line->runs[j].tag >= 0)
                mark_link(column, box, line, j, last, &block->spans[line->runs[j].tag]);
            j = last + 1;
        }
    }
}

static int indent_step(const struct look *look)
{
    return look->body * 13 / 10;
}

static void add_marker(struct column *column, const struct block *block, int x, int baseline)
{
    const struct look *look = column->layout->look;
    const struct theme *theme = layout_theme(column->layout);
    if (block->ordered) {
        char *text = arena_printf(column->scene->arena, "%u.", block->number);
        struct text_para para =
            scene_plain(column->scene, text ? text : "", FONT_BOLD, look->body, theme->deep);
        struct text_lines lines = scene_measure(column->scene, &para, indent_step(look) * 2);
        int up = lines.count ? lines.lines[0].baseline : 0;
        scene_lines(column->scene, (struct rect){x, baseline - up, indent_step(look) * 2, 0}, &para, &lines);
        return;
    }
    /* A disc on the first level, a dash below. */
    bool first = block->depth <= 1;
    int side = look_px(look, first ? 13 : 16), h = first ? side : look_px(look, 4) + 1;
    int y = baseline - look->body * 34 / 100 - h / 2;
    scene_fill(column->scene, (struct rect){x, y, side, h}, color_mix(theme->deep, theme->paper, 60), 255,
               h / 2);
}

static bool has_link(const struct block *block)
{
    for (size_t i = 0; i < block->n_spans; i++) {
        if (block->spans[i].link.kind != LINK_NONE)
            return true;
    }
    return false;
}

/* Between items that both hold links, so much that a finger tells them apart. */
static int space_before(const struct look *look, const struct block *block, const struct block *previous)
{
    if (!previous)
        return 0;
    bool both_items = block->depth > 0 && previous->depth > 0;
    switch (block->kind) {
    case BLOCK_HEADING:
        return block->level <= 2 ? look->body * 12 / 10 : look->body;
    case BLOCK_ITEM:
        if (both_items && block->depth == previous->depth && block->ordered != previous->ordered)
            return look->body * 7 / 10;
        if (both_items && has_link(block) && has_link(previous))
            return look->touch - look->body * 146 / 100 > look->body * 3 / 10
                       ? look->touch - look->body * 146 / 100
                       : look->body * 3 / 10;
        return both_items ? look->body * 3 / 10 : look->body * 5 / 10;
    case BLOCK_RULE:
        return look->body;
    case BLOCK_PARAGRAPH:
    case BLOCK_QUOTE:
        break;
    }
    if (previous->kind == BLOCK_HEADING)
        return look->body * 4 / 10;
    return both_items ? look->body * 3 / 10 : look->body * 7 / 10;
}

static void add_block(struct column *column, const struct block *block)
{
    const struct look *look = column->layout->look;
    const struct theme *theme = layout_theme(column->layout);
    int indent = (int)block->depth * indent_step(look);
    if (block->kind == BLOCK_QUOTE)
        indent += look->gap;
    /* However deep a list is nested, half of the column stays for its text. */
    indent = indent < column->w / 2 ? indent : column->w / 2;
    if (block->kind == BLOCK_RULE) {
        int thick = look_px(look, 3) > 1 ? look_px(look, 3) : 1;
        scene_fill(column->scene, (struct rect){column->x, column->y, column->w, thick},
                   color_mix(theme->paper, theme->ink, 50), 255, 0);
        column->y += thick;
        return;
    }
    struct text_para para = block_para(column, block);
    struct rect box = {column->x + indent, column->y, column->w - indent, 0};
    struct text_lines lines = scene_measure(column->scene, &para, box.w);
    if (block->kind == BLOCK_ITEM && lines.count)
        add_marker(column, block, box.x - indent_step(look), box.y + lines.lines[0].baseline);
    if (block->kind == BLOCK_QUOTE)
        scene_fill(column->scene, (struct rect){box.x - look->gap, box.y, look->rule, lines.height},
                   theme->accent, 255, look->rule / 2);
    scene_lines(column->scene, box, &para, &lines);
    mark_links(column, box, block, &lines);
    column->y += lines.height;
}

int layout_body(const struct layout *layout, struct scene *scene, int x, int y, int w,
                const struct body *body)
{
    struct column column = {.layout = layout, .scene = scene, .x = x, .w = w, .y = y};
    for (size_t i = 0; i < body->count; i++) {
        column.y += space_before(layout->look, &body->blocks[i], i ? &body->blocks[i - 1] : NULL);
        add_block(&column, &body->blocks[i]);
    }
    return column.y - y;
}
