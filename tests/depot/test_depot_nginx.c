/* The real thing: Debian's nginx with the shipped configuration, TLS, and every byte on the wire counted. */
#include "nginx.h"
#include "relay.h"

#include "depot/fetch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct place place;
static struct nginx nginx;

static int set_up(void **state)
{
    (void)state;
    place_create(&place);
    copy_tree(LOBBY_SOURCE_DIR "/content/.", place.content);
    place_publish(&place);
    /* Statements are signed elsewhere; here only their sizes matter, and they do not pack. */
    write_noise(place.publication, "release.yaml", 330, 1);
    write_noise(place.publication, "keyring.yaml", 700, 2);
    write_noise(place.publication, "release.yaml.minisig", 300, 3);
    write_noise(place.publication, "keyring.yaml.minisig", 300, 4);
    write_noise(place.publication, "releases/1.yaml", 330, 1);
    nginx_start(&nginx, &place);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    nginx_stop(&nginx);
    place_remove(&place);
    return 0;
}

static bool fetch(const char *base, const char *path, const char *ca, struct refusal *why)
{
    char where[PATH_SIZE];
    snprintf(where, sizeof where, "%s%s", base, path);
    const struct depot_source source = {.where = where, .ca_file = ca, .proxy = "", .idle_s = 5};
    struct depot_file file;
    *why = (struct refusal){0};
    const bool ok = depot_fetch(&source, "release.yaml", 1000, &file, why);
    if (ok)
        assert_int_equal(file.length, 330);
    free(file.bytes);
    return ok;
}

static void certificates_and_redirects_are_looked_at(void **state)
{
    (void)state;
    const struct {
        const char *shows;
        enum nginx_server server;
        const char *path, *ca, *code;
    } cases[] = {
        {"good", NGINX_GOOD, "", nginx.ca, NULL},
        {"an unknown authority", NGINX_GOOD, "", nginx.other_ca, "tls"},
        {"not one of the system's", NGINX_GOOD, "", NULL, "tls"},
        {"no certificates to trust", NGINX_GOOD, "", "/nowhere.pem", "tls"},
        {"expired", NGINX_EXPIRED, "", nginx.ca, "tls"},
        {"not valid yet", NGINX_FUTURE, "", nginx.ca, "tls"},
        {"of another name", NGINX_OTHER, "", nginx.ca, "tls"},
        {"a redirect", NGINX_REDIRECTS, "/good", nginx.ca, NULL},
        {"three redirects", NGINX_REDIRECTS, "/good3", nginx.ca, NULL},
        {"four redirects", NGINX_REDIRECTS, "/good4", nginx.ca, "redirect"},
        {"a circle", NGINX_REDIRECTS, "/loop", nginx.ca, "redirect"},
        {"down to http", NGINX_REDIRECTS, "/http", nginx.ca, "redirect"},
        {"to a file", NGINX_REDIRECTS, "/file", nginx.ca, "redirect"},
        {"a portal", NGINX_REDIRECTS, "/portal", nginx.ca, "captive-portal"},
        {"not there", NGINX_GOOD, "/repo", nginx.ca, "not-found"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct refusal why;
        const bool ok = fetch(nginx.url[cases[i].server], cases[i].path, cases[i].ca, &why);
        print_message("%s: %s\n", cases[i].shows, ok ? "taken" : why.err.text);
        if (cases[i].code)
            refused(ok, &why, cases[i].code);
        else
            accepted(ok, &why);
    }
    struct depot_pull task = place_task(&place, nginx.url[NGINX_EXPIRED]);
    struct depot_pulled pulled;
    struct refusal why = {0};
    task.source.ca_file = nginx.ca;
    refused(depot_pull(&task, &pulled, &why), &why, "tls");
    char *log = nginx_logged(&nginx, 4);
    print_message("%s", log);
    free(log);
}

/* The first object of the publication whose name ends so. */
static void first_object(const char *suffix, char path[PATH_SIZE])
{
    struct refusal why = {0};
    struct depot_objects objects;
    struct depot *depot = depot_open(place.publication, false, &why);
    accepted(depot, &why);
    accepted(depot_list(depot, place.commit, NULL, &objects, &why), &why);
    for (size_t i = objects.count; i-- > 0;)
        if (strstr(objects.items[i].path, suffix))
            strcpy(path, objects.items[i].path);
    depot_objects_free(&objects);
    depot_close(depot);
}

static void caches_are_told_what_never_changes(void **state)
{
    (void)state;
    char file[PATH_SIZE], folder[PATH_SIZE], commit[PATH_SIZE];
    first_object(".filez", file);
    first_object(".dirtree", folder);
    first_object(".commit", commit);
    static const char *const year = "public, max-age=31536000, immutable", *const ask = "no-cache",
                             *const none = "-";
    const struct {
        const char *path;
        unsigned status;
        const char *cache;
    } cases[] = {
        {"release.yaml", 200, ask},
        {"release.yaml.minisig", 200, ask},
        {"keyring.yaml", 200, ask},
        {"repo/config", 200, ask},
        {"releases/1.yaml", 200, year},
        {"releases/2.yaml", 404, none}, /* not there yet */
        {file, 200, year},
        {folder, 200, year},
        {commit, 200, year},
        {"repo/objects/00/00000000000000000000000000000000000000000000000000000000000000.filez", 404, none},
        {"", 404, none},
        {"repo/", 404, none},
        {"repo/objects/", 404, none},
        {"link.yaml", 404, none},
        {"releases/3.yaml", 403, none}, /* a link that leads out */
    };
    run("ln -s /etc/passwd '%s'/releases/3.yaml; ln -s release.yaml '%s'/link.yaml", place.publication,
        place.publication);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct depot_source source = {.where = nginx.url[NGINX_GOOD], .ca_file = nginx.ca, .proxy = ""};
        struct depot_file got;
        struct refusal why = {0};
        char expect[2 * PATH_SIZE];
        if (depot_fetch(&source, cases[i].path, 10 << 20, &got, &why) != (cases[i].status == 200))
            fail_msg("%s: %s", cases[i].path, why.err.text);
        char *line = nginx_logged(&nginx, 1);
        snprintf(expect, sizeof expect, "/%s %u ", cases[i].path, cases[i].status);
        if (strncmp(line, expect, strlen(expect)) != 0 || !strstr(line + strlen(expect), cases[i].cache))
            fail_msg("logged is \"%s\", expected \"%s... %s\"", line, expect, cases[i].cache);
        free(line);
        free(got.bytes);
    }
    run("rm '%s'/releases/3.yaml '%s'/link.yaml", place.publication, place.publication);
}

/* What an updater does each time: looks at the statements, and pulls. */
static uint64_t update(const char *where, struct depot_pulled *pulled)
{
    static const char *const names[] = {"keyring.yaml", "keyring.yaml.minisig", "release.yaml",
                                        "release.yaml.minisig"};
    struct depot_pull task = place_task(&place, where);
    struct refusal why = {0};
    task.source.ca_file = nginx.ca;
    struct depot_line *line = depot_line_open(&task.source, &why);
    accepted(line, &why);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct depot_file file;
        accepted(depot_line_fetch(line, names[i], 1000, &file, &why), &why);
        free(file.bytes);
    }
    depot_line_close(line);
    accepted(depot_pull(&task, pulled, &why), &why);
    return pulled->objects;
}

static unsigned long long number_of(const char *command)
{
    unsigned long long number = 0;
    FILE *in = popen(command, "r");
    assert_non_null(in);
    assert_int_equal(fscanf(in, "%llu", &number), 1);
    pclose(in);
    return number;
}

/* One more sentence in a page. */
static void add_sentence(void)
{
    run("cd '%s' && f=$(ls -S pages/*.en.md | head -1) && sed -i '0,/\\. /s//. The desk is open from noon "
        "on. /' $f && "
        "! cmp -s $f " LOBBY_SOURCE_DIR "/content/$f",
        place.content);
}

static void a_sentence_costs_little_on_the_wire(void **state)
{
    (void)state;
    struct relay *relay = relay_start(nginx.port[NGINX_GOOD]);
    struct depot_pulled pulled;
    char where[64], command[4 * PATH_SIZE];
    snprintf(where, sizeof where, "https://127.0.0.1:%u", relay->port);

    update(where, &pulled);
    const unsigned long long full = atomic_exchange(&relay->bytes, 0),
                             full_log = nginx_sent(&nginx, (unsigned)pulled.objects + 5);
    update(where, &pulled);
    assert_int_equal(pulled.objects, 0);
    const unsigned long long none = atomic_exchange(&relay->bytes, 0), none_log = nginx_sent(&nginx, 4);

    add_sentence();
    place_publish(&place);
    update(where, &pulled);
    const unsigned long long one = atomic_exchange(&relay->bytes, 0), one_log = nginx_sent(&nginx, 8);
    assert_int_equal(pulled.objects, 3); /* the page, its folder, the root */

    /* rsync of the same change, both sides here; it counts what a wire would carry. */
    snprintf(command, sizeof command,
             "cp -a '" LOBBY_SOURCE_DIR
             "/content' '%s/rsync' && rsync -rcz --no-whole-file --stats '%s/' '%s/rsync/' | "
             "sed -n 's/,//g; s/^Total bytes [a-z]*: //p' | awk '{ n += $1 } END { print n }'",
             place.root, place.content, place.root);
    const unsigned long long rsync = number_of(command);
    snprintf(command, sizeof command, "tar -cz -C '%s' . | wc -c", place.content);
    const unsigned long long tar = number_of(command);
    print_message("bytes on the wire, with TLS (and as nginx logs them):\n"
                  "  nothing new       %8llu (%llu)\n"
                  "  one sentence      %8llu (%llu)   rsync, no ssh: %llu\n"
                  "  everything        %8llu (%llu)   a packed archive: %llu\n",
                  none, none_log, one, one_log, rsync, full, full_log, tar);
    assert_true(one <= 20000 && one_log <= 20000);
    assert_true(none < one && one < full / 10);
    assert_true(full < tar + tar / 20 + 60000); /* headers, and files packed one by one */
    relay_stop(relay);

    char folder[PATH_SIZE];
    struct refusal why = {0};
    path_join(folder, place.state, "1");
    accepted(depot_checkout(place.repo, place.commit, folder, &why), &why);
    assert_true(same_tree(place.content, folder));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(certificates_and_redirects_are_looked_at),
        cmocka_unit_test(caches_are_told_what_never_changes),
        cmocka_unit_test(a_sentence_costs_little_on_the_wire),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
