#include "store/id.h"

#include "base/str.h"

#include <assert.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

static bool is_hex(const char *text, size_t length)
{
    return strlen(text) == length && strspn(text, "0123456789abcdef") == length;
}

static bool number_ok(int64_t number)
{
    return number >= 0 && number <= STORE_NUMBER_MAX;
}

bool store_id_ok(const struct store_id *id)
{
    return number_ok(id->epoch) && number_ok(id->version) && is_hex(id->commit, STORE_COMMIT_TEXT - 1);
}

void store_id_name(const struct store_id *id, char name[STORE_NAME_TEXT])
{
    assert(number_ok(id->epoch) && number_ok(id->version));
    snprintf(name, STORE_NAME_TEXT, "%lld-%lld-%.*s", (long long)id->epoch, (long long)id->version,
             (int)STORE_COMMIT_SHORT, id->commit);
}

bool store_id_parse(const char *name, struct store_id *id)
{
    char parts[STORE_NAME_TEXT], again[STORE_NAME_TEXT];
    size_t length = strlen(name);
    if (length >= sizeof parts)
        return false;
    memcpy(parts, name, length + 1);
    char *version = strchr(parts, '-');
    char *commit = version ? strchr(version + 1, '-') : NULL;
    if (!commit)
        return false;
    *version++ = '\0';
    *commit++ = '\0';
    struct store_id result = {0};
    if (!num_parse(parts, 0, STORE_NUMBER_MAX, &result.epoch) ||
        !num_parse(version, 0, STORE_NUMBER_MAX, &result.version) || !is_hex(commit, STORE_COMMIT_SHORT))
        return false;
    memcpy(result.commit, commit, STORE_COMMIT_SHORT);
    store_id_name(&result, again);
    if (strcmp(again, name) != 0) /* 01-2-... */
        return false;
    *id = result;
    return true;
}

int store_id_compare(const struct store_id *a, const struct store_id *b)
{
    if (a->epoch != b->epoch)
        return a->epoch < b->epoch ? -1 : 1;
    return (a->version > b->version) - (a->version < b->version);
}

bool store_commit_same(const char *a, const char *b)
{
    size_t length = strlen(a) < strlen(b) ? strlen(a) : strlen(b);
    return length >= STORE_COMMIT_SHORT && memcmp(a, b, length) == 0;
}
