#include "text/work.h"

#include <string.h>
#include <unistr.h>

/* Asking for a font walks the whole chain of fallbacks, and the characters of a text repeat: the answers of
 * this paragraph are kept, each in the one place that its hash gives it. */
#define PICK_SLOTS 512
#define PICK_BYTES 24

struct pick {
    char text[PICK_BYTES];
    uint8_t length; /* 0: empty slot */
    uint8_t style;
    bool missing;
    int font;
};

struct pick_cache {
    struct pick slots[PICK_SLOTS];
};

static size_t slot_of(enum font_style style, const char *text, size_t length)
{
    uint32_t hash = 2166136261u ^ (uint32_t)style; /* FNV-1a */
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    return (hash ^ hash >> 16) % PICK_SLOTS;
}

static int pick(struct work *work, enum font_style style, const char *text, size_t length, bool *missing)
{
    *missing = false;
    if (length > PICK_BYTES)
        return fonts_pick(work->fonts, style, work->lang, text, length, missing);
    struct pick *slot = &work->picks->slots[slot_of(style, text, length)];
    if (slot->length != length || slot->style != style || memcmp(slot->text, text, length) != 0) {
        slot->font = fonts_pick(work->fonts, style, work->lang, text, length, missing);
        slot->missing = *missing;
        slot->style = (uint8_t)style;
        slot->length = (uint8_t)length;
        memcpy(slot->text, text, length);
    }
    *missing = slot->missing;
    return slot->font;
}

/* The neighbor's font when that has the text too; -1 when not. */
static int neighbor_font(struct work *work, const struct cluster *neighbor, enum font_style style,
                         const char *text, size_t length)
{
    char both[PICK_BYTES];
    if (!neighbor || neighbor->length + length > sizeof both)
        return -1;
    const char *beside = work->text + neighbor->start;
    memcpy(both, beside, neighbor->length);
    memcpy(both + neighbor->length, text, length);
    bool missing, unknown;
    int font = pick(work, style, both, neighbor->length + length, &missing);
    return !missing && font == pick(work, style, beside, neighbor->length, &unknown) ? font : -1;
}

/* Punctuation and wide blanks, single: not emoji, which no neighbor's font has. */
static bool may_be_shared(const char *text, size_t length)
{
    ucs4_t point;
    size_t used = (size_t)u8_mbtouc(&point, (const uint8_t *)text, length);
    return used == length &&
           (uc_is_general_category(point, UC_PUNCTUATION) || uc_is_general_category(point, UC_SEPARATOR));
}

int text_pick_beside(struct work *work, const struct cluster *neighbor, enum font_style style,
                     const char *text, size_t length, bool *missing)
{
    int font = -1;
    if (length == 1 && *text == ' ') {
        font = neighbor_font(work, neighbor, style, text, length);
    } else if (may_be_shared(text, length)) {
        int alone = pick(work, style, text, length, missing);
        if (alone != text_own_font(work, style))
            font = neighbor_font(work, neighbor, style, text, length);
    }
    *missing = false;
    return font >= 0 ? font : pick(work, style, text, length, missing);
}

int text_own_font(struct work *work, enum font_style style)
{
    return fonts_pick(work->fonts, style, work->lang, "", 0, NULL); /* no font lacks what nothing needs */
}

/* Kana and bopomofo are written and shaped together with Han. */
static const uc_script_t *writing_of(const uc_script_t *script)
{
    static const char *const with_han[] = {"Hiragana", "Katakana", "Bopomofo"};
    for (size_t i = 0; i < sizeof with_han / sizeof *with_han; i++)
        if (strcmp(script->name, with_han[i]) == 0)
            return uc_script_byname("Han");
    return script;
}

/* The script of the first character that has one; NULL for blanks, digits, punctuation, emoji. */
static const uc_script_t *own_script(const struct work *work, const struct cluster *cluster)
{
    for (size_t at = 0; at < cluster->length;) {
        ucs4_t point;
        at += (size_t)u8_mbtouc(&point, (const uint8_t *)work->text + cluster->start + at,
                                cluster->length - at);
        const uc_script_t *script = uc_script(point);
        if (script && strcmp(script->name, "Common") != 0 && strcmp(script->name, "Inherited") != 0)
            return writing_of(script);
    }
    return NULL;
}

/* What the cluster shows: the font is asked for that. */
static const char *shown(const struct work *work, const struct cluster *cluster, size_t *length)
{
    if (cluster->flags & (CLUSTER_HYPHEN | CLUSTER_HARD_BLANK)) {
        *length = 1;
        return cluster->flags & CLUSTER_HYPHEN ? "-" : " ";
    }
    *length = cluster->length;
    return work->text + cluster->start;
}

static void itemize_hard_line(struct work *work, const struct hard_line *hard)
{
    /* The last cluster of each direction that had a script. A blank goes on in the font of its own direction,
     * so that those around a word of the other direction stay with the sentence. */
    const struct cluster *anchors[2] = {NULL, NULL};
    for (size_t i = hard->first; i < hard->end; i++) {
        struct cluster *cluster = &work->clusters[i];
        if (cluster->flags & CLUSTER_HIDDEN)
            continue;
        size_t length;
        const char *text = shown(work, cluster, &length);
        const uc_script_t *script = own_script(work, cluster);
        bool missing;
        if (script) {
            cluster->font = pick(work, cluster->span->style, text, length, &missing);
            cluster->script = script;
            anchors[cluster->level % 2] = cluster;
        } else {
            const struct cluster *anchor = anchors[cluster->level % 2];
            cluster->font = text_pick_beside(work, anchor, cluster->span->style, text, length, &missing);
            cluster->script = anchor ? anchor->script : NULL;
        }
        work->missing |= missing;
    }
    const uc_script_t *next = NULL; /* for what stands before the first script */
    for (size_t i = hard->end; i-- > hard->first;) {
        struct cluster *cluster = &work->clusters[i];
        next = cluster->script ? cluster->script : next;
        cluster->script = next;
    }
}

bool text_itemize(struct work *work)
{
    work->picks = ARENA_NEW(work->scratch, struct pick_cache);
    if (!work->picks)
        return false;
    for (size_t i = 0; i < work->hard_count; i++)
        itemize_hard_line(work, &work->hards[i]);
    return true;
}
