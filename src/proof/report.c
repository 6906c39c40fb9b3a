#include "proof/report.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define QUOTE_MAX    44 /* bytes of a text that stand for it */
#define SENTENCE_MAX 600

/* A text that is put together piece by piece; what is too much is left out. */
struct line {
    char text[SENTENCE_MAX];
    size_t length;
};

static void put(struct line *line, const char *format, ...) PRINTF_LIKE(2, 3);
static void put(struct line *line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(line->text + line->length, sizeof line->text - line->length, format, args);
    va_end(args);
    line->length += n > 0 ? (size_t)n : 0;
    if (line->length >= sizeof line->text)
        line->length = sizeof line->text - 1;
}

/* One of several, in a list that reads "a, b and c". */
static void put_item(struct line *line, size_t index, size_t count, const char *text)
{
    put(line, "%s%s", index == 0 ? "" : index + 1 == count ? " and " : ", ", text);
}

static size_t bits(unsigned set)
{
    size_t count = 0;
    for (; set; set &= set - 1)
        count++;
    return count;
}

/* " in Español on 800x480 and 1080x1920, below the notice" */
static void put_where(struct line *line, const struct proof *proof, const struct merged *merged)
{
    const struct content *content = proof->content;
    size_t langs = bits(merged->langs), sizes = bits(merged->sizes), done = 0;
    if (langs < content->n_langs) {
        put(line, " in ");
        for (size_t i = 0; i < content->n_langs; i++)
            if (merged->langs & 1u << i)
                put_item(line, done++, langs, content->langs[i].name);
    }
    put(line, " on ");
    if (sizes == proof->n_sizes && sizes > 1)
        put(line, "every size of screen");
    done = 0;
    for (size_t i = 0; i < proof->n_sizes && (sizes < proof->n_sizes || sizes == 1); i++) {
        char size[24];
        snprintf(size, sizeof size, "%dx%d", proof->sizes[i].w, proof->sizes[i].h);
        if (merged->sizes & 1u << i)
            put_item(line, done++, sizes, size);
    }
    if (merged->notice && merged->worst.origin.owner != OWNER_NOTICE)
        put(line, " below the notice");
}

/* The beginning of a text in quotes, ended at a word. */
static void put_quote(struct line *line, const char *text)
{
    text += strspn(text, " \n");
    size_t length = strlen(text), kept = length;
    if (length > QUOTE_MAX) {
        kept = QUOTE_MAX;
        while (kept > 0 && text[kept] != ' ' && text[kept] != '\n')
            kept--;
        kept = kept > 0 ? kept : QUOTE_MAX;
        while (kept > 0 && (text[kept] & 0xc0) == 0x80)
            kept--;
    }
    put(line, "\"%.*s%s\"", (int)kept, text, kept < length ? " ..." : "");
}

/* The text that a finding is about. A block of Markdown is quoted over its spans. */
static void put_text(struct line *line, const struct content *content, const struct finding *finding)
{
    const struct origin *origin = &finding->origin;
    char joined[QUOTE_MAX * 3] = "";
    if (origin->owner == OWNER_PAGE && origin->field == FIELD_BODY) {
        const struct block *block = &content->pages[origin->index].body[finding->lang].blocks[origin->part];
        for (size_t i = 0, used = 0; i < block->n_spans && used < sizeof joined; i++)
            used += (size_t)snprintf(joined + used, sizeof joined - used, "%s", block->spans[i].text);
        put_quote(line, joined);
        return;
    }
    const char *text = origin_text(content, origin, finding->lang);
    put_quote(line, text[0] ? text : finding->text);
}

static const char *noun_of(const struct origin *origin)
{
    switch (origin->owner) {
    case OWNER_SLIDE:
        return "this slide";
    case OWNER_PAGE:
        return "this page";
    case OWNER_NOTICE:
        return "this notice";
    case OWNER_LOBBY:
        return "the menu";
    case OWNER_WORDS:
    case OWNER_HOUSE:
        break;
    }
    return "the bar";
}

/* Nobody counts letters: two digits that say how much are enough. */
static size_t about(size_t count)
{
    return count < 10 ? count : (count + 4) / 5 * 5;
}

static bool is_link(const struct finding *finding)
{
    return finding->origin.field == FIELD_OPENS || finding->origin.field == FIELD_LINK;
}

static void put_crash(struct line *line, const struct finding *worst)
{
    put(line, "%s cannot be checked: ", noun_of(&worst->origin));
    put(line, worst->amount == SIGALRM ? "it takes for ever" : "the program that looks at it stopped");
    if (worst->amount && worst->amount != SIGALRM)
        put(line, " (signal %zu)", worst->amount);
    put(line, "; take its picture out and check again, and report this");
}

static void put_full(struct line *line, const struct proof *proof, const struct merged *merged)
{
    const struct finding *worst = &merged->worst;
    put(line, "%s has more text than fits", noun_of(&worst->origin));
    put_where(line, proof, merged);
    put(line, ": it ends %s ", worst->detail[0] ? "with" : "before");
    if (worst->detail[0])
        put(line, "\"%s\"", worst->detail);
    else
        put_text(line, proof->content, worst);
    put(line, "; shorten it by about %zu characters%s", about(worst->amount),
        worst->origin.owner == OWNER_SLIDE ? ", or make two slides of it" : "");
}

/* "images/a.png: cannot be decoded: Why." as a part of a sentence. */
static void put_picture(struct line *line, const char *detail)
{
    size_t file = strcspn(detail, ":"), length = strlen(detail);
    length -= length > 0 && detail[length - 1] == '.';
    put(line, "%.*s%.*s; save the picture anew, or take another one", (int)file, detail,
        length > file ? (int)(length - file - 1) : 0, length > file ? detail + file + 1 : "");
}

static void put_cut(struct line *line, const struct proof *proof, const struct merged *merged)
{
    const struct finding *worst = &merged->worst;
    put_text(line, proof->content, worst);
    put(line, " is cut%s", worst->tile ? " on its tile" : "");
    put_where(line, proof, merged);
    if (is_link(worst))
        put(line, "; use a shorter address if there is one");
    else
        put(line, "; shorten %s by about %zu character%s",
            worst->origin.owner == OWNER_NOTICE ? "the notice" : "it", about(worst->amount),
            worst->amount == 1 ? "" : "s");
}

static void put_tiny(struct line *line, const struct proof *proof, const struct merged *merged)
{
    put_text(line, proof->content, &merged->worst);
    put(line, " has to be written very small");
    put_where(line, proof, merged);
    put(line, ", and nobody goes near to read it; shorten it by about %zu characters",
        about(merged->worst.amount));
}

static void put_contrast(struct line *line, const struct proof *proof, const struct merged *merged)
{
    const struct finding *worst = &merged->worst;
    if (worst->detail[0])
        put(line, "\"%s\" in ", worst->detail);
    put_text(line, proof->content, worst);
    put(line, " is hard to read on its picture");
    put_where(line, proof, merged);
    put(line, ": the contrast is %.1f, and reading needs 4.5; choose a calmer picture, or another focus",
        (double)worst->amount / 10);
}

static void put_colors(struct line *line, const struct proof *proof, const struct merged *merged)
{
    const struct finding *worst = &merged->worst;
    put(line, "the colors of the theme are hard to tell from each other: ");
    if (worst->text[0])
        put_quote(line, worst->text);
    else
        put(line, "a symbol");
    put(line, " has a contrast of %.1f", (double)worst->amount / 10);
    put_where(line, proof, merged);
    put(line, ", and %s; choose lighter and darker ones",
        worst->text[0] ? "reading needs 4.5" : "symbols need 3");
}

static void put_code(struct line *line, const struct proof *proof, const struct merged *merged)
{
    const struct finding *worst = &merged->worst;
    put(line, "the QR code of ");
    put_text(line, proof->content, worst);
    put(line, " is too fine for a telephone");
    put_where(line, proof, merged);
    put(line, is_link(worst) ? "; use a shorter address" : "; shorten what the contact says");
}

/* The rest: a text, what is the matter with it, where, what to do. */
static void put_plain(struct line *line, const struct proof *proof, const struct merged *merged)
{
    const struct finding *worst = &merged->worst;
    if (worst->kind == FINDING_BROKEN)
        put_quote(line, worst->detail);
    else
        put_text(line, proof->content, worst);
    switch (worst->kind) {
    case FINDING_BROKEN:
        put(line, " is too long a word for its place");
        put_where(line, proof, merged);
        put(line, " and is broken anywhere; use a shorter word, or two");
        break;
    case FINDING_OUTSIDE:
        put(line, " does not fit on the screen");
        put_where(line, proof, merged);
        put(line, "; shorten it");
        break;
    case FINDING_OVERLAP:
        put(line, " lies on ");
        put_quote(line, worst->detail);
        put_where(line, proof, merged);
        put(line, "; shorten one of them");
        break;
    case FINDING_MISSING:
        put(line, " has %s, which no font here can show; write it another way",
            worst->detail[0] ? worst->detail : "characters together");
        break;
    case FINDING_SMALL:
        put(line, " is too small to be touched");
        put_where(line, proof, merged);
        put(line, "; write a little more");
        break;
    case FINDING_CRASH:
    case FINDING_NO_SCREEN:
    case FINDING_PICTURE:
    case FINDING_CUT:
    case FINDING_FULL:
    case FINDING_TINY:
    case FINDING_CONTRAST:
    case FINDING_COLORS:
    case FINDING_CODE:
        break;
    }
}

static void put_problem(struct line *line, const struct proof *proof, const struct merged *merged)
{
    const struct finding *worst = &merged->worst;
    switch (worst->kind) {
    case FINDING_CRASH:
        put_crash(line, worst);
        break;
    case FINDING_NO_SCREEN:
        put(line, "%s cannot be shown", noun_of(&worst->origin));
        put_where(line, proof, merged);
        put(line, ": %s", worst->detail);
        break;
    case FINDING_PICTURE:
        put_picture(line, worst->detail);
        break;
    case FINDING_FULL:
        put_full(line, proof, merged);
        break;
    case FINDING_CUT:
        put_cut(line, proof, merged);
        break;
    case FINDING_TINY:
        put_tiny(line, proof, merged);
        break;
    case FINDING_CONTRAST:
        put_contrast(line, proof, merged);
        break;
    case FINDING_COLORS:
        put_colors(line, proof, merged);
        break;
    case FINDING_CODE:
        put_code(line, proof, merged);
        break;
    case FINDING_BROKEN:
    case FINDING_OUTSIDE:
    case FINDING_OVERLAP:
    case FINDING_MISSING:
    case FINDING_SMALL:
        put_plain(line, proof, merged);
        break;
    }
    bool own = worst->origin.owner == OWNER_HOUSE && worst->kind > FINDING_PICTURE;
    if (own)
        put(line, " (these are Lobby's own words: report it)");
}

/* A theme that cannot work anywhere has been told of when it was read. */
static bool is_known(const struct merged *merged, struct place place, struct diag_list *diags)
{
    size_t count;
    const struct diag *items = diag_items(diags, &count);
    for (size_t i = 0; merged->worst.kind == FINDING_COLORS && i < count; i++)
        if (items[i].place.file && strcmp(items[i].place.file, place.file) == 0 &&
            items[i].place.line == place.line && items[i].place.col == place.col)
            return true;
    return false;
}

void report_add(const struct proof *proof, const struct merged *merged, struct where *where,
                struct diag_list *diags)
{
    const struct finding *worst = &merged->worst;
    struct place place = where_find(where, &worst->origin, worst->lang);
    struct line line = {.length = 0};
    if (is_known(merged, place, diags))
        return;
    put_problem(&line, proof, merged);
    diag_add(diags, worst->kind <= FINDING_PICTURE ? DIAG_ERROR : DIAG_WARNING, place, "%s", line.text);
}
