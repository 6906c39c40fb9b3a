/* diag: everything that is wrong with what people wrote, each with its place.
 *
 * A message has the form "what is wrong; what to write instead". All problems of a run are collected, sorted
 * by place and printed as "file:line:col: error: what is wrong; what to do". */
#ifndef LOBBY_BASE_DIAG_H
#define LOBBY_BASE_DIAG_H

#include "base/err.h"

#include <stddef.h>
#include <stdio.h>

enum diag_level { DIAG_WARNING, DIAG_ERROR };

/* A place in a file. line and col count from 1; 0 means that the message is about the whole file. */
struct place {
    const char *file; /* as the person would name it, relative to the content folder */
    unsigned line, col;
};

struct diag {
    enum diag_level level;
    struct place place;
    const char *text;
};

/* Opaque list; it copies the file names and texts it is given. */
struct diag_list;

/* Returns NULL when memory is out. */
struct diag_list *diag_list_create(void);
void diag_list_destroy(struct diag_list *list);

/* Adds one problem. A list keeps at most DIAG_MAX of them, errors rather than warnings, and counts
 * the rest. Exact repeats are dropped. A
 * long text is cut; in it and in the file's name control characters become blanks, characters that turn the
 * direction U+FFFD, and what is no UTF-8 is left out. */
#define DIAG_MAX 1000
void diag_add(struct diag_list *list, enum diag_level level, struct place place, const char *format, ...)
    PRINTF_LIKE(4, 5);
#define diag_error(list, place, ...)   diag_add(list, DIAG_ERROR, place, __VA_ARGS__)
#define diag_warning(list, place, ...) diag_add(list, DIAG_WARNING, place, __VA_ARGS__)

/* Counts, with those beyond DIAG_MAX. */
size_t diag_errors(const struct diag_list *list);
size_t diag_warnings(const struct diag_list *list);

/* The kept problems, sorted by file, line and column. Valid until the next diag_add. */
const struct diag *diag_items(struct diag_list *list, size_t *count);

/* One line a problem, then nothing. prefix (may be "") stands before each file name, e.g. "content/". */
void diag_print(struct diag_list *list, FILE *out, const char *prefix);

#endif
