#include "store/record.h"

#include "base/file.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SEAL "# lobby "
enum { DIGITS = 8, SEAL_LENGTH = sizeof SEAL - 1 + DIGITS + 1 };

/* The reflected polynomial, bit by bit: a few kilobytes a day need no table. */
static uint32_t crc32_of(const char *bytes, size_t length)
{
    uint32_t crc = 0xffffffff;
    for (size_t i = 0; i < length; i++) {
        crc ^= (unsigned char)bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc;
}

static void seal(char line[SEAL_LENGTH + 1], const char *bytes, size_t length)
{
    snprintf(line, SEAL_LENGTH + 1, SEAL "%0*lx\n", DIGITS, (unsigned long)crc32_of(bytes, length));
}

bool record_check(const char *bytes, size_t *length)
{
    char line[SEAL_LENGTH + 1];
    if (*length < SEAL_LENGTH)
        return false;
    seal(line, bytes, *length - SEAL_LENGTH);
    if (memcmp(line, bytes + *length - SEAL_LENGTH, SEAL_LENGTH) != 0)
        return false;
    *length -= SEAL_LENGTH;
    return true;
}

static void read_one(int dir, const char *name, size_t cap, struct record *record)
{
    *record = (struct record){0};
    struct stat info;
    if (fstatat(dir, name, &info, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT)
        return;
    struct err err;
    if (!file_read_below(dir, name, cap + SEAL_LENGTH, &record->bytes, &record->length, &err)) {
        record->bytes = NULL;
        log_warning("%s; it counts as missing", err.text);
        return;
    }
    if (record_check(record->bytes, &record->length)) {
        record->bytes[record->length] = '\0';
        return;
    }
    log_warning("%s: the file is damaged (%zu bytes); it counts as missing", name, record->length);
    record_finish(record);
}

void record_finish(struct record *record)
{
    free(record->bytes);
    *record = (struct record){0};
}

static char *copy_name(const char *name)
{
    char *copy = NULL;
    return asprintf(&copy, "%s.copy", name) >= 0 ? copy : NULL;
}

/* Both of them. */
static void read_two(int dir, const char *name, size_t cap, struct record *first, struct record *second)
{
    AUTO_FREE char *copy = copy_name(name);
    *second = (struct record){0};
    read_one(dir, name, cap, first);
    if (copy)
        read_one(dir, copy, cap, second);
}

void record_read(int dir, const char *name, size_t cap, struct record *record)
{
    struct record second;
    read_two(dir, name, cap, record, &second);
    if (record->bytes)
        record_finish(&second);
    else
        *record = second;
}

bool record_write(int dir, const char *name, const char *bytes, size_t length, struct err *err)
{
    AUTO_FREE char *sealed = malloc(length + SEAL_LENGTH + 1);
    AUTO_FREE char *copy = copy_name(name);
    if (!sealed || !copy)
        return err_set(err, "%s: out of memory", name);
    memcpy(sealed, bytes, length);
    seal(sealed + length, bytes, length);
    if (!file_write_at(dir, name, sealed, length + SEAL_LENGTH, err))
        return false;
    struct err second;
    if (!file_write_at(dir, copy, sealed, length + SEAL_LENGTH, &second))
        log_warning("%s; there is only one of two", second.text);
    return true;
}

void record_mend(int dir, const char *name, size_t cap)
{
    struct record first, second;
    struct err err;
    read_two(dir, name, cap, &first, &second);
    bool same = first.bytes && second.bytes && first.length == second.length &&
                memcmp(first.bytes, second.bytes, first.length) == 0;
    const struct record *good = first.bytes ? &first : &second;
    if (good->bytes && !same && !record_write(dir, name, good->bytes, good->length, &err))
        log_warning("%s", err.text);
    record_finish(&first);
    record_finish(&second);
}
