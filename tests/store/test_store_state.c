/* The store's plain parts: names of generations, the seal of a file, a list of verdicts that has an end. */
#include "base/str.h"
#include "store/record.h"
#include "store/state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static void names_have_one_form(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        bool good;
    } table[] = {
        {"1-17-0f3d33c2a9be", true},
        {"0-0-000000000000", true},
        {"9007199254740992-9007199254740992-ffffffffffff", true},
        {"9007199254740993-1-ffffffffffff", false},
        {"-1-17-0f3d33c2a9be", false},
        {"+1-17-0f3d33c2a9be", false},
        {"01-17-0f3d33c2a9be", false},
        {"1-17-0F3D33C2A9BE", false},
        {"1-17-0f3d33c2a9b", false},
        {"1-17-0f3d33c2a9bee", false},
        {"1-17-0f3d33c2a9be/", false},
        {"1-17", false},
        {"1--0f3d33c2a9be", false},
        {"", false},
        {"..", false},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct store_id id;
        assert_int_equal(store_id_parse(table[i].name, &id), table[i].good);
        if (!table[i].good)
            continue;
        char again[STORE_NAME_TEXT];
        store_id_name(&id, again);
        assert_string_equal(again, table[i].name);
    }
}

static struct store_id id_of(int64_t epoch, int64_t version)
{
    return (struct store_id){.epoch = epoch, .version = version, .commit = "0f3d33c2a9be"};
}

static void generations_are_ordered_by_epoch_then_version(void **state)
{
    (void)state;
    const struct store_id ids[] = {id_of(1, 2), id_of(1, 10), id_of(2, 1), id_of(2, 9), id_of(10, 0)};
    for (size_t a = 0; a < COUNT_OF(ids); a++)
        for (size_t b = 0; b < COUNT_OF(ids); b++) {
            int order = store_id_compare(&ids[a], &ids[b]);
            assert_int_equal((order > 0) - (order < 0), (a > b) - (a < b));
        }
    assert_true(store_commit_same("0f3d33c2a9be", "0f3d33c2a9beffff"));
    assert_false(store_commit_same("0f3d33c2a9be", "0f3d33c2a9bfffff"));
    assert_false(store_commit_same("0f3d", "0f3d33c2a9be")); /* too little to tell */
    assert_false(store_commit_same("", ""));
}

static void a_seal_is_a_crc_that_everybody_knows(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        bool good;
    } table[] = {
        {"123456789# lobby cbf43926\n", true}, /* the check value of CRC-32 */
        {"# lobby 00000000\n", true},
        {"123456789# lobby CBF43926\n", false},
        {"123456789# lobby cbf43926", false},
        {"123456789# lobby cbf43926\n\n", false},
        {"123456788# lobby cbf43926\n", false},
        {"123456789", false},
        {"", false},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        size_t length = strlen(table[i].bytes);
        assert_int_equal(record_check(table[i].bytes, &length), table[i].good);
        assert_int_equal(length, strlen(table[i].bytes) - (table[i].good ? strlen("# lobby 00000000\n") : 0));
    }
}

static void add(struct state_verdicts *verdicts, int64_t version, enum store_verdict verdict)
{
    const struct store_id id = id_of(1, version);
    state_entry(verdicts, &id)->verdict = verdict;
}

static bool knows(const struct state_verdicts *verdicts, int64_t version)
{
    const struct store_id id = id_of(1, version);
    return state_find(verdicts, &id);
}

static void a_good_one_is_not_forgotten_for_many_bad_ones(void **state)
{
    (void)state;
    static struct state_verdicts verdicts = {.shown.epoch = -1};
    add(&verdicts, 1, STORE_GOOD);
    for (int64_t version = 2; version <= 500; version++) {
        add(&verdicts, version, version % 2 ? STORE_BAD : STORE_UNJUDGED);
        assert_true(verdicts.count <= STATE_VERDICTS_MAX);
    }
    assert_true(knows(&verdicts, 1));
    assert_true(knows(&verdicts, 500));
    assert_true(knows(&verdicts, 500 - (int64_t)STATE_VERDICTS_MAX + 2));
    assert_false(knows(&verdicts, 2));
}

static void a_bad_one_is_not_forgotten_for_many_good_ones(void **state)
{
    (void)state;
    static struct state_verdicts verdicts = {.shown.epoch = -1};
    add(&verdicts, 1, STORE_BAD);
    for (int64_t version = 2; version <= 500; version++)
        add(&verdicts, version, STORE_GOOD);
    assert_true(knows(&verdicts, 1));
    assert_true(knows(&verdicts, 500));
    assert_false(knows(&verdicts, 2));
}

static void the_longest_reasons_fit_into_their_file(void **state)
{
    (void)state;
    static struct state_verdicts verdicts = {.shown.epoch = -1};
    static struct state_memory memory;
    for (int64_t version = 1; version <= STATE_VERDICTS_MAX; version++) {
        const struct store_id id = id_of(STORE_NUMBER_MAX, STORE_NUMBER_MAX - version);
        memset(state_entry(&verdicts, &id)->reason, '\\', STORE_REASON_TEXT - 1); /* each of them takes two */
    }
    for (size_t i = 0; i < STATE_BAD_MAX; i++) {
        memset(memory.bad[i].commit, 'a', STORE_COMMIT_TEXT - 1);
        memset(memory.bad[i].reason, '"', STORE_REASON_TEXT - 1);
    }
    memory.bad_count = STATE_BAD_MAX;
    static struct state_verdicts verdicts_again;
    static struct state_memory memory_again;
    char *text = state_text_verdicts(&verdicts);
    assert_true(strlen(text) <= STATE_BYTES_MAX);
    assert_true(state_parse_verdicts(text, strlen(text), &verdicts_again));
    assert_int_equal(verdicts_again.count, STATE_VERDICTS_MAX);
    assert_string_equal(verdicts_again.items[0].reason, verdicts.items[0].reason);
    free(text);
    text = state_text_memory(&memory);
    assert_true(strlen(text) <= STATE_BYTES_MAX);
    assert_true(state_parse_memory(text, strlen(text), &memory_again));
    assert_int_equal(memory_again.bad_count, STATE_BAD_MAX);
    assert_string_equal(memory_again.bad[STATE_BAD_MAX - 1].reason, memory.bad[0].reason);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_have_one_form),
        cmocka_unit_test(generations_are_ordered_by_epoch_then_version),
        cmocka_unit_test(a_seal_is_a_crc_that_everybody_knows),
        cmocka_unit_test(a_good_one_is_not_forgotten_for_many_bad_ones),
        cmocka_unit_test(a_bad_one_is_not_forgotten_for_many_good_ones),
        cmocka_unit_test(the_longest_reasons_fit_into_their_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
