/* A content folder in a temporary place, with real files. */
#ifndef TESTS_CONTENT_FOLDER_H
#define TESTS_CONTENT_FOLDER_H

#include <stddef.h>

struct folder {
    char path[64];
};

/* Creates an empty folder; fails the test when it cannot. */
void folder_create(struct folder *folder);
void folder_remove(struct folder *folder);

/* Writes a file below it, and the folders on the way. A name that ends in "/" makes a folder only. */
void folder_write(const struct folder *folder, const char *name, const void *bytes, size_t length);
void folder_write_text(const struct folder *folder, const char *name, const char *text);
void folder_unlink(const struct folder *folder, const char *name);

/* A small content with one slide and one page that has nothing wrong with it. */
void folder_write_good(const struct folder *folder);

#endif
