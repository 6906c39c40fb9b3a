/* reach ADDRESS PORT : what of the network a process in this place can reach; one line for each way, "WAY:
 * yes" or "WAY: no, REASON". Always ends well: who starts it judges. */
#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PATIENCE_MS = 3000 };

static void say(const char *way, int error)
{
    printf("reach: %s: %s%s\n", way, error ? "no, " : "yes", error ? strerror(error) : "");
    fflush(stdout);
}

/* 0 or why not. */
static int connects(const struct sockaddr *address, socklen_t length, int type)
{
    int error = 0;
    socklen_t size = sizeof error;
    int fd = socket(address->sa_family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return errno;
    struct pollfd wait = {.fd = fd, .events = POLLOUT};
    if (connect(fd, address, length) != 0 && errno != EINPROGRESS)
        error = errno;
    else if (poll(&wait, 1, PATIENCE_MS) != 1)
        error = ETIMEDOUT;
    else if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0 && type == SOCK_DGRAM &&
             send(fd, "?", 1, 0) != 1)
        error = errno;
    close(fd);
    return error;
}

static int opens(int family, int type, int protocol)
{
    int fd = socket(family, type | SOCK_CLOEXEC, protocol);
    if (fd < 0)
        return errno;
    close(fd);
    return 0;
}

int main(int argc, char **argv)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    if (argc != 3 || inet_pton(AF_INET, argv[1], &address.sin_addr) != 1) {
        fputs("usage: reach ADDRESS PORT\n", stderr);
        return 2;
    }
    address.sin_port = htons((uint16_t)atoi(argv[2]));
    const struct sockaddr *to = (const struct sockaddr *)&address;
    say("tcp", connects(to, sizeof address, SOCK_STREAM));
    say("udp", connects(to, sizeof address, SOCK_DGRAM));
    say("ipv6", opens(AF_INET6, SOCK_STREAM, 0));
    say("packet", opens(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL)));
    return 0;
}
