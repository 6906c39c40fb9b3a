/* folder: a walk over everything below a folder on the disk. */
#ifndef LOBBY_DEPOT_FOLDER_H
#define LOBBY_DEPOT_FOLDER_H

#include "base/refusal.h"

#include <sys/stat.h>

enum folder_step { FOLDER_STOP, FOLDER_SKIP, FOLDER_GO };

/* Called for each entry, in no order, a folder before what is in it; info is that of the entry itself, never
 * of what a link points to. SKIP does not go into a folder; STOP ends the walk. */
typedef enum folder_step folder_visit_fn(void *arg, const char *path, const struct stat *info);

/* Walks below path; path itself may be a symbolic link. False when it was stopped, or with why set to "file"
 * when something cannot be read, or to "too-large" beyond a depth of FOLDER_DEPTH. */
bool folder_walk(const char *path, folder_visit_fn *visit, void *arg, struct refusal *why) MUST_USE;
enum { FOLDER_DEPTH = 40 };

#endif
