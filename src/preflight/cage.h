/* cage: what a process that looks at strange content can not do any more: reach a network, start a program,
 * write a file, see other processes, or take all memory and time. */
#ifndef LOBBY_PREFLIGHT_CAGE_H
#define LOBBY_PREFLIGHT_CAGE_H

#include "base/err.h"

/* For this process and all its children, for good. False when the kernel refuses. */
bool cage_close(struct err *err) MUST_USE;

#endif
