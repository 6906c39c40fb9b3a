#include "text/work.h"

#include <fribidi.h>
#include <unistr.h>

struct bidi {
    FriBidiChar *points;
    FriBidiCharType *types;
    FriBidiBracketType *brackets;
    FriBidiLevel *levels;
};

static FriBidiStrIndex decode_clusters(const struct work *work, const struct hard_line *hard,
                                       FriBidiChar *points)
{
    if (hard->first == hard->end)
        return 0;
    const struct cluster *last = &work->clusters[hard->end - 1];
    size_t at = work->clusters[hard->first].start;
    size_t end = last->start + last->length;
    FriBidiStrIndex count = 0;
    while (at < end) {
        ucs4_t point;
        at += (size_t)u8_mbtouc(&point, (const uint8_t *)work->text + at, end - at);
        points[count++] = point;
    }
    return count;
}

static size_t points_in(const struct work *work, const struct cluster *cluster)
{
    return u8_mbsnlen((const uint8_t *)work->text + cluster->start, cluster->length);
}

/* The direction of a line is that of the language wherever it has a word of it: an Arabic sentence that
 * begins with "MRI" is Arabic. Otherwise (a Latin name on an Arabic page) rules P2 and P3 of UAX #9 decide.
 */
static FriBidiParType base_direction(const FriBidiCharType *types, FriBidiStrIndex count, bool rtl)
{
    for (FriBidiStrIndex i = 0; i < count; i++) {
        if (FRIBIDI_IS_STRONG(types[i]) && (bool)FRIBIDI_IS_RTL(types[i]) == rtl)
            return rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    }
    return rtl ? FRIBIDI_PAR_WRTL : FRIBIDI_PAR_WLTR;
}

static bool level_hard_line(struct work *work, struct hard_line *hard, const struct bidi *bidi)
{
    hard->level = work->para->rtl;
    FriBidiStrIndex count = decode_clusters(work, hard, bidi->points);
    if (count == 0)
        return true;
    fribidi_get_bidi_types(bidi->points, count, bidi->types);
    fribidi_get_bracket_types(bidi->points, count, bidi->types, bidi->brackets);
    FriBidiParType base = base_direction(bidi->types, count, work->para->rtl);
    if (!fribidi_get_par_embedding_levels_ex(bidi->types, bidi->brackets, count, &base, bidi->levels))
        return false;
    hard->level = FRIBIDI_IS_RTL(base) ? 1 : 0;
    size_t at = 0;
    for (size_t i = hard->first; i < hard->end; i++) {
        struct cluster *cluster = &work->clusters[i];
        cluster->level = (uint8_t)bidi->levels[at];
        at += points_in(work, cluster);
    }
    return true;
}

bool text_levels(struct work *work)
{
    struct bidi bidi = {
        .points = ARENA_ARRAY(work->scratch, work->length + 1, FriBidiChar),
        .types = ARENA_ARRAY(work->scratch, work->length + 1, FriBidiCharType),
        .brackets = ARENA_ARRAY(work->scratch, work->length + 1, FriBidiBracketType),
        .levels = ARENA_ARRAY(work->scratch, work->length + 1, FriBidiLevel),
    };
    if (!bidi.points || !bidi.types || !bidi.brackets || !bidi.levels)
        return false;
    for (size_t i = 0; i < work->hard_count; i++)
        if (!level_hard_line(work, &work->hards[i], &bidi))
            return false;
    return true;
}

static void reverse(struct draft_run *runs, size_t first, size_t end)
{
    while (first + 1 < end) {
        struct draft_run kept = runs[first];
        runs[first++] = runs[--end];
        runs[end] = kept;
    }
}

void text_reorder(struct draft *draft)
{
    int highest = 0, lowest_odd = 255;
    for (size_t i = 0; i < draft->count; i++) {
        int level = draft->runs[i].level;
        highest = level > highest ? level : highest;
        lowest_odd = level % 2 == 1 && level < lowest_odd ? level : lowest_odd;
    }
    for (int level = highest; level >= lowest_odd; level--) {
        for (size_t i = 0, end; i < draft->count; i = end + 1) {
            end = i;
            while (end < draft->count && draft->runs[end].level >= level)
                end++;
            reverse(draft->runs, i, end);
        }
    }
}
