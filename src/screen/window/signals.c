#include "window/signals.h"

#include "base/str.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <unistd.h>

static const int caught[] = {SIGINT, SIGTERM};

/* Signal handlers have no argument to carry these. */
static struct sigaction before[COUNT_OF(caught)];
static bool wrapped[COUNT_OF(caught)];
static pthread_t waiting;
static volatile sig_atomic_t wake_fd = -1;

static void on_signal(int number)
{
    const int saved = errno;
    if (!pthread_equal(pthread_self(), waiting)) {
        pthread_kill(waiting, number);
    } else {
        for (size_t i = 0; i < COUNT_OF(caught); i++) {
            if (caught[i] == number) {
                before[i].sa_handler(number);
            }
        }
        const uint64_t one = 1;
        const ssize_t written = write(wake_fd, &one, sizeof one);
        (void)written; /* a full counter is readable too */
    }
    errno = saved;
}

void signals_start(int fd)
{
    waiting = pthread_self();
    wake_fd = fd;
    for (size_t i = 0; i < COUNT_OF(caught); i++) {
        /* Without SA_RESTART: poll(2) has to return. */
        struct sigaction action = {.sa_handler = on_signal};
        sigemptyset(&action.sa_mask);
        sigaction(caught[i], NULL, &before[i]);
        wrapped[i] = !(before[i].sa_flags & SA_SIGINFO) && before[i].sa_handler != SIG_DFL &&
                     before[i].sa_handler != SIG_IGN;
        if (wrapped[i]) {
            sigaction(caught[i], &action, NULL);
        }
    }
}

void signals_stop(void)
{
    for (size_t i = 0; i < COUNT_OF(caught); i++) {
        if (wrapped[i]) {
            sigaction(caught[i], &before[i], NULL);
            wrapped[i] = false;
        }
    }
    wake_fd = -1;
}
