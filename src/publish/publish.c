#include "publish/publish.h"

#include "depot/staff.h"
#include "publish/place.h"
#include "publish/shelf.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct publication {
    struct keys *keys;
    struct arena *arena; /* of the keys */
    const struct publish_asker *asker;
    struct place place;
    struct depot *depot;
    struct trust_release last; /* version 0: nothing that counts */
    struct trust_files last_files;
    int64_t highest; /* version that anybody may have seen */
};

static void raise(int64_t *highest, int64_t version)
{
    if (version > *highest)
        *highest = version;
}

/* What is published now, and the highest version of it that anybody can have seen. Numbers of statements that
 * do not verify are only ever used to stay above them. */
static bool look_at_release(struct publication *publication, struct refusal *why)
{
    struct trust_files files;
    const struct trust_keyring *keyring = &publication->keys->keyring;
    const char *folder = publication->place.folder;
    raise(&publication->highest, shelf_highest(folder, SHELF_RELEASE));
    raise(&publication->highest, keys_last(publication->keys, keyring->epoch));
    if (!shelf_read_again(folder, SHELF_RELEASE, publication->arena, &files, why))
        return refused_for(why, "not-found");
    if (shelf_hint(&files, "epoch") == keyring->epoch)
        raise(&publication->highest, shelf_hint(&files, "version"));
    if (!trust_release_open(keyring, &files, publication->arena, &publication->last, why)) {
        publication->last = (struct trust_release){.version = 0};
        return refused_for(why, "site")
                   ? refuse(why, "site", "%s belongs to another site; publish %s somewhere else", folder,
                            keyring->site)
                   : true;
    }
    publication->last_files = files;
    if (publication->last.epoch == keyring->epoch)
        raise(&publication->highest, publication->last.version);
    return true;
}

static bool open_all(struct publication *publication, const char *destination, struct refusal *why)
{
    struct keys *keys = publication->keys;
    if (!place_open(&publication->place, destination, keys->folder, publication->arena, why) ||
        !place_fetch(&publication->place, why) || !keys_follow(keys, publication->place.folder, why) ||
        !look_at_release(publication, why))
        return false;
    publication->depot = depot_open(publication->place.folder, true, why);
    return publication->depot != NULL;
}

struct publication *publication_open(struct keys *keys, const char *destination,
                                     const struct publish_asker *asker, struct refusal *why)
{
    struct publication *publication = calloc(1, sizeof *publication);
    if (!publication) {
        shelf_no_memory(why);
        return NULL;
    }
    publication->keys = keys;
    publication->arena = keys->arena;
    publication->asker = asker;
    publication->place.lock = -1;
    if (open_all(publication, destination, why))
        return publication;
    publication_close(publication);
    return NULL;
}

void publication_close(struct publication *publication)
{
    if (!publication)
        return;
    if (publication->depot)
        depot_close(publication->depot);
    place_close(&publication->place);
    free(publication);
}

const struct trust_release *publication_last(const struct publication *publication)
{
    return publication->last.version ? &publication->last : NULL;
}

/* --- what would change --- */

static void commits(void *arg, const struct depot_progress *progress)
{
    const struct publish_asker *asker = arg;
    if (asker && asker->progress)
        asker->progress(asker->arg, PUBLISH_COMMITS, progress->bytes, progress->bytes_total);
}

static bool fill_lines(struct publish_plan *plan, const struct depot_differences *differences,
                       struct arena *arena)
{
    static const enum publish_change changes[] = {
        [DEPOT_ADDED] = PUBLISH_ADDED, [DEPOT_CHANGED] = PUBLISH_CHANGED, [DEPOT_REMOVED] = PUBLISH_REMOVED};
    plan->lines = ARENA_ARRAY(arena, differences->count + 1, struct publish_line);
    plan->count = plan->lines ? differences->count : 0;
    for (size_t i = 0; i < plan->count; i++) {
        const char *path = arena_strdup(arena, differences->items[i].path);
        plan->lines[i] = (struct publish_line){changes[differences->items[i].change], path};
        if (!path)
            return false;
    }
    return plan->lines != NULL;
}

/* The last content may be missing here: another publisher's, or a copy that was thrown away. */
static const char *known_commit(const struct publication *publication)
{
    struct depot_size size;
    struct refusal why;
    const struct trust_release *last = publication_last(publication);
    return last && depot_measure(publication->depot, last->commit, &size, &why) ? last->commit : NULL;
}

static bool compare(struct publication *publication, struct publish_plan *plan, struct refusal *why)
{
    struct depot_size size;
    struct depot_differences differences;
    struct depot_objects objects;
    const char *known = known_commit(publication);
    if (!depot_measure(publication->depot, plan->commit, &size, why) ||
        !depot_compare(publication->depot, known, plan->commit, &differences, why))
        return false;
    bool ok = fill_lines(plan, &differences, publication->arena) || shelf_no_memory(why);
    depot_differences_free(&differences);
    if (!ok || !depot_list(publication->depot, plan->commit, known, &objects, why))
        return false;
    plan->fetched = objects.bytes;
    depot_objects_free(&objects);
    const struct trust_release *last = publication_last(publication);
    plan->bytes = (int64_t)size.bytes;
    plan->objects = (int64_t)size.objects;
    plan->version = publication->highest + 1;
    plan->first = known == NULL;
    plan->same =
        last && last->epoch == publication->keys->keyring.epoch && strcmp(last->commit, plan->commit) == 0;
    return true;
}

bool publication_plan(struct publication *publication, const char *content, struct publish_plan *plan,
                      struct refusal *why)
{
    *plan = (struct publish_plan){.first = false};
    return depot_commit(publication->depot, content, plan->commit, commits,
                        (void *)(uintptr_t)publication->asker, why) &&
           compare(publication, plan, why);
}

bool publication_plan_back(struct publication *publication, int64_t version, struct publish_plan *plan,
                           struct refusal *why)
{
    struct trust_files files;
    struct trust_release old;
    *plan = (struct publish_plan){.first = false};
    if (!shelf_read(publication->place.folder, SHELF_RELEASE, version, publication->arena, &files, why))
        return refused_for(why, "not-found")
                   ? refuse(why, "not-found",
                            "there is no version %" PRId64 "; \"lobbyctl status\" lists those that there are",
                            version)
                   : false;
    /* Its signer may have been revoked since; whoever publishes it again vouches for it, and sees what
     * changes. But it must be what somebody of this site once signed. */
    if (!trust_release_open(&publication->keys->keyring, &files, publication->arena, &old, why))
        return err_context(&why->err, "version %" PRId64, version);
    memcpy(plan->commit, old.commit, sizeof plan->commit);
    return depot_verify(publication->depot, old.commit, commits, (void *)(uintptr_t)publication->asker,
                        why) &&
           compare(publication, plan, why);
}

/* --- out it goes --- */

static bool send_objects(struct publication *publication, const char *commit, struct refusal *why)
{
    struct depot_objects objects;
    if (!publication->place.remote)
        return true;
    if (!depot_list(publication->depot, commit, NULL, &objects, why))
        return false;
    const char **paths = ARENA_ARRAY(publication->arena, objects.count + 1, const char *);
    for (size_t i = 0; paths && i < objects.count; i++)
        paths[i] = objects.items[i].path;
    bool ok = paths ? place_send_objects(&publication->place, paths, objects.count, publication->asker, why)
                    : shelf_no_memory(why);
    depot_objects_free(&objects);
    return ok;
}

/* All keyrings under their numbers. */
static bool write_keyrings(struct publication *publication, struct refusal *why)
{
    const struct keys *keys = publication->keys;
    for (int64_t version = 1; version <= keys->keyring.version; version++) {
        struct trust_files files;
        if (shelf_read(keys->folder, SHELF_KEYRING, version, publication->arena, &files, why)) {
            if (!shelf_write(publication->place.folder, SHELF_KEYRING, version, &files, why))
                return false;
        } else if (!refused_for(why, "not-found")) {
            return false;
        }
    }
    return true;
}

static bool send_pair(struct publication *publication, const char *kind, const struct trust_files *files,
                      struct refusal *why)
{
    return shelf_write(publication->place.folder, kind, 0, files, why) &&
           place_send(&publication->place, kind, why);
}

static bool sign(struct publication *publication, const struct trust_release *release,
                 const struct sign_key *key, struct trust_files *files, struct refusal *why)
{
    struct err err;
    files->bytes = sign_release_text(release, publication->arena, &err);
    const char *comment =
        arena_printf(publication->arena, "release %" PRId64 " of %s", release->version, release->site);
    if (!files->bytes || !comment)
        return refuse(why, "machine", "%s", files->bytes ? "out of memory" : err.text);
    files->length = strlen(files->bytes);
    files->signature = sign_bytes(key, files->bytes, files->length, comment, publication->arena, &err);
    if (!files->signature)
        return refuse(why, "machine", "%s", err.text);
    files->signature_length = strlen(files->signature);
    return true;
}

/* Two that publish to the same server from two machines see no lock: the one who was first says so. */
static bool still_last(struct publication *publication, struct refusal *why)
{
    if (!publication->place.remote)
        return true;
    struct trust_files files;
    if (!place_fetch(&publication->place, why))
        return false;
    bool there = shelf_read_again(publication->place.folder, SHELF_RELEASE, publication->arena, &files, why);
    if (!there && !refused_for(why, "not-found"))
        return false;
    const struct trust_files *last = &publication->last_files;
    bool changed = last->bytes ? !there || files.length != last->length ||
                                     memcmp(files.bytes, last->bytes, last->length) != 0
                               : there && shelf_hint(&files, "version") > publication->highest;
    return !changed || refuse(why, "busy", "somebody else has published meanwhile; run this again");
}

bool publication_publish(struct publication *publication, const struct publish_plan *plan, int days,
                         int64_t now, const struct sign_key *key, struct refusal *why)
{
    const struct keys *keys = publication->keys;
    struct trust_release release = {.site = keys->keyring.site,
                                    .epoch = keys->keyring.epoch,
                                    .version = plan->version,
                                    .created = now,
                                    .expires = now + days * TRUST_DAY,
                                    .bytes = plan->bytes,
                                    .objects = plan->objects,
                                    .minimum = PUBLISH_MINIMUM};
    memcpy(release.commit, plan->commit, sizeof release.commit);
    struct trust_files files;
    if (!sign(publication, &release, key, &files, why) || !send_objects(publication, plan->commit, why) ||
        !still_last(publication, why) || !write_keyrings(publication, why) ||
        !shelf_write(publication->place.folder, SHELF_RELEASE, release.version, &files, why) ||
        !place_send_numbered(&publication->place, why) ||
        !keys_set_last(keys, release.epoch, release.version, why) ||
        !send_pair(publication, SHELF_KEYRING, &keys->files, why))
        return false;
    return send_pair(publication, SHELF_RELEASE, &files, why);
}

bool publication_send_keyring(struct publication *publication, struct refusal *why)
{
    const struct trust_files *last = &publication->last_files;
    return write_keyrings(publication, why) && place_send_numbered(&publication->place, why) &&
           send_pair(publication, SHELF_KEYRING, &publication->keys->files, why) &&
           (!last->bytes || send_pair(publication, SHELF_RELEASE, last, why));
}
