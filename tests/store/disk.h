/* disk: a disk that forgets what was not synced when its power is cut.
 *
 * Knows what is surely on it from the fsync calls of the program under test alone: the bytes of a file since
 * it was synced, the names in a folder since that was. What was changed since then is there after a cut or is
 * not, name by name and file by file, in any mixture: more than a journaling file system does, never less. */
#ifndef TESTS_STORE_DISK_H
#define TESTS_STORE_DISK_H

#include <sys/stat.h>

/* Folder "root" is the disk, and everything in it is surely there; "memory" is an empty folder. Both on a
 * file system that does not use inode numbers twice (tmpfs). The knowledge lies in files: it is that of all
 * processes. */
void disk_start(const char *root, const char *memory);
void disk_stop(void);

/* A file or folder was synced. Nothing before disk_start. */
void disk_synced(int fd, const struct stat *info);

/* The power is cut and comes back. Draws from *random. */
void disk_cut(unsigned long long *random);

#endif
