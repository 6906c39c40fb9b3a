#include "ground.h"

#include "base/file.h"
#include "base/log.h"
#include "store/updater.h"

#include <stdio.h>
#include <string.h>

enum { NOW = 1795475400, BOUND = 1 << 30 };

static bool remember(struct store_updater *updater, const struct store_id *id, struct err *err)
{
    struct store_memory memory = *store_updater_memory(updater);
    const struct store_id known = {.epoch = memory.release.epoch, .version = memory.release.version};
    if (store_id_compare(id, &known) > 0)
        memory.release = (struct store_seen){.epoch = id->epoch, .version = id->version, .created = NOW};
    snprintf(memory.site, sizeof memory.site, "%s", "rush-radiology");
    return store_updater_remember(updater, &memory, err);
}

static bool build(struct store_updater *updater, const struct store_id *id, struct err *err)
{
    AUTO_FREE char *path = NULL;
    if (store_updater_has(updater, id))
        return true;
    if (!store_updater_stage(updater, id, &path, err))
        return false;
    return ground_fill(path, id) || err_set(err, "it cannot be checked out");
}

static bool knows(const struct store_updater *updater, const struct store_id *seen)
{
    const struct store_seen *release = &store_updater_memory(updater)->release;
    const struct store_id known = {.epoch = release->epoch, .version = release->version};
    return store_id_compare(&known, seen) >= 0;
}

static enum ground_update run(struct store_updater *updater, const struct store_id *id, bool broken,
                              struct store_id *seen, struct err *err)
{
    struct store_pruned pruned;
    if (seen && !knows(updater, seen))
        return GROUND_FORGETFUL;
    if (!remember(updater, id, err))
        return GROUND_FAILED;
    if (seen && store_id_compare(id, seen) > 0)
        *seen = *id;
    if (store_updater_is_bad(updater, id->commit, NULL))
        /* It is asked for all the same: nobody gets around it. */
        return build(updater, id, err) && store_updater_adopt(updater, id, NOW, err) ? GROUND_FORGETFUL
                                                                                     : GROUND_REFUSED;
    if (broken)
        return store_updater_mark_bad(updater, id->commit, "a page is wider than the screen", NOW, err)
                   ? GROUND_REFUSED
                   : GROUND_FAILED;
    if (!build(updater, id, err) || !store_updater_adopt(updater, id, NOW, err))
        return GROUND_FAILED;
    return store_updater_prune(updater, BOUND, 0, &pruned, err) ? GROUND_ADOPTED : GROUND_FAILED;
}

enum ground_update ground_update(const char *state, const struct store_id *id, bool broken,
                                 struct store_id *seen)
{
    struct err err;
    struct store_updater *updater = store_updater_open(state, &err);
    enum ground_update result = updater ? run(updater, id, broken, seen, &err) : GROUND_FAILED;
    if (result == GROUND_FAILED)
        log_info("%s", err.text);
    store_updater_close(updater);
    return result;
}

bool ground_publish(const char *state, const struct store_id *id)
{
    return ground_update(state, id, false, NULL) == GROUND_ADOPTED;
}

bool ground_update_status(const char *run)
{
    struct err err;
    const struct store_update_status status = {.program = "0.1.0",
                                               .last = NOW,
                                               .code = "rolled-back",
                                               .text = "version 16 is older than 17; publish again",
                                               .epoch = 1,
                                               .version = STORE_NUMBER_MAX,
                                               .commit = "a00000000001"};
    return store_updater_write_status(run, &status, &err);
}
