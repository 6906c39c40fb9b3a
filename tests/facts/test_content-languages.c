/* The languages of the shipped content say the same: a translation that lost a line, a figure or a link is
 * found where no table of facts looks. */
#include "screens.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIGURES_MAX 64

static struct content *shipped;

static int read_shipped(void **state)
{
    (void)state;
    struct diag_list *diags = diag_list_create();
    shipped = content_load(LOBBY_SOURCE_DIR "/content", diags);
    diag_print(diags, stderr, "content/");
    diag_list_destroy(diags);
    return shipped ? 0 : -1;
}

static int release_shipped(void **state)
{
    (void)state;
    content_unref(shipped);
    return 0;
}

/* A run of digits with commas inside; word order may differ, so they are compared sorted. */
struct figures {
    struct figure {
        const char *digits;
        size_t length;
    } items[FIGURES_MAX];
    size_t count;
};

static int compare_figures(const void *left, const void *right)
{
    const struct figure *a = left, *b = right;
    size_t common = a->length < b->length ? a->length : b->length;
    int order = strncmp(a->digits, b->digits, common);
    return order ? order : (a->length > b->length) - (a->length < b->length);
}

static struct figures figures_of(const char *text)
{
    struct figures figures = {0};
    while (*(text += strcspn(text, "0123456789"))) {
        size_t length = strspn(text, "0123456789,");
        assert_true(figures.count < FIGURES_MAX);
        figures.items[figures.count].digits = text;
        figures.items[figures.count++].length = text[length - 1] == ',' ? length - 1 : length;
        text += length;
    }
    qsort(figures.items, figures.count, sizeof figures.items[0], compare_figures);
    return figures;
}

static bool same_figures(const char *one, const char *other)
{
    struct figures a = figures_of(one), b = figures_of(other);
    if (a.count != b.count)
        return false;
    for (size_t i = 0; i < a.count; i++)
        if (compare_figures(&a.items[i], &b.items[i]) != 0)
            return false;
    return true;
}

static void every_screen_shows_the_same_figures(void **state)
{
    (void)state;
    struct screens first = screens_read(shipped, 0);
    for (size_t lang = 1; lang < shipped->n_langs; lang++) {
        struct screens other = screens_read(shipped, lang);
        for (size_t i = 0; i < first.count; i++)
            if (!same_figures(first.items[i].text, other.items[i].text))
                fail_msg("%s shows other figures in %s:\n%s\n%s", first.items[i].name,
                         shipped->langs[lang].code, first.items[i].text, other.items[i].text);
        screens_finish(&other);
    }
    screens_finish(&first);
    assert_true(same_figures("#17 overall, 20 hospitals", "20 hospitales, #17 en general"));
    assert_false(same_figures("368,000 a year", "386,000 al año"));
    assert_false(same_figures("368,000 a year", "368.000 al año"));
    assert_false(same_figures("#1, #1 and #2", "#1 y #2"));
}

/* Headings, paragraphs and items one after the other, each with the targets of its links in their order. */
static char *outline_of(const struct body *body)
{
    static const char *const kinds[] = {
        [BLOCK_HEADING] = "heading", [BLOCK_PARAGRAPH] = "paragraph", [BLOCK_ITEM] = "item",
        [BLOCK_QUOTE] = "quote",     [BLOCK_RULE] = "rule",
    };
    char *outline = NULL;
    size_t length;
    FILE *out = open_memstream(&outline, &length);
    assert_non_null(out);
    for (size_t i = 0; i < body->count; i++) {
        const struct block *block = &body->blocks[i];
        fprintf(out, "%s %u.%u", kinds[block->kind], block->level, block->depth);
        for (size_t s = 0; s < block->n_spans; s++) {
            const struct link *link = &block->spans[s].link;
            if (link->kind == LINK_OUTSIDE)
                fprintf(out, " -> %s", link->uri);
            else if (link->kind != LINK_NONE)
                fprintf(out, " -> %s %zu", link->kind == LINK_PAGE ? "page" : "slide", link->index);
        }
        putc('\n', out);
    }
    fclose(out);
    return outline;
}

static void every_page_has_the_same_outline_and_links(void **state)
{
    (void)state;
    for (size_t i = 0; i < shipped->n_pages; i++) {
        char *first = outline_of(&shipped->pages[i].body[0]);
        for (size_t lang = 1; lang < shipped->n_langs; lang++) {
            char *other = outline_of(&shipped->pages[i].body[lang]);
            if (strcmp(first, other) != 0)
                fail_msg("pages/%s is built otherwise in %s:\n%s\n%s", shipped->pages[i].id,
                         shipped->langs[lang].code, first, other);
            free(other);
        }
        free(first);
    }
}

/* A paragraph that was copied and forgotten: more than three blanks, letter for letter the same. Shorter ones
 * may be names. */
static bool is_untranslated(const struct block *one, const struct block *other)
{
    size_t blanks = 0;
    if (one->n_spans != other->n_spans)
        return false;
    for (size_t i = 0; i < one->n_spans; i++) {
        if (strcmp(one->spans[i].text, other->spans[i].text) != 0)
            return false;
        for (const char *at = one->spans[i].text; *at; at++)
            blanks += *at == ' ';
    }
    return blanks > 3;
}

static void no_paragraph_is_left_in_another_language(void **state)
{
    (void)state;
    for (size_t lang = 1; lang < shipped->n_langs; lang++) {
        for (size_t i = 0; i < shipped->n_pages; i++) {
            const struct body *one = &shipped->pages[i].body[0], *other = &shipped->pages[i].body[lang];
            for (size_t b = 0; b < one->count && b < other->count; b++)
                if (is_untranslated(&one->blocks[b], &other->blocks[b]))
                    fail_msg("pages/%s in %s: %s", shipped->pages[i].id, shipped->langs[lang].code,
                             other->blocks[b].spans[0].text);
        }
    }
    const struct span sentence = {.text = "All of this is the same"}, name = {.text = "Lakesha Hudson"};
    assert_true(is_untranslated(&(struct block){.spans = &sentence, .n_spans = 1},
                                &(struct block){.spans = &sentence, .n_spans = 1}));
    assert_false(is_untranslated(&(struct block){.spans = &name, .n_spans = 1},
                                 &(struct block){.spans = &name, .n_spans = 1}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_screen_shows_the_same_figures),
        cmocka_unit_test(every_page_has_the_same_outline_and_links),
        cmocka_unit_test(no_paragraph_is_left_in_another_language),
    };
    return cmocka_run_group_tests_name("content-languages", tests, read_shipped, release_shipped);
}
