#include "yaml/source.h"

#include "base/str.h"
#include "yaml/tree.h"

#include <ctype.h>
#include <string.h>

bool source_is_text(unsigned code)
{
    if (code == '\n')
        return true;
    bool control = code < 0x20 || (code >= 0x7f && code < 0xa0);
    bool line_end = code == 0x2028 || code == 0x2029;
    bool no_character = code == 0xfeff || code == 0xfffe || code == 0xffff;
    return !control && !line_end && !no_character;
}

/* What was found first of a kind, and on how many lines more. */
struct finding {
    struct place place;
    unsigned more_lines, last_line;
    unsigned code;
};

static void find(struct finding *finding, struct place place, unsigned code)
{
    if (finding->last_line == 0) {
        finding->place = place;
        finding->code = code;
    } else if (finding->last_line != place.line) {
        finding->more_lines++;
    }
    finding->last_line = place.line;
}

struct findings {
    struct finding tabs, returns, others, directives;
};

/* Puts what this character is guilty of into findings. */
static void judge(struct findings *findings, struct place place, unsigned code, bool before_line_feed)
{
    if (code == '\t')
        find(&findings->tabs, place, code);
    else if (code == '\r' && !before_line_feed)
        find(&findings->returns, place, code);
    else if (code != '\r' && !source_is_text(code))
        find(&findings->others, place, code);
    else if (code == '%' && place.col == 1)
        find(&findings->directives, place, code);
}

static bool report(const struct finding *finding, struct diag_list *diags, const char *what, const char *todo)
{
    if (finding->last_line == 0)
        return true;
    if (finding->more_lines)
        diag_error(diags, finding->place, "%s here and on %u more line%s; %s", what, finding->more_lines,
                   finding->more_lines == 1 ? "" : "s", todo);
    else
        diag_error(diags, finding->place, "%s here; %s", what, todo);
    return false;
}

static bool report_all(const struct findings *findings, struct diag_list *diags)
{
    bool ok = report(&findings->tabs, diags, "there is a tab", "write blanks instead");
    ok &= report(&findings->returns, diags, "there is a carriage return without a line feed",
                 "save the file with ordinary line ends");
    ok &= report(&findings->directives, diags, "a line begins with %",
                 "write the text in quotes on the line of its key, or remove the line");
    char what[64];
    snprintf(what, sizeof what, "there is an invisible character (U+%04X)", findings->others.code);
    ok &= report(&findings->others, diags, what, "delete it");
    return ok;
}

/* How many of the characters are printable ASCII, from the first on. */
static size_t plain_run(const char *text, size_t length)
{
    size_t run = 0;
    while (run < length && text[run] >= ' ' && text[run] <= '~')
        run++;
    return run;
}

bool source_check(struct source *source, struct diag_list *diags)
{
    const struct place whole = {source->file, 0, 0};
    if (source->length > YAML_BYTES_MAX) {
        diag_error(diags, whole, "the file has %zu bytes; at most %u are read, so split it", source->length,
                   YAML_BYTES_MAX);
        return false;
    }
    static const char mark[] = "\xef\xbb\xbf";
    if (source->length >= sizeof mark - 1 && memcmp(source->bytes, mark, sizeof mark - 1) == 0) {
        source->bytes += sizeof mark - 1;
        source->length -= sizeof mark - 1;
    }
    struct findings findings = {0};
    struct place place = {source->file, 1, 1};
    for (size_t at = 0, used; at < source->length; at += used) {
        /* Most of a file, and nothing to say of it. A % may be guilty, in front. */
        used = place.col > 1 ? plain_run(source->bytes + at, source->length - at) : 0;
        place.col += (unsigned)used;
        if (used > 0)
            continue;
        unsigned code = utf8_decode(source->bytes + at, source->length - at, &used);
        if (code == 0xfffd && used == 1) {
            diag_error(diags, place, "byte 0x%02X is not UTF-8; save the file in the encoding UTF-8",
                       (unsigned char)source->bytes[at]);
            return false;
        }
        bool before_line_feed = at + 1 < source->length && source->bytes[at + 1] == '\n';
        judge(&findings, place, code, before_line_feed);
        place.col++;
        if (code == '\n') {
            place.line++;
            place.col = 1;
        }
    }
    source->end = place;
    return report_all(&findings, diags);
}

static bool continues(const struct source *source, size_t offset)
{
    return offset < source->length && ((unsigned char)source->bytes[offset] & 0xc0) == 0x80;
}

void cursor_move(struct cursor *cursor, const struct source *source, size_t index)
{
    while (cursor->index < index && cursor->offset < source->length) {
        cursor->offset++;
        while (continues(source, cursor->offset))
            cursor->offset++;
        cursor->index++;
    }
}

size_t source_glued_colon(const char *text, size_t length)
{
    size_t word = 0;
    while (word < length && (isalnum((unsigned char)text[word]) || text[word] == '-' || text[word] == '_'))
        word++;
    bool glued = word > 0 && word + 1 < length && text[word] == ':' && !strchr(" \r\n", text[word + 1]);
    bool address = glued && length - word > 2 && strncmp(text + word, "://", 3) == 0;
    return glued && !address ? word : 0;
}

/* The length of what somebody meant to write of a comment that begins with text. */
static size_t meant(const char *comment, size_t length)
{
    enum { COLOR = sizeof "#0b3b33" - 1 };
    size_t digits = 1;
    while (digits < length && isxdigit((unsigned char)comment[digits]))
        digits++;
    if (digits == COLOR && length > COLOR && strchr(" ,]}", comment[COLOR]))
        return COLOR;
    for (size_t at = 1; at + 1 < length; at++)
        if (comment[at] == ' ' && comment[at + 1] == '#' && (at + 2 == length || comment[at + 2] == ' '))
            length = at;
    while (length > 0 && comment[length - 1] == ' ')
        length--;
    return length;
}

size_t source_glued_comment(const struct source *source, size_t offset, size_t *start)
{
    const char *bytes = source->bytes;
    size_t at = offset;
    while (at < source->length && bytes[at] == ' ')
        at++;
    if (at + 1 >= source->length || bytes[at] != '#' || strchr(" #\r\n", bytes[at + 1]))
        return 0;
    const char *feed = memchr(bytes + at, '\n', source->length - at);
    size_t end = feed ? (size_t)(feed - bytes) : source->length;
    while (end > at && (bytes[end - 1] == ' ' || bytes[end - 1] == '\r'))
        end--;
    *start = at;
    return meant(bytes + at, end - at);
}

struct place source_place(const struct source *source, size_t offset)
{
    struct place place = {source->file, 1, 1};
    for (size_t at = 0; at < offset && at < source->length; at++) {
        if (source->bytes[at] == '\n') {
            place.line++;
            place.col = 1;
        } else if (!continues(source, at + 1)) {
            place.col++;
        }
    }
    return place;
}
