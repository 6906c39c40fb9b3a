/* Debian's nginx with the configuration that is shipped, and TLS: lobby-update and lobbyctl status look at
 * its certificates and at where it sends them. */
#include "world.h"

#include "nginx.h"

#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct nginx nginx;

/* The shell knows $good, $expired, ... and $ca, $other_ca. */
static int set_up(void **state)
{
    static const char *const names[] = {"good", "expired", "future", "other", "redirects"};
    world_set_up(state);
    struct place place = {.root = ""};
    assert_non_null(getcwd(place.root, sizeof place.root));
    path_join(place.publication, place.root, "pub");
    world_renew();
    nginx_start(&nginx, &place);
    for (size_t i = 0; i < COUNT_OF(names); i++)
        setenv(names[i], nginx.url[i], 1);
    setenv("ca", nginx.ca, 1);
    setenv("other_ca", nginx.other_ca, 1);
    return 0;
}

static int tear_down(void **state)
{
    nginx_stop(&nginx);
    return world_tear_down(state);
}

#define CA " && echo \"  ca: $ca\" >> kiosk.yaml"

static const struct row rows[] = {
    {.shows = "a good certificate", .alter = "at $good" CA},
    {.shows = "a redirect", .alter = "at $redirects/good" CA},
    {.shows = "three redirects", .alter = "at $redirects/good3" CA},
    {"an authority that nobody knows", "at $good", .code = "tls"},
    {"another authority", "at $good && echo \"  ca: $other_ca\" >> kiosk.yaml", .code = "tls"},
    {"no file of authorities", "at $good && echo '  ca: /nowhere.pem' >> kiosk.yaml", .code = "tls"},
    {"a certificate that has ended", "at $expired" CA, .code = "tls"},
    {"a certificate that is not valid yet", "at $future" CA, .code = "tls"},
    {"a certificate of another name", "at $other" CA, .code = "tls"},
    {"a clock of 1970, before any certificate", "at $good" CA, .with = "LOBBY_CLOCK=0", .code = "tls",
     .says = "clock"},
    {"four redirects", "at $redirects/good4" CA, .code = "redirect"},
    {"a circle", "at $redirects/loop" CA, .code = "redirect"},
    {"down to http", "at $redirects/http" CA, .code = "redirect"},
    {"to a file", "at $redirects/file" CA, .code = "redirect"},
    {"a portal", "at $redirects/portal" CA, .code = "captive-portal"},
    {"another folder", "at $good/repo" CA, .code = "not-found"},
    {"TLS where there is none",
     "at $(echo $good | sed s/https/http/)" CA " && echo '  http: true' >> kiosk.yaml",
     .code = "http-status"},
    {"a release that was changed on the server", "at $good" CA " && echo >> pub/release.yaml",
     .code = "signature"},
    {"a file that was changed on the server", "at $good" CA " && truncate -s -5 $(fresh filez)",
     .code = "object", .learns = RELEASE},
};

static void certificates_and_redirects(void **state)
{
    (void)state;
    assert_true(world_rows(rows, COUNT_OF(rows)) >= 15);
}

static void staff_see_what_is_published(void **state)
{
    (void)state;
    static const char look[] = "env ASAN_OPTIONS=\"$ASAN_OPTIONS:verify_asan_link_order=0\" "
                               "LD_PRELOAD=\"$clock\" LOBBY_CA=\"$ca\" $ctl status";
    static const struct {
        const char *address, *says;
    } refused[] = {{"$expired", "certificate does not count"},
                   {"$future", "certificate does not count"},
                   {"$other", "certificate does not count"},
                   {"$redirects/http", "not https"},
                   {"$redirects/portal", "a web page came instead"},
                   {"$good/repo", "there is no such file"},
                   {"http://127.0.0.1:9", "write https"},
                   {"https://127.0.0.1:9", "it is tried again"}};
    world_renew();
    runs(0, "%s $good", look);
    said("test: version 3, verified by the root key of the keys folder");
    said("by Front desk");
    said("version 2:");
    runs(1, "$ctl status $good");
    said("certificate");
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        runs(1, "%s %s", look, refused[i].address);
        said(refused[i].says);
    }
    runs(0, "echo >> pub/release.yaml");
    runs(1, "%s $good", look);
    said("is not what was signed");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(certificates_and_redirects),
        cmocka_unit_test(staff_see_what_is_published),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
