/* relay: passes connections on to a server on the loopback, and counts every byte, with all that TLS adds. A
 * process of its own. */
#ifndef LOBBY_TESTS_DEPOT_RELAY_H
#define LOBBY_TESTS_DEPOT_RELAY_H

#include <stdatomic.h>
#include <sys/types.h>

struct relay {
    unsigned port, to; /* its own; the server's */
    atomic_ullong bytes;
    atomic_bool stopping;
    int listening;
    pid_t process;
};

/* What it returns is shared with that process. */
struct relay *relay_start(unsigned to);
void relay_stop(struct relay *relay);

#endif
