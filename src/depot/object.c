#include "depot/object.h"

#include "base/str.h"

#include <errno.h>
#include <gio/gunixinputstream.h>
#include <string.h>
#include <unistd.h>

struct object_path object_path(OstreeObjectType type, const char *checksum)
{
    const char *suffix = type == OSTREE_OBJECT_TYPE_FILE ? "filez" : ostree_object_type_to_string(type);
    struct object_path path;
    g_snprintf(path.text, sizeof path.text, "repo/objects/%.2s/%s.%s", checksum, checksum + 2, suffix);
    return path;
}

struct object_label object_label(OstreeObjectType type, const char *checksum)
{
    struct object_label label;
    g_snprintf(label.text, sizeof label.text, "object %.12s\xe2\x80\xa6.%s", checksum,
               ostree_object_type_to_string(type));
    return label;
}

bool object_refuse(struct refusal *why, const char *code, const char *doing, const GError *error)
{
    if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
        return refuse(why, "space", "%s: the disk is full; make room on it", doing);
    return refuse(why, code, "%s: %s; look at permissions and disk, and try again", doing, error->message);
}

bool object_name_ok(const char *name)
{
    size_t length = strlen(name);
    if (length == 0 || length > 255 || strchr(".< ", name[0]) || !utf8_valid(name, length, NULL))
        return false;
    for (const char *at = name; *at; at++)
        if ((unsigned char)*at < ' ' || *at == '/' || *at == '\x7f')
            return false;
    return true;
}

void object_checksum(GVariant *bytes, char checksum[DEPOT_CHECKSUM])
{
    ostree_checksum_inplace_from_bytes(ostree_checksum_bytes_peek(bytes), checksum);
}

/* Names of one of a folder's two lists; they rise, so that none is there twice. */
static bool names_ok(GVariant *list)
{
    const char *last = "";
    for (gsize i = 0; i < g_variant_n_children(list); i++) {
        g_autoptr(GVariant) entry = g_variant_get_child_value(list, i);
        g_autoptr(GVariant) value = g_variant_get_child_value(entry, 0);
        const char *name = g_variant_get_string(value, NULL); /* lives in list's bytes */
        if (!object_name_ok(name) || strcmp(last, name) >= 0)
            return false;
        last = name;
    }
    return true;
}

/* Both lists are sorted: one walk along them finds a name that is in both. */
static bool lists_disjoint(GVariant *files, GVariant *folders)
{
    gsize i = 0, j = 0;
    while (i < g_variant_n_children(files) && j < g_variant_n_children(folders)) {
        const char *file, *folder;
        g_variant_get_child(files, i, "(&s@ay)", &file, NULL);
        g_variant_get_child(folders, j, "(&s@ay@ay)", &folder, NULL, NULL);
        int order = strcmp(file, folder);
        if (order == 0)
            return false;
        i += order < 0;
        j += order > 0;
    }
    return true;
}

bool object_check_tree(GVariant *tree, const char *checksum, struct refusal *why)
{
    g_autoptr(GError) error = NULL;
    if (!ostree_validate_structureof_dirtree(tree, &error))
        return refuse(why, "object", "%s: it is no list of a folder: %s; publish again",
                      object_label(OSTREE_OBJECT_TYPE_DIR_TREE, checksum).text, error->message);
    g_autoptr(GVariant) files = g_variant_get_child_value(tree, 0);
    g_autoptr(GVariant) folders = g_variant_get_child_value(tree, 1);
    if (!names_ok(files) || !names_ok(folders) || !lists_disjoint(files, folders))
        return refuse(why, "object",
                      "%s: a folder of the commit has names that content cannot have; publish again",
                      object_label(OSTREE_OBJECT_TYPE_DIR_TREE, checksum).text);
    return true;
}

static bool check_dirmeta(GVariant *meta, const char *checksum, struct refusal *why)
{
    g_autoptr(GVariant) attributes = NULL;
    guint32 uid = 0, gid = 0, mode = 0;
    g_variant_get(meta, "(uuu@a(ayay))", &uid, &gid, &mode, &attributes);
    if (uid != 0 || gid != 0 || GUINT32_FROM_BE(mode) != OBJECT_FOLDER_MODE ||
        g_variant_n_children(attributes) != 0)
        return refuse(
            why, "object",
            "%s: a folder of the commit has an owner, permissions or attributes of its own; publish again",
            object_label(OSTREE_OBJECT_TYPE_DIR_META, checksum).text);
    return true;
}

static bool hash_is(const void *bytes, size_t length, const char *checksum)
{
    g_autofree char *found = g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes, length);
    return strcmp(found, checksum) == 0;
}

bool object_read(OstreeObjectType type, const char *checksum, const void *bytes, size_t length,
                 GVariant **object, struct refusal *why)
{
    const struct object_label label = object_label(type, checksum);
    if (!hash_is(bytes, length, checksum))
        return refuse(why, "object", "%s: its bytes are not those that were published; publish again",
                      label.text);
    const GVariantType *form = type == OSTREE_OBJECT_TYPE_COMMIT     ? OSTREE_COMMIT_GVARIANT_FORMAT
                               : type == OSTREE_OBJECT_TYPE_DIR_TREE ? OSTREE_TREE_GVARIANT_FORMAT
                                                                     : OSTREE_DIRMETA_GVARIANT_FORMAT;
    g_autoptr(GBytes) copy = g_bytes_new(bytes, length);
    g_autoptr(GVariant) value = g_variant_ref_sink(g_variant_new_from_bytes(form, copy, FALSE));
    g_autoptr(GError) error = NULL;
    bool ok = type == OSTREE_OBJECT_TYPE_COMMIT     ? ostree_validate_structureof_commit(value, &error)
              : type == OSTREE_OBJECT_TYPE_DIR_META ? ostree_validate_structureof_dirmeta(value, &error)
                                                    : true;
    if (!ok || !g_variant_is_normal_form(value))
        return refuse(why, "object", "%s: it is not well-formed: %s; publish again", label.text,
                      error ? error->message : "the bytes are in disorder");
    if (type == OSTREE_OBJECT_TYPE_DIR_TREE && !object_check_tree(value, checksum, why))
        return false;
    if (type == OSTREE_OBJECT_TYPE_DIR_META && !check_dirmeta(value, checksum, why))
        return false;
    *object = g_steal_pointer(&value);
    return true;
}

/* What a compressed file says of itself, and a stream of what its checksum is taken of: a header and the
 * content. */
struct opened {
    uint64_t size;
    GInputStream *stream;
    guint64 length;
};

static bool open_file(int fd, uint64_t stored, struct opened *opened, GError **error)
{
    if (lseek(fd, 0, SEEK_SET) < 0) {
        g_set_error_literal(error, G_IO_ERROR, (gint)g_io_error_from_errno(errno), g_strerror(errno));
        return false;
    }
    g_autoptr(GInputStream) raw = g_unix_input_stream_new(fd, FALSE);
    g_autoptr(GInputStream) content = NULL;
    g_autoptr(GFileInfo) info = NULL;
    g_autoptr(GVariant) attributes = NULL;
    if (!ostree_content_stream_parse(TRUE, raw, stored, FALSE, &content, &info, &attributes, NULL, error))
        return false;
    if (!content || g_file_info_get_attribute_uint32(info, "unix::mode") != OBJECT_FILE_MODE ||
        g_file_info_get_attribute_uint32(info, "unix::uid") != 0 ||
        g_file_info_get_attribute_uint32(info, "unix::gid") != 0 || g_variant_n_children(attributes) != 0 ||
        g_file_info_get_size(info) < 0) {
        g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                            "it is no regular file, or has an owner, permissions or attributes of its own");
        return false;
    }
    opened->size = (uint64_t)g_file_info_get_size(info);
    return ostree_raw_file_to_content_stream(content, info, attributes, &opened->stream, &opened->length,
                                             NULL, error);
}

bool object_hash(GInputStream *stream, guint64 length, char checksum[DEPOT_CHECKSUM], GError **error)
{
    g_autoptr(GChecksum) hash = g_checksum_new(G_CHECKSUM_SHA256);
    guint64 seen = 0;
    for (;;) {
        guchar block[1 << 14];
        gssize got = g_input_stream_read(stream, block, sizeof block, NULL, error);
        if (got < 0)
            return false;
        seen += (guint64)got;
        if (got == 0 || seen > length)
            break; /* what is packed may unpack to anything */
        g_checksum_update(hash, block, got);
    }
    g_strlcpy(checksum, g_checksum_get_string(hash), DEPOT_CHECKSUM);
    if (seen == length)
        return true;
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "it is longer or shorter than it says");
    return false;
}

bool object_check_file(int fd, uint64_t stored, const char *checksum, uint64_t most, uint64_t *size,
                       struct refusal *why)
{
    const struct object_label label = object_label(OSTREE_OBJECT_TYPE_FILE, checksum);
    struct opened opened = {0};
    g_autoptr(GError) error = NULL;
    if (!open_file(fd, stored, &opened, &error))
        return refuse(why, "object", "%s: %s; publish again", label.text, error->message);
    g_autoptr(GInputStream) stream = opened.stream;
    if (opened.size > most)
        return refuse(why, "too-large",
                      "%s: it has %" G_GUINT64_FORMAT " bytes, and the statement leaves %" G_GUINT64_FORMAT
                      "; publish again",
                      label.text, (guint64)opened.size, (guint64)most);
    char found[DEPOT_CHECKSUM];
    if (!object_hash(stream, opened.length, found, &error))
        return refuse(why, "object", "%s: %s; publish again", label.text, error->message);
    if (strcmp(found, checksum) != 0)
        return refuse(why, "object", "%s: its bytes are not those that were published; publish again",
                      label.text);
    *size = opened.size;
    return true;
}

bool object_store_file(OstreeRepo *repo, int fd, uint64_t stored, const char *checksum, struct refusal *why)
{
    struct opened opened = {0};
    g_autoptr(GError) error = NULL;
    if (!open_file(fd, stored, &opened, &error))
        return object_refuse(why, "repository", "storing a file", error);
    g_autoptr(GInputStream) stream = opened.stream;
    g_autofree guchar *found = NULL;
    return ostree_repo_write_content(repo, checksum, stream, opened.length, &found, NULL, &error) ||
           object_refuse(why, "repository", "storing a file", error);
}

bool object_intact(OstreeRepo *repo, OstreeObjectType type, const char *checksum)
{
    gboolean there = FALSE;
    if (!ostree_repo_has_object(repo, type, checksum, &there, NULL, NULL) || !there)
        return false;
    if (ostree_repo_fsck_object(repo, type, checksum, NULL, NULL))
        return true;
    (void)ostree_repo_delete_object(repo, type, checksum, NULL, NULL);
    return false;
}

bool object_size(OstreeRepo *repo, OstreeObjectType type, const char *checksum, uint64_t *size,
                 struct refusal *why)
{
    g_autoptr(GVariant) object = NULL;
    g_autoptr(GFileInfo) info = NULL;
    g_autoptr(GError) error = NULL;
    if (OSTREE_OBJECT_TYPE_IS_META(type)
            ? !ostree_repo_load_variant(repo, type, checksum, &object, &error)
            : !ostree_repo_load_file(repo, checksum, NULL, &info, NULL, NULL, &error))
        return object_refuse(why, "object", object_label(type, checksum).text, error);
    *size = object ? g_variant_get_size(object) : (uint64_t)g_file_info_get_size(info);
    return true;
}
