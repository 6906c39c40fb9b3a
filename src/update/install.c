/* From a verified release to a generation on trial. */
#include "base/log.h"
#include "update/attempt.h"
#include "update/preflight.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What must stay free on the disk for logs and the kiosk's own files. */
#define RESERVE_BYTES (16u * 1024 * 1024)

static bool on_disk(struct refusal *why, const struct err *err)
{
    return refuse(why, "disk", "%s; make room, or look at the disk", err->text);
}

/* Removes old generations until the new one fits within the settings' bound. */
static bool make_room(struct attempt *attempt, struct refusal *why)
{
    struct store_pruned pruned;
    struct err err;
    uint64_t more = (uint64_t)attempt->release.bytes, bound = attempt->device->update.disk;
    if (!store_updater_prune(attempt->store, bound, more, &pruned, &err))
        return on_disk(why, &err);
    if (!pruned.fits)
        return refuse(why, "space",
                      "%" PRIu64 " bytes of content beside the %" PRIu64
                      " that must stay are more than disk: allows; allow more, or publish smaller pictures",
                      more, pruned.bytes);
    return true;
}

static bool pull(struct attempt *attempt, const char *repo, struct refusal *why)
{
    struct depot_pulled pulled = {.received = 0};
    struct depot_pull order = {.source = attempt->source,
                               .repo = repo,
                               .commit = attempt->release.commit,
                               .bytes = (uint64_t)attempt->release.bytes,
                               .objects = (uint64_t)attempt->release.objects,
                               .reserve = RESERVE_BYTES};
    bool ok = depot_pull(&order, &pulled, why);
    struct update_outcome *outcome = attempt->outcome;
    outcome->received += pulled.received;
    if (pulled.retry_after_s > outcome->retry_after_s)
        outcome->retry_after_s = pulled.retry_after_s;
    return ok;
}

/* Once it may be the machine that made a look break off; what does so twice is the content. */
static void doubt(struct attempt *attempt, struct refusal *why)
{
    const char *commit = attempt->release.commit;
    char *doubted = attempt->memory.doubted;
    if (strcmp(doubted, commit) == 0) {
        refuse(why, "preflight", "%s, and it did before; correct it and publish again", why->err.text);
        return;
    }
    struct refusal forgotten;
    refuse(why, "unclear", "%s; it is looked at once more", why->err.text);
    snprintf(doubted, sizeof attempt->memory.doubted, "%s", commit);
    if (!attempt_remember(attempt, &forgotten))
        log_warning("%s", forgotten.err.text);
}

/* Looks at what was checked out. What does not pass is remembered, so that it is not tried again and again:
 * but never for a reason that may be gone tomorrow. */
static bool look(struct attempt *attempt, const char *path, struct refusal *why)
{
    struct err err;
    if (preflight_run(attempt->settings->preflight, path, PREFLIGHT_SECONDS, why))
        return true;
    if (refused_for(why, "unclear"))
        doubt(attempt, why);
    if (refused_for(why, "preflight") &&
        !store_updater_mark_bad(attempt->store, attempt->release.commit, why->err.text, attempt->now, &err))
        log_warning("%s", err.text);
    return false;
}

/* Checks out and looks. */
static bool build(struct attempt *attempt, const char *repo, struct refusal *why)
{
    char *path = NULL;
    struct err err;
    if (!store_updater_stage(attempt->store, &attempt->id, &path, &err))
        return on_disk(why, &err);
    bool ok = depot_checkout(repo, attempt->release.commit, path, why) && look(attempt, path, why);
    free(path);
    if (!ok)
        store_updater_drop(attempt->store, &attempt->id);
    return ok;
}

/* The repository keeps what the generations need. It is only room: what goes wrong is tried again. */
static void tidy(struct attempt *attempt, const char *repo)
{
    struct store_pruned pruned;
    struct refusal why;
    struct err err;
    struct store_id *ids = NULL;
    size_t count = 0;
    if (!store_updater_prune(attempt->store, attempt->device->update.disk, 0, &pruned, &err) ||
        !store_updater_list(attempt->store, &ids, &count, &err)) {
        log_warning("%s", err.text);
        return;
    }
    const char **keep = ARENA_ARRAY(attempt->arena, count + 1, const char *);
    for (size_t i = 0; keep && i < count; i++)
        keep[i] = ids[i].commit;
    if (keep && !depot_prune(repo, keep, count, NULL, &why))
        log_warning("%s", why.err.text);
    free(ids);
}

bool install(struct attempt *attempt, struct refusal *why)
{
    struct err err;
    const char *repo = arena_printf(attempt->arena, "%s/repo", attempt->device->state), *reason = NULL;
    if (!repo)
        return refuse(why, "machine", "out of memory; it is tried again");
    if (store_updater_is_bad(attempt->store, attempt->release.commit, &reason))
        return refuse(why, "bad", "this content was tried and found bad: %s; correct it and publish again",
                      reason);
    if (!store_updater_has(attempt->store, &attempt->id) &&
        (!make_room(attempt, why) || !pull(attempt, repo, why) || !build(attempt, repo, why)))
        return false;
    if (!store_updater_adopt(attempt->store, &attempt->id, attempt->now, &err))
        return on_disk(why, &err);
    tidy(attempt, repo);
    return true;
}
