#include "kiosk/bell.h"

#include "base/file.h"
#include "base/thread.h"

#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/eventfd.h>

struct bell {
    int fd;
    int order; /* an eventfd: listen again, or end */
    void (*wake)(void *user);
    void *user;
    atomic_bool rang, ending;
    pthread_t thread;
};

static void *listen_all_day(void *argument)
{
    struct bell *bell = argument;
    bool listening = true;
    while (!bell->ending) {
        struct pollfd fds[] = {{.fd = bell->order, .events = POLLIN},
                               {.fd = listening ? bell->fd : -1, .events = POLLIN}};
        if (poll(fds, 2, -1) < 0)
            continue; /* interrupted */
        if (fds[1].revents) {
            listening = false;
            bell->rang = true;
            bell->wake(bell->user);
        }
        eventfd_t orders;
        if (fds[0].revents && eventfd_read(bell->order, &orders) == 0)
            listening = true;
    }
    return NULL;
}

struct bell *bell_create(int fd, void (*wake)(void *user), void *user)
{
    struct bell *bell = calloc(1, sizeof *bell);
    if (!bell)
        return NULL;
    bell->fd = fd;
    bell->wake = wake;
    bell->user = user;
    bell->order = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (bell->order >= 0 && thread_start(&bell->thread, listen_all_day, bell))
        return bell;
    file_close_p(&bell->order);
    free(bell);
    return NULL;
}

bool bell_rang(struct bell *bell)
{
    return atomic_exchange(&bell->rang, false);
}

void bell_listen(struct bell *bell)
{
    (void)eventfd_write(bell->order, 1);
}

void bell_destroy(struct bell *bell)
{
    if (!bell)
        return;
    bell->ending = true;
    (void)eventfd_write(bell->order, 1);
    pthread_join(bell->thread, NULL);
    file_close_p(&bell->order);
    free(bell);
}
