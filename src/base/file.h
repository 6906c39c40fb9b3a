/* file: reading and writing whole files below a directory descriptor. */
#ifndef LOBBY_BASE_FILE_H
#define LOBBY_BASE_FILE_H

#include "base/err.h"

#include <stddef.h>

/* Opens a folder for the *at functions. -1 and err on failure. The caller closes it (or AUTO_CLOSE). */
int file_open_folder(const char *path, struct err *err) MUST_USE;

/* Opens a regular file below dir for reading; never leaves dir: no "..", no absolute path, no symbolic link
 * on the way (openat2 with RESOLVE_BENEATH|RESOLVE_NO_SYMLINKS, or component by component with O_NOFOLLOW
 * where the kernel has none). -1 and err on failure. */
int file_open_below(int dir, const char *name, struct err *err) MUST_USE;

/* Reads a whole file below dir, at most cap bytes; a larger file is an error. *bytes is malloced, has a zero
 * behind its end, and belongs to the caller. */
bool file_read_below(int dir, const char *name, size_t cap, char **bytes, size_t *length,
                     struct err *err) MUST_USE;

/* As file_read_below, for a path that the person at the keyboard gave. */
bool file_read(const char *path, size_t cap, char **bytes, size_t *length, struct err *err) MUST_USE;

/* Writes a new file beside path, syncs it and renames it into place: old or new, never half. */
bool file_write(const char *path, const void *bytes, size_t length, struct err *err) MUST_USE;

/* As file_write, for one name in an open folder. A killed process leaves ".lobby-PID-N.tmp" there at most,
 * and the next one that writes there takes that away. */
bool file_write_at(int dir, const char *name, const void *bytes, size_t length, struct err *err) MUST_USE;

/* The names in folder "name" below dir that end in suffix and do not begin with a dot, sorted bytewise.
 * A missing folder gives none and true; more than FILE_NAMES_MAX are an error. *names is malloced with each
 * name malloced: file_names_free. */
#define FILE_NAMES_MAX 10000
bool file_list_below(int dir, const char *name, const char *suffix, char ***names, size_t *count,
                     struct err *err) MUST_USE;
void file_names_free(char **names, size_t count);

void file_close_p(int *fd);  /* for the cleanup attribute; a negative descriptor is left alone */
void file_free_p(void *ptr); /* the same for malloced memory */
#define AUTO_CLOSE __attribute__((cleanup(file_close_p)))
#define AUTO_FREE  __attribute__((cleanup(file_free_p)))

#endif
