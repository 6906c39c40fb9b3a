/* nginx: Debian's, on the loopback, with TLS and with the configuration that is shipped in tools/nginx. */
#ifndef LOBBY_TESTS_DEPOT_NGINX_H
#define LOBBY_TESTS_DEPOT_NGINX_H

#include "place.h"

#include <sys/types.h>

/* Servers, each with a certificate and an address of its own. */
enum nginx_server {
    NGINX_GOOD,      /* the shipped configuration, over the publication */
    NGINX_EXPIRED,   /* these hand out the publication too */
    NGINX_FUTURE,    /* not valid yet */
    NGINX_OTHER,     /* of another name */
    NGINX_REDIRECTS, /* /loop, /http, /file, /portal; /good and /good3 lead to the good one, /good4 too far
                        away */
    NGINX_SERVERS
};

struct nginx {
    char folder[PATH_SIZE]; /* certificates, logs */
    char ca[PATH_SIZE];     /* the authority of all certificates, and another one */
    char other_ca[PATH_SIZE];
    char log[PATH_SIZE]; /* of the good one: path, status, bytes sent, Cache-Control ("-": none), a line each
                          */
    char url[NGINX_SERVERS][64];
    unsigned port[NGINX_SERVERS];
    pid_t process;
};

/* Starts it over a place's publication; fails the test when it cannot. */
void nginx_start(struct nginx *nginx, const struct place *place);
void nginx_stop(struct nginx *nginx);

/* Takes the log of the good one, when it has count lines; fails the test when it has more, or gets no more.
 * The caller frees it. */
char *nginx_logged(struct nginx *nginx, unsigned count);

/* The same; the sum of the bytes sent. */
unsigned long long nginx_sent(struct nginx *nginx, unsigned count);

#endif
