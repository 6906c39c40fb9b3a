#include "yaml/bind.h"

#include "base/str.h"
#include "yaml/source.h"

#include <assert.h>
#include <string.h>

enum {
    KEYS_MAX = 64,   /* of a table: what was seen fits into one word of bits */
    UNKNOWN_MAX = 20 /* unknown keys of one map that are named; the rest is counted */
};

static size_t find_key(const struct bind_table *table, const char *name)
{
    size_t i = 0;
    while (i < table->count && strcmp(table->keys[i].name, name) != 0)
        i++;
    return i;
}

/* The key that was meant, or table->count. */
static size_t report_unknown(struct bind_context *context, const struct bind_table *table,
                             const struct yaml_pair *pair)
{
    const char *names[KEYS_MAX];
    char list[512];
    size_t used = 0;
    list[0] = '\0';
    for (size_t i = 0; i < table->count; i++) {
        names[i] = table->keys[i].name;
        int more = snprintf(list + used, sizeof list - used, "%s%s", i ? ", " : "", names[i]);
        if (more > 0 && (size_t)more < sizeof list - used)
            used += (size_t)more;
        else
            list[used] = '\0';
    }
    const char *near = str_nearest(pair->key, names, table->count);
    if (near)
        diag_error(context->diags, pair->key_place, "unknown key \"%s\" in %s; did you mean \"%s\"?",
                   pair->key, table->title, near);
    else
        diag_error(context->diags, pair->key_place, "unknown key \"%.60s\" in %s; the keys are %s", pair->key,
                   table->title, list);
    return near ? find_key(table, near) : table->count;
}

/* Reports the unknown keys of a map. What they were meant to be goes into *meant, a bit for each row; with
 * correct it becomes their name. */
static bool check_names(struct bind_context *context, const struct bind_table *table,
                        const struct yaml_node *map, uint64_t *meant, bool correct)
{
    size_t unknown = 0;
    assert(table->count <= KEYS_MAX);
    for (size_t i = 0; i < map->count; i++) {
        struct yaml_pair *pair = &map->pairs[i];
        if (find_key(table, pair->key) < table->count || unknown++ >= UNKNOWN_MAX)
            continue;
        size_t at = report_unknown(context, table, pair);
        if (at == table->count)
            continue;
        *meant |= UINT64_C(1) << at;
        if (correct && !yaml_get(map, table->keys[at].name))
            pair->key = table->keys[at].name;
    }
    if (unknown > UNKNOWN_MAX)
        diag_error(context->diags, map->place, "%zu more unknown keys in %s", unknown - UNKNOWN_MAX,
                   table->title);
    return unknown == 0;
}

bool bind_names(struct bind_context *context, const struct bind_table *table, const struct yaml_node *node)
{
    uint64_t meant = 0;
    return node->kind != YAML_MAP || check_names(context, table, node, &meant, true);
}

static void report_missing(struct bind_context *context, const struct bind_table *table,
                           const struct bind_key *key, const struct yaml_node *node)
{
    diag_error(context->diags, node->place, "%s needs the key \"%s\"; for example %s: %s", table->title,
               key->name, key->name, key->example ? key->example : "...");
}

static void report_no_map(struct bind_context *context, const struct bind_table *table,
                          const struct yaml_node *node)
{
    size_t word =
        node->kind == YAML_TEXT && !node->quoted ? source_glued_colon(node->text, strlen(node->text)) : 0;
    if (word > 0)
        diag_error(context->diags, node->place, "a blank is missing behind the colon; write %.*s: ...",
                   (int)word, node->text);
    else
        diag_error(context->diags, node->place,
                   "%s must be a map of keys; write %s: ... and so on, one a line", table->title,
                   table->count ? table->keys[0].name : "key");
}

bool bind_map(struct bind_context *context, const struct bind_table *table, const struct yaml_node *node,
              void *into)
{
    if (node->kind != YAML_MAP) {
        report_no_map(context, table, node);
        return false;
    }
    uint64_t seen = 0, meant = 0;
    bool ok = check_names(context, table, node, &meant, false);
    for (size_t i = 0; i < node->count; i++) {
        const struct yaml_pair *pair = &node->pairs[i];
        size_t at = find_key(table, pair->key);
        const uint64_t bit = UINT64_C(1) << at % KEYS_MAX;
        if (at == table->count || (seen & bit))
            continue; /* a repeat: yaml_parse reported it, and the first one counts */
        seen |= bit;
        const struct bind_key *key = &table->keys[at];
        ok &= key->read(context, key, pair->value, (char *)into + key->offset);
    }
    for (size_t i = 0; i < table->count; i++) {
        if (!table->keys[i].required || ((seen | meant) & UINT64_C(1) << i))
            continue; /* one that is misspelled is not missing, too */
        report_missing(context, table, &table->keys[i], node);
        ok = false;
    }
    return ok;
}

/* A cell of a Markdown table, as code when it is not empty. */
static void write_cell(FILE *out, const char *head, const char *text, bool code)
{
    const char *mark = code && text && *text ? "`" : "";
    fprintf(out, " %s%s", mark, head);
    for (const char *at = text ? text : ""; *at; at++) {
        if (*at == '|')
            fputc('\\', out);
        fputc(*at, out);
    }
    fprintf(out, "%s |", mark);
}

void bind_write_reference(const struct bind_table *table, FILE *out)
{
    fputs("| Key | Type | Default | Example | Meaning |\n|---|---|---|---|---|\n", out);
    for (size_t i = 0; i < table->count; i++) {
        const struct bind_key *key = &table->keys[i];
        char head[128];
        snprintf(head, sizeof head, "%s: ", key->name);
        fputc('|', out);
        write_cell(out, "", key->name, true);
        write_cell(out, "", key->type, false);
        write_cell(out, "", key->required ? "required" : key->fallback, !key->required);
        write_cell(out, key->example ? head : "", key->example, true);
        write_cell(out, "", key->help, false);
        fputc('\n', out);
    }
}

static void write_settings(const struct bind_table *table, int depth, FILE *out)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct bind_key *key = &table->keys[i];
        const char *value = key->fallback ? key->fallback : key->example;
        int indent = depth * 2;
        fprintf(out, "\n#%*s %s\n#%*s (%s%s)\n", indent, "", key->help, indent, "", key->type,
                key->required   ? "; required"
                : key->fallback ? "; this is the default"
                                : "");
        fprintf(out, "#%*s%s:%s%s\n", indent, "", key->name, key->inner ? "" : " ", key->inner ? "" : value);
        if (key->inner)
            write_settings(key->inner, depth + 1, out);
    }
}

void bind_write_settings(const struct bind_table *table, FILE *out)
{
    write_settings(table, 0, out);
}
