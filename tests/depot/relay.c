#include "relay.h"

#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAIRS = 16 };

struct pair {
    int one, other; /* -1: free */
};

static void must(bool ok, const char *what)
{
    if (!ok) {
        perror(what);
        abort();
    }
}

/* Passes on what one side says; false when it has ended. */
static bool pass(struct relay *relay, int from, int to)
{
    char block[1 << 16];
    const ssize_t got = recv(from, block, sizeof block, 0);
    for (ssize_t put = 0, more; put < got; put += more)
        if ((more = send(to, block + put, (size_t)(got - put), MSG_NOSIGNAL)) <= 0)
            return false;
    if (got > 0)
        atomic_fetch_add(&relay->bytes, (unsigned long long)got);
    return got > 0;
}

static void admit(struct relay *relay, struct pair *pairs)
{
    const struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_port = htons((uint16_t)relay->to)};
    for (int i = 0; i < PAIRS; i++)
        if (pairs[i].one < 0) {
            pairs[i].one = accept4(relay->listening, NULL, NULL, SOCK_CLOEXEC);
            pairs[i].other = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            must(connect(pairs[i].other, (const struct sockaddr *)&address, sizeof address) == 0, "connect");
            return;
        }
}

static void drop(struct pair *pair)
{
    if (pair->one >= 0) {
        close(pair->one);
        close(pair->other);
    }
    pair->one = pair->other = -1;
}

static _Noreturn void be_relay(struct relay *relay)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    struct pair pairs[PAIRS];
    for (int i = 0; i < PAIRS; i++)
        pairs[i].one = pairs[i].other = -1;
    while (!atomic_load(&relay->stopping)) {
        struct pollfd fds[1 + 2 * PAIRS] = {{.fd = relay->listening, .events = POLLIN}};
        for (int i = 0; i < PAIRS; i++) {
            fds[1 + 2 * i] = (struct pollfd){.fd = pairs[i].one, .events = POLLIN};
            fds[2 + 2 * i] = (struct pollfd){.fd = pairs[i].other, .events = POLLIN};
        }
        if (poll(fds, 1 + 2 * PAIRS, 20) <= 0)
            continue;
        for (int i = 0; i < PAIRS; i++)
            if ((fds[1 + 2 * i].revents && !pass(relay, pairs[i].one, pairs[i].other)) ||
                (fds[2 + 2 * i].revents && !pass(relay, pairs[i].other, pairs[i].one)))
                drop(&pairs[i]);
        if (fds[0].revents)
            admit(relay, pairs);
    }
    _exit(0);
}

struct relay *relay_start(unsigned to)
{
    struct relay *relay =
        mmap(NULL, sizeof *relay, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t length = sizeof address;
    must(relay != MAP_FAILED, "mmap");
    relay->to = to;
    relay->listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    must(relay->listening >= 0 && bind(relay->listening, (struct sockaddr *)&address, length) == 0 &&
             listen(relay->listening, PAIRS) == 0 &&
             getsockname(relay->listening, (struct sockaddr *)&address, &length) == 0,
         "relay");
    relay->port = ntohs(address.sin_port);
    const pid_t process = fork();
    must(process >= 0, "fork");
    if (process == 0)
        be_relay(relay);
    relay->process = process; /* shared: only one of the two may set it */
    close(relay->listening);
    return relay;
}

void relay_stop(struct relay *relay)
{
    atomic_store(&relay->stopping, true);
    waitpid(relay->process, NULL, 0);
    munmap(relay, sizeof *relay);
}
