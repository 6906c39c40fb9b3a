/* Markdown texts as blocks of spans. What cannot be shown is in test_content_pages.c. */
#include "content/markdown.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

struct resolver {
    struct arena *arena;
    struct diag_list *diags;
};

/* Every target but "bad:" leads outside. */
static bool resolve(void *user, const char *target, struct place place, struct link *link)
{
    struct resolver *resolver = user;
    if (strncmp(target, "bad:", 4) == 0) {
        diag_error(resolver->diags, place, "bad link %s", target);
        return false;
    }
    *link = (struct link){.kind = LINK_OUTSIDE, .uri = arena_strdup(resolver->arena, target)};
    assert_non_null(link->uri);
    return true;
}

static void write_span(FILE *out, const struct span *span)
{
    if (span->style & SPAN_BREAK)
        fputs("\\n", out);
    fputs(span->style & SPAN_STRONG ? "<b " : "<", out);
    fputs(span->style & SPAN_EMPHASIS ? "i " : "", out);
    if (span->link.kind == LINK_OUTSIDE)
        fprintf(out, "%s ", span->link.uri);
    fprintf(out, "%s>", span->text);
}

/* A block a line: kind, level, depth, number, then its spans. */
static void write_body(FILE *out, const struct body *body)
{
    static const char kinds[] = "hp*>-";
    for (size_t i = 0; i < body->count; i++) {
        const struct block *block = &body->blocks[i];
        for (unsigned depth = 0; depth < block->depth; depth++)
            fputs("  ", out);
        fputc(kinds[block->kind], out);
        if (block->kind == BLOCK_HEADING)
            fprintf(out, "%u", block->level);
        if (block->ordered)
            fprintf(out, "%u.", block->number);
        for (size_t s = 0; s < block->n_spans; s++)
            write_span(out, &block->spans[s]);
        fputc('\n', out);
    }
}

struct markdown_case {
    const char *text, *blocks;
};

static void check(const struct markdown_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct arena *arena = arena_create(1 << 20);
        struct diag_list *diags = diag_list_create();
        struct resolver resolver = {arena, diags};
        struct markdown_links links = {resolve, &resolver};
        struct body body = {0};
        char *said = NULL;
        size_t length;
        FILE *out = open_memstream(&said, &length);
        bool good = markdown_parse(cases[i].text, strlen(cases[i].text), (struct place){"x.md", 1, 1}, &links,
                                   arena, diags, &body);
        write_body(out, &body);
        fclose(out);
        diag_print(diags, stderr, "");
        if (strcmp(said, cases[i].blocks) != 0)
            print_error("%s\nbecame\n%sinstead of\n%s", cases[i].text, said, cases[i].blocks);
        assert_string_equal(said, cases[i].blocks);
        assert_true(good);
        assert_int_equal(diag_errors(diags) + diag_warnings(diags), 0);
        free(said);
        diag_list_destroy(diags);
        arena_destroy(arena);
    }
}

#define CHECK(cases) check(cases, sizeof(cases) / sizeof((cases)[0]))

static void blocks_follow_each_other(void **state)
{
    (void)state;
    static const struct markdown_case cases[] = {
        {"", ""},
        {"\n\n", ""},
        {"One\n\nTwo\n", "p<One>\np<Two>\n"},
        {"# One\n## Two\n### Three #\nText", "h1<One>\nh2<Two>\nh3<Three>\np<Text>\n"},
        {"One\n===\n\nTwo\n---\n", "h1<One>\nh2<Two>\n"},
        {"One\n\n---\n\nTwo", "p<One>\n-\np<Two>\n"},
        {"> One\n> two\n\nThree", "><One two>\np<Three>\n"},
        {"    indented by accident", "p<indented by accident>\n"},
        {"One\r\ntwo\r\n\r\nThree\r\n", "p<One two>\np<Three>\n"},
    };
    CHECK(cases);
}

static void lists_nest(void **state)
{
    (void)state;
    static const struct markdown_case cases[] = {
        {"- One\n- Two\n", "  *<One>\n  *<Two>\n"},
        {"- One\n\n- Two\n", "  *<One>\n  *<Two>\n"},
        {"3. Three\n4. Four\n", "  *3.<Three>\n  *4.<Four>\n"},
        {"- One\n  - Two\n    1. Three\n- Four\n", "  *<One>\n    *<Two>\n      *1.<Three>\n  *<Four>\n"},
        {"- One\n\n  Two\n\n- Three\n", "  *<One>\n  p<Two>\n  *<Three>\n"},
        {"- One\n  - Two\n\n  Three\n", "  *<One>\n    *<Two>\n  p<Three>\n"},
        {"- - One\n", "  *\n    *<One>\n"}, /* the outer item has its mark */
        {"-\n- Two\n", "  *\n  *<Two>\n"},
        {"- # One\n", "  *<One>\n"}, /* a heading in an item is the item */
        {"- > One\n  >\n  > Two\n", "  *<One>\n  ><Two>\n"},
        {"> - One\n>\n> Two\n", "  *<One>\n><Two>\n"},
        {"Text\n- One\n\nText\n", "p<Text>\n  *<One>\np<Text>\n"},
        {"1. a\n2. b\n\n- c\n", "  *1.<a>\n  *2.<b>\n  *<c>\n"},
        {"- a\n  1. b\n- c\n  1. d\n", "  *<a>\n    *1.<b>\n  *<c>\n    *1.<d>\n"}, /* numbers begin anew */
    };
    CHECK(cases);
}

static void spans_carry_style(void **state)
{
    (void)state;
    static const struct markdown_case cases[] = {
        {"a **b** *c* ***d*** e", "p<a ><b b>< ><i c>< ><b i d>< e>\n"},
        {"**a *b* c**", "p<b a ><b i b><b  c>\n"},
        {"a__b__c snake_case", "p<a__b__c snake_case>\n"},
        {"a\\*b 2*3*4", "p<a*b 2><i 3><4>\n"},
        {"one  \ntwo\\\nthree\nfour", "p<one>\\n<two>\\n<three four>\n"},
        {"**one**\ntwo", "p<b one>< two>\n"},
        {"one\n**two**", "p<one ><b two>\n"},
        {"a &amp; b &mdash; c &#8211; &#x2013;&nbsp;", "p<a & b — c – –\xc2\xa0>\n"},
        {"a & b < c > d AT&T", "p<a & b < c > d AT&T>\n"},
        {"多行\n中文、\n文字", "p<多行中文、文字>\n"}, /* no blank where Chinese lines meet */
        {"中文\nword", "p<中文 word>\n"},
        {"tab\there  two", "p<tab here two>\n"},
    };
    CHECK(cases);
}

static void links_carry_their_target(void **state)
{
    (void)state;
    static const struct markdown_case cases[] = {
        {"see [it](page:a).", "p<see ><page:a it><.>\n"},
        {"[one](page:a) [two](page:a)", "p<page:a one>< ><page:a two>\n"},
        {"[a **b**](x:y)", "p<x:y a ><b x:y b>\n"},
        {"[a](<x:y z>)", "p<x:y z a>\n"},
        {"[a](https://x/?b=1&amp;c=2)", "p<https://x/?b=1&c=2 a>\n"},
        {"[a][ref]\n\n[ref]: page:b\n", "p<page:b a>\n"},
        {"at https://example.org/x, or jo@example.org.",
         "p<at ><https://example.org/x https://example.org/x><, or ><mailto:jo@example.org "
         "jo@example.org><.>\n"},
        {"<https://example.org>", "p<https://example.org https://example.org>\n"},
        {"a\n[b](x:y)", "p<a ><x:y b>\n"}, /* the blank is not part of the link */
        {"# [a](x:y)", "h1<x:y a>\n"},
        {"- [a](x:y)\n", "  *<x:y a>\n"},
    };
    CHECK(cases);
}

static void what_goes_wrong_is_said_once(void **state)
{
    (void)state;
    struct arena *arena = arena_create(1 << 20);
    struct diag_list *diags = diag_list_create();
    struct resolver resolver = {arena, diags};
    struct markdown_links links = {resolve, &resolver};
    struct body body;
    static const char text[] = "One [two](bad:1) é [three](bad:2)\n";
    assert_false(
        markdown_parse(text, strlen(text), (struct place){"x.yaml", 7, 5}, &links, arena, diags, &body));
    size_t count;
    const struct diag *items = diag_items(diags, &count);
    assert_int_equal(count, 2);
    assert_int_equal(items[0].place.line, 7);
    assert_int_equal(items[0].place.col, 4 + 11);
    assert_int_equal(items[1].place.col, 4 + 28);
    diag_list_destroy(diags);
    arena_destroy(arena);
}

static void too_much_is_refused(void **state)
{
    (void)state;
    struct arena *arena = arena_create(4096);
    struct diag_list *diags = diag_list_create();
    struct resolver resolver = {arena, diags};
    struct markdown_links links = {resolve, &resolver};
    struct body body;
    size_t length = MARKDOWN_BYTES_MAX + 1;
    char *text = malloc(length);
    assert_non_null(text);
    memset(text, 'a', length);
    struct place place = {"x.md", 1, 1};
    assert_false(markdown_parse(text, length, place, &links, arena, diags, &body));
    assert_int_equal(diag_errors(diags), 1);
    assert_false(
        markdown_parse(text, length - 1, place, &links, arena, diags, &body)); /* the arena is full */
    assert_int_equal(diag_errors(diags), 2);
    free(text);
    diag_list_destroy(diags);
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_follow_each_other),
        cmocka_unit_test(lists_nest),
        cmocka_unit_test(spans_carry_style),
        cmocka_unit_test(links_carry_their_target),
        cmocka_unit_test(what_goes_wrong_is_said_once),
        cmocka_unit_test(too_much_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
