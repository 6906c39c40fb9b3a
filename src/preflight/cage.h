/* cage: what a process that looks at strange content cannot do any more.
 *
 * It can compute, read some folders, make copies of itself and write to its own stdout and stderr. It cannot
 * reach a network, start a program, write a file, touch another process, or take endless memory and time.
 * What it asks for beyond that is answered with ENOSYS, as by a kernel that does not have it, so that a
 * library that only tries goes on. System calls of a foreign kind (32 bits, x32) end it. */
#ifndef LOBBY_PREFLIGHT_CAGE_H
#define LOBBY_PREFLIGHT_CAGE_H

#include "base/err.h"

#include <stdint.h>

/* Of each process. Stricter limits that stand already stay. */
struct cage_limits {
    uint64_t address_bytes; /* not under AddressSanitizer, which maps terabytes */
    uint64_t cpu_seconds;   /* then SIGXCPU comes, and what goes on is killed CAGE_GRACE_SECONDS later */
    uint64_t files;         /* open at a time */
};

#define CAGE_GRACE_SECONDS 5

/* Those of lobby-preflight. */
extern const struct cage_limits cage_limits;

/* For this process and all its children, for good. Closes all descriptors behind stderr. folder is what it
 * may read besides fonts and what else Debian's packages brought (where the kernel has Landlock; else it may
 * read whatever its user may). False when the kernel refuses; then nothing strange must be looked at. */
bool cage_close(const char *folder, const struct cage_limits *limits, struct err *err) MUST_USE;

#endif
