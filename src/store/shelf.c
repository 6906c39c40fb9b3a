#include "store/shelf.h"

#include "base/file.h"
#include "base/log.h"
#include "store/record.h"
#include "store/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* More than can ever be kept: a folder full of nonsense must not cost memory. */
#define GENERATIONS_MAX 1000u

static bool add_generation(int dir, const char *name, void *user)
{
    struct shelf *shelf = user;
    struct store_id id;
    struct stat info;
    if (!store_id_parse(name, &id) || fstatat(dir, name, &info, AT_SYMLINK_NOFOLLOW) != 0 ||
        !S_ISDIR(info.st_mode) || shelf->count == GENERATIONS_MAX)
        return true;
    shelf->ids[shelf->count++] = id;
    return true;
}

static int compare_ids(const void *a, const void *b)
{
    const struct store_id *one = a, *other = b;
    int order = store_id_compare(one, other);
    return order ? order : strcmp(one->commit, other->commit);
}

bool shelf_read(int state, struct shelf *shelf, struct err *err)
{
    *shelf = (struct shelf){0};
    AUTO_CLOSE int dir = openat(state, STATE_GENERATIONS, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (dir < 0)
        return errno == ENOENT || err_set(err, "%s: %s", STATE_GENERATIONS, strerror(errno));
    shelf->ids = calloc(GENERATIONS_MAX, sizeof *shelf->ids);
    if (!shelf->ids)
        return err_set(err, "%s: out of memory", STATE_GENERATIONS);
    if (!tree_names(dir, add_generation, shelf, err)) {
        shelf_finish(shelf);
        return err_context(err, "%s", STATE_GENERATIONS);
    }
    qsort(shelf->ids, shelf->count, sizeof *shelf->ids, compare_ids);
    return true;
}

void shelf_finish(struct shelf *shelf)
{
    free(shelf->ids);
    *shelf = (struct shelf){0};
}

const struct store_id *shelf_find(const struct shelf *shelf, const struct store_id *id)
{
    for (size_t i = 0; i < shelf->count; i++)
        if (store_id_compare(&shelf->ids[i], id) == 0 && store_commit_same(shelf->ids[i].commit, id->commit))
            return &shelf->ids[i];
    return NULL;
}

const struct store_id *shelf_good(const struct shelf *shelf, const struct state_verdicts *verdicts,
                                  const struct store_id *below)
{
    for (size_t i = shelf->count; i-- > 0;) {
        const struct state_verdict *entry = state_find(verdicts, &shelf->ids[i]);
        if (entry && entry->verdict == STORE_GOOD && (!below || store_id_compare(&shelf->ids[i], below) < 0))
            return &shelf->ids[i];
    }
    return NULL;
}

static bool give(struct record *record, const char *name, bool good)
{
    if (!good && record->bytes)
        log_warning("%s: not understood by this version; it counts as missing", name);
    record_finish(record);
    return good;
}

bool shelf_verdicts(int state, struct state_verdicts *out)
{
    struct record record;
    record_read(state, STATE_VERDICTS, STATE_BYTES_MAX, &record);
    return give(&record, STATE_VERDICTS, state_parse_verdicts(record.bytes, record.length, out));
}

bool shelf_memory(int state, struct state_memory *out)
{
    struct record record;
    record_read(state, STATE_UPDATER, STATE_BYTES_MAX, &record);
    return give(&record, STATE_UPDATER, state_parse_memory(record.bytes, record.length, out));
}

bool shelf_trial(int state, struct store_id *out)
{
    struct record record;
    record_read(state, STATE_TRIAL, STATE_BYTES_MAX, &record);
    return give(&record, STATE_TRIAL, state_parse_trial(record.bytes, record.length, out));
}

const char *shelf_advice(int number)
{
    switch (number) {
    case ENOSPC:
    case EDQUOT:
        return "make room on that disk";
    case EIO:
    case EROFS:
        return "look at that disk";
    default:
        return "look at its owner and permissions";
    }
}

int shelf_make_folder(int dir, const char *path, struct err *err)
{
    bool made = mkdirat(dir, path, 0755) == 0;
    int fd = made || errno == EEXIST ? openat(dir, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (fd >= 0 && made) {
        /* Whatever is synced in it later is lost with it when its own name is not on the disk. */
        AUTO_CLOSE int above = openat(fd, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (above < 0 || fsync(above) != 0)
            file_close_p(&fd);
    }
    if (fd < 0) {
        int number = errno;
        err_set(err, "%s: %s; %s", path, strerror(number), shelf_advice(number));
        errno = number;
    }
    return fd;
}

static bool sweep_one(int dir, const char *name, void *user)
{
    (void)user;
    static const char head[] = ".lobby-", tail[] = ".tmp";
    size_t length = strlen(name);
    if (length > sizeof head + sizeof tail && strncmp(name, head, sizeof head - 1) == 0 &&
        strcmp(name + length - (sizeof tail - 1), tail) == 0)
        unlinkat(dir, name, 0);
    return true;
}

void shelf_sweep(int dir)
{
    struct err err;
    if (!tree_names(dir, sweep_one, NULL, &err))
        log_warning("%s", err.text);
}

int shelf_lock(int dir, const char *name)
{
    int fd = openat(dir, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0)
        file_close_p(&fd);
    return fd;
}
