#include "base/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_FIRST = 4096, BLOCK_LARGEST = 256 * 1024 };

struct block {
    struct block *next;
    size_t size, used; /* of bytes */
    max_align_t bytes[];
};

struct arena {
    struct block *blocks; /* the first one is being filled */
    size_t cap, reserved; /* reserved: what all blocks took, with their heads */
    size_t used;
    size_t next_size;
    bool failed;
};

struct arena *arena_create(size_t cap)
{
    struct arena *arena = calloc(1, sizeof *arena);
    if (!arena)
        return NULL;
    arena->cap = cap;
    arena->next_size = BLOCK_FIRST;
    return arena;
}

void arena_destroy(struct arena *arena)
{
    if (!arena)
        return;
    for (struct block *block = arena->blocks; block;) {
        struct block *next = block->next;
        free(block);
        block = next;
    }
    free(arena);
}

static void *fail(struct arena *arena)
{
    arena->failed = true;
    return NULL;
}

/* A block with room for size bytes: as large as is planned, or just large enough where the cap is near. */
static struct block *add_block(struct arena *arena, size_t size)
{
    size_t left = arena->cap - arena->reserved;
    if (left < sizeof(struct block) || size > left - sizeof(struct block))
        return NULL;
    size_t room = arena->next_size;
    if (room > left - sizeof(struct block))
        room = left - sizeof(struct block);
    if (room < size)
        room = size;
    struct block *block = calloc(1, sizeof *block + room);
    if (!block)
        return NULL;
    block->size = room;
    arena->reserved += sizeof *block + room;
    if (arena->next_size < BLOCK_LARGEST)
        arena->next_size *= 2;
    /* A block made for one large piece must not hide what is left of the one being filled. */
    if (arena->blocks && arena->blocks->size - arena->blocks->used > room - size) {
        block->next = arena->blocks->next;
        arena->blocks->next = block;
    } else {
        block->next = arena->blocks;
        arena->blocks = block;
    }
    return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    assert(arena);
    const size_t align = _Alignof(max_align_t);
    if (size > SIZE_MAX - align)
        return fail(arena);
    size_t whole = size == 0 ? align : (size + align - 1) / align * align;
    struct block *block = arena->blocks;
    if (!block || block->size - block->used < whole)
        block = add_block(arena, whole);
    if (!block)
        return fail(arena);
    void *memory = (char *)block->bytes + block->used;
    block->used += whole;
    arena->used += whole;
    return memory;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        return fail(arena);
    return arena_alloc(arena, count * size);
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
    if (length == SIZE_MAX)
        return fail(arena);
    char *copy = arena_alloc(arena, length + 1);
    if (copy && length > 0)
        memcpy(copy, text, length);
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return text ? arena_strndup(arena, text, strlen(text)) : NULL;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = length < 0 ? fail(arena) : arena_alloc(arena, (size_t)length + 1);
    if (text)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

bool arena_failed(const struct arena *arena)
{
    return arena->failed;
}

size_t arena_reserved(const struct arena *arena)
{
    return sizeof *arena + arena->reserved;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}
