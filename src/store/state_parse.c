/* Bytes to structs. */
#include "store/state.h"

#include "base/civil.h"
#include "base/str.h"
#include "store/text.h"
#include "yaml/tree.h"

#include <stdio.h>
#include <string.h>

enum { TREE_MAX = 4 * 1024 * 1024, FORMAT_MAX = 1000000 };

struct document {
    struct arena *arena;
    struct diag_list *diags;
    const struct yaml_node *root; /* NULL: nothing that can be used */
};

static const char *get_text(const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = map && map->kind == YAML_MAP ? yaml_get(map, key) : NULL;
    return node && node->kind == YAML_TEXT ? node->text : "";
}

static const struct yaml_node *get_list(const struct yaml_node *map, const char *key, size_t *count)
{
    const struct yaml_node *node = yaml_get(map, key);
    *count = node && node->kind == YAML_LIST ? node->count : 0;
    return node;
}

static bool get_number(const struct yaml_node *map, const char *key, int64_t *value)
{
    return num_parse(get_text(map, key), 0, STORE_NUMBER_MAX, value);
}

static void get_time(const struct yaml_node *map, const char *key, int64_t *value)
{
    if (!civil_utc_parse(get_text(map, key), value))
        *value = 0;
}

/* What does not fit is no value. */
static void get_line(const struct yaml_node *map, const char *key, char *into, size_t size)
{
    const char *text = get_text(map, key);
    if (strlen(text) < size)
        text_clean(into, size, text);
    else
        into[0] = '\0';
}

static void open_document(struct document *document, const char *bytes, size_t length)
{
    *document = (struct document){.arena = arena_create(TREE_MAX), .diags = diag_list_create()};
    if (!bytes || !document->arena || !document->diags)
        return;
    const struct yaml_node *root = yaml_parse(bytes, length, "state", document->arena, document->diags);
    int64_t format = 0;
    if (root && root->kind == YAML_MAP && diag_errors(document->diags) == 0 &&
        num_parse(get_text(root, "format"), 1, FORMAT_MAX, &format) && format == STATE_FORMAT)
        document->root = root;
}

static bool close_document(struct document *document)
{
    bool good = document->root;
    diag_list_destroy(document->diags);
    arena_destroy(document->arena);
    return good;
}

static const char *const verdict_words[] = {"none", "good", "bad"};

static bool read_verdict(const struct yaml_node *node, struct state_verdicts *into)
{
    struct store_id id;
    int64_t attempts;
    size_t verdict = 0;
    const char *word = get_text(node, "verdict");
    while (verdict < COUNT_OF(verdict_words) && strcmp(word, verdict_words[verdict]) != 0)
        verdict++;
    if (verdict == COUNT_OF(verdict_words) || !store_id_parse(get_text(node, "generation"), &id) ||
        !num_parse(get_text(node, "attempts"), 0, 1000, &attempts))
        return false;
    struct state_verdict *entry = state_entry(into, &id);
    entry->attempts = (unsigned)attempts;
    entry->verdict = (enum store_verdict)verdict;
    text_clean(entry->reason, sizeof entry->reason, get_text(node, "reason"));
    get_time(node, "when", &entry->when);
    return true;
}

bool state_parse_verdicts(const char *bytes, size_t length, struct state_verdicts *out)
{
    *out = (struct state_verdicts){.shown.epoch = -1};
    struct document document;
    open_document(&document, bytes, length);
    if (document.root) {
        size_t count;
        const struct yaml_node *list = get_list(document.root, "generations", &count);
        for (size_t i = 0; i < count; i++)
            (void)read_verdict(list->items[i], out);
        if (!store_id_parse(get_text(document.root, "shown"), &out->shown))
            out->shown.epoch = -1;
    }
    return close_document(&document);
}

static void read_seen(const struct yaml_node *node, struct store_seen *seen)
{
    struct store_seen result = {0};
    if (!node || !get_number(node, "epoch", &result.epoch) || !get_number(node, "version", &result.version))
        return;
    get_line(node, "digest", result.digest, sizeof result.digest);
    get_time(node, "created", &result.created);
    *seen = result;
}

static void read_bad(const struct yaml_node *node, struct state_memory *into)
{
    const char *commit = get_text(node, "commit");
    size_t length = strlen(commit);
    if (into->bad_count == STATE_BAD_MAX || strspn(commit, "0123456789abcdef") != length ||
        (length != STORE_COMMIT_SHORT && length != STORE_COMMIT_TEXT - 1))
        return;
    struct state_bad *bad = &into->bad[into->bad_count++];
    memcpy(bad->commit, commit, length + 1);
    text_clean(bad->reason, sizeof bad->reason, get_text(node, "reason"));
    get_time(node, "when", &bad->when);
}

bool state_parse_memory(const char *bytes, size_t length, struct state_memory *out)
{
    *out = (struct state_memory){0};
    struct document document;
    open_document(&document, bytes, length);
    if (document.root) {
        struct store_memory *kept = &out->kept;
        read_seen(yaml_get(document.root, "release"), &kept->release);
        read_seen(yaml_get(document.root, "keyring"), &kept->keyring);
        get_line(document.root, "site", kept->site, sizeof kept->site);
        get_line(document.root, "origin", kept->origin, sizeof kept->origin);
        get_line(document.root, "root", kept->root, sizeof kept->root);
        get_line(document.root, "signer", kept->signer, sizeof kept->signer);
        get_line(document.root, "doubted", kept->doubted, sizeof kept->doubted);
        size_t count;
        const struct yaml_node *list = get_list(document.root, "bad", &count);
        for (size_t i = 0; i < count; i++)
            read_bad(list->items[i], out);
    }
    return close_document(&document);
}

bool state_parse_trial(const char *bytes, size_t length, struct store_id *out)
{
    struct document document;
    open_document(&document, bytes, length);
    bool good = document.root && store_id_parse(get_text(document.root, "generation"), out);
    return close_document(&document) && good;
}
