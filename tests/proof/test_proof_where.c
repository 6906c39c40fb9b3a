/* The line of a text, however it stands in its file. */
#include "kit.h"

#include "base/str.h"
#include "proof/where.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

static const struct kit_file files[KIT_FILES] = {
    {"lobby.yaml", "format: 1\n"
                   "name: {en: Lobby, es: \"Vestíbulo\"}\n"
                   "languages: [en, es]\n"
                   "fallback: en\n"
                   "theme: {ink: \"#000000\"}\n"
                   "menu:\n"
                   "  title:\n"
                   "    en: What?\n"
                   "    es: ¿Qué?\n"},
    {"slides/welcome.yaml", "layout: list\n"
                            "title: {en: Only English}\n"
                            "items:\n"
                            "  - plain\n"
                            "  - {lead: \"#1\", text: {en: One, es: Uno}}\n"
                            "opens: https://example.org/a\n"},
    {"pages/about.yaml", "title: About\n"
                         "body: {en: about.en.md, es: about.es.md}\n"
                         "contact:\n"
                         "  name: Office\n"
                         "  phone: \"(312) 555-0100\"\n"},
    {"pages/about.en.md", "# Same words\n"
                          "\n"
                          "Not these same words. See but\n"
                          "then *these*.\n"
                          "\n"
                          "- Item with\n"
                          "  two lines, a & b\n"
                          "- See [the site](https://example.org/b)\n"
                          "\n"
                          "> Quoted words\n"
                          "> go on\n"},
    {"pages/about.es.md", "Palabras.\n\nMás palabras.\n"},
};

enum { EN, ES };
#define OF(owner, field, part)                                                                               \
    {                                                                                                        \
        OWNER_##owner, FIELD_##field, 0, part                                                                \
    }

static const struct {
    const char *shows;
    struct origin origin;
    size_t lang;
    const char *place;
} cases[] = {
    {"a value of a map of languages", OF(LOBBY, NAME, 0), ES, "lobby.yaml:2:23"},
    {"the other one", OF(LOBBY, NAME, 0), EN, "lobby.yaml:2:12"},
    {"a map of lines", OF(LOBBY, TITLE, 0), ES, "lobby.yaml:9:9"},
    {"the theme", OF(LOBBY, WHOLE, 0), EN, "lobby.yaml:5:8"},
    {"the languages", OF(LOBBY, LANGUAGE, 1), EN, "lobby.yaml:3:12"},
    {"what is not there", OF(LOBBY, INTRO, 0), EN, "lobby.yaml:0:0"},
    {"a language that falls back", OF(SLIDE, TITLE, 0), ES, "slides/welcome.yaml:2:13"},
    {"an item that is a text", OF(SLIDE, ITEM, 0), EN, "slides/welcome.yaml:4:5"},
    {"a lead", OF(SLIDE, LEAD, 1), ES, "slides/welcome.yaml:5:12"},
    {"the text of an item", OF(SLIDE, ITEM, 1), ES, "slides/welcome.yaml:5:38"},
    {"a link of a slide", OF(SLIDE, OPENS, 0), EN, "slides/welcome.yaml:6:8"},
    {"the slide", OF(SLIDE, WHOLE, 0), EN, "slides/welcome.yaml:1:1"},
    {"a heading, not the words in the paragraph", OF(PAGE, BODY, 0), EN, "pages/about.en.md:1:3"},
    {"a paragraph of several spans", OF(PAGE, BODY, 1), EN, "pages/about.en.md:3:1"},
    {"an item over two lines", OF(PAGE, BODY, 2), EN, "pages/about.en.md:6:3"},
    {"an item", OF(PAGE, BODY, 3), EN, "pages/about.en.md:8:3"},
    {"a link", OF(PAGE, LINK, 3), EN, "pages/about.en.md:8:18"},
    {"a quotation over two lines", OF(PAGE, BODY, 4), EN, "pages/about.en.md:10:3"},
    {"the text of another language", OF(PAGE, BODY, 1), ES, "pages/about.es.md:3:1"},
    {"a part of a contact", OF(PAGE, PHONE, 0), EN, "pages/about.yaml:5:10"},
    {"Lobby's own words", OF(HOUSE, WHOLE, 0), EN, "lobby.yaml:0:0"},
};

static void every_text_is_found(void **state)
{
    (void)state;
    struct folder folder;
    kit_folder(&folder, files);
    struct content *content = kit_load(&folder);
    struct where *where = where_create(content);
    size_t wrong = 0;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char said[160];
        struct place place = where_find(where, &cases[i].origin, cases[i].lang);
        snprintf(said, sizeof said, "%s:%u:%u", place.file, place.line, place.col);
        if (strcmp(said, cases[i].place) != 0) {
            print_error("%s: %s instead of %s\n", cases[i].shows, said, cases[i].place);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
    where_destroy(where);
    content_unref(content);
    folder_remove(&folder);
}

static void a_text_in_its_page_is_found_below_its_key(void **state)
{
    static const struct kit_file inside[KIT_FILES] = {
        {"pages/about.yaml",
         "title: Words\nbody:\n  en: |\n    First words.\n\n    Words\n  es: \"Palabras\"\n"}};
    static const struct origin second = OF(PAGE, BODY, 1), first = OF(PAGE, BODY, 0);
    (void)state;
    struct folder folder;
    kit_folder(&folder, inside);
    struct content *content = kit_load(&folder);
    struct where *where = where_create(content);
    struct place place = where_find(where, &second, EN); /* not the title, which says the same */
    assert_int_equal(place.line, 6);
    assert_int_equal(place.col, 5);
    place = where_find(where, &first, ES);
    assert_int_equal(place.line, 7);
    where_destroy(where);
    content_unref(content);
    folder_remove(&folder);
}

/* Somebody edits while it is checked: then the file is all that can be told. */
static void a_file_that_has_changed_is_named(void **state)
{
    static const struct origin title = OF(SLIDE, TITLE, 0), body = OF(PAGE, BODY, 3);
    (void)state;
    struct folder folder;
    kit_folder(&folder, files);
    struct content *content = kit_load(&folder);
    struct where *where = where_create(content);
    folder_write_text(&folder, "slides/welcome.yaml", "title: [");
    folder_write_text(&folder, "pages/about.en.md", "");
    struct place place = where_find(where, &title, EN);
    assert_string_equal(place.file, "slides/welcome.yaml");
    assert_int_equal(place.line, 0);
    place = where_find(where, &body, EN);
    assert_string_equal(place.file, "pages/about.en.md");
    assert_int_equal(place.line, 0);
    where_destroy(where);
    content_unref(content);
    folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_text_is_found),
        cmocka_unit_test(a_text_in_its_page_is_found_below_its_key),
        cmocka_unit_test(a_file_that_has_changed_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
