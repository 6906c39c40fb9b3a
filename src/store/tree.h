/* tree: whole folders: synced, removed, measured. For this room only. Nothing follows a symbolic link. */
#ifndef LOBBY_STORE_TREE_H
#define LOBBY_STORE_TREE_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

/* Folders in folders; content needs three. */
#define TREE_DEPTH_MAX 16u

/* Everything in folder "name" below dir, and the folder itself, is on the disk when this returns true. False
 * and err too for what is neither a regular file nor a folder. */
bool tree_sync(int dir, const char *name, struct err *err) MUST_USE;

/* Removes it, folder or file, also what is write-protected in it; a missing one is removed already. */
bool tree_remove(int dir, const char *name, struct err *err) MUST_USE;

/* What files take on the disk, each once however many names it has. */
struct tree_size {
    struct tree_file *files;
    size_t count, room;
};
bool tree_measure(int dir, const char *name, struct tree_size *size, struct err *err) MUST_USE;
uint64_t tree_size_bytes(struct tree_size *size);
void tree_size_finish(struct tree_size *size);

/* Every name in the open folder but . and .., in any order, until visit says false. False when the folder
 * cannot be read or visit said so; err is set in the first case only. */
bool tree_names(int dir, bool (*visit)(int dir, const char *name, void *user), void *user,
                struct err *err) MUST_USE;

#endif
