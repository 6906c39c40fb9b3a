/* store/id: how a generation of content is named on the disk.
 *
 * A generation is one release, checked out: "1-17-0f3d33c2a9be" is version 17 of epoch 1, and the beginning
 * of the commit that holds it. Releases of one site are ordered by epoch, then version. */
#ifndef LOBBY_STORE_ID_H
#define LOBBY_STORE_ID_H

#include <stdbool.h>
#include <stdint.h>

#define STORE_COMMIT_TEXT 65u /* 64 small hexadecimal digits and the zero */
#define STORE_NAME_TEXT   48u /* of a generation, with the zero */
#define STORE_REASON_TEXT 240u
#define STORE_NUMBER_MAX  (INT64_C(1) << 53)

struct store_id {
    int64_t epoch, version; /* 0 to STORE_NUMBER_MAX */
    char commit[STORE_COMMIT_TEXT];
};

/* False when a number is out of range or commit is not 64 small hexadecimal digits. */
bool store_id_ok(const struct store_id *id);

/* id must be ok. */
void store_id_name(const struct store_id *id, char name[STORE_NAME_TEXT]);

/* Exactly what store_id_name writes. Of the commit its first STORE_COMMIT_SHORT digits come back. */
#define STORE_COMMIT_SHORT 12u
bool store_id_parse(const char *name, struct store_id *id);

/* By epoch, then version: negative, 0, positive. */
int store_id_compare(const struct store_id *a, const struct store_id *b);

/* The same commit, as far as both tell. */
bool store_commit_same(const char *a, const char *b);

enum store_verdict { STORE_UNJUDGED, STORE_GOOD, STORE_BAD };

#endif
