/* A web server that does everything wrong, a stick, and how long the kiosk waits afterwards. */
#include "world.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define PAGE    OK_HEAD "\r\n<!DOCTYPE html><title>Welcome to the guest network</title>"
#define SO_ON   "so on and so forth and so on and so forth and so on and so forth\n"
#define SPEED   .with = "LOBBY_SPEED=30" /* 30 s without a byte are one */
#define CHUNKED OK_HEAD "Transfer-Encoding: chunked\r\n\r\n"

static const struct row statements[] = {
    {"no keyring", .path = "keyring.yaml", .answer = "HTTP/1.1 404 No\r\n\r\n", .code = "not-found"},
    {"the release is gone", .path = "release.yaml", .answer = "HTTP/1.1 410 Gone\r\n\r\n",
     .code = "not-found"},
    {"nothing at all", .path = "", .answer = "HTTP/1.1 404 No\r\n\r\n", .code = "not-found"},
    {"the release is forbidden", .path = "release.yaml", .answer = "HTTP/1.1 403 No\r\n\r\n",
     .code = "http-status", .says = "403"},
    {"the server is out of order", .path = "", .answer = "HTTP/1.1 500 Oops\r\n\r\n<html>",
     .code = "http-status"},
    {"a part that nobody asked for", .path = "release.yaml",
     .answer = "HTTP/1.1 206 Partial Content\r\nContent-Length: 5\r\n\r\nforma", .code = "http-status"},
    {"a portal in the place of everything", .path = "", .answer = PAGE, .code = "captive-portal"},
    {"a portal in the place of the release", .path = "release.yaml", .answer = PAGE,
     .code = "captive-portal"},
    {"a portal in the place of a signature", .path = "release.yaml.minisig", .answer = PAGE,
     .code = "captive-portal"},
    {"a portal that says what it is", .path = "", .answer = "HTTP/1.1 511 Login\r\n\r\n<html>",
     .code = "captive-portal"},
    {"a portal that sends to its page", .path = "", .answer = REDIRECT("http://127.0.0.1:9/login"),
     .code = "redirect"},
    {"to a file of this machine", .path = "release.yaml", .answer = REDIRECT("file:///etc/passwd"),
     .code = "redirect"},
    {"to where nobody is", .path = "keyring.yaml", .answer = REDIRECT("https://127.0.0.1:9/"),
     .code = "network"},
    {"less than it says", .path = "release.yaml", .answer = OK_HEAD "Content-Length: 500\r\n\r\nformat: 1\n",
     .code = "truncated"},
    {"half a signature", .path = "keyring.yaml.minisig",
     .answer = OK_HEAD "Content-Length: 300\r\n\r\nuntrusted", .code = "truncated"},
    {"chunks without an end", .path = "release.yaml", .answer = CHUNKED "5\r\nforma\r\n",
     .code = "truncated"},
    {"no answer", .path = "keyring.yaml", .answer = "", .code = "truncated"},
    {"a length that cuts it off", .path = "release.yaml",
     .answer = OK_HEAD "Content-Length: 9\r\n\r\nformat: 1\nsite: test\n", .code = "signature"},
    {"an honest answer to another question", .path = "release.yaml.minisig",
     .answer = OK_HEAD "Content-Length: 10\r\n\r\nformat: 1\n", .code = "signature-form"},
    {"a connection that breaks", .path = "release.yaml", .then = RESET,
     .answer = OK_HEAD "Content-Length: 500\r\n\r\nformat: 1\n", .code = "network"},
    {"no web server", .path = "", .answer = "220 mail.example ESMTP\r\n", .code = "network"},
    {"a release without an end", .path = "release.yaml", .answer = OK_HEAD "\r\n", .then = REPEAT,
     .again = SO_ON, .code = "too-large"},
    {"a keyring in chunks without an end", .path = "keyring.yaml", .answer = CHUNKED, .then = REPEAT,
     .again = "5\r\nforma\r\n", .code = "too-large"},
    {"a signature without an end", .path = "release.yaml.minisig", .answer = OK_HEAD "\r\n", .then = REPEAT,
     .again = SO_ON, .code = "too-large"},
    {"headers without an end", .path = "keyring.yaml", .answer = OK_HEAD, .then = REPEAT,
     .again = "X: " SO_ON, .code = "too-large"},
    {"a release that says that it is large", .path = "release.yaml",
     .answer = OK_HEAD "Content-Length: 99999999999\r\n\r\n", .code = "too-large"},
    {"silence", .path = "keyring.yaml", .answer = "", .then = HANG, SPEED, .code = "timeout"},
    {"drop by drop", .path = "release.yaml", .answer = OK_HEAD "Content-Length: 500\r\n\r\n", .then = DRIP,
     .again = "f", SPEED, .code = "timeout"},
};

static const struct row objects[] = {
    {"no commit", .path = ".commit", .answer = "HTTP/1.1 404 No\r\n\r\n", .code = "not-found"},
    {"no file", .path = ".filez", .answer = "HTTP/1.1 404 No\r\n\r\n", .code = "not-found"},
    {"a server that is busy", .path = ".filez", .answer = "HTTP/1.1 503 Busy\r\n\r\n", .code = "http-status"},
    {"a portal in the place of files", .path = ".filez", .answer = PAGE, .code = "captive-portal"},
    {"files that are elsewhere, without TLS", .path = ".filez", .answer = REDIRECT("http://127.0.0.1:9/"),
     .code = "redirect"},
    {"other bytes", .path = ".filez", .answer = OK_HEAD "Content-Length: 5\r\n\r\nother", .code = "object"},
    {"another folder", .path = ".dirtree", .answer = OK_HEAD "Content-Length: 5\r\n\r\nother",
     .code = "object"},
    {"an empty commit", .path = ".commit", .answer = OK_HEAD "Content-Length: 0\r\n\r\n", .code = "object"},
    {"a file that ends early", .path = ".filez", .answer = OK_HEAD "Content-Length: 3000\r\n\r\nfew",
     .code = "truncated"},
    {"a connection that breaks", .path = ".filez", .then = RESET,
     .answer = OK_HEAD "Content-Length: 3000\r\n\r\nfew", .code = "network"},
    {"a commit without an end", .path = ".commit", .answer = OK_HEAD "\r\n", .then = REPEAT, .again = SO_ON,
     .code = "too-large"},
    {"a folder without an end", .path = ".dirtree", .answer = OK_HEAD "\r\n", .then = REPEAT, .again = SO_ON,
     .code = "too-large"},
    {"a file without an end", .path = ".filez", .answer = OK_HEAD "\r\n", .then = REPEAT, .again = SO_ON,
     .code = "too-large"},
    {"a file that never comes", .path = ".filez", .answer = OK_HEAD "Content-Length: 100\r\n\r\n",
     .then = HANG, SPEED, .code = "timeout"},
    {"a file drop by drop", .path = ".filez", .answer = OK_HEAD "Content-Length: 1000\r\n\r\n", .then = DRIP,
     .again = "f", SPEED, .code = "timeout"},
    {"a pull that is killed", .path = ".filez", .answer = "", .then = HANG, .with = "sh ./kill-child",
     .code = "crash"},
};

static void statements_that_do_not_come(void **state)
{
    (void)state;
    assert_true(world_rows(statements, COUNT_OF(statements)) > 20);
}

/* The release has been verified when its objects are asked for. */
static void objects_that_do_not_come(void **state)
{
    (void)state;
    struct row rows[COUNT_OF(objects)];
    for (size_t i = 0; i < COUNT_OF(objects); i++) {
        rows[i] = objects[i];
        rows[i].learns = RELEASE;
    }
    runs(0,
         "printf '\"$@\" & p=$!\\nuntil kill -9 $(cat /proc/$p/task/$p/children) 2> /dev/null || ! kill -0 "
         "$p; do sleep 0.02; done\\nwait $p\\n' > kill-child");
    assert_true(world_rows(rows, COUNT_OF(rows)) > 10);
}

/* Seconds between "last" and "next" of update.json, after one attempt of a lobby-update that goes on. */
static long rests(const struct row *row)
{
    world_renew();
    struct server *server = world_serve(row);
    runs(0, "${update%%%% *} -c kiosk.yaml 2> told.err & p=$!; until [ -e run/update.json ]; do sleep 0.05; "
            "done; "
            "kill $p; wait $p");
    server_stop(server);
    runs(0, "cat run/update.json");
    long moments[2];
    static const char *const names[] = {"\"last\": \"", "\"next\": \""};
    for (int i = 0; i < 2; i++) {
        struct tm tm = {.tm_sec = 0};
        const char *at = strstr(stand_said, names[i]);
        assert_true(at && strptime(at + strlen(names[i]), "%Y-%m-%dT%H:%M:%SZ", &tm));
        moments[i] = (long)timegm(&tm);
    }
    return moments[1] - moments[0];
}

static void a_server_that_asks_for_patience_gets_it(void **state)
{
    (void)state;
    static const struct {
        struct row row;
        long least, most;
    } cases[] = {
        {{"busy", .path = "keyring.yaml", .answer = "HTTP/1.1 503 Busy\r\nRetry-After: 4000\r\n\r\n"},
         4000,
         4000},
        {{"too many", .path = ".filez", .answer = "HTTP/1.1 429 Slow\r\nRetry-After: 5000\r\n\r\n"},
         5000,
         5000},
        {{"for ever", .path = "", .answer = "HTTP/1.1 503 Busy\r\nRetry-After: 99999999\r\n\r\n"},
         86400,
         86400},
        {{"no wish", .path = "", .answer = "HTTP/1.1 503 Busy\r\n\r\n"}, 1, 60},
        {{"all is well", .path = "nothing of this name"}, 270, 330},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        long rest = rests(&cases[i].row);
        print_message("%s: %ld s\n", cases[i].row.shows, rest);
        assert_in_range(rest, cases[i].least, cases[i].most);
    }
}

static void a_stick_is_enough(void **state)
{
    (void)state;
    runs(0, "cp -a new stick && pwd | tr -d '\\n'");
    char *args[3] = {NULL};
    assert_true(asprintf(&args[0], "--from %s/stick", stand_said) > 0);
    assert_true(asprintf(&args[1], "--from file://%s/stick", stand_said) > 0);
    assert_true(asprintf(&args[2], "--from %s/gone", stand_said) > 0);
    const struct row rows[] = {
        {"a stick", "from https://127.0.0.1:9", .args = args[0]},
        {"a stick, as an address", "from https://127.0.0.1:9", .args = args[1]},
        {"a stick that was pulled out", .args = args[2], .code = "not-found"},
        {"a stick of another site",
         "cp -a stick kept-stick && mv pub x && mv stick pub && says $P release.yaml -e 's/^site: .*/site: "
         "other/' && mv pub stick && mv x pub",
         .args = args[0], .code = "site", .undo = "rm -r stick && mv kept-stick stick"},
        {"a stick with a file that was changed",
         "cp -a stick kept-stick && mv pub x && mv stick pub && truncate -s -5 $(fresh filez) && mv "
         "pub stick && mv x pub",
         .args = args[0], .code = "object", .learns = RELEASE, .undo = "rm -r stick && mv kept-stick stick"},
    };
    assert_int_equal(world_rows(rows, COUNT_OF(rows)), 3);
    for (int i = 0; i < 3; i++)
        free(args[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statements_that_do_not_come),
        cmocka_unit_test(objects_that_do_not_come),
        cmocka_unit_test(a_server_that_asks_for_patience_gets_it),
        cmocka_unit_test(a_stick_is_enough),
    };
    return cmocka_run_group_tests(tests, world_set_up, world_tear_down);
}
