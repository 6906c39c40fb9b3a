/* ground: a state folder to play on, and both halves of the store in a few words, for tests that are neither.
 *
 * The updater's part lives in ground_updater.c, the kiosk's in ground_kiosk.c: no file can be both. */
#ifndef TESTS_STORE_GROUND_H
#define TESTS_STORE_GROUND_H

#include "store/id.h"

#include <stddef.h>

/* A fresh folder on a file system in memory; removed with all that is in it by ground_finish. */
struct ground {
    char *root;  /* malloced */
    char *state; /* root/state; not made yet */
};
void ground_start(struct ground *ground);
void ground_finish(struct ground *ground);

/* Asserts that it works. */
void ground_write(const char *folder, const char *name, const void *bytes, size_t length);
char *ground_read(const char *folder, const char *name, size_t *length); /* malloced; NULL: missing */
bool ground_exists(const char *folder, const char *name);
size_t ground_count(const char *folder); /* of names in it, 0 when it is missing */
void ground_copy(const char *from, const char *to);
void ground_remove(const char *folder);

/* A release of that version whose commit begins with the letter, in epoch 1. */
struct store_id ground_id(int64_t version, char letter);

/* What every generation of these tests holds: lobby.yaml and slides/one.yaml, both with its name in them. */
void ground_fill(const char *folder, const struct store_id *id);
bool ground_whole(const char *folder, const struct store_id *id);

/* Updater: remembers, stages, fills, adopts, prunes; true when all of it went well. */
bool ground_publish(const char *state, const struct store_id *id);

/* Kiosk: starts, takes, gives its verdict (UNJUDGED: dies without one), ends. The version that was taken; 0:
 * nothing. */
int64_t ground_show(const char *state, enum store_verdict verdict);

#endif
