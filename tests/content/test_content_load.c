/* What a loaded folder is: order, defaults, languages, links, counting, and folders that nobody meant. */
#include "content/generation.h"
#include "folder.h"
#include "pictures.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static struct content *load(const struct folder *folder)
{
    struct diag_list *diags = diag_list_create();
    struct content *content = content_load(folder->path, diags);
    if (diag_errors(diags) + diag_warnings(diags) > 0)
        diag_print(diags, stderr, "");
    diag_list_destroy(diags);
    return content;
}

/* The only thing that is said of a folder, which is refused for it. */
static void assert_only_error(const struct folder *folder, const char *file, const char *text)
{
    struct diag_list *diags = diag_list_create();
    assert_null(content_load(folder->path, diags));
    size_t count;
    const struct diag *items = diag_items(diags, &count);
    assert_int_equal(count, 1);
    assert_string_equal(items[0].place.file, file);
    assert_string_equal(items[0].text, text);
    diag_list_destroy(diags);
}

/* How many errors a folder has. */
static size_t errors_of(const char *path)
{
    struct diag_list *diags = diag_list_create();
    struct content *content = content_load(path, diags);
    size_t errors = diag_errors(diags);
    assert_true(!content == (errors > 0));
    content_unref(content);
    diag_list_destroy(diags);
    return errors;
}

static void defaults_stand_for_what_is_not_said(void **state)
{
    (void)state;
    struct folder folder;
    folder_create(&folder);
    folder_write_good(&folder);
    folder_write_text(&folder, "pages/zoo.yaml", "title: Zoo\nbody: x\n");
    struct content *content = load(&folder);
    assert_non_null(content);
    assert_int_equal(content->n_langs, 1);
    assert_string_equal(content->langs[0].code, "en");
    assert_string_equal(content->langs[0].name, "English");
    assert_int_equal(content->theme.deep, 0x0b3b33);
    assert_int_equal(content->theme.paper, 0xf7f5ef);
    assert_int_equal(content->theme.ink, 0x16241f);
    assert_int_equal(content->theme.light, 0xf6f3ea);
    assert_int_equal(content->theme.accent, 0xf2b84b);
    assert_int_equal(content->session.inactivity_ms, 60000);
    assert_int_equal(content->session.warning_ms, 20000);
    assert_int_equal(content->fade_ms, 600);
    assert_string_equal(content->menu.title.text[0], "Lobby");
    assert_string_equal(content->menu.intro.text[0], "");
    assert_int_equal(content->menu.n_pages, 2);
    assert_string_equal(content->pages[content->menu.pages[0]].id, "about");
    assert_string_equal(content->pages[content->menu.pages[1]].id, "zoo");
    assert_null(content->notice);

    const struct slide *slide = &content->slides[0];
    assert_string_equal(slide->id, "welcome");
    assert_string_equal(slide->place.file, "slides/welcome.yaml");
    assert_true(slide->in_order);
    assert_int_equal(slide->dwell_ms, 0);
    assert_int_equal(slide->show.days, 0x7f);
    assert_true(slide->show.from == INT64_MIN && slide->show.until == INT64_MAX);
    assert_int_equal(slide->show.hours_from, slide->show.hours_until);
    assert_string_equal(slide->eyebrow.text[content->n_langs - 1], "");
    assert_string_equal(slide->picture->file, "images/sky.png");
    assert_int_equal(slide->picture->width, 64);
    assert_int_equal(slide->picture->height, 36);
    assert_true(slide->picture->focus_x == 0.5 && slide->picture->focus_y == 0.5);
    assert_int_equal(slide->opens.kind, LINK_PAGE);
    assert_int_equal(slide->opens.index, content_find_page(content, "about"));
    content_unref(content);
    folder_remove(&folder);
}

static void everything_that_is_said_arrives(void **state)
{
    (void)state;
    struct folder folder;
    folder_create(&folder);
    folder_write_good(&folder);
    folder_write_text(&folder, "lobby.yaml",
                      "format: 1\nname: {en: Lobby, ar: ردهة}\nlanguages: [en, ar]\n"
                      "theme: {accent: \"#FFCC00\"}\nsession: {inactivity: 2min, warning: 25s}\n"
                      "slideshow: {fade: 1s, order: [second, welcome]}\n"
                      "menu: {title: Menu, intro: Touch, pages: [zoo]}\n");
    folder_write_text(
        &folder, "slides/second.yaml",
        "layout: list\ntitle: {en: Two, ar: اثنان}\nitems: [{lead: \"1\", text: a}, b]\n"
        "opens: slide:welcome\ndwell: 12s\n"
        "show: {from: 2026-09-01, until: 2027-08-31, days: [mon-wed, sat], hours: \"22:00-06:30\"}\n");
    folder_write_text(&folder, "slides/apart.yaml",
                      "layout: figure\nfigure: \"9\"\nunit: lives\nopens: tel:555\n");
    folder_write_text(
        &folder, "pages/zoo.yaml",
        "title: Zoo\nrelated: [about]\nbody: {en: \"See [it](page:about).\", ar: نص}\n"
        "contact:\n  name: Keeper\n  phone: \"555\"\n  email: a@b.org\n  address: |\n    One\n    Two\n");
    folder_write_text(&folder, "notice.yaml", "level: emergency\ntitle: Fire\nuntil: 2026-09-01\n");
    struct content *content = load(&folder);
    assert_non_null(content);
    assert_true(content->langs[1].rtl && !content->langs[0].rtl);
    assert_string_equal(content->name.text[1], "ردهة");
    assert_int_equal(content->theme.accent, 0xffcc00);
    assert_int_equal(content->theme.deep, 0x0b3b33);
    assert_int_equal(content->session.inactivity_ms, 120000);
    assert_int_equal(content->session.warning_ms, 25000);
    assert_int_equal(content->fade_ms, 1000);

    assert_int_equal(content->n_slides, 3);
    assert_string_equal(content->slides[0].id, "second");
    assert_string_equal(content->slides[1].id, "welcome");
    assert_string_equal(content->slides[2].id, "apart");
    assert_true(content->slides[1].in_order && !content->slides[2].in_order);
    const struct slide *second = &content->slides[0];
    assert_int_equal(second->layout, SLIDE_LIST);
    assert_int_equal(second->n_items, 2);
    assert_string_equal(second->items[0].lead.text[1], "1");
    assert_string_equal(second->items[1].lead.text[0], "");
    assert_string_equal(second->items[1].text.text[1], "b");
    assert_int_equal(second->opens.kind, LINK_SLIDE);
    assert_int_equal(second->opens.index, 1); /* where the order put it */
    assert_int_equal(second->dwell_ms, 12000);
    assert_int_equal(second->show.from, civil_days(2026, 9, 1));
    assert_int_equal(second->show.until, civil_days(2027, 8, 31));
    assert_int_equal(second->show.days, 0x27);
    assert_int_equal(second->show.hours_from, 22 * 60);
    assert_int_equal(second->show.hours_until, 6 * 60 + 30);
    assert_int_equal(second->show.place.line, 6);
    assert_int_equal(second->show.until_place.col, 33);
    assert_string_equal(content->slides[2].opens.uri, "tel:555");

    const struct page *zoo = &content->pages[content_find_page(content, "zoo")];
    assert_int_equal(content->menu.n_pages, 1);
    assert_ptr_equal(&content->pages[content->menu.pages[0]], zoo);
    assert_int_equal(zoo->n_related, 1);
    assert_int_equal(zoo->related[0], content_find_page(content, "about"));
    assert_int_equal(zoo->body[0].blocks[0].spans[1].link.kind, LINK_PAGE);
    assert_int_equal(zoo->body[0].blocks[0].spans[1].link.index, zoo->related[0]);
    assert_string_equal(zoo->body[1].blocks[0].spans[0].text, "نص");
    assert_string_equal(zoo->contact->address.text[0], "One\nTwo");
    assert_string_equal(zoo->contact->phone, "555");
    assert_int_equal(content->notice->level, NOTICE_EMERGENCY);
    assert_int_equal(content->notice->show.until, civil_days(2026, 9, 1));

    assert_int_equal(content_find_slide(content, "apart"), 2);
    assert_int_equal(content_find_slide(content, "x"), CONTENT_NONE);
    assert_int_equal(content_find_page(content, "welcome"), CONTENT_NONE);
    assert_int_equal(content_find_lang(content, "ar"), 1);
    assert_int_equal(content_find_lang(content, "fr"), CONTENT_NONE);
    content_unref(content);
    folder_remove(&folder);
}

static void languages_know_their_names_and_directions(void **state)
{
    (void)state;
    struct folder folder;
    folder_create(&folder);
    folder_write_good(&folder);
    folder_write_text(&folder, "lobby.yaml",
                      "format: 1\nname: Lobby\n"
                      "languages: [es, es-MX, ar, he, fa, ur, zh-Hans, pt-BR, zh, uz-Arab, ar-Latn]\n");
    struct diag_list *diags = diag_list_create();
    assert_null(content_load(folder.path, diags)); /* uz has no known name */
    assert_int_equal(diag_errors(diags), 1);
    diag_list_destroy(diags);
    folder_write_text(
        &folder, "lobby.yaml",
        "format: 1\nname: Lobby\nfallback: es\n"
        "languages: {es: Español, es-MX: México, ar: a, ckb: c, uz-Arab: u, uz: o, ar-Latn: l}\n");
    struct content *content = load(&folder);
    assert_non_null(content);
    static const bool rtl[] = {false, false, true, true, true, false, false};
    for (size_t i = 0; i < sizeof rtl / sizeof rtl[0]; i++)
        assert_int_equal(content->langs[i].rtl, rtl[i]);
    assert_string_equal(content->langs[1].name, "México");
    content_unref(content);
    folder_write_text(&folder, "lobby.yaml",
                      "format: 1\nname: L\nlanguages: [es-MX, zh-Hant-HK, zh, pt-BR]\n");
    content = load(&folder);
    assert_non_null(content);
    assert_string_equal(content->langs[0].name, "Español");
    assert_string_equal(content->langs[1].name, "繁體中文");
    assert_string_equal(content->langs[2].name, "中文");
    assert_string_equal(content->langs[3].name, "Português (Brasil)");
    content_unref(content);
    folder_remove(&folder);
}

static void a_fallback_fills_every_hole(void **state)
{
    (void)state;
    struct folder folder;
    folder_create(&folder);
    folder_write_good(&folder);
    folder_write_text(&folder, "lobby.yaml",
                      "format: 1\nname: {es: Hola}\nlanguages: [en, es, pl]\nfallback: es\n");
    folder_write_text(&folder, "pages/about.yaml", "title: About\nbody: {es: about.md, pl: Tekst}\n");
    struct diag_list *diags = diag_list_create();
    struct content *content = content_load(folder.path, diags);
    assert_non_null(content);
    assert_int_equal(diag_warnings(diags), 2);
    assert_string_equal(content->name.text[0], "Hola");
    assert_string_equal(content->name.text[2], "Hola");
    assert_string_equal(content->pages[0].body[0].blocks[0].spans[0].text, "Words.");
    assert_string_equal(content->pages[0].body[2].blocks[0].spans[0].text, "Tekst");
    diag_list_destroy(diags);
    content_unref(content);
    folder_remove(&folder);
}

static void a_generation_outlives_its_folder_and_counts(void **state)
{
    (void)state;
    struct folder folder;
    folder_create(&folder);
    folder_write_good(&folder);
    struct content *first = load(&folder), *second = load(&folder);
    assert_true(first->serial != second->serial);
    assert_int_equal(faccessat(first->folder, first->slides[0].picture->file, R_OK, 0), 0);
    folder_remove(&folder);
    assert_ptr_equal(content_ref(first), first);
    content_unref(first);
    assert_string_equal(first->name.text[0], "Lobby");
    content_unref(first);
    content_unref(second);
    content_unref(NULL);
}

static void a_syntax_error_stops_its_file_and_no_other(void **state)
{
    (void)state;
    struct folder folder;
    folder_create(&folder);
    folder_write_good(&folder);
    folder_write_text(&folder, "slides/a.yaml", "layout: \"list\n");
    folder_write_text(&folder, "slides/b.yaml",
                      "layout: x\nopens: slide:a\n"); /* a is there, whatever is in it */
    struct diag_list *diags = diag_list_create();
    assert_null(content_load(folder.path, diags));
    size_t count;
    const struct diag *items = diag_items(diags, &count);
    assert_int_equal(count, 2);
    assert_string_equal(items[0].place.file, "slides/a.yaml");
    assert_string_equal(items[1].place.file, "slides/b.yaml");
    assert_int_equal(items[1].place.line, 1);
    diag_list_destroy(diags);
    folder_remove(&folder);
}

static void folders_that_nobody_meant_are_refused(void **state)
{
    (void)state;
    struct folder folder;
    char path[128];
    assert_int_equal(errors_of("/nonexistent"), 1);
    assert_int_equal(errors_of("/dev/null"), 1);
    folder_create(&folder);
    assert_int_equal(errors_of(folder.path), 2); /* no lobby.yaml, nothing to show */

    folder_write_good(&folder);
    assert_int_equal(errors_of(folder.path), 0);
    snprintf(path, sizeof path, "%s/slides/link.yaml", folder.path);
    assert_int_equal(symlink("/etc/passwd", path), 0);
    assert_int_equal(errors_of(folder.path), 1);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkfifo(path, 0600), 0); /* and it is not waited for */
    assert_int_equal(errors_of(folder.path), 1);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(errors_of(folder.path), 1);
    folder_remove(&folder);

    folder_create(&folder);
    folder_write_good(&folder);
    folder_unlink(&folder, "images/sky.png");
    snprintf(path, sizeof path, "%s/images", folder.path);
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(symlink("/tmp", path), 0);
    assert_true(errors_of(folder.path) > 0);
    folder_remove(&folder);
}

static void a_film_is_not_read_to_learn_that_it_is_too_large(void **state)
{
    (void)state;
    struct folder folder;
    char path[128];
    folder_create(&folder);
    folder_write_good(&folder);
    snprintf(path, sizeof path, "%s/images/sky.png", folder.path);
    assert_int_equal(truncate(path, INT64_C(1) << 40), 0); /* a terabyte of holes */
    assert_only_error(
        &folder, "slides/welcome.yaml",
        "the picture images/sky.png is 1099511.6 MB, and 8 are allowed; scale it down to 1920 pixels "
        "and save it as JPEG");
    folder_remove(&folder);
}

static void unknown_names_among_many_are_not_listed(void **state)
{
    (void)state;
    struct folder folder;
    folder_create(&folder);
    folder_write_good(&folder);
    for (int i = 0; i < 9; i++) {
        char name[64];
        snprintf(name, sizeof name, "pages/p%d.yaml", i);
        folder_write_text(&folder, name,
                          i ? "title: P\nbody: x\n" : "title: P\nbody: x\nrelated: [elephants]\n");
    }
    assert_only_error(&folder, "pages/p0.yaml",
                      "there is no page \"elephants\"; write the name of a file in pages, without .yaml");
    folder_remove(&folder);
}

/* A folder so large that several threads read it: each mistake is told once, with its place. */
static void mistakes_among_many_files_are_told_as_among_few(void **state)
{
    (void)state;
    enum { SLIDES = 100 };
    static const struct {
        const char *file, *text, *told;
        unsigned line, col;
    } wrong[] = {
        {"slides/s007.yaml", "layout: statement\ntitle: Unix\nopens: page:abaut\n",
         "there is no page \"abaut\"; did you mean \"about\"?", 3, 8},
        {"slides/s050.yaml", "layout: statement\ntitle: One\ntitle: Two\n",
         "the key \"title\" is here a second time; the first is in line 2: remove one of them", 3, 1},
        {"slides/s099.yaml", "layout: statement\n",
         "a slide with the layout statement needs title; add title: the one idea of the slide", 1, 9}};
    struct folder folder;
    folder_create(&folder);
    folder_write_good(&folder);
    for (int i = 0; i < SLIDES; i++) {
        char name[64];
        snprintf(name, sizeof name, "slides/s%03d.yaml", i);
        folder_write_text(&folder, name, "layout: statement\ntitle: T\nopens: page:about\n");
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        folder_write_text(&folder, wrong[i].file, wrong[i].text);
    struct diag_list *diags = diag_list_create();
    assert_null(content_load(folder.path, diags));
    size_t count;
    const struct diag *items = diag_items(diags, &count);
    assert_int_equal(count, sizeof wrong / sizeof *wrong);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(items[i].place.file, wrong[i].file);
        assert_string_equal(items[i].text, wrong[i].told);
        assert_int_equal(items[i].place.line, wrong[i].line);
        assert_int_equal(items[i].place.col, wrong[i].col);
    }
    diag_list_destroy(diags);
    folder_remove(&folder);
}

static void five_hundred_slides_cost_a_second_and_half_a_megabyte(void **state)
{
    (void)state;
    enum { SLIDES = 500 };
    struct folder folder;
    struct picture_bytes png;
    folder_create(&folder);
    folder_write_good(&folder);
    picture_png(&png, 1920, 1080);
    for (int i = 0; i < SLIDES; i++) {
        char name[64], text[512];
        snprintf(name, sizeof name, "images/p%d.png", i);
        folder_write(&folder, name, png.bytes, png.length);
        snprintf(name, sizeof name, "slides/s%d.yaml", i);
        snprintf(text, sizeof text,
                 "layout: list\ntitle: Slide %d\nitems: [a, b, {lead: c, text: d}]\n"
                 "image: {file: images/p%d.png, alt: Picture}\nopens: slide:s%d\n",
                 i, i, (i + 1) % SLIDES);
        folder_write_text(&folder, name, text);
    }
    struct timespec begin, end;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
    struct content *content = load(&folder);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    assert_non_null(content);
    assert_int_equal(content->n_slides, SLIDES + 1);
    double seconds = (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
    size_t bytes = arena_used(((const struct generation *)content)->arena);
    print_message("%.3f s, %zu bytes\n", seconds, bytes);
    assert_true(seconds < 1);
    assert_true(bytes < 512 * 1024);
    content_unref(content);
    folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_stand_for_what_is_not_said),
        cmocka_unit_test(everything_that_is_said_arrives),
        cmocka_unit_test(languages_know_their_names_and_directions),
        cmocka_unit_test(a_fallback_fills_every_hole),
        cmocka_unit_test(a_generation_outlives_its_folder_and_counts),
        cmocka_unit_test(a_syntax_error_stops_its_file_and_no_other),
        cmocka_unit_test(folders_that_nobody_meant_are_refused),
        cmocka_unit_test(a_film_is_not_read_to_learn_that_it_is_too_large),
        cmocka_unit_test(unknown_names_among_many_are_not_listed),
        cmocka_unit_test(mistakes_among_many_files_are_told_as_among_few),
        cmocka_unit_test(five_hundred_slides_cost_a_second_and_half_a_megabyte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
