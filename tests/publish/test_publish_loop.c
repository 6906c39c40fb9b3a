/* From the desk to the kiosk and back, with the real programs and a folder as the web server. */
#include "stand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Bytes that came with the last update. */
static long received(void)
{
    const char *text = strstr(stand_said, " bytes came");
    assert_non_null(text);
    while (text > stand_said && text[-1] >= '0' && text[-1] <= '9')
        text--;
    return strtol(text, NULL, 10);
}

static void on_trial(const char *generation, const char *content)
{
    runs(0, "grep -q 'generation: 1-%s-' state/trial && diff -r state/generations/1-%s-* %s", generation,
         generation, content);
}

static void a_change_goes_out_and_comes_back(void **state)
{
    (void)state;
    runs(0, "cp -r $content wall && $ctl publish wall --to pub --yes && $update");
    on_trial("1", "wall");
    runs(0, "cp -r wall old && sed -i 's/Diagnostic Radiology Residency/Radiology Residency/' "
            "wall/slides/welcome.yaml && ! diff -rq wall old");
    runs(0, "$ctl publish wall --to pub --yes");
    said("changed  slide welcome");
    said("Version 2 is published");
    runs(0, "$update");
    assert_in_range(received(), 100, 20000);
    on_trial("2", "wall");
    runs(0, "$ctl rollback pub --to 1 --yes");
    said("changed  slide welcome");
    said("Version 3 is published");
    runs(0, "$update");
    assert_in_range(received(), 100, 20000);
    on_trial("3", "old");
    runs(0, "$ctl status pub");
    said("test: version 3, verified");
    said("by Front desk");
    said("version 2:");
    said("version 1:");
}

static void a_revoked_key_publishes_nothing_more(void **state)
{
    (void)state;
    runs(0, "$ctl publish small --to pub --yes && $update && cp -r keys stolen && cp -r state before");
    runs(0, "$ctl keys revoke 'Front desk' && $ctl keys send --to pub");
    /* With the keys of before, and no look at what the root key has said since. */
    runs(0, "cp -r pub forged && rm -r forged/keyring* && echo '# more' >> small/lobby.yaml && "
            "$ctl publish small --to forged --yes --keys stolen && cp forged/release.yaml* pub && "
            "cp -r forged/releases forged/repo pub");
    runs(1, "$update");
    said("revoked");
    runs(0, "diff -r state/generations before/generations && diff state/trial before/trial");
    runs(1, "$ctl publish small --to pub --yes");
    said("was revoked");
    runs(1, "$ctl status pub");
    /* Another key takes over. */
    runs(0, "minisign -G -W -f -p desk.pub -s desk.key && $ctl keys add desk.pub --name 'Second desk' && "
            "cp desk.pub keys/publisher.pub && cp desk.key keys/publisher.key && "
            "$ctl publish small --to pub --yes && $update");
    runs(0, "$ctl status pub");
    said("by Second desk");
}

static void what_is_published_is_not_published_again(void **state)
{
    (void)state;
    runs(0, "$ctl publish small --to pub --yes --days 20");
    runs(0, "$ctl publish small --to pub --yes");
    said("published already: version 1");
    runs(0, "$ctl status pub");
    said("warning: it ends on");
    runs(0, "$ctl publish small --to pub --yes --renew && $ctl status pub");
    said("version 2, verified");
    assert_null(strstr(stand_said, "warning"));
    runs(1, "$ctl rollback pub --to 7 --yes");
    said("there is no version 7");
}

static void no_is_no(void **state)
{
    (void)state;
    runs(1, "echo n | $ctl publish small --to pub");
    said("nothing was published");
    runs(1, "$ctl publish small --to pub < /dev/null");
    runs(1, "test -e pub/release.yaml");
    runs(0, "echo y | $ctl publish small --to pub");
    said("Version 1");
}

static void content_with_errors_stays_at_the_desk(void **state)
{
    (void)state;
    runs(0, "echo 'titel: x' >> small/lobby.yaml");
    runs(1, "$ctl publish small --to pub --yes");
    said("titel");
    runs(1, "test -e pub");
}

/* The signature's file may lag behind: the numbered one is there. */
static void an_interrupted_pair_is_read_and_mended(void **state)
{
    (void)state;
    runs(0,
         "$ctl publish small --to pub --yes && cp pub/release.yaml.minisig old && cp pub/release.yaml first");
    runs(0, "echo '# more' >> small/lobby.yaml && $ctl publish small --to pub --yes && cp old "
            "pub/release.yaml.minisig && $update");
    said("version 2 is here");
    runs(0, "$ctl status pub");
    said("version 2, verified");
    runs(0, "$ctl publish small --to pub --yes && cmp pub/release.yaml.minisig pub/releases/2.yaml.minisig");
    said("published already");
    /* Signed is signed: another statement gains nothing from it. */
    runs(0, "sed -i 's/^bytes: /bytes: 1/' pub/release.yaml");
    runs(1, "$update");
    said("signature");
}

static void a_version_is_above_every_other(void **state)
{
    (void)state;
    runs(0, "$ctl publish small --to pub --yes && $ctl publish small --to stick --yes && $ctl status stick");
    said("version 2");
    runs(0, "echo '# more' >> small/lobby.yaml && $ctl publish small --to pub --yes");
    said("Version 3");
    runs(1, "exec 9> pub/.lobby-lock; flock 9; $ctl publish small --to pub --yes --renew 9>&-");
    said("somebody is publishing");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, stand_set_up, stand_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_change_goes_out_and_comes_back),         TEST(a_revoked_key_publishes_nothing_more),
        TEST(what_is_published_is_not_published_again), TEST(no_is_no),
        TEST(content_with_errors_stays_at_the_desk),    TEST(an_interrupted_pair_is_read_and_mended),
        TEST(a_version_is_above_every_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
