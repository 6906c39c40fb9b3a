#include "depot/fetch.h"

#include "depot/wire.h"

#include <stdlib.h>

enum { TOTAL_S = 60 };

bool depot_fetch(const struct depot_source *source, const char *name, size_t cap, struct depot_file *file,
                 struct refusal *why)
{
    *file = (struct depot_file){0};
    struct wire *wire = wire_open(source, TOTAL_S, why);
    if (!wire)
        return false;
    struct transfer transfer = {.name = name, .cap = cap, .fd = -1};
    wire_add(wire, &transfer);
    const bool ended = wire_next(wire, NULL, NULL, why) != NULL;
    file->retry_after_s = transfer.retry_after_s;
    if (ended && transfer.ok) {
        file->bytes = transfer.bytes ? transfer.bytes : calloc(1, 1);
        file->length = (size_t)transfer.length;
        transfer.bytes = NULL;
    } else if (ended && why) {
        *why = transfer.why;
    }
    wire_forget(wire, &transfer);
    wire_close(wire);
    return file->bytes != NULL;
}
