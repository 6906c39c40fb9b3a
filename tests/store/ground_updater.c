#include "ground.h"

#include "base/file.h"
#include "store/updater.h"

#include <stdio.h>
#include <string.h>

enum { NOW = 1795475400, BOUND = 1 << 30 };

static bool release(struct store_updater *updater, const struct store_id *id, struct err *err)
{
    struct store_memory memory = *store_updater_memory(updater);
    const struct store_seen *seen = &memory.release;
    if (id->epoch > seen->epoch || (id->epoch == seen->epoch && id->version > seen->version))
        memory.release = (struct store_seen){.epoch = id->epoch, .version = id->version, .created = NOW};
    snprintf(memory.site, sizeof memory.site, "%s", "rush-radiology");
    AUTO_FREE char *path = NULL;
    struct store_pruned pruned;
    if (!store_updater_remember(updater, &memory, err))
        return false;
    if (!store_updater_has(updater, id)) {
        if (!store_updater_stage(updater, id, &path, err))
            return false;
        ground_fill(path, id);
    }
    return store_updater_adopt(updater, id, NOW, err) && store_updater_prune(updater, BOUND, 0, &pruned, err);
}

bool ground_publish(const char *state, const struct store_id *id)
{
    struct err err;
    struct store_updater *updater = store_updater_open(state, &err);
    bool good = updater && release(updater, id, &err);
    store_updater_close(updater);
    return good;
}
