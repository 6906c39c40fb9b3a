#include "depot/kiosk.h"

#include "base/file.h"
#include "depot/child.h"
#include "depot/folder.h"
#include "depot/inventory.h"
#include "depot/repository.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Local work: it moves without progress being told, and a slow disk takes its time. */
static const struct child_limits local_work = {.silent_s = 600, .total_s = 600};

/* --- check out --- */

struct checkout {
    const char *repo, *commit, *folder;
};

static enum folder_step look(void *arg, const char *path, const struct stat *info)
{
    (void)path;
    uint64_t *files = arg;
    if (S_ISDIR(info->st_mode))
        return FOLDER_GO;
    *files += 1;
    return S_ISREG(info->st_mode) ? FOLDER_GO : FOLDER_STOP;
}

static bool sync_folder(const char *path, struct refusal *why)
{
    struct err err;
    AUTO_CLOSE int fd = file_open_folder(path, &err);
    if (fd < 0)
        return refuse(why, "repository", "%s; look at permissions and disk", err.text);
    return syncfs(fd) == 0 || refuse(why, errno == ENOSPC ? "space" : "repository",
                                     "%s: %s; look at the disk", path, strerror(errno));
}

static bool check_out(struct child_shared *shared, const void *arg, struct refusal *why)
{
    (void)shared;
    const struct checkout *task = arg;
    g_autoptr(OstreeRepo) repo = repository_open(task->repo, OSTREE_REPO_MODE_BARE_USER_ONLY, false, why);
    AUTO_INVENTORY struct inventory *inventory = inventory_create();
    if (!repo || !inventory_walk(inventory, repo, task->commit, false, why))
        return false;
    OstreeRepoCheckoutAtOptions options = {
        .mode = OSTREE_REPO_CHECKOUT_MODE_USER, .no_copy_fallback = TRUE, .bareuseronly_dirs = TRUE};
    g_autoptr(GError) error = NULL;
    if (!ostree_repo_checkout_at(repo, &options, AT_FDCWD, task->folder, task->commit, NULL, &error))
        return object_refuse(why, "repository", task->folder, error);
    uint64_t files = 0;
    *why = (struct refusal){0};
    if (!folder_walk(task->folder, look, &files, why) || files != inventory->files)
        return why->code
                   ? false
                   : refuse(why, "object", "%s: it did not become what the commit says; it is tried again",
                            task->folder);
    return sync_folder(task->folder, why);
}

bool depot_checkout(const char *repo, const char *commit, const char *folder, struct refusal *why)
{
    const struct checkout task = {repo, commit, folder};
    return child_run(&local_work, check_out, &task, NULL, 0, NULL, NULL, why);
}

/* --- prune --- */

struct prune {
    const char *repo;
    const char *const *keep;
    size_t count;
};

/* Adds what the commits need whose names begin like this. */
static bool keep_like(struct inventory *kept, OstreeRepo *repo, const char *start, struct refusal *why)
{
    assert(strlen(start) >= DEPOT_SHORT); /* or it would keep what nobody meant */
    g_autoptr(GHashTable) commits = NULL;
    g_autoptr(GError) error = NULL;
    if (!ostree_repo_list_commit_objects_starting_with(repo, start, &commits, NULL, &error))
        return object_refuse(why, "repository", start, error);
    GHashTableIter each;
    gpointer name;
    g_hash_table_iter_init(&each, commits);
    while (g_hash_table_iter_next(&each, &name, NULL)) {
        OstreeObjectType type;
        const char *checksum;
        ostree_object_name_deserialize(name, &checksum, &type);
        if (!inventory_walk(kept, repo, checksum, true, why))
            return false;
    }
    return true;
}

static bool prune(struct child_shared *shared, const void *arg, struct refusal *why)
{
    const struct prune *task = arg;
    g_autoptr(OstreeRepo) repo = repository_open(task->repo, OSTREE_REPO_MODE_BARE_USER_ONLY, true, why);
    AUTO_INVENTORY struct inventory *kept = inventory_create();
    g_autoptr(GError) error = NULL;
    if (!repo)
        return false;
    for (size_t i = 0; i < task->count; i++)
        if (!keep_like(kept, repo, task->keep[i], why))
            return false;
    g_autoptr(GHashTable) reachable = ostree_repo_traverse_new_reachable();
    for (guint i = 0; i < inventory_count(kept); i++) {
        const struct piece *piece = inventory_piece(kept, i);
        g_hash_table_add(reachable,
                         g_variant_ref_sink(ostree_object_name_serialize(piece->checksum, piece->type)));
    }
    /* What a pull that was killed has left lies in a transaction that nobody has ended. */
    if (!repository_begin(repo, why) || !repository_commit(repo, why))
        return false;
    OstreeRepoPruneOptions options = {.reachable = reachable};
    gint total = 0, pruned = 0;
    guint64 freed = 0;
    if (!ostree_repo_prune_from_reachable(repo, &options, &total, &pruned, &freed, NULL, &error))
        return object_refuse(why, "repository", task->repo, error);
    memcpy(child_result(shared), &(uint64_t){freed}, sizeof(uint64_t));
    return true;
}

bool depot_prune(const char *repo, const char *const *keep, size_t count, uint64_t *freed,
                 struct refusal *why)
{
    const struct prune task = {repo, keep, count};
    uint64_t bytes = 0;
    const bool ok = child_run(&local_work, prune, &task, &bytes, sizeof bytes, NULL, NULL, why);
    if (freed)
        *freed = bytes;
    return ok;
}
