#include "text/work.h"

#include <string.h>

#define ELLIPSIS "\xE2\x80\xA6"

static bool same_look(const struct text_span *a, const struct text_span *b)
{
    return a == b || (a->style == b->style && a->color == b->color && a->tag == b->tag);
}

/* Adds a text that looks and runs like the cluster: to the last run, or as a new one. */
static void append(struct draft *draft, const struct cluster *like, const char *text, size_t length)
{
    struct draft_run *run = draft->count > 0 ? &draft->runs[draft->count - 1] : NULL;
    if (!run || run->font != like->font || run->level != like->level || run->script != like->script ||
        !same_look(run->span, like->span)) {
        run = &draft->runs[draft->count++];
        *run = (struct draft_run){.span = like->span,
                                  .script = like->script,
                                  .font = like->font,
                                  .level = like->level,
                                  .start = draft->length};
    }
    memcpy(draft->text + draft->length, text, length);
    draft->length += length;
    run->length += length;
}

static void begin(struct draft *draft)
{
    draft->count = 0;
    draft->length = 0;
    draft->width = 0;
}

static void append_clusters(struct work *work, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++) {
        const struct cluster *cluster = &work->clusters[i];
        if (cluster->flags & CLUSTER_HARD_BLANK)
            append(&work->draft, cluster, " ", 1);
        else if (!(cluster->flags & (CLUSTER_HIDDEN | CLUSTER_HYPHEN | CLUSTER_NEWLINE)))
            append(&work->draft, cluster, work->text + cluster->start, cluster->length);
    }
}

static void measure(struct work *work)
{
    struct draft *draft = &work->draft;
    for (size_t i = 0; i < draft->count; i++) {
        struct draft_run *run = &draft->runs[i];
        run->width = fonts_measure(work->fonts, run->font, work->para->px, run->level % 2 == 1, work->lang,
                                   draft->text + run->start, run->length);
        draft->width += run->width;
    }
}

void text_draft(struct work *work, size_t first, size_t end)
{
    begin(&work->draft);
    append_clusters(work, first, end);
    measure(work);
}

void text_draft_row(struct work *work, const struct row *row)
{
    begin(&work->draft);
    if (row->first < row->end) {
        const struct piece *last = &work->pieces[row->end - 1];
        size_t first = work->pieces[row->first].first;
        append_clusters(work, first, text_trim(work, first, last->end));
        if (last->soft)
            append(&work->draft, &work->clusters[last->end - 1], "-", 1);
    }
    measure(work);
}

void text_draft_cut(struct work *work, const struct hard_line *hard, size_t first, size_t end)
{
    begin(&work->draft);
    end = text_trim(work, first, end);
    append_clusters(work, first, end);
    /* An empty line has no cluster that could say how its ellipsis looks: any other one will do. */
    size_t last = end > first ? end - 1 : first < work->count ? first : work->count - 1;
    struct cluster like = work->clusters[last];
    const char *text = ELLIPSIS;
    bool missing;
    like.level = hard->level;
    like.font = text_pick_beside(work, &work->clusters[last], like.span->style, text, strlen(text), &missing);
    if (missing) {
        text = "...";
        like.font =
            text_pick_beside(work, &work->clusters[last], like.span->style, text, strlen(text), &missing);
    }
    append(&work->draft, &like, text, strlen(text));
    measure(work);
}

size_t text_trim(const struct work *work, size_t first, size_t end)
{
    const uint8_t invisible = CLUSTER_BLANK | CLUSTER_HIDDEN | CLUSTER_HYPHEN | CLUSTER_NEWLINE;
    while (end > first && (work->clusters[end - 1].flags & invisible))
        end--;
    return end;
}
