/* What can be done to YAML. */
#include "cases.h"

#include <stdio.h>

#define SLIDE "slides/welcome.yaml"
#define HEAD  "layout: photo\nimage: {file: images/picture.png, alt: a}\nopens: page:about\ntitle: "

/* Sixteen thousand names that are each a slip away from those of two thousand slides. */
static void thousands_of_slips(const struct folder *folder, const struct hostile_case *row)
{
    enum { SLIDES = 1990, SLIPS = 16000 };
    static const char name[] = "a-slide-whose-name-is-rather-long-so-that-it-is-slow";
    struct bytes bytes = {0};
    char text[160];
    (void)row;
    for (int i = 0; i < SLIDES; i++) {
        snprintf(text, sizeof text, "slides/%s-%05d.yaml", name, i);
        folder_write_text(folder, text, "layout: statement\ntitle: a\n");
    }
    bytes_text(&bytes, "format: 1\nname: Lobby\nslideshow:\n  order:\n");
    for (int i = 0; i < SLIPS; i++) {
        snprintf(text, sizeof text, "  - %s-%05dx\n", name, i % SLIDES);
        bytes_text(&bytes, text);
    }
    folder_write(folder, "lobby.yaml", bytes.at, bytes.length);
    bytes_finish(&bytes);
}

static void thousands_of_keys(const struct folder *folder, const struct hostile_case *row)
{
    struct bytes bytes = {0};
    char text[32];
    (void)row;
    bytes_text(&bytes, HEAD "a\n");
    for (int i = 0; i < 2000; i++) {
        snprintf(text, sizeof text, "titl%d: b\n", i);
        bytes_text(&bytes, text);
    }
    folder_write(folder, SLIDE, bytes.at, bytes.length);
    bytes_finish(&bytes);
}

/* Files of a megabyte each that say nothing at all. */
static void gigabytes_of_comments(const struct folder *folder, const struct hostile_case *row)
{
    enum { FILES = 200 };
    struct bytes bytes = {0};
    char name[64];
    (void)row;
    bytes_text(&bytes, "layout: statement\ntitle: a\n");
    bytes_repeat(&bytes, "#\n", 2, 500000);
    for (int i = 0; i < FILES; i++) {
        snprintf(name, sizeof name, "slides/s%04d.yaml", i);
        folder_write(folder, name, bytes.at, bytes.length);
    }
    bytes_finish(&bytes);
}

static const struct hostile_case rows[] = {
    /* Depth */
    {"80 kB of [", REFUSED, "more than 32 deep", SLIDE, .unit = TEXT("["), .times = 80000},
    {"80 kB of {", REFUSED, "a key must be a word", SLIDE, .unit = TEXT("{"), .times = 80000},
    {"maps in maps, 40,000 deep", REFUSED, "more than 32 deep", SLIDE, .unit = TEXT("{a: "), .times = 40000},
    {"lists in lists, 250,000 deep", REFUSED, "more than 32 deep", SLIDE, .unit = TEXT("- "),
     .times = 250000},
    {"question marks", REFUSED, "a key must be a word", SLIDE, .unit = TEXT("? "), .times = 250000},
    {"15,000 lists of depth 31", REFUSED, "line up", SLIDE,
     .unit = TEXT("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]],\n"), .times = 15000},
    /* A little that means a lot */
    {"a billion laughs", REFUSED, "is an anchor", SLIDE,
     .head = TEXT("a: &a [lol, lol, lol]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\ntitle: [*c, *c]\n")},
    {"200,000 aliases", REFUSED, "is an alias", SLIDE, .head = TEXT("title: &a b\nitems:\n"),
     .unit = TEXT("- *a\n"), .times = 200000},
    {"an alias of what is around it", REFUSED, "is an alias", SLIDE, .head = TEXT("title: &a [*a]\n")},
    {"140,000 anchors", REFUSED, "is an anchor", SLIDE, .unit = TEXT("- &a b\n"), .times = 140000},
    {"a merge key", REFUSED, "\"<<\"", SLIDE, .head = TEXT(HEAD "a\n<<: {layout: list}\n")},
    {"a tag that makes an object", REFUSED, "is a tag", SLIDE,
     .head = TEXT("layout: !!python/object/apply:os.system [ls]\n")},
    {"a tag of bytes", REFUSED, "is a tag", SLIDE, .head = TEXT(HEAD "!!binary R0lGODlhAQABAAAAACw=\n")},
    {"140,000 tags", REFUSED, "is a tag", SLIDE, .unit = TEXT("- !a b\n"), .times = 140000},
    {"directives", REFUSED, "begins with %", SLIDE, .unit = TEXT("%TAG ! tag:x,2000:\n"), .times = 40000},
    {"a quarter of a million documents", REFUSED, "second document", SLIDE, .unit = TEXT("---\n"),
     .times = 250000},
    /* Size */
    {"a byte more than 1 MB", REFUSED, "at most 1048576", SLIDE, .head = TEXT(HEAD "a\n#"), .unit = TEXT("x"),
     .times = 1048576 - 83},
    {"1 MB to the byte", SHOWN, NULL, SLIDE, .head = TEXT(HEAD "a\n#"), .unit = TEXT("x"),
     .times = 1048576 - 84},
    {"1 MB of comments", SHOWN, NULL, SLIDE, .head = TEXT(HEAD "a\n"), .unit = TEXT("#\n"), .times = 500000},
    {"1 MB of line feeds", SHOWN, NULL, SLIDE, .head = TEXT(HEAD "a\n"), .unit = TEXT("\n"),
     .times = 1000000},
    {"500,000 values in a list", REFUSED, "more than 20000 values", SLIDE, .head = TEXT("title: ["),
     .unit = TEXT("a,"), .times = 500000, .tail = TEXT("]")},
    {"500,000 lists", REFUSED, "more than 20000 values", SLIDE, .head = TEXT("title: ["), .unit = TEXT("[],"),
     .times = 333333, .tail = TEXT("]")},
    {"the same key 200,000 times", REFUSED, "more than 20000 values", SLIDE, .unit = TEXT("k: v\n"),
     .times = 200000},
    {"the same key 200,000 times, in one line", REFUSED, "more than 20000 values", SLIDE,
     .head = TEXT("title: {"), .unit = TEXT("a: b,"), .times = 199000, .tail = TEXT("}")},
    {"a key of a megabyte", REFUSED, "layout", SLIDE, .head = TEXT("? "), .unit = TEXT("k"), .times = 1000000,
     .tail = TEXT("\n: v\n")},
    {"2,000 unknown keys", REFUSED, "more unknown keys", .make = thousands_of_keys},
    {"a title of a megabyte", REFUSED, "4 kB", SLIDE, .head = TEXT(HEAD), .unit = TEXT("a "),
     .times = 500000},
    {"a title of 250,000 escapes", REFUSED, "4 kB", SLIDE, .head = TEXT(HEAD "\""), .unit = TEXT("\\x41"),
     .times = 250000, .tail = TEXT("\"\n")},
    {"80,000 comments glued to texts", REFUSED, "more than 20000 values", SLIDE, .unit = TEXT("- a #b\n"),
     .times = 80000},
    {"an open quote, and a megabyte of quotes", REFUSED, "closing quote", SLIDE, .unit = TEXT("\"a\n"),
     .times = 300000},
    {"200 files of a megabyte of comments", REFUSED, "together", .ms = 200, .make = gigabytes_of_comments},
    {"16,000 names, each almost right", REFUSED, "did you mean", .ms = 200, .make = thousands_of_slips},
    /* Bytes */
    {"a zero byte", REFUSED, "U+0000", SLIDE, .head = TEXT(HEAD "a\0b\n")},
    {"UTF-16, least first", REFUSED, "UTF-8", SLIDE, .head = TEXT("\xff\xfel\0a\0y\0")},
    {"UTF-16, most first", REFUSED, "UTF-8", SLIDE, .head = TEXT("\xfe\xff\0l\0a\0y")},
    {"UTF-16 without a mark", REFUSED, "U+0000", SLIDE, .head = TEXT("l\0a\0y\0o\0u\0t\0:\0")},
    {"a byte order mark", SHOWN, NULL, SLIDE, .head = TEXT("\xef\xbb\xbf" HEAD "a\n")},
    {"a byte order mark inside", REFUSED, "U+FEFF", SLIDE, .head = TEXT(HEAD "a\xef\xbb\xbf\n")},
    {"two byte order marks", REFUSED, "U+FEFF", SLIDE, .head = TEXT("\xef\xbb\xbf\xef\xbb\xbf" HEAD "a\n")},
    {"an overlong slash", REFUSED, "0xC0", SLIDE, .head = TEXT(HEAD "..\xc0\xaf..\n")},
    {"an overlong zero", REFUSED, "0xE0", SLIDE, .head = TEXT(HEAD "\xe0\x80\x80\n")},
    {"half a pair of surrogates", REFUSED, "0xED", SLIDE, .head = TEXT(HEAD "\xed\xa0\xbd\n")},
    {"surrogates behind backslashes", REFUSED, "no such character", SLIDE,
     .head = TEXT(HEAD "\"\\ud83d\\ude00\"\n")},
    {"a continuation byte alone", REFUSED, "0x80", SLIDE, .head = TEXT(HEAD "\x80\n")},
    {"half a character at the end", REFUSED, "0xE2", SLIDE, .head = TEXT(HEAD "\xe2\x82")},
    {"behind the end of Unicode", REFUSED, "0xF4", SLIDE, .head = TEXT(HEAD "\xf4\x90\x80\x80\n")},
    {"escape sequences of a terminal", REFUSED, "U+001B", SLIDE, .head = TEXT(HEAD "\x1b]0;owned\x07\n")},
    {"the same behind a backslash", REFUSED, "U+001B", SLIDE, .head = TEXT(HEAD "\"\\e[2J\"\n")},
    {"a zero byte behind a backslash", REFUSED, "U+0000", SLIDE, .head = TEXT(HEAD "\"a\\0b\"\n")},
    {"controls of the second set", REFUSED, "U+009B", SLIDE, .head = TEXT(HEAD "\xc2\x9b\n")},
    {"carriage returns", REFUSED, "carriage return", SLIDE, .head = TEXT(HEAD "a\r"), .unit = TEXT("a\r"),
     .times = 300000},
    {"a megabyte of tabs", REFUSED, "tab", SLIDE, .unit = TEXT("\t"), .times = 1000000},
    /* Values */
    {"a title lost to #", REFUSED, "is lost", SLIDE,
     .head = TEXT("layout: statement\ntitle: #1 in Illinois\n")},
    {"a focus that is no number", REFUSED, "two numbers", SLIDE,
     .head = TEXT("layout: photo\nimage: {file: images/picture.png, alt: a, focus: [.nan, 1e999]}\n")},
    {"a format of another century", REFUSED, "", "lobby.yaml",
     .head = TEXT("format: 99999999999999999999999\nname: a\n")},
    {"a duration past all numbers", REFUSED, "duration", "lobby.yaml",
     .head = TEXT("format: 1\nname: a\nsession: {inactivity: 99999999999999999999s}\n")},
    {"a negative duration", REFUSED, "duration", "lobby.yaml",
     .head = TEXT("format: 1\nname: a\nslideshow: {fade: -1ms}\n")},
    {"a date past the end of time", REFUSED, "", SLIDE,
     .head = TEXT(HEAD "a\nshow: {until: 9999999-12-31}\n")},
    {"a language that is a path", REFUSED, "not the code of a language", "lobby.yaml",
     .head = TEXT("format: 1\nname: a\nlanguages: [\"../../etc/passwd\"]\n")},
    {"a thousand languages", REFUSED, "stands twice", "lobby.yaml",
     .head = TEXT("format: 1\nname: a\nlanguages: ["), .unit = TEXT("en, "), .times = 1000,
     .tail = TEXT("en]\n")},
    {"formats of printf", REFUSED, "%n%n%s", SLIDE, .head = TEXT(HEAD "a\n\"%n%n%s%s%1000000d\": b\n")},
};
const struct hostile_table cases_yaml = {"yaml", rows, sizeof rows / sizeof rows[0]};
