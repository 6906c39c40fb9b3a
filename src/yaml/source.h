/* source: the bytes of one file, looked at without a parser.
 *
 * For this room only. libyaml forgives what staff should not have to find out about on the screen, and its
 * events do not tell what a comment swallowed, so both are seen here. */
#ifndef LOBBY_YAML_SOURCE_H
#define LOBBY_YAML_SOURCE_H

#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

struct source {
    const char *bytes;
    size_t length;
    const char *file;
    struct place end; /* behind the last character; set by source_check */
};

/* False after one diag_error for each kind of thing that no file may hold: more than YAML_BYTES_MAX, bytes
 * that are not UTF-8, tabs, control characters, lone carriage returns, U+2028 and its kin, directives.
 * Takes a byte order mark off the front. */
bool source_check(struct source *source, struct diag_list *diags);

/* A position that only moves forward, so that a whole file is walked once. index counts characters, as
 * libyaml's marks do. */
struct cursor {
    size_t index, offset;
};

/* Moves to the character of that index, or to the end. A cursor that is further already stays. */
void cursor_move(struct cursor *cursor, const struct source *source, size_t index);

/* When behind offset on the same line there is nothing but blanks and then a # with text glued to it, the
 * length of that comment and *start, else 0. Blanks at its end do not count, nor what is behind a color or is
 * a comment on the comment. */
size_t source_glued_comment(const struct source *source, size_t offset, size_t *start);

/* In "word:text" the length of word, else 0: YAML sees no key where no blank is behind the colon. Not for
 * "https://...". */
size_t source_glued_colon(const char *text, size_t length);

/* The place of a byte. Walks the file from its beginning: for the one syntax error of a file. */
struct place source_place(const struct source *source, size_t offset);

/* True when a character can stand in a value: everything but controls and invisible line ends. */
bool source_is_text(unsigned code);

#endif
