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

/* For cmocka: *state is a fresh one. */
int ground_before(void **state);
int ground_after(void **state);

/* These assert that it works. name "." is the file "folder" itself. */
void ground_write(const char *folder, const char *name, const void *bytes, size_t length);
char *ground_read(const char *folder, const char *name, size_t *length); /* malloced; NULL: missing */
bool ground_exists(const char *folder, const char *name);
size_t ground_count(const char *folder); /* of names in it, 0 when it is missing */
void ground_copy(const char *from, const char *to);
bool ground_tidy(const char *folder); /* no hidden name in it or below */
void ground_remove(const char *folder);

/* A release of that version whose commit begins with the letter, in epoch 1. */
struct store_id ground_id(int64_t version, char letter);

/* What every generation of these tests holds: lobby.yaml and slides/one.yaml, both with its name in them.
 * False when there is no room for it. */
bool ground_fill(const char *folder, const struct store_id *id);
bool ground_whole(const char *folder, const struct store_id *id);

/* What an update came to. */
enum ground_update {
    GROUND_ADOPTED,
    GROUND_REFUSED, /* the commit is bad */
    GROUND_FAILED,
    GROUND_FORGETFUL /* it no longer knew what it had been told */
};

/* Updater: a whole run for this release: remembers, stages, fills, adopts, prunes. broken: its preflight says
 * no. seen (may be NULL): the newest release that it must know of; set to this one when that is remembered.
 */
enum ground_update ground_update(const char *state, const struct store_id *id, bool broken,
                                 struct store_id *seen);
bool ground_publish(const char *state, const struct store_id *id); /* adopted? */
bool ground_update_status(const char *run); /* of a release that was refused as rolled back */

/* Kiosk: what store/kiosk.h says, in words that both halves may know. */
struct store_kiosk;
enum ground_kind { GROUND_NOTHING, GROUND_GOOD, GROUND_TRIAL };
struct ground_shown {
    enum ground_kind kind;
    struct store_id id;
    char path[256];
};
struct store_kiosk *ground_kiosk(const char *state);
void ground_take(struct store_kiosk *kiosk, struct ground_shown *shown);
bool ground_judge(struct store_kiosk *kiosk, enum store_verdict verdict);
bool ground_pending(struct store_kiosk *kiosk);
void ground_end(struct store_kiosk *kiosk, bool orderly); /* NULL is fine */

/* Starts, takes, gives its verdict on a trial (UNJUDGED: dies without one), ends. The version that was taken;
 * 0: nothing; -1: the verdict was not kept. */
int64_t ground_show(const char *state, enum store_verdict verdict);

#endif
