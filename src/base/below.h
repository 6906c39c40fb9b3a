/* below: open a path without ever leaving a folder.
 *
 * For file.c. The two ways do the same; the second is for kernels before 5.6 and sandboxes without openat2.
 */
#ifndef LOBBY_BASE_BELOW_H
#define LOBBY_BASE_BELOW_H

#include <stdbool.h>

/* True for a relative path of at least one component, none of them empty or "..". */
bool below_name_ok(const char *name);

/* Opens name below dir with flags (no O_CREAT), O_CLOEXEC and O_NOFOLLOW for every component. -1 and errno:
 * ELOOP for a symbolic link on the way. name must be below_name_ok. */
int below_open(int dir, const char *name, int flags);

/* The way without openat2. */
int below_walk(int dir, const char *name, int flags);

#endif
