#include "kit.h"

#include "base/file.h"
#include "paint/png.h"
#include "proof/proof.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static const struct kit_file good[] = {
    {"lobby.yaml", "format: 1\nname: Lobby\nlanguages: [en, es]\n"},
    {"slides/welcome.yaml", "layout: statement\ntitle: Welcome\n"},
    {"pages/about.yaml", "title: About us\nbody: |\n  Words.\n"},
};

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

/* Breaks the data of a whole file in its middle. */
static void tear(char *bytes, size_t length)
{
    memset(bytes + length / 2, 0, length / 8);
}

static void write_png(const struct folder *folder, const struct kit_file *file)
{
    enum { W = 480, H = 270 };
    char path[256];
    struct err err;
    static uint8_t rgb[W * H * 3];
    bool torn = strcmp(file->text, "torn") == 0;
    memset(rgb, strcmp(file->text, "white") == 0 ? 255 : 20, sizeof rgb);
    for (size_t i = 0; torn && i < sizeof rgb; i++)
        rgb[i] = (uint8_t)(i * i >> 4); /* something that does not shrink to nothing */
    folder_write(folder, file->name, "", 0);
    snprintf(path, sizeof path, "%s/%s", folder->path, file->name);
    assert_true(png_write(path, rgb, W, H, &err));
    if (!torn)
        return;
    AUTO_FREE char *bytes = NULL;
    size_t length;
    assert_true(file_read(path, 1 << 24, &bytes, &length, &err));
    tear(bytes, length);
    folder_write(folder, file->name, bytes, length);
}

/* One of the pictures that are shipped, torn. */
static void write_jpeg(const struct folder *folder, const struct kit_file *file)
{
    AUTO_FREE char *bytes = NULL;
    size_t length;
    struct err err;
    assert_true(file_read(LOBBY_SOURCE_DIR "/content/images/dawn.jpg", 1 << 24, &bytes, &length, &err));
    if (strcmp(file->text, "torn") == 0)
        tear(bytes, length);
    folder_write(folder, file->name, bytes, length);
}

static void write_file(const struct folder *folder, const struct kit_file *file)
{
    if (ends_with(file->name, ".png"))
        write_png(folder, file);
    else if (ends_with(file->name, ".jpg"))
        write_jpeg(folder, file);
    else
        folder_write_text(folder, file->name, file->text);
}

void kit_folder(struct folder *folder, const struct kit_file *files)
{
    folder_create(folder);
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        write_file(folder, &good[i]);
    for (size_t i = 0; i < KIT_FILES && files[i].name; i++)
        write_file(folder, &files[i]);
}

static struct content *load(const struct folder *folder, struct diag_list *diags)
{
    assert_non_null(diags);
    struct content *content = content_load(folder->path, diags);
    if (!content)
        diag_print(diags, stderr, "");
    assert_non_null(content);
    return content;
}

struct content *kit_load(const struct folder *folder)
{
    struct diag_list *diags = diag_list_create();
    struct content *content = load(folder, diags);
    diag_list_destroy(diags);
    return content;
}

char *kit_said(const struct folder *folder)
{
    struct diag_list *diags = diag_list_create();
    struct proof proof = {.content = load(folder, diags),
                          .clock = {.now = {2026, 9, 7, 10, 0, 0}, .trusted = true},
                          .sizes = proof_sizes,
                          .n_sizes = proof_sizes_count};
    struct err err;
    if (!proof_run(&proof, diags, &err))
        fail_msg("%s", err.text);
    content_unref(proof.content);
    char *said = NULL;
    size_t length;
    FILE *out = open_memstream(&said, &length);
    assert_non_null(out);
    diag_print(diags, out, "");
    fclose(out);
    diag_list_destroy(diags);
    return said;
}

void kit_check(const struct kit_case *cases, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        struct folder folder;
        kit_folder(&folder, cases[i].files);
        char *said = kit_said(&folder);
        if (strcmp(said, cases[i].expect) != 0) {
            print_error("%s: it said\n%sinstead of\n%s", cases[i].shows, said, cases[i].expect);
            wrong++;
        }
        free(said);
        folder_remove(&folder);
    }
    assert_int_equal(wrong, 0);
}
