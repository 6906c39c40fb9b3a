/* lines: the parts of minisign's files. For this room only. */
#ifndef LOBBY_TRUST_LINES_H
#define LOBBY_TRUST_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LINES_UNTRUSTED    "untrusted comment: "
#define LINES_TRUSTED      "trusted comment: "
#define LINES_ALGORITHM    "Ed" /* of keys, and of signatures of the old kind */
#define LINES_PREHASHED    "ED"
#define LINES_BYTES_MAX    160u                        /* that a line of base64 holds */
#define BASE64_TEXT(bytes) (((bytes) + 2) / 3 * 4 + 1) /* with the zero */

/* One line of a file, without its line feed. Not terminated. */
struct line {
    const char *text;
    size_t length;
};

/* Takes the next line off the front of *bytes; false when there is none that ends in a line feed. */
bool lines_next(const char **bytes, size_t *length, struct line *line);

/* Takes prefix off the front of the line. */
bool lines_skip(struct line *line, const char *prefix);

/* Decodes exactly size bytes of canonical base64: no blank, no other padding, no spare bit set. size is at
 * most LINES_BYTES_MAX. */
bool lines_base64(const struct line *line, uint8_t *bytes, size_t size);

/* Printable UTF-8, tabs allowed: no line end, no control character. */
bool lines_is_text(const struct line *line);

#endif
