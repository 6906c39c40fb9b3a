/* Ten thousand folders, each with one file that is damaged: they are loaded or refused; what is loaded is
 * laid out. */
#include "bytes.h"
#include "folder.h"
#include "herd.h"
#include "images.h"
#include "mutate.h"

#include "content/content.h"
#include "fake_fonts.h"
#include "ui/view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const files[] = {
    "lobby.yaml",     "slides/welcome.yaml", "slides/ranks.yaml", "slides/count.yaml", "pages/about.yaml",
    "pages/zoo.yaml", "pages/zoo.en.md",     "pages/zoo.es.md",   "notice.yaml",       "words/es.yaml"};
enum { N_FILES = sizeof files / sizeof files[0] };

static struct folder folder;
static struct bytes seeds[N_FILES];
static struct diag_list *diags;
static struct fonts *fonts;
static struct view *view;

static void write_file(size_t which, const struct bytes *bytes)
{
    folder_write(&folder, files[which], bytes->at, bytes->length);
}

static void write_pictures(void)
{
    static const struct png png = {64, 36, 8, PNG_RGB, false};
    static const struct jpeg jpeg = {.width = 48, .height = 48, .quality = 80, .noise = 60};
    struct bytes bytes = {0};
    png_make(&bytes, &png, true);
    folder_write(&folder, "images/sky.png", bytes.at, bytes.length);
    jpeg_make(&bytes, &jpeg);
    folder_write(&folder, "images/sky.jpg", bytes.at, bytes.length);
    bytes_finish(&bytes);
}

static void begin(void)
{
    folder_create(&folder);
    write_pictures();
    for (size_t i = 0; i < N_FILES; i++) {
        char path[64];
        snprintf(path, sizeof path, "seeds/content/%s", files[i]);
        bytes_load(&seeds[i], path);
        write_file(i, &seeds[i]);
    }
    fonts = fake_fonts_create();
    view = view_create(fonts, NULL, NULL);
    assert_non_null(view);
    view_set_size(view, 800, 480, 10);
}

static void end(void)
{
    view_destroy(view);
    fake_fonts_destroy(fonts);
    for (size_t i = 0; i < N_FILES; i++)
        bytes_finish(&seeds[i]);
    folder_remove(&folder);
}

static void lay_out(struct content *content, enum view_kind kind, size_t index, size_t lang)
{
    struct ui_world world = {.content = content};
    struct frame frame;
    unsigned screens;
    if (!view_still(view, kind, index, lang, 0, &world, &frame, &screens))
        abort();
}

static void lay_out_all(struct content *content)
{
    view_set_content(view, content);
    for (size_t lang = 0; lang < content->n_langs; lang++) {
        for (size_t i = 0; i < content->n_slides; i++)
            lay_out(content, VIEW_SLIDE, i, lang);
        for (size_t i = 0; i < content->n_pages; i++)
            lay_out(content, VIEW_PAGE, i, lang);
        lay_out(content, VIEW_MENU, 0, lang);
        lay_out(content, VIEW_STILL, 0, lang);
    }
    view_set_content(view, NULL);
}

static enum fate meet(uint64_t seed, size_t number, size_t *kind)
{
    enum { LAID_OUT = 8 }; /* one in so many that are taken */
    struct mutator mutator = mutator_of(seed, number);
    struct bytes bytes = {0};
    size_t which = mutator_pick(&mutator, N_FILES), other = mutator_pick(&mutator, N_FILES);
    (void)kind;
    bytes_copy(&bytes, &seeds[which]);
    mutate_text(&mutator, &bytes, &seeds[other]);
    write_file(which, &bytes);
    bytes_finish(&bytes);
    diags = diag_list_create();
    struct content *content = content_load(folder.path, diags);
    if (!content != (diag_errors(diags) > 0))
        abort();
    if (content && number % LAID_OUT == 0)
        lay_out_all(content);
    content_unref(content);
    diag_list_destroy(diags);
    write_file(which, &seeds[which]);
    return content ? FATE_TAKEN : FATE_REFUSED;
}

static void test_damaged_texts(void **state)
{
    (void)state;
    static const struct herd herd = {
        .name = "yaml", .count = 10000, .kinds = {"folders"}, .begin = begin, .meet = meet, .end = end};
    herd_run(&herd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_damaged_texts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
