#include "cases.h"

#include "images.h"
#include "measure.h"

#include <assert.h>

const struct hostile_table *const hostile_tables[] = {&cases_yaml, &cases_texts, &cases_files, &cases_fakes,
                                                      &cases_png,  &cases_jpeg,  &cases_webp};
const size_t hostile_n_tables = sizeof hostile_tables / sizeof hostile_tables[0];

void cases_picture(const struct folder *folder, const struct bytes *bytes)
{
    folder_write(folder, "images/picture.png", bytes->at, bytes->length);
}

void cases_folder(const struct folder *folder)
{
    static const struct png png = {64, 36, 8, PNG_RGB, false};
    struct bytes picture = {0};
    png_make(&picture, &png, true);
    cases_picture(folder, &picture);
    bytes_finish(&picture);
    folder_write_text(folder, "lobby.yaml",
                      "format: 1\nname: Lobby\nslideshow:\n  order: [welcome]\nmenu:\n  pages: [about]\n");
    folder_write_text(folder, "slides/welcome.yaml",
                      "layout: photo\ntitle: Welcome\nimage: {file: images/picture.png, alt: The sky}\n"
                      "opens: page:about\n");
    folder_write_text(
        folder, "pages/about.yaml",
        "title: About\nsummary: Words\nbody: about.md\ncontact: {name: Desk, phone: 555-0100}\n");
    folder_write_text(folder, "pages/about.md", "Words about words.\n");
}

void cases_write(const struct folder *folder, const struct hostile_case *row)
{
    cases_folder(folder);
    cases_apply(folder, row);
}

void cases_apply(const struct folder *folder, const struct hostile_case *row)
{
    struct bytes bytes = {0};
    if (row->picture) {
        row->picture(&bytes);
        cases_picture(folder, &bytes);
    }
    if (row->file) {
        bytes.length = 0;
        bytes_add(&bytes, row->head.bytes, row->head.length);
        bytes_repeat(&bytes, row->unit.bytes, row->unit.length, row->times);
        bytes_add(&bytes, row->tail.bytes, row->tail.length);
        folder_write(folder, row->file, bytes.at, bytes.length);
    }
    if (row->make)
        row->make(folder, row);
    bytes_finish(&bytes);
}

struct writing {
    const struct folder *folder;
    const struct hostile_case *row;
};

static void write_row(void *shared, const void *user)
{
    const struct writing *writing = user;
    (void)shared;
    cases_write(writing->folder, writing->row);
}

void cases_write_apart(const struct folder *folder, const struct hostile_case *row)
{
    enum { SECONDS_MAX = 30 };
    struct writing writing = {folder, row};
    bool written = apart(write_row, &writing, sizeof writing, &writing, SECONDS_MAX, NULL);
    assert(written);
}
