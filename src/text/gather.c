#include "text/work.h"

#include <string.h>
#include <unictype.h>
#include <unigbrk.h>
#include <unilbrk.h>
#include <unistr.h>

#define REPLACEMENT 0xFFFD
#define ZWJ         0x200D

static const uint8_t *bytes(const char *text)
{
    return (const uint8_t *)text;
}

static ucs4_t decode(const char *text, size_t length, size_t *used)
{
    ucs4_t point;
    *used = (size_t)u8_mbtouc(&point, bytes(text), length);
    return point;
}

/* What is analyzed in place of a code point: one kind of newline, one kind of blank for tabs, and nothing (0)
 * for what has no picture and no effect. */
static ucs4_t cleaned(ucs4_t point)
{
    switch (point) {
    case '\t':
        return ' ';
    case '\n':
    case '\v':
    case '\f':
    case '\r':
    case 0x85:   /* next line */
    case 0x2028: /* line separator */
    case 0x2029: /* paragraph separator */
        return '\n';
    default:
        break;
    }
    bool control = point < 0x20 || (point >= 0x7F && point < 0xA0);
    bool noncharacter = (point >= 0xFDD0 && point <= 0xFDEF) || (point & 0xFFFE) == 0xFFFE;
    return control || noncharacter ? 0 : point;
}

/* Copies the spans' text, cleaned, into work->text. starts[i] becomes the offset at which span i begins. */
static void copy_spans(struct work *work, size_t *starts)
{
    const struct text_para *para = work->para;
    size_t at = 0;
    ucs4_t previous = 0;
    for (size_t i = 0; i < para->count; i++) {
        starts[i] = at;
        const char *from = para->spans[i].text;
        size_t left = strlen(from);
        while (left > 0) {
            size_t used;
            ucs4_t point = decode(from, left, &used);
            bool second_half = previous == '\r' && point == '\n';
            ucs4_t clean = second_half ? 0 : cleaned(point);
            if (clean != 0)
                at += (size_t)u8_uctomb((uint8_t *)work->text + at, clean, 4);
            previous = point;
            from += used;
            left -= used;
        }
    }
    while (at > 0 && (work->text[at - 1] == ' ' || work->text[at - 1] == '\n'))
        at--; /* what would be an empty line at the end */
    work->text[at] = '\0';
    work->length = at;
}

static bool is_blank(ucs4_t point)
{
    return point == ' ' || point == 0x1680 || (point >= 0x2000 && point <= 0x200A && point != 0x2007) ||
           point == 0x205F || point == 0x3000;
}

/* Format characters that steer line breaks or directions; what is left of Cf shapes its neighbors and goes to
 * the font. */
static bool is_hidden(ucs4_t point)
{
    return point == 0x061C || point == 0x180E || point == 0x200B || point == 0x200E || point == 0x200F ||
           (point >= 0x202A && point <= 0x202E) || (point >= 0x2060 && point <= 0x206F) || point == 0xFEFF ||
           (point >= 0xFFF9 && point <= 0xFFFB) || point == 0xE0001;
}

static uint8_t flags_of(ucs4_t point)
{
    if (point == '\n')
        return CLUSTER_NEWLINE;
    if (point == 0xAD)
        return CLUSTER_HYPHEN;
    if (point == 0xA0)
        return CLUSTER_HARD_BLANK;
    if (is_blank(point))
        return CLUSTER_BLANK;
    return is_hidden(point) ? CLUSTER_HIDDEN : 0;
}

/* InCB=Linker of Unicode 15.1: a virama that joins two consonants into one sign. */
static bool is_linker(ucs4_t point)
{
    switch (point) {
    case 0x094D: /* Devanagari */
    case 0x09CD: /* Bengali */
    case 0x0ACD: /* Gujarati */
    case 0x0B4D: /* Oriya */
    case 0x0C4D: /* Telugu */
    case 0x0D4D: /* Malayalam */
        return true;
    default:
        return false;
    }
}

/* Follows a text code point by code point to find what libunistring 1.0 does not know yet. */
struct scan {
    ucs4_t previous;
    const uc_script_t *linked; /* script of the virama that waits for its second consonant */
};

/* Rule GB9c of UAX #29 (Unicode 15.1): no boundary inside a conjunct. */
static bool joins_conjunct(const struct scan *scan, ucs4_t point)
{
    return scan->linked && uc_is_general_category(point, UC_LETTER) && uc_script(point) == scan->linked;
}

static void scan_step(struct scan *scan, ucs4_t point)
{
    if (is_linker(point))
        scan->linked = uc_script(point);
    else if (point != ZWJ && !uc_is_general_category(point, UC_NON_SPACING_MARK))
        scan->linked = NULL;
    scan->previous = point;
}

/* Class IS of UAX #14. */
static bool is_infix(ucs4_t point)
{
    return point == ',' || point == '.' || point == ':' || point == ';' || point == 0x037E ||
           point == 0x0589 || point == 0x060C || point == 0x060D || point == 0x2044;
}

/* Rule LB29 of UAX #14, which libunistring 1.0 leaves out: "e.g.", "U.S." and "rush.edu" stay whole. */
static bool joins_letters(ucs4_t before, ucs4_t point)
{
    if (!is_infix(before) || !uc_is_general_category(point, UC_LETTER))
        return false;
    static const char *const broken_anywhere[] = {"Han", "Hiragana", "Katakana", "Bopomofo", "Hangul", "Yi"};
    const uc_script_t *script = uc_script(point);
    for (size_t i = 0; script && i < sizeof broken_anywhere / sizeof *broken_anywhere; i++)
        if (strcmp(script->name, broken_anywhere[i]) == 0)
            return false;
    return true;
}

static void cut_clusters(struct work *work, const size_t *starts, const char *breaks, const char *graphemes)
{
    const struct text_para *para = work->para;
    struct scan scan = {0};
    size_t span = 0;
    struct cluster *cluster = NULL;
    for (size_t at = 0, used; at < work->length; at += used) {
        ucs4_t point = decode(work->text + at, work->length - at, &used);
        if (!cluster || (graphemes[at] && !joins_conjunct(&scan, point))) {
            while (span + 1 < para->count && starts[span + 1] <= at)
                span++;
            cluster = &work->clusters[work->count++];
            cluster->span = &para->spans[span];
            cluster->start = (uint32_t)at;
            cluster->flags = flags_of(point);
            if (breaks[at] == UC_BREAK_POSSIBLE && !joins_letters(scan.previous, point))
                cluster->flags |= CLUSTER_BREAK;
        } else {
            cluster->flags &= CLUSTER_BREAK; /* a blank that carries a mark is seen */
        }
        cluster->length = (uint32_t)(at + used) - cluster->start;
        scan_step(&scan, point);
    }
}

static void cut_hard_lines(struct work *work)
{
    size_t first = 0;
    for (size_t i = 0; i <= work->count; i++) {
        if (i == work->count || (work->clusters[i].flags & CLUSTER_NEWLINE)) {
            struct hard_line *hard = &work->hards[work->hard_count++];
            hard->first = first;
            hard->end = i;
            first = i + 1;
        }
    }
}

bool text_gather(struct work *work)
{
    size_t total = 0;
    for (size_t i = 0; i < work->para->count; i++) {
        total += strlen(work->para->spans[i].text);
        if (total > TEXT_MAX)
            return false;
    }
    size_t *starts = ARENA_ARRAY(work->scratch, work->para->count + 1, size_t);
    /* An ill-formed byte becomes U+FFFD, three bytes long; u8_uctomb wants room for four. */
    work->text = arena_alloc(work->scratch, total * 3 + 4);
    if (!starts || !work->text)
        return false;
    copy_spans(work, starts);
    size_t length = work->length;
    char *breaks = arena_alloc(work->scratch, length + 1);
    char *graphemes = arena_alloc(work->scratch, length + 1);
    work->clusters = ARENA_ARRAY(work->scratch, length + 1, struct cluster);
    if (!breaks || !graphemes || !work->clusters)
        return false;
    if (length > 0) {
        u8_possible_linebreaks(bytes(work->text), length, "UTF-8", breaks);
        u8_grapheme_breaks(bytes(work->text), length, graphemes);
    }
    cut_clusters(work, starts, breaks, graphemes);
    size_t newlines = 0;
    for (size_t i = 0; i < work->count; i++)
        newlines += (work->clusters[i].flags & CLUSTER_NEWLINE) != 0;
    work->hards = ARENA_ARRAY(work->scratch, newlines + 1, struct hard_line);
    if (!work->hards)
        return false;
    cut_hard_lines(work);
    return true;
}
