#include "update/attempt.h"

#include <stdlib.h>

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
