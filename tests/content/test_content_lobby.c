/* What is said of lobby.yaml and notice.yaml, and of languages everywhere. */
#include "diagnostics.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#define LOBBY(lines)                                                                                         \
    {                                                                                                        \
        "lobby.yaml", "format: 1\nname: Lobby\n" lines                                                       \
    }
#define NOTICE(lines)                                                                                        \
    {                                                                                                        \
        "notice.yaml", lines                                                                                 \
    }
#define TITLE(text)                                                                                          \
    {                                                                                                        \
        "pages/about.yaml", "title: " text "\nbody: about.md\n"                                              \
    }
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void good_folders_have_nothing_said_of_them(void **state)
{
    (void)state;
    static const struct diag_case cases[] = {
        {"the good folder", {{0}}, ""},
        {"every key of lobby.yaml",
         {LOBBY(
             "languages: {en: English, es: Castellano}\nfallback: en\n"
             "theme: {deep: \"#000000\", paper: \"#ffffff\", ink: \"#000000\", light: \"#FFFFFF\", accent: "
             "\"#ffcc00\"}\n"
             "session: {inactivity: 20s, warning: 2min}\nslideshow: {fade: 0s, order: [welcome]}\n"
             "menu: {title: Menu, intro: \"\", pages: [about]}\n")},
         ""},
        {"a notice",
         {NOTICE("level: emergency\ntitle: Fire\nbody: Leave\nfrom: 2026-01-01\nuntil: 2026-01-01\n")},
         ""},
        {"files that explain themselves, and hidden ones",
         {{"README.md", "x"}, {"slides/README.md", "x"}, {"images/README", "x"}, {".gitignore", "x"}},
         ""},
        {"texts in two languages", {LOBBY("languages: [en, es]\n"), TITLE("{en: About, es: Acerca}")}, ""},
    };
    check_cases(cases, COUNT(cases));
}

static void the_format_comes_first(void **state)
{
    (void)state;
    static const struct diag_case cases[] = {
        {"no lobby.yaml",
         {{"lobby.yaml", REMOVED}},
         "lobby.yaml: error: this file is missing; write one with format: 1 and name: ...\n"},
        {"no format and no name",
         {{"lobby.yaml", "menu: {title: Menu}\n"}},
         "lobby.yaml:1:1: error: lobby.yaml needs the key \"format\"; for example format: 1\n"
         "lobby.yaml:1:1: error: lobby.yaml needs the key \"name\"; for example name: Diagnostic Radiology "
         "Residency\n"},
        {"a newer format says nothing of what it cannot know",
         {{"lobby.yaml", "format: 2\nhologram: on\n"}, {"slides/welcome.yaml", "layout: hologram\n"}},
         "lobby.yaml:1:9: error: this content needs Lobby 2, and this is Lobby 1; update Lobby, or publish "
         "content "
         "of format 1\n"},
        {"a format that is a list",
         {{"lobby.yaml", "format: [1]\nname: Lobby\n"}},
         "lobby.yaml:1:9: error: \"format\" must be a number, not a list; write format: 1\n"},
        {"a format that there is not",
         {{"lobby.yaml", "format: one\nname: Lobby\n"}},
         "lobby.yaml:1:9: error: there is no format \"one\"; write format: 1\n"},
    };
    check_cases(cases, COUNT(cases));
}

static void keys_and_values_of_lobby_are_checked(void **state)
{
    (void)state;
    static const struct diag_case cases[] = {
        {"an unknown key",
         {LOBBY("slide_show: {}\n")},
         "lobby.yaml:3:1: error: unknown key \"slide_show\" in lobby.yaml; did you mean \"slideshow\"?\n"},
        {"a slip in languages, which every text needs",
         {{"lobby.yaml", "format: 1\nname: {en: Lobby, es: Sala}\nlangauges: [en, es]\n"}},
         "lobby.yaml:3:1: error: unknown key \"langauges\" in lobby.yaml; did you mean \"languages\"?\n"},
        {"a slip in what is needed",
         {{"lobby.yaml", "format: 1\nnmae: Lobby\n"}, {"pages/about.yaml", "titel: About\nbody: about.md\n"}},
         "lobby.yaml:2:1: error: unknown key \"nmae\" in lobby.yaml; did you mean \"name\"?\n"
         "pages/about.yaml:1:1: error: unknown key \"titel\" in a page; did you mean \"title\"?\n"},
        {"a map where a text belongs",
         {{"lobby.yaml", "format: 1\nname: [a]\n"}},
         "lobby.yaml:2:7: error: \"name\" must be text, not a list; write it in quotes if its [ belongs to "
         "the "
         "text\n"},
        {"a color without quotes is a comment to YAML",
         {LOBBY("theme:\n  deep: #0b3b33 # the ground\n")},
         "lobby.yaml:4:9: error: the value of \"deep\" is lost: YAML reads everything from # on as a "
         "comment; "
         "write it in quotes: \"#0b3b33\"\n"},
        {"a color that is none",
         {LOBBY("theme: {deep: green}\n")},
         "lobby.yaml:3:15: error: \"deep\" must be a color of six hexadecimal digits in quotes, such as "
         "\"#0f3d33\", "
         "not \"green\"; write deep: \"#0b3b33\"\n"},
        {"too short to answer",
         {LOBBY("session: {inactivity: 19s, warning: 5s}\n")},
         "lobby.yaml:3:23: error: \"inactivity\" must be a duration from 20s to 30min, not \"19s\"; write "
         "inactivity: "
         "90s\n"
         "lobby.yaml:3:37: error: \"warning\" must be a duration from 20s to 2min, not \"5s\"; write "
         "warning: 30s\n"},
        {"a fade that never ends",
         {LOBBY("slideshow: {fade: 3s}\n")},
         "lobby.yaml:3:19: error: \"fade\" must be a duration from 0ms to 2s, not \"3s\"; write fade: "
         "600ms\n"},
        {"colors that cannot be read on each other",
         {LOBBY("theme: {ink: \"#c0c0c0\"}\n")},
         "lobby.yaml:3:8: warning: ink on paper has a contrast of 1.7, and reading needs 4.5; make ink "
         "darker or "
         "paper lighter\n"},
    };
    check_cases(cases, COUNT(cases));
}

static void order_and_menu_name_what_there_is(void **state)
{
    (void)state;
    static const struct diag_case cases[] = {
        {"a slide that there is not, with the one that was meant",
         {LOBBY("slideshow: {order: [welcom]}\n")},
         "lobby.yaml:3:21: error: there is no slide \"welcom\"; did you mean \"welcome\"?\n"},
        {"a slide twice",
         {LOBBY("slideshow:\n  order:\n    - welcome\n    - welcome\n")},
         "lobby.yaml:6:7: error: \"welcome\" stands twice in order (also on line 5); remove one\n"},
        {"a page that there is not, with those there are",
         {LOBBY("menu: {pages: [about, staff]}\n")},
         "lobby.yaml:3:23: error: there is no page \"staff\"; there are: about\n"},
        {"a prefix where there is no choice",
         {LOBBY("menu: {pages: [page:about]}\n")},
         "lobby.yaml:3:16: error: pages has only pages in it; write about without \"page:\"\n"},
        {"a text for a list",
         {LOBBY("menu: {pages: about}\n")},
         "lobby.yaml:3:15: error: pages must be a list of pages; write [first, second] or a line with - for "
         "each\n"},
        {"a list in the list",
         {LOBBY("slideshow: {order: [[welcome]]}\n")},
         "lobby.yaml:3:21: error: order must be a list of slides; write names such as [first, second]\n"},
        {"an empty order",
         {LOBBY("slideshow: {order: []}\n")},
         "lobby.yaml:3:20: error: order is empty; name at least one slide, or remove the line for all\n"},
        {"a slide that was copied and forgotten",
         {LOBBY("slideshow: {order: [welcome]}\n"),
          {"slides/copy.yaml", "layout: statement\ntitle: Hello\n"}},
         "slides/copy.yaml: warning: this slide is not shown; add copy to order: under slideshow: in "
         "lobby.yaml, or link to it\n"},
        {"a page that nobody finds",
         {LOBBY("menu: {pages: [about]}\n"), {"pages/lost.yaml", "title: Lost\nbody: Hello\n"}},
         "pages/lost.yaml: warning: nothing leads to this page; add lost to pages: under menu: in "
         "lobby.yaml, or "
         "link to it\n"},
    };
    check_cases(cases, COUNT(cases));
}

static void languages_are_declared_once(void **state)
{
    (void)state;
    static const struct diag_case cases[] = {
        {"no code",
         {LOBBY("languages: [English]\n")},
         "lobby.yaml:3:13: error: \"English\" is not the code of a language; write en, es, ar, zh-Hans or "
         "the like\n"},
        {"a code twice",
         {LOBBY("languages: [en, en]\n")},
         "lobby.yaml:3:17: error: \"en\" stands twice in languages; remove one\n"},
        {"half a code",
         {LOBBY("languages: [en, zh-]\n")},
         "lobby.yaml:3:17: error: \"zh-\" is not the code of a language; write en, es, ar, zh-Hans or the "
         "like\n"},
        {"more than fit",
         {LOBBY("languages: [am, ar, bg, bn, bs, cs, da, de, el, en, es, et, fa, fi, fr, gu, he]\n")},
         "lobby.yaml:3:77: error: there are more than 16 languages; remove some\n"},
        {"a language without a known name",
         {LOBBY("languages: [en, tlh]\n")},
         "lobby.yaml:3:17: error: the language \"tlh\" is not known by name; say what it calls itself: "
         "languages: "
         "{en: English, tlh: ...}\n"},
        {"a text for a list",
         {LOBBY("languages: en\n")},
         "lobby.yaml:3:12: error: languages must be a list of codes; write [en, es], the first is what "
         "visitors meet "
         "first\n"},
        {"a map without a name",
         {LOBBY("languages: {es: }\n")},
         "lobby.yaml:3:17: error: say what the language calls itself, in its own script: es: Español\n"},
        {"a name that no button has room for",
         {LOBBY("languages: {en: English, es: Un idioma castellano de España!}\n"), {0}},
         "lobby.yaml:3:30: error: the name of \"es\" has 31 characters, and there is room for 30; shorten "
         "it\n"},
        {"a fallback that is no language",
         {LOBBY("languages: [en]\nfallback: fr\n")},
         "lobby.yaml:4:11: error: fallback must be one of the languages; write en, or add it there\n"},
    };
    check_cases(cases, COUNT(cases));
}

static void every_text_exists_in_every_language(void **state)
{
    (void)state;
    static const struct diag_case cases[] = {
        {"missing translations",
         {LOBBY("languages: [en, es, pl]\n"), TITLE("{en: About}")},
         "pages/about.yaml:1:8: error: title has no es (Español), pl (Polski); write \"es: ..., pl: ...\" "
         "between "
         "its { }, or write fallback: en in lobby.yaml\n"},
        {"missing on lines of their own",
         {LOBBY("languages: [en, es, pl]\n"), TITLE("\n  en: About\n  es: Acerca")},
         "pages/about.yaml:2:3: error: title has no pl (Polski); add the line \"pl: ...\" below \"es: ...\", "
         "or "
         "write fallback: en in lobby.yaml\n"},
        {"two of them",
         {LOBBY("languages: [en, es, pl]\n"), TITLE("\n  es: Acerca")},
         "pages/about.yaml:2:3: error: title has no en (English), pl (Polski); add the lines \"en: ...\" and "
         "\"pl: ...\" below \"es: ...\", or write fallback: en in lobby.yaml\n"},
        {"missing, with a fallback",
         {LOBBY("languages: [en, es]\nfallback: en\n"), TITLE("{en: About}")},
         "pages/about.yaml:1:8: warning: title has no es (Español), and en is shown; write \"es: ...\" "
         "between its "
         "{ }\n"},
        {"nothing to fall back to",
         {LOBBY("languages: [en, es]\nfallback: en\n"), TITLE("{es: Acerca}")},
         "pages/about.yaml:1:8: error: title has no en (English), and no en to fall back to; write \"en: "
         "...\" "
         "between its { } at least\n"},
        {"an undeclared language",
         {TITLE("{en: About, fr: Propos}")},
         "pages/about.yaml:1:20: error: title: \"fr\" is not among the languages in lobby.yaml; add it there "
         "or remove "
         "this text\n"},
        {"a slip of the finger, which is not a missing language, too",
         {LOBBY("languages: [en, zh-Hans]\n"), TITLE("{en: About, zh-Hnas: 关于}")},
         "pages/about.yaml:1:20: error: title: \"zh-Hnas\" is not among the languages in lobby.yaml; did you "
         "mean \"zh-Hans\"?\n"},
        {"a language with a slip of the finger",
         {LOBBY("languages: [en, zh-Hans]\n"), TITLE("{en: About, zh-Hnas: 关于, zh-Hans: 关于}")},
         "pages/about.yaml:1:20: error: title: \"zh-Hnas\" is not among the languages in lobby.yaml; did you "
         "mean "
         "\"zh-Hans\"?\n"},
        {"an empty text", {TITLE("")}, "pages/about.yaml:1:7: error: title is empty; write a text\n"},
        {"an empty optional text",
         {{"pages/about.yaml", "title: About\nsummary:\nbody: about.md\n"}},
         "pages/about.yaml:2:9: error: summary is empty; write a text or remove the line\n"},
        {"a list in a language",
         {TITLE("{en: [a, b]}")},
         "pages/about.yaml:1:13: error: \"title\" must be text, not a list; write it in quotes if its [ "
         "belongs to "
         "the text\n"},
        {"colons without a blank, which make one text of two",
         {LOBBY("languages: [en, es]\n"), TITLE("\n  en:About\n  es:Acerca")},
         "pages/about.yaml:2:5: error: a blank is missing behind this colon; write en: ..., each language on "
         "a line "
         "of its own\n"},
        {"the same text in quotes is meant", {LOBBY("languages: [en, es]\n"), TITLE("\"en:About\"")}, ""},
        {"one colon without a blank",
         {LOBBY("languages: [en, es]\n"), TITLE("{en:About, es: Acerca}")},
         "pages/about.yaml:1:11: error: a blank is missing behind this colon; write en: About\n"},
        {"a comma in a text",
         {LOBBY("languages: [en, es]\n"), TITLE("{en: About, us, es: Acerca}")},
         "pages/about.yaml:1:13: error: this text ends at its comma, and \"us\" is left over; write it in "
         "quotes: "
         "en: \"About, us\"\n"},
        {"a text that begins with a bracket",
         {TITLE("[Now] open")},
         "pages/about.yaml:1:8: error: text goes on behind the ] that closes this; write text that begins "
         "with [ in "
         "quotes: \"[Now] open\"\n"},
        {"broken languages say nothing of the texts",
         {LOBBY("languages: [English, es]\n"), TITLE("{en: About}")},
         "lobby.yaml:3:13: error: \"English\" is not the code of a language; write en, es, ar, zh-Hans or "
         "the like\n"},
    };
    check_cases(cases, COUNT(cases));
}

#define ITEM "  - {text: {en: a}}\n"
#define SIX  ITEM ITEM ITEM ITEM ITEM ITEM

static void a_file_that_is_not_translated_is_one_line(void **state)
{
    (void)state;
    static const struct diag_case cases[] = {
        {"eight texts are named",
         {LOBBY("languages: [en, es]\n"),
          {"slides/welcome.yaml",
           "layout: list\ntitle: {en: a}\ntext: {en: a}\nopens: page:about\nitems:\n" SIX},
          {"images/sky.png", REMOVED}},
#define MISSES(place, key)                                                                                   \
    "slides/welcome.yaml:" place ": error: " key                                                             \
    " has no es (Español); write \"es: ...\" between its { }, or "                                          \
    "write fallback: en in lobby.yaml\n"
         MISSES("2:8", "title") MISSES("3:7", "text") MISSES("6:12", "text") MISSES("7:12", "text")
             MISSES("8:12", "text") MISSES("9:12", "text") MISSES("10:12", "text") MISSES("11:12", "text")},
        {"nine are counted, and the next file is counted for itself",
         {LOBBY("languages: [en, es]\n"),
          {"slides/welcome.yaml", "layout: list\neyebrow: {en: a}\ntitle: {en: a}\ntext: {en: a}\n"
                                  "opens: page:about\nitems:\n" SIX},
          TITLE("{en: About}"),
          {"images/sky.png", REMOVED}},
         "pages/about.yaml:1:8: error: title has no es (Español); write \"es: ...\" between its { }, or "
         "write "
         "fallback: en in lobby.yaml\n"
         "slides/welcome.yaml:2:10: error: 9 texts of this file have no es (Español), beginning with this "
         "eyebrow; "
         "add \"es: ...\" to each, or write fallback: en in lobby.yaml\n"},
        {"and with a fallback it is a warning",
         {LOBBY("languages: [en, es]\nfallback: en\n"),
          {"slides/welcome.yaml", "layout: list\neyebrow: {en: a}\ntitle: {en: a}\ntext: {en: a}\n"
                                  "opens: page:about\nitems:\n" SIX},
          {"images/sky.png", REMOVED}},
         "slides/welcome.yaml:2:10: warning: 9 texts of this file have no es (Español), and en is shown, "
         "beginning "
         "with this eyebrow; add \"es: ...\" to each\n"},
    };
    check_cases(cases, COUNT(cases));
}

static void a_text_is_not_longer_than_a_screen_can_show(void **state)
{
    (void)state;
    enum { MOST = 4 * 1024 };
    static char page[MOST + 100];
    const struct diag_case cases[] = {
        {"a title without an end",
         {{"pages/about.yaml", page}},
         "pages/about.yaml:1:8: error: title is longer than 4 kB, which no screen has room for; shorten "
         "it\n"},
    };
    char *at = stpcpy(page, "title: ");
    memset(at, 'a', MOST + 1);
    strcpy(at + MOST + 1, "\nbody: about.md\n");
    check_cases(cases, COUNT(cases));
}

static void a_notice_is_checked(void **state)
{
    (void)state;
    static const struct diag_case cases[] = {
        {"a level that there is not",
         {NOTICE("level: panic\ntitle: Fire\n")},
         "notice.yaml:1:8: error: \"level\" must be one of info, emergency, not \"panic\"; write level: "
         "info\n"},
        {"an end before the beginning",
         {NOTICE("level: info\ntitle: Works\nfrom: 2026-09-02\nuntil: 2026-09-01\n")},
         "notice.yaml:4:8: error: it ends before it begins; write an until that is not before from\n"},
    };
    check_cases(cases, COUNT(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_folders_have_nothing_said_of_them),
        cmocka_unit_test(the_format_comes_first),
        cmocka_unit_test(keys_and_values_of_lobby_are_checked),
        cmocka_unit_test(order_and_menu_name_what_there_is),
        cmocka_unit_test(languages_are_declared_once),
        cmocka_unit_test(every_text_exists_in_every_language),
        cmocka_unit_test(a_file_that_is_not_translated_is_one_line),
        cmocka_unit_test(a_text_is_not_longer_than_a_screen_can_show),
        cmocka_unit_test(a_notice_is_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
