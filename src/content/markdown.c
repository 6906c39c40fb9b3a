/* md4c's callbacks, and what a lobby cannot show. The body itself is put together in bodybuilder.c. */
#include "content/markdown.h"

#include "base/str.h"
#include "content/bodybuilder.h"
#include "content/entity.h"

#include <md4c.h>
#include <string.h>

/* How many lines, and characters of the last one, stand before an offset. */
struct position {
    size_t offset;
    unsigned line, col;
};

struct parse {
    const char *text;
    size_t length;
    struct place place;
    const struct markdown_links *links;
    struct arena *arena;
    struct diag_list *diags;
    struct body_builder *builder;
    struct position position;
    bool failed;
    size_t seen;         /* offset of the newest text: md4c's blocks do not say where they are */
    const char *problem; /* with the block or span that has begun; waits for a text to be placed at */
    bool problem_above;  /* its text begins on the line below (fenced code) */
    bool html_block;     /* its tags were reported once */
    unsigned hidden;     /* inside spans that are refused: their text is not looked at */
    size_t link_offset, link_bytes;
};

/* Columns count characters, as everywhere; all lines of an indented block are indented alike. Offsets mostly
 * rise, so the count goes on from where it was. */
static struct place place_of(struct parse *parse, size_t offset)
{
    struct position *at = &parse->position;
    struct place place = parse->place;
    if (place.line == 0)
        return place;
    if (offset < at->offset)
        *at = (struct position){0};
    for (; at->offset < offset && at->offset < parse->length; at->offset++) {
        unsigned char c = (unsigned char)parse->text[at->offset];
        at->line += c == '\n';
        at->col = c == '\n' ? 0 : at->col + ((c & 0xc0) != 0x80);
    }
    place.line += at->line;
    place.col += at->col;
    return place;
}

static bool offset_of(const struct parse *parse, const char *at, size_t *offset)
{
    uintptr_t first = (uintptr_t)parse->text, here = (uintptr_t)at;
    if (here < first || here >= first + parse->length)
        return false;
    *offset = here - first;
    return true;
}

static void report(struct parse *parse, size_t offset, const char *problem)
{
    diag_error(parse->diags, place_of(parse, offset), "%s", problem);
    parse->failed = true;
}

static void report_waiting(struct parse *parse)
{
    if (!parse->problem)
        return;
    struct place place = place_of(parse, parse->seen);
    if (parse->problem_above && place.line > parse->place.line)
        place.line--;
    diag_error(parse->diags, place, "%s", parse->problem);
    parse->failed = true;
    parse->problem = NULL;
    parse->problem_above = false;
}

static void expect_problem(struct parse *parse, const char *problem)
{
    report_waiting(parse);
    parse->problem = problem;
}

static int enter_list(struct parse *parse, bool ordered, unsigned start)
{
    if (!body_enter_list(parse->builder, ordered, start))
        expect_problem(parse, "this list is nested too deep for a screen; use at most " BODY_LISTS_MAX_TEXT
                              " levels");
    return 0;
}

static int enter_heading(struct parse *parse, unsigned level)
{
    enum { LEVEL_MAX = 3 };
    if (level > LEVEL_MAX)
        expect_problem(parse, "a heading of this level would look like text; write # to ### in front of it");
    body_enter_block(parse->builder, BLOCK_HEADING, level);
    return 0;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    struct parse *parse = user;
    switch (type) {
    case MD_BLOCK_QUOTE:
        body_enter_quote(parse->builder);
        break;
    case MD_BLOCK_UL:
        return enter_list(parse, false, 0);
    case MD_BLOCK_OL:
        return enter_list(parse, true, ((MD_BLOCK_OL_DETAIL *)detail)->start);
    case MD_BLOCK_LI:
        body_enter_item(parse->builder);
        break;
    case MD_BLOCK_HR:
        body_enter_block(parse->builder, BLOCK_RULE, 0);
        body_leave_block(parse->builder);
        break;
    case MD_BLOCK_H:
        return enter_heading(parse, ((MD_BLOCK_H_DETAIL *)detail)->level);
    case MD_BLOCK_P:
        body_enter_block(parse->builder, BLOCK_PARAGRAPH, 0);
        break;
    case MD_BLOCK_CODE:
        expect_problem(parse,
                       "a block of code cannot be shown; write it as a paragraph, without ``` around it");
        parse->problem_above = true;
        break;
    case MD_BLOCK_HTML:
        expect_problem(parse,
                       "HTML cannot be shown; write it in Markdown, such as **strong** or a list with -");
        parse->html_block = true;
        break;
    case MD_BLOCK_TABLE:
        expect_problem(parse, "a table cannot be shown on a small screen; write a list with - instead");
        break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
    case MD_BLOCK_TR:
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        break;
    }
    return body_failed(parse->builder);
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    (void)detail;
    struct parse *parse = user;
    report_waiting(parse);
    parse->html_block = false;
    if (type == MD_BLOCK_QUOTE)
        body_leave_quote(parse->builder);
    else if (type == MD_BLOCK_UL || type == MD_BLOCK_OL)
        body_leave_list(parse->builder);
    else if (type == MD_BLOCK_LI)
        body_leave_item(parse->builder);
    else
        body_leave_block(parse->builder);
    return body_failed(parse->builder);
}

/* An attribute comes in pieces: text, and entities as they were written. */
static const char *attribute_text(struct parse *parse, const MD_ATTRIBUTE *attribute)
{
    char *text = arena_alloc(parse->arena, (size_t)attribute->size + 1);
    if (!text)
        return NULL;
    size_t used = 0;
    for (size_t i = 0; attribute->size > 0 && attribute->substr_offsets[i] < attribute->size; i++) {
        const char *piece = attribute->text + attribute->substr_offsets[i];
        size_t length = attribute->substr_offsets[i + 1] - attribute->substr_offsets[i];
        char utf8[ENTITY_BYTES];
        if (attribute->substr_types[i] == MD_TEXT_ENTITY && entity_decode(piece, length, utf8)) {
            piece = utf8;
            length = strlen(utf8);
        }
        memcpy(text + used, piece, length);
        used += length;
    }
    return text;
}

static int enter_link(struct parse *parse, const MD_SPAN_A_DETAIL *detail)
{
    struct link link = {.kind = LINK_NONE};
    if (!offset_of(parse, detail->href.text, &parse->link_offset))
        parse->link_offset = parse->seen;
    const char *target = attribute_text(parse, &detail->href);
    if (!target)
        return -1;
    if (!parse->links->resolve(parse->links->user, target, place_of(parse, parse->link_offset), &link))
        parse->failed = true;
    body_set_link(parse->builder, link);
    parse->link_bytes = 0;
    return 0;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *user)
{
    struct parse *parse = user;
    switch (type) {
    case MD_SPAN_STRONG:
        body_style(parse->builder, SPAN_STRONG, 1);
        break;
    case MD_SPAN_EM:
        body_style(parse->builder, SPAN_EMPHASIS, 1);
        break;
    case MD_SPAN_A:
        return enter_link(parse, detail);
    case MD_SPAN_IMG:
        offset_of(parse, ((MD_SPAN_IMG_DETAIL *)detail)->src.text, &parse->seen);
        report(parse, parse->seen,
               "a picture cannot stand in the text; name it with image: in the page's file");
        parse->hidden++;
        break;
    case MD_SPAN_CODE:
        expect_problem(parse, "code cannot be shown; write it without ` around it, or as **strong**");
        parse->hidden++;
        break;
    case MD_SPAN_DEL:
    case MD_SPAN_LATEXMATH:
    case MD_SPAN_LATEXMATH_DISPLAY:
    case MD_SPAN_WIKILINK:
    case MD_SPAN_U:
        break; /* extensions that are not switched on */
    }
    return body_failed(parse->builder);
}

static int leave_span(MD_SPANTYPE type, void *detail, void *user)
{
    (void)detail;
    struct parse *parse = user;
    report_waiting(parse);
    if (type == MD_SPAN_STRONG)
        body_style(parse->builder, SPAN_STRONG, -1);
    else if (type == MD_SPAN_EM)
        body_style(parse->builder, SPAN_EMPHASIS, -1);
    else if (type == MD_SPAN_IMG || type == MD_SPAN_CODE)
        parse->hidden--;
    if (type == MD_SPAN_A) {
        if (parse->link_bytes == 0)
            report(parse, parse->link_offset, "this link has no words to touch; write [words](page:NAME)");
        body_set_link(parse->builder, (struct link){.kind = LINK_NONE});
    }
    return body_failed(parse->builder);
}

static void add_entity(struct parse *parse, const char *text, size_t size)
{
    char utf8[ENTITY_BYTES];
    if (entity_decode(text, size, utf8)) {
        body_add(parse->builder, utf8, strlen(utf8));
        return;
    }
    diag_error(parse->diags, place_of(parse, parse->seen),
               "%.*s is not known here; write the character itself", (int)size, text);
    parse->failed = true;
}

static int add_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *user)
{
    struct parse *parse = user;
    offset_of(parse, text, &parse->seen);
    report_waiting(parse);
    if (parse->hidden > 0) {
        parse->link_bytes += size; /* one mistake, one message */
        return 0;
    }
    switch (type) {
    case MD_TEXT_NORMAL:
        body_add(parse->builder, text, size);
        break;
    case MD_TEXT_BR:
        body_break(parse->builder, true);
        return 0;
    case MD_TEXT_SOFTBR:
        body_break(parse->builder, false);
        return 0;
    case MD_TEXT_ENTITY:
        add_entity(parse, text, size);
        break;
    case MD_TEXT_HTML:
        if (!parse->html_block && size > 1 && text[0] == '<' && text[1] != '/')
            report(
                parse, parse->seen,
                "HTML cannot be shown; write **strong**, *emphasis*, or a backslash at the end of a line for "
                "a new line");
        break;
    case MD_TEXT_NULLCHAR:
    case MD_TEXT_CODE:
    case MD_TEXT_LATEXMATH:
        break;
    }
    parse->link_bytes += size;
    return body_failed(parse->builder);
}

bool markdown_parse(const char *text, size_t length, struct place place, const struct markdown_links *links,
                    struct arena *arena, struct diag_list *diags, struct body *body)
{
    if (length > MARKDOWN_BYTES_MAX) {
        diag_error(diags, place,
                   "this text is longer than %u kB, which nobody reads in a lobby; split it into pages",
                   MARKDOWN_BYTES_MAX / 1024);
        return false;
    }
    struct body_builder *builder = body_builder_create(arena);
    struct parse parse = {.text = text,
                          .length = length,
                          .place = place,
                          .links = links,
                          .arena = arena,
                          .diags = diags,
                          .builder = builder};
    /* Indented lines are text: nobody in a lobby writes code, and everybody indents by accident. */
    const MD_PARSER parser = {.flags = MD_FLAG_NOINDENTEDCODEBLOCKS | MD_FLAG_TABLES |
                                       MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_PERMISSIVEEMAILAUTOLINKS,
                              .enter_block = enter_block,
                              .leave_block = leave_block,
                              .enter_span = enter_span,
                              .leave_span = leave_span,
                              .text = add_text};
    bool whole =
        builder && md_parse(text, (MD_SIZE)length, &parser, &parse) == 0 && body_finish(builder, body);
    body_builder_destroy(builder);
    if (!whole && !parse.failed) {
        diag_error(diags, place, "this text needs more memory than there is; make it shorter");
        return false;
    }
    return whole && !parse.failed;
}
