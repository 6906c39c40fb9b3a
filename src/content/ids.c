#include "content/loader.h"

#include "base/str.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *key, const void *item)
{
    return strcmp(key, *(const char *const *)item);
}

size_t ids_find(const struct ids *ids, const char *name)
{
    const char *const *found = NULL;
    if (ids->count > 0)
        found = bsearch(name, ids->name, ids->count, sizeof *ids->name, compare);
    return found ? (size_t)(found - ids->name) : CONTENT_NONE;
}

bool ids_name_ok(const char *name)
{
    size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return name[0] != '\0' && name[0] != '-' && name[length] == '\0' && length <= IDS_NAME_MAX;
}

void ids_report_unknown(const struct ids *ids, const char *name, struct place place, struct diag_list *diags)
{
    enum { FEW = 8, TEXT = 400 };
    const char *nearest = loader_advises(diags, ids->count) ? str_nearest(name, ids->name, ids->count) : NULL;
    if (nearest) {
        diag_error(diags, place, "there is no %s \"%s\"; did you mean \"%s\"?", ids->kind, name, nearest);
        return;
    }
    if (ids->count == 0 || ids->count > FEW) {
        diag_error(diags, place, "there is no %s \"%s\"; write the name of a file in %ss, without .yaml",
                   ids->kind, name, ids->kind);
        return;
    }
    char text[TEXT] = "";
    for (size_t i = 0; i < ids->count && strlen(text) + strlen(ids->name[i]) + 3 < sizeof text; i++) {
        if (i > 0)
            strcat(text, ", ");
        strcat(text, ids->name[i]);
    }
    diag_error(diags, place, "there is no %s \"%s\"; there are: %s", ids->kind, name, text);
}

/* One entry of a list; CONTENT_NONE after an error. */
static size_t read_one(struct loader *loader, const struct ids *ids, const struct yaml_node *node,
                       const char *what, size_t skip)
{
    struct diag_list *diags = loader->bind.diags;
    if (node->kind != YAML_TEXT || node->text[0] == '\0') {
        diag_error(diags, node->place, "%s must be a list of %ss; write names such as [first, second]", what,
                   ids->kind);
        return CONTENT_NONE;
    }
    size_t found = ids_find(ids, node->text), kind = strlen(ids->kind);
    bool prefixed = strncmp(node->text, ids->kind, kind) == 0 && node->text[kind] == ':';
    if (prefixed)
        diag_error(diags, node->place, "%s has only %ss in it; write %s without \"%s:\"", what, ids->kind,
                   node->text + kind + 1, ids->kind);
    else if (found == CONTENT_NONE)
        ids_report_unknown(ids, node->text, node->place, diags);
    else if (ids->index[found] == skip)
        diag_error(diags, node->place, "this %s names itself; remove it from %s", ids->kind, what);
    else
        return found;
    return CONTENT_NONE;
}

bool ids_read_list(struct loader *loader, const struct ids *ids, const struct yaml_node *node,
                   const char *what, size_t skip, const size_t **list, size_t *count)
{
    struct diag_list *diags = loader->bind.diags;
    if (node->kind != YAML_LIST) {
        diag_error(diags, node->place,
                   "%s must be a list of %ss; write [first, second] or a line with - for each", what,
                   ids->kind);
        return false;
    }
    struct arena *arena = loader->bind.arena;
    size_t *indexes = ARENA_ARRAY(arena, node->count + 1, size_t), n = 0;
    unsigned *lines = ARENA_ARRAY(arena, ids->count + 1, unsigned); /* where each was named first */
    bool good = true;
    for (size_t i = 0; i < node->count && indexes && lines; i++) {
        size_t found = read_one(loader, ids, node->items[i], what, skip);
        if (found == CONTENT_NONE) {
            good = false;
        } else if (lines[found]) {
            diag_error(diags, node->items[i]->place,
                       "\"%s\" stands twice in %s (also on line %u); remove one", ids->name[found], what,
                       lines[found]);
            good = false;
        } else {
            lines[found] = node->items[i]->place.line;
            indexes[n++] = found;
        }
    }
    if (!good || !indexes || !lines)
        return false;
    for (size_t i = 0; i < n; i++) {
        ids->linked[indexes[i]] = true;
        indexes[i] = ids->index[indexes[i]];
    }
    *list = indexes;
    *count = n;
    return true;
}
