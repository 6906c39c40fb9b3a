/* reading: which files a caged process can read. Part of the room. */
#ifndef LOBBY_PREFLIGHT_READING_H
#define LOBBY_PREFLIGHT_READING_H

#include "base/err.h"

/* What lies below folder, what packages installed below /usr, and fontconfig's own files: so keys, settings
 * and people's files are out of reach of a hole in a decoder. For this process and all its children, for
 * good, with Landlock; a kernel without it is taken as it is. Wants "no new privileges" to be set. */
bool reading_restrict(const char *folder, struct err *err) MUST_USE;

#endif
