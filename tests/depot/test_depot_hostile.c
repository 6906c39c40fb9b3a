/* A pull from a web server that does everything wrong: refused with its code, the old content untouched, and
 * when the server is right again the new one comes over. */
#include "answer.h"
#include "place.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

enum { BOMB_BLOCKS = 1 << 10 }; /* of 64 kB */

/* What comes for every path that ends so. */
struct attack {
    const char *shows, *suffix, *says, *again, *code;
    enum then then;
    enum { SAYS, SWAP, BOMB } instead;
    unsigned retry_after_s;
    bool fresh; /* the kiosk has nothing yet: what is attacked it would have already */
};

static const struct attack attacks[] = {
    {.shows = "the commit is not there",
     .suffix = ".commit",
     .says = "HTTP/1.1 404 No\r\n\r\n",
     .code = "not-found"},
    {.shows = "a folder is not there",
     .suffix = ".dirtree",
     .says = "HTTP/1.1 404 No\r\n\r\n",
     .code = "not-found"},
    {.shows = "files are not there",
     .suffix = ".filez",
     .says = "HTTP/1.1 404 No\r\n\r\n",
     .code = "not-found"},
    {.shows = "files are forbidden",
     .suffix = ".filez",
     .says = "HTTP/1.1 403 No\r\n\r\n",
     .code = "http-status"},
    {.shows = "the server is busy",
     .suffix = ".filez",
     .says = "HTTP/1.1 503 Busy\r\nRetry-After: 77\r\n\r\n",
     .code = "http-status",
     .retry_after_s = 77},
    {.shows = "the server is busy with folders",
     .suffix = ".dirtree",
     .says = "HTTP/1.1 429 Busy\r\nRetry-After: 78\r\n\r\n",
     .code = "http-status",
     .retry_after_s = 78},
    {.shows = "a portal instead of the commit",
     .suffix = ".commit",
     .says = OK_HEAD "\r\n<!DOCTYPE html><title>Welcome</title>",
     .code = "captive-portal"},
    {.shows = "a portal instead of files",
     .suffix = ".filez",
     .says = OK_HEAD "\r\n<!DOCTYPE html><title>Welcome</title>",
     .code = "captive-portal"},
    {.shows = "another file", .suffix = ".filez", .instead = SWAP, .code = "object"},
    {.shows = "another folder", .suffix = ".dirtree", .instead = SWAP, .code = "object"},
    {.shows = "other permissions",
     .suffix = ".dirmeta",
     .says = OK_HEAD "\r\nxxxxxxxxxxxx",
     .code = "object",
     .fresh = true},
    {.shows = "an empty commit",
     .suffix = ".commit",
     .says = OK_HEAD "Content-Length: 0\r\n\r\n",
     .code = "object"},
    {.shows = "empty files",
     .suffix = ".filez",
     .says = OK_HEAD "Content-Length: 0\r\n\r\n",
     .code = "object"},
    {.shows = "a small file that unpacks to 64 MB", .suffix = ".filez", .instead = BOMB, .code = "object"},
    {.shows = "a file that is longer than it says",
     .suffix = ".filez",
     .says = OK_HEAD "Content-Length: 3\r\n\r\nmore than three",
     .code = "object"},
    {.shows = "a file that is shorter than it says",
     .suffix = ".filez",
     .says = OK_HEAD "Content-Length: 3000\r\n\r\nfew",
     .code = "truncated"},
    {.shows = "a commit that ends early",
     .suffix = ".commit",
     .says = OK_HEAD "Content-Length: 3000\r\n\r\nfew",
     .code = "truncated"},
    {.shows = "a file that says it is endless",
     .suffix = ".filez",
     .says = OK_HEAD "Content-Length: 99999999999\r\n\r\n",
     .code = "too-large"},
    {.shows = "an endless commit",
     .suffix = ".commit",
     .says = OK_HEAD "\r\n",
     .then = REPEAT,
     .again = "so on and so forth and so on and so forth",
     .code = "too-large"},
    {.shows = "an endless folder",
     .suffix = ".dirtree",
     .says = OK_HEAD "\r\n",
     .then = REPEAT,
     .again = "so on and so forth and so on and so forth",
     .code = "too-large"},
    {.shows = "endless files",
     .suffix = ".filez",
     .says = OK_HEAD "\r\n",
     .then = REPEAT,
     .again = "so on and so forth and so on and so forth and so on and so forth and so on and so forth",
     .code = "too-large"},
    {.shows = "endless headers",
     .suffix = ".filez",
     .says = OK_HEAD,
     .then = REPEAT,
     .again = "X: so on and so forth and so on and so forth\r\n",
     .code = "too-large"},
    {.shows = "a connection that breaks",
     .suffix = ".filez",
     .says = OK_HEAD "Content-Length: 3000\r\n\r\nfew",
     .then = RESET,
     .code = "network"},
    {.shows = "no web server", .suffix = ".commit", .says = "220 mail.example\r\n", .code = "network"},
    {.shows = "silence", .suffix = ".filez", .says = "", .then = HANG, .code = "timeout"},
    {.shows = "silence after the head",
     .suffix = ".commit",
     .says = OK_HEAD "Content-Length: 100\r\n\r\n",
     .then = HANG,
     .code = "timeout"},
    {.shows = "drop by drop",
     .suffix = ".filez",
     .says = OK_HEAD "Content-Length: 5000\r\n\r\n",
     .then = DRIP,
     .again = "x",
     .code = "timeout"},
    {.shows = "a redirect to http",
     .suffix = ".filez",
     .says = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\n\r\n",
     .code = "redirect"},
    {.shows = "a redirect to a file",
     .suffix = ".commit",
     .says = "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n",
     .code = "redirect"},
};

static struct place place;

/* Another object of the same kind, as it lies there. */
static void send_swapped(const struct server *server, int fd, const char *path, const char *suffix)
{
    char command[4 * PATH_SIZE], block[4096];
    assert_true(snprintf(command, sizeof command,
                         "cat $(ls '%s'/repo/objects/*/*%s | grep -vF '%s' | head -1)", place.publication,
                         suffix, path) < (int)sizeof command);
    FILE *in = popen(command, "r");
    server_say(server, fd, OK_HEAD "\r\n");
    for (size_t got; (got = fread(block, 1, sizeof block, in)) > 0;)
        server_send(server, fd, block, got);
    pclose(in);
}

/* The object's own header, and 64 MB of nothing behind it. */
static void send_bomb(const struct server *server, int fd, const char *path)
{
    static unsigned char zeros[1 << 16], packed[1 << 16];
    size_t length;
    char *object = read_whole(place.publication, path + 1, &length);
    const size_t header = 8 + ((size_t)(unsigned char)object[2] << 8) + (unsigned char)object[3];
    assert_true(header < length && header < 1000);
    server_say(server, fd, OK_HEAD "\r\n");
    server_send(server, fd, object, header);
    free(object);
    z_stream stream = {.zalloc = NULL};
    assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY), Z_OK);
    bool open = true;
    for (int i = 0; open && i < BOMB_BLOCKS; i++) {
        stream.next_in = zeros;
        stream.avail_in = sizeof zeros;
        stream.next_out = packed;
        stream.avail_out = sizeof packed;
        deflate(&stream, i + 1 < BOMB_BLOCKS ? Z_NO_FLUSH : Z_FINISH);
        open = server_send(server, fd, packed, sizeof packed - stream.avail_out);
    }
    deflateEnd(&stream);
}

static bool play(struct server *server, int fd, const char *path)
{
    const struct attack *attack = server->script;
    if (!ends_so(path, attack->suffix))
        return false;
    if (attack->instead == SWAP)
        send_swapped(server, fd, path, attack->suffix);
    else if (attack->instead == BOMB)
        send_bomb(server, fd, path);
    else
        answer(server, fd, attack->says, attack->then, attack->again);
    return true;
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void check_old(const char *old, const char *commit, const char *name)
{
    struct refusal why = {0};
    char folder[PATH_SIZE];
    path_join(folder, place.state, name);
    accepted(depot_checkout(place.repo, commit, folder, &why), &why);
    assert_true(same_tree(old, folder));
    remove_tree(folder);
}

static void pull_through(const struct attack *attack, const char *old, const char *first)
{
    struct server *server =
        server_start(&(struct server){.folder = place.publication, .rule = play, .script = attack});
    struct depot_pulled pulled;
    struct refusal why = {0};
    char folder[PATH_SIZE];
    uint64_t used = 0;
    print_message("%s\n", attack->shows);
    struct depot_pull task = place_task(&place, server->url);
    task.source.allow_http = true;
    task.source.idle_s = 1;
    char fresh[PATH_SIZE];
    path_join(fresh, place.root, "fresh");
    if (attack->fresh)
        task.repo = fresh;
    const double start = seconds();
    const bool ok = depot_pull(&task, &pulled, &why);
    assert_true(seconds() - start < 5);
    server_stop(server);
    refused(ok, &why, attack->code);
    assert_true(pulled.received < 2500000); /* for 250 kB, and 1 MB of slack: not for each file anew */
    assert_int_equal(pulled.retry_after_s, attack->retry_after_s);
    path_join(folder, place.state, "new");
    refused(depot_checkout(place.repo, place.commit, folder, &why), &why, "object");
    check_old(old, first, "old");
    accepted(depot_usage(place.repo, &used, &why), &why);
    assert_true(used < 2000000);

    place_pull(&place); /* from the folder: the publication itself is good */
    accepted(depot_checkout(place.repo, place.commit, folder, &why), &why);
    assert_true(same_tree(place.content, folder));
    remove_tree(folder);
    accepted(depot_prune(place.repo, &first, 1, NULL, &why), &why);
}

static void each_attack_has_its_code_and_changes_nothing(void **state)
{
    (void)state;
    char old[PATH_SIZE], first[DEPOT_CHECKSUM];
    place_create(&place);
    place_fill(&place);
    place_publish(&place);
    place_pull(&place);
    strcpy(first, place.commit);
    path_join(old, place.root, "old");
    copy_tree(place.content, old);
    run("rm -r '%s'/*", place.content);
    write_text(place.content, "lobby.yaml", "format: 1\nname: Another\n");
    for (unsigned i = 0; i < 12; i++) {
        char name[32];
        snprintf(name, sizeof name, "images/%u/picture.jpg", i % 3 ? i : 0);
        write_noise(place.content, name, 20000 + i, i + 10);
    }
    place_publish(&place);
    for (size_t i = 0; i < sizeof attacks / sizeof *attacks; i++)
        pull_through(&attacks[i], old, first);
    place_remove(&place);
}

/* Old and new objects, each good, in one publication: an old commit with files of the new one. */
static void a_publication_cannot_be_mixed(void **state)
{
    (void)state;
    place_create(&place);
    place_fill(&place);
    place_publish(&place);
    char old_object[PATH_SIZE], new_object[PATH_SIZE];
    object_of(&place, "slides/one.yaml", old_object);
    write_text(place.content, "slides/one.yaml", "layout: statement\ntitle: Another one\n");
    place_publish(&place);
    object_of(&place, "slides/one.yaml", new_object);
    run("cp '%s' '%s'", old_object, new_object);
    struct server *server = server_start(&(struct server){.folder = place.publication});
    struct depot_pulled pulled;
    struct refusal why = {0};
    struct depot_pull task = place_task(&place, server->url);
    task.source.allow_http = true;
    refused(depot_pull(&task, &pulled, &why), &why, "object");
    server_stop(server);
    place_remove(&place);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_attack_has_its_code_and_changes_nothing),
        cmocka_unit_test(a_publication_cannot_be_mixed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
