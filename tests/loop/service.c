#include "service.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define START_MS 15000u
#define STOP_MS  10000u

struct service {
    const char *const *words;
    char path[100];
    unsigned watchdog_ms;
    int socket;
    pid_t process;
    uint64_t heard, patience; /* ms: with the start longer than with what runs */
    pthread_t thread;
    atomic_uint starts, bites;
    atomic_bool ready, stopping;
};

static uint64_t now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000u + (uint64_t)time.tv_nsec / 1000000u;
}

static void begin(struct service *service)
{
    service->process = fork();
    if (service->process == 0) {
        char us[32];
        snprintf(us, sizeof us, "%u000", service->watchdog_ms);
        setenv("NOTIFY_SOCKET", service->path, 1);
        setenv("WATCHDOG_USEC", us, 1);
        setenv("LD_PRELOAD", TROUBLE, 1);
        execv(service->words[0], (char *const *)(uintptr_t)service->words);
        _exit(127);
    }
    service->starts++;
    service->ready = false;
    service->heard = now_ms();
    service->patience = START_MS;
}

static void hear(struct service *service)
{
    char text[512];
    ssize_t length = recv(service->socket, text, sizeof text - 1, MSG_DONTWAIT);
    if (length <= 0)
        return;
    text[length] = '\0';
    if (strstr(text, "READY=1"))
        service->ready = true;
    if (strstr(text, "READY=1") || strstr(text, "WATCHDOG=1")) {
        service->heard = now_ms();
        service->patience = service->watchdog_ms;
    }
}

static void *serve(void *argument)
{
    struct service *service = argument;
    begin(service);
    while (!service->stopping) {
        struct pollfd wait = {.fd = service->socket, .events = POLLIN};
        if (poll(&wait, 1, 20) > 0)
            hear(service);
        if (waitpid(service->process, NULL, WNOHANG) == service->process)
            begin(service);
        if (now_ms() > service->heard + service->patience) {
            service->bites++;
            kill(service->process, SIGKILL);
            waitpid(service->process, NULL, 0);
            begin(service);
        }
    }
    return NULL;
}

struct service *service_start(const char *const *words, const char *folder, unsigned watchdog_ms)
{
    struct service *service = calloc(1, sizeof *service);
    assert_non_null(service);
    service->words = words;
    service->watchdog_ms = watchdog_ms;
    snprintf(service->path, sizeof service->path, "%s/notify", folder);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    memcpy(address.sun_path, service->path, sizeof service->path);
    unlink(service->path);
    service->socket = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    assert_true(service->socket >= 0);
    assert_int_equal(bind(service->socket, (const struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(pthread_create(&service->thread, NULL, serve, service), 0);
    return service;
}

unsigned service_starts(struct service *service)
{
    return service->starts;
}

unsigned service_bites(struct service *service)
{
    return service->bites;
}

bool service_ready(struct service *service)
{
    return service->ready;
}

void service_stop(struct service *service)
{
    service->stopping = true;
    pthread_join(service->thread, NULL);
    kill(service->process, SIGTERM);
    uint64_t end = now_ms() + STOP_MS;
    while (waitpid(service->process, NULL, WNOHANG) == 0) {
        if (now_ms() > end)
            kill(service->process, SIGKILL);
        nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
    }
    close(service->socket);
    free(service);
}
