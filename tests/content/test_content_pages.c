/* What is said of pages: their keys, their texts, and Markdown that a lobby cannot show. */
#include "diagnostics.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define PAGE(lines)                                                                                          \
    {                                                                                                        \
        "pages/one.yaml", "title: One\n" lines                                                               \
    }
#define SAYS(lines)  "pages/one.yaml:" lines
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void good_pages_have_nothing_said_of_them(void **state)
{
    (void)state;
    static const struct diag_case cases[] = {
        {"every key of a page",
         {PAGE("summary: Sum\nimage: {file: images/sky.png, alt: Sky}\n"
               "body: |\n  # One\n\n  Two [three](page:about) and [four](slide:welcome).\n"
               "contact: {name: Office, role: Help, phone: \"(312) 555-0100\", email: a@example.org, "
               "address: Here}\n"
               "related: [about]\n")},
         ""},
        {"a text in each language",
         {{"lobby.yaml", "format: 1\nname: Lobby\nlanguages: [en, es]\n"},
          PAGE("body: {en: one.en.md, es: Hola}\n"),
          {"pages/one.en.md", "Hello\n"}},
         ""},
        {"a card alone", {PAGE("contact: {name: Office}\n")}, ""},
        {"a text file with the mark of UTF-8",
         {PAGE("body: one.md\n"), {"pages/one.md", "\xef\xbb\xbf# One\n"}},
         ""},
    };
    check_cases(cases, COUNT(cases));
}

static void keys_of_pages_are_checked(void **state)
{
    (void)state;
    static const struct diag_case cases[] = {
        {"no title",
         {{"pages/one.yaml", "body: Hello\n"}},
         SAYS("1:1: error: a page needs the key \"title\"; for example title: {en: The Boler Centers, es: "
              "Centros "
              "Boler}\n")},
        {"nothing to read",
         {PAGE("")},
         "pages/one.yaml: warning: there is nothing to read on this page; add body: | with a text, or "
         "contact:\n"},
        {"twenty-five",
         {PAGE("body: x\nrelated: [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, "
               "y]\n")},
         SAYS("3:83: error: there are 25 related pages and a page has room for 24; remove some\n")},
        {"related to itself",
         {PAGE("body: x\nrelated: [about, one]\n")},
         SAYS("3:18: error: this page names itself; remove it from related\n")},
        {"related twice",
         {PAGE("body: x\nrelated: [about, about]\n")},
         SAYS("3:18: error: \"about\" stands twice in related (also on line 3); remove one\n")},
        {"related to nothing",
         {PAGE("body: x\nrelated: [abut]\n")},
         SAYS("3:11: error: there is no page \"abut\"; did you mean \"about\"?\n")},
        {"a card without a name",
         {PAGE("contact: {phone: \"555\"}\n")},
         SAYS("2:10: error: contact needs the key \"name\"; for example name: Residency Office\n")},
        {"no number and no address",
         {PAGE("contact: {name: Office, phone: ask Jo, email: office}\n")},
         SAYS("2:32: error: \"ask Jo\" is not a telephone number; write it like \"+1 312 555 0100\"\n")
             SAYS("2:47: error: \"office\" is not an e-mail address; write it like name@example.org\n")},
    };
    check_cases(cases, COUNT(cases));
}

static void texts_lie_beside_their_page(void **state)
{
    (void)state;
    static const struct diag_case cases[] = {
        {"a file that there is not",
         {PAGE("body: two.md\n")},
         SAYS("2:7: error: there is no file pages/two.md; write the text into that file\n")},
        {"a file with a slip of the finger",
         {PAGE("body: abuot.md\n")},
         SAYS("2:7: error: there is no file pages/abuot.md; did you mean about.md?\n")},
        {"a file elsewhere",
         {PAGE("body: ../one.md\n")},
         SAYS("2:7: error: a text lies beside its page, in pages; write its name alone, such as one.md\n")},
        {"a text that nobody shows",
         {{"pages/lost.md", "x\n"}},
         "pages/lost.md: warning: no page shows this text; name it with body: in a page's file, or remove "
         "it\n"},
        {"bytes that are no text",
         {PAGE("body: one.md\n"), {"pages/one.md", "ol\xc3\xa9\nol\xe9\n"}},
         "pages/one.md:2:3: error: this character is not UTF-8; save the file again as UTF-8 text\n"},
        {"a form feed",
         {PAGE("body: one.md\n"), {"pages/one.md", "one\n\ftwo\n"}},
         "pages/one.md:2:1: error: this is an invisible character; remove it\n"},
    };
    check_cases(cases, COUNT(cases));
}

#define MD(text)                                                                                             \
    {                                                                                                        \
        PAGE("body: one.md\n"),                                                                              \
        {                                                                                                    \
            "pages/one.md", text                                                                             \
        }                                                                                                    \
    }
#define AT(line) "pages/one.md:" line ": error: "

static void markdown_that_cannot_be_shown_is_refused(void **state)
{
    (void)state;
#define TABLE   "a table cannot be shown on a small screen; write a list with - instead\n"
#define PICTURE "a picture cannot stand in the text; name it with image: in the page's file\n"
#define BLOCK   "a block of code cannot be shown; write it as a paragraph, without ``` around it\n"
#define CODE    "code cannot be shown; write it without ` around it, or as **strong**\n"
#define HTML    "HTML cannot be shown; write it in Markdown, such as **strong** or a list with -\n"
#define TAG                                                                                                  \
    "HTML cannot be shown; write **strong**, *emphasis*, or a backslash at the end of a line for a new "     \
    "line\n"
    static const struct diag_case cases[] = {
        {"a table", MD("Text\n\n| a | b |\n|---|---|\n| c | d |\n"), AT("3:3") TABLE},
        {"a picture", MD("Text\n\nsee ![sky](images/sky.png)\n"), AT("3:12") PICTURE},
        {"code between fences", MD("Text\n\n```\ncode\n```\n"), AT("3:1") BLOCK},
        {"code in a line", MD("Text `code`\n"), AT("1:7") CODE},
        {"a block of HTML", MD("Text\n\n<div>\nx\n</div>\n"), AT("3:1") HTML},
        {"a tag in a line", MD("Text <b>bold</b>\n"), AT("1:6") TAG},
        {"an entity that few know", MD("Text &hearts;\n"),
         AT("1:6") "&hearts; is not known here; write the character itself\n"},
        {"numbers of no character", MD("&#0; &#xD800; &#x110000; &#;\n"),
         AT("1:1") "&#0; is not known here; write the character itself\n" AT(
             "1:6") "&#xD800; is not known here; write the character itself\n" AT("1:15") "&#x110000; is not "
                                                                                          "known here; write "
                                                                                          "the character "
                                                                                          "itself\n"},
        {"a list five deep", MD("- a\n  - b\n    - c\n      - d\n        - e\n"),
         AT("5:11") "this list is nested too deep for a screen; use at most four levels\n"},
        {"a fourth heading", MD("#### Deep\n"),
         AT("1:6") "a heading of this level would look like text; write # to ### in front of it\n"},
        {"a dead link", MD("See [it](page:abuot)\n"),
         AT("1:10") "there is no page \"abuot\"; did you mean \"about\"?\n"},
        {"a link to this page", MD("See [it](page:one)\n"),
         AT("1:10") "this page leads to itself; write the name of another one\n"},
        {"a link without words", MD("See [](page:about)\n"),
         AT("1:8") "this link has no words to touch; write [words](page:NAME)\n"},
        {"http in the text", MD("Look at http://example.org now\n"),
         AT("1:9") "http: is not safe against changes on the way; write https://example.org, and ask the "
                   "site's owner "
                   "if that does not open\n"},
        {"everything at once", MD("`a`\n\n![b](c)\n\n<p>\n"),
         AT("1:2") CODE AT("3:6") PICTURE AT("5:1") HTML},
    };
    check_cases(cases, COUNT(cases));
}

static void inline_texts_have_their_own_places(void **state)
{
    (void)state;
    static const struct diag_case cases[] = {
        {"in a block", {PAGE("body: |\n\n  Text\n\n  é `code`\n")}, SAYS("6:6: error: " CODE)},
        {"in a block of a language", {PAGE("body:\n  en: |\n     `code`\n")}, SAYS("4:7: error: " CODE)},
        {"in quotes", {PAGE("body: \"a `code`\"\n")}, SAYS("2:11: error: " CODE)},
        {"plain", {PAGE("body: a `code`\n")}, SAYS("2:10: error: " CODE)},
    };
    check_cases(cases, COUNT(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_pages_have_nothing_said_of_them),
        cmocka_unit_test(keys_of_pages_are_checked),
        cmocka_unit_test(texts_lie_beside_their_page),
        cmocka_unit_test(markdown_that_cannot_be_shown_is_refused),
        cmocka_unit_test(inline_texts_have_their_own_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
