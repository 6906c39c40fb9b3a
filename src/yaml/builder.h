/* builder: the tree while it grows from libyaml's events. For this room only. */
#ifndef LOBBY_YAML_BUILDER_H
#define LOBBY_YAML_BUILDER_H

#include "yaml/source.h"
#include "yaml/syntax.h"
#include "yaml/tree.h"

/* A list or map whose end has not come yet. */
struct level {
    struct yaml_node *node;
    size_t first; /* its first one among the open children */
    bool has_key; /* a key waits for its value */
    struct yaml_pair pair;
    bool has_colon; /* behind that key; the two below say where it goes on */
    size_t behind_colon;
    struct place behind_colon_place;
};

struct builder {
    struct source source;
    struct arena *arena;
    struct diag_list *diags;
    struct cursor cursor;
    struct quoted last;

    struct level levels[YAML_DEPTH_MAX];
    unsigned depth;
    /* The children of all open levels, one level behind the other; a level's part moves into the arena when
     * it ends. */
    struct yaml_pair *children;
    size_t count, room;

    struct yaml_node *root;
    unsigned values;
    bool done;
};

struct place builder_place(const struct builder *builder, yaml_mark_t mark);

/* Report, and are false. */
bool builder_too_large(struct builder *builder);
bool builder_refuse_key(struct builder *builder, yaml_mark_t mark);

/* NULL, reported, when memory is out. */
struct yaml_node *builder_node(struct builder *builder, enum yaml_kind kind, yaml_mark_t mark);

/* True when the next thing must be a key. */
bool builder_wants_key(const struct builder *builder);

/* Hangs a finished or just begun node where it belongs. */
bool builder_attach(struct builder *builder, struct yaml_node *node);

/* scalar.c: a text as a key or as a value. */
bool builder_scalar(struct builder *builder, const yaml_event_t *event);

/* repair.c: says what a map in { } was meant to be where a comma or a missing blank made something else of
 * it, and goes on with that. False when memory is out. */
bool builder_repair(struct builder *builder, struct yaml_node *map);

#endif
