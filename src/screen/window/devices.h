/* window/devices: input devices of the console, as descriptors to wait on.
 *
 * On a console SDL reads the devices itself, but only when it is asked to pump; it has no way to wait for
 * them. So each device that a visitor could use is opened here a second time, read-only: the kernel gives
 * every opener its own copy of the events, and ours are thrown away. Devices that are plugged in or out later
 * are noticed through inotify. */
#ifndef LOBBY_SCREEN_WINDOW_DEVICES_H
#define LOBBY_SCREEN_WINDOW_DEVICES_H

#include "base/err.h"

#include <poll.h>
#include <stddef.h>

#define DEVICES_MAX 64

struct devices;

/* folder: "/dev/input". A folder that cannot be watched is logged, and gives no descriptors. NULL when memory
 * is out. */
struct devices *devices_create(const char *folder);
void devices_destroy(struct devices *devices);

/* Writes the descriptors to wait on, at most max. Returns how many. */
size_t devices_poll(const struct devices *devices, struct pollfd *fds, size_t max);

/* Throws away what there is to read. True when a device came, went, or changed its permissions. */
bool devices_drain(struct devices *devices);

/* How many devices could be opened, and how many of those that look usable could not. */
void devices_count(const struct devices *devices, size_t *opened, size_t *denied);

/* True for touchscreens, mice, keyboards and keypads; false for lid switches, jacks, power buttons and motion
 * sensors, which would only wake the kiosk. What a device can do comes as the bit fields that EVIOCGBIT gives
 * for 0 (types of events), EV_KEY and EV_ABS. <linux/input.h> is not included here: its KEY_ names are also
 * those of ui/input.h. */
bool device_useful(const unsigned long *types, const unsigned long *keys, const unsigned long *absolutes);

#endif
