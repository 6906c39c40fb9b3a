#include "yaml/tree.h"

#include "base/file.h"
#include "yaml/builder.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct place builder_place(const struct builder *builder, yaml_mark_t mark)
{
    /* At the end of a file libyaml is on a line that is not there. */
    if (mark.line >= builder->source.end.line)
        return builder->source.end;
    return (struct place){builder->source.file, (unsigned)mark.line + 1, (unsigned)mark.column + 1};
}

bool builder_too_large(struct builder *builder)
{
    const struct place whole = {builder->source.file, 0, 0};
    diag_error(builder->diags, whole, "the file needs more memory than there is for it; split it");
    return false;
}

static bool push_child(struct builder *builder, const struct yaml_pair *pair)
{
    if (builder->count == builder->room) {
        size_t room = builder->room ? builder->room * 2 : 64;
        struct yaml_pair *children = reallocarray(builder->children, room, sizeof *children);
        if (!children)
            return builder_too_large(builder);
        builder->children = children;
        builder->room = room;
    }
    builder->children[builder->count++] = *pair;
    return true;
}

bool builder_attach(struct builder *builder, struct yaml_node *node)
{
    if (builder->depth == 0) {
        builder->root = node;
        return true;
    }
    struct level *level = &builder->levels[builder->depth - 1];
    level->pair.value = node;
    level->has_key = false;
    return push_child(builder, &level->pair);
}

bool builder_wants_key(const struct builder *builder)
{
    if (builder->depth == 0)
        return false;
    const struct level *level = &builder->levels[builder->depth - 1];
    return level->node->kind == YAML_MAP && !level->has_key;
}

struct yaml_node *builder_node(struct builder *builder, enum yaml_kind kind, yaml_mark_t mark)
{
    if (builder->values++ == YAML_VALUES_MAX) {
        diag_error(builder->diags, builder_place(builder, mark),
                   "the file has more than %u values, which takes too long to read; split it",
                   YAML_VALUES_MAX);
        return NULL;
    }
    struct yaml_node *node = ARENA_NEW(builder->arena, struct yaml_node);
    if (!node) {
        builder_too_large(builder);
        return NULL;
    }
    node->kind = kind;
    node->place = builder_place(builder, mark);
    return node;
}

bool builder_refuse_key(struct builder *builder, yaml_mark_t mark)
{
    diag_error(builder->diags, builder_place(builder, mark),
               "a key must be a word; write key: value, or write the text in quotes");
    return false;
}

/* Aliases, anchors and tags would let a small file mean a large one, or something that is not in it. What
 * most people meant was text. */
static void refuse_marks(struct builder *builder, const yaml_char_t *anchor, const yaml_char_t *tag,
                         yaml_mark_t mark)
{
    if (anchor)
        diag_error(builder->diags, builder_place(builder, mark),
                   "\"&%.40s\" is an anchor, and anchors are not used here; write text that begins with & in "
                   "quotes",
                   (const char *)anchor);
    if (tag)
        diag_error(builder->diags, builder_place(builder, mark),
                   "a value that begins with ! is a tag, and tags are not used here; write text that begins "
                   "with ! in quotes");
}

static bool begin(struct builder *builder, const yaml_event_t *event, enum yaml_kind kind, bool flow)
{
    if (builder_wants_key(builder))
        return builder_refuse_key(builder, event->start_mark);
    if (builder->depth == YAML_DEPTH_MAX) {
        diag_error(builder->diags, builder_place(builder, event->start_mark),
                   "lists and maps stand more than %u deep in each other here; make it flatter",
                   YAML_DEPTH_MAX);
        return false;
    }
    struct yaml_node *node = builder_node(builder, kind, event->start_mark);
    if (!node || !builder_attach(builder, node))
        return false;
    node->flow = flow;
    builder->levels[builder->depth++] = (struct level){.node = node, .first = builder->count};
    return true;
}

static int compare_pairs(const void *left, const void *right)
{
    const struct yaml_pair *a = *(const struct yaml_pair *const *)left;
    const struct yaml_pair *b = *(const struct yaml_pair *const *)right;
    int order = strcmp(a->key, b->key);
    return order ? order : (a > b) - (a < b);
}

/* By sorting, so that a map of a hundred thousand keys takes no longer than its file deserves. */
static bool check_repeats(struct builder *builder, const struct yaml_node *map)
{
    if (map->count < 2)
        return true;
    AUTO_FREE const struct yaml_pair **sorted = calloc(map->count, sizeof *sorted);
    if (!sorted)
        return builder_too_large(builder);
    for (size_t i = 0; i < map->count; i++)
        sorted[i] = &map->pairs[i];
    qsort(sorted, map->count, sizeof *sorted, compare_pairs);
    const struct yaml_pair *first = sorted[0];
    for (size_t i = 1; i < map->count; i++) {
        if (strcmp(first->key, sorted[i]->key) != 0)
            first = sorted[i];
        else
            diag_error(builder->diags, sorted[i]->key_place,
                       "the key \"%.60s\" is here a second time; the first is in line %u: remove one of them",
                       sorted[i]->key, first->key_place.line);
    }
    return true;
}

static bool end(struct builder *builder)
{
    assert(builder->depth > 0);
    const struct level *level = &builder->levels[--builder->depth];
    struct yaml_node *node = level->node;
    node->count = builder->count - level->first;
    builder->count = level->first;
    if (node->count == 0)
        return true;
    const struct yaml_pair *children = builder->children + level->first;
    if (node->kind == YAML_LIST) {
        node->items = ARENA_ARRAY(builder->arena, node->count, struct yaml_node *);
        for (size_t i = 0; node->items && i < node->count; i++)
            node->items[i] = children[i].value;
        return node->items || builder_too_large(builder);
    }
    node->pairs = ARENA_ARRAY(builder->arena, node->count, struct yaml_pair);
    if (!node->pairs)
        return builder_too_large(builder);
    memcpy(node->pairs, children, node->count * sizeof *children);
    return builder_repair(builder, node) && check_repeats(builder, node);
}

static bool alias(struct builder *builder, const yaml_event_t *event)
{
    diag_error(builder->diags, builder_place(builder, event->start_mark),
               "\"*%.40s\" is an alias, and aliases are not used here; write the value itself, and text that "
               "begins with * in quotes",
               (const char *)event->data.alias.anchor);
    if (builder_wants_key(builder))
        return false;
    struct yaml_node *node = builder_node(builder, YAML_TEXT, event->start_mark);
    if (!node)
        return false;
    node->text = "";
    node->quoted = true;
    return builder_attach(builder, node);
}

static bool begin_document(struct builder *builder, const yaml_event_t *event)
{
    if (!builder->root)
        return true;
    diag_error(builder->diags, builder_place(builder, event->start_mark),
               "a second document begins here; a file holds one: remove the line ---, or use two files");
    return false;
}

/* False when reading must stop, with the reason reported. */
static bool handle(struct builder *builder, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return begin_document(builder, event);
    case YAML_ALIAS_EVENT:
        return alias(builder, event);
    case YAML_SCALAR_EVENT:
        refuse_marks(builder, event->data.scalar.anchor, event->data.scalar.tag, event->start_mark);
        return builder_scalar(builder, event);
    case YAML_SEQUENCE_START_EVENT:
        refuse_marks(builder, event->data.sequence_start.anchor, event->data.sequence_start.tag,
                     event->start_mark);
        return begin(builder, event, YAML_LIST, event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
    case YAML_MAPPING_START_EVENT:
        refuse_marks(builder, event->data.mapping_start.anchor, event->data.mapping_start.tag,
                     event->start_mark);
        return begin(builder, event, YAML_MAP, event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return end(builder);
    case YAML_STREAM_END_EVENT:
        builder->done = true;
        return true;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        return true;
    }
    return true;
}

static bool read_events(struct builder *builder, yaml_parser_t *parser)
{
    size_t errors_before = diag_errors(builder->diags);
    while (!builder->done) {
        if (diag_errors(builder->diags) - errors_before > DIAG_MAX)
            return false; /* more than are kept, and nobody reads even those */
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event)) {
            syntax_report(parser, &builder->source, &builder->last, builder->diags);
            return false;
        }
        bool go_on = handle(builder, &event);
        yaml_event_delete(&event);
        if (!go_on)
            return false;
    }
    return true;
}

/* An empty file, or one of comments only. */
static struct yaml_node *empty_map(struct builder *builder)
{
    const yaml_mark_t start = {0, 0, 0};
    return builder_node(builder, YAML_MAP, start);
}

struct yaml_node *yaml_parse(const char *bytes, size_t length, const char *file, struct arena *arena,
                             struct diag_list *diags)
{
    struct builder builder = {
        .source = {.bytes = bytes, .length = length, .file = file}, .arena = arena, .diags = diags};
    if (!source_check(&builder.source, diags))
        return NULL;
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) {
        builder_too_large(&builder);
        return NULL;
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)builder.source.bytes, builder.source.length);
    bool ok = read_events(&builder, &parser);
    yaml_parser_delete(&parser);
    free(builder.children);
    if (!ok)
        return NULL;
    struct yaml_node *root = builder.root;
    if (!root || (root->kind == YAML_TEXT && !root->quoted && !*root->text))
        return empty_map(&builder);
    return root;
}

struct yaml_node *yaml_get(const struct yaml_node *map, const char *key)
{
    if (!map || map->kind != YAML_MAP)
        return NULL;
    for (size_t i = 0; i < map->count; i++)
        if (strcmp(map->pairs[i].key, key) == 0)
            return map->pairs[i].value;
    return NULL;
}
