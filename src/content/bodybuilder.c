#include "content/bodybuilder.h"

#include "base/str.h"
#include "content/words.h"

#include <stdlib.h>
#include <string.h>

struct list {
    bool ordered;
    unsigned next; /* number of the next item */
    bool waiting;  /* an item has begun and no block stands for it yet */
};

/* Grows by doubling; elements are moved to the arena once their number is known. */
struct vector {
    void *items;
    size_t count, room;
};

struct body_builder {
    struct arena *arena;
    bool failed;
    unsigned list_depth, quote_depth;
    struct list lists[BODY_LISTS_MAX];
    bool open; /* a block has begun */
    struct block block;
    int strong, emphasis;
    struct link link;
    bool hard, soft;    /* a line break stands before the next text */
    uint32_t last_char; /* of the block so far */
    struct vector text, spans, blocks;
};

static void *vector_grow(struct body_builder *builder, struct vector *vector, size_t more, size_t size)
{
    if (vector->count + more > vector->room) {
        size_t room = vector->room ? vector->room * 2 : 16;
        while (room < vector->count + more)
            room *= 2;
        void *items = realloc(vector->items, room * size);
        if (!items) {
            builder->failed = true;
            return NULL;
        }
        vector->items = items;
        vector->room = room;
    }
    void *added = (char *)vector->items + vector->count * size;
    vector->count += more;
    return added;
}

/* Copies the elements to the arena and empties the vector. */
static void *vector_move(struct body_builder *builder, struct vector *vector, size_t size)
{
    void *copy = arena_array(builder->arena, vector->count + 1, size);
    if (!copy)
        builder->failed = true;
    else if (vector->count > 0)
        memcpy(copy, vector->items, vector->count * size);
    vector->count = 0;
    return copy;
}

struct body_builder *body_builder_create(struct arena *arena)
{
    struct body_builder *builder = calloc(1, sizeof *builder);
    if (builder)
        builder->arena = arena;
    return builder;
}

void body_builder_destroy(struct body_builder *builder)
{
    if (!builder)
        return;
    free(builder->text.items);
    free(builder->spans.items);
    free(builder->blocks.items);
    free(builder);
}

static struct list *innermost(struct body_builder *builder)
{
    unsigned depth = builder->list_depth;
    if (depth == 0)
        return NULL;
    return &builder->lists[(depth < BODY_LISTS_MAX ? depth : BODY_LISTS_MAX) - 1];
}

static void end_span(struct body_builder *builder)
{
    if (builder->soft &&
        builder->last_char) { /* the blank belongs to what was said, not to a link behind it */
        char *blank = vector_grow(builder, &builder->text, 1, 1);
        if (blank)
            *blank = ' ';
        builder->last_char = ' ';
        builder->soft = false;
    }
    if (builder->text.count == 0)
        return;
    struct span *span = vector_grow(builder, &builder->spans, 1, sizeof *span);
    size_t length = builder->text.count;
    char *text = vector_move(builder, &builder->text, 1);
    if (!span || !text)
        return;
    text[length] = '\0';
    *span =
        (struct span){.text = text,
                      .style = (builder->strong > 0 ? SPAN_STRONG : 0) |
                               (builder->emphasis > 0 ? SPAN_EMPHASIS : 0) | (builder->hard ? SPAN_BREAK : 0),
                      .link = builder->link};
    builder->hard = false;
}

static void end_block(struct body_builder *builder)
{
    if (!builder->open)
        return;
    builder->soft = false;
    end_span(builder);
    builder->open = builder->hard = false;
    builder->block.n_spans = builder->spans.count;
    builder->block.spans = vector_move(builder, &builder->spans, sizeof(struct span));
    struct block *block = vector_grow(builder, &builder->blocks, 1, sizeof *block);
    if (block)
        *block = builder->block;
}

static void begin_block(struct body_builder *builder, enum block_kind kind, unsigned level)
{
    end_block(builder);
    struct list *list = innermost(builder);
    builder->block = (struct block){.kind = kind, .level = level, .depth = builder->list_depth};
    if (builder->block.depth > BODY_LISTS_MAX)
        builder->block.depth = BODY_LISTS_MAX;
    builder->open = true;
    builder->last_char = 0;
    builder->soft = builder->hard = false;
    if (list && list->waiting && kind != BLOCK_RULE) {
        list->waiting = false;
        builder->block.kind = BLOCK_ITEM;
        builder->block.level = 0;
        builder->block.ordered = list->ordered;
        builder->block.number = list->ordered ? list->next++ : 0;
    } else if (kind == BLOCK_PARAGRAPH && builder->quote_depth > 0) {
        builder->block.kind = BLOCK_QUOTE;
    }
}

/* An item that holds nothing, or another list at once, still has its mark. */
static void end_waiting_item(struct body_builder *builder)
{
    struct list *list = innermost(builder);
    end_block(builder);
    if (list && list->waiting) {
        begin_block(builder, BLOCK_PARAGRAPH, 0);
        end_block(builder);
    }
}

bool body_enter_list(struct body_builder *builder, bool ordered, unsigned start)
{
    end_waiting_item(builder);
    builder->list_depth++;
    *innermost(builder) = (struct list){.ordered = ordered, .next = start};
    return builder->list_depth <= BODY_LISTS_MAX;
}

void body_leave_list(struct body_builder *builder)
{
    end_block(builder);
    builder->list_depth--;
}

void body_enter_item(struct body_builder *builder)
{
    end_block(builder);
    innermost(builder)->waiting = true;
}

void body_leave_item(struct body_builder *builder)
{
    end_waiting_item(builder);
}

void body_enter_quote(struct body_builder *builder)
{
    end_block(builder);
    builder->quote_depth++;
}

void body_leave_quote(struct body_builder *builder)
{
    end_block(builder);
    builder->quote_depth--;
}

void body_enter_block(struct body_builder *builder, enum block_kind kind, unsigned level)
{
    begin_block(builder, kind, level);
}

void body_leave_block(struct body_builder *builder)
{
    end_block(builder);
}

void body_style(struct body_builder *builder, unsigned style, int step)
{
    end_span(builder);
    if (style == SPAN_STRONG)
        builder->strong += step;
    else
        builder->emphasis += step;
}

void body_set_link(struct body_builder *builder, struct link link)
{
    end_span(builder);
    builder->link = link;
}

/* Chinese and Japanese put no blank where a line of the file ends. */
static bool is_east_asian(uint32_t c)
{
    return words_is_cjk(c) || (c >= 0x3000 && c <= 0x303f) || (c >= 0xff01 && c <= 0xff60);
}

static bool joins(uint32_t before, const char *text, size_t length)
{
    size_t used;
    return is_east_asian(before) && is_east_asian(utf8_decode(text, length, &used));
}

static uint32_t last_char(const char *text, size_t length)
{
    size_t start = length - 1, used;
    while (start > 0 && ((unsigned char)text[start] & 0xc0) == 0x80)
        start--;
    return utf8_decode(text + start, length - start, &used);
}

void body_add(struct body_builder *builder, const char *text, size_t length)
{
    if (length == 0)
        return;
    if (!builder->open)
        begin_block(builder, BLOCK_PARAGRAPH, 0);
    bool blank = builder->soft && builder->last_char && !joins(builder->last_char, text, length);
    char *added = vector_grow(builder, &builder->text, length + blank, 1);
    builder->soft = false;
    if (!added)
        return;
    if (blank)
        *added++ = ' ';
    /* md4c could do this, but 0.4.8 then loses a tab between words. */
    bool after_blank = blank || builder->last_char == ' ';
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        bool is_blank = text[i] == ' ' || text[i] == '\t';
        if (!is_blank || !after_blank)
            added[used++] = is_blank ? ' ' : text[i];
        after_blank = is_blank;
    }
    builder->text.count -= length - used;
    if (used > 0)
        builder->last_char = last_char(added, used);
}

void body_break(struct body_builder *builder, bool hard)
{
    if (!hard) {
        builder->soft = true;
        return;
    }
    builder->soft = false;
    end_span(builder);
    builder->hard = true;
}

bool body_failed(const struct body_builder *builder)
{
    return builder->failed || arena_failed(builder->arena);
}

bool body_finish(struct body_builder *builder, struct body *body)
{
    end_block(builder);
    size_t count = builder->blocks.count;
    const struct block *blocks = vector_move(builder, &builder->blocks, sizeof(struct block));
    if (body_failed(builder))
        return false;
    *body = (struct body){.blocks = blocks, .count = count};
    return true;
}
