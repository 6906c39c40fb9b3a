/* yaml/tree: YAML bytes into a small bounded tree whose every node knows its line.
 *
 * Stricter than YAML: at most 1 MB, 32 levels and 20,000 values, no aliases, anchors or tags, no tab, no byte
 * that is not UTF-8, one document, no duplicate key. A file stops at its first syntax error; everything else
 * goes on. */
#ifndef LOBBY_YAML_TREE_H
#define LOBBY_YAML_TREE_H

#include "base/arena.h"
#include "base/diag.h"

#define YAML_BYTES_MAX  (1024u * 1024u)
#define YAML_DEPTH_MAX  32u
#define YAML_VALUES_MAX 20000u /* texts, lists and maps: some 40 times a long file */

enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP };

struct yaml_pair {
    const char *key;
    struct place key_place;
    struct yaml_node *value;
    bool alone; /* without a colon and a value, as in {key} */
};

/* All memory belongs to the arena given to yaml_parse. */
struct yaml_node {
    enum yaml_kind kind;
    struct place place;
    const char *text; /* YAML_TEXT: terminated, well-formed UTF-8 without control characters but \n */
    bool quoted;      /* YAML_TEXT: quotes or a block style, so that "" and "~" are meant */
    bool flow;        /* YAML_LIST, YAML_MAP: between [ ] or { } */
    size_t count;     /* YAML_LIST, YAML_MAP */
    struct yaml_node **items;
    struct yaml_pair *pairs;
};

/* Parses the bytes of one file. Returns the root, or NULL after at least one diag_error. An empty document
 * is an empty map. file must outlive the tree. A plain scalar that is empty because a comment swallowed it
 * ("title: #1 in Illinois") is reported here. */
struct yaml_node *yaml_parse(const char *bytes, size_t length, const char *file, struct arena *arena,
                             struct diag_list *diags);

/* The value of a key in a map, or NULL. */
struct yaml_node *yaml_get(const struct yaml_node *map, const char *key);

#endif
