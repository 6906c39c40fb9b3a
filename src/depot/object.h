/* object: the pieces that a commit is made of, and what of them a kiosk takes.
 *
 * An object is named by the SHA-256 of its bytes. libostree checks that too, but only on some of its ways;
 * here it is checked on the only way there is, before anything is stored. Beyond that a commit of Lobby holds
 * nothing but regular files and folders that belong to root, without attributes, under sane names. */
#ifndef LOBBY_DEPOT_OBJECT_H
#define LOBBY_DEPOT_OBJECT_H

#include "depot/source.h"

#include <ostree.h>

/* Kiosks take no larger folder, nor commit, than this. */
enum { OBJECT_METADATA_MAX = 4 << 20 };

/* Permissions of everything in a commit. */
enum { OBJECT_FILE_MODE = S_IFREG | 0644, OBJECT_FOLDER_MODE = S_IFDIR | 0755 };

/* "repo/objects/0a/b1….filez" as it lies in a publication. */
struct object_path {
    char text[96];
};
struct object_path object_path(OstreeObjectType type, const char *checksum);

/* "file 0123456789ab…", for sentences. */
struct object_label {
    char text[48];
};
struct object_label object_label(OstreeObjectType type, const char *checksum);

/* Refuses for what GLib or OSTree said: "space", or code for everything else. Always false. */
bool object_refuse(struct refusal *why, const char *code, const char *doing, const GError *error);

/* True for a name that content may have: UTF-8 without control characters, no slash, at most 255 bytes.
 * None begins with a dot, which is for files that nobody means to publish, or with a blank or "<", so that no
 * folder's list can be taken for a web page. */
bool object_name_ok(const char *name);

/* Makes a value of the bytes of a commit, a folder or a folder's metadata after checking hash and form.
 * *object gets a reference. */
bool object_read(OstreeObjectType type, const char *checksum, const void *bytes, size_t length,
                 GVariant **object, struct refusal *why) MUST_USE;

/* A folder's form, its names and their order (OSTREE_TREE_GVARIANT_FORMAT). */
bool object_check_tree(GVariant *tree, const char *checksum, struct refusal *why) MUST_USE;

/* Checks the compressed file in fd, stored bytes long, against its checksum; more than most bytes of content
 * are too many ("too-large"). Sets *size to the size of its content. */
bool object_check_file(int fd, uint64_t stored, const char *checksum, uint64_t most, uint64_t *size,
                       struct refusal *why) MUST_USE;

/* Stores a file that object_check_file has passed. */
bool object_store_file(OstreeRepo *repo, int fd, uint64_t stored, const char *checksum,
                       struct refusal *why) MUST_USE;

/* True when the object is there and its hash is right. A damaged one is deleted, so that it can be written
 * anew. */
bool object_intact(OstreeRepo *repo, OstreeObjectType type, const char *checksum);

/* An object's size as struct depot_size counts it. */
bool object_size(OstreeRepo *repo, OstreeObjectType type, const char *checksum, uint64_t *size,
                 struct refusal *why) MUST_USE;

/* Hashes a stream, which must be exactly length bytes long; it is read no further. */
bool object_hash(GInputStream *stream, guint64 length, char checksum[DEPOT_CHECKSUM],
                 GError **error) MUST_USE;

/* Turns the 32 bytes of a checksum in a value into text. */
void object_checksum(GVariant *bytes, char checksum[DEPOT_CHECKSUM]);

#endif
