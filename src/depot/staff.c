#include "depot/staff.h"

#include "depot/inventory.h"
#include "depot/repository.h"

#include <fcntl.h>
#include <string.h>

struct depot *depot_open(const char *publication, bool create, struct refusal *why)
{
    g_autofree char *path = g_build_filename(publication, "repo", NULL);
    OstreeRepo *repo = repository_open(path, OSTREE_REPO_MODE_ARCHIVE, create, why);
    if (!repo)
        return NULL;
    struct depot *depot = g_new0(struct depot, 1);
    depot->repo = repo;
    return depot;
}

void depot_close(struct depot *depot)
{
    if (!depot)
        return;
    g_object_unref(depot->repo);
    g_free(depot);
}

bool depot_measure(struct depot *depot, const char *commit, struct depot_size *size, struct refusal *why)
{
    AUTO_INVENTORY struct inventory *inventory = inventory_create();
    if (!inventory_walk(inventory, depot->repo, commit, false, why))
        return false;
    *size = (struct depot_size){.objects = inventory_count(inventory), .files = inventory->files};
    for (guint i = 0; i < inventory_count(inventory); i++) {
        const struct piece *piece = inventory_piece(inventory, i);
        uint64_t bytes = 0;
        if (!object_size(depot->repo, piece->type, piece->checksum, &bytes, why))
            return false;
        size->bytes += bytes;
    }
    return true;
}

bool depot_verify(struct depot *depot, const char *commit, depot_progress_fn *progress, void *arg,
                  struct refusal *why)
{
    AUTO_INVENTORY struct inventory *inventory = inventory_create();
    if (!inventory_walk(inventory, depot->repo, commit, false, why))
        return false;
    struct depot_progress done = {.objects_total = inventory_count(inventory)};
    for (; done.objects < done.objects_total; done.objects++) {
        const struct piece *piece = inventory_piece(inventory, (guint)done.objects);
        g_autoptr(GError) error = NULL;
        if (!ostree_repo_fsck_object(depot->repo, piece->type, piece->checksum, NULL, &error))
            return object_refuse(why, "object", object_label(piece->type, piece->checksum).text, error);
        if (progress)
            progress(arg, &done);
    }
    return true;
}

bool depot_restore(struct depot *depot, const char *commit, const char *folder, struct refusal *why)
{
    AUTO_INVENTORY struct inventory *inventory = inventory_create();
    if (!inventory_walk(inventory, depot->repo, commit, false,
                        why)) /* with its bounds, before anything is written */
        return false;
    OstreeRepoCheckoutAtOptions options = {.mode = OSTREE_REPO_CHECKOUT_MODE_USER};
    g_autoptr(GError) error = NULL;
    return ostree_repo_checkout_at(depot->repo, &options, AT_FDCWD, folder, commit, NULL, &error) ||
           object_refuse(why, "file", folder, error);
}

/* --- what to copy to a web server --- */

/* path is below the publication. */
static bool add_object(struct depot *depot, GArray *items, const char *path, struct depot_objects *objects,
                       struct refusal *why)
{
    struct stat info;
    const char *name = path + strlen("repo/");
    if (fstatat(ostree_repo_get_dfd(depot->repo), name, &info, AT_SYMLINK_NOFOLLOW) < 0)
        return refuse(why, "object", "%s: it is missing; publish again", path);
    struct depot_object item = {.path = g_strdup(path), .bytes = (uint64_t)info.st_size};
    g_array_append_val(items, item);
    objects->bytes += item.bytes;
    return true;
}

static bool add_objects(struct depot *depot, const struct inventory *wanted, const struct inventory *known,
                        GArray *items, struct depot_objects *objects, struct refusal *why)
{
    static const OstreeObjectType order[] = {OSTREE_OBJECT_TYPE_FILE, OSTREE_OBJECT_TYPE_DIR_META,
                                             OSTREE_OBJECT_TYPE_DIR_TREE, OSTREE_OBJECT_TYPE_COMMIT};
    if (!add_object(depot, items, "repo/config", objects, why))
        return false;
    for (guint type = 0; type < G_N_ELEMENTS(order); type++)
        for (guint i = 0; i < inventory_count(wanted); i++) {
            const struct piece *piece = inventory_piece(wanted, i);
            if (piece->type == order[type] && !inventory_has(known, piece->type, piece->checksum) &&
                !add_object(depot, items, object_path(piece->type, piece->checksum).text, objects, why))
                return false;
        }
    return true;
}

bool depot_list(struct depot *depot, const char *commit, const char *known, struct depot_objects *objects,
                struct refusal *why)
{
    *objects = (struct depot_objects){0};
    AUTO_INVENTORY struct inventory *wanted = inventory_create();
    AUTO_INVENTORY struct inventory *there = inventory_create();
    if (!inventory_walk(wanted, depot->repo, commit, false, why) ||
        (known && !inventory_walk(there, depot->repo, known, true, why)))
        return false;
    GArray *items = g_array_new(FALSE, FALSE, sizeof(struct depot_object));
    const bool ok = add_objects(depot, wanted, there, items, objects, why);
    objects->count = items->len;
    objects->items = (struct depot_object *)(void *)g_array_free(items, FALSE);
    if (!ok)
        depot_objects_free(objects);
    return ok;
}

void depot_objects_free(struct depot_objects *objects)
{
    for (size_t i = 0; i < objects->count; i++)
        g_free(objects->items[i].path);
    g_free(objects->items);
    *objects = (struct depot_objects){0};
}
