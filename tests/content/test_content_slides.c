/* What is said of slides: their keys and layouts, links, when they are shown and for how long. */
#include "diagnostics.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define SLIDE(lines)                                                                                         \
    {                                                                                                        \
        "slides/one.yaml", lines                                                                             \
    }
#define STATEMENT(lines) SLIDE("layout: statement\ntitle: One\n" lines)
#define SAYS(lines)      "slides/one.yaml:" lines
#define COUNT(array)     (sizeof(array) / sizeof((array)[0]))

static void good_slides_have_nothing_said_of_them(void **state)
{
    (void)state;
    static const struct diag_case cases[] = {
        {"every key of a slide",
         {SLIDE(
             "layout: list\neyebrow: Eye\ntitle: Title\ntext: Text\n"
             "items:\n  - {lead: \"#17\", text: hospital}\n  - alone\n  - lead: lead\n"
             "image: {file: images/sky.png, alt: Sky, focus: [0, 1]}\nopens: https://www.example.org/a?b=c\n"
             "show: {from: 2026-09-01, until: 2026-09-01, days: [mon-fri, sun], hours: \"22:00-6:00\"}\n"
             "dwell: auto\n")},
         ""},
        {"a figure", {SLIDE("layout: figure\nfigure: \"1\"\nunit: \"\"\ndwell: 3.5s\n")}, ""},
        {"links",
         {STATEMENT("opens: slide:welcome\n"),
          {"slides/two.yaml", "layout: statement\ntitle: T\nopens: tel:+1-312-555-0100\n"}},
         ""},
        {"one day, and hours to midnight", {STATEMENT("show: {days: sat, hours: \"07:00-24:00\"}\n")}, ""},
    };
    check_cases(cases, COUNT(cases));
}

static void keys_and_layouts_are_checked(void **state)
{
    (void)state;
    static const struct diag_case cases[] = {
        {"an unknown key",
         {STATEMENT("titel: Zwei\n")},
         SAYS("3:1: error: unknown key \"titel\" in a slide; did you mean \"title\"?\n")},
        {"no layout",
         {SLIDE("title: One\n")},
         SAYS("1:1: error: a slide needs the key \"layout\"; for example layout: list\n")},
        {"a layout that there is not",
         {SLIDE("layout: phto\n")},
         SAYS("1:9: error: \"layout\" must be one of statement, list, figure, photo, not \"phto\"; did you "
              "mean "
              "\"photo\"?\n")},
        {"a statement that says nothing",
         {SLIDE("layout: statement\n")},
         SAYS("1:9: error: a slide with the layout statement needs title; add title: the one idea of the "
              "slide\n")},
        {"a list of nothing",
         {SLIDE("layout: list\n")},
         SAYS("1:9: error: a slide with the layout list needs items; add items: with a line \"- text: ...\" "
              "for "
              "each\n")},
        {"a figure without one",
         {SLIDE("layout: figure\n")},
         SAYS("1:9: error: a slide with the layout figure needs figure; add figure: \"368,000+\" or the "
              "like\n")},
        {"a photo without one",
         {SLIDE("layout: photo\n")},
         SAYS("1:9: error: a slide with the layout photo needs image; add image: {file: images/NAME.jpg, "
              "alt: what "
              "there is to see}\n")},
        {"keys that the layout does not show",
         {STATEMENT("items: [a]\nfigure: \"1\"\nunit: x\n")},
         SAYS("3:8: warning: the layout statement does not show items; write layout: list, or remove it\n")
             SAYS("4:9: warning: the layout statement does not show figure; write layout: figure, or remove "
                  "it\n") SAYS("5:7: warning: the layout statement does not show unit; write layout: figure, "
                               "or remove it\n")},
        {"a slide that is a list",
         {SLIDE("- a\n")},
         SAYS("1:1: error: a slide must be a map of keys; write layout: "
              "... and so on, one a line\n")},
        {"an empty file",
         {SLIDE("")},
         SAYS("1:1: error: a slide needs the key \"layout\"; for example layout: list\n")},
    };
    check_cases(cases, COUNT(cases));
}

static void items_are_one_to_six(void **state)
{
    (void)state;
    static const struct diag_case cases[] = {
        {"a text for a list",
         {SLIDE("layout: list\nitems: a\n")},
         SAYS("2:8: error: items must be a list; write a line \"- text: ...\" for each\n")},
        {"no items",
         {SLIDE("layout: list\nitems: []\n")},
         SAYS("2:8: error: items must be a list; write a line \"- text: ...\" for each\n")},
        {"seven",
         {SLIDE("layout: list\nitems: [a, b, c, d, e, f, g]\n")},
         SAYS("2:27: error: there are 7 items and a slide has room for 6; make two slides of it\n")},
        {"an empty item",
         {SLIDE("layout: list\nitems:\n  - {}\n")},
         SAYS("3:5: error: this item is empty; write lead: ..., text: ..., or both\n")},
        {"a text in languages is an item, and what it lacks is said of it",
         {{"lobby.yaml", "format: 1\nname: Lobby\nlanguages: [en, es]\n"},
          SLIDE("layout: list\nitems:\n  - {en: One, es: Uno}\n  - en: Two\n    es: Dos\n  - en: Three\n")},
         SAYS("6:5: error: text has no es (Español); add the line \"es: ...\" below \"en: ...\", or write "
              "fallback: en in lobby.yaml\n")},
        {"a key with a slip is not missing, too",
         {SLIDE("layout: statement\ntitel: One\n")},
         SAYS("2:1: error: unknown key \"titel\" in a slide; did you mean \"title\"?\n")},
        {"an unknown key in an item",
         {SLIDE("layout: list\nitems:\n  - {txt: a}\n")},
         SAYS("3:6: error: unknown key \"txt\" in an item; did you mean \"text\"?\n")},
    };
    check_cases(cases, COUNT(cases));
}

#define TEN     "0123456789"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

static void links_lead_somewhere(void **state)
{
    (void)state;
    static const struct diag_case cases[] = {
        {"a page that there is not",
         {STATEMENT("opens: page:abuot\n")},
         SAYS("3:8: error: there is no page \"abuot\"; did you mean \"about\"?\n")},
        {"a slide that there is not",
         {STATEMENT("opens: slide:x\n")},
         SAYS("3:8: error: there is no slide \"x\"; there are: one, welcome\n")},
        {"to itself",
         {STATEMENT("opens: slide:one\n")},
         SAYS("3:8: error: this slide leads to itself; write the name of another one\n")},
        {"a page without saying so",
         {STATEMENT("opens: about\n")},
         SAYS("3:8: error: this does not say that it is a page; write page:about\n")},
        {"a slide without saying so",
         {STATEMENT("opens: welcome\n")},
         SAYS("3:8: error: this does not say that it is a slide; write slide:welcome\n")},
        {"http",
         {STATEMENT("opens: http://example.org\n")},
         SAYS("3:8: error: http: is not safe against changes on the way; write https://example.org, and ask "
              "the site's "
              "owner if that does not open\n")},
        {"www",
         {STATEMENT("opens: www.example.org\n")},
         SAYS("3:8: error: this is not a whole web address; write https://www.example.org\n")},
        {"another kind",
         {STATEMENT("opens: ftp://example.org\n")},
         SAYS("3:8: error: a link cannot begin with \"ftp:\"; write page:NAME, slide:NAME, https://..., "
              "tel:... or "
              "mailto:...\n")},
        {"nothing that is known",
         {STATEMENT("opens: staff page\n")},
         SAYS(
             "3:8: error: \"staff page\" is not a link; write page:NAME, slide:NAME, https://..., tel:... or "
             "mailto:...\n")},
        {"half a web address",
         {STATEMENT("opens: https:/example.org\n")},
         SAYS("3:8: error: this is not a whole web address; write it like https://www.example.org/page, "
              "without "
              "blanks\n")},
        {"a web address with a blank",
         {STATEMENT("opens: https://example.org/a b\n")},
         SAYS("3:8: error: this is not a whole web address; write it like https://www.example.org/page, "
              "without "
              "blanks\n")},
        {"more than a phone reads",
         {STATEMENT("opens: https://example.org/" HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED "\n")},
         SAYS("3:8: error: this link is too long for a QR code that a phone can read; use a shorter "
              "address\n")},
        {"no number",
         {STATEMENT("opens: tel:office\n")},
         SAYS("3:8: error: this is not a telephone number; write it like tel:+1-312-555-0100, without "
              "blanks\n")},
        {"no e-mail address",
         {STATEMENT("opens: mailto:office\n")},
         SAYS("3:8: error: this is not an e-mail address; write it like mailto:name@example.org\n")},
        {"a list",
         {STATEMENT("opens: [page:about]\n")},
         SAYS("3:8: error: \"opens\" must be a link, such as "
              "page:welcome, not a list; write opens: page:accolades\n")},
    };
    check_cases(cases, COUNT(cases));
}

static void dates_days_and_hours_are_read_strictly(void **state)
{
    (void)state;
#define NO_HOURS(col, text)                                                                                  \
    SAYS("3:" col ": error: hours: \"" text                                                                  \
         "\" is not a span of the day; write it with 24 hours like \"07:00-19:00\"\n")
#define NO_DAY(col, text)                                                                                    \
    SAYS("3:" col ": error: \"" text                                                                         \
         "\" is not a day; write mon, tue, wed, thu, fri, sat or sun, or a range like mon-fri\n")
    static const struct diag_case cases[] = {
        {"a date that is a list",
         {STATEMENT("show: {from: [2026-09-01]}\n")},
         SAYS("3:14: error: \"from\" must be a date, such as 2026-09-01, not a list; write from: "
              "2026-09-01\n")},
        {"another order of day and month",
         {STATEMENT("show: {from: 01.09.2026}\n")},
         SAYS(
             "3:14: error: from: \"01.09.2026\" is not a date; write year, month and day like 2026-09-01\n")},
        {"no day of the calendar",
         {STATEMENT("show: {until: 2026-02-29}\n")},
         SAYS("3:15: error: until: 2026-02-29 is no day of the calendar; write a day that there is\n")},
        {"an end before the beginning",
         {STATEMENT("show: {from: 2026-09-02, until: 2026-09-01}\n")},
         SAYS("3:33: error: it ends before it begins; write an until that is not before from\n")},
        {"a day in other words", {STATEMENT("show: {days: monday}\n")}, NO_DAY("14", "monday")},
        {"a range to nowhere", {STATEMENT("show: {days: [mon-]}\n")}, NO_DAY("15", "mon-")},
        {"no days",
         {STATEMENT("show: {days: []}\n")},
         SAYS("3:14: error: days must name days; write mon-fri or [mon, wed-fri]\n")},
        {"hours of twelve", {STATEMENT("show: {hours: 7am-7pm}\n")}, NO_HOURS("15", "7am-7pm")},
        {"an hour that there is not",
         {STATEMENT("show: {hours: \"24:00-25:00\"}\n")},
         NO_HOURS("15", "24:00-25:00")},
        {"a minute that there is not",
         {STATEMENT("show: {hours: \"07:60-08:00\"}\n")},
         NO_HOURS("15", "07:60-08:00")},
        {"one end", {STATEMENT("show: {hours: \"07:00\"}\n")}, NO_HOURS("15", "07:00")},
        {"more behind it", {STATEMENT("show: {hours: \"07:00-08:00x\"}\n")}, NO_HOURS("15", "07:00-08:00x")},
        {"no time between",
         {STATEMENT("show: {hours: \"07:00-07:00\"}\n")},
         SAYS("3:15: error: hours begin and end at the same minute; leave them out for the whole day\n")},
        {"an unknown key",
         {STATEMENT("show: {untill: 2026-09-01}\n")},
         SAYS("3:8: error: unknown key \"untill\" in show; did you mean \"until\"?\n")},
    };
    check_cases(cases, COUNT(cases));
}

static void a_dwell_leaves_time_to_read(void **state)
{
    (void)state;
    static const struct diag_case cases[] = {
        {"shorter than a glance",
         {STATEMENT("dwell: 2s\n")},
         SAYS("3:8: error: \"dwell\" must be a duration from 3s to 2min, not \"2s\"; write dwell: 12s\n")},
        {"a number without a unit",
         {STATEMENT("dwell: 12\n")},
         SAYS("3:8: error: \"dwell\" must be a duration from 3s to 2min, not \"12\"; write dwell: 12s\n")},
        {"nine words in six seconds", /* one of the title and eight: 3 s and 3.6 s */
         {STATEMENT("text: a b c d e f g h\ndwell: 6s\n")},
         SAYS(
             "4:8: warning: reading this slide in English takes about 7s; write dwell: 7s or dwell: auto\n")},
        {"nine words in seven seconds", {STATEMENT("text: a b c d e f g h\ndwell: 7s\n")}, ""},
        {"the slower language counts",
         {{"lobby.yaml", "format: 1\nname: Lobby\nlanguages: [en, de]\n"},
          SLIDE("layout: statement\ntitle: {en: Hi, de: a b c d}\ndwell: 4s\n")},
         SAYS(
             "3:8: warning: reading this slide in Deutsch takes about 5s; write dwell: 5s or dwell: auto\n")},
    };
    check_cases(cases, COUNT(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_slides_have_nothing_said_of_them),
        cmocka_unit_test(keys_and_layouts_are_checked),
        cmocka_unit_test(items_are_one_to_six),
        cmocka_unit_test(links_lead_somewhere),
        cmocka_unit_test(dates_days_and_hours_are_read_strictly),
        cmocka_unit_test(a_dwell_leaves_time_to_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
