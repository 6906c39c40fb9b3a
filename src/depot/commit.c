/* Staff: a folder to a commit. */
#include "base/file.h"
#include "depot/folder.h"
#include "depot/kiosk.h"
#include "depot/object.h"
#include "depot/repository.h"

#include <errno.h>
#include <gio/gunixinputstream.h>
#include <string.h>
#include <unistd.h>

/* --- what there is --- */

struct found {
    GPtrArray *paths; /* of files */
    uint64_t bytes;
    struct refusal *why;
};

static enum folder_step find(void *arg, const char *path, const struct stat *info)
{
    struct found *found = arg;
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    if (name[0] == '.')
        return FOLDER_SKIP;
    if (!S_ISREG(info->st_mode) && !S_ISDIR(info->st_mode)) {
        refuse(found->why, "content", "%s: it is not a regular file; put the file itself there", path);
        return FOLDER_STOP;
    }
    if (!object_name_ok(name)) {
        refuse(found->why, "content", "%s: such a name cannot be published; rename it", path);
        return FOLDER_STOP;
    }
    if (S_ISDIR(info->st_mode))
        return FOLDER_GO;
    g_ptr_array_add(found->paths, g_strdup(path));
    found->bytes += (uint64_t)info->st_size;
    if (found->paths->len <= DEPOT_ENTRIES / 2) /* the other half is for the folders that they lie in */
        return FOLDER_GO;
    refuse(found->why, "content", "%s: there are more than %d files", path, DEPOT_ENTRIES / 2);
    return FOLDER_STOP;
}

/* --- one file --- */

/* A stream of what a file's checksum is taken of, from its beginning. */
static GInputStream *file_stream(int fd, guint64 size, guint64 *length, GError **error)
{
    if (lseek(fd, 0, SEEK_SET) < 0) {
        g_set_error_literal(error, G_IO_ERROR, (gint)g_io_error_from_errno(errno), g_strerror(errno));
        return NULL;
    }
    g_autoptr(GInputStream) raw = g_unix_input_stream_new(fd, FALSE);
    g_autoptr(GFileInfo) file = g_file_info_new();
    g_file_info_set_file_type(file, G_FILE_TYPE_REGULAR);
    g_file_info_set_size(file, (goffset)size);
    g_file_info_set_attribute_uint32(file, "unix::uid", 0);
    g_file_info_set_attribute_uint32(file, "unix::gid", 0);
    g_file_info_set_attribute_uint32(file, "unix::mode", OBJECT_FILE_MODE);
    GInputStream *stream = NULL;
    return ostree_raw_file_to_content_stream(raw, file, NULL, &stream, length, NULL, error) ? stream : NULL;
}

static bool hash_file(int fd, guint64 size, char checksum[DEPOT_CHECKSUM], GError **error)
{
    guint64 length = 0;
    g_autoptr(GInputStream) stream = file_stream(fd, size, &length, error);
    return stream && object_hash(stream, length, checksum, error);
}

static bool write_file(OstreeRepo *repo, int fd, uint64_t size, const char *path, const char *checksum,
                       struct refusal *why)
{
    g_autoptr(GError) error = NULL;
    guint64 length = 0;
    g_autofree guchar *found = NULL;
    g_autoptr(GInputStream) stream = file_stream(fd, size, &length, &error);
    return (stream && ostree_repo_write_content(repo, checksum, stream, length, &found, NULL, &error)) ||
           object_refuse(why, "repository", path, error);
}

/* libostree 2022.7 packs the last bytes when it closes the packer, and does not ask whether that went well:
 * on a full disk the object is cut, and taken for stored. It can be deleted when the transaction has ended.
 */
static bool write_whole_file(OstreeRepo *repo, int fd, uint64_t size, const char *path, const char *checksum,
                             struct refusal *why)
{
    for (int i = 0; i < 2; i++) {
        if (!write_file(repo, fd, size, path, checksum, why))
            return false;
        if (object_intact(repo, OSTREE_OBJECT_TYPE_FILE, checksum))
            return true;
        if (!repository_commit(repo, why) || !repository_begin(repo, why))
            return false;
        (void)object_intact(repo, OSTREE_OBJECT_TYPE_FILE, checksum); /* deletes it */
    }
    return refuse(why, "space", "%s: not all of it came into the repository; make room on that disk", path);
}

/* Stores what is not there yet; what is there is hashed, not packed again. */
static bool store_file(OstreeRepo *repo, int fd, const char *path, char checksum[DEPOT_CHECKSUM],
                       uint64_t *size, struct refusal *why)
{
    g_autoptr(GError) error = NULL;
    struct stat info;
    if (fstat(fd, &info) < 0)
        return refuse(why, "content", "%s: %s", path, strerror(errno));
    *size = (uint64_t)info.st_size;
    if (!hash_file(fd, *size, checksum, &error))
        return refuse(why, "content", "%s: it cannot be read to its end: %s; is it being saved?", path,
                      error->message);
    return object_intact(repo, OSTREE_OBJECT_TYPE_FILE, checksum) ||
           write_whole_file(repo, fd, *size, path, checksum, why);
}

/* --- the whole --- */

struct commit {
    OstreeRepo *repo;
    OstreeMutableTree *root;
    char meta[DEPOT_CHECKSUM]; /* of every folder's permissions */
    struct refusal *why;
};

static bool write_meta(struct commit *commit)
{
    g_autoptr(GError) error = NULL;
    g_autofree guchar *found = NULL;
    g_autoptr(GFileInfo) info = g_file_info_new();
    g_file_info_set_file_type(info, G_FILE_TYPE_DIRECTORY);
    g_file_info_set_attribute_uint32(info, "unix::uid", 0);
    g_file_info_set_attribute_uint32(info, "unix::gid", 0);
    g_file_info_set_attribute_uint32(info, "unix::mode", OBJECT_FOLDER_MODE);
    g_autoptr(GVariant) meta = g_variant_ref_sink(ostree_create_directory_metadata(info, NULL));
    if (!ostree_repo_write_metadata(commit->repo, OSTREE_OBJECT_TYPE_DIR_META, NULL, meta, &found, NULL,
                                    &error))
        return object_refuse(commit->why, "repository", "writing the commit", error);
    ostree_checksum_inplace_from_bytes(found, commit->meta);
    ostree_mutable_tree_set_metadata_checksum(commit->root, commit->meta);
    return true;
}

/* The folder that a file lies in. libostree has a function for that too; it leaks. */
static OstreeMutableTree *parent_of(struct commit *commit, const char *path, GError **error)
{
    g_autoptr(OstreeMutableTree) folder = g_object_ref(commit->root);
    for (const char *slash; (slash = strchr(path, '/')); path = slash + 1) {
        g_autofree char *name = g_strndup(path, (gsize)(slash - path));
        OstreeMutableTree *below = NULL;
        if (!ostree_mutable_tree_ensure_dir(folder, name, &below, error))
            return NULL;
        g_object_unref(folder);
        folder = below;
        ostree_mutable_tree_set_metadata_checksum(folder, commit->meta);
    }
    return g_steal_pointer(&folder);
}

static bool add(struct commit *commit, int folder, const char *path, uint64_t *size)
{
    struct err err;
    AUTO_CLOSE int fd = file_open_below(folder, path, &err);
    if (fd < 0)
        return refuse(commit->why, "content", "%s", err.text);
    char checksum[DEPOT_CHECKSUM];
    g_autoptr(GError) error = NULL;
    if (!store_file(commit->repo, fd, path, checksum, size, commit->why))
        return false;
    g_autoptr(OstreeMutableTree) parent = parent_of(commit, path, &error);
    if (!parent || !ostree_mutable_tree_replace_file(
                       parent, strrchr(path, '/') ? strrchr(path, '/') + 1 : path, checksum, &error))
        return object_refuse(commit->why, "repository", path, error);
    return true;
}

/* No times, no parent, no words: the same content is the same commit. When and by whom is said by the signed
 * statement. */
static bool write_commit(struct commit *commit, char checksum[DEPOT_CHECKSUM])
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GFile) root = NULL;
    g_autofree char *made = NULL;
    if (!ostree_repo_write_mtree(commit->repo, commit->root, &root, NULL, &error) ||
        !ostree_repo_write_commit_with_time(commit->repo, NULL, NULL, NULL, NULL, OSTREE_REPO_FILE(root), 0,
                                            &made, NULL, &error))
        return object_refuse(commit->why, "repository", "writing the commit", error);
    g_strlcpy(checksum, made, DEPOT_CHECKSUM);
    return true;
}

static bool add_all(struct commit *commit, const char *content, const struct found *found,
                    depot_progress_fn *progress, void *arg)
{
    struct err err;
    AUTO_CLOSE int folder = file_open_folder(content, &err);
    if (folder < 0)
        return refuse(commit->why, "content", "%s", err.text);
    struct depot_progress done = {.bytes_total = found->bytes, .objects_total = found->paths->len};
    for (guint i = 0; i < found->paths->len; i++) {
        uint64_t size = 0;
        if (!add(commit, folder, found->paths->pdata[i], &size))
            return false;
        done.bytes += size;
        done.objects++;
        if (progress)
            progress(arg, &done);
    }
    return true;
}

bool depot_commit(struct depot *depot, const char *content, char checksum[DEPOT_CHECKSUM],
                  depot_progress_fn *progress, void *arg, struct refusal *why)
{
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    struct found found = {.paths = paths, .why = why};
    if (!folder_walk(content, find, &found, why))
        return false;
    if (paths->len == 0)
        return refuse(why, "content", "%s: the folder is empty; is it the right one?", content);
    g_autoptr(OstreeMutableTree) root = ostree_mutable_tree_new();
    struct commit commit = {.repo = depot->repo, .root = root, .why = why};
    return repository_begin(depot->repo, why) && write_meta(&commit) &&
           add_all(&commit, content, &found, progress, arg) && write_commit(&commit, checksum) &&
           repository_commit(depot->repo, why);
}
