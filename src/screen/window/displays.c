#include "window/displays.h"

#include "base/file.h"

#include <errno.h>
#include <linux/netlink.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

/* Longer than any message of the kernel (UEVENT_BUFFER_SIZE is 2 kB). */
enum { MESSAGE_MAX = 8192 };

/* The group that the kernel itself speaks to; udev's own messages go to another. */
#define FROM_KERNEL 1u

int displays_open(void)
{
    const struct sockaddr_nl address = {.nl_family = AF_NETLINK, .nl_groups = FROM_KERNEL};
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_KOBJECT_UEVENT);
    if (fd >= 0 && bind(fd, (const struct sockaddr *)&address, sizeof address) != 0) {
        file_close_p(&fd);
    }
    return fd;
}

static bool has_word(const char *message, size_t length, const char *word)
{
    const size_t size = strlen(word) + 1;
    for (size_t at = 0; at + size <= length; at += strnlen(message + at, length - at) + 1) {
        if (memcmp(message + at, word, size) == 0) {
            return true;
        }
    }
    return false;
}

/* A change of a single property, such as content protection, is none of the connector. */
bool displays_message(const char *message, size_t length)
{
    return has_word(message, length, "SUBSYSTEM=drm") && has_word(message, length, "HOTPLUG=1") &&
           !memmem(message, length, "\0PROPERTY=", strlen("PROPERTY=") + 1);
}

bool displays_changed(int fd)
{
    bool changed = false;
    for (;;) {
        char message[MESSAGE_MAX];
        struct sockaddr_nl from = {.nl_pid = 1};
        socklen_t size = sizeof from;
        ssize_t length = recvfrom(fd, message, sizeof message, 0, (struct sockaddr *)&from, &size);
        if (length < 0 && errno == EINTR) {
            continue;
        }
        if (length < 0 && errno == ENOBUFS) {
            changed = true; /* something was lost */
            continue;
        }
        if (length <= 0) {
            return changed;
        }
        /* Anybody may send to a netlink socket; the kernel is number 0. */
        changed = changed || (from.nl_pid == 0 && displays_message(message, (size_t)length));
    }
}
