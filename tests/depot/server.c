#include "server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct connection {
    struct server *server;
    int fd;
};

static void must(bool ok, const char *what)
{
    if (!ok) {
        perror(what);
        abort();
    }
}

bool server_send(const struct server *server, int fd, const void *bytes, size_t length)
{
    for (const char *at = bytes; length > 0;) {
        if (atomic_load(&server->stopping))
            return false;
        struct pollfd ready = {.fd = fd, .events = POLLOUT};
        if (poll(&ready, 1, 50) == 0)
            continue;
        const ssize_t put = send(fd, at, length, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (put <= 0)
            return false;
        at += put;
        length -= (size_t)put;
    }
    return true;
}

bool server_say(const struct server *server, int fd, const char *text)
{
    return server_send(server, fd, text, strlen(text));
}

void server_sleep(const struct server *server, unsigned ms)
{
    for (unsigned done = 0; done < ms && !atomic_load(&server->stopping); done += 10)
        usleep(10000);
}

/* Reads a request's head and returns its path; NULL when there is none any more. */
static char *read_request(const struct server *server, int fd)
{
    char head[8192];
    size_t used = 0;
    while (used < sizeof head - 1) {
        struct pollfd ready = {.fd = fd, .events = POLLIN};
        if (atomic_load(&server->stopping))
            return NULL;
        if (poll(&ready, 1, 50) == 0)
            continue;
        const ssize_t got = recv(fd, head + used, sizeof head - 1 - used, 0);
        if (got <= 0)
            return NULL;
        used += (size_t)got;
        head[used] = '\0';
        if (strstr(head, "\r\n\r\n")) {
            char *path = strchr(head, ' '), *end = path ? strchr(path + 1, ' ') : NULL;
            return end ? strndup(path + 1, (size_t)(end - path - 1)) : NULL;
        }
    }
    return NULL;
}

static bool serve_file(struct server *server, int fd, const char *path)
{
    char name[1024], head[128];
    struct stat info;
    snprintf(name, sizeof name, "%s%s", server->folder ? server->folder : "/nowhere", path);
    const int file = open(name, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return server_say(server, fd, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    must(fstat(file, &info) == 0, name);
    snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Length: %jd\r\n\r\n", (intmax_t)info.st_size);
    bool ok = server_say(server, fd, head);
    atomic_fetch_add(&server->bytes_sent, strlen(head) + (size_t)info.st_size);
    char block[1 << 14];
    for (ssize_t got; ok && (got = read(file, block, sizeof block)) > 0;)
        ok = server_send(server, fd, block, (size_t)got);
    close(file);
    return ok;
}

static void *serve(void *arg)
{
    struct connection connection = *(struct connection *)arg;
    struct server *server = connection.server;
    free(arg);
    bool open = true;
    while (open) {
        char *path = read_request(server, connection.fd);
        if (!path)
            break;
        atomic_fetch_add(&server->requests, 1);
        open = !(server->rule && server->rule(server, connection.fd, path)) &&
               serve_file(server, connection.fd, path);
        free(path);
    }
    close(connection.fd);
    return NULL;
}

static _Noreturn void be_server(struct server *server)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    while (!atomic_load(&server->stopping)) {
        struct pollfd ready = {.fd = server->listening, .events = POLLIN};
        if (poll(&ready, 1, 20) <= 0)
            continue;
        const int fd = accept4(server->listening, NULL, NULL, SOCK_CLOEXEC);
        if (fd < 0)
            continue;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1},
                   sizeof(int)); /* heads and bodies are sent apart */
        struct connection *connection = malloc(sizeof *connection);
        must(connection, "malloc");
        *connection = (struct connection){server, fd};
        pthread_t thread;
        must(pthread_create(&thread, NULL, serve, connection) == 0, "pthread_create");
        pthread_detach(thread);
    }
    _exit(0);
}

struct server *server_start(const struct server *like)
{
    struct server *server =
        mmap(NULL, sizeof *server, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t length = sizeof address;
    must(server != MAP_FAILED, "mmap");
    server->folder = like->folder;
    server->rule = like->rule;
    server->script = like->script;
    server->listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    must(server->listening >= 0 && bind(server->listening, (struct sockaddr *)&address, length) == 0 &&
             listen(server->listening, 64) == 0 &&
             getsockname(server->listening, (struct sockaddr *)&address, &length) == 0,
         "server");
    snprintf(server->url, sizeof server->url, "http://127.0.0.1:%u", ntohs(address.sin_port));
    const pid_t process = fork();
    must(process >= 0, "fork");
    if (process == 0)
        be_server(server);
    server->process = process; /* shared: only one of the two may set it */
    close(server->listening);
    return server;
}

void server_stop(struct server *server)
{
    atomic_store(&server->stopping, true);
    waitpid(server->process, NULL, 0);
    munmap(server, sizeof *server);
}
