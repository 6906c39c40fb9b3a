/* Things that a caged process must not be able to do, and some that it must. */
#ifndef LOBBY_TESTS_PREFLIGHT_ATTEMPTS_H
#define LOBBY_TESTS_PREFLIGHT_ATTEMPTS_H

#include <stddef.h>

/* What every attempt finds: the current folder has "old" (a file with a few bytes), the folder "empty" and
 * the socket "ear" that somebody listens to. Descriptor INHERITED is a file open for writing, INHERITED - 1
 * the end of a pipe. */
#define INHERITED 100

struct attempt {
    const char *name;
    int (*try)(void);         /* 0: done; otherwise the reason, an errno */
    int answer;               /* what the cage must say; 0: that it is done */
    enum { CAN, MAY } before; /* without a cage it can be done; or that takes a privilege or a kernel */
};

extern const struct attempt attempts[];
extern const size_t attempts_count;

/* Calls by their numbers, each with three times the same argument, with which it does no harm. */
struct call {
    const char *name;
    long number, argument;
};

extern const struct call calls[];
extern const size_t calls_count;

#endif
