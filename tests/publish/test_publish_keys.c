/* Who may publish: rotation, recovery, passphrases, what Debian's minisign says, and what is refused. */
#include "stand.h"

#include <pty.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void minisign_agrees(void **state)
{
    (void)state;
    runs(0, "$ctl publish small --to pub --yes && "
            "minisign -V -q -p keys/root.pub -m pub/keyring.yaml && "
            "minisign -V -q -p keys/publisher.pub -m pub/release.yaml");
    runs(1, "minisign -V -q -p keys/root.pub -m pub/release.yaml");
}

static void keys_are_never_overwritten(void **state)
{
    (void)state;
    runs(0, "cp -r keys before");
    runs(1, "$ctl keys init test --no-passphrase");
    said("never overwritten");
    runs(0, "mkdir full && echo precious > full/root.key");
    runs(1, "$ctl keys init test --no-passphrase --keys full");
    runs(0, "diff -r keys before && grep -q precious full/root.key && ! ls -d *.new-*");
    runs(0, "test \"$(stat -c %%a keys/root.key keys/publisher.key | sort -u)\" = 600");
    runs(1, "$ctl keys init 'Not A Site' --no-passphrase --keys other");
    said("cannot be a site");
}

static void a_root_key_is_rotated(void **state)
{
    (void)state;
    runs(0, "$ctl publish small --to pub --yes && $update");
    runs(0, "mkdir away && mv keys/root.key away");
    runs(1, "$ctl keys rotate --no-passphrase");
    said("--root");
    runs(1, "$ctl keys rotate --no-passphrase --root keys/publisher.key");
    said("another key");
    runs(0, "$ctl keys rotate --no-passphrase --root away/root.key");
    runs(0, "mv keys/root-*.key away");
    runs(1, "$ctl keys renew --root away/root.key");
    runs(0, "$ctl keys renew --root away/root-*.key && $ctl keys list");
    said("keyring 3, epoch 1");
    /* A kiosk that slept through it, and one that is set up with the first key now. */
    runs(0, "echo '# more' >> small/lobby.yaml && $ctl publish small --to pub --yes && $update");
    runs(0, "rm -r state run && mkdir state run && $update");
    said("version 2 is here");
    runs(0, "$ctl status pub && $ctl status pub --root \"$(tail -n 1 keys/root-*.pub)\"");
    said("verified by the root key of --root");
    runs(1, "$ctl status pub --root keys/publisher.pub");
}

static void the_root_takes_the_last_word_back(void **state)
{
    (void)state;
    runs(0,
         "$ctl publish small --to pub --yes && printf 'epoch: 1\\nversion: 999999998\\n' > keys/last.yaml && "
         "$ctl publish small --to pub --yes --renew && $update");
    said("version 999999999");
    runs(0, "$ctl keys renew --recover && rm -r pub/releases pub/release.yaml* && "
            "$ctl publish small --to pub --yes && $ctl status pub");
    said("version 1, verified");
    runs(0, "$update");
    said("version 1 is here");
}

static void a_passphrase_protects(void **state)
{
    (void)state;
    runs(0, "echo 'two drawers' > secret && $ctl keys init test --keys guarded --passphrase-file secret");
    runs(1, "LOBBY_PASSPHRASE=wrong $ctl publish small --to pub --yes --keys guarded");
    runs(1, "test -e pub/release.yaml");
    runs(0, "LOBBY_PASSPHRASE='two drawers' $ctl publish small --to pub --yes --keys guarded");
    runs(1, "setsid -w $ctl publish small --to pub --yes --renew --keys guarded");
    said("there is no terminal");
    said("LOBBY_PASSPHRASE");
    runs(1, "setsid -w $ctl keys init test --keys another");
    runs(0, "! ls -d another*");
}

/* Waits until the terminal says that; everything that it said stands in seen. */
static void wait_for(int terminal, const char *text, char *seen, size_t size)
{
    size_t from = strlen(seen);
    while (!strstr(seen + from, text)) {
        size_t length = strlen(seen);
        ssize_t got = read(terminal, seen + length, size - 1 - length);
        if (got <= 0)
            fail_msg("\"%s\" was not said, but: %s", text, seen);
        seen[length + (size_t)got] = '\0';
    }
}

static int types(const char *const *words, const char *const (*talk)[2], char *seen, size_t size)
{
    int terminal, status;
    pid_t pid = forkpty(&terminal, NULL, NULL, NULL);
    assert_true(pid >= 0);
    if (pid == 0) {
        execv(LOBBYCTL, (char **)(uintptr_t)words);
        _exit(127);
    }
    seen[0] = '\0';
    for (; (*talk)[0]; talk++) {
        wait_for(terminal, (*talk)[0], seen, size);
        assert_int_equal(write(terminal, (*talk)[1], strlen((*talk)[1])), (ssize_t)strlen((*talk)[1]));
    }
    for (ssize_t got = 1; got > 0;) {
        size_t length = strlen(seen);
        got = read(terminal, seen + length, size - 1 - length);
        seen[length + (got > 0 ? (size_t)got : 0)] = '\0';
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    close(terminal);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void a_person_types_it_twice_and_nobody_sees_it(void **state)
{
    (void)state;
    static char seen[8192];
    const char *const words[] = {"lobbyctl", "keys", "init", "test", "--keys", "typed", NULL};
    const char *const apart[][2] = {
        {"New passphrase of root.key", "lamp\n"}, {"Once more", "lump\n"}, {NULL}};
    assert_int_equal(types(words, apart, seen, sizeof seen), 1);
    assert_non_null(strstr(seen, "two different"));
    const char *const none[][2] = {{"New passphrase of root.key", "\n"}, {NULL}};
    assert_int_equal(types(words, none, seen, sizeof seen), 1);
    assert_non_null(strstr(seen, "--no-passphrase"));
    const char *const away[][2] = {{"New passphrase of root.key", "\003"}, {NULL}};
    assert_int_equal(types(words, away, seen, sizeof seen), 1);
    runs(0, "! ls -d typed*");
    const char *const right[][2] = {{"New passphrase of root.key", "lamp\n"},
                                    {"Once more", "lamp\n"},
                                    {"New passphrase of publisher.key", "desk\n"},
                                    {"Once more", "desk\n"},
                                    {NULL}};
    assert_int_equal(types(words, right, seen, sizeof seen), 0);
    assert_null(strstr(seen, "lamp"));
    assert_null(strstr(seen, "desk"));
    runs(0, "LOBBY_PASSPHRASE=lamp $ctl keys renew --keys typed");
    runs(1, "LOBBY_PASSPHRASE=desk $ctl keys renew --keys typed");
}

static void what_cannot_work_says_so(void **state)
{
    (void)state;
    static const struct {
        const char *words, *answer;
        int code;
    } rows[] = {
        {"keys", "which VERB", 2},
        {"keys make", "there is no \"keys make\"", 2},
        {"keys init", "which site", 2},
        {"keys add", "whose key", 2},
        {"keys add RWnonsense --name x", "give a .pub file", 2},
        {"keys revoke Nobody", "the keyring names no \"Nobody\"", 2},
        {"keys send", "--to is missing", 2},
        {"keys list --keys nowhere", "lobbyctl keys init SITE", 1},
        {"publish small", "--to is missing", 2},
        {"publish small --to https://web/lobby --yes", "nothing can be written to an address", 1},
        {"publish small --to -e:x --yes", "is no destination", 1},
        {"publish small --to small/lobby.yaml --yes", "small/lobby.yaml", 1},
        {"publish small --to pub --days 500", "--days cannot be", 2},
        {"publish nowhere --to pub --yes", "nowhere", 2},
        {"status nowhere", "nowhere", 1},
        {"status small", "keyring.yaml", 1},
        {"rollback pub", "--to is missing", 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        runs(rows[i].code, "$ctl %s", rows[i].words);
        said(rows[i].answer);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, stand_set_up, stand_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(minisign_agrees),          TEST(keys_are_never_overwritten),
        TEST(a_root_key_is_rotated),    TEST(the_root_takes_the_last_word_back),
        TEST(a_passphrase_protects),    TEST(a_person_types_it_twice_and_nobody_sees_it),
        TEST(what_cannot_work_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
