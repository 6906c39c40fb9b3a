/* player/loader: content is read on a worker, when its folder changes and when it is asked for, so that no
 * frame waits for it. */
#ifndef LOBBY_PLAYER_LOADER_H
#define LOBBY_PLAYER_LOADER_H

#include "base/err.h"
#include "content/content.h"

struct loader;

/* Starts to read at once. folder NULL: nothing is read, and there is nothing to show. ready is called from
 * the worker whenever something was read. NULL when there is no memory or no thread. */
struct loader *loader_create(const char *folder, void (*ready)(void *user), void *user);
void loader_destroy(struct loader *loader);

/* Waits until it has been read for the first time. */
void loader_wait(struct loader *loader);

/* Reads it again, changed or not. */
void loader_begin(struct loader *loader);

/* From now on it is another folder, which is read at once. What was read of the one before is dropped when it
 * was not taken. False when memory is out: then it stays with the one before. */
bool loader_move(struct loader *loader, const char *folder) MUST_USE;

/* True when it was read since this was last asked. *content is the newest good generation that was read since
 * then, with one reference for the caller, or NULL. *diags is what is wrong with the folder as it is now
 * (NULL: no memory even for that) and belongs to the caller. */
bool loader_take(struct loader *loader, struct content **content, struct diag_list **diags);

#endif
