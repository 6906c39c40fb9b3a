/* Statements as text: one way to write each, everything comes back, and one line for each thing that is
 * wrong. */
#include "world.h"

#include "base/str.h"
#include "trust/statement.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void a_release_is_written_in_one_way(void **state)
{
    (void)state;
    struct world *world = world_create();
    assert_string_equal(world_text(world, &world->release_pair),
                        "format: 1\n"
                        "site: rush-radiology\n"
                        "epoch: 1\n"
                        "version: 17\n"
                        "created: 2026-11-23T23:10:00Z\n"
                        "expires: 2027-02-21T23:10:00Z\n"
                        "commit: 5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef\n"
                        "bytes: 2345678\n"
                        "objects: 120\n"
                        "minimum: 0.1.0\n");
    world_destroy(world);
}

static void a_keyring_is_written_in_one_way(void **state)
{
    (void)state;
    struct world *world = world_create();
    char root[TRUST_KEY_TEXT], desk[TRUST_KEY_TEXT], night[TRUST_KEY_TEXT], stranger[TRUST_KEY_ID_TEXT];
    trust_key_text(sign_key_public(world->root), root);
    trust_key_text(sign_key_public(world->desk), desk);
    trust_key_text(sign_key_public(world->night), night);
    trust_key_id_text(sign_key_public(world->stranger)->id, stranger);
    memcpy(world->revoked[0], sign_key_public(world->stranger)->id, 8);
    world->keyring.revoked_count = 1;
    world->publishers[1].name = "The \"night\" \\ Ñandú";
    world_sign(world);
    const char *expected = arena_printf(world->arena,
                                        "format: 1\n"
                                        "site: rush-radiology\n"
                                        "epoch: 1\n"
                                        "version: 3\n"
                                        "created: 2026-01-10T08:00:00Z\n"
                                        "expires: 2028-01-10T08:00:00Z\n"
                                        "root: %s\n"
                                        "publishers:\n"
                                        "  - {key: %s, name: \"Front desk\", until: 2027-12-31}\n"
                                        "  - {key: %s, name: \"The \\\"night\\\" \\\\ Ñandú\", "
                                        "until: 2026-12-24}\n"
                                        "revoked:\n"
                                        "  - %s\n",
                                        root, desk, night, stranger);
    assert_string_equal(world_text(world, &world->keyring_pair), expected);
    assert_string_equal(world_verdict(world), "good");
    world_destroy(world);
}

static void a_keyring_comes_back_as_it_was_meant(void **state)
{
    (void)state;
    struct world *world = world_create();
    struct diag_list *diags = diag_list_create();
    world->publishers[0].name = "# not: a comment, {or} [list] 'at' all - ";
    memset(world->revoked, 0xa7, sizeof world->revoked);
    world->keyring.revoked_count = 2;
    world_sign(world);
    const struct world_pair *pair = &world->keyring_pair;
    struct trust_keyring back;
    assert_int_equal(statement_read_keyring(pair->bytes, pair->length, world->arena, diags, &back),
                     STATEMENT_GOOD);
    assert_int_equal(back.publisher_count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(back.publishers[i].name, world->publishers[i].name);
        assert_int_equal(back.publishers[i].until, world->publishers[i].until);
        assert_true(trust_key_same(&back.publishers[i].key, &world->publishers[i].key));
    }
    assert_true(trust_key_same(&back.root, sign_key_public(world->root)));
    assert_int_equal(back.revoked_count, 2);
    assert_memory_equal(back.revoked, world->revoked, sizeof world->revoked);
    assert_int_equal(back.created, world->keyring.created);
    assert_int_equal(back.expires, world->keyring.expires);
    diag_list_destroy(diags);
    world_destroy(world);
}

/* What the kiosk would refuse is not written, let alone signed. */
static void nothing_is_written_that_could_not_be_read(void **state)
{
    (void)state;
    struct world *world = world_create();
    static const struct {
        const char *site, *minimum, *commit;
        int64_t version, created, expires;
        const char *says;
    } rows[] = {
        {"Rush", "0.1.0", NULL, 1, 0, 1, "\"site\" must be"},
        {"rush\nepoch: 2", "0.1.0", NULL, 1, 0, 1, "a second time"},
        {"rush", "0.1", NULL, 1, 0, 1, "\"minimum\" must be"},
        {"rush", "0.1.0\nextra: 1", NULL, 1, 0, 1, "unknown key \"extra\""},
        {"rush", "0.1.0 ", NULL, 1, 0, 1, "does not survive"},
        {"rush", "0.1.0", "short", 1, 0, 1, "\"commit\" must be"},
        {"rush", "0.1.0", NULL, 0, 0, 1, "\"version\" must be"},
        {"rush", "0.1.0", NULL, TRUST_NUMBER_MAX + 1, 0, 1, "\"version\" must be"},
        {"rush", "0.1.0", NULL, 1, -1, 1, "\"created\" must be"},
        {"rush", "0.1.0", NULL, 1, 5, 5, "later than \"created\""},
        {"rush", "0.1.0", NULL, 1, 0, TRUST_RELEASE_LIFETIME + 1, "at most 400 days"},
        {"rush", "0.1.0", NULL, 1, 0, INT64_MAX, "\"expires\" must be"},
        {"rush", "0.1.0", NULL, 1, INT64_MIN, INT64_MAX, "\"created\" must be"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct trust_release release = world->release;
        release.site = rows[i].site;
        release.minimum = rows[i].minimum;
        release.version = rows[i].version;
        release.created = rows[i].created;
        release.expires = rows[i].expires;
        if (rows[i].commit)
            strcpy(release.commit, rows[i].commit);
        struct err err = {""};
        assert_null(sign_release_text(&release, world->arena, &err));
        if (!strstr(err.text, rows[i].says))
            fail_msg("row %zu: %s", i, err.text);
    }
    char long_name[TRUST_NAME_MAX + 2];
    memset(long_name, 'x', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    const char *const names[] = {"", "two\nlines", "tab\tbed", "escape\x1b", "broken\xff", long_name};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        world->publishers[0].name = names[i];
        assert_null(sign_keyring_text(&world->keyring, world->arena, NULL));
    }
    world->publishers[0].name = long_name + 1;
    assert_non_null(sign_keyring_text(&world->keyring, world->arena, NULL));
    world->publishers[0].name = "Front desk";
    world->publishers[0].until = INT64_MAX;
    assert_null(sign_keyring_text(&world->keyring, world->arena, NULL));
    world_destroy(world);
}

static void a_keyring_has_at_most_64_publishers(void **state)
{
    (void)state;
    struct world *world = world_create();
    struct trust_publisher *many = arena_array(world->arena, TRUST_PUBLISHERS_MAX + 1, sizeof *many);
    for (size_t i = 0; i < TRUST_PUBLISHERS_MAX + 1; i++) {
        struct sign_key *key = sign_key_make(NULL);
        many[i] = (struct trust_publisher){*sign_key_public(key), "Desk", 20000};
        sign_key_destroy(key);
    }
    uint8_t(*revoked)[8] = arena_array(world->arena, TRUST_REVOKED_MAX + 1, sizeof *revoked);
    world->keyring.publishers = many;
    world->keyring.publisher_count = TRUST_PUBLISHERS_MAX;
    world->keyring.revoked = revoked;
    world->keyring.revoked_count = TRUST_REVOKED_MAX;
    const char *text = sign_keyring_text(&world->keyring, world->arena, NULL);
    assert_non_null(text);
    assert_true(strlen(text) <= TRUST_KEYRING_BYTES_MAX); /* the most entries fit */
    struct err err;
    world->keyring.publisher_count++;
    assert_null(sign_keyring_text(&world->keyring, world->arena, &err));
    assert_non_null(strstr(err.text, "has 65 entries, and 64 is the most"));
    world->keyring.publisher_count--;
    world->keyring.revoked_count++;
    assert_null(sign_keyring_text(&world->keyring, world->arena, &err));
    assert_non_null(strstr(err.text, "has 1025 entries, and 1024 is the most"));
    world_destroy(world);
}

static void sites_have_small_names(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        bool good;
    } rows[] = {
        {"a", true},
        {"7", true},
        {"rush-radiology-2", true},
        {"123456789012345678901234567890123456789012345678901234567890123", true},
        {"1234567890123456789012345678901234567890123456789012345678901234", false},
        {"", false},
        {"-a", false},
        {"A", false},
        {"a b", false},
        {"a/b", false},
        {"a.b", false},
        {"ñ", false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_int_equal(trust_site_ok(rows[i].name), rows[i].good);
}

/* All lines about a statement, malloced. */
static char *lines_about(const char *text, bool keyring)
{
    struct arena *arena = arena_create(1 << 20);
    struct diag_list *diags = diag_list_create();
    struct trust_release release;
    struct trust_keyring ring;
    if (keyring)
        statement_read_keyring(text, strlen(text), arena, diags, &ring);
    else
        statement_read_release(text, strlen(text), arena, diags, &release);
    char *lines = NULL;
    size_t size;
    FILE *out = open_memstream(&lines, &size);
    diag_print(diags, out, "");
    fclose(out);
    diag_list_destroy(diags);
    arena_destroy(arena);
    return lines;
}

/* How each line begins; what yaml/bind says goes on as its own tests want it. */
static const struct {
    const char *text, *lines;
    bool keyring;
} broken[] = {
    {"format: 1\n"
     "sites: rush-radiology\n"
     "epoch: one\n"
     "version: 017\n"
     "created: 2026-11-23\n"
     "expires: 2027-02-21T23:10:00Z\n"
     "commit: 5f70\n"
     "bytes: 2.3e6\n"
     "objects: -1\n"
     "minimum: 0.1\n",
     "release.yaml:2:1: error: unknown key \"sites\"\n"
     "release.yaml:3:8: error: \"epoch\" must be a whole number from 1 to 9007199254740992, not \"one\"; "
     "write "
     "epoch: 1\n"
     "release.yaml:4:10: error: \"version\" must be a whole number from 1 to 9007199254740992, not \"017\"; "
     "write version: 17\n"
     "release.yaml:5:10: error: \"created\" must be a time in UTC, not \"2026-11-23\"; write created: "
     "2026-11-23T23:10:00Z\n"
     "release.yaml:7:9: error: \"commit\" must be 64 small hexadecimal digits, not \"5f70\"; write commit: "
     "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef\n"
     "release.yaml:8:8: error: \"bytes\" must be a whole number from 0 to 9007199254740992, not \"2.3e6\"; "
     "write bytes: 1048576\n"
     "release.yaml:9:10: error: \"objects\" must be a whole number from 0 to 9007199254740992, not \"-1\"; "
     "write objects: 120\n"
     "release.yaml:10:10: error: \"minimum\" must be a version of three numbers with dots between them, not "
     "\"0.1\"; write minimum: 0.1.0\n",
     false},
    {"format: 2\nsecrets: 5\n",
     "release.yaml:1:9: error: this is format 2, and this Lobby knows format 1; update Lobby\n", false},
    {"format: 1\r\n", "release.yaml: error: this has the line ends of Windows; write it with lobbyctl\n",
     false},
    {"format: 1\n"
     "site: rush-radiology\n"
     "epoch: 1\n"
     "version: 3\n"
     "created: 2026-01-10T08:00:00Z\n"
     "expires: 2028-01-10T08:00:00Z\n"
     "root: RWQ\n"
     "publishers:\n"
     "  - {key: 7, name: Desk, until: 2027-02-30}\n"
     "  - Night\n"
     "revoked: [12]\n",
     "keyring.yaml:7:7: error: \"root\": this is not a public key; it must be the line of 56 characters that "
     "begins with RW in a .pub file\n"
     "keyring.yaml:9:11: error: \"key\": this is not a public key; it must be the line of 56 characters that "
     "begins with RW in a .pub file\n"
     "keyring.yaml:9:33: error: \"until\" must be a day, not \"2027-02-30\"; write until: 2027-12-31\n"
     "keyring.yaml:10:5: error: a publisher must be\n"
     "keyring.yaml:11:11: error: this is no key id; write its 16 digits, 0 to 9 and A to F, as the .pub file "
     "shows them\n",
     true},
};

static void everything_that_is_wrong_has_its_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(broken); i++) {
        char *lines = lines_about(broken[i].text, broken[i].keyring), *line = lines;
        const char *wanted = broken[i].lines;
        while (*wanted && *line) {
            size_t length = strcspn(wanted, "\n");
            if (strncmp(line, wanted, length) != 0)
                fail_msg("%.*s\ninstead of\n%.*s", (int)strcspn(line, "\n"), line, (int)length, wanted);
            wanted += length + 1;
            line += strcspn(line, "\n") + 1;
        }
        assert_string_equal(wanted, "");
        assert_string_equal(line, "");
        free(lines);
    }
}

static void a_refusal_shows_the_first_line_and_counts_the_others(void **state)
{
    (void)state;
    struct world *world = world_create();
    world->release_text = "format: 1\nsite: rush-radiology\nepoch: x\nversion: y\n";
    world_sign(world);
    assert_string_equal(world_verdict(world), "form");
    assert_non_null(strstr(world_sentence(), "release.yaml:1:1: a release needs the key "));
    assert_non_null(strstr(world_sentence(), "(and 7 more); publish again"));
    world_destroy(world);
}

static void times_and_days_come_back(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t seconds; /* -1: no time */
    } times[] = {
        {"1970-01-01T00:00:00Z", 0},          {"2000-02-29T12:34:56Z", 951827696},
        {"2038-01-19T03:14:08Z", 2147483648}, {"9999-12-31T23:59:59Z", 253402300799},
        {"1969-12-31T23:59:59Z", -1},         {"2026-11-23T24:00:00Z", -1},
        {"2026-11-23T23:59:60Z", -1},         {"2026-11-23T23:10Z", -1},
        {"2026-11-23t23:10:00Z", -1},         {"2026-11-23T23:10:00z", -1},
        {"2026-13-23T23:10:00Z", -1},         {"", -1},
    };
    char text[TRUST_TIME_TEXT], day[TRUST_DAY_TEXT];
    int64_t value;
    for (size_t i = 0; i < COUNT_OF(times); i++) {
        assert_int_equal(trust_time_parse(times[i].text, &value), times[i].seconds >= 0);
        if (times[i].seconds < 0)
            continue;
        assert_true(value == times[i].seconds);
        trust_time_text(value, text);
        assert_string_equal(text, times[i].text);
    }
    static const int64_t outside[] = {-1, INT64_C(253402300800), INT64_MIN, INT64_MAX};
    for (size_t i = 0; i < COUNT_OF(outside); i++) {
        trust_time_text(outside[i], text);
        assert_false(trust_time_parse(text, &value));
        trust_day_text(outside[i], day);
        assert_false(trust_day_parse(day, &value));
    }
    assert_true(trust_day_parse("9999-12-31", &value));
    trust_day_text(value, day);
    assert_string_equal(day, "9999-12-31");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_release_is_written_in_one_way),
        cmocka_unit_test(a_keyring_is_written_in_one_way),
        cmocka_unit_test(a_keyring_comes_back_as_it_was_meant),
        cmocka_unit_test(nothing_is_written_that_could_not_be_read),
        cmocka_unit_test(a_keyring_has_at_most_64_publishers),
        cmocka_unit_test(sites_have_small_names),
        cmocka_unit_test(everything_that_is_wrong_has_its_line),
        cmocka_unit_test(a_refusal_shows_the_first_line_and_counts_the_others),
        cmocka_unit_test(times_and_days_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
