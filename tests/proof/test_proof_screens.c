/* What is said of screens: for each kind of problem a folder that has it, and one that nearly has it. */
#include "kit.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define WORDS_8   "one two three four five six seven eight "
#define WORDS_64  WORDS_8 WORDS_8 WORDS_8 WORDS_8 WORDS_8 WORDS_8 WORDS_8 WORDS_8
#define LETTERS   "abcdefghijklmnopqrst"
#define LETTERS_8 LETTERS LETTERS LETTERS LETTERS LETTERS LETTERS LETTERS LETTERS

#define FACES_8 "\U0001F600 \U0001F601 \U0001F602 \U0001F603 \U0001F604 \U0001F605 \U0001F606 \U0001F607 "
#define FACES   FACES_8 FACES_8 FACES_8 FACES_8 FACES_8 FACES_8 FACES_8 FACES_8

static void good_content_has_nothing(void **state)
{
    static const struct kit_case cases[] = {
        {"the folder of all cases", {{NULL, NULL}}, ""},
        {"a list, a figure, a contact, links",
         {{"slides/list.yaml", "layout: list\ntitle: Three\nitems: [{lead: \"#1\", text: one}, two, three]\n"
                               "opens: https://example.org/a\n"},
          {"slides/figure.yaml", "layout: figure\nfigure: 368,000+\nunit: studies\ntitle: a year\n"},
          {"pages/about.yaml", "title: About us\ncontact: {name: Office, phone: \"(312) 555-0100\"}\n"
                               "body: |\n  Words and [a link](https://example.org/b).\n"}},
         ""},
    };
    (void)state;
    kit_check(cases, COUNT_OF(cases));
}

static void texts_that_do_not_fit(void **state)
{
    static const struct kit_case cases[] = {
        /* It ends in the 14th eight words: 13 * 40 + 27 of 639 characters are seen. 129 words take 3 + 51.6
           s. */
        {"a slide with 64 words too many",
         {{"slides/welcome.yaml", "layout: statement\ntitle: Welcome\ntext: " WORDS_64 WORDS_64 "\n"}},
         "slides/welcome.yaml:1:1: warning: reading this slide in English takes about 55 s, and it stands "
         "for 30 s; "
         "shorten it by about 63 words, or write dwell: 55s\n"
         "slides/welcome.yaml:3:7: warning: this slide has more text than fits on 800x480: it ends with "
         "\"one two "
         "three four five six\"; shorten it by about 95 characters, or make two slides of it\n"},
        {"an ellipsis in a font of its own, behind emoji",
         {{"slides/welcome.yaml",
           "layout: statement\ndwell: 110s\ntitle: \"" FACES FACES FACES FACES "\"\n"}},
         "slides/welcome.yaml:3:8: warning: this slide has more text than fits on 1920x1080 and 800x480: it "
         "ends with "
         "\"\U0001F605\"; shorten it by about 150 characters, or make two slides of it\n"},
        {"a slide of 32 words",
         {{"slides/welcome.yaml", "layout: statement\ntitle: " WORDS_8 WORDS_8 "\n"}},
         ""},
        {"a summary too long for its tile, in one language",
         {{"pages/about.yaml",
           "title: About us\nsummary: {en: Short, es: " WORDS_8 WORDS_8 WORDS_8 WORDS_8 "}\nbody: Words.\n"}},
         "pages/about.yaml:2:26: warning: \"one two three four five six seven eight one ...\" is cut on its "
         "tile in "
         "Español on 1080x1920; shorten it by about 40 characters\n"},
        {"a word too long for its column",
         {{"slides/welcome.yaml", "layout: statement\ntitle: {en: Welcome, es: " LETTERS_8 "}\n"}},
         "slides/welcome.yaml:2:26: warning: \"abcdefghijklmnopqrstabcdefghijklmnopqrstabcd ...\" is too "
         "long a word "
         "for its place in Español on every size of screen and is broken anywhere; use a shorter word, or "
         "two\n"},
        {"a word of 20 letters", {{"slides/welcome.yaml", "layout: statement\ntitle: " LETTERS "\n"}}, ""},
        {"a link whose address is too long to be read",
         {{"slides/welcome.yaml",
           "layout: statement\ntitle: Welcome\nopens: https://example.org/" LETTERS_8 LETTERS_8 "\n"}},
         "slides/welcome.yaml:3:8: warning: \"https://example.org/abcdefghijklmnopqrstabcd ...\" is cut on "
         "every size "
         "of screen; use a shorter address if there is one\n"},
    };
    (void)state;
    kit_check(cases, COUNT_OF(cases));
}

static void notices(void **state)
{
    static const struct kit_case cases[] = {
        {"an info notice that is cut, though it is not due yet",
         {{"notice.yaml", "level: info\ntitle: Elevator\nfrom: 2027-01-01\nbody: " WORDS_64 WORDS_64 "\n"}},
         "notice.yaml:2:8: warning: \"Elevator\" is cut on 1080x1920 and 800x480; shorten the notice by "
         "about 270 "
         "characters\n"},
        {"an info notice that is past",
         {{"notice.yaml", "level: info\ntitle: Elevator\nuntil: 2026-09-01\nbody: " WORDS_64 WORDS_64 "\n"}},
         ""},
        {"a slide that fits, but not below the notice",
         {{"slides/welcome.yaml", "layout: statement\ntitle: Welcome\ndwell: 60s\ntext: " WORDS_64 WORDS_8
                                      WORDS_8 WORDS_8 WORDS_8 WORDS_8 "\n"},
          {"notice.yaml", "level: info\ntitle: Elevator\nbody: " WORDS_8 WORDS_8 WORDS_8 "\n"}},
         "slides/welcome.yaml:4:7: warning: this slide has more text than fits on 800x480 below the notice: "
         "it ends "
         "with \"three four five six seven\"; shorten it by about 130 characters, or make two slides of "
         "it\n"},
        {"the same without the notice",
         {{"slides/welcome.yaml", "layout: statement\ntitle: Welcome\ndwell: 60s\ntext: " WORDS_64 WORDS_8
                                      WORDS_8 WORDS_8 WORDS_8 WORDS_8 "\n"}},
         ""},
        {"an emergency that is too long, though it is not due yet",
         {{"notice.yaml",
           "level: emergency\ntitle: Fire\nfrom: 2027-01-01\nbody: " WORDS_64 WORDS_64 WORDS_64 WORDS_64
           "\n"}},
         "notice.yaml:4:7: warning: \"one two three four five six seven eight one ...\" has to be written "
         "very small "
         "on 1920x1080 and 800x480, and nobody goes near to read it; shorten it by about 655 characters\n"},
        {"an emergency that is short",
         {{"notice.yaml", "level: emergency\ntitle: Fire\nbody: Leave the house.\n"}},
         ""},
    };
    (void)state;
    kit_check(cases, COUNT_OF(cases));
}

static void characters_without_a_font(void **state)
{
    static const struct kit_case cases[] = {
        {"in a title",
         {{"slides/welcome.yaml",
           "layout: statement\ntitle: \"Wel\xee\x80\x81\x63ome \xf3\xb0\x80\x80 \xee\x80\x81\"\n"}},
         "slides/welcome.yaml:2:8: warning: \"Wel\xee\x80\x81\x63ome \xf3\xb0\x80\x80 \xee\x80\x81\" has "
         "\"\xee\x80\x81\" "
         "(U+E001), "
         "\"\xf3\xb0\x80\x80\" (U+F0000), which no font here can show; write it another way\n"},
        {"in a block of Markdown, behind emphasis",
         {{"pages/about.md", "# First\n\nSome *words* and then\n\xee\x80\x81 and \xf3\xb0\x80\x80.\n"},
          {"pages/about.yaml", "title: About us\nbody: about.md\n"}},
         "pages/about.md:3:1: warning: \"Some words and then \xee\x80\x81 and \xf3\xb0\x80\x80.\" has "
         "\"\xee\x80\x81\" (U+E001), \"\xf3\xb0\x80\x80\" (U+F0000), which no font here can show; write it "
         "another "
         "way\n"},
        {"many scripts and an emoji have their fonts",
         {{"slides/welcome.yaml",
           "layout: statement\ntitle: \"\xd0\x9f \xe4\xb8\xad \xd8\xb3 \xf0\x9f\x98\x80\"\n"}},
         ""},
    };
    (void)state;
    kit_check(cases, COUNT_OF(cases));
}

static void pictures(void **state)
{
#define SLIDE(file) "layout: photo\ntitle: Hello\nimage: {file: images/" file ", alt: Something}\n"
    static const struct kit_case cases[] = {
        {"a PNG that breaks off inside, shown twice",
         {{"slides/a.yaml", SLIDE("a.png")}, {"slides/b.yaml", SLIDE("a.png")}, {"images/a.png", "torn"}},
         "slides/a.yaml:3:15: error: images/a.png cannot be decoded: it is damaged inside (bad adaptive "
         "filter "
         "value); save the "
         "picture "
         "anew, or take another one\n"},
        {"a JPEG that a decoder would show with garbage in it",
         {{"slides/a.yaml", SLIDE("a.jpg")}, {"images/a.jpg", "torn"}},
         "slides/a.yaml:3:15: error: images/a.jpg is damaged inside: Corrupt JPEG data: premature end of "
         "data "
         "segment; save the picture anew, or take another one\n"},
        {"whole ones",
         {{"slides/a.yaml", SLIDE("a.jpg")},
          {"slides/b.yaml", SLIDE("b.png")},
          {"images/a.jpg", "whole"},
          {"images/b.png", "dark"}},
         ""},
        {"a white picture is dark enough behind the text, by the shade that layouts lay over it",
         {{"slides/a.yaml", "layout: list\ntitle: Hello\neyebrow: Small\nitems: [{lead: \"#1\", text: one}]\n"
                            "image: {file: images/a.png, alt: White}\n"},
          {"pages/about.yaml",
           "title: About us\nsummary: One line that goes on to be as wide as half the screen\n"
           "body: Words.\nimage: {file: images/a.png, alt: White}\n"},
          {"images/a.png", "white"}},
         ""},
#undef SLIDE
    };
    (void)state;
    kit_check(cases, COUNT_OF(cases));
}

static void colors(void **state)
{
    static const struct kit_case cases[] = {
        {"a bright accent on a pale ground is lost on a white picture",
         {{"lobby.yaml",
           "format: 1\nname: Lobby\ntheme: {deep: \"#4a6a64\", light: \"#ffffff\", accent: \"#ffe08a\"}\n"},
          {"slides/a.yaml", "layout: photo\neyebrow: Small words\ntitle: Hello\n"
                            "image: {file: images/a.png, alt: White}\n"},
          {"images/a.png", "white"}},
         "slides/a.yaml:2:10: warning: \"words\" in \"Small words\" is hard to read on its picture on "
         "1920x1080 and "
         "800x480: the contrast is 4.0, and reading needs 4.5; choose a calmer picture, or another focus\n"},
        {"the same on a dark picture",
         {{"lobby.yaml",
           "format: 1\nname: Lobby\ntheme: {deep: \"#4a6a64\", light: \"#ffffff\", accent: \"#ffe08a\"}\n"},
          {"slides/a.yaml", "layout: photo\neyebrow: Small words\ntitle: Hello\n"
                            "image: {file: images/a.png, alt: Dark}\n"},
          {"images/a.png", "dark"}},
         ""},
        {"a theme that cannot work anywhere is told of once, when it is read",
         {{"lobby.yaml", "format: 1\nname: Lobby\ntheme: {paper: \"#ffffff\", ink: \"#808080\"}\n"}},
         "lobby.yaml:3:8: warning: ink on paper has a contrast of 3.9, and reading needs 4.5; make ink "
         "darker or "
         "paper lighter\n"},
        {"ink that is just dark enough, and quiet ink that is not",
         {{"lobby.yaml", "format: 1\nname: Lobby\ntheme: {paper: \"#ffffff\", ink: \"#707070\"}\n"},
          {"pages/about.yaml", "title: About us\ncontact: {name: Office, role: Reception}\n"}},
         "lobby.yaml:3:8: warning: the colors of the theme are hard to tell from each other: \"Reception\" "
         "has a "
         "contrast of 2.9 on every size of screen, and reading needs 4.5; choose lighter and darker ones\n"},
    };
    (void)state;
    kit_check(cases, COUNT_OF(cases));
}

static void codes_and_time(void **state)
{
    static const struct kit_case cases[] = {
        {"a contact that is a novel",
         {{"pages/about.yaml",
           "title: About us\ncontact: {name: Office, role: " WORDS_64 WORDS_64 WORDS_64 "}\n"}},
         "pages/about.yaml:2:17: warning: the QR code of \"Office\" is too fine for a telephone on 800x480; "
         "shorten "
         "what the contact says\n"},
        {"66 words take 29.4 s",
         {{"slides/welcome.yaml", "layout: statement\ntitle: a b\ntext: " WORDS_64 "\n"}},
         ""},
        {"a slide that takes longer than it stands, in one language",
         {{"slides/welcome.yaml", "layout: list\nitems: [{text: {en: short, es: " WORDS_64 WORDS_8 "}}]\n"}},
         "slides/welcome.yaml:1:1: warning: reading this slide in Español takes about 32 s, and it stands "
         "for 30 s; "
         "shorten it by about 5 words, or write dwell: 32s\n"},
    };
    (void)state;
    kit_check(cases, COUNT_OF(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_content_has_nothing),
        cmocka_unit_test(texts_that_do_not_fit),
        cmocka_unit_test(notices),
        cmocka_unit_test(characters_without_a_font),
        cmocka_unit_test(pictures),
        cmocka_unit_test(colors),
        cmocka_unit_test(codes_and_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
