/* yaml/bind: tables that say which keys a map may have, and fill a struct from it.
 *
 * A table is the one place that knows a key: loading, checking, "did you mean" and the reference in
 * content/README.md all come from it. */
#ifndef LOBBY_YAML_BIND_H
#define LOBBY_YAML_BIND_H

#include "yaml/tree.h"

#include <stdint.h>
#include <stdio.h>

struct bind_context {
    struct arena *arena;
    struct diag_list *diags;
    void *user; /* for the caller's own bind_read functions */
};

struct bind_key {
    const char *name;
    size_t offset; /* of the field in the struct */
    /* Reads one value into *field. Reports by itself what is wrong with it, then returns false and leaves
     * the field as it was. */
    bool (*read)(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                 void *field);
    bool required;
    int64_t min, max;           /* for numbers and durations (in ms); both 0: whatever the field holds */
    const char *const *choices; /* for bind_choice: a NULL-terminated list; the field is an int, its index */
    const char *type;           /* for the reference: "text", "duration", "one of a | b" ... */
    const char *fallback;       /* for the reference: the default as one would write it, or NULL */
    const char *example;        /* for the reference: what stands behind "name: " */
    const char *help;           /* for the reference: one sentence */
    const struct bind_table *inner; /* for a settings file: the keys below it, when it is a map */
};

struct bind_table {
    const char *title; /* for messages: "a slide", "lobby.yaml" */
    const struct bind_key *keys;
    size_t count;
};

/* For a map that is not only bound but also looked into with yaml_get: reports its unknown keys before, and
 * gives a misspelled one ("did you mean") the name that was meant. False when anything was reported. */
bool bind_names(struct bind_context *context, const struct bind_table *table, const struct yaml_node *node);

/* Fills *into from map: reports a node that is no map, each unknown key (with "did you mean"), each missing
 * required key, and lets every known key read itself. False when anything was reported as an error. */
bool bind_map(struct bind_context *context, const struct bind_table *table, const struct yaml_node *node,
              void *into);

/* Readers for common fields. */
bool bind_text(struct bind_context *, const struct bind_key *, const struct yaml_node *,
               void *field); /* const char * */
bool bind_bool(struct bind_context *, const struct bind_key *, const struct yaml_node *,
               void *field); /* bool: true|false */
bool bind_int(struct bind_context *, const struct bind_key *, const struct yaml_node *,
              void *field); /* int, in [min, max] */
bool bind_real(struct bind_context *, const struct bind_key *, const struct yaml_node *,
               void *field); /* double, in [min, max] */
bool bind_choice(struct bind_context *, const struct bind_key *, const struct yaml_node *,
                 void *field); /* int */
bool bind_duration(struct bind_context *, const struct bind_key *, const struct yaml_node *,
                   void *field); /* unsigned ms: 600ms, 12s, 2min */
bool bind_color(struct bind_context *, const struct bind_key *, const struct yaml_node *,
                void *field); /* uint32_t 0xRRGGBB: "#0f3d33" */

/* True when node is a scalar; otherwise reports "key must be <what>". what is NULL for free text. */
bool bind_is_text(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                  const char *what);

/* Writes the table as Markdown: name, type, default, example, help. */
void bind_write_reference(const struct bind_table *table, FILE *out);

/* Writes the table as a YAML file in which every key stands behind a # with its default, or else its example,
 * below what it means. */
void bind_write_settings(const struct bind_table *table, FILE *out);

#endif
