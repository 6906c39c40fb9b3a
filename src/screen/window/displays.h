/* window/displays: notice that a display was plugged in or out, from the kernel (netlink(7),
 * NETLINK_KOBJECT_UEVENT). SDL does not look at that. */
#ifndef LOBBY_SCREEN_WINDOW_DISPLAYS_H
#define LOBBY_SCREEN_WINDOW_DISPLAYS_H

#include <stdbool.h>
#include <stddef.h>

/* A descriptor to poll; -1 where the kernel tells nothing. close(2) it. */
int displays_open(void);

/* Takes what there is to read. True when it says that connectors of a graphics card changed. */
bool displays_changed(int fd);

/* The same for one message: words that each end in a zero. */
bool displays_message(const char *message, size_t length);

#endif
