/* shelf: reading what lies in the state folder, for both halves. For this room only. Writes nothing. */
#ifndef LOBBY_STORE_SHELF_H
#define LOBBY_STORE_SHELF_H

#include "base/err.h"
#include "store/state.h"

/* The generations on the disk, oldest first. Missing folders give none. */
struct shelf {
    struct store_id *ids; /* malloced; of the commits the first digits */
    size_t count;
};

/* state is the state folder, open. False and err when it cannot be read. */
bool shelf_read(int state, struct shelf *shelf, struct err *err) MUST_USE;
void shelf_finish(struct shelf *shelf);

const struct store_id *shelf_find(const struct shelf *shelf, const struct store_id *id);

/* The newest good one that is there and older than below (NULL: any), or NULL. */
const struct store_id *shelf_good(const struct shelf *shelf, const struct state_verdicts *verdicts,
                                  const struct store_id *below);

/* Reads one of the state files. False when there is nothing that can be used; then *out is as if there were
 * no file, and the log says so if there is one. */
bool shelf_verdicts(int state, struct state_verdicts *out);
bool shelf_memory(int state, struct state_memory *out);
bool shelf_trial(int state, struct store_id *out);

/* What to do about a file or folder that cannot be written for that reason, an errno. */
const char *shelf_advice(int number);

/* Makes the folder when only itself is missing, so that it stays, and opens it. -1, err and errno. */
int shelf_make_folder(int dir, const char *path, struct err *err) MUST_USE;

/* Removes what a killed writer left beside its files (".lobby-PID-N.tmp"). For a folder of one writer. */
void shelf_sweep(int dir);

/* Takes the lock of a half: a file of that name in dir, locked as long as it is open. -1: errno EWOULDBLOCK
 * when somebody else has it. */
int shelf_lock(int dir, const char *name) MUST_USE;

#endif
