#include "text/work.h"

/* Pieces. */

static int measured(struct work *work, size_t first, size_t end)
{
    text_draft(work, first, end);
    return work->draft.width;
}

static struct piece *add_piece(struct work *work, size_t first, size_t end, int width)
{
    struct piece *piece = &work->pieces[work->piece_count++];
    *piece = (struct piece){.first = first, .end = end, .width = width};
    return piece;
}

/* One piece for each cluster of a word that no line can hold. Invisible clusters stay with the one before. */
static struct piece *break_word(struct work *work, size_t first, size_t end)
{
    struct piece *piece = NULL;
    for (size_t i = first; i < end; i++) {
        if (piece && (work->clusters[i].flags & CLUSTER_HIDDEN)) {
            piece->end = i + 1;
        } else {
            bool fresh = !piece;
            piece = add_piece(work, i, i + 1, measured(work, i, i + 1));
            piece->fresh = fresh;
        }
    }
    return piece;
}

/* Blanks are measured again and again: the single one behind most words only when its font changes. */
struct blank {
    const struct cluster *of;
    int width;
};

static int blank_width(struct work *work, size_t first, size_t end, struct blank *known)
{
    if (first == end)
        return 0;
    const struct cluster *cluster = &work->clusters[first];
    bool single = end == first + 1 && cluster->length == 1;
    if (single && known->of && known->of->font == cluster->font && known->of->level % 2 == cluster->level % 2)
        return known->width;
    int width = measured(work, first, end);
    if (single)
        *known = (struct blank){.of = cluster, .width = width};
    return width;
}

static void add_word(struct work *work, const struct hard_line *hard, size_t first, size_t end, int width,
                     struct blank *known)
{
    size_t seen = text_trim(work, first, end);
    bool soft = (work->clusters[end - 1].flags & CLUSTER_HYPHEN) && end < hard->end && seen > first;
    int word = measured(work, first, seen);
    int hyphen = 0;
    struct piece *piece = add_piece(work, first, end, word);
    if (soft) {
        piece->soft = true;
        text_draft_row(work, &(struct row){hard, work->piece_count - 1, work->piece_count});
        hyphen = work->draft.width - word;
    }
    if ((int64_t)word + hyphen > width) {
        work->overflow = true;
        work->piece_count--;
        piece = break_word(work, first, seen);
        piece->end = end;
    }
    piece->soft = soft;
    piece->hyphen = hyphen;
    piece->blank = blank_width(work, seen, end, known);
}

bool text_pieces(struct work *work, int width)
{
    work->pieces = ARENA_ARRAY(work->scratch, work->count + 1, struct piece);
    if (!work->pieces)
        return false;
    struct blank known = {0};
    for (size_t i = 0; i < work->hard_count; i++) {
        struct hard_line *hard = &work->hards[i];
        hard->piece_first = work->piece_count;
        for (size_t first = hard->first, end; first < hard->end; first = end) {
            end = first + 1;
            while (end < hard->end && !(work->clusters[end].flags & CLUSTER_BREAK))
                end++;
            add_word(work, hard, first, end, width, &known);
        }
        hard->piece_end = work->piece_count;
    }
    return true;
}

/* Rows. The width of a row is first estimated as the sum of its pieces, and measured where that decides: by
 * rounding, and by kerning with the blanks, the two differ by a px or two for each piece. */

static int64_t estimate(const struct work *work, size_t first, size_t end)
{
    int64_t sum = 0;
    for (size_t i = first; i < end; i++) {
        const struct piece *piece = &work->pieces[i];
        sum += piece->width + (i + 1 < end ? piece->blank : piece->hyphen);
    }
    return sum;
}

/* The end of the row that begins with piece first, by optimistic estimate and without a hyphen. At least one
 * piece. */
static size_t fit(const struct work *work, size_t first, size_t end, int width)
{
    const int64_t most_doubt = width / 8 + 2; /* pieces without a width would add up to any doubt */
    int64_t x = 0;
    for (size_t i = first; i < end; i++) {
        const struct piece *piece = &work->pieces[i];
        int64_t doubt = (int64_t)(i - first) < most_doubt ? (int64_t)(i - first) : most_doubt;
        if (i > first && (piece->fresh || x + piece->width - doubt > width))
            return i;
        x += piece->width + piece->blank;
    }
    return end;
}

/* How many px the row is wider than width. */
static int excess(struct work *work, const struct row *row, int width)
{
    int64_t doubt = (int64_t)(row->end - row->first) * (1 + work->para->px / 10);
    if (estimate(work, row->first, row->end) + doubt <= width)
        return 0;
    text_draft_row(work, row);
    return work->draft.width > width ? work->draft.width - width : 0;
}

/* The row at first when lines are wanted target px wide and must not be wider than width. */
static struct row fit_exactly(struct work *work, const struct hard_line *hard, size_t first, int target,
                              int width)
{
    struct row row = {hard, first, fit(work, first, hard->piece_end, target)};
    while (row.end > first + 1) {
        int64_t over = excess(work, &row, width);
        if (over == 0)
            break;
        while (row.end > first + 1 && over > 0) {
            const struct piece *dropped = &work->pieces[--row.end];
            over -= dropped->width + dropped->blank;
        }
    }
    return row;
}

static size_t fill_hard_line(struct work *work, const struct hard_line *hard, int target, int width,
                             struct row *rows)
{
    size_t count = 0, first = hard->piece_first;
    do {
        rows[count] = (struct row){hard, first, first};
        if (first < hard->piece_end)
            rows[count] = fit_exactly(work, hard, first, target, width);
        first = rows[count++].end;
    } while (first < hard->piece_end);
    return count;
}

/* Balance. */

static size_t count_rows(const struct work *work, const struct hard_line *hard, int width)
{
    size_t count = 0;
    for (size_t first = hard->piece_first; first < hard->piece_end; count++)
        first = fit(work, first, hard->piece_end, width);
    return count;
}

/* The narrowest width that needs no more than rows rows. */
static int narrowest(const struct work *work, const struct hard_line *hard, size_t rows, int width)
{
    int low = 1, high = width;
    for (size_t i = hard->piece_first; i < hard->piece_end; i++) {
        int needed = work->pieces[i].width + work->pieces[i].hyphen;
        low = needed > low ? needed : low;
    }
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (count_rows(work, hard, middle) <= rows)
            high = middle;
        else
            low = middle + 1;
    }
    return high;
}

static bool is_single_word(const struct work *work, const struct row *row)
{
    size_t first = work->pieces[row->first].first;
    size_t end = text_trim(work, first, work->pieces[row->end - 1].end);
    for (size_t i = first; i < end; i++)
        if (work->clusters[i].flags & CLUSTER_BLANK)
            return false;
    return true;
}

/* A last line of one short word gets company from the line above, when both still fit. */
static void keep_company(struct work *work, struct row *rows, size_t count, int width)
{
    struct row *last = &rows[count - 1], *above = last - 1;
    bool is_short = estimate(work, last->first, last->end) * 3 < estimate(work, above->first, above->end);
    if (!is_short || !is_single_word(work, last) || above->end - above->first < 2 ||
        work->pieces[last->first].fresh)
        return;
    struct row shorter = {above->hard, above->first, above->end - 1};
    struct row longer = {last->hard, last->first - 1, last->end};
    if (excess(work, &shorter, width) == 0 && excess(work, &longer, width) == 0) {
        *above = shorter;
        *last = longer;
    }
}

static void balance_hard_line(struct work *work, const struct hard_line *hard, int width, struct row *rows,
                              size_t count)
{
    int target = narrowest(work, hard, count, width);
    /* Where the estimate was too hopeful the narrow lines may be one too many: then the old ones stay. */
    if (fill_hard_line(work, hard, target, width, rows) != count)
        (void)fill_hard_line(work, hard, width, width, rows);
}

size_t text_fill(struct work *work, int width, bool balance)
{
    size_t count = 0;
    for (size_t i = 0; i < work->hard_count; i++) {
        const struct hard_line *hard = &work->hards[i];
        size_t added = fill_hard_line(work, hard, width, width, work->rows + count);
        if (balance && added > 1)
            balance_hard_line(work, hard, width, work->rows + count, added);
        if (added > 1)
            keep_company(work, work->rows + count, added, width);
        count += added;
    }
    return count;
}
