#include "yaml/syntax.h"

#include "base/str.h"

#include <string.h>

struct stumble {
    const struct source *source;
    const char *problem, *context; /* libyaml's words; never NULL */
    struct place at, begun;        /* of the problem; of what it happened in, line 0 when unknown */
    size_t offset, begun_offset;   /* the same in bytes */
    const struct quoted *last;
    struct diag_list *diags;
};

static size_t offset_of(const struct source *source, yaml_mark_t mark)
{
    struct cursor cursor = {0};
    cursor_move(&cursor, source, mark.index);
    return cursor.offset;
}

static size_t line_start(const struct source *source, size_t offset)
{
    while (offset > 0 && source->bytes[offset - 1] != '\n')
        offset--;
    return offset;
}

static bool at_end(const struct stumble *stumble)
{
    for (size_t at = stumble->offset; at < stumble->source->length; at++)
        if (!strchr(" \r\n", stumble->source->bytes[at]))
            return false;
    return true;
}

/* True when only blanks stand before offset on its line: a comment there is meant as one. */
static bool alone_on_line(const struct source *source, size_t offset)
{
    size_t start = line_start(source, offset);
    return strspn(source->bytes + start, " ") >= offset - start;
}

/* A # that began a comment inside [ ] or { } and took the closing bracket with it: {lead: #17, text: ...}. */
static bool swallowed_bracket(const struct stumble *stumble)
{
    const char *bytes = stumble->source->bytes;
    char quote = 0;
    size_t from = line_start(stumble->source, stumble->begun_offset);
    from = from > 0 ? line_start(stumble->source, from - 1) : from;
    for (size_t at = from + 1; at < stumble->offset; at++) {
        char c = bytes[at];
        if (quote) {
            quote = c == quote ? 0 : quote;
            continue;
        }
        bool begins = strchr(" ,:[{\n", bytes[at - 1]) != NULL;
        if ((c == '"' || c == '\'') && begins)
            quote = c;
        size_t start, length = 0;
        if (c == '#' && begins && !alone_on_line(stumble->source, at))
            length = source_glued_comment(stumble->source, at, &start);
        if (length == 0)
            continue;
        size_t word = 0;
        while (word < length && !strchr(" ,]}", bytes[at + word]))
            word++;
        diag_error(
            stumble->diags, source_place(stumble->source, at),
            "YAML reads everything from this # on as a comment, and the comma or bracket behind it too; "
            "write the value in quotes: \"%.*s\"",
            (int)(word < 40 ? word : 40), bytes + at);
        return true;
    }
    return false;
}

/* The bracket on the same line that the one at offset closes; offset itself when there is none. */
static size_t opening(const struct source *source, size_t offset)
{
    int depth = 0;
    for (size_t start = line_start(source, offset), at = offset + 1; at-- > start;) {
        char c = source->bytes[at];
        depth += (c == ']' || c == '}') - (c == '[' || c == '{');
        if (depth == 0)
            return at;
    }
    return offset;
}

/* "title: [Now] open": a list, and then text. */
static bool text_behind_bracket(const struct stumble *stumble)
{
    const struct source *source = stumble->source;
    const char *bytes = source->bytes;
    size_t close = stumble->offset, end = stumble->offset;
    while (close > 0 && bytes[close - 1] == ' ')
        close--;
    if (close == 0 || !strchr("]}", bytes[close - 1]) || at_end(stumble) || strchr("-:,]}\r\n", bytes[end]))
        return false;
    size_t open = opening(source, close - 1);
    bool inside = stumble->begun_offset < open && strchr("[{", bytes[stumble->begun_offset]);
    while (end < source->length && !strchr(inside ? ",]}\r\n" : "\r\n", bytes[end]))
        end++;
    const char *colon = memchr(bytes + stumble->offset, ':', end - stumble->offset);
    if (open == close - 1 || (colon && colon + 1 < bytes + end && colon[1] == ' '))
        return false;
    size_t length = end - open;
    diag_error(
        stumble->diags, source_place(source, open),
        "text goes on behind the %c that closes this; write text that begins with %c in quotes: \"%.*s\"",
        bytes[close - 1], bytes[open], (int)(length < 60 ? length : 60), bytes + open);
    return true;
}

static void bracket(const struct stumble *stumble)
{
    bool list = strchr(stumble->problem, ']') != NULL;
    const char *open = list ? "[" : "{", *close = list ? "]" : "}";
    if (swallowed_bracket(stumble) || text_behind_bracket(stumble))
        return;
    if (at_end(stumble))
        diag_error(stumble->diags, stumble->begun, "this %s is never closed; write %s at the end", open,
                   close);
    else
        diag_error(stumble->diags, stumble->at,
                   "a comma or %s is missing before this; the %s is in line %u, column %u", close, open,
                   stumble->begun.line, stumble->begun.col);
}

static void open_quote(const struct stumble *stumble)
{
    diag_error(stumble->diags, stumble->begun,
               "this quote is never closed; write the same quote again where the text ends");
}

/* "title:Text" on the line of offset: a word to YAML. */
static bool glued_colon(const struct stumble *stumble, size_t offset)
{
    const struct source *source = stumble->source;
    size_t at = line_start(source, offset);
    while (at + 1 < source->length &&
           (source->bytes[at] == ' ' || (source->bytes[at] == '-' && source->bytes[at + 1] == ' ')))
        at++;
    size_t end = at;
    while (end < source->length && !strchr("\r\n", source->bytes[end]))
        end++;
    size_t word = source_glued_colon(source->bytes + at, end - at), behind = at + word + 1;
    if (word == 0)
        return false;
    size_t length = end - behind;
    diag_error(stumble->diags, source_place(source, at + word),
               "a blank is missing behind this colon; write %.*s: %.*s", (int)word, source->bytes + at,
               (int)(length < 40 ? length : 40), source->bytes + behind);
    return true;
}

/* "title: a: b" against a line that is indented too far. */
static void colon(const struct stumble *stumble)
{
    const struct source *source = stumble->source;
    size_t at = line_start(source, stumble->offset);
    if (at > 0 && glued_colon(stumble, at - 1))
        return;
    for (; at + 1 < stumble->offset; at++) {
        if (source->bytes[at] != ':' || source->bytes[at + 1] != ' ')
            continue;
        diag_error(stumble->diags, stumble->at,
                   "a second colon in one line; write the value in quotes if the colon belongs to it");
        return;
    }
    diag_error(stumble->diags, stumble->at,
               "a key cannot begin inside the text above it; see that the line above has a colon behind its "
               "key, and that this line is indented like the keys it belongs to");
}

static void bad_start(const struct stumble *stumble)
{
    size_t used, left = stumble->source->length - stumble->offset;
    if (left == 0) {
        diag_error(stumble->diags, stumble->at, "the file ends too early; a value is missing");
        return;
    }
    const char *text = stumble->source->bytes + stumble->offset;
    utf8_decode(text, left, &used);
    diag_error(stumble->diags, stumble->at, "a value cannot begin with %.*s; write it in quotes", (int)used,
               text);
}

static bool stands_at(const struct stumble *stumble, char c)
{
    return stumble->offset < stumble->source->length && stumble->source->bytes[stumble->offset] == c;
}

static void misplaced(const struct stumble *stumble)
{
    const struct quoted *last = stumble->last;
    bool behind_quote = last->any && last->end.line + 1 == stumble->at.line &&
                        last->end.column <= stumble->at.col && !at_end(stumble);
    if (text_behind_bracket(stumble))
        return;
    if (behind_quote && last->start.line != last->end.line)
        diag_error(stumble->diags, stumble->at,
                   "there is text behind a closing quote; the quote was opened in line %u, column %u: close "
                   "it where its text ends",
                   (unsigned)last->start.line + 1, (unsigned)last->start.column + 1);
    else if (stands_at(stumble, '-'))
        diag_error(stumble->diags, stumble->at,
                   "a list item cannot stand among keys; indent it below the key it belongs to");
    else if (stands_at(stumble, ':'))
        diag_error(stumble->diags, stumble->at, "a key is missing before this colon; write key: value");
    else if (behind_quote)
        diag_error(stumble->diags, stumble->at,
                   "there is text behind a closing quote; put the whole value in quotes, and write \\\" for "
                   "a quote inside it");
    else
        diag_error(stumble->diags, stumble->at,
                   "this line does not line up with the lines above it; give it the indentation of those it "
                   "belongs to");
}

static void no_colon(const struct stumble *stumble)
{
    if (glued_colon(stumble, stumble->begun_offset))
        return;
    diag_error(stumble->diags, stumble->begun,
               "a colon is missing here; write key: value, or indent the line if it continues the text "
               "above it");
}

static void no_value(const struct stumble *stumble)
{
    if (strstr(stumble->context, "flow") && swallowed_bracket(stumble))
        return;
    if (at_end(stumble))
        diag_error(stumble->diags, stumble->at, "the file ends too early; a value is missing");
    else
        diag_error(stumble->diags, stumble->at,
                   "a value is missing before this; write one, or remove the comma or bracket");
}

static void no_item(const struct stumble *stumble)
{
    if (text_behind_bracket(stumble))
        return;
    diag_error(stumble->diags, stumble->at,
               "a list item begins with - here; write it, or give the line the indentation of the keys it "
               "belongs to");
}

static void say(const struct stumble *stumble, const char *text)
{
    diag_error(stumble->diags, stumble->at, "%s", text);
}

/* The first row fits whose words are in what libyaml says; "" is in everything. */
static const struct {
    const char *problem, *context;
    void (*report)(const struct stumble *stumble);
    const char *text; /* where there is no report */
} table[] = {
    {"unexpected end of stream", "quoted scalar", open_quote, NULL},
    {"unexpected document indicator", "quoted scalar", open_quote, NULL},
    {"unknown escape", "", NULL,
     "a backslash in double quotes has a special meaning; write \\\\ for a backslash, or use single quotes"},
    {"hexdecimal", "quoted scalar", NULL,
     "\\x, \\u and \\U need 2, 4 and 8 hexadecimal digits; write \\\\ for a backslash, or use single quotes"},
    {"Unicode character escape", "", NULL, "there is no such character; write the character itself"},
    {"mapping values", "", colon, NULL},
    {"block sequence entries", "", NULL,
     "a list item cannot begin here; begin the list on a line of its own, or write the value in quotes if "
     "the - belongs to it"},
    {"mapping keys", "", NULL, "a value cannot begin with ? and a blank; write it in quotes"},
    {"expected ':'", "", no_colon, NULL},
    {"cannot start any token", "", bad_start, NULL},
    {"", "an anchor", NULL, "a value cannot begin with &; write it in quotes"},
    {"", "an alias", NULL, "a value cannot begin with *; write it in quotes"},
    {"", "a tag", NULL, "a value cannot begin with !; write it in quotes"},
    {"tag handle", "", NULL, "a value cannot begin with !; write it in quotes"},
    {"comment or line break", "", NULL,
     "nothing may stand behind | or > on its line; begin the text on the next line, indented"},
    {"indentation indicator", "", NULL, "a digit behind | or > must be 1 to 9; leave it out"},
    {"unexpected ':'", "", NULL, "a colon cannot stand here; write the value in quotes"},
    {"',' or", "", bracket, NULL},
    {"'-' indicator", "", no_item, NULL},
    {"node content", "", no_value, NULL},
    {"expected key", "", misplaced, NULL},
    {"document start", "", misplaced, NULL},
};

void syntax_report(const yaml_parser_t *parser, const struct source *source, const struct quoted *last,
                   struct diag_list *diags)
{
    const struct place whole = {source->file, 0, 0};
    if (parser->error == YAML_MEMORY_ERROR) {
        diag_error(diags, whole, "out of memory while the file is read");
        return;
    }
    struct stumble stumble = {.source = source,
                              .problem = parser->problem ? parser->problem : "",
                              .context = parser->context ? parser->context : "",
                              .offset = offset_of(source, parser->problem_mark),
                              .last = last,
                              .diags = diags};
    stumble.begun_offset = parser->context ? offset_of(source, parser->context_mark) : stumble.offset;
    /* Not the marks' lines: at the end of a file libyaml is on a line that is not there. */
    stumble.at = source_place(source, stumble.offset);
    stumble.begun = source_place(source, stumble.begun_offset);
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        if (!strstr(stumble.problem, table[i].problem) || !strstr(stumble.context, table[i].context))
            continue;
        if (table[i].report)
            table[i].report(&stumble);
        else
            say(&stumble, table[i].text);
        return;
    }
    say(&stumble, "this is not written as YAML; check the indentation, quotes and brackets here and in the "
                  "line above");
}
