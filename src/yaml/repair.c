/* Between { } every comma begins a new key, and a colon is one only with a blank behind it. */
#include "yaml/builder.h"

#include <string.h>

/* "es:Texto", and "es:\"Texto\"" with the quotes that were meant as such. */
static bool split_key(struct builder *builder, struct yaml_pair *pair)
{
    size_t word = source_glued_colon(pair->key, strlen(pair->key));
    const char *text = pair->key + word + 1;
    size_t length = strlen(text);
    struct place place = pair->key_place;
    place.col += (unsigned)word;
    diag_error(builder->diags, place, "a blank is missing behind this colon; write %.*s: %.60s", (int)word,
               pair->key, text);
    pair->value->place = place;
    pair->value->place.col++;
    pair->value->quoted = length > 1 && strchr("\"'", text[0]) && text[length - 1] == text[0];
    pair->value->text = pair->value->quoted ? arena_strndup(builder->arena, text + 1, length - 2) : text;
    pair->key = arena_strndup(builder->arena, pair->key, word);
    pair->alone = false;
    return (pair->key && pair->value->text) || builder_too_large(builder);
}

static bool is_glued(const struct yaml_pair *pair)
{
    return pair->alone && source_glued_colon(pair->key, strlen(pair->key)) > 0;
}

/* "alt: Lake, sun": a key "alt" and a key "sun". Takes the count keys behind it into the text. */
static bool join(struct builder *builder, struct yaml_pair *pair, const struct yaml_pair *rest, size_t count)
{
    static const char comma[] = ", ";
    size_t length = strlen(pair->value->text);
    for (size_t i = 0; i < count; i++)
        length += strlen(comma) + strlen(rest[i].key);
    char *whole = arena_alloc(builder->arena, length + 1);
    if (!whole)
        return builder_too_large(builder);
    char *end = stpcpy(whole, pair->value->text);
    for (size_t i = 0; i < count; i++)
        end = stpcpy(stpcpy(end, comma), rest[i].key);
    diag_error(
        builder->diags, pair->value->place,
        "this text ends at its comma, and \"%.40s\" is left over; write it in quotes: %.40s: \"%.80s\"",
        rest[0].key, pair->key, whole);
    pair->value->text = whole;
    return true;
}

bool builder_repair(struct builder *builder, struct yaml_node *map)
{
    size_t kept = 0;
    for (size_t i = 0; i < map->count; i++) {
        struct yaml_pair *pair = &map->pairs[kept++];
        *pair = map->pairs[i];
        if (is_glued(pair) && !split_key(builder, pair))
            return false;
        if (pair->alone || pair->value->kind != YAML_TEXT || pair->value->quoted || !*pair->value->text)
            continue;
        size_t next = i + 1;
        while (next < map->count && map->pairs[next].alone && !is_glued(&map->pairs[next]))
            next++;
        if (next > i + 1 && !join(builder, pair, &map->pairs[i + 1], next - i - 1))
            return false;
        i = next - 1;
    }
    map->count = kept;
    return true;
}
