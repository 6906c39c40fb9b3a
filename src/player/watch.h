/* player/watch: notices when a folder of content changes, however it is changed: files written in place,
 * renamed into place, removed; sub-folders that come and go; the whole folder, or a symbolic link on the way
 * to it, replaced by another. It sleeps in the kernel (inotify) and costs nothing while nothing happens. */
#ifndef LOBBY_PLAYER_WATCH_H
#define LOBBY_PLAYER_WATCH_H

#include <stdbool.h>

struct watch;

/* The folder need not exist yet. A system that cannot watch it is logged once, and then nothing is ever
 * noticed. NULL when memory is out. */
struct watch *watch_create(const char *folder);
void watch_destroy(struct watch *watch);

/* Watches the folders that are there now. To be called before they are read: what changes from then on shows
 * at the descriptor. */
void watch_renew(struct watch *watch);

/* Readable when something may have changed; -1 when nothing is watched. */
int watch_fd(const struct watch *watch);

/* Takes what there is to read. True when content may have changed by it. */
bool watch_take(struct watch *watch);

#endif
