/* What can stand in a folder instead of a file, or lead out of it. */
#include "cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static void in_folder(const struct folder *folder, const char *name, char path[512])
{
    snprintf(path, 512, "%s/%s", folder->path, name);
}

/* row->tail names what is to go, and row->unit where a link in its place leads. */
static void put_link(const struct folder *folder, const struct hostile_case *row)
{
    char path[512], aside[512];
    in_folder(folder, row->tail.bytes, path);
    in_folder(folder, "aside", aside);
    assert_int_equal(rename(path, aside), 0);
    assert_int_equal(symlink(row->unit.bytes, path), 0);
}

static void put_word_link(const struct folder *folder, const struct hostile_case *row)
{
    char path[512];
    (void)row;
    folder_write(folder, "words/", "", 0);
    in_folder(folder, "words/en.yaml", path);
    assert_int_equal(symlink("/etc/passwd", path), 0);
}

static void put_pipe(const struct folder *folder, const struct hostile_case *row)
{
    char path[512];
    in_folder(folder, row->tail.bytes, path);
    unlink(path);
    assert_int_equal(mkfifo(path, 0666), 0);
}

static void put_folder(const struct folder *folder, const struct hostile_case *row)
{
    char path[512];
    in_folder(folder, row->tail.bytes, path);
    unlink(path);
    assert_int_equal(mkdir(path, 0777), 0);
}

static void put_socket(const struct folder *folder, const struct hostile_case *row)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    char path[512];
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    in_folder(folder, row->tail.bytes, path);
    unlink(path);
    assert_true(strlen(path) < sizeof address.sun_path);
    strcpy(address.sun_path, path);
    assert_int_equal(bind(fd, (const struct sockaddr *)&address, sizeof address), 0);
    close(fd);
}

static void put_hard_link(const struct folder *folder, const struct hostile_case *row)
{
    char path[512], aside[512];
    (void)row;
    in_folder(folder, "images/picture.png", path);
    in_folder(folder, "images/other.png", aside);
    assert_int_equal(link(path, aside), 0);
    folder_write_text(
        folder, "slides/welcome.yaml",
        "layout: photo\ntitle: a\nimage: {file: images/other.png, alt: a}\nopens: page:about\n");
}

/* Ten gigabytes that take no room on the disk. */
static void put_hole(const struct folder *folder, const struct hostile_case *row)
{
    char path[512];
    in_folder(folder, row->tail.bytes, path);
    assert_int_equal(truncate(path, 10000000000), 0);
}

static void put_many(const struct folder *folder, const struct hostile_case *row)
{
    char path[512];
    for (size_t i = 0; i < row->times; i++) {
        snprintf(path, sizeof path, "%s/%s/n%06zu%s", folder->path, row->unit.bytes, i, row->tail.bytes);
        int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
        assert_true(fd >= 0);
        close(fd);
    }
}

/* Pages that are each related to five hundred others. */
static void put_web(const struct folder *folder, const struct hostile_case *row)
{
    enum { PAGES = 1900, RELATED = 500 };
    struct bytes bytes = {0};
    char text[64];
    (void)row;
    for (int i = 0; i < PAGES; i++) {
        bytes.length = 0;
        bytes_text(&bytes, "title: a\nbody: a\nrelated:\n");
        for (int j = 1; j <= RELATED; j++) {
            snprintf(text, sizeof text, "- p%04d\n", (i + j) % PAGES);
            bytes_text(&bytes, text);
        }
        snprintf(text, sizeof text, "pages/p%04d.yaml", i);
        folder_write(folder, text, bytes.at, bytes.length);
    }
    bytes_finish(&bytes);
}

/* Eight times the text that is read of a folder. */
static void put_lists(const struct folder *folder, const struct hostile_case *row)
{
    enum { FILES = 2000, VALUES = 8000 };
    struct bytes bytes = {0};
    (void)row;
    bytes_text(&bytes, "layout: list\nitems: [a");
    for (int i = 0; i < VALUES; i++)
        bytes_text(&bytes, ",a");
    bytes_text(&bytes, "]\n");
    for (int i = 0; i < 2 * FILES; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s/p%04d.yaml", i < FILES ? "slides" : "pages", i);
        folder_write(folder, name, bytes.at, bytes.length);
    }
    bytes_finish(&bytes);
}

/* Each letter a piece of text of its own. */
static void put_spans(const struct folder *folder, const struct hostile_case *row)
{
    enum { PAGES = 100, SPANS = 15000 };
    struct bytes bytes = {0};
    char name[64];
    (void)row;
    bytes_text(&bytes, "title: a\nbody: \"");
    for (int i = 0; i < SPANS; i++)
        bytes_text(&bytes, "*a*b");
    bytes_text(&bytes, "\"\n");
    for (int i = 0; i < PAGES; i++) {
        snprintf(name, sizeof name, "pages/s%03d.yaml", i);
        folder_write(folder, name, bytes.at, bytes.length);
    }
    bytes_finish(&bytes);
}

static void put_names(const struct folder *folder, const struct hostile_case *row)
{
    static const char *const names[] = {"a\nlobby.yaml:1:1: error: this is not true.png",
                                        "\x1b]0;owned\x07.png",
                                        "\xe2\x80\xaegnp.exe",
                                        "\xff\xfe.png",
                                        "-rf",
                                        "%n%s%1000000d",
                                        "cafe\xcc\x81.png",
                                        "caf\xc3\xa9.png",
                                        ".hidden",
                                        "\\..\\x.png",
                                        "~root",
                                        "$(reboot)"};
    char path[512];
    (void)row;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(path, sizeof path, "images/%s", names[i]);
        folder_write_text(folder, path, "x");
    }
    memset(path, 'n', sizeof path);
    memcpy(path, "images/", 7);
    path[7 + 255] = '\0';
    folder_write_text(folder, path, "x");
}

static void put_slide_name(const struct folder *folder, const struct hostile_case *row)
{
    char path[512];
    snprintf(path, sizeof path, "slides/%s.yaml", row->unit.bytes);
    folder_write_text(folder, path, "layout: statement\ntitle: a\n");
}

static void remove_lobby(const struct folder *folder, const struct hostile_case *row)
{
    (void)row;
    folder_unlink(folder, "lobby.yaml");
}

#define IMAGE(file) "layout: photo\ntitle: a\nimage: {file: \"" file "\", alt: a}\n"
#define SLIDE       "slides/welcome.yaml"
#define PICTURE     "images/picture.png"
#define PAGE        "pages/about.yaml"

static const struct hostile_case rows[] = {
    {"a picture linked to a password file", REFUSED, "a folder or a link", .make = put_link,
     .unit = TEXT("/etc/passwd"), .tail = TEXT(PICTURE)},
    {"a picture linked to a good picture", REFUSED, "a folder or a link", .make = put_link,
     .unit = TEXT("../aside"), .tail = TEXT(PICTURE)},
    {"a picture linked to itself", REFUSED, "a folder or a link", .make = put_link,
     .unit = TEXT("picture.png"), .tail = TEXT(PICTURE)},
    {"a picture linked to endless zeros", REFUSED, "a folder or a link", .make = put_link,
     .unit = TEXT("/dev/zero"), .tail = TEXT(PICTURE)},
    {"a picture linked to memory", REFUSED, "a folder or a link", .make = put_link,
     .unit = TEXT("/proc/self/mem"), .tail = TEXT(PICTURE)},
    {"the pictures linked elsewhere", REFUSED, "symbolic link", .make = put_link, .unit = TEXT("aside"),
     .tail = TEXT("images")},
    {"the slides linked elsewhere", REFUSED, "symbolic link", .make = put_link, .unit = TEXT("aside"),
     .tail = TEXT("slides")},
    {"the pages linked to everything", REFUSED, "symbolic link", .make = put_link, .unit = TEXT("/"),
     .tail = TEXT("pages")},
    {"the pictures linked to themselves", REFUSED, "symbolic link", .make = put_link, .unit = TEXT("images"),
     .tail = TEXT("images")},
    {"lobby.yaml linked", REFUSED, "symbolic link", .make = put_link, .unit = TEXT("aside"),
     .tail = TEXT("lobby.yaml")},
    {"a slide linked", REFUSED, "symbolic link", .make = put_link, .unit = TEXT("../aside"),
     .tail = TEXT(SLIDE)},
    {"a text linked to a password file", REFUSED, "symbolic link", .make = put_link,
     .unit = TEXT("/etc/passwd"), .tail = TEXT("pages/about.md")},
    {"a link to nowhere", REFUSED, "a folder or a link", .make = put_link, .unit = TEXT("nowhere"),
     .tail = TEXT(PICTURE)},
    {"a hard link", SHOWN, "no slide and no page shows", .make = put_hard_link},
    {"a path up", REFUSED, "own folder", SLIDE, .head = TEXT(IMAGE("../../../etc/passwd"))},
    {"a path up from inside", REFUSED, "own folder", SLIDE, .head = TEXT(IMAGE("images/../../x.png"))},
    {"a path up and back", REFUSED, "own folder", SLIDE, .head = TEXT(IMAGE("images/../images/picture.png"))},
    {"a path from the root", REFUSED, "own folder", SLIDE, .head = TEXT(IMAGE("/etc/passwd"))},
    {"a path of another system", REFUSED, "own folder", SLIDE, .head = TEXT(IMAGE("images\\\\..\\\\x.png"))},
    {"a path of no system", REFUSED, "own folder", SLIDE, .head = TEXT(IMAGE("file:///etc/passwd"))},
    {"a path with a detour", REFUSED, "images/picture.png", SLIDE,
     .head = TEXT(IMAGE("images/./picture.png"))},
    {"a path with two strokes", REFUSED, "images/picture.png", SLIDE,
     .head = TEXT(IMAGE("images//picture.png"))},
    {"a path to the folder itself", REFUSED, "picture", SLIDE, .head = TEXT(IMAGE("images/"))},
    {"a path of 16 kB", REFUSED, "picture", SLIDE,
     .head = TEXT("layout: photo\nimage: {alt: a, file: \"images/"), .unit = TEXT("a/"), .times = 8000,
     .tail = TEXT("\"}\n")},
    {"a text up", REFUSED, "in pages", PAGE, .head = TEXT("title: a\nbody: ../../../etc/motd.md\n")},
    {"a text from the root", REFUSED, "in pages", PAGE, .head = TEXT("title: a\nbody: /etc/motd.md\n")},
    {"a hidden text", REFUSED, "there is no file", PAGE, .head = TEXT("title: a\nbody: .md.md\n")},
    {"a pipe as a picture", REFUSED, "not a file", .make = put_pipe, .tail = TEXT(PICTURE)},
    {"a pipe as lobby.yaml", REFUSED, "not a regular file", .make = put_pipe, .tail = TEXT("lobby.yaml")},
    {"a pipe as a slide", REFUSED, "not a regular file", .make = put_pipe, .tail = TEXT(SLIDE)},
    {"a pipe as a text", REFUSED, "not a regular file", .make = put_pipe, .tail = TEXT("pages/about.md")},
    {"a pipe as a notice", REFUSED, "not a regular file", .make = put_pipe, .tail = TEXT("notice.yaml")},
    {"a socket as a picture", REFUSED, "not a file", .make = put_socket, .tail = TEXT(PICTURE)},
    {"a socket as a slide", REFUSED, "", .make = put_socket, .tail = TEXT(SLIDE)},
    {"a folder as a picture", REFUSED, "not a file", .make = put_folder, .tail = TEXT(PICTURE)},
    {"a folder as lobby.yaml", REFUSED, "not a regular file", .make = put_folder, .tail = TEXT("lobby.yaml")},
    {"a folder as a slide", REFUSED, "not a regular file", .make = put_folder, .tail = TEXT(SLIDE)},
    {"a picture of ten gigabytes", REFUSED, "10000.0 MB", .make = put_hole, .tail = TEXT(PICTURE)},
    {"a slide of ten gigabytes", REFUSED, "at most", .make = put_hole, .tail = TEXT(SLIDE)},
    {"a text of ten gigabytes", REFUSED, "at most", .make = put_hole, .tail = TEXT("pages/about.md")},
    {"100,000 pictures", REFUSED, "more than 10000 files", .make = put_many, .times = 100000,
     .unit = TEXT("images"), .tail = TEXT(".png")},
    {"10,001 slides", REFUSED, "more than 10000 files", .make = put_many, .times = 10001,
     .unit = TEXT("slides"), .tail = TEXT(".yaml")},
    {"10,001 texts", REFUSED, "more than 10000 files", .make = put_many, .times = 10001,
     .unit = TEXT("pages"), .tail = TEXT(".md")},
    {"10,001 files that nobody knows", REFUSED, "more than 10000 files", .make = put_many, .times = 10001,
     .unit = TEXT("."), .tail = TEXT("")},
    {"words linked elsewhere", REFUSED, "symbolic link", .make = put_word_link},
    {"950,000 related pages", REFUSED, "related pages and a page has room for", .ms = 500, .make = put_web},
    {"64 MB of lists", REFUSED, "together have more than 8 MB", .ms = 4000, .make = put_lists},
    {"3,000,000 pieces of text", REFUSED, "more content than fits", .ms = 500, .make = put_spans},
    {"names that speak to terminals", SHOWN, "no slide and no page shows", .make = put_names},
    {"a slide named like an error", REFUSED, "a name has small letters", .make = put_slide_name,
     .unit = TEXT("a\nlobby.yaml:1:1: error: x")},
    {"a slide named to turn around", REFUSED, "a name has small letters", .make = put_slide_name,
     .unit = TEXT("\xe2\x80\xaelmay")},
    {"a slide named in broken bytes", REFUSED, "a name has small letters", .make = put_slide_name,
     .unit = TEXT("\xff\xc0\x80")},
    {"no lobby.yaml", REFUSED, "this file is missing", .make = remove_lobby},
};
const struct hostile_table cases_files = {"files", rows, sizeof rows / sizeof rows[0]};
