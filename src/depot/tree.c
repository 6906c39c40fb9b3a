#include "depot/tree.h"

#include "depot/kiosk.h"

struct walk {
    OstreeRepo *repo;
    bool lenient;
    tree_visit_fn *visit;
    void *arg;
    GString *path;
    unsigned entries, depth;
    struct refusal *why;
};

/* Loads an object of the repository; NULL when it is not there, with why set. */
static GVariant *load(OstreeRepo *repo, OstreeObjectType type, const char *checksum, struct refusal *why)
{
    g_autoptr(GVariant) object = NULL;
    g_autoptr(GError) error = NULL;
    if (!ostree_repo_load_variant(repo, type, checksum, &object, &error)) {
        object_refuse(why, "object", object_label(type, checksum).text, error);
        return NULL;
    }
    if (type == OSTREE_OBJECT_TYPE_DIR_TREE && !object_check_tree(object, checksum, why))
        return NULL;
    return g_steal_pointer(&object);
}

static bool count(struct walk *walk)
{
    return ++walk->entries <= DEPOT_ENTRIES ||
           refuse(walk->why, "too-large", "the commit has more than %d files and folders; publish fewer",
                  DEPOT_ENTRIES);
}

/* Puts a name at the end of the path, and returns how long it was. */
static gsize enter(struct walk *walk, const char *name)
{
    gsize length = walk->path->len;
    if (length)
        g_string_append_c(walk->path, '/');
    g_string_append(walk->path, name);
    return length;
}

static bool walk_files(struct walk *walk, GVariant *tree)
{
    g_autoptr(GVariant) files = g_variant_get_child_value(tree, 0);
    for (gsize i = 0; i < g_variant_n_children(files); i++) {
        g_autoptr(GVariant) bytes = NULL;
        const char *name;
        char checksum[DEPOT_CHECKSUM];
        g_variant_get_child(files, i, "(&s@ay)", &name, &bytes);
        object_checksum(bytes, checksum);
        gsize before = enter(walk, name);
        if (!count(walk) ||
            !walk->visit(walk->arg, OSTREE_OBJECT_TYPE_FILE, checksum, walk->path->str, walk->why))
            return false;
        g_string_truncate(walk->path, before);
    }
    return true;
}

static bool walk_folder(struct walk *walk, GVariant *tree_bytes, GVariant *meta_bytes);

static bool walk_folders(struct walk *walk, GVariant *tree)
{
    g_autoptr(GVariant) folders = g_variant_get_child_value(tree, 1);
    for (gsize i = 0; i < g_variant_n_children(folders); i++) {
        g_autoptr(GVariant) tree_bytes = NULL;
        g_autoptr(GVariant) meta_bytes = NULL;
        const char *name;
        g_variant_get_child(folders, i, "(&s@ay@ay)", &name, &tree_bytes, &meta_bytes);
        gsize before = enter(walk, name);
        if (!count(walk) || !walk_folder(walk, tree_bytes, meta_bytes))
            return false;
        g_string_truncate(walk->path, before);
    }
    return true;
}

static bool walk_folder(struct walk *walk, GVariant *tree_bytes,
                        GVariant *meta_bytes) /* NOLINT(misc-no-recursion) */
{
    if (walk->depth == DEPOT_DEPTH)
        return refuse(walk->why, "too-large",
                      "the commit has folders more than %d deep; publish flatter ones", DEPOT_DEPTH);
    char checksum[DEPOT_CHECKSUM];
    object_checksum(meta_bytes, checksum);
    if (!walk->visit(walk->arg, OSTREE_OBJECT_TYPE_DIR_META, checksum, walk->path->str, walk->why))
        return false;
    object_checksum(tree_bytes, checksum);
    if (!walk->visit(walk->arg, OSTREE_OBJECT_TYPE_DIR_TREE, checksum, walk->path->str, walk->why))
        return false;
    g_autoptr(GVariant) tree =
        load(walk->repo, OSTREE_OBJECT_TYPE_DIR_TREE, checksum, walk->lenient ? NULL : walk->why);
    if (!tree)
        return walk->lenient;
    walk->depth++;
    bool ok = walk_files(walk, tree) && walk_folders(walk, tree);
    walk->depth--;
    return ok;
}

bool tree_walk_value(OstreeRepo *repo, GVariant *commit, bool lenient, tree_visit_fn *visit, void *arg,
                     struct refusal *why)
{
    g_autoptr(GVariant) tree = g_variant_get_child_value(commit, 6);
    g_autoptr(GVariant) meta = g_variant_get_child_value(commit, 7);
    g_autoptr(GString) path = g_string_new(NULL);
    struct walk walk = {
        .repo = repo, .lenient = lenient, .visit = visit, .arg = arg, .path = path, .why = why};
    return walk_folder(&walk, tree, meta);
}

bool tree_walk(OstreeRepo *repo, const char *commit, bool lenient, tree_visit_fn *visit, void *arg,
               struct refusal *why)
{
    g_autoptr(GVariant) value = load(repo, OSTREE_OBJECT_TYPE_COMMIT, commit, lenient ? NULL : why);
    if (!value)
        return lenient;
    g_autoptr(GError) error = NULL;
    if (!ostree_validate_structureof_commit(value, &error))
        return lenient ||
               object_refuse(why, "object", object_label(OSTREE_OBJECT_TYPE_COMMIT, commit).text, error);
    return visit(arg, OSTREE_OBJECT_TYPE_COMMIT, commit, "", why) &&
           tree_walk_value(repo, value, lenient, visit, arg, why);
}
