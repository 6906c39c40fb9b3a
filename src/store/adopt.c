/* A generation's way onto the shelf, and off it. */
#include "store/workshop.h"

#include "base/file.h"
#include "base/log.h"
#include "store/record.h"
#include "store/shelf.h"
#include "store/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Names that begin with a dot are no generations: what is being built, and what is going away. */
#define STAGED "new"
#define GOING  "old"
enum { HIDDEN_TEXT = STORE_NAME_TEXT + sizeof "." STAGED "-" };

static void hidden_name(char hidden[HIDDEN_TEXT], const char *why, const char *name)
{
    snprintf(hidden, HIDDEN_TEXT, ".%s-%s", why, name);
}

static bool clear_one(int dir, const char *name, void *user)
{
    (void)user;
    struct err err;
    if (name[0] == '.' && !tree_remove(dir, name, &err))
        log_warning("%s: left behind by an interrupted update: %s", STATE_GENERATIONS, err.text);
    return true;
}

void updater_clear(struct store_updater *updater)
{
    struct err err;
    /* What was on its way out had lost its name, but perhaps not yet on the disk: that comes first, or a
     * power cut would bring back the name of half of it. */
    if (fsync(updater->generations) != 0)
        log_warning("%s: %s", STATE_GENERATIONS, strerror(errno));
    else if (!tree_names(updater->generations, clear_one, NULL, &err))
        log_warning("%s: %s", STATE_GENERATIONS, err.text);
}

static bool check_id(const struct store_id *id, struct err *err)
{
    return store_id_ok(id) || err_set(err, "no release has such a number or commit");
}

static bool is_folder(int dir, const char *name)
{
    struct stat info;
    return fstatat(dir, name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(info.st_mode);
}

bool store_updater_has(const struct store_updater *updater, const struct store_id *id)
{
    char name[STORE_NAME_TEXT];
    store_id_name(id, name);
    return is_folder(updater->generations, name);
}

bool store_updater_trial(const struct store_updater *updater, struct store_id *trial)
{
    return shelf_trial(updater->state, trial);
}

bool store_updater_stage(struct store_updater *updater, const struct store_id *id, char **path,
                         struct err *err)
{
    char name[STORE_NAME_TEXT], hidden[HIDDEN_TEXT];
    if (!check_id(id, err))
        return false;
    store_id_name(id, name);
    hidden_name(hidden, STAGED, name);
    if (!tree_remove(updater->generations, hidden, err))
        return err_context(err, "%s", STATE_GENERATIONS);
    return asprintf(path, "%s/%s/%s", updater->path, STATE_GENERATIONS, hidden) >= 0 ||
           err_set(err, "%s: out of memory", hidden);
}

void store_updater_drop(struct store_updater *updater, const struct store_id *id)
{
    char name[STORE_NAME_TEXT], hidden[HIDDEN_TEXT];
    struct err err;
    if (!check_id(id, &err))
        return;
    store_id_name(id, name);
    hidden_name(hidden, STAGED, name);
    if (!tree_remove(updater->generations, hidden, &err))
        log_warning("%s/%s", STATE_GENERATIONS, err.text);
}

/* Whoever finds the name finds all of it. */
static bool settle_in(struct store_updater *updater, const char *name, struct err *err)
{
    char hidden[HIDDEN_TEXT];
    hidden_name(hidden, STAGED, name);
    if (!is_folder(updater->generations, hidden))
        return err_set(err, "%s: nothing was staged", name);
    if (!tree_sync(updater->generations, hidden, err))
        return err_context(err, "%s", STATE_GENERATIONS);
    if (renameat(updater->generations, hidden, updater->generations, name) != 0)
        return err_set(err, "%s/%s: %s", STATE_GENERATIONS, name, strerror(errno));
    return true;
}

static bool name_trial(struct store_updater *updater, const struct store_id *id, int64_t now, struct err *err)
{
    AUTO_FREE char *text = state_text_trial(id, now);
    if (!text)
        return err_set(err, "%s: out of memory", STATE_TRIAL);
    return record_write(updater->state, STATE_TRIAL, text, strlen(text), err);
}

bool store_updater_adopt(struct store_updater *updater, const struct store_id *id, int64_t now,
                         struct err *err)
{
    char name[STORE_NAME_TEXT];
    const char *reason;
    if (!check_id(id, err))
        return false;
    store_id_name(id, name);
    updater_look(updater);
    if (store_updater_is_bad(updater, id->commit, &reason))
        return err_set(err, "%s is not shown again: %s", name, reason);
    if (is_folder(updater->generations, name))
        store_updater_drop(updater, id);
    else if (!settle_in(updater, name, err))
        return false;
    /* Also when the name was there: an interrupted run may have got no further. */
    if (fsync(updater->generations) != 0)
        return err_set(err, "%s: %s", STATE_GENERATIONS, strerror(errno));
    return name_trial(updater, id, now, err);
}

bool store_updater_list(const struct store_updater *updater, struct store_id **ids, size_t *count,
                        struct err *err)
{
    struct shelf shelf;
    if (!shelf_read(updater->state, &shelf, err))
        return false;
    *ids = shelf.ids;
    *count = shelf.count;
    return true;
}

bool updater_take_off(struct store_updater *updater, const struct store_id *id, struct err *err)
{
    char name[STORE_NAME_TEXT], hidden[HIDDEN_TEXT];
    store_id_name(id, name);
    hidden_name(hidden, GOING, name);
    /* The name goes first, so that nobody ever finds half of it. */
    if (!tree_remove(updater->generations, hidden, err))
        return err_context(err, "%s", STATE_GENERATIONS);
    if (renameat(updater->generations, name, updater->generations, hidden) != 0 ||
        fsync(updater->generations) != 0)
        return err_set(err, "%s/%s: %s", STATE_GENERATIONS, name, strerror(errno));
    return tree_remove(updater->generations, hidden, err) || err_context(err, "%s", STATE_GENERATIONS);
}
