/* Bytes of a file, put together piece by piece. */
#ifndef TESTS_HOSTILE_BYTES_H
#define TESTS_HOSTILE_BYTES_H

#include <stddef.h>
#include <stdint.h>

/* All zero is empty. */
struct bytes {
    uint8_t *at;
    size_t length, room;
};

void bytes_add(struct bytes *bytes, const void *more, size_t length);
void bytes_text(struct bytes *bytes, const char *text);
void bytes_big(struct bytes *bytes, uint32_t value, int length);    /* most significant byte first */
void bytes_little(struct bytes *bytes, uint32_t value, int length); /* least significant byte first */
void bytes_fill(struct bytes *bytes, int value, size_t length);
void bytes_repeat(struct bytes *bytes, const void *unit, size_t length, size_t times);
void bytes_insert(struct bytes *bytes, size_t at, const void *more, size_t length);
void bytes_remove(struct bytes *bytes, size_t at, size_t length);
void bytes_copy(struct bytes *bytes, const struct bytes *other); /* in place of what was in it */
void bytes_read(struct bytes *bytes, const char *path);          /* a file that must not be empty */
void bytes_load(struct bytes *bytes, const char *path);          /* the same below TEST_DIR */
void bytes_finish(struct bytes *bytes);

#endif
