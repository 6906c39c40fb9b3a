#include "update/attempt.h"

#include "base/str.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void pair_finish(struct pair *pair)
{
    free(pair->statement.bytes);
    free(pair->signature.bytes);
    *pair = (struct pair){.statement = {.bytes = NULL}};
}

struct trust_files pair_files(const struct pair *pair)
{
    return (struct trust_files){.bytes = pair->statement.bytes,
                                .length = pair->statement.length,
                                .signature = pair->signature.bytes,
                                .signature_length = pair->signature.length};
}

static bool fetch(struct attempt *attempt, const char *name, size_t cap, struct depot_file *file,
                  struct refusal *why)
{
    bool ok = depot_fetch(&attempt->source, name, cap, file, why);
    struct update_outcome *outcome = attempt->outcome;
    outcome->received += file->length;
    if (file->retry_after_s > outcome->retry_after_s)
        outcome->retry_after_s = file->retry_after_s;
    return ok;
}

bool pair_fetch(struct attempt *attempt, const char *name, size_t cap, struct pair *pair, struct refusal *why)
{
    pair_finish(pair);
    const char *signature = arena_printf(attempt->arena, "%s.minisig", name);
    if (!signature)
        return refuse(why, "machine", "out of memory; it is tried again");
    return fetch(attempt, name, cap, &pair->statement, why) &&
           fetch(attempt, signature, TRUST_SIGNATURE_BYTES_MAX, &pair->signature, why);
}

/* The number of the line "version: N"; 0 for none. */
static int64_t version_of(const char *bytes)
{
    static const char key[] = "\nversion: ";
    const char *line = strstr(bytes, key);
    char digits[20];
    int64_t number = 0;
    size_t length = line ? strcspn(line + strlen(key), "\n") : sizeof digits;
    if (length >= sizeof digits)
        return 0;
    memcpy(digits, line + strlen(key), length);
    digits[length] = '\0';
    return num_parse(digits, 1, TRUST_NUMBER_MAX, &number) ? number : 0;
}

bool pair_fetch_numbered(struct attempt *attempt, const char *kind, struct pair *pair)
{
    int64_t number = version_of(pair->statement.bytes);
    const char *name = arena_printf(attempt->arena, "%ss/%" PRId64 ".yaml.minisig", kind, number);
    struct refusal none;
    struct depot_file signature;
    if (!name || number == 0 || !fetch(attempt, name, TRUST_SIGNATURE_BYTES_MAX, &signature, &none))
        return false;
    free(pair->signature.bytes);
    pair->signature = signature;
    return true;
}
