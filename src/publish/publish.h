/* publish: what staff do to a publication: see what would change, publish it, go back.
 *
 * A destination is a folder, or HOST:PATH for rsync through ssh; then the publication is put together in the
 * keys folder and copied. Objects come first, numbered statements next, and release.yaml, which alone says
 * what is published, last and in one step. Whatever interrupts it: what was published stays, and the same
 * call again finishes. One at a time: a lock lies beside the publication. */
#ifndef LOBBY_PUBLISH_PUBLISH_H
#define LOBBY_PUBLISH_PUBLISH_H

#include "publish/keys.h"

#define PUBLISH_DAYS     365 /* a release counts so long, when nobody says otherwise */
#define PUBLISH_DAYS_MAX 400
#define PUBLISH_MINIMUM  "0.1.0" /* the first Lobby that can show content of format 1 */

enum publish_step { PUBLISH_COMMITS, PUBLISH_COPIES };

struct publish_asker { /* what a person is told meanwhile; any may be NULL */
    void (*progress)(void *arg, enum publish_step step, uint64_t done, uint64_t total);
    void *arg;
};

enum publish_change { PUBLISH_ADDED, PUBLISH_CHANGED, PUBLISH_REMOVED };

struct publish_line {
    enum publish_change change;
    const char *path; /* "slides/welcome.yaml" */
};

struct publish_plan {
    char commit[TRUST_COMMIT_TEXT];
    int64_t version;        /* that it would get */
    int64_t bytes, objects; /* of the content, as on a kiosk */
    uint64_t fetched;       /* bytes that a kiosk fetches which has what is published now */
    struct publish_line *lines;
    size_t count;
    bool same;  /* this is what is published */
    bool first; /* nothing was published before, or it is not there any more */
};

struct publication; /* an open destination, locked */

/* Opens the destination, and takes over what others have signed and published there. keys must outlive it. */
struct publication *publication_open(struct keys *keys, const char *destination,
                                     const struct publish_asker *asker, struct refusal *why) MUST_USE;
void publication_close(struct publication *publication); /* NULL is fine */

/* What is published there now, verified; NULL when nothing is, or nothing that still counts. */
const struct trust_release *publication_last(const struct publication *publication);

/* Commits a content folder beside what is published, which nobody sees yet. plan lives as long as keys. */
bool publication_plan(struct publication *publication, const char *content, struct publish_plan *plan,
                      struct refusal *why) MUST_USE;

/* The same for the content of a version that lies there. */
bool publication_plan_back(struct publication *publication, int64_t version, struct publish_plan *plan,
                           struct refusal *why) MUST_USE;

/* Signs and publishes what was planned, for so many days from now. */
bool publication_publish(struct publication *publication, const struct publish_plan *plan, int days,
                         int64_t now, const struct sign_key *key, struct refusal *why) MUST_USE;

/* Publishes the newest keyring alone, and finishes what was interrupted. */
bool publication_send_keyring(struct publication *publication, struct refusal *why) MUST_USE;

#endif
