#include "bytes.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint8_t *grow(struct bytes *bytes, size_t length)
{
    if (!bytes->at || bytes->length + length > bytes->room) {
        bytes->room = (bytes->length + length) * 2 + 64;
        bytes->at = realloc(bytes->at, bytes->room);
        assert(bytes->at);
    }
    uint8_t *added = bytes->at + bytes->length;
    bytes->length += length;
    return added;
}

void bytes_add(struct bytes *bytes, const void *more, size_t length)
{
    uint8_t *added = grow(bytes, length);
    if (length > 0)
        memcpy(added, more, length);
}

void bytes_text(struct bytes *bytes, const char *text)
{
    bytes_add(bytes, text, strlen(text));
}

void bytes_big(struct bytes *bytes, uint32_t value, int length)
{
    for (int i = length - 1; i >= 0; i--)
        *grow(bytes, 1) = (uint8_t)(value >> 8 * i);
}

void bytes_little(struct bytes *bytes, uint32_t value, int length)
{
    for (int i = 0; i < length; i++)
        *grow(bytes, 1) = (uint8_t)(value >> 8 * i);
}

void bytes_fill(struct bytes *bytes, int value, size_t length)
{
    memset(grow(bytes, length), value, length);
}

void bytes_repeat(struct bytes *bytes, const void *unit, size_t length, size_t times)
{
    for (size_t i = 0; i < times; i++)
        bytes_add(bytes, unit, length);
}

void bytes_insert(struct bytes *bytes, size_t at, const void *more, size_t length)
{
    assert(at <= bytes->length);
    size_t behind = bytes->length - at;
    grow(bytes, length);
    memmove(bytes->at + at + length, bytes->at + at, behind);
    if (length > 0)
        memcpy(bytes->at + at, more, length);
}

void bytes_remove(struct bytes *bytes, size_t at, size_t length)
{
    assert(at + length <= bytes->length);
    memmove(bytes->at + at, bytes->at + at + length, bytes->length - at - length);
    bytes->length -= length;
}

void bytes_copy(struct bytes *bytes, const struct bytes *other)
{
    bytes->length = 0;
    bytes_add(bytes, other->at, other->length);
}

void bytes_read(struct bytes *bytes, const char *path)
{
    char buffer[4096];
    FILE *in = fopen(path, "rb");
    assert(in);
    bytes->length = 0;
    for (size_t got; (got = fread(buffer, 1, sizeof buffer, in)) > 0;)
        bytes_add(bytes, buffer, got);
    fclose(in);
    assert(bytes->length > 0);
}

void bytes_load(struct bytes *bytes, const char *path)
{
    char whole[512];
    snprintf(whole, sizeof whole, "%s/%s", TEST_DIR, path);
    bytes_read(bytes, whole);
}

void bytes_finish(struct bytes *bytes)
{
    free(bytes->at);
    *bytes = (struct bytes){0};
}
