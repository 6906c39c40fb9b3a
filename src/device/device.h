/* device: what this one kiosk is, whatever it shows: its folder of content, its panel, its time zone.
 *
 * Settings live in a file of their own, which content never changes. */
#ifndef LOBBY_DEVICE_DEVICE_H
#define LOBBY_DEVICE_DEVICE_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define DEVICE_PATH "/etc/lobby/kiosk.yaml"

/* Where new content comes from. from NULL: from nowhere. */
struct device_update {
    const char
        *from; /* "https://..." (or "http://..." with http), or an absolute folder; no slash at its end */
    const char *root;  /* the root key, 56 characters "RW..."; its form only is checked */
    const char *ca;    /* a file of certificates to trust beside the system's, an absolute path; or NULL */
    const char *proxy; /* "http://host:port" or "https://..."; or NULL */
    bool http;         /* http without TLS is allowed */
    uint64_t disk;     /* bytes that content from there may take */
};

struct device {
    const char *content;  /* an absolute path of a folder */
    int rotation;         /* degrees clockwise that the picture is turned: 0, 90, 180 or 270 */
    const char *timezone; /* a name of the IANA database such as America/Chicago; NULL: the system's */
    double panel_inches;  /* the diagonal; 0: unknown. With the pixels it gives the size of touch targets. */
    bool fullscreen;
    const char *site;  /* whose content this kiosk shows, or NULL; never NULL when update.from is set */
    const char *state; /* an absolute path of a folder: what outlives a restart */
    const char *run;   /* an absolute path of a folder: what does not */
    struct device_update update;
};

void device_defaults(struct device *device);

/* Fills *out from a file, with the default for every key that it lacks or that is wrong. Strings live in
 * arena. path NULL means DEVICE_PATH, which may be missing. False when an error was reported. */
bool device_load(const char *path, struct device *out, struct arena *arena, struct diag_list *diags) MUST_USE;

/* Every key as Markdown tables. */
void device_write_reference(FILE *out);

/* Every key as a settings file that sets nothing, for people to fill in. */
void device_write_settings(FILE *out);

#endif
