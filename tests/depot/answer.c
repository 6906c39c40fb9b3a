#include "answer.h"

#include <string.h>
#include <sys/socket.h>

void answer(const struct server *server, int fd, const char *says, enum then then, const char *again)
{
    bool open = !says || server_say(server, fd, says);
    const struct linger reset = {1, 0};
    switch (then) {
    case HANG:
        server_sleep(server, 60000);
        break;
    case RESET:
        server_sleep(server, 50);
        setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
        break;
    case DRIP:
        while (open && (open = server_say(server, fd, again)))
            server_sleep(server, 100);
        break;
    case REPEAT:
        while (open)
            open = server_say(server, fd, again);
        break;
    case CLOSE:
    default:
        break;
    }
}

bool ends_so(const char *path, const char *suffix)
{
    const size_t length = strlen(path), tail = strlen(suffix);
    return length >= tail && strcmp(path + length - tail, suffix) == 0;
}
