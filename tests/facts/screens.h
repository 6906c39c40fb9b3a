/* facts/screens: the shipped content as plain text, one string for each slide and page. */
#ifndef LOBBY_TESTS_FACTS_SCREENS_H
#define LOBBY_TESTS_FACTS_SCREENS_H

#include "base/err.h"

#include <stddef.h>

struct screen {
    char *name; /* "pages/contact": pages/contact.yaml together with pages/contact.en.md */
    char *text; /* blanks folded to one; no comments, no Markdown emphasis, no settings */
};

struct screens {
    struct screen *items;
    size_t count;
};

/* Reads slides and pages, with their English Markdown, below a content folder. The caller releases them with
 * screens_finish, on failure too. */
bool screens_read(const char *folder, struct screens *screens, struct err *err) MUST_USE;
void screens_finish(struct screens *screens);

/* A deep copy in which every occurrence of a text (NULL: none) is blanked out. */
struct screens screens_without(const struct screens *screens, const char *text);

/* Appends a file as a reader sees it: yaml says whether "#" begins comments. *text is malloced; it may be
 * NULL before. */
void screens_fold(char **text, const char *bytes, bool yaml);

#endif
