/* answer: what a server's rule says instead of a file, and what it does then. */
#ifndef LOBBY_TESTS_DEPOT_ANSWER_H
#define LOBBY_TESTS_DEPOT_ANSWER_H

#include "server.h"

#define OK_HEAD      "HTTP/1.1 200 OK\r\n"
#define REDIRECT(to) "HTTP/1.1 302 Found\r\nLocation: " to "\r\nContent-Length: 0\r\n\r\n"

enum then {
    CLOSE,
    RESET, /* the connection breaks */
    HANG,  /* nothing more comes, and the connection stays */
    DRIP,  /* the same again and again, slowly */
    REPEAT /* and as fast as it can */
};

/* says may be NULL: nothing. again is for DRIP and REPEAT. */
void answer(const struct server *server, int fd, const char *says, enum then then, const char *again);

/* Whether path ends so. */
bool ends_so(const char *path, const char *suffix);

#endif
