/* str: UTF-8 and strict numbers. */
#ifndef LOBBY_BASE_STR_H
#define LOBBY_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Decodes one code point from text of at least one byte and sets *used (1..4). Ill-formed input (overlong,
 * surrogate, past U+10FFFF, truncated; Unicode 15, table 3-7) gives U+FFFD and *used = 1. */
uint32_t utf8_decode(const char *text, size_t length, size_t *used);

/* True when all of text is well-formed. Otherwise *bad (may be NULL) is the offset of the first bad byte. */
bool utf8_valid(const char *text, size_t length, size_t *bad);

/* Makes one line of text, in its place, that says nothing to a terminal: control characters become blanks,
 * those that turn the direction of writing U+FFFD, and what is no UTF-8 is left out. */
void utf8_make_printable(char *text);

/* The whole text must be a decimal integer in [min, max], optional minus, no blanks, no plus. */
bool num_parse(const char *text, int64_t min, int64_t max, int64_t *value);

/* The whole text must be a decimal fraction such as 0.4 or 1 in [min, max], independent of the locale. */
bool num_parse_real(const char *text, double min, double max, double *value);

/* The candidate nearest to text (Damerau-Levenshtein, at most a third of its length away), or NULL.
 * For "did you mean". */
const char *str_nearest(const char *text, const char *const *candidates, size_t count);

#endif
