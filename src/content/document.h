/* content/document: one YAML file of the folder, its bytes and the tree that they make. Part of the room, not
 * for others. */
#ifndef LOBBY_CONTENT_DOCUMENT_H
#define LOBBY_CONTENT_DOCUMENT_H

#include "yaml/tree.h"

struct document {
    char *bytes; /* terminated */
    size_t length;
    struct arena *tree;           /* the nodes, which point nowhere else */
    const struct yaml_node *root; /* NULL: not parsed, or not well-formed */
};

/* Reads the bytes of folder/file, at most so many. False, with err, when it cannot; document is then empty.
 */
bool document_read(struct document *document, int folder, const char *file, size_t most, struct err *err);

/* Parses them. False after at least one diag_error. file must outlive the tree. */
bool document_parse(struct document *document, const char *file, struct diag_list *diags);

/* Bytes of memory that it takes. */
size_t document_size(const struct document *document);

/* Frees it all; an empty one may be finished again. */
void document_finish(struct document *document);

#endif
