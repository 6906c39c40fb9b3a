/* folder: content folders made for one test, in a temporary directory. */
#ifndef LOBBY_TESTS_KIOSK_FOLDER_H
#define LOBBY_TESTS_KIOSK_FOLDER_H

#include <stddef.h>

/* A new empty folder; its path belongs to the caller. */
char *folder_create(void);
void folder_remove(char *path);

/* Writes a file below it (sub-folders are made). */
void folder_write(const char *folder, const char *name, const char *text);

/* The same as many editors do it: a hidden file beside it, renamed into place. */
void folder_replace(const char *folder, const char *name, const char *text);

/* A content of count slides, each with a picture of the shipped content, and one page. */
void folder_fill(const char *folder, size_t count);

#endif
