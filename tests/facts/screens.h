/* facts/screens: the shipped content as plain text in one language, one string for each slide and page. */
#ifndef LOBBY_TESTS_FACTS_SCREENS_H
#define LOBBY_TESTS_FACTS_SCREENS_H

#include "content/content.h"

struct screen {
    char *name;   /* "slides/welcome", "pages/contact", "menu" */
    char *text;   /* what a visitor reads: every text on a line of its own, blanks folded to one */
    char *behind; /* what stands behind it: the picture's description and the targets of links */
};

struct screens {
    struct screen *items;
    size_t count;
};

/* The screens of a content in the language of that index. Released with screens_finish. */
struct screens screens_read(const struct content *content, size_t lang);
void screens_finish(struct screens *screens);

/* A deep copy in which every occurrence of a text in what visitors read is blanked out. */
struct screens screens_without(const struct screens *screens, const char *text);

#endif
