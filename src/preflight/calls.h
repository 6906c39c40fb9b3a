/* calls: which system calls a caged process has. Part of the room. */
#ifndef LOBBY_PREFLIGHT_CALLS_H
#define LOBBY_PREFLIGHT_CALLS_H

#include "base/err.h"

/* For all threads and children of this process, for good. Wants "no new privileges" to be set. */
bool calls_restrict(struct err *err) MUST_USE;

#endif
