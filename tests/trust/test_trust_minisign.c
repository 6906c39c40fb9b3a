/* Debian's minisign verifies what is signed here and opens the keys that are made here, and the other way
 * around: a hospital can check with a tool that it has from somebody else. */
#include "world.h"

#include "base/file.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PASSPHRASE "correct horse"

static char folder[] = "/tmp/lobby-minisign-XXXXXX";

static int enter(void **state)
{
    (void)state;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave(void **state)
{
    (void)state;
    static const char *const files[] = {"key", "key.pub", "release.yaml", "release.yaml.minisig"};
    for (size_t i = 0; i < COUNT_OF(files); i++)
        unlink(files[i]);
    return chdir("/") == 0 && rmdir(folder) == 0 ? 0 : -1;
}

static void put(const char *name, const char *bytes, size_t length)
{
    struct err err;
    assert_true(file_write(name, bytes, length, &err));
}

static char *get(const char *name, size_t *length)
{
    struct err err;
    char *bytes;
    if (!file_read(name, 64 * 1024, &bytes, length, &err))
        fail_msg("%s", err.text);
    return bytes;
}

/* Runs minisign with that on its standard input; true when it is content. */
static bool minisign(const char *arguments, const char *input)
{
    char command[512];
    snprintf(command, sizeof command, "minisign %s >/dev/null 2>&1", arguments);
    FILE *child = popen(command, "w");
    assert_non_null(child);
    fputs(input, child);
    int status = pclose(child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
        fail_msg("minisign is not installed; tools/packages-test names it");
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void put_pair(const struct world *world)
{
    const struct world_pair *pair = &world->release_pair;
    put("release.yaml", pair->bytes, pair->length);
    put("release.yaml.minisig", pair->signature, pair->signature_length);
}

static void minisign_verifies_our_signatures(void **state)
{
    (void)state;
    struct world *world = world_create();
    const char *public_file = sign_key_public_file(sign_key_public(world->desk), world->arena);
    put("key.pub", public_file, strlen(public_file));
    put_pair(world);
    assert_true(minisign("-VH -p key.pub -m release.yaml", ""));
    world->release_pair.bytes[20] ^= 1;
    put_pair(world);
    assert_false(minisign("-VH -p key.pub -m release.yaml", ""));
    world->release_pair.bytes[20] ^= 1;
    *strstr(world->release_pair.signature, "made by") = 'M';
    put_pair(world);
    assert_false(minisign("-VH -p key.pub -m release.yaml", ""));
    world_destroy(world);
}

/* The kiosk's verdict on a release that minisign signed with the key of the front desk. */
static const char *verdict_on_theirs(struct world *world, const char *arguments, const char *input)
{
    struct world_pair *pair = &world->release_pair;
    put("release.yaml", pair->bytes, pair->length);
    assert_true(minisign(arguments, input));
    size_t length;
    char *signature = get("release.yaml.minisig", &length);
    assert_true(length <= sizeof pair->signature);
    memcpy(pair->signature, signature, length);
    pair->signature_length = length;
    free(signature);
    return world_verdict(world);
}

static void put_key(const struct sign_key *key, const char *passphrase)
{
    struct sign_file file;
    struct err err;
    assert_true(sign_key_write(key, passphrase, SIGN_MEMORY_MIN, &file, &err));
    put("key", file.bytes, file.length);
    sign_file_finish(&file);
}

static void minisign_signs_with_our_keys_and_we_verify(void **state)
{
    (void)state;
    struct world *world = world_create();
    put_key(world->desk, NULL);
    assert_string_equal(verdict_on_theirs(world, "-S -W -s key -c 'lobby signature' -m release.yaml", ""),
                        "good");
    put_key(world->desk, PASSPHRASE);
    assert_string_equal(verdict_on_theirs(world,
                                          "-S -s key -c 'lobby signature' -t 'by hand' -m release.yaml",
                                          PASSPHRASE "\n"),
                        "good");
    /* Its own comment, and its old kind, are not taken. */
    assert_string_equal(verdict_on_theirs(world, "-S -s key -m release.yaml", PASSPHRASE "\n"),
                        "signature-form");
    assert_string_equal(
        verdict_on_theirs(world, "-S -l -s key -c 'lobby signature' -m release.yaml", PASSPHRASE "\n"),
        "signature-form");
    world_destroy(world);
}

static void minisign_recreates_our_public_key(void **state)
{
    (void)state;
    struct err err;
    struct arena *arena = arena_create(1 << 16);
    struct sign_key *key = sign_key_make(&err);
    put_key(key, PASSPHRASE);
    unlink("key.pub");
    assert_true(minisign("-R -s key -p key.pub", PASSPHRASE "\n"));
    size_t length;
    char *text = get("key.pub", &length);
    struct trust_key public;
    assert_true(trust_key_read(text, length, &public, &err));
    assert_true(trust_key_same(&public, sign_key_public(key)));
    assert_string_equal(text, sign_key_public_file(&public, arena));
    free(text);
    sign_key_destroy(key);
    arena_destroy(arena);
}

/* Makes a key with minisign, opens it here, signs, and has minisign verify it with its own public key. */
static void round_trip(const char *make, const char *input, const char *passphrase)
{
    struct err err = {""};
    struct arena *arena = arena_create(1 << 16);
    assert_true(minisign(make, input));
    size_t length;
    char *bytes = get("key", &length);
    bool wants;
    assert_true(sign_key_wants_passphrase(bytes, length, &wants, &err));
    assert_int_equal(wants, passphrase != NULL);
    struct sign_key *key = sign_key_read(bytes, length, passphrase, &err);
    free(bytes);
    if (!key)
        fail_msg("%s", err.text);
    const char *signature = sign_bytes(key, "hello\n", 6, "ours", arena, &err);
    put("release.yaml", "hello\n", 6);
    put("release.yaml.minisig", signature, strlen(signature));
    assert_true(minisign("-VH -p key.pub -m release.yaml", ""));
    sign_key_destroy(key);
    arena_destroy(arena);
}

static void we_sign_with_the_keys_of_minisign(void **state)
{
    (void)state;
    round_trip("-G -f -W -s key -p key.pub", "", NULL);
}

static void we_open_its_keys_with_their_passphrase(void **state)
{
    (void)state;
    round_trip("-G -f -s key -p key.pub", PASSPHRASE "\n" PASSPHRASE "\n", PASSPHRASE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(minisign_verifies_our_signatures),
        cmocka_unit_test(minisign_signs_with_our_keys_and_we_verify),
        cmocka_unit_test(minisign_recreates_our_public_key),
        cmocka_unit_test(we_sign_with_the_keys_of_minisign),
        cmocka_unit_test(we_open_its_keys_with_their_passphrase),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
