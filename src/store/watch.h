/* watch: notices that the updater named another trial. For this room only.
 *
 * Sleeps in the kernel (inotify) on the state folder; while that is missing, on the nearest folder above it.
 */
#ifndef LOBBY_STORE_WATCH_H
#define LOBBY_STORE_WATCH_H

struct store_watch;

/* folder need not exist. A system that cannot watch it is logged once. NULL when memory is out. */
struct store_watch *store_watch_create(const char *folder);
void store_watch_destroy(struct store_watch *watch);

/* Readable when something may have changed; -1 when nothing can be watched. */
int store_watch_fd(const struct store_watch *watch);

/* Takes what is readable and watches what is there now. */
void store_watch_take(struct store_watch *watch);

#endif
