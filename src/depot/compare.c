/* Staff: what differs between two commits. */
#include "depot/object.h"
#include "depot/repository.h"
#include "depot/tree.h"

struct file {
    char *path;
    char checksum[DEPOT_CHECKSUM];
};

static void clear_file(gpointer file)
{
    g_free(((struct file *)file)->path);
}

static bool add_path(void *arg, OstreeObjectType type, const char *checksum, const char *path,
                     struct refusal *why)
{
    (void)why;
    if (type != OSTREE_OBJECT_TYPE_FILE)
        return true;
    struct file file = {.path = g_strdup(path)};
    g_strlcpy(file.checksum, checksum, sizeof file.checksum);
    g_array_append_val((GArray *)arg, file);
    return true;
}

static gint by_path(gconstpointer a, gconstpointer b)
{
    return g_strcmp0(((const struct file *)a)->path, ((const struct file *)b)->path);
}

/* The files of a commit, sorted by path; none for no commit. NULL and a refusal when it is not whole. */
static GArray *files_of(OstreeRepo *repo, const char *commit, struct refusal *why)
{
    g_autoptr(GArray) files = g_array_new(FALSE, FALSE, sizeof(struct file));
    g_array_set_clear_func(files, clear_file);
    if (commit && !tree_walk(repo, commit, false, add_path, files, why))
        return NULL;
    g_array_sort(files, by_path);
    return g_steal_pointer(&files);
}

static bool size_of(OstreeRepo *repo, const struct file *file, uint64_t *size, struct refusal *why)
{
    *size = 0;
    return !file || object_size(repo, OSTREE_OBJECT_TYPE_FILE, file->checksum, size, why);
}

/* Either may be NULL. */
static bool differ(OstreeRepo *repo, const struct file *older, const struct file *newer, GArray *items,
                   struct refusal *why)
{
    if (older && newer && g_str_equal(older->checksum, newer->checksum))
        return true;
    struct depot_difference item = {.change = !older ? DEPOT_ADDED : !newer ? DEPOT_REMOVED : DEPOT_CHANGED};
    if (!size_of(repo, older, &item.before, why) || !size_of(repo, newer, &item.after, why))
        return false;
    item.path = g_strdup((newer ? newer : older)->path);
    g_array_append_val(items, item);
    return true;
}

static bool merge(OstreeRepo *repo, const GArray *older, const GArray *newer, GArray *items,
                  struct refusal *why)
{
    guint i = 0, j = 0;
    while (i < older->len || j < newer->len) {
        const struct file *a = i < older->len ? &g_array_index(older, struct file, i) : NULL;
        const struct file *b = j < newer->len ? &g_array_index(newer, struct file, j) : NULL;
        const int order = !a ? 1 : !b ? -1 : g_strcmp0(a->path, b->path);
        if (!differ(repo, order <= 0 ? a : NULL, order >= 0 ? b : NULL, items, why))
            return false;
        i += order <= 0;
        j += order >= 0;
    }
    return true;
}

bool depot_compare(struct depot *depot, const char *older, const char *newer,
                   struct depot_differences *differences, struct refusal *why)
{
    *differences = (struct depot_differences){0};
    g_autoptr(GArray) before = files_of(depot->repo, older, why);
    g_autoptr(GArray) after = before ? files_of(depot->repo, newer, why) : NULL;
    if (!after)
        return false;
    GArray *items = g_array_new(FALSE, FALSE, sizeof(struct depot_difference));
    const bool ok = merge(depot->repo, before, after, items, why);
    differences->count = items->len;
    differences->items = (struct depot_difference *)(void *)g_array_free(items, FALSE);
    if (!ok)
        depot_differences_free(differences);
    return ok;
}

void depot_differences_free(struct depot_differences *differences)
{
    for (size_t i = 0; i < differences->count; i++)
        g_free(differences->items[i].path);
    g_free(differences->items);
    *differences = (struct depot_differences){0};
}
