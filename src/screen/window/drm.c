#include "window/drm.h"

#include "base/file.h"
#include "base/str.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STATUS_MAX                                                                                           \
    (64 * 1024) /* files of sysfs claim to be as long as a page of memory, whatever they hold */

/* The card's number when name is that of a connector, "card1-HDMI-A-1"; -1 otherwise ("card1", "version"). */
static int connector_card(const char *name)
{
    static const char prefix[] = "card";
    const char *dash = strchr(name, '-');
    if (strncmp(name, prefix, sizeof prefix - 1) != 0 || !dash) {
        return -1;
    }
    AUTO_FREE char *number = strndup(name + sizeof prefix - 1, (size_t)(dash - name) - (sizeof prefix - 1));
    int64_t value;
    return number && num_parse(number, 0, INT_MAX, &value) ? (int)value : -1;
}

static bool is_connected(const char *sysfs, const char *connector)
{
    AUTO_FREE char *path = NULL;
    AUTO_FREE char *status = NULL;
    size_t length;
    if (asprintf(&path, "%s/%s/status", sysfs, connector) < 0) {
        path = NULL;
        return false;
    }
    return file_read(path, STATUS_MAX, &status, &length, NULL) && strcmp(status, "connected\n") == 0;
}

bool drm_find_card(const char *sysfs, int *card, struct err *err)
{
    struct dirent **names;
    const int n = scandir(sysfs, &names, NULL, alphasort);
    if (n < 0) {
        return err_set(err, "there is no graphics card: %s: %s", sysfs, strerror(errno));
    }
    int found = -1;
    AUTO_FREE char *looked_at = NULL;
    size_t length;
    FILE *list = open_memstream(&looked_at, &length);
    for (int i = 0; i < n; i++) {
        const char *name = names[i]->d_name;
        const int number = connector_card(name);
        if (number >= 0 && list) {
            fprintf(list, "%s%s", ftell(list) > 0 ? ", " : "", name);
        }
        if (number >= 0 && (found < 0 || number < found) && is_connected(sysfs, name)) {
            found = number;
        }
        free(names[i]);
    }
    free(names);
    if (list) {
        fclose(list);
    }
    if (found < 0) {
        return err_set(err, "no display is connected (looked at: %s)",
                       looked_at && *looked_at ? looked_at : "no connector at all");
    }
    *card = found;
    return true;
}
