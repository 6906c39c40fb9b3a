#include "publish/shelf.h"

#include "base/file.h"
#include "base/str.h"
#include "depot/fetch.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool shelf_no_memory(struct refusal *why)
{
    return refuse(why, "machine", "out of memory; close other programs and try again");
}

const char *shelf_name(struct arena *arena, const char *kind, int64_t number)
{
    if (number == 0)
        return arena_printf(arena, "%s.yaml", kind);
    return arena_printf(arena, "%ss/%" PRId64 ".yaml", kind, number);
}

static size_t cap_of(const char *kind)
{
    return strcmp(kind, SHELF_KEYRING) == 0 ? TRUST_KEYRING_BYTES_MAX : TRUST_RELEASE_BYTES_MAX;
}

static bool fetch(const char *where, const char *name, size_t cap, struct arena *arena, const char **bytes,
                  size_t *length, struct refusal *why)
{
    struct depot_source source = {.where = where};
    struct depot_file file;
    if (!depot_fetch(&source, name, cap, &file, why))
        return false;
    *bytes = arena_strndup(arena, file.bytes, file.length);
    *length = file.length;
    free(file.bytes);
    return *bytes || shelf_no_memory(why);
}

static bool fetch_signature(const char *where, const char *kind, int64_t number, struct arena *arena,
                            struct trust_files *files, struct refusal *why)
{
    const char *name = shelf_name(arena, kind, number);
    name = name ? arena_printf(arena, "%s.minisig", name) : NULL;
    if (!name)
        return shelf_no_memory(why);
    return fetch(where, name, TRUST_SIGNATURE_BYTES_MAX, arena, &files->signature, &files->signature_length,
                 why);
}

bool shelf_read(const char *where, const char *kind, int64_t number, struct arena *arena,
                struct trust_files *files, struct refusal *why)
{
    const char *name = shelf_name(arena, kind, number);
    if (!name)
        return shelf_no_memory(why);
    return fetch(where, name, cap_of(kind), arena, &files->bytes, &files->length, why) &&
           fetch_signature(where, kind, number, arena, files, why);
}

bool shelf_read_again(const char *where, const char *kind, struct arena *arena, struct trust_files *files,
                      struct refusal *why)
{
    const char *name = shelf_name(arena, kind, 0);
    if (!name)
        return shelf_no_memory(why);
    if (!fetch(where, name, cap_of(kind), arena, &files->bytes, &files->length, why))
        return false;
    int64_t number = shelf_hint(files, "version");
    return (number && fetch_signature(where, kind, number, arena, files, why)) ||
           fetch_signature(where, kind, 0, arena, files, why);
}

/* Old or new; nothing is written where the file is right already. */
static bool put(const char *folder, const char *name, const char *bytes, size_t length, struct refusal *why)
{
    struct err err;
    AUTO_FREE char *path = NULL, *there = NULL;
    size_t there_length = 0;
    if (asprintf(&path, "%s/%s", folder, name) < 0) {
        path = NULL;
        return shelf_no_memory(why);
    }
    if (file_read(path, TRUST_KEYRING_BYTES_MAX, &there, &there_length, &err) && there_length == length &&
        memcmp(there, bytes, length) == 0)
        return true;
    char *slash = strrchr(path, '/');
    *slash = '\0';
    bool made = mkdir(path, 0777) == 0 || errno == EEXIST;
    if (!made)
        return refuse(why, "file", "%s: %s; look at its permissions", path, strerror(errno));
    *slash = '/';
    return file_write(path, bytes, length, &err) ||
           refuse(why, "file", "%s; make room, or look at its permissions", err.text);
}

bool shelf_write(const char *folder, const char *kind, int64_t number, const struct trust_files *files,
                 struct refusal *why)
{
    AUTO_FREE char *name = NULL, *signature = NULL;
    int written =
        number ? asprintf(&name, "%ss/%" PRId64 ".yaml", kind, number) : asprintf(&name, "%s.yaml", kind);
    if (written < 0)
        name = NULL;
    if (!name || asprintf(&signature, "%s.minisig", name) < 0) {
        signature = NULL;
        return shelf_no_memory(why);
    }
    return put(folder, signature, files->signature, files->signature_length, why) &&
           put(folder, name, files->bytes, files->length, why);
}

/* What stands behind "KEY: " at the start of a line; its length is *length. */
static const char *value_of(const struct trust_files *files, const char *key, size_t *length)
{
    size_t key_length = strlen(key);
    for (const char *line = files->bytes; line;) {
        if (strncmp(line, key, key_length) == 0 && strncmp(line + key_length, ": ", 2) == 0) {
            line += key_length + 2;
            *length = strcspn(line, "\n");
            return line;
        }
        line = strchr(line, '\n');
        line = line ? line + 1 : NULL;
    }
    return NULL;
}

int64_t shelf_hint(const struct trust_files *files, const char *key)
{
    size_t length = 0;
    const char *value = value_of(files, key, &length);
    char digits[24];
    int64_t number = 0;
    if (!value || length >= sizeof digits)
        return 0;
    memcpy(digits, value, length);
    digits[length] = '\0';
    return num_parse(digits, 1, SHELF_NUMBER_MAX, &number) ? number : 0;
}

const char *shelf_site(const struct trust_files *files, struct arena *arena)
{
    size_t length = 0;
    const char *value = value_of(files, "site", &length);
    const char *site = value ? arena_strndup(arena, value, length) : NULL;
    return site && trust_site_ok(site) ? site : NULL;
}

int64_t shelf_highest(const char *folder, const char *kind)
{
    struct err err;
    char name[32], **names = NULL;
    size_t count = 0;
    int64_t highest = 0;
    AUTO_CLOSE int dir = file_open_folder(folder, &err);
    snprintf(name, sizeof name, "%ss", kind);
    if (dir < 0 || !file_list_below(dir, name, ".yaml", &names, &count, &err))
        return 0;
    for (size_t i = 0; i < count; i++) {
        int64_t number = 0;
        names[i][strlen(names[i]) - strlen(".yaml")] = '\0';
        if (num_parse(names[i], 1, SHELF_NUMBER_MAX, &number) && number > highest)
            highest = number;
    }
    file_names_free(names, count);
    return highest;
}

bool shelf_walk(const char *where, struct trust_anchor *anchor, struct arena *arena,
                struct trust_keyring *keyring, struct trust_files *files, struct refusal *why)
{
    for (;;) {
        struct trust_files next;
        struct trust_keyring opened;
        int64_t number = anchor->seen.version + 1;
        if (!shelf_read(where, SHELF_KEYRING, number, arena, &next, why))
            return refused_for(why, "not-found");
        if (!trust_keyring_open(anchor, &next, arena, &opened, why))
            return err_context(&why->err, "%s/keyrings/%" PRId64 ".yaml", where, number);
        trust_anchor_advance(anchor, &opened);
        *keyring = opened;
        *files = next;
    }
}
