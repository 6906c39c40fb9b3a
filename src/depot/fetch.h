/* fetch: one small file of a publication, over https, http or from a folder. */
#ifndef LOBBY_DEPOT_FETCH_H
#define LOBBY_DEPOT_FETCH_H

#include "depot/source.h"

#include <stddef.h>

struct depot_file {
    char *bytes; /* malloced, with a zero behind its end; the caller frees it. NULL after a refusal */
    size_t length;
    unsigned retry_after_s; /* what a server asked for beside 429 or 503, at most a day; 0: it did not ask */
};

/* Gets the file name ("release.yaml", "keyrings/3.yaml"), at most cap bytes, which are counted as they come.
 * It follows at most three redirects, to https only. What comes is not looked at, but for one thing: a page
 * of HTML is refused as "captive-portal". The codes are in src/depot/README.md. */
bool depot_fetch(const struct depot_source *source, const char *name, size_t cap, struct depot_file *file,
                 struct refusal *why) MUST_USE;

/* The same for several files over one connection: a handshake of TLS costs more than a statement. source must
 * stay as long as the line. */
struct depot_line;
struct depot_line *depot_line_open(const struct depot_source *source, struct refusal *why) MUST_USE;
bool depot_line_fetch(struct depot_line *line, const char *name, size_t cap, struct depot_file *file,
                      struct refusal *why) MUST_USE;
void depot_line_close(struct depot_line *line);

#endif
