/* Signed by the right key, and still not to be believed: what a statement says, each with its code. */
#include "world.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

struct edit {
    const char *from, *to, *code;
};

static const struct edit release_edits[] = {
    {"site: rush-radiology", "site: other-hospital", "site"},
    {"site: rush-radiology", "site: Rush-Radiology", "form"},
    {"site: rush-radiology", "site: ../rush", "form"},
    {"site: rush-radiology", "site: \"\"", "form"},
    {"epoch: 1", "epoch: 2", "epoch"},
    {"epoch: 1", "epoch: 0", "form"},
    {"version: 17", "version: 0", "form"},
    {"version: 17", "version: -17", "form"},
    {"version: 17", "version: 017", "form"},
    {"version: 17", "version: \"17\"", "form"},
    {"version: 17", "version: 17.0", "form"},
    {"version: 17", "version: 0x11", "form"},
    {"version: 17", "version: 9007199254740993", "form"},
    {"version: 17", "version: 99999999999999999999999", "form"},
    {"version: 17", "version: [17]", "form"},
    {"format: 1", "format: 2", "format"},
    {"format: 1", "format: 9007199254740992", "format"},
    {"format: 1", "format: 0", "form"},
    {"format: 1", "format: one", "form"},
    {"format: 1\n", "", "form"},
    {"created: 2026-11-23T23:10:00Z", "created: 2026-12-02T12:00:01Z", "not-yet"},
    {"created: 2026-11-23T23:10:00Z", "created: 2026-02-30T23:10:00Z", "form"},
    {"created: 2026-11-23T23:10:00Z", "created: 2026-11-23 23:10:00Z", "form"},
    {"created: 2026-11-23T23:10:00Z", "created: 2026-11-23T23:10:00", "form"},
    {"created: 2026-11-23T23:10:00Z", "created: 2026-11-23T23:10:00+01:00", "form"},
    {"expires: 2027-02-21T23:10:00Z", "expires: 2026-12-01T12:00:00Z", "expired"},
    {"expires: 2027-02-21T23:10:00Z", "expires: 2026-11-23T23:10:00Z", "form"}, /* not later than created */
    {"expires: 2027-02-21T23:10:00Z", "expires: 2027-12-28T23:10:01Z", "form"}, /* 400 days and a second */
    {"expires: 2027-02-21T23:10:00Z", "expires: never", "form"},
    {"commit: 5f70", "commit: 5F70", "form"},
    {"commit: 5f70", "commit: 5f7", "form"},
    {"commit: 5f70", "commit: 5f7000", "form"},
    {"commit: 5f70", "commit: /../", "form"},
    {"3c6ef", "3c6efz", "form"}, /* behind all that is good */
    {"bytes: 2345678", "bytes: 500000001", "bounds"},
    {"bytes: 2345678", "bytes: -1", "form"},
    {"objects: 120", "objects: 5001", "bounds"},
    {"objects: 120", "objects: many", "form"},
    {"minimum: 0.1.0", "minimum: 0.1.1", "minimum"},
    {"minimum: 0.1.0", "minimum: 0.10.0", "minimum"},
    {"minimum: 0.1.0", "minimum: 1.0.0", "minimum"},
    {"minimum: 0.1.0", "minimum: 0.1", "form"},
    {"minimum: 0.1.0", "minimum: 0.1.0.0", "form"},
    {"minimum: 0.1.0", "minimum: 0.01.0", "form"},
    {"minimum: 0.1.0", "minimum: 0.1.1234567", "form"},
    {"minimum: 0.1.0\n", "", "form"},
    {"minimum: 0.1.0", "minimum: 0.1.0\nextra: 1", "form"},
    {"minimum: 0.1.0", "minimum: 0.1.0\nversion: 18", "form"},
    {"minimum: 0.1.0", "minimum: 0.1.0 #1", "form"}, /* a comment that somebody may have meant */
    {"minimum: 0.1.0\n", "minimum: 0.1.0\n---\nformat: 1\n", "form"},
    {"minimum: 0.1.0\n", "minimum: 0.1.0\n...\nx", "form"},
    {"minimum: 0.1.0", "minimum: !!str 0.1.0", "form"},
    {"version: 17", "version: &v 17", "form"},
    {"version: 17", "version: *v", "form"},
    {"version: 17\n", "version: 17\r\n", "form"},
    {"version: 17", "version:\t17", "form"},
    {"version: 17", "version: 17\xff", "form"},
    {"version: 17", "version: 17\x01", "form"},
    {"format: 1", "- format: 1", "form"},
};

static const struct edit keyring_edits[] = {
    {"site: rush-radiology", "site: other-hospital", "site"},
    {"format: 1", "format: 2", "format"},
    {"version: 3", "version: 9007199254740993", "form"},
    {"created: 2026-01-10", "created: 2026-12-10", "not-yet"},
    {"expires: 2028-01-10T08:00:00Z", "expires: 2026-12-01T12:00:00Z", "keyring-expired"},
    {"expires: 2028-01-10T08:00:00Z", "expires: 2028-03-20T08:00:01Z", "form"}, /* 800 days and a second */
    {"expires: 2028-01-10T08:00:00Z", "expires: 2026-01-10T08:00:00Z", "form"},
    {"root: RW", "root: RX", "form"},
    {"root: RW", "root: ", "form"},
    {"publishers:", "publisher:", "form"},
    {"revoked: []", "revoked: [0123456789ABCDE]", "form"},
    {"revoked: []", "revoked: [0123456789ABCDEf]", "form"},
    {"revoked: []", "revoked: [0123456789ABCDEG]", "form"},
    {"revoked: []", "revoked: 0123456789ABCDEF", "form"},
    {"revoked: []\n", "", "form"},
    {"revoked: []", "revoked: []\nrevoked: []", "form"},
    {"name: \"Night\", ", "", "form"},
    {"name: \"Night\"", "name: \"\"", "form"},
    {"name: \"Night\"", "name: \"Night\\nshift\"", "form"},
    {"until: 2026-12-24", "until: 2026-12-24T12:00", "form"},
    {"until: 2026-12-24", "until: soon", "form"},
    {", until: 2026-12-24", "", "form"},
};

static void check_edit(const struct edit *edit, bool release)
{
    struct world *world = world_create();
    assert_string_equal(world_verdict(world), "good");
    if (release)
        world->release_text =
            world_replace(world, world_text(world, &world->release_pair), edit->from, edit->to);
    else
        world->keyring_text =
            world_replace(world, world_text(world, &world->keyring_pair), edit->from, edit->to);
    world_sign(world);
    const char *code = world_verdict(world);
    if (strcmp(code, edit->code) != 0)
        fail_msg("%s -> %s: %s instead of %s (%s)", edit->from, edit->to, code, edit->code, world_sentence());
    world_destroy(world);
}

static void signed_releases_that_do_not_count_have_their_code(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(release_edits); i++)
        check_edit(&release_edits[i], true);
}

static void signed_keyrings_that_do_not_count_have_their_code(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(keyring_edits); i++)
        check_edit(&keyring_edits[i], false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signed_releases_that_do_not_count_have_their_code),
        cmocka_unit_test(signed_keyrings_that_do_not_count_have_their_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
