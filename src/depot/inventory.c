#include "depot/inventory.h"

struct inventory *inventory_create(void)
{
    struct inventory *inventory = g_new0(struct inventory, 1);
    inventory->pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));
    inventory->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return inventory;
}

void inventory_destroy(struct inventory *inventory)
{
    if (!inventory)
        return;
    g_array_unref(inventory->pieces);
    g_hash_table_unref(inventory->seen);
    g_free(inventory);
}

void inventory_destroy_p(struct inventory **inventory)
{
    inventory_destroy(*inventory);
}

bool inventory_add(struct inventory *inventory, OstreeObjectType type, const char *checksum)
{
    if (!g_hash_table_add(inventory->seen, g_strdup(object_path(type, checksum).text)))
        return false;
    struct piece piece = {.type = type};
    g_strlcpy(piece.checksum, checksum, sizeof piece.checksum);
    g_array_append_val(inventory->pieces, piece);
    return true;
}

bool inventory_has(const struct inventory *inventory, OstreeObjectType type, const char *checksum)
{
    return g_hash_table_contains(inventory->seen, object_path(type, checksum).text);
}

static bool visit(void *arg, OstreeObjectType type, const char *checksum, const char *path,
                  struct refusal *why)
{
    (void)path, (void)why;
    struct inventory *inventory = arg;
    inventory->files += type == OSTREE_OBJECT_TYPE_FILE;
    inventory_add(inventory, type, checksum);
    return true;
}

bool inventory_walk(struct inventory *inventory, OstreeRepo *repo, const char *commit, bool lenient,
                    struct refusal *why)
{
    return tree_walk(repo, commit, lenient, visit, inventory, why);
}

guint inventory_count(const struct inventory *inventory)
{
    return inventory->pieces->len;
}

const struct piece *inventory_piece(const struct inventory *inventory, guint index)
{
    return &g_array_index(inventory->pieces, struct piece, index);
}
