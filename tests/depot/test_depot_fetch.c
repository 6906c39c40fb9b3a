/* One small file: from honest and other servers, and from folders. */
#include "answer.h"
#include "place.h"

#include "depot/fetch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { CAP = 1000 };
#define RELEASE   "format: 1\nsite: rush\n"
#define PAGE_60   "<p>There is no such file here, and there has never been.</p>"
#define PAGE_300  PAGE_60 PAGE_60 PAGE_60 PAGE_60 PAGE_60
#define PAGE_1200 PAGE_300 PAGE_300 PAGE_300 PAGE_300

/* What the server says, and does then. */
struct script {
    const char *shows, *says, *code; /* no code: the file comes */
    enum then then;
    const char *again; /* for DRIP and REPEAT */
    unsigned retry_after_s;
};

static const struct script scripts[] = {
    {.shows = "with its length", .says = OK_HEAD "Content-Length: 21\r\n\r\n" RELEASE},
    {.shows = "in chunks",
     .says = OK_HEAD "Transfer-Encoding: chunked\r\n\r\n5\r\nforma\r\n10\r\nt: 1\nsite: rush\n\r\n0\r\n\r\n"},
    {.shows = "until the connection ends", .says = OK_HEAD "\r\n" RELEASE},
    {.shows = "called a web page, but it is none",
     .says = OK_HEAD "Content-Type: text/html\r\nContent-Length: 21\r\n\r\n" RELEASE},
    {.shows = "after early hints",
     .says = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" OK_HEAD "\r\n" RELEASE},

    {.shows = "not there",
     .says = "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone",
     .code = "not-found"},
    {.shows = "not there, with a page that is larger than the file may be",
     .says = "HTTP/1.1 404 Not Found\r\nContent-Length: 1200\r\n\r\n" PAGE_1200,
     .code = "not-found"},
    {.shows = "elsewhere, with a page that is larger than the file may be",
     .says = "HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1:9/\r\nContent-Length: 1200\r\n\r\n" PAGE_1200,
     .code = "network"},
    {.shows = "gone", .says = "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n", .code = "not-found"},
    {.shows = "forbidden",
     .says = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
     .code = "http-status"},
    {.shows = "an empty answer", .says = "HTTP/1.1 204 No Content\r\n\r\n", .code = "http-status"},
    {.shows = "a part that nobody asked for",
     .says = "HTTP/1.1 206 Partial Content\r\nContent-Length: 5\r\n\r\nforma",
     .code = "http-status"},
    {.shows = "not modified", .says = "HTTP/1.1 304 Not Modified\r\n\r\n", .code = "http-status"},
    {.shows = "an error of the server",
     .says = "HTTP/1.1 500 Oops\r\nContent-Length: 6\r\n\r\n<html>",
     .code = "http-status"},
    {.shows = "busy",
     .says = "HTTP/1.1 503 Busy\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n",
     .code = "http-status",
     .retry_after_s = 120},
    {.shows = "too many",
     .says = "HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n",
     .code = "http-status",
     .retry_after_s = 7},
    {.shows = "busy for ever",
     .says = "HTTP/1.1 503 Busy\r\nRetry-After: 99999999999\r\nContent-Length: 0\r\n\r\n",
     .code = "http-status",
     .retry_after_s = 86400},
    {.shows = "busy since ever",
     .says = "HTTP/1.1 503 Busy\r\nRetry-After: -5\r\nContent-Length: 0\r\n\r\n",
     .code = "http-status"},

    {.shows = "a page",
     .says = OK_HEAD "Content-Length: 15\r\n\r\n<!DOCTYPE html>",
     .code = "captive-portal"},
    {.shows = "a page after blanks and a byte order mark",
     .says = OK_HEAD "\r\n\xef\xbb\xbf \r\n<html><body>Log in",
     .code = "captive-portal"},
    {.shows = "a login",
     .says = "HTTP/1.1 511 Network Authentication Required\r\nContent-Length: 6\r\n\r\n<html>",
     .code = "captive-portal"},

    {.shows = "less than it says",
     .says = OK_HEAD "Content-Length: 500\r\n\r\n" RELEASE,
     .code = "truncated"},
    {.shows = "chunks without an end",
     .says = OK_HEAD "Transfer-Encoding: chunked\r\n\r\n5\r\nforma\r\n",
     .code = "truncated"},
    {.shows = "nothing", .says = "", .code = "truncated"},
    {.shows = "half a head", .says = "HTTP/1.1 200 OK\r\nContent-Le", .code = "truncated"},
    {.shows = "a connection that breaks",
     .says = OK_HEAD "Content-Length: 500\r\n\r\n" RELEASE,
     .code = "network",
     .then = RESET},
    {.shows = "no HTTP", .says = "220 mail.example ESMTP\r\n", .code = "network"},
    {.shows = "chunks of a nonsensical size",
     .says = OK_HEAD "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
     .code = "network"},

    {.shows = "more than allowed, as it says",
     .says = OK_HEAD "Content-Length: 1001\r\n\r\n",
     .code = "too-large"},
    {.shows = "more than allowed, as it does not say",
     .says = OK_HEAD "\r\n",
     .code = "too-large",
     .then = REPEAT,
     .again = "title: and so on and so forth\n"},
    {.shows = "endless chunks",
     .says = OK_HEAD "Transfer-Encoding: chunked\r\n\r\n",
     .code = "too-large",
     .then = REPEAT,
     .again = "5\r\nforma\r\n"},
    {.shows = "endless headers",
     .says = OK_HEAD,
     .code = "too-large",
     .then = REPEAT,
     .again = "X-And: so on and so forth and so on and so forth\r\n"},
    {.shows = "one endless header",
     .says = OK_HEAD "X-And: ",
     .code = "too-large",
     .then = REPEAT,
     .again = "so on and so forth and so on and so forth"},
    {.shows = "endless hints",
     .says = "",
     .code = "too-large",
     .then = REPEAT,
     .again = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"},
    {.shows = "an endless error page",
     .says = "HTTP/1.1 500 Oops\r\n\r\n",
     .code = "http-status",
     .then = REPEAT,
     .again = "so on and so forth\n"},

    {.shows = "silence", .says = "", .code = "timeout", .then = HANG},
    {.shows = "silence after the head",
     .says = OK_HEAD "Content-Length: 21\r\n\r\n",
     .code = "timeout",
     .then = HANG},
    {.shows = "drop by drop",
     .says = OK_HEAD "Content-Length: 900\r\n\r\n",
     .code = "timeout",
     .then = DRIP,
     .again = "a"},
    {.shows = "a head drop by drop", .says = OK_HEAD, .code = "timeout", .then = DRIP, .again = "X: y\r\n"},

    {.shows = "to plain http", .says = REDIRECT("http://127.0.0.1:9/"), .code = "redirect"},
    {.shows = "to a file", .says = REDIRECT("file:///etc/passwd"), .code = "redirect"},
    {.shows = "to ftp", .says = REDIRECT("ftp://127.0.0.1/"), .code = "redirect"},
    {.shows = "to something", .says = REDIRECT("gopher://127.0.0.1/"), .code = "redirect"},
    {.shows = "to where nobody is", .says = REDIRECT("https://127.0.0.1:9/"), .code = "network"},
};

static bool play(struct server *server, int fd, const char *path)
{
    const struct script *script = server->script;
    assert_string_equal(path, "/release.yaml");
    answer(server, fd, script->says, script->then, script->again);
    return true;
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void each_answer_has_its_verdict(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        const struct script *script = &scripts[i];
        struct server *server = server_start(&(struct server){.rule = play, .script = script});
        struct depot_file file;
        struct refusal why = {0};
        print_message("%s\n", script->shows);
        const struct depot_source source = {.where = server->url,
                                            .allow_http = true,
                                            .proxy = "",
                                            .connect_s = 2,
                                            .idle_s = 1,
                                            .total_s = 20};
        const double start = seconds();
        const bool ok = depot_fetch(&source, "release.yaml", CAP, &file, &why);
        assert_true(seconds() - start < 5);
        server_stop(server);
        if (script->code) {
            refused(ok, &why, script->code);
            assert_null(file.bytes);
        } else {
            accepted(ok, &why);
            assert_int_equal(file.length, strlen(RELEASE));
            assert_string_equal(file.bytes, RELEASE);
        }
        assert_int_equal(file.retry_after_s, script->retry_after_s);
        free(file.bytes);
    }
}

static void everything_together_has_a_deadline(void **state)
{
    (void)state;
    static const struct script drip = {.says = OK_HEAD "Content-Length: 900000\r\n\r\n",
                                       .then = DRIP,
                                       .again =
                                           RELEASE RELEASE RELEASE RELEASE RELEASE RELEASE RELEASE RELEASE};
    struct server *server = server_start(&(struct server){.rule = play, .script = &drip});
    struct depot_file file;
    struct refusal why = {0};
    const struct depot_source source = {
        .where = server->url, .allow_http = true, .proxy = "", .idle_s = 1, .total_s = 3};
    const double start = seconds();
    const bool ok = depot_fetch(&source, "release.yaml", 900000, &file, &why);
    server_stop(server);
    refused(ok, &why, "timeout");
    assert_true(seconds() - start > 2.5); /* it was fast enough to last so long */
}

static void exactly_the_cap_is_taken(void **state)
{
    (void)state;
    struct place place;
    place_create(&place);
    write_noise(place.publication, "release.yaml", CAP, 5);
    write_text(place.publication, "empty.yaml", "");
    struct server *server = server_start(&(struct server){.folder = place.publication});
    const char *wheres[] = {server->url, place.publication};
    for (int i = 0; i < 2; i++) {
        const struct depot_source source = {.where = wheres[i], .allow_http = true, .proxy = ""};
        struct depot_file file;
        struct refusal why = {0};
        accepted(depot_fetch(&source, "release.yaml", CAP, &file, &why), &why);
        assert_int_equal(file.length, CAP);
        free(file.bytes);
        refused(depot_fetch(&source, "release.yaml", CAP - 1, &file, &why), &why, "too-large");
        accepted(depot_fetch(&source, "empty.yaml", CAP, &file, &why), &why);
        assert_int_equal(file.length, 0);
        assert_string_equal(file.bytes, "");
        free(file.bytes);
    }
    server_stop(server);
    place_remove(&place);
}

static void folders_are_read_and_never_left(void **state)
{
    (void)state;
    struct place place;
    place_create(&place);
    write_text(place.publication, "release.yaml", RELEASE);
    write_text(place.publication, "keyrings/1.yaml", "1");
    run("cd '%s' && ln -s release.yaml link.yaml && ln -s /etc out && mkfifo pipe && mkdir folder",
        place.publication);
    static const struct {
        const char *name, *code;
    } cases[] = {
        {"release.yaml", NULL},       {"keyrings/1.yaml", NULL}, {"none.yaml", "not-found"},
        {"link.yaml", "file"},        {"out/passwd", "file"},    {"../content/x", "not-found"},
        {"../publication", "file"},   {"pipe", "file"},          {"folder", "file"},
        {"none/1.yaml", "not-found"},
    };
    char url[PATH_SIZE + 16], slashes[PATH_SIZE + 16];
    snprintf(url, sizeof url, "file://%s", place.publication);
    snprintf(slashes, sizeof slashes, "%s//", place.publication);
    const char *wheres[] = {place.publication, url, slashes};
    for (size_t w = 0; w < 3; w++)
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            const struct depot_source source = {.where = wheres[w]};
            struct depot_file file;
            struct refusal why = {0};
            const bool ok = depot_fetch(&source, cases[i].name, CAP, &file, &why);
            if (cases[i].code)
                refused(ok, &why, cases[i].code);
            else
                accepted(ok, &why);
            free(file.bytes);
        }
    place_remove(&place);
}

static void addresses_are_checked(void **state)
{
    (void)state;
    static const struct {
        const char *where, *code;
        bool allow_http;
    } cases[] = {
        {"http://127.0.0.1:9/x", "address", false},
        {"http://127.0.0.1:9/x", "network", true},
        {"HTTP://127.0.0.1:9/x", "network", true},
        {"https://127.0.0.1:9/x", "network", false},
        {"ftp://127.0.0.1/x", "address", true},
        {"gopher://127.0.0.1/x", "address", true},
        {"https://me:secret@127.0.0.1:9/x", "address", false},
        {"https://me@127.0.0.1:9/x", "address", false},
        {"https://127.0.0.1:9/x?y=z", "address", false},
        {"https://127.0.0.1:9/x#y", "address", false},
        {"https://", "address", false},
        {"https://a b/", "address", false},
        {"file://", "address", false},
        {"file://host/x", "address", false},
        {"", "address", false},
        {"/nowhere/at/all", "not-found", false},
        {"/etc/passwd", "file", false},
        {"https://nobody.invalid/x", "network", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct depot_source source = {
            .where = cases[i].where, .allow_http = cases[i].allow_http, .proxy = "", .connect_s = 5};
        struct depot_file file;
        struct refusal why = {0};
        print_message("%s\n", cases[i].where);
        refused(depot_fetch(&source, "release.yaml", CAP, &file, &why), &why, cases[i].code);
        assert_null(strstr(why.err.text, "secret"));
    }
}

static bool be_proxy(struct server *server, int fd, const char *path)
{
    server_say(server, fd,
               strcmp(path, "http://lobby.invalid/x/release.yaml") == 0
                   ? OK_HEAD "Content-Length: 21\r\n\r\n" RELEASE
                   : "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
    return true;
}

static void proxies_are_asked(void **state)
{
    (void)state;
    struct server *server = server_start(&(struct server){.rule = be_proxy});
    struct depot_file file;
    struct refusal why = {0};
    const struct depot_source source = {
        .where = "http://lobby.invalid/x/", .allow_http = true, .proxy = server->url};
    accepted(depot_fetch(&source, "release.yaml", CAP, &file, &why), &why);
    assert_string_equal(file.bytes, RELEASE);
    free(file.bytes);
    const struct depot_source tunnel = {.where = "https://lobby.invalid/x/", .proxy = server->url};
    refused(depot_fetch(&tunnel, "release.yaml", CAP, &file, &why), &why, "network");
    server_stop(server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_answer_has_its_verdict), cmocka_unit_test(everything_together_has_a_deadline),
        cmocka_unit_test(exactly_the_cap_is_taken),    cmocka_unit_test(folders_are_read_and_never_left),
        cmocka_unit_test(addresses_are_checked),       cmocka_unit_test(proxies_are_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
