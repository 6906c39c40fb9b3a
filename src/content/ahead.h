/* content/ahead: the files of a large folder are read and parsed by several threads, ahead of the one that
 * makes a model of them. Part of the room, not for others.
 *
 * What has anything wrong with it, and what is large, is left to that one: problems are told in one place, in
 * one order, whoever came first. */
#ifndef LOBBY_CONTENT_AHEAD_H
#define LOBBY_CONTENT_AHEAD_H

#include "content/document.h"

/* Fewer files are read before a thread is. */
#define AHEAD_FILES_LEAST 32

struct ahead;

/* Begins with these files (below folder, which stays open and the names valid until ahead_finish), in their
 * order. NULL when nothing is gained: few files, one processor, or no memory or thread for it. */
struct ahead *ahead_start(int folder, const char *const *files, size_t count);

/* The next file in that order: true with a good document, which is the caller's to finish. False when the
 * caller has to read it: nothing is known of it. NULL is allowed, and knows nothing. */
bool ahead_take(struct ahead *ahead, const char *file, struct document *document);

/* Waits for the threads. NULL is allowed. */
void ahead_finish(struct ahead *ahead);

#endif
