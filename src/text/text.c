#include "text/text.h"
#include "text/work.h"

#include <assert.h>
#include <limits.h>

/* Enough for the tables of a paragraph of TEXT_MAX bytes. */
#define SCRATCH_CAP ((size_t)96 * 1024 * 1024)

static bool prepare_draft(struct work *work)
{
    /* A run needs a cluster; the ellipsis and the hyphen of a line come on top. */
    work->draft.runs = ARENA_ARRAY(work->scratch, work->count + 2, struct draft_run);
    work->draft.text = arena_alloc(work->scratch, work->length + 8);
    work->rows = ARENA_ARRAY(work->scratch, work->count + work->hard_count, struct row);
    return work->draft.runs && work->draft.text && work->rows;
}

/* Everything that does not depend on the width of the box. */
static bool analyze(struct work *work)
{
    return text_gather(work) && text_levels(work) && text_itemize(work) && prepare_draft(work);
}

/* Drops clusters from the row's end until the ellipsis fits behind them: whole pieces when one is left, else
 * parts of the first one. The draft is the answer. */
static void draft_cut_row(struct work *work, const struct row *row, int width)
{
    const struct piece *pieces = work->pieces;
    size_t start = row->first < row->end ? pieces[row->first].first : row->hard->first;
    size_t low = row->first, high = row->end;
    while (low < high) { /* the most pieces that fit */
        size_t middle = high - (high - low) / 2;
        text_draft_cut(work, row->hard, start, pieces[middle - 1].end);
        if (work->draft.width <= width)
            low = middle;
        else
            high = middle - 1;
    }
    size_t end = start;
    if (low > row->first) {
        end = pieces[low - 1].end;
    } else if (row->first < row->end) {
        size_t most = pieces[row->first].end;
        while (end < most) { /* the most clusters of the first piece that fit */
            size_t middle = most - (most - end) / 2;
            text_draft_cut(work, row->hard, start, middle);
            if (work->draft.width <= width)
                end = middle;
            else
                most = middle - 1;
        }
    }
    text_draft_cut(work, row->hard, start, end);
}

static int line_x(const struct text_para *para, int width, int line_width)
{
    if (para->align == TEXT_CENTER)
        return (width - line_width) / 2;
    bool left = (para->align == TEXT_START) != para->rtl;
    return left ? 0 : width - line_width;
}

/* Copies the draft, in the order of drawing, into the caller's arena. */
static bool place_draft(struct arena *arena, struct work *work, const char *lang, int width,
                        struct text_line *line)
{
    struct draft *draft = &work->draft;
    text_reorder(draft);
    line->width = draft->width;
    line->x = line_x(work->para, width, draft->width);
    line->count = draft->count;
    if (draft->count == 0)
        return true;
    line->runs = ARENA_ARRAY(arena, draft->count, struct text_run);
    if (!line->runs)
        return false;
    int x = line->x;
    for (size_t i = 0; i < draft->count; i++) {
        const struct draft_run *from = &draft->runs[i];
        struct text_run *run = &line->runs[i];
        *run = (struct text_run){.font = from->font,
                                 .px = work->para->px,
                                 .rtl = from->level % 2 == 1,
                                 .lang = lang,
                                 .text = arena_strndup(arena, draft->text + from->start, from->length),
                                 .x = x,
                                 .width = from->width,
                                 .color = from->span->color,
                                 .tag = from->span->tag};
        if (!run->text)
            return false;
        x += from->width;
    }
    return true;
}

/* All lines stand on one grid, whatever fonts are in them: the paragraph's own font is centered in a line. */
static int first_baseline(struct work *work, int line_px)
{
    int font = text_own_font(work, work->para->spans[0].style);
    struct font_metrics metrics = fonts_metrics(work->fonts, font, work->para->px);
    return (line_px - metrics.ascent - metrics.descent) / 2 + metrics.ascent;
}

static bool lay_out(struct arena *arena, struct work *work, int width, struct text_lines *lines)
{
    const struct text_para *para = work->para;
    if (!analyze(work))
        return false;
    lines->line_px = para->line_px > 0 ? para->line_px : (para->px * 13 + 5) / 10;
    lines->missing = work->missing;
    if (work->count == 0)
        return true;
    if (!text_pieces(work, width))
        return false;
    size_t count = text_fill(work, width, false);
    lines->cut = para->max_lines > 0 && count > (size_t)para->max_lines;
    if (lines->cut)
        count = (size_t)para->max_lines;
    else if (para->balance)
        count = text_fill(work, width, true);
    const char *lang = arena_strdup(arena, work->lang);
    lines->lines = ARENA_ARRAY(arena, count, struct text_line);
    if (!lang || !lines->lines)
        return false;
    int baseline = first_baseline(work, lines->line_px);
    for (size_t i = 0; i < count; i++) {
        if (lines->cut && i + 1 == count)
            draft_cut_row(work, &work->rows[i], width);
        else
            text_draft_row(work, &work->rows[i]);
        struct text_line *line = &lines->lines[i];
        if (!place_draft(arena, work, lang, width, line))
            return false;
        line->baseline = baseline + (int)i * lines->line_px;
        lines->width = line->width > lines->width ? line->width : lines->width;
    }
    lines->count = count;
    lines->height = (int)count * lines->line_px;
    lines->overflow = work->overflow;
    return true;
}

bool text_layout(struct arena *arena, struct fonts *fonts, const struct text_para *para, int width,
                 struct text_lines *lines)
{
    assert(width >= 1 && para->px >= 1);
    *lines = (struct text_lines){0};
    struct work work = {.fonts = fonts, .para = para, .lang = para->lang ? para->lang : ""};
    work.scratch = arena_create(SCRATCH_CAP);
    bool done = work.scratch && lay_out(arena, &work, width, lines);
    arena_destroy(work.scratch);
    if (!done)
        *lines = (struct text_lines){0};
    return done;
}

int text_min_width(struct arena *arena, struct fonts *fonts, const struct text_para *para)
{
    (void)arena; /* nothing of the answer stays in memory */
    assert(para->px >= 1);
    struct work work = {.fonts = fonts, .para = para, .lang = para->lang ? para->lang : ""};
    work.scratch = arena_create(SCRATCH_CAP);
    int widest = 0;
    if (work.scratch && analyze(&work) && text_pieces(&work, INT_MAX)) {
        for (size_t i = 0; i < work.piece_count; i++) {
            int width = work.pieces[i].width + work.pieces[i].hyphen;
            widest = width > widest ? width : widest;
        }
    }
    arena_destroy(work.scratch);
    return widest;
}
