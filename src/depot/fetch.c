#include "depot/fetch.h"

#include "depot/wire.h"

#include <stdlib.h>

enum { TOTAL_S = 60 };

/* A wire under another name: curl keeps its connection. */
struct depot_line *depot_line_open(const struct depot_source *source, struct refusal *why)
{
    return (struct depot_line *)wire_open(source, TOTAL_S, why);
}

void depot_line_close(struct depot_line *line)
{
    wire_close((struct wire *)line);
}

bool depot_line_fetch(struct depot_line *line, const char *name, size_t cap, struct depot_file *file,
                      struct refusal *why)
{
    struct wire *wire = (struct wire *)line;
    struct transfer transfer = {.name = name, .cap = cap, .fd = -1};
    *file = (struct depot_file){0};
    wire_start_deadline(wire);
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
    return file->bytes != NULL;
}

bool depot_fetch(const struct depot_source *source, const char *name, size_t cap, struct depot_file *file,
                 struct refusal *why)
{
    *file = (struct depot_file){0};
    struct depot_line *line = depot_line_open(source, why);
    const bool ok = line && depot_line_fetch(line, name, cap, file, why);
    depot_line_close(line);
    return ok;
}
