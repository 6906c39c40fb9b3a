/* Texts that are hard to lay out, Markdown that is hard to read, and links that lead elsewhere. */
#include "cases.h"

#include <string.h>

#define SLIDE "slides/welcome.yaml"
#define HEAD  "layout: photo\nimage: {file: images/picture.png, alt: a}\nopens: page:about\ntitle: "
#define PAGE  "pages/about.md"
#define RLO   "\xe2\x80\xae"
#define ZWJ   "\xe2\x80\x8d"

/* As long as a text may be: of one word, or of many short ones. */
static void write_long(struct bytes *bytes, const char *before, const char *unit, const char *behind)
{
    enum { LONGEST = 4096 };
    bytes_text(bytes, before);
    bytes_repeat(bytes, unit, strlen(unit), LONGEST / strlen(unit));
    bytes_text(bytes, behind);
}

static void write_and_empty(const struct folder *folder, const char *file, struct bytes *bytes)
{
    folder_write(folder, file, bytes->at, bytes->length);
    bytes->length = 0;
}

static void longest_everywhere(const struct folder *folder, const struct hostile_case *row)
{
    struct bytes bytes = {0};
    (void)row;
    write_long(&bytes, "format: 1\nname: ", "W", "\nslideshow: {order: [welcome, list, figure]}\nmenu:\n");
    write_long(&bytes, "  title: ", "W", "\n");
    write_long(&bytes, "  intro: ", "a ", "\n  pages: [about]\n");
    write_and_empty(folder, "lobby.yaml", &bytes);
    write_long(&bytes, "layout: list\neyebrow: ", "W", "\n");
    write_long(&bytes, "title: ", "a ", "\nitems:\n");
    for (int i = 0; i < 6; i++) {
        write_long(&bytes, "  - lead: \"", "17", "\"\n");
        write_long(&bytes, "    text: ", i % 2 ? "W" : "a ", "\n");
    }
    write_and_empty(folder, "slides/list.yaml", &bytes);
    write_long(&bytes, "layout: figure\nfigure: \"", "8", "\"\n");
    write_long(&bytes, "unit: ", "W", "\n");
    write_long(&bytes, "title: ", "a ", "\n");
    write_and_empty(folder, "slides/figure.yaml", &bytes);
    write_long(&bytes, "title: ", "W", "\n");
    write_long(&bytes, "summary: ", "a ", "\nbody: about.md\n");
    write_long(&bytes, "contact:\n  name: ", "W", "\n");
    write_long(&bytes, "  role: ", "a ", "\n");
    write_long(&bytes, "  address: ", "W", "\n");
    write_and_empty(folder, "pages/about.yaml", &bytes);
    write_long(&bytes, "level: info\ntitle: ", "W", "\n");
    write_long(&bytes, "body: ", "a ", "\n");
    write_and_empty(folder, "notice.yaml", &bytes);
    bytes_finish(&bytes);
}

static void long_emergency(const struct folder *folder, const struct hostile_case *row)
{
    struct bytes bytes = {0};
    (void)row;
    write_long(&bytes, "level: emergency\ntitle: ", "W", "\n");
    write_long(&bytes, "body: ", "a ", "\n");
    write_and_empty(folder, "notice.yaml", &bytes);
    bytes_finish(&bytes);
}

static void long_words(const struct folder *folder, const struct hostile_case *row)
{
    struct bytes bytes = {0};
    (void)row;
    write_long(&bytes, "back: ", "W", "\n");
    write_and_empty(folder, "words/en.yaml", &bytes);
    bytes_finish(&bytes);
}

static const struct hostile_case rows[] = {
    /* Characters */
    {"flags", SHOWN, NULL, SLIDE, .head = TEXT(HEAD), .unit = TEXT("\xf0\x9f\x87\xba\xf0\x9f\x87\xb8"),
     .times = 500},
    {"half a flag", SHOWN, NULL, SLIDE, .head = TEXT(HEAD "\xf0\x9f\x87\xba\n")},
    {"a joined family", SHOWN, NULL, SLIDE, .head = TEXT(HEAD),
     .unit = TEXT("\xf0\x9f\x91\xa9" ZWJ "\xf0\x9f\x91\xa9" ZWJ "\xf0\x9f\x91\xa7 "), .times = 200},
    {"500 people joined to one", SHOWN, NULL, SLIDE, .head = TEXT(HEAD "\xf0\x9f\x91\xa9"),
     .unit = TEXT(ZWJ "\xf0\x9f\x91\xa9"), .times = 500},
    {"joiners and nothing to join", SHOWN, NULL, SLIDE, .head = TEXT(HEAD "a"), .unit = TEXT(ZWJ),
     .times = 1300},
    {"10,000 marks on one letter", REFUSED, "4 kB", SLIDE, .head = TEXT(HEAD "a"), .unit = TEXT("\xcc\x81"),
     .times = 10000},
    {"2,000 marks on one letter", SHOWN, NULL, SLIDE, .head = TEXT(HEAD "a"), .unit = TEXT("\xcc\x81"),
     .times = 2000},
    {"10,000 marks on one letter of a page", SHOWN, NULL, PAGE, .head = TEXT("a"), .unit = TEXT("\xcc\x81"),
     .times = 10000},
    {"a word of 16 kB", REFUSED, "4 kB", SLIDE, .head = TEXT(HEAD), .unit = TEXT("W"), .times = 16384},
    {"a word of 4 kB", SHOWN, NULL, SLIDE, .head = TEXT(HEAD), .unit = TEXT("W"), .times = 4096},
    {"a word of 4 kB on a tile", SHOWN, NULL, "pages/about.yaml",
     .head = TEXT("body: about.md\nsummary: b\ntitle: "), .unit = TEXT("W"), .times = 4096},
    {"a Chinese word of 4 kB", SHOWN, NULL, SLIDE, .head = TEXT(HEAD), .unit = TEXT("\xe6\xb0\xb4"),
     .times = 1365},
    {"an Arabic word of 4 kB", SHOWN, NULL, SLIDE, .head = TEXT(HEAD), .unit = TEXT("\xd8\xa8"),
     .times = 2048},
    {"an Indic cluster of 4 kB", SHOWN, NULL, SLIDE, .head = TEXT(HEAD),
     .unit = TEXT("\xe0\xa4\x95\xe0\xa5\x8d"), .times = 680},
    {"4 kB of hard blanks", SHOWN, NULL, SLIDE, .head = TEXT(HEAD "a"), .unit = TEXT("\xc2\xa0"),
     .times = 2000, .tail = TEXT("b")},
    {"4 kB of soft hyphens", SHOWN, NULL, SLIDE, .head = TEXT(HEAD "a"), .unit = TEXT("\xc2\xad"),
     .times = 2000, .tail = TEXT("b")},
    {"nothing but invisible characters", SHOWN, NULL, SLIDE, .head = TEXT(HEAD),
     .unit = TEXT("\xe2\x80\x8b\xe2\x81\xa0"), .times = 100},
    {"a name turned around", SHOWN, NULL, SLIDE, .head = TEXT(HEAD RLO "exe.gpj\n")},
    {"300 turns in each other", SHOWN, NULL, SLIDE, .head = TEXT(HEAD "a"),
     .unit = TEXT(RLO "\xe2\x80\xaa\xe2\x81\xa7\xd7\x90"
                      "a"),
     .times = 300},
    {"600 ends of turns", SHOWN, NULL, SLIDE, .head = TEXT(HEAD "a"),
     .unit = TEXT("\xe2\x80\xac\xe2\x81\xa9"), .times = 600},
    {"characters of private use", SHOWN, NULL, SLIDE,
     .head = TEXT(HEAD "\xee\x80\x80\xf3\xb0\x80\x80\xf4\x8f\xbf\xbd\n")},
    {"tags, selectors and fillers", SHOWN, NULL, SLIDE,
     .head = TEXT(HEAD "a\xf3\xa0\x81\x81\xf3\xa0\x81\xbf\xef\xb8\x8f\xe3\x85\xa4\xef\xbf\xbc\n")},
    {"4 kB of line feeds", SHOWN, NULL, SLIDE, .head = TEXT(HEAD "|\n"), .unit = TEXT("  a\n"),
     .times = 2000},
    {"1,000 items on a slide", REFUSED, "room for 6", SLIDE, .head = TEXT("layout: list\ntitle: a\nitems:\n"),
     .unit = TEXT("  - an item\n"), .times = 1000},
    {"the longest texts everywhere", SHOWN, NULL, .make = longest_everywhere},
    {"an emergency that does not end", SHOWN, NULL, .make = long_emergency},
    {"a button of 4 kB", REFUSED, "room for", .make = long_words},
    {"a language whose name does not end", REFUSED, "room for", "lobby.yaml",
     .head = TEXT("format: 1\nname: a\nlanguages: {en: \""), .unit = TEXT("a "), .times = 500000,
     .tail = TEXT("\"}\n")},
    /* Markdown */
    {"a byte more than 64 kB", REFUSED, "64 kB", "pages/about.yaml", .head = TEXT("title: a\nbody: |\n  "),
     .unit = TEXT("x"), .times = 65537},
    {"65,000 quotes in each other", SHOWN, NULL, PAGE, .unit = TEXT(">"), .times = 65000, .tail = TEXT(" a")},
    {"lists in lists, 350 deep", REFUSED, "nested too deep", PAGE, .unit = TEXT("- "), .times = 350,
     .tail = TEXT("a")},
    {"lists in quotes in lists", REFUSED, "nested too deep", PAGE, .unit = TEXT("> - "), .times = 16000},
    {"65,000 open brackets", SHOWN, NULL, PAGE, .unit = TEXT("["), .times = 65000},
    {"65,000 stars", SHOWN, NULL, PAGE, .unit = TEXT("*"), .times = 65000, .tail = TEXT("\nwords")},
    {"stars that open and never close", SHOWN, NULL, PAGE, .unit = TEXT("*a **b "), .times = 9000},
    {"stars and strokes", SHOWN, NULL, PAGE, .unit = TEXT("*_"), .times = 32000, .tail = TEXT("a")},
    {"links that never end", SHOWN, NULL, PAGE, .unit = TEXT("[a](<"), .times = 13000},
    {"code that never ends", REFUSED, "code", PAGE, .unit = TEXT("`a ``b "), .times = 9000},
    {"10,000 dead links", REFUSED, "there is no page", PAGE, .unit = TEXT("[a](page:x)"), .times = 5900},
    {"4,000 good links", SHOWN, NULL, PAGE, .unit = TEXT("[a](tel:555) "), .times = 4900},
    {"6,000 definitions of one link", SHOWN, NULL, PAGE, .unit = TEXT("[a]: tel:555\n"), .times = 4900,
     .tail = TEXT("\nwords")},
    {"a table of 10,000 columns and rows", REFUSED, "table", PAGE, .head = TEXT("|a|b\n|---|---\n"),
     .unit = TEXT("|\n"), .times = 30000},
    {"20,000 paragraphs", SHOWN, NULL, PAGE, .unit = TEXT("a\n\n"), .times = 21000},
    {"20,000 items", SHOWN, NULL, PAGE, .unit = TEXT("- a\n"), .times = 16000},
    {"13,000 headings", SHOWN, NULL, PAGE, .unit = TEXT("# a\n"), .times = 16000},
    {"a page of one word of 64 kB", SHOWN, NULL, PAGE, .unit = TEXT("W"), .times = 65536},
    {"a page of 64 kB in Chinese", SHOWN, NULL, PAGE, .unit = TEXT("\xe6\xb0\xb4"), .times = 21845},
    {"a script", REFUSED, "HTML cannot be shown", PAGE, .head = TEXT("<script>alert(1)</script>\n")},
    {"7,000 tags", REFUSED, "HTML cannot be shown", PAGE, .unit = TEXT("<b>a</b> "), .times = 7000},
    {"comments of HTML", REFUSED, "HTML cannot be shown", PAGE, .unit = TEXT("<!--"), .times = 16000},
    {"entities that are not known", REFUSED, "is not known here", PAGE, .unit = TEXT("&laugh;"),
     .times = 9000},
    {"a zero as an entity", REFUSED, "is not known here", PAGE, .head = TEXT("a&#0;b\n")},
    {"a bell as an entity", REFUSED, "is not known here", PAGE, .head = TEXT("a&#7;b\n")},
    {"a turn as an entity", SHOWN, NULL, PAGE, .head = TEXT("a &#x202e; b\n")},
    {"a zero byte in a text", REFUSED, "invisible character", PAGE, .head = TEXT("a\0b\n")},
    {"a text in Latin-1", REFUSED, "not UTF-8", PAGE, .head = TEXT("caf\xe9\n")},
    {"a text in UTF-16", REFUSED, "not UTF-8", PAGE,
     .head = TEXT("\xff\xfe"
                  "a\0")},
    /* Links */
    {"a link that is a program", REFUSED, "cannot begin with", PAGE,
     .head = TEXT("[a](javascript:alert(1))\n")},
    {"a link that is a file", REFUSED, "cannot begin with", PAGE, .head = TEXT("[a](file:///etc/passwd)\n")},
    {"a link that is data", REFUSED, "cannot begin with", PAGE, .head = TEXT("[a](data:text/html,x)\n")},
    {"a link into the air", REFUSED, "whole web address", PAGE, .head = TEXT("[a](https://)\n")},
    {"an address too long for a QR code", REFUSED, "too long for a QR code", PAGE,
     .head = TEXT("[a](https://a/"), .unit = TEXT("x"), .times = 3000, .tail = TEXT(")")},
    {"a telephone that does more than call", REFUSED, "telephone number", PAGE,
     .head = TEXT("[a](tel:*#06#)\n")},
    {"a line feed in a telephone number", REFUSED, "telephone number", "pages/about.yaml",
     .head = TEXT("title: a\ncontact: {name: a, phone: \"555\\nTEL:666\"}\n")},
    {"a line feed in an address of mail", REFUSED, "e-mail address", "pages/about.yaml",
     .head = TEXT("title: a\ncontact: {name: a, email: \"a@b\\nTEL:666\"}\n")},
    {"a second card in a name", SHOWN, NULL, "pages/about.yaml",
     .head = TEXT("title: a\nbody: about.md\ncontact: {name: \"a\\nEND:VCARD\\nBEGIN:VCARD\\nTEL:666\"}\n")},
    {"a card too long for a QR code", SHOWN, NULL, "pages/about.yaml",
     .head = TEXT("title: a\nbody: about.md\ncontact:\n  name: "), .unit = TEXT("a "), .times = 2000},
};
const struct hostile_table cases_texts = {"texts", rows, sizeof rows / sizeof rows[0]};
