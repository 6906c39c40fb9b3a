/* Any bytes as the text of a page. Beyond not crashing: a body comes with no error and no body with at least
 * one; its blocks and spans keep the promises of content.h; every message has a place inside the text. */
#include "base/str.h"
#include "content/markdown.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_ENOUGH = 256 << 20, DEPTH_MAX = 4 };

static void require(bool condition, const char *what)
{
    if (!condition) {
        fprintf(stderr, "fuzz_markdown: not so: %s\n", what);
        abort();
    }
}
#define REQUIRE(condition) require(condition, #condition)

struct resolver {
    struct arena *arena;
    struct diag_list *diags;
};

/* Some links are good, some are not. */
static bool resolve(void *user, const char *target, struct place place, struct link *link)
{
    struct resolver *resolver = user;
    REQUIRE(utf8_valid(target, strlen(target), NULL));
    if (strlen(target) % 3 == 0) {
        diag_error(resolver->diags, place, "a bad link");
        return false;
    }
    *link = (struct link){.kind = LINK_OUTSIDE, .uri = arena_strdup(resolver->arena, target)};
    return true;
}

static void check_span(const struct block *block, size_t i)
{
    const struct span *span = &block->spans[i];
    REQUIRE(span->text && span->text[0]);
    REQUIRE(utf8_valid(span->text, strlen(span->text), NULL));
    REQUIRE(!strchr(span->text, '\n') && !strchr(span->text, '\t'));
    REQUIRE((span->style & ~(unsigned)(SPAN_STRONG | SPAN_EMPHASIS | SPAN_BREAK)) == 0);
    REQUIRE(span->link.kind == LINK_NONE || span->link.uri);
}

static void check_body(const struct body *body)
{
    for (size_t i = 0; i < body->count; i++) {
        const struct block *block = &body->blocks[i];
        REQUIRE(block->depth <= DEPTH_MAX);
        REQUIRE((block->kind == BLOCK_HEADING) == (block->level >= 1 && block->level <= 3));
        REQUIRE(block->kind != BLOCK_ITEM || block->depth > 0);
        REQUIRE(block->kind == BLOCK_ITEM || (!block->ordered && block->number == 0));
        REQUIRE(block->kind != BLOCK_RULE || block->n_spans == 0);
        for (size_t s = 0; s < block->n_spans; s++)
            check_span(block, s);
    }
}

static void check_places(struct diag_list *diags, const char *text)
{
    size_t count, lines = 1;
    for (const char *at = text; *at; at++)
        lines += *at == '\n';
    const struct diag *items = diag_items(diags, &count);
    for (size_t i = 0; i < count; i++)
        REQUIRE(items[i].place.line >= 1 && items[i].place.line <= lines && items[i].place.col >= 1);
}

/* Callers give well-formed text without control characters: what is not becomes a blank. */
static char *make_text(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (!text)
        abort();
    memcpy(text, data, size);
    text[size] = '\0';
    for (size_t at = 0, used; at < size; at += used) {
        uint32_t c = utf8_decode(text + at, size - at, &used);
        bool control = (c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7f;
        if (control || (c == 0xfffd && used == 1))
            text[at] = ' ';
    }
    return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_create(ARENA_ENOUGH);
    struct diag_list *diags = diag_list_create();
    char *text = make_text(data, size);
    struct resolver resolver = {arena, diags};
    const struct markdown_links links = {resolve, &resolver};
    struct body body = {0};
    bool good = markdown_parse(text, size, (struct place){"x.md", 1, 1}, &links, arena, diags, &body);
    REQUIRE(good == (diag_errors(diags) == 0));
    if (good)
        check_body(&body);
    check_places(diags, text);
    free(text);
    diag_list_destroy(diags);
    arena_destroy(arena);
    return 0;
}
