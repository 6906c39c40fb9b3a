#include "proof/merge.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS 4096 /* a power of two well above MERGE_MAX */

bool merge_init(struct merge *merge, const struct content *content)
{
    *merge = (struct merge){.content = content};
    merge->items = calloc(MERGE_MAX, sizeof *merge->items);
    merge->slots = calloc(SLOTS, sizeof *merge->slots);
    if (merge->items && merge->slots)
        return true;
    merge_finish(merge);
    return false;
}

void merge_finish(struct merge *merge)
{
    free(merge->items);
    free(merge->slots);
    merge->items = NULL;
    merge->slots = NULL;
}

/* What is told apart by its words: a picture's reason names its file, and Lobby's own words have no place. */
static const char *words_of(const struct finding *finding)
{
    if (finding->kind == FINDING_PICTURE)
        return finding->detail;
    bool house = finding->origin.owner == OWNER_HOUSE;
    return house ? (finding->text[0] ? finding->text : finding->detail) : "";
}

/* A text that serves several languages is one text. */
static bool same_text(const struct merge *merge, const struct origin *origin, size_t a, size_t b)
{
    const struct content *content = merge->content;
    return a == b || strcmp(origin_text(content, origin, a), origin_text(content, origin, b)) == 0;
}

static bool same(const struct merge *merge, const struct finding *a, const struct finding *b)
{
    if (a->kind != b->kind || strcmp(words_of(a), words_of(b)) != 0)
        return false;
    if (a->kind == FINDING_PICTURE || a->kind == FINDING_COLORS)
        return true;
    const struct origin *of_a = &a->origin, *of_b = &b->origin;
    bool part = of_a->field == of_b->field && of_a->part == of_b->part;
    /* A full slide ends in one text here and in another there. */
    return of_a->owner == of_b->owner && of_a->index == of_b->index && (part || a->kind == FINDING_FULL) &&
           same_text(merge, of_a, a->lang, b->lang) && (part || same_text(merge, of_b, a->lang, b->lang));
}

static uint32_t hash_number(uint32_t hash, size_t number)
{
    return (hash ^ (uint32_t)number) * 16777619u; /* FNV-1a, by words */
}

static uint32_t hash_of(const struct finding *finding)
{
    uint32_t hash = hash_number(2166136261u, (size_t)finding->kind);
    for (const char *at = words_of(finding); *at; at++)
        hash = hash_number(hash, (unsigned char)*at);
    if (finding->kind == FINDING_PICTURE || finding->kind == FINDING_COLORS)
        return hash;
    hash = hash_number(hash, (size_t)finding->origin.owner);
    hash = hash_number(hash, finding->origin.index);
    if (finding->kind == FINDING_FULL)
        return hash;
    hash = hash_number(hash, (size_t)finding->origin.field);
    return hash_number(hash, finding->origin.part);
}

/* The slot of this problem, or the free one where it belongs. */
static size_t *find_slot(struct merge *merge, const struct finding *finding)
{
    for (size_t i = hash_of(finding) % SLOTS;; i = (i + 1) % SLOTS)
        if (!merge->slots[i] || same(merge, &merge->items[merge->slots[i] - 1].worst, finding))
            return &merge->slots[i];
}

static bool is_worse(const struct finding *a, const struct finding *b)
{
    bool lower = a->kind == FINDING_CONTRAST || a->kind == FINDING_COLORS;
    return lower ? a->amount < b->amount : a->amount > b->amount;
}

static bool is_error(const struct finding *finding)
{
    return finding->kind <= FINDING_PICTURE;
}

void merge_add(struct merge *merge, const struct finding *finding)
{
    size_t *slot = find_slot(merge, finding);
    if (*slot == 0 && merge->count == MERGE_MAX) {
        merge->more = true;
        merge->more_errors = merge->more_errors || is_error(finding);
        return;
    }
    struct merged *merged;
    if (*slot == 0) {
        merged = &merge->items[merge->count++];
        *slot = merge->count;
        *merged = (struct merged){.worst = *finding, .notice = finding->notice};
    } else {
        merged = &merge->items[*slot - 1];
        if (is_worse(finding, &merged->worst))
            merged->worst = *finding;
    }
    merged->sizes |= 1u << finding->size;
    merged->langs |= 1u << finding->lang;
    merged->notice = merged->notice && finding->notice;
}
