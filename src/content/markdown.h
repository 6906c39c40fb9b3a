/* content/markdown: a Markdown text as blocks of spans, through md4c.
 *
 * Paragraphs, headings, strong, emphasis, nested lists, links, quotes, rules, hard breaks. What a lobby
 * screen cannot show (tables, pictures, raw HTML, code) is an error that says what to write instead. */
#ifndef LOBBY_CONTENT_MARKDOWN_H
#define LOBBY_CONTENT_MARKDOWN_H

#include "content/content.h"

/* About 10,000 words. It also bounds what md4c may take for a text that was made to be slow. */
#define MARKDOWN_BYTES_MAX (64u * 1024u)

/* Resolves the target of a link that stands at place. Reports what is wrong and returns false. */
struct markdown_links {
    bool (*resolve)(void *user, const char *target, struct place place, struct link *link);
    void *user;
};

/* text is well-formed UTF-8; place is where its first line stands (problems are reported relative to it).
 * The body belongs to the arena. False after at least one error. */
bool markdown_parse(const char *text, size_t length, struct place place, const struct markdown_links *links,
                    struct arena *arena, struct diag_list *diags, struct body *body);

#endif
