/* Whatever is wrong with what is signed, with the objects, the settings or the state: lobby-update refuses it
 * with its code, what is shown stays, and the next honest publication is taken over. After the attacks that
 * The Update Framework lists (https://theupdateframework.io/docs/security/). */
#include "world.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* The release with something else in it, signed by the publisher. */
#define SAYS(sed) "says $P release.yaml -e '" sed "'"
/* The keyring after the one that the kiosk knows, signed by the root key. */
#define KEYRING_SAYS(sed) "says $R keyring.yaml -e 's/^version: .*/version: 4/' -e '" sed "'"
#define ROTATED                                                                                              \
    "cp -r keys k && $ctl keys rotate --no-passphrase --keys k && $ctl keys renew --keys k && "              \
    "$ctl keys send --to pub --keys k"
#define BREAKS             "printf '#!/bin/sh\\nkill -SEGV $$\\n' > x && chmod +x x"
#define LASTS(from, until) "s/^created: .*/created: " from "/;s/^expires: .*/expires: " until "/"

static const struct row forged[] = {
    {"a release with other words", "sed -i 's/^objects: ./&1/' pub/release.yaml", .code = "signature"},
    {"a release with a line more", "echo >> pub/release.yaml", .code = "signature"},
    {"the line ends of Windows", "sed -i 's/$/\\r/' pub/release.yaml", .code = "signature",
     .says = "Windows"},
    {"the old commit under the new signature",
     "sed -i \"s/^commit: .*/$(grep ^commit: old/release.yaml)/\" pub/release.yaml", .code = "signature"},
    {"the signature of another release", "rm -r pub/releases && cp old/release.yaml.minisig pub",
     .code = "signature"},
    {"the signature of the keyring",
     "rm -r pub/releases && cp pub/keyring.yaml.minisig pub/release.yaml.minisig", .code = "unknown-key"},
    {"another trusted comment",
     "rm -r pub/releases && sed -i 's/^trusted comment: ./&x/' pub/release.yaml.minisig",
     .code = "signature"},
    {"a keyring with other words", "sed -i 's/Front/Back/' pub/keyring.yaml", .code = "signature"},
    {"another untrusted comment", "sed -i '1s/$/ of ours/' pub/release.yaml.minisig",
     .code = "signature-form"},
    {"minisign's old kind",
     "minisign -S -l -q -c 'lobby signature' -s $P.key -m pub/release.yaml -x pub/release.yaml.minisig",
     .code = "signature-form"},
    {"an empty signature", ": > pub/release.yaml.minisig", .code = "signature-form"},
    {"half a signature", "truncate -s 150 pub/keyring.yaml.minisig", .code = "signature-form"},
    {"a line behind the signature", "echo more >> pub/release.yaml.minisig", .code = "signature-form"},
    {"a page in the place of a signature", "echo '<html>Log in</html>' > pub/release.yaml.minisig",
     .code = "signature-form"},
    {"nothing in the place of a release", ": > pub/release.yaml", .code = "signature"},
    {"a release without an end", "head -c 20000 /dev/zero >> pub/release.yaml", .code = "too-large"},
    {"a keyring without an end", "head -c 70000 /dev/zero >> pub/keyring.yaml", .code = "too-large"},
    {"a signature without an end", "head -c 2000 /dev/zero >> pub/keyring.yaml.minisig", .code = "too-large"},
};

static const struct row keys[] = {
    {"a key that nobody knows", "sign stranger pub/release.yaml", .code = "unknown-key"},
    {"a release that the root key signed", "sign $R pub/release.yaml", .code = "unknown-key"},
    {"a key whose time is over", "sign trainee pub/release.yaml", .code = "key-expired"},
    {"a release of when its key still counted",
     "says trainee release.yaml -e \"s/^created: .*/created: $(date -u -d '-3 days' +%FT%TZ)/\"",
     .code = "key-expired", .says = "here it is"},
    {"a key that was revoked", "cp next/keyring.yaml* pub && sign thief pub/release.yaml", .code = "revoked",
     .learns = KEYRING},
    {"the highest version, by a key that was revoked",
     "cp next/keyring.yaml* pub && says thief release.yaml -e 's/^version: .*/version: 9007199254740992/'",
     .code = "revoked", .learns = KEYRING},
    {"a keyring that a publisher signed", "sign $P pub/keyring.yaml", .code = "chain"},
    {"a keyring of another root key", "says stranger keyring.yaml -e 's/^version: .*/version: 4/'",
     .code = "chain"},
    {"another root key, with keyrings that lead to it",
     "says stranger keyring.yaml -e 's/^version: .*/version: 5/' && sed 's/^version: .*/version: 4/' "
     "pub/keyring.yaml > pub/keyrings/4.yaml && sign stranger pub/keyrings/4.yaml",
     .code = "chain"},
    {"a rotation with a link that was changed", ROTATED " && echo >> pub/keyrings/5.yaml",
     .code = "signature", .says = "keyrings/5.yaml", .learns = KEYRING},
    {"a rotation with a link that is missing", ROTATED " && rm pub/keyrings/5.yaml*", .code = "chain",
     .learns = KEYRING},
};

static const struct row statements[] = {
    {"the release of before",
     "cp pub/releases/1.yaml pub/release.yaml && cp pub/releases/1.yaml.minisig "
     "pub/release.yaml.minisig",
     .code = "rolled-back"},
    {"the keyring of before",
     "cp pub/keyrings/2.yaml pub/keyring.yaml && cp pub/keyrings/2.yaml.minisig "
     "pub/keyring.yaml.minisig",
     .code = "rolled-back"},
    {"the version that was seen, with other words", SAYS("s/^version: .*/version: 2/"), .code = "changed"},
    {"the keyring that was seen, with other words", "says $R keyring.yaml -e 's/Front/Back/'",
     .code = "changed"},
    {"another epoch than the keyring's", SAYS("s/^epoch: .*/epoch: 2/"), .code = "epoch"},
    {"a version beyond all numbers", SAYS("s/^version: .*/version: 9007199254740993/"), .code = "form"},
    {"a release that has ended", SAYS(LASTS("2020-01-01T00:00:00Z", "2020-06-01T00:00:00Z")),
     .code = "expired"},
    {"a keyring that has ended", KEYRING_SAYS(LASTS("2020-01-01T00:00:00Z", "2020-06-01T00:00:00Z")),
     .code = "keyring-expired"},
    {"a release of the future", SAYS(LASTS("2090-01-01T00:00:00Z", "2090-06-01T00:00:00Z")),
     .with = "LOBBY_CLOCK_SURE=1", .code = "not-yet"},
    {"a keyring of the future", KEYRING_SAYS(LASTS("2090-01-01T00:00:00Z", "2090-06-01T00:00:00Z")),
     .with = "LOBBY_CLOCK_SURE=1", .code = "not-yet"},
    {"a release of after its publisher, by a clock that is not sure",
     SAYS(LASTS("2090-01-01T00:00:00Z", "2090-06-01T00:00:00Z")), .with = "LOBBY_CLOCK_SURE=0",
     .code = "key-expired", .says = "2090"},
    {"a release that lasts for ever", SAYS("s/^expires: .*/expires: 2099-01-01T00:00:00Z/"), .code = "form"},
    {"the release of another site", SAYS("s/^site: .*/site: other/"), .code = "site"},
    {"the keyring of another site", KEYRING_SAYS("s/^site: .*/site: other/"), .code = "site"},
    {"a later version of Lobby", SAYS("s/^minimum: .*/minimum: 99.0.0/"), .code = "minimum"},
    {"a later format", SAYS("s/^format: .*/format: 2/"), .code = "format"},
    {"a later format of the keyring", KEYRING_SAYS("s/^format: .*/format: 2/"), .code = "format"},
    {"more bytes than the kiosk takes", SAYS("s/^bytes: .*/bytes: 500000001/"), .code = "bounds"},
    {"more files than the kiosk takes", SAYS("s/^objects: .*/objects: 1000000/"), .code = "bounds"},
    {"a key that is not known", SAYS("1i more: true"), .code = "form"},
    {"a commit twice", SAYS("$p"), .code = "form"},
    {"a keyring in the place of the release",
     "cp pub/keyring.yaml pub/release.yaml && sign $P pub/release.yaml", .code = "form"},
    {"a release that YAML cannot read", SAYS("2i site: [test"), .code = "form"},
    {"a root key that publishes",
     KEYRING_SAYS("s/^root: .*/root: '\"$(tail -n 1 $P.pub | sed 's|/|\\\\/|g')\"'/"), .code = "form"},
};

static const struct row objects[] = {
    {"a commit that is not there",
     SAYS("s/^commit: .*/commit: 0000000000000000000000000000000000000000000000000000000000000000/"),
     .code = "not-found", .learns = RELEASE},
    {"the objects of before", "rm -r pub/repo && cp -a old/repo pub", .code = "not-found", .learns = RELEASE},
    {"a file that is not there", "rm $(fresh filez)", .code = "not-found", .learns = RELEASE},
    {"another file", "cp $(ls -rS old/repo/objects/*/*.filez | head -1) $(fresh filez)", .code = "object",
     .learns = RELEASE},
    {"another folder", "cp $(ls -rS old/repo/objects/*/*.dirtree | head -1) $(fresh dirtree)",
     .code = "object", .learns = RELEASE},
    {"another commit", "cp $(ls old/repo/objects/*/*.commit | head -1) $(fresh commit)", .code = "object",
     .learns = RELEASE},
    {"a file with another byte",
     "f=$(fresh filez) && printf X | dd of=$f bs=1 seek=40 conv=notrunc status=none", .code = "object",
     .learns = RELEASE},
    {"half a file", "truncate -s -5 $(fresh filez)", .code = "object", .learns = RELEASE},
    {"half a folder", "truncate -s -5 $(fresh dirtree)", .code = "object", .learns = RELEASE},
    {"a file without an end", "head -c 3000000 /dev/zero >> $(fresh filez)", .code = "too-large",
     .learns = RELEASE},
    {"more bytes than were signed", SAYS("s/^bytes: .*/bytes: 200/"), .code = "too-large", .learns = RELEASE},
    {"more objects than were signed", SAYS("s/^objects: .*/objects: 2/"), .code = "too-large",
     .learns = RELEASE},
    {"a link in the place of a file", "f=$(fresh filez) && mv $f x && ln -s $PWD/x $f", .code = "file",
     .learns = RELEASE},
    {"a link in the place of the release", "mv pub/release.yaml x && ln -s ../x pub/release.yaml",
     .code = "file"},
    {"a pipe in the place of the release", "rm pub/release.yaml && mkfifo pub/release.yaml", .code = "file"},
    {"a folder in the place of the keyring", "rm pub/keyring.yaml && mkdir pub/keyring.yaml", .code = "file"},
    {"no release", "rm pub/release.yaml", .code = "not-found"},
    {"no signature", "rm pub/release.yaml.minisig", .code = "not-found"},
    {"no keyring", "rm pub/keyring.yaml", .code = "not-found"},
    {"no publication", "rm -r pub", .code = "not-found"},
    {"content with errors", "rm -r pub && cp -a broken pub", .code = "preflight", .learns = RELEASE,
     .says = "titel"},
    {"content that was found bad", "rm -r pub && cp -a broken pub && ! $update", .code = "bad",
     .learns = RELEASE},
};

static const struct row kiosks[] = {
    {"no address", "sed -i '/^update:/,$d' kiosk.yaml", .code = "settings"},
    {"settings with a mistake", "echo 'sitee: test' >> kiosk.yaml", .code = "settings", .says = "kiosk.yaml"},
    {"http that was not allowed", .args = "--from http://127.0.0.1:9", .code = "address"},
    {"an address of something else", .args = "--from ftp://127.0.0.1/pub", .code = "address"},
    {"an address with a password", .args = "--from https://user:word@127.0.0.1:9", .code = "address"},
    {"nobody answers", .args = "--from https://127.0.0.1:9", .code = "network"},
    {"a proxy that does not answer",
     "from http://127.0.0.1:8 && echo '  proxy: http://127.0.0.1:9' >> kiosk.yaml", .code = "network"},
    {"another updater at work", .with = "flock state/updater.lock", .code = "state"},
    {"a state folder that cannot be", "sed -i 's|^state: .*|state: /dev/null/state|' kiosk.yaml",
     .code = "state"},
    {"a kiosk that moved to another site",
     "$ctl keys init other --keys k --no-passphrase && rm -r pub && $ctl publish third --to pub --yes --keys "
     "k && "
     "sed -i -e 's/^site: .*/site: other/' -e \"s|^  root: .*|  root: $(tail -n 1 k/root.pub)|\" kiosk.yaml",
     .code = "state", .says = "belongs to the site"},
    {"a keyring that cannot be written",
     "rm state/keyring && mkdir state/keyring && cp next/keyring.yaml* pub", .code = "disk",
     .undo = "rmdir state/keyring"},
    {"no repository where it was", "rm -rf state/repo && echo > state/repo", .code = "repository",
     .undo = "rm state/repo", .learns = RELEASE},
    {"no room beside what must stay",
     "echo '  disk: 50 MB' >> kiosk.yaml && says $P release.yaml -e 's/^bytes: .*/bytes: 49999990/'",
     .code = "space", .learns = RELEASE},
    {"a look that breaks off", BREAKS, .with = "LOBBY_PREFLIGHT=./x", .code = "unclear", .learns = RELEASE},
    {"a look that breaks off again", BREAKS " && ! LOBBY_PREFLIGHT=./x $update",
     .with = "LOBBY_PREFLIGHT=./x", .code = "preflight", .says = "signal 11", .learns = RELEASE},
    {"no lobby-preflight", .with = "LOBBY_PREFLIGHT=/nowhere", .code = "machine", .learns = RELEASE},
};

static unsigned refusals;

struct table {
    const struct row *rows;
    size_t count;
};
#define TABLE(rows) (&(struct table){rows, COUNT_OF(rows)})

static void is_refused(void **state)
{
    const struct table *table = *state;
    refusals += world_rows(table->rows, table->count);
}

/* What is on the disk bounds versions from below, whatever else is lost. */
static void without_memory_nothing_older_is_taken_over(void **state)
{
    (void)state;
    world_renew();
    runs(0, "rm state/updater.yaml* state/keyring* && cp pub/releases/1.yaml pub/release.yaml && "
            "cp pub/releases/1.yaml.minisig pub/release.yaml.minisig");
    runs(1, "$update");
    said("rolled-back: ");
    assert_int_equal(strncmp(world_shown(), "good 1-2-", 9), 0);
    runs(0, "rm -r pub && cp -a next pub && $update && grep -q 'generation: 1-4-' state/trial");
}

/* A stolen key can use up all versions; the root key begins anew, and nothing of before is mixed with that.
 */
static void the_root_key_has_the_last_word_on_versions(void **state)
{
    (void)state;
    world_renew();
    runs(0,
         "%s says $P release.yaml -e 's/^version: .*/version: 9007199254740992/' && $update && "
         "grep -q 'generation: 1-9007199254740992-' state/trial && rm -r pub && cp -a next pub",
         world_words);
    runs(1, "$update");
    said("rolled-back: ");
    runs(0, "%s recover fourth && cp -a pub x && $update && diff -r state/generations/2-1-* fourth",
         world_words);
    runs(0, "cp next/release.yaml* pub");
    runs(1, "$update");
    said("epoch: ");
    runs(0, "rm -r pub && cp -a x pub && cp next/keyring.yaml* pub");
    runs(1, "$update");
    said("rolled-back: ");
    runs(0, "rm -r pub && mv x pub && $update && grep -q 'generation: 2-1-' state/trial");
}

/* --- would it be noticed? --- */

static void nothing_altered_is_taken_over(void **state)
{
    (void)state;
    static const struct row honest[] = {{.shows = "nothing is wrong"},
                                        {.shows = "more behind a packed file, which unpacks to the same",
                                         .alter = "echo more >> $(fresh filez)"},
                                        {"nothing is wrong, by another clock", .with = "LOBBY_CLOCK_SURE=1"}};
    assert_int_equal(world_rows(honest, COUNT_OF(honest)), 0);
}

static void the_judgment_sees_what_went_wrong(void **state)
{
    (void)state;
    static const struct row refused = {"a forged release", "echo >> pub/release.yaml", .code = "signature"},
                            other = {"the same, under another code", "echo >> pub/release.yaml",
                                     .code = "expired"},
                            honest = {"nothing", .code = "signature"},
                            taken = {.shows = "forged", .alter = "echo >> pub/release.yaml"};
    const struct {
        const struct row *row;
        const char *spoil, *fault;
    } cases[] = {
        {&refused, "f=$(ls state/generations/1-2-*/lobby.yaml) && cat $f > x && mv x $f", "what is shown"},
        {&refused, "echo >> $(ls state/generations/1-2-*/lobby.yaml)", "what is shown"},
        {&refused, "rm -r state/generations/1-1-*", "what is shown"},
        {&refused, "mkdir state/generations/.new-1-3-000000000000", "what is shown"},
        {&refused, "sed -i s/1-2-/1-1-/ state/trial", "what is shown"},
        {&refused, "rm state/kiosk/verdicts.yaml.copy && sed -i 's/good/none/' state/kiosk/verdicts.yaml",
         "what is shown"},
        {&refused, "sed -i '/^release:/s/version: 2/version: 9/' state/updater.yaml", "remembered release"},
        {&refused, "sed -i '/^keyring:/s/version: 3/version: 1/' state/updater.yaml", "remembered keyring"},
        {&refused, "touch state/repo/tmp/half", "left behind"},
        {&refused, "touch state/.lobby-1.tmp", "left behind"},
        {&refused, "sed -i 's/signature/expired/' run/update.json", "update.json"},
        {&refused, "sed -i 's/\"text\": .*/\"text\": null,/' run/update.json", "update.json"},
        {&refused, "cat told.err told.err > x && mv x told.err", "not one line"},
        {&refused, ": > told.err", "not one line"},
        {&refused, "sed -i 's/;.*//' told.err", "what to do"},
        {&refused, "rm -r next && cp -a old next", "version 4"},
        {&other, NULL, "not expired"},
        {&honest, NULL, "exit code 0"},
        {&taken, NULL, "not taken over"},
    };
    static char fault[16384];
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        runs(0, "cp -a next saved");
        if (world_try(cases[i].row, cases[i].spoil, fault, sizeof fault))
            fail_msg("%s: not noticed", cases[i].spoil);
        if (!strstr(fault, cases[i].fault))
            fail_msg("%s: the fault is %s", cases[i].spoil, fault);
        runs(0, "rm -r next && mv saved next");
    }
}

static void enough_were_refused(void **state)
{
    (void)state;
    print_message("%u refusals, end to end\n", refusals);
    assert_true(refusals >= 80);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_altered_is_taken_over),
        cmocka_unit_test(the_judgment_sees_what_went_wrong),
        {.name = "what is forged", .test_func = is_refused, .initial_state = TABLE(forged)},
        {.name = "whose key does not count", .test_func = is_refused, .initial_state = TABLE(keys)},
        {.name = "what is signed and does not count",
         .test_func = is_refused,
         .initial_state = TABLE(statements)},
        {.name = "what is not what was signed", .test_func = is_refused, .initial_state = TABLE(objects)},
        {.name = "what is wrong with the kiosk", .test_func = is_refused, .initial_state = TABLE(kiosks)},
        cmocka_unit_test(without_memory_nothing_older_is_taken_over),
        cmocka_unit_test(the_root_key_has_the_last_word_on_versions),
        cmocka_unit_test(enough_were_refused),
    };
    return cmocka_run_group_tests(tests, world_set_up, world_tear_down);
}
