#include "update/update.h"

#include "base/log.h"
#include "update/attempt.h"
#include "update/floor.h"

#include <errno.h>
#include <string.h>

enum { ARENA_BYTES = 8 * 1024 * 1024 };

bool attempt_remember(struct attempt *attempt, struct refusal *why)
{
    struct err err;
    if (store_updater_remember(attempt->store, &attempt->memory, &err))
        return true;
    return refuse(why, "disk", "%s; make room, or look at the disk", err.text);
}

static bool settings_ok(const struct update_settings *settings, struct refusal *why)
{
    const struct device *device = settings->device;
    if (!device->update.from && !settings->from)
        return refuse(why, "settings",
                      "nothing says where content comes from; write update: {from: ...} into %s, or give "
                      "--from",
                      DEVICE_PATH);
    if (!device->site || !device->update.root)
        return refuse(why, "settings",
                      "site: and update: {root: ...} are missing; write into %s whose content this kiosk "
                      "shows and the root key that lobbyctl keys init printed",
                      DEVICE_PATH);
    return true;
}

/* Goes on from the keyring that was taken over last, when it began from the root key that the settings name;
 * otherwise anew. */
static bool set_anchor(struct attempt *attempt, struct refusal *why)
{
    const char *site = attempt->device->site, *origin = attempt->device->update.root;
    struct trust_key root;
    struct err err;
    if (!trust_key_parse(origin, &root, &err))
        return refuse(why, "settings", "update: root: %s", err.text);
    trust_anchor_start(&attempt->anchor, site, &root);
    attempt->memory = *store_updater_memory(attempt->store);
    struct store_memory *memory = &attempt->memory;
    if (memory->site[0] && strcmp(memory->site, site) != 0)
        return refuse(why, "state",
                      "%s belongs to the site %s, and the settings say %s; to begin anew stop the kiosk and "
                      "empty that folder, or correct site:",
                      attempt->device->state, memory->site, site);
    if (strcmp(memory->origin, origin) == 0 && memory->root[0]) {
        struct trust_anchor *anchor = &attempt->anchor;
        if (trust_key_parse(memory->root, &anchor->root, &err) &&
            trust_key_parse(memory->signer, &anchor->signer, &err)) {
            anchor->seen.epoch = memory->keyring.epoch;
            anchor->seen.version = memory->keyring.version;
            memcpy(anchor->seen.digest, memory->keyring.digest, sizeof anchor->seen.digest);
            return true;
        }
        log_warning("the remembered keys cannot be read; beginning from the settings' root key");
        trust_anchor_start(&attempt->anchor, site, &root);
    }
    struct store_seen release = memory->release;
    *memory = (struct store_memory){.release = release};
    snprintf(memory->site, sizeof memory->site, "%s", site);
    snprintf(memory->origin, sizeof memory->origin, "%s", origin);
    return true;
}

static bool start(struct attempt *attempt, struct refusal *why)
{
    const struct device *device = attempt->device;
    struct err err;
    if (!settings_ok(attempt->settings, why))
        return false;
    attempt->store = store_updater_open(device->state, &err);
    if (!attempt->store)
        return refuse(why, errno == ENOSPC || errno == EDQUOT ? "disk" : "state", "%s", err.text);
    attempt->source = (struct depot_source){.where = attempt->settings->from ? attempt->settings->from
                                                                             : device->update.from,
                                            .allow_http = device->update.http,
                                            .ca_file = device->update.ca,
                                            .proxy = device->update.proxy};
    if (!set_anchor(attempt, why))
        return false;
    attempt->clock = floor_clock(attempt->now, attempt->memory.release.created);
    return true;
}

/* Already here and judged or waiting: nothing to do. */
static bool is_here(struct attempt *attempt)
{
    struct store_id trial;
    if (!store_updater_has(attempt->store, &attempt->id))
        return false;
    bool waits = store_updater_trial(attempt->store, &trial) && store_id_compare(&trial, &attempt->id) == 0 &&
                 store_commit_same(trial.commit, attempt->id.commit);
    enum store_verdict verdict = store_updater_verdict(attempt->store, &attempt->id, NULL, NULL);
    return verdict == STORE_GOOD || (waits && verdict == STORE_UNJUDGED);
}

static void run(struct attempt *attempt)
{
    struct update_outcome *outcome = attempt->outcome;
    struct refusal *why = &outcome->why;
    outcome->end = UPDATE_REFUSED;
    if (!start(attempt, why))
        return;
    const struct store_seen *seen = &attempt->memory.release;
    outcome->epoch = seen->epoch;
    outcome->version = seen->version;
    if (!keyring_take(attempt, why) || !release_take(attempt, why))
        return;
    if (is_here(attempt)) {
        outcome->end = UPDATE_SAME;
        return;
    }
    if (install(attempt, why))
        outcome->end = UPDATE_TAKEN;
}

void update_once(const struct update_settings *settings, int64_t now, struct update_outcome *outcome)
{
    *outcome = (struct update_outcome){.end = UPDATE_REFUSED};
    struct attempt attempt = {
        .settings = settings, .device = settings->device, .now = now, .outcome = outcome};
    attempt.arena = arena_create(ARENA_BYTES);
    if (attempt.arena)
        run(&attempt);
    else
        refuse(&outcome->why, "machine", "out of memory; it is tried again");
    store_updater_close(attempt.store);
    arena_destroy(attempt.arena);
}
