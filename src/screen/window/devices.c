#include "window/devices.h"

#include "base/file.h"
#include "base/log.h"
#include "base/str.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define DEVICE_NAME_MAX 32 /* "event" and a number */

struct device {
    char name[DEVICE_NAME_MAX];
    int fd;
};

struct devices {
    char *folder;
    int watch;
    struct device items[DEVICES_MAX];
    size_t count, denied;
    bool told; /* that some are denied */
};

#define LONG_BITS    (8 * sizeof(unsigned long))
#define LONGS_FOR(n) ((n) / LONG_BITS + 1)

static bool has(const unsigned long *bits, unsigned bit)
{
    return bits[bit / LONG_BITS] >> (bit % LONG_BITS) & 1;
}

bool device_useful(const unsigned long *types, const unsigned long *keys, const unsigned long *absolutes)
{
    static const unsigned useful_keys[] = {BTN_LEFT, BTN_TOUCH, KEY_ENTER, KEY_KPENTER, KEY_SPACE,
                                           KEY_UP,   KEY_DOWN,  KEY_TAB,   KEY_BACK,    KEY_SELECT};
    if (has(types, EV_REL) || (has(types, EV_ABS) && has(absolutes, ABS_MT_POSITION_X))) {
        return true;
    }
    for (size_t i = 0; has(types, EV_KEY) && i < COUNT_OF(useful_keys); i++) {
        if (has(keys, useful_keys[i])) {
            return true;
        }
    }
    return false;
}

/* What cannot be asked counts as useful: better a wake-up too many than a deaf kiosk. */
static bool looks_useful(int fd)
{
    unsigned long types[LONGS_FOR(EV_MAX)] = {0};
    unsigned long keys[LONGS_FOR(KEY_MAX)] = {0};
    unsigned long absolutes[LONGS_FOR(ABS_MAX)] = {0};
    if (ioctl(fd, EVIOCGBIT(0, sizeof types), types) < 0) {
        return true;
    }
    (void)ioctl(fd, EVIOCGBIT(EV_KEY, sizeof keys), keys);
    (void)ioctl(fd, EVIOCGBIT(EV_ABS, sizeof absolutes), absolutes);
    return device_useful(types, keys, absolutes);
}

static void device_open(struct devices *devices, int folder, const char *name)
{
    if (devices->count == DEVICES_MAX || strlen(name) >= DEVICE_NAME_MAX) {
        return;
    }
    for (size_t i = 0; i < devices->count; i++) {
        if (strcmp(devices->items[i].name, name) == 0) {
            return;
        }
    }
    const int fd = openat(folder, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        devices->denied += errno == EACCES || errno == EPERM;
        return;
    }
    if (!looks_useful(fd)) {
        close(fd);
        return;
    }
    struct device *device = &devices->items[devices->count++];
    memcpy(device->name, name, strlen(name) + 1);
    device->fd = fd;
}

/* Opens what is there and not open yet. */
static void scan(struct devices *devices, bool first)
{
    const size_t denied = devices->denied;
    devices->denied = 0;
    DIR *folder = opendir(devices->folder);
    if (!folder) {
        return;
    }
    const struct dirent *entry;
    while ((entry = readdir(folder))) {
        if (strncmp(entry->d_name, "event", 5) == 0) {
            device_open(devices, dirfd(folder), entry->d_name);
        }
    }
    closedir(folder);
    /* A device that was just plugged in belongs to nobody until udev has given it to its group. */
    const bool lasts = devices->denied > 0 && (first || denied > 0);
    if (lasts && !devices->told) {
        log_warning("%zu input devices in %s may not be read; add the user to the group \"input\"",
                    devices->denied, devices->folder);
    }
    devices->told = lasts;
}

struct devices *devices_create(const char *folder)
{
    struct devices *devices = calloc(1, sizeof *devices);
    if (!devices) {
        return NULL;
    }
    devices->folder = strdup(folder);
    devices->watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (!devices->folder) {
        devices_destroy(devices);
        return NULL;
    }
    if (devices->watch < 0 ||
        inotify_add_watch(devices->watch, folder, IN_CREATE | IN_DELETE | IN_ATTRIB | IN_ONLYDIR) < 0) {
        log_warning("input devices that are plugged in later will not be noticed: %s: %s", folder,
                    strerror(errno));
    }
    scan(devices, true);
    if (devices->count == 0) {
        log_warning("no touchscreen, mouse or keyboard was found in %s", folder);
    }
    return devices;
}

static void device_close(struct devices *devices, size_t i)
{
    close(devices->items[i].fd);
    devices->items[i] = devices->items[--devices->count];
}

void devices_destroy(struct devices *devices)
{
    if (!devices) {
        return;
    }
    while (devices->count > 0) {
        device_close(devices, 0);
    }
    file_close_p(&devices->watch);
    free(devices->folder);
    free(devices);
}

size_t devices_poll(const struct devices *devices, struct pollfd *fds, size_t max)
{
    size_t n = 0;
    if (devices->watch >= 0 && n < max) {
        fds[n++] = (struct pollfd){.fd = devices->watch, .events = POLLIN};
    }
    for (size_t i = 0; i < devices->count && n < max; i++) {
        fds[n++] = (struct pollfd){.fd = devices->items[i].fd, .events = POLLIN};
    }
    return n;
}

/* Reads until nothing is left. False when the device is gone. */
static bool drain(int fd)
{
    char bytes[4096];
    for (;;) {
        const ssize_t n = read(fd, bytes, sizeof bytes);
        if (n <= 0) {
            return n < 0 && (errno == EAGAIN || errno == EINTR);
        }
    }
}

bool devices_drain(struct devices *devices)
{
    bool changed = false;
    for (size_t i = devices->count; i-- > 0;) {
        if (!drain(devices->items[i].fd)) {
            device_close(devices, i);
            changed = true;
        }
    }
    char bytes[4096];
    while (devices->watch >= 0 && read(devices->watch, bytes, sizeof bytes) > 0) {
        changed = true;
    }
    if (changed) {
        scan(devices, false);
    }
    return changed;
}

void devices_count(const struct devices *devices, size_t *opened, size_t *denied)
{
    *opened = devices->count;
    *denied = devices->denied;
}
