/* shelf: the signed statements of a publication or of a keys folder, as pairs of files. For this room only.
 *
 * NAME.yaml is the one file that counts: it changes in one step, and its signature is also kept beside the
 * numbered copy of the same statement, which was complete before. */
#ifndef LOBBY_PUBLISH_SHELF_H
#define LOBBY_PUBLISH_SHELF_H

#include "trust/trust.h"

#define SHELF_KEYRING "keyring"
#define SHELF_RELEASE "release"

/* A name on the shelf: "release.yaml" with number 0, "releases/17.yaml" otherwise. In arena, or NULL. */
const char *shelf_name(struct arena *arena, const char *kind, int64_t number);

/* Reads a statement and its signature from a folder or an address; bytes live in arena. Refuses as
 * depot/fetch.h says: "not-found" when there is none. */
bool shelf_read(const char *where, const char *kind, int64_t number, struct arena *arena,
                struct trust_files *files, struct refusal *why) MUST_USE;

/* Reads what is published now. Where its signature is that of another statement, because somebody was
 * interrupted between the two files, the one beside the numbered copy is read in its place. */
bool shelf_read_again(const char *where, const char *kind, struct arena *arena, struct trust_files *files,
                      struct refusal *why) MUST_USE;

/* Writes signature and statement under that number; where both are there already, only what differs. */
bool shelf_write(const char *folder, const char *kind, int64_t number, const struct trust_files *files,
                 struct refusal *why) MUST_USE;

/* The number after "KEY: " in a statement that nobody has verified: good for a file's name and nothing else.
 * 0 when there is none up to SHELF_NUMBER_MAX. */
#define SHELF_NUMBER_MAX INT64_C(1000000000)
int64_t shelf_hint(const struct trust_files *files, const char *key);

/* The site that a statement says it is for, in arena; NULL when it says none. */
const char *shelf_site(const struct trust_files *files, struct arena *arena);

/* The highest numbered statement of a folder; 0 for none. */
int64_t shelf_highest(const char *folder, const char *kind);

/* Takes over the numbered keyrings behind anchor->seen, one after the other, as long as there are any.
 * keyring and files are those of the last one, and stay as they are when there is none. */
bool shelf_walk(const char *where, struct trust_anchor *anchor, struct arena *arena,
                struct trust_keyring *keyring, struct trust_files *files, struct refusal *why) MUST_USE;

bool shelf_no_memory(struct refusal *why);

#endif
