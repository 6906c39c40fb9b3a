/* server: a web server on the loopback that does as it is told, also what no honest one does.
 *
 * It is a process of its own, with a thread for each connection: tests fork, and threads and forks do not
 * mix. */
#ifndef LOBBY_TESTS_DEPOT_SERVER_H
#define LOBBY_TESTS_DEPOT_SERVER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct server;

/* Asked for each request before the folder is looked at. True when it has answered by itself on fd; the
 * connection is closed then. path is what stands in the request ("/repo/config", or an address at a proxy).
 */
typedef bool server_rule(struct server *server, int fd, const char *path);

struct server {
    char url[64];             /* "http://127.0.0.1:PORT" */
    const char *folder;       /* what it serves; NULL: nothing */
    server_rule *rule;        /* or NULL */
    const void *script;       /* the rule's */
    atomic_uint requests;     /* so far */
    atomic_ullong bytes_sent; /* with headers, of what lies in the folder */
    atomic_bool stopping;
    int listening;
    pid_t process;
};

/* Starts a server with the folder, rule and script of like. What it returns is shared with that process. */
struct server *server_start(const struct server *like);
void server_stop(struct server *server);

/* Sends all of it; false when the other side has gone, or the server stops. */
bool server_send(const struct server *server, int fd, const void *bytes, size_t length);
bool server_say(const struct server *server, int fd, const char *text);
/* Waits, but not longer than until the server stops. */
void server_sleep(const struct server *server, unsigned ms);

#endif
