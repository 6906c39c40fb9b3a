/* device: what this one kiosk is, whatever it shows: its folder of content, its panel, its time zone.
 *
 * Settings live in a file of their own, which content never changes. */
#ifndef LOBBY_DEVICE_DEVICE_H
#define LOBBY_DEVICE_DEVICE_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stdio.h>

#define DEVICE_PATH "/etc/lobby/kiosk.yaml"

struct device {
    const char *content;  /* an absolute path of a folder */
    int rotation;         /* degrees clockwise that the picture is turned: 0, 90, 180 or 270 */
    const char *timezone; /* a name of the IANA database such as America/Chicago; NULL: the system's */
    double panel_inches;  /* the diagonal; 0: unknown. With the pixels it gives the size of touch targets. */
    bool fullscreen;
};

void device_defaults(struct device *device);

/* Fills *out from a file, with the default for every key that it lacks or that is wrong. Strings live in
 * arena. path NULL means DEVICE_PATH, which may be missing. False when an error was reported. */
bool device_load(const char *path, struct device *out, struct arena *arena, struct diag_list *diags) MUST_USE;

/* Every key as a Markdown table. */
void device_write_reference(FILE *out);

#endif
