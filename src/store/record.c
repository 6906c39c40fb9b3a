#include "store/record.h"

#include "base/file.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SEAL     "# lobby "
#define SEAL_LEN (sizeof SEAL - 1 + 16 + 1 + 8 + 1)

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

/* Writes the last line behind length bytes; the checksum covers the serial number, too. */
static void seal(char *bytes, size_t length, uint64_t serial)
{
    char line[SEAL_LEN + 1];
    size_t number_end = SEAL_LEN - 1 - 8;
    snprintf(line, sizeof line, SEAL "%016llx ", (unsigned long long)serial);
    memcpy(bytes + length, line, number_end);
    snprintf(line, sizeof line, "%08lx\n", (unsigned long)crc32_of(bytes, length + number_end));
    memcpy(bytes + length + number_end, line, SEAL_LEN - number_end);
}

bool record_check(const char *bytes, size_t *length, uint64_t *serial)
{
    if (*length < SEAL_LEN)
        return false;
    size_t inner = *length - SEAL_LEN;
    unsigned long long number;
    char line[SEAL_LEN + 1], digits[17];
    memcpy(line, bytes + inner, SEAL_LEN);
    line[SEAL_LEN] = '\0';
    if (memcmp(line, SEAL, sizeof SEAL - 1) != 0)
        return false;
    memcpy(digits, line + sizeof SEAL - 1, sizeof digits - 1);
    digits[sizeof digits - 1] = '\0';
    number = strtoull(digits, NULL, 16);
    /* Written again it must be the same, to the letter. */
    AUTO_FREE char *again = malloc(*length);
    if (!again)
        return false;
    memcpy(again, bytes, inner);
    seal(again, inner, number);
    if (number == 0 || memcmp(again + inner, bytes + inner, SEAL_LEN) != 0)
        return false;
    *length = inner;
    *serial = number;
    return true;
}

static void read_one(int dir, const char *name, size_t cap, struct record *record)
{
    *record = (struct record){0};
    struct stat info;
    if (fstatat(dir, name, &info, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT)
        return;
    struct err err;
    if (!file_read_below(dir, name, cap + SEAL_LEN, &record->bytes, &record->length, &err)) {
        record->bytes = NULL;
        log_warning("%s; it counts as missing", err.text);
        return;
    }
    if (record_check(record->bytes, &record->length, &record->serial)) {
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

void record_read(int dir, const char *name, size_t cap, struct record *record)
{
    struct record second = {0};
    AUTO_FREE char *copy = copy_name(name);
    read_one(dir, name, cap, record);
    if (copy)
        read_one(dir, copy, cap, &second);
    bool same = record->bytes && second.bytes && record->serial == second.serial &&
                record->length == second.length && memcmp(record->bytes, second.bytes, second.length) == 0;
    if (second.serial > record->serial) {
        const struct record first = *record;
        *record = second;
        second = first;
    }
    record_finish(&second);
    record->whole = same;
}

bool record_write(int dir, const char *name, const char *bytes, size_t length, uint64_t serial,
                  struct err *err)
{
    AUTO_FREE char *sealed = malloc(length + SEAL_LEN);
    AUTO_FREE char *copy = copy_name(name);
    if (!sealed || !copy)
        return err_set(err, "%s: out of memory", name);
    memcpy(sealed, bytes, length);
    seal(sealed, length, serial);
    if (!file_write_at(dir, name, sealed, length + SEAL_LEN, err))
        return false;
    struct err second;
    if (!file_write_at(dir, copy, sealed, length + SEAL_LEN, &second))
        log_warning("%s; there is only one of two", second.text);
    return true;
}
