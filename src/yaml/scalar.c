/* Texts: what stands in them, and what a # behind them swallowed. */
#include "yaml/builder.h"

#include "base/str.h"

#include <string.h>

/* Copies a scalar. Escapes in double quotes can name characters that a file must not hold itself. */
static char *copy_text(struct builder *builder, const yaml_event_t *event)
{
    const char *value = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;
    char *copy = arena_strndup(builder->arena, value, length);
    if (!copy) {
        builder_too_large(builder);
        return NULL;
    }
    for (size_t at = 0, used; at < length; at += used) {
        unsigned code = utf8_decode(copy + at, length - at, &used);
        if (source_is_text(code))
            continue;
        diag_error(builder->diags, builder_place(builder, event->start_mark),
                   "this text holds an invisible character (U+%04X) written with a backslash; leave it out, "
                   "or write \\\\ for a backslash",
                   code);
        memset(copy + at, ' ', used);
    }
    return copy;
}

/* What the value is called in a message. */
static const char *value_name(const struct builder *builder, char *buffer, size_t size)
{
    const struct level *level = builder->depth ? &builder->levels[builder->depth - 1] : NULL;
    if (!level || !level->has_key)
        return "this value";
    snprintf(buffer, size, "the value of \"%.60s\"", level->pair.key);
    return buffer;
}

/* "title: #1 in Illinois" is an empty title to YAML, and "Ranked #1" behind a blank loses its number. */
static bool check_comment(struct builder *builder, struct yaml_node *node, yaml_mark_t end_mark)
{
    const struct level *level = builder->depth ? &builder->levels[builder->depth - 1] : NULL;
    cursor_move(&builder->cursor, &builder->source, end_mark.index);
    size_t offset = builder->cursor.offset;
    struct place place = builder_place(builder, end_mark);
    /* libyaml places a value that is not there in front of what comes next, lines below. */
    if (!*node->text && level && level->has_key && level->has_colon) {
        offset = level->behind_colon;
        place = level->behind_colon_place;
    }
    size_t start, length = source_glued_comment(&builder->source, offset, &start);
    if (length == 0)
        return true;
    place.col += (unsigned)(start - offset); /* over blanks */
    const char *comment = builder->source.bytes + start;
    int shown = (int)(length < 60 ? length : 60);
    if (*node->text) {
        diag_warning(
            builder->diags, place,
            "\"%.*s\" behind this text is a comment to YAML and is not shown; put the whole value in "
            "quotes if it belongs to it",
            shown, comment);
        return true;
    }
    char name[128];
    diag_error(builder->diags, place,
               "%s is lost: YAML reads everything from # on as a comment; write it in quotes: \"%.*s\"",
               value_name(builder, name, sizeof name), shown, comment);
    /* It goes on with what was meant, so that nobody hears of an empty value too. */
    node->text = arena_strndup(builder->arena, comment, length);
    node->quoted = true;
    return node->text || builder_too_large(builder);
}

static bool take_key(struct builder *builder, const yaml_event_t *event, const char *text)
{
    struct level *level = &builder->levels[builder->depth - 1];
    const struct source *source = &builder->source;
    if (!*text)
        return builder_refuse_key(builder, event->start_mark);
    level->has_key = true;
    level->pair = (struct yaml_pair){.key = text, .key_place = builder_place(builder, event->start_mark)};
    cursor_move(&builder->cursor, source, event->end_mark.index);
    size_t end = builder->cursor.offset, at = end;
    while (at < source->length && source->bytes[at] == ' ')
        at++;
    level->has_colon = at < source->length && source->bytes[at] == ':';
    level->behind_colon = at + 1;
    level->behind_colon_place = builder_place(builder, event->end_mark);
    level->behind_colon_place.col += (unsigned)(at + 1 - end);
    return true;
}

bool builder_scalar(struct builder *builder, const yaml_event_t *event)
{
    const char *text = copy_text(builder, event);
    if (!text)
        return false;
    yaml_scalar_style_t style = event->data.scalar.style;
    bool plain = style == YAML_PLAIN_SCALAR_STYLE;
    if (style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
        builder->last = (struct quoted){true, event->start_mark, event->end_mark};
    if (builder_wants_key(builder))
        return take_key(builder, event, text);
    struct yaml_node *node = builder_node(builder, YAML_TEXT, event->start_mark);
    if (!node)
        return false;
    node->text = text;
    node->quoted = !plain;
    if (plain && !check_comment(builder, node, event->end_mark))
        return false;
    if (builder->depth > 0) {
        struct level *level = &builder->levels[builder->depth - 1];
        level->pair.alone = plain && !*node->text && level->node->flow && !level->has_colon;
    }
    return builder_attach(builder, node);
}
