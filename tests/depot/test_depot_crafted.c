/* Commits that no honest publisher makes: every object has its right name, and still a kiosk does not take
 * them. */
#include "place.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

static struct place place;

struct name {
    unsigned char bytes[32];
};

/* Writes an object under the name that its hash gives it. */
static struct name put(const char *suffix, const void *hashed, size_t hashed_length, const void *stored,
                       size_t length)
{
    struct name name;
    char path[PATH_SIZE];
    gsize size = sizeof name.bytes;
    GChecksum *hash = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(hash, hashed, (gssize)hashed_length);
    const char *text = g_checksum_get_string(hash);
    snprintf(path, sizeof path, "repo/objects/%.2s/%s.%s", text, text + 2, suffix);
    write_file(place.publication, path, stored, length);
    if (strcmp(suffix, "commit") == 0)
        strcpy(place.commit, text);
    g_checksum_free(hash);
    hash = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(hash, hashed, (gssize)hashed_length);
    g_checksum_get_digest(hash, name.bytes, &size);
    g_checksum_free(hash);
    return name;
}

static struct name put_value(const char *suffix, GVariant *value)
{
    g_variant_ref_sink(value);
    const struct name name = put(suffix, g_variant_get_data(value), g_variant_get_size(value),
                                 g_variant_get_data(value), g_variant_get_size(value));
    g_variant_unref(value);
    return name;
}

static GVariant *bytes_of(const struct name *name)
{
    return g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, name->bytes, sizeof name->bytes, 1);
}

static GVariant *attributes(bool some)
{
    GVariantBuilder builder;
    g_variant_builder_init(&builder, G_VARIANT_TYPE("a(ayay)"));
    if (some)
        g_variant_builder_add(&builder, "(^ay^ay)", "user.x", "y");
    return g_variant_builder_end(&builder);
}

/* A header as OSTree writes it: its size, four bytes of nothing, itself. */
static size_t put_header(unsigned char *out, GVariant *header)
{
    g_variant_ref_sink(header);
    const size_t size = g_variant_get_size(header);
    memset(out, 0, 8);
    out[2] = (unsigned char)(size >> 8);
    out[3] = (unsigned char)size;
    memcpy(out + 8, g_variant_get_data(header), size);
    g_variant_unref(header);
    return 8 + size;
}

/* A file or link with any owner, mode and size that it says it has. */
static struct name put_file(guint32 uid, guint32 mode, const char *link, bool with_attributes, guint64 says)
{
    static const unsigned char content[] = "format: 1\n";
    const size_t length = link[0] ? 0 : sizeof content - 1;
    unsigned char hashed[512], stored[512];
    size_t hashed_length =
        put_header(hashed, g_variant_new("(uuuus@a(ayay))", GUINT32_TO_BE(uid), GUINT32_TO_BE(0),
                                         GUINT32_TO_BE(mode), 0, link, attributes(with_attributes)));
    memcpy(hashed + hashed_length, content, length);
    hashed_length += length;
    size_t stored_length = put_header(
        stored, g_variant_new("(tuuuus@a(ayay))", GUINT64_TO_BE(says), GUINT32_TO_BE(uid), GUINT32_TO_BE(0),
                              GUINT32_TO_BE(mode), 0, link, attributes(with_attributes)));
    if (!link[0]) {
        z_stream stream = {.next_in = (unsigned char *)(uintptr_t)content,
                           .avail_in = (unsigned)length,
                           .next_out = stored + stored_length,
                           .avail_out = (unsigned)(sizeof stored - stored_length)};
        assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY), Z_OK);
        assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
        stored_length = sizeof stored - stream.avail_out;
        deflateEnd(&stream);
    }
    return put("filez", hashed, hashed_length, stored, stored_length);
}

static struct name good_file(void)
{
    return put_file(0, S_IFREG | 0644, "", false, 10);
}

static struct name put_meta(guint32 uid, guint32 mode, bool with_attributes)
{
    return put_value("dirmeta", g_variant_new("(uuu@a(ayay))", GUINT32_TO_BE(uid), GUINT32_TO_BE(0),
                                              GUINT32_TO_BE(mode), attributes(with_attributes)));
}

static struct name good_meta(void)
{
    return put_meta(0, S_IFDIR | 0755, false);
}

/* A folder of files and folders that are all the same one; names end with NULL. */
static struct name put_tree(const char *const *files, const struct name *file, const char *const *folders,
                            const struct name *folder)
{
    const struct name meta = good_meta();
    GVariantBuilder file_list, folder_list;
    g_variant_builder_init(&file_list, G_VARIANT_TYPE("a(say)"));
    g_variant_builder_init(&folder_list, G_VARIANT_TYPE("a(sayay)"));
    for (; files && *files; files++)
        g_variant_builder_add(&file_list, "(s@ay)", *files, bytes_of(file));
    for (; folders && *folders; folders++)
        g_variant_builder_add(&folder_list, "(s@ay@ay)", *folders, bytes_of(folder), bytes_of(&meta));
    return put_value("dirtree", g_variant_new("(a(say)a(sayay))", &file_list, &folder_list));
}

static void put_commit(const struct name *tree, const struct name *meta)
{
    put_value("commit", g_variant_new("(@a{sv}@ay@a(say)sst@ay@ay)",
                                      g_variant_new_array(G_VARIANT_TYPE("{sv}"), NULL, 0),
                                      g_variant_new_array(G_VARIANT_TYPE_BYTE, NULL, 0),
                                      g_variant_new_array(G_VARIANT_TYPE("(say)"), NULL, 0), "", "",
                                      (guint64)0, bytes_of(tree), bytes_of(meta)));
}

static void commit_tree(struct name tree)
{
    const struct name meta = good_meta();
    put_commit(&tree, &meta);
}

static void commit_file(struct name file)
{
    commit_tree(put_tree((const char *const[]){"lobby.yaml", NULL}, &file, NULL, NULL));
}

static void commit_names(const char *first, const char *second)
{
    const struct name file = good_file();
    commit_tree(put_tree((const char *const[]){first, second, NULL}, &file, NULL, NULL));
}

/* --- what is crafted --- */

static void honest(void)
{
    commit_file(good_file());
}

static void a_link(void)
{
    commit_file(put_file(0, S_IFLNK | 0777, "/etc/passwd", false, 0));
}

static void a_program(void)
{
    commit_file(put_file(0, S_IFREG | 0755, "", false, 10));
}

static void a_setuid_program(void)
{
    commit_file(put_file(0, S_IFREG | 04644, "", false, 10));
}

static void a_device(void)
{
    commit_file(put_file(0, S_IFCHR | 0644, "", false, 10));
}

static void somebody_elses_file(void)
{
    commit_file(put_file(1000, S_IFREG | 0644, "", false, 10));
}

static void a_file_with_attributes(void)
{
    commit_file(put_file(0, S_IFREG | 0644, "", true, 10));
}

static void a_file_that_says_less(void)
{
    commit_file(put_file(0, S_IFREG | 0644, "", false, 3));
}

static void a_file_that_says_more(void)
{
    commit_file(put_file(0, S_IFREG | 0644, "", false, 11));
}

static void a_file_of_negative_size(void)
{
    commit_file(put_file(0, S_IFREG | 0644, "", false, UINT64_MAX));
}

static void an_open_folder(void)
{
    const struct name file = good_file();
    const struct name tree = put_tree((const char *const[]){"a", NULL}, &file, NULL, NULL);
    const struct name meta = put_meta(0, S_IFDIR | 0777, false);
    put_commit(&tree, &meta);
}

static void somebody_elses_folder(void)
{
    const struct name file = good_file();
    const struct name tree = put_tree((const char *const[]){"a", NULL}, &file, NULL, NULL);
    const struct name meta = put_meta(7, S_IFDIR | 0755, false);
    put_commit(&tree, &meta);
}

static void a_folder_with_attributes(void)
{
    const struct name file = good_file();
    const struct name tree = put_tree((const char *const[]){"a", NULL}, &file, NULL, NULL);
    const struct name meta = put_meta(0, S_IFDIR | 0755, true);
    put_commit(&tree, &meta);
}

static void up(void)
{
    commit_names("..", NULL);
}

static void here(void)
{
    commit_names(".", NULL);
}

static void hidden(void)
{
    commit_names(".bashrc", NULL);
}

static void nameless(void)
{
    commit_names("", NULL);
}

static void a_path(void)
{
    commit_names("a/../../b", NULL);
}

static void an_absolute_path(void)
{
    commit_names("/etc/cron.d/x", NULL);
}

static void a_control_character(void)
{
    commit_names("a\033[2J", NULL);
}

static void the_same_name_twice(void)
{
    commit_names("a", "a");
}

static void names_in_disorder(void)
{
    commit_names("b", "a");
}

static void a_file_that_is_a_folder_too(void)
{
    const struct name file = good_file();
    const struct name below = put_tree((const char *const[]){"b", NULL}, &file, NULL, NULL);
    commit_tree(put_tree((const char *const[]){"a", NULL}, &file, (const char *const[]){"a", NULL}, &below));
}

static void a_tree_where_a_file_should_be(void)
{
    const struct name file = good_file();
    const struct name tree = put_tree((const char *const[]){"b", NULL}, &file, NULL, NULL);
    commit_file(tree);
}

static void folders_that_multiply(void)
{
    const struct name file = good_file();
    struct name tree = put_tree((const char *const[]){"a", NULL}, &file, NULL, NULL);
    for (int i = 0; i < 30; i++)
        tree = put_tree(NULL, NULL, (const char *const[]){"a", "b", NULL}, &tree);
    commit_tree(tree);
}

static void folders_too_deep(void)
{
    const struct name file = good_file();
    struct name tree = put_tree((const char *const[]){"a", NULL}, &file, NULL, NULL);
    for (int i = 0; i < DEPOT_DEPTH; i++)
        tree = put_tree(NULL, NULL, (const char *const[]){"a", NULL}, &tree);
    commit_tree(tree);
}

static void too_many_names(void)
{
    static char texts[DEPOT_ENTRIES + 1][8];
    static const char *names[DEPOT_ENTRIES + 2];
    const struct name file = good_file();
    for (int i = 0; i <= DEPOT_ENTRIES; i++) {
        snprintf(texts[i], sizeof texts[i], "%07d", i);
        names[i] = texts[i];
    }
    commit_tree(put_tree(names, &file, NULL, NULL));
}

static void a_commit_of_noise(void)
{
    static const unsigned char noise[] = "not at all a commit, and of an odd length";
    put("commit", noise, sizeof noise, noise, sizeof noise);
}

static void a_folder_of_noise(void)
{
    static const unsigned char noise[] = "\x01\x02\x03\xff\xff\xff\xff\xff";
    commit_tree(put("dirtree", noise, sizeof noise, noise, sizeof noise));
}

static void permissions_of_noise(void)
{
    static const unsigned char noise[] = "xyz";
    const struct name file = good_file();
    const struct name tree = put_tree((const char *const[]){"a", NULL}, &file, NULL, NULL);
    const struct name meta = put("dirmeta", noise, sizeof noise, noise, sizeof noise);
    put_commit(&tree, &meta);
}

/* A checksum in a folder's list that is three bytes long. */
static void a_short_checksum(void)
{
    GVariantBuilder files;
    g_variant_builder_init(&files, G_VARIANT_TYPE("a(say)"));
    g_variant_builder_add(&files, "(s@ay)", "a", g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, "abc", 3, 1));
    commit_tree(put_value("dirtree", g_variant_new("(a(say)@a(sayay))", &files,
                                                   g_variant_new_array(G_VARIANT_TYPE("(sayay)"), NULL, 0))));
}

#define CASE(function, code)                                                                                 \
    {                                                                                                        \
#function, function, code                                                                            \
    }
static const struct {
    const char *shows;
    void (*craft)(void);
    const char *code;
} cases[] = {
    CASE(honest, NULL),
    CASE(a_link, "object"),
    CASE(a_program, "object"),
    CASE(a_setuid_program, "object"),
    CASE(a_device, "object"),
    CASE(somebody_elses_file, "object"),
    CASE(a_file_with_attributes, "object"),
    CASE(a_file_that_says_less, "object"),
    CASE(a_file_that_says_more, "object"),
    CASE(a_file_of_negative_size, "object"),
    CASE(an_open_folder, "object"),
    CASE(somebody_elses_folder, "object"),
    CASE(a_folder_with_attributes, "object"),
    CASE(up, "object"),
    CASE(here, "object"),
    CASE(hidden, "object"),
    CASE(nameless, "object"),
    CASE(a_path, "object"),
    CASE(an_absolute_path, "object"),
    CASE(a_control_character, "object"),
    CASE(the_same_name_twice, "object"),
    CASE(names_in_disorder, "object"),
    CASE(a_file_that_is_a_folder_too, "object"),
    CASE(a_tree_where_a_file_should_be, "not-found"),
    CASE(folders_that_multiply, "too-large"),
    CASE(folders_too_deep, "too-large"),
    CASE(too_many_names, "too-large"),
    CASE(a_commit_of_noise, "object"),
    CASE(a_folder_of_noise, "object"),
    CASE(permissions_of_noise, "object"),
    CASE(a_short_checksum, "object"),
};

static void no_crafted_commit_is_taken(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        print_message("%s\n", cases[i].shows);
        place_create(&place);
        cases[i].craft();
        struct depot_pull task = place_task(&place, place.publication);
        struct depot_pulled pulled;
        struct refusal why = {0};
        char folder[PATH_SIZE];
        task.bytes = 100 << 20;
        task.objects = 100000;
        path_join(folder, place.state, "1");
        const bool ok = depot_pull(&task, &pulled, &why);
        if (cases[i].code) {
            refused(ok, &why, cases[i].code);
            refused(depot_checkout(place.repo, place.commit, folder, &why), &why, "object");
        } else {
            accepted(ok, &why);
            accepted(depot_checkout(place.repo, place.commit, folder, &why), &why);
        }
        place_remove(&place);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_crafted_commit_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
