#include "content/document.h"

#include "base/file.h"

#include <stdlib.h>

/* Far more than the values that a file may have take. */
#define TREE_BYTES_MAX (8u * 1024u * 1024u)

bool document_read(struct document *document, int folder, const char *file, size_t most, struct err *err)
{
    *document = (struct document){.bytes = NULL};
    return file_read_below(folder, file, most, &document->bytes, &document->length, err);
}

bool document_parse(struct document *document, const char *file, struct diag_list *diags)
{
    document->tree = arena_create(TREE_BYTES_MAX);
    if (document->tree)
        document->root = yaml_parse(document->bytes, document->length, file, document->tree, diags);
    else
        diag_error(diags, (struct place){.file = file}, "there is not enough memory to read this");
    return document->root;
}

size_t document_size(const struct document *document)
{
    return document->length + (document->tree ? arena_reserved(document->tree) : 0);
}

void document_finish(struct document *document)
{
    arena_destroy(document->tree);
    free(document->bytes);
    *document = (struct document){.bytes = NULL};
}
