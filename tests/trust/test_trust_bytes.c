/* Every change of one byte is refused: all 255 other values at every place of the keyring, the release and
 * both signature files; every byte left out; every value put in at every place; every length cut off. */
#include "world.h"

#include "base/str.h"
#include "trust/statement.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

/* A verdict on the pair that is being changed. */
struct judge {
    bool (*accepts)(const struct judge *, const struct trust_files *files);
    struct world *world;
    struct trust_keyring keyring; /* for releases */
};

static bool accepts_keyring(const struct judge *judge, const struct trust_files *files)
{
    struct arena *arena = arena_create(1 << 20);
    struct trust_keyring keyring;
    struct refusal refusal = {0};
    bool ok = trust_keyring_verify(&judge->world->anchor, files, &judge->world->terms.clock, arena, &keyring,
                                   &refusal);
    assert_true(ok || refusal.code);
    arena_destroy(arena);
    return ok;
}

static bool accepts_release(const struct judge *judge, const struct trust_files *files)
{
    struct arena *arena = arena_create(1 << 20);
    struct trust_release release;
    struct refusal refusal = {0};
    bool ok = trust_release_verify(&judge->keyring, files, &judge->world->terms, arena, &release, &refusal);
    assert_true(ok || refusal.code);
    arena_destroy(arena);
    return ok;
}

/* What a kiosk without signatures would do: the control. */
static bool accepts_text(const struct judge *judge, const struct trust_files *files)
{
    struct arena *arena = arena_create(1 << 20);
    struct diag_list *diags = diag_list_create();
    struct trust_release release;
    (void)judge;
    bool ok = statement_read_release(files->bytes, files->length, arena, diags, &release) == STATEMENT_GOOD;
    diag_list_destroy(diags);
    arena_destroy(arena);
    return ok;
}

/* Two buffers, of which one is changed. */
struct changed {
    char *bytes;
    size_t *length;
};

static size_t replaced(const struct judge *judge, const struct changed *part, const struct trust_files *files,
                       size_t *tried)
{
    size_t accepted = 0;
    for (size_t at = 0; at < *part->length; at++) {
        const char good = part->bytes[at];
        for (int value = 1; value < 256; value++, (*tried)++) {
            part->bytes[at] = (char)(good ^ value);
            accepted += judge->accepts(judge, files);
        }
        part->bytes[at] = good;
    }
    return accepted;
}

static size_t left_out(const struct judge *judge, const struct changed *part, const struct trust_files *files,
                       size_t *tried)
{
    size_t accepted = 0, length = (*part->length)--;
    char last = part->bytes[length - 1];
    /* The gap moves from the end to the front. */
    for (size_t at = length; at-- > 0; (*tried)++) {
        char next = part->bytes[at];
        part->bytes[at] = last;
        last = next;
        accepted += judge->accepts(judge, files);
    }
    memmove(part->bytes + 1, part->bytes, length - 1);
    part->bytes[0] = last;
    *part->length = length;
    return accepted;
}

static size_t put_in(const struct judge *judge, const struct changed *part, const struct trust_files *files,
                     size_t *tried)
{
    static const char values[] = {'\0', '\n', '\r', ' ', '#', 'A', '=', '0', '\xff'};
    size_t accepted = 0, length = (*part->length)++;
    for (size_t at = length + 1; at-- > 0;) {
        for (size_t i = 0; i < sizeof values; i++, (*tried)++) {
            part->bytes[at] = values[i];
            accepted += judge->accepts(judge, files);
        }
        if (at > 0)
            part->bytes[at] = part->bytes[at - 1];
    }
    memmove(part->bytes, part->bytes + 1, length);
    *part->length = length;
    return accepted;
}

static size_t cut_off(const struct judge *judge, const struct changed *part, const struct trust_files *files,
                      size_t *tried)
{
    size_t accepted = 0, whole = *part->length;
    for (*part->length = 0; *part->length < whole; (*part->length)++, (*tried)++)
        accepted += judge->accepts(judge, files);
    return accepted;
}

/* How many changed files were accepted. */
static size_t change_everything(const struct judge *judge, struct trust_files files, bool signature)
{
    size_t length = signature ? files.signature_length : files.length, tried = 0;
    char *bytes = malloc(length + 1), *good = malloc(length);
    const char *from = signature ? files.signature : files.bytes;
    memcpy(bytes, from, length);
    memcpy(good, from, length);
    struct trust_files altered = files;
    if (signature)
        altered.signature = bytes;
    else
        altered.bytes = bytes;
    const struct changed part = {bytes, signature ? &altered.signature_length : &altered.length};
    static size_t (*const changes[])(const struct judge *, const struct changed *, const struct trust_files *,
                                     size_t *) = {replaced, left_out, put_in, cut_off};
    size_t accepted = 0;
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        assert_true(judge->accepts(judge, &altered));
        accepted += changes[i](judge, &part, &altered, &tried);
        assert_memory_equal(bytes, good, length); /* and all is as before */
    }
    assert_true(judge->accepts(judge, &altered));
    assert_true(tried > 255 * length);
    print_message("%zu bytes, %zu changed files, %zu accepted\n", length, tried, accepted);
    free(bytes);
    free(good);
    return accepted;
}

static struct judge judge_of(struct world *world, bool release)
{
    struct judge judge = {release ? accepts_release : accepts_keyring, world, {0}};
    struct trust_files files = world_files(&world->keyring_pair);
    struct refusal refusal;
    assert_true(trust_keyring_verify(&world->anchor, &files, &world->terms.clock, world->arena,
                                     &judge.keyring, &refusal));
    return judge;
}

static void of_the_keyring(void **state)
{
    (void)state;
    struct world *world = world_create();
    const struct judge judge = judge_of(world, false);
    assert_int_equal(change_everything(&judge, world_files(&world->keyring_pair), false), 0);
    world_destroy(world);
}

static void of_the_signature_of_the_keyring(void **state)
{
    (void)state;
    struct world *world = world_create();
    const struct judge judge = judge_of(world, false);
    assert_int_equal(change_everything(&judge, world_files(&world->keyring_pair), true), 0);
    world_destroy(world);
}

static void of_the_release(void **state)
{
    (void)state;
    struct world *world = world_create();
    const struct judge judge = judge_of(world, true);
    assert_int_equal(change_everything(&judge, world_files(&world->release_pair), false), 0);
    world_destroy(world);
}

static void of_the_signature_of_the_release(void **state)
{
    (void)state;
    struct world *world = world_create();
    const struct judge judge = judge_of(world, true);
    assert_int_equal(change_everything(&judge, world_files(&world->release_pair), true), 0);
    world_destroy(world);
}

static void without_signatures_thousands_would_be_accepted(void **state)
{
    (void)state;
    struct world *world = world_create();
    const struct judge judge = {accepts_text, world, {0}};
    assert_true(change_everything(&judge, world_files(&world->release_pair), false) > 1000);
    world_destroy(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_the_keyring),
        cmocka_unit_test(of_the_signature_of_the_keyring),
        cmocka_unit_test(of_the_release),
        cmocka_unit_test(of_the_signature_of_the_release),
        cmocka_unit_test(without_signatures_thousands_would_be_accepted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
