/* Kiosk: what a folder takes on the disk. */
#include "depot/folder.h"
#include "depot/kiosk.h"

#include <stdlib.h>

enum { BLOCK = 512 }; /* what st_blocks counts, on any file system */

/* A file with several links. */
struct linked {
    dev_t device;
    ino_t number;
    uint64_t blocks;
};

struct usage {
    uint64_t blocks;
    struct linked *linked;
    size_t count, room;
    bool failed;
};

static enum folder_step add(void *arg, const char *path, const struct stat *info)
{
    (void)path;
    struct usage *usage = arg;
    if (S_ISDIR(info->st_mode) || info->st_nlink == 1) {
        usage->blocks += (uint64_t)info->st_blocks;
        return FOLDER_GO;
    }
    if (usage->count == usage->room) {
        const size_t room = usage->room ? 2 * usage->room : 256;
        struct linked *larger = reallocarray(usage->linked, room, sizeof *larger);
        if (!larger) {
            usage->failed = true;
            return FOLDER_STOP;
        }
        usage->linked = larger;
        usage->room = room;
    }
    usage->linked[usage->count++] = (struct linked){info->st_dev, info->st_ino, (uint64_t)info->st_blocks};
    return FOLDER_GO;
}

static int by_inode(const void *a, const void *b)
{
    const struct linked *x = a, *y = b;
    if (x->device != y->device)
        return x->device < y->device ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

bool depot_usage(const char *folder, uint64_t *bytes, struct refusal *why)
{
    struct usage usage = {0};
    const bool ok = folder_walk(folder, add, &usage, why);
    if (usage.count)
        qsort(usage.linked, usage.count, sizeof *usage.linked, by_inode);
    for (size_t i = 0; i < usage.count; i++)
        if (i == 0 || by_inode(&usage.linked[i - 1], &usage.linked[i]) != 0)
            usage.blocks += usage.linked[i].blocks;
    free(usage.linked);
    *bytes = usage.blocks * BLOCK;
    return usage.failed ? refuse(why, "crash", "out of memory") : ok;
}
