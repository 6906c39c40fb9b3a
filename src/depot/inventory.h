/* inventory: the objects of commits, each once, in the order in which they were met. */
#ifndef LOBBY_DEPOT_INVENTORY_H
#define LOBBY_DEPOT_INVENTORY_H

#include "depot/tree.h"

struct piece {
    OstreeObjectType type;
    char checksum[DEPOT_CHECKSUM];
};

struct inventory {
    GArray *pieces;   /* of struct piece */
    GHashTable *seen; /* of names */
    uint64_t files;   /* paths of files that inventory_walk has met */
};

struct inventory *inventory_create(void);
void inventory_destroy(struct inventory *inventory);
void inventory_destroy_p(struct inventory **inventory);
#define AUTO_INVENTORY __attribute__((cleanup(inventory_destroy_p)))

/* True when it was not there before. */
bool inventory_add(struct inventory *inventory, OstreeObjectType type, const char *checksum);
bool inventory_has(const struct inventory *inventory, OstreeObjectType type, const char *checksum);

/* Adds everything of a commit: tree_walk. */
bool inventory_walk(struct inventory *inventory, OstreeRepo *repo, const char *commit, bool lenient,
                    struct refusal *why) MUST_USE;

guint inventory_count(const struct inventory *inventory);
/* Valid until the next inventory_add. */
const struct piece *inventory_piece(const struct inventory *inventory, guint index);

#endif
