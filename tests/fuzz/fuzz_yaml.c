/* Any bytes as a file of content. Beyond not crashing: what comes out keeps the promises of yaml/tree.h,
 * every message can be printed and has a place inside the file, and a table bound to the tree fills only what
 * it reports to be good. */
#include "base/str.h"
#include "yaml/bind.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_ENOUGH = 256 << 20 };

static void require(bool condition, const char *what)
{
    if (!condition) {
        fprintf(stderr, "fuzz_yaml: not so: %s\n", what);
        abort();
    }
}
#define REQUIRE(condition) require(condition, #condition)

struct thing {
    const char *title;
    bool loud;
    int count, kind;
    double focus;
    unsigned dwell;
    uint32_t color;
};

static const char *const kinds[] = {"list", "figure", "photo", NULL};

#define FIELD(key) .name = #key, .offset = offsetof(struct thing, key)
static const struct bind_key keys[] = {
    {FIELD(title), .read = bind_text, .required = true},
    {FIELD(loud), .read = bind_bool},
    {FIELD(count), .read = bind_int, .min = -5, .max = 5, .example = "3"},
    {FIELD(kind), .read = bind_choice, .choices = kinds},
    {FIELD(focus), .read = bind_real, .min = 0, .max = 1},
    {FIELD(dwell), .read = bind_duration, .min = 3000, .max = 120000},
    {FIELD(color), .read = bind_color},
};
static const struct bind_table table = {"a thing", keys, COUNT_OF(keys)};

static void check_text(const char *text, bool line_feeds)
{
    size_t length = strlen(text);
    REQUIRE(utf8_valid(text, length, NULL));
    for (size_t at = 0, used; at < length; at += used) {
        uint32_t code = utf8_decode(text + at, length - at, &used);
        REQUIRE(code >= 0x20 || (line_feeds && code == '\n'));
        REQUIRE(code < 0x7f || code >= 0xa0);
    }
}

static void check_place(const struct place *place, unsigned lines)
{
    REQUIRE(strcmp(place->file, "f") == 0);
    REQUIRE(place->line <= lines);
    REQUIRE((place->line > 0) == (place->col > 0));
}

static void check_node(const struct yaml_node *node, unsigned depth, unsigned lines)
{
    REQUIRE(depth <= YAML_DEPTH_MAX);
    check_place(&node->place, lines);
    REQUIRE(node->place.line > 0);
    if (node->kind == YAML_TEXT)
        check_text(node->text, true);
    for (size_t i = 0; node->kind == YAML_LIST && i < node->count; i++)
        check_node(node->items[i], depth + 1, lines);
    for (size_t i = 0; node->kind == YAML_MAP && i < node->count; i++) {
        REQUIRE(node->pairs[i].key[0] != '\0');
        check_text(node->pairs[i].key, true);
        check_place(&node->pairs[i].key_place, lines);
        check_node(node->pairs[i].value, depth + 1, lines);
    }
}

static void check_thing(struct arena *arena, struct diag_list *diags, const struct yaml_node *root)
{
    struct bind_context context = {.arena = arena, .diags = diags};
    struct thing thing = {0};
    size_t before = diag_errors(diags);
    bool ok = bind_map(&context, &table, root, &thing);
    REQUIRE(ok || diag_errors(diags) > 0);
    REQUIRE(!ok || diag_errors(diags) == before);
    REQUIRE(!ok || thing.title);
    REQUIRE(thing.count >= -5 && thing.count <= 5 && thing.kind >= 0 && thing.kind <= 2);
    REQUIRE(thing.focus >= 0 && thing.focus <= 1 && thing.color <= 0xffffff);
    REQUIRE(thing.dwell == 0 || (thing.dwell >= 3000 && thing.dwell <= 120000));
}

static void parse(const uint8_t *data, size_t size, size_t cap, unsigned lines)
{
    struct arena *arena = arena_create(cap);
    struct diag_list *diags = diag_list_create();
    REQUIRE(arena && diags);
    const struct yaml_node *root = yaml_parse((const char *)data, size, "f", arena, diags);
    REQUIRE(root || diag_errors(diags) > 0);
    if (root) {
        check_node(root, 0, lines);
        check_thing(arena, diags, root);
    }
    size_t count;
    const struct diag *items = diag_items(diags, &count);
    for (size_t i = 0; i < count; i++) {
        REQUIRE(items[i].text[0] != '\0');
        check_text(items[i].text, false);
        check_place(&items[i].place, lines);
    }
    diag_list_destroy(diags);
    arena_destroy(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned lines = 1;
    for (size_t i = 0; i < size; i++)
        lines += data[i] == '\n';
    parse(data, size, ARENA_ENOUGH, lines);
    parse(data, size, size * 4 % 8192, lines); /* and with memory that gives out somewhere */
    return 0;
}
