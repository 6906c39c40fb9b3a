/* Keys as text and as files: what is written can be read, and nothing else. */
#include "world.h"

#include "base/str.h"
#include "trust/lines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* Made by minisign 0.11 with -W, and thrown away. */
#define MADE_BY_MINISIGN "RWR97QwAE3wb/gP3mLWtUHuJpFALzY16BxBOOlA+/9RgdUNs1rkqPXOD"
#define ITS_ID           "FE1B7C13000CED7D"

static void a_public_key_is_text_and_an_id(void **state)
{
    (void)state;
    struct trust_key key;
    struct err err;
    char text[TRUST_KEY_TEXT], id[TRUST_KEY_ID_TEXT];
    assert_true(trust_key_parse(MADE_BY_MINISIGN, &key, &err));
    trust_key_text(&key, text);
    assert_string_equal(text, MADE_BY_MINISIGN);
    trust_key_id_text(key.id, id);
    assert_string_equal(id, ITS_ID);
    uint8_t back[8];
    assert_true(trust_key_id_parse(id, back));
    assert_memory_equal(back, key.id, sizeof back);
}

static void only_public_keys_are_public_keys(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",
        "RW",
        " " MADE_BY_MINISIGN,
        MADE_BY_MINISIGN " ",
        MADE_BY_MINISIGN "\n",
        MADE_BY_MINISIGN "AAAA",
        "RWR97QwAE3wb_gP3mLWtUHuJpFALzY16BxBOOlA-_9RgdUNs1rkqPXOD",  /* base64 for addresses */
        "RUR97QwAE3wb/gP3mLWtUHuJpFALzY16BxBOOlA+/9RgdUNs1rkqPXOD",  /* another algorithm */
        "RWR97QwAE3wb/gAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",  /* a point of small order */
        "RWR97QwAE3wb/gEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",  /* the neutral point */
        "RWR97QwAE3wb/v///////////////////////////////////////////", /* one too long */
        "RWR97QwAE3wb/v//////////////////////////////////////////",  /* no canonical number */
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct trust_key key = {{7}, {7}};
        const struct trust_key old = key;
        struct err err;
        if (trust_key_parse(rows[i], &key, &err))
            fail_msg("row %zu is no key", i);
        assert_memory_equal(&key, &old, sizeof key);
        assert_non_null(strchr(err.text, ';'));
    }
}

static void a_public_file_may_have_its_comment(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool good;
    } rows[] = {
        {"untrusted comment: minisign public key " ITS_ID "\n" MADE_BY_MINISIGN "\n", true},
        {"untrusted comment: \n" MADE_BY_MINISIGN, true},
        {MADE_BY_MINISIGN "\n", true},
        {MADE_BY_MINISIGN, true},
        {"", false},
        {"\n", false},
        {"untrusted comment: x\n", false},
        {"comment: x\n" MADE_BY_MINISIGN "\n", false},
        {"untrusted comment: x\n" MADE_BY_MINISIGN "\n\n", false},
        {"untrusted comment: x\n\n" MADE_BY_MINISIGN "\n", false},
        {"untrusted comment: x\r\n" MADE_BY_MINISIGN "\r\n", false},
        {"untrusted comment: x\n" MADE_BY_MINISIGN "\n" MADE_BY_MINISIGN "\n", false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct trust_key key;
        struct err err;
        if (trust_key_read(rows[i].text, strlen(rows[i].text), &key, &err) != rows[i].good)
            fail_msg("row %zu", i);
    }
}

static void ids_have_16_capital_digits(void **state)
{
    (void)state;
    static const char *const rows[] = {"",
                                       "0123456789ABCDE",
                                       "0123456789ABCDEF0",
                                       "0123456789abcdef",
                                       "0123456789ABCDEG",
                                       "0x23456789ABCDEF",
                                       " 123456789ABCDEF"};
    uint8_t id[8];
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_false(trust_key_id_parse(rows[i], id));
}

struct fixture {
    struct sign_key *key;
    struct sign_file file;
};

static struct fixture write_key(const char *passphrase)
{
    struct fixture fixture;
    struct err err;
    fixture.key = sign_key_make(&err);
    assert_non_null(fixture.key);
    assert_true(sign_key_write(fixture.key, passphrase, SIGN_MEMORY_MIN, &fixture.file, &err));
    return fixture;
}

static void finish(struct fixture *fixture)
{
    sign_key_destroy(fixture->key);
    sign_file_finish(&fixture->file);
}

/* Signs with both and compares: Ed25519 leaves no choice. */
static void assert_same_key(const struct sign_key *a, const struct sign_key *b)
{
    struct arena *arena = arena_create(1 << 16);
    struct err err;
    assert_true(trust_key_same(sign_key_public(a), sign_key_public(b)));
    const char *one = sign_bytes(a, "abc", 3, "c", arena, &err),
               *two = sign_bytes(b, "abc", 3, "c", arena, &err);
    assert_non_null(one);
    assert_string_equal(one, two);
    arena_destroy(arena);
}

static void a_secret_key_comes_back(void **state)
{
    (void)state;
    static const char *const passphrases[] = {NULL, "correct horse battery staple", "ñandú 東京"};
    for (size_t i = 0; i < COUNT_OF(passphrases); i++) {
        struct fixture made = write_key(passphrases[i]);
        struct err err;
        bool wants;
        assert_true(sign_key_wants_passphrase(made.file.bytes, made.file.length, &wants, &err));
        assert_int_equal(wants, passphrases[i] != NULL);
        struct sign_key *back = sign_key_read(made.file.bytes, made.file.length, passphrases[i], &err);
        assert_non_null(back);
        assert_same_key(made.key, back);
        sign_key_destroy(back);
        finish(&made);
    }
}

static void the_wrong_passphrase_opens_nothing(void **state)
{
    (void)state;
    struct fixture made = write_key("right");
    static const char *const wrong[] = {"wrong", "Right", "right ", ""};
    struct err err;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        assert_null(sign_key_read(made.file.bytes, made.file.length, wrong[i], &err));
        assert_string_equal(err.text, "the passphrase is wrong; type it again");
    }
    assert_null(sign_key_read(made.file.bytes, made.file.length, NULL, &err));
    assert_string_equal(err.text, "the secret key is encrypted; give its passphrase");
    finish(&made);
}

static void the_secret_does_not_lie_in_an_encrypted_file(void **state)
{
    (void)state;
    struct fixture open = write_key(NULL);
    struct err err;
    struct sign_file covered;
    assert_true(sign_key_write(open.key, "passphrase", SIGN_MEMORY_MIN, &covered, &err));
    assert_int_equal(covered.length, open.file.length);
    /* 54 bytes before the secret part are 72 digits; behind them no run of digits is the same. */
    const char *plain = strchr(open.file.bytes, '\n') + 1 + 72,
               *hidden = strchr(covered.bytes, '\n') + 1 + 72;
    size_t same = 0, count = strlen(plain) - 2;
    for (size_t i = 0; i < count; i++)
        same += plain[i] == hidden[i];
    assert_true(same < count / 4);
    sign_file_finish(&covered);
    finish(&open);
}

/* Two files of the same key and passphrase have nothing but the head in common: the salt is new. */
static void each_file_has_its_own_salt(void **state)
{
    (void)state;
    struct fixture one = write_key("passphrase");
    struct err err;
    struct sign_file two;
    assert_true(sign_key_write(one.key, "passphrase", SIGN_MEMORY_MIN, &two, &err));
    assert_string_not_equal(one.file.bytes, two.bytes);
    sign_file_finish(&two);
    finish(&one);
}

static void passphrases_have_bounds(void **state)
{
    (void)state;
    struct err err;
    struct sign_key *key = sign_key_make(&err);
    struct sign_file file;
    char longest[SIGN_PASSPHRASE_MAX + 2];
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_false(sign_key_write(key, longest, SIGN_MEMORY_MIN, &file, &err));
    assert_null(file.bytes);
    assert_false(sign_key_write(key, "", SIGN_MEMORY_MIN, &file, &err));
    assert_false(sign_key_write(key, "x", SIGN_MEMORY_MIN - 1, &file, &err));
    longest[SIGN_PASSPHRASE_MAX] = '\0';
    assert_true(sign_key_write(key, longest, SIGN_MEMORY_MIN, &file, &err));
    sign_file_finish(&file);
    sign_key_destroy(key);
}

/* Each byte of a file without a passphrase, changed in one digit: what opens is the very key. */
static void a_damaged_secret_key_is_no_key(void **state)
{
    (void)state;
    struct fixture made = write_key(NULL);
    const size_t head = (size_t)(strchr(made.file.bytes, '\n') + 1 - made.file.bytes);
    struct err err;
    size_t opened = 0;
    for (size_t at = head; at < made.file.length - 1; at++) {
        const char good = made.file.bytes[at];
        made.file.bytes[at] = good == 'A' ? 'B' : 'A';
        struct sign_key *back = sign_key_read(made.file.bytes, made.file.length, NULL, &err);
        if (back) {
            assert_same_key(made.key, back); /* the salt and the limits are not used */
            opened++;
        }
        sign_key_destroy(back);
        made.file.bytes[at] = good;
    }
    assert_true(opened <= 72 - 8);
    finish(&made);
}

/* As minisign writes it without a passphrase: no checksum. Then the halves of the key must belong together.
 */
static void without_a_checksum_the_halves_must_fit(void **state)
{
    (void)state;
    struct fixture made = write_key(NULL);
    struct err err;
    uint8_t bytes[158];
    char text[BASE64_TEXT(sizeof bytes)], *line = strchr(made.file.bytes, '\n') + 1;
    const struct line base64 = {line, made.file.length - (size_t)(line - made.file.bytes) - 1};
    assert_true(lines_base64(&base64, bytes, sizeof bytes));
    memset(bytes + sizeof bytes - 32, 0, 32);
    for (int damaged = 0; damaged < 2; damaged++) {
        bytes[sizeof bytes - 33] ^= (uint8_t)damaged; /* the last byte of the public half */
        sodium_bin2base64(text, sizeof text, bytes, sizeof bytes, sodium_base64_VARIANT_ORIGINAL);
        memcpy(line, text, sizeof text - 1);
        struct sign_key *back = sign_key_read(made.file.bytes, made.file.length, NULL, &err);
        assert_int_equal(back != NULL, !damaged);
        sign_key_destroy(back);
    }
    finish(&made);
}

static void a_file_cannot_ask_for_endless_work(void **state)
{
    (void)state;
    struct fixture made = write_key("x");
    struct err err;
    uint8_t bytes[158];
    char *line = strchr(made.file.bytes, '\n') + 1;
    const struct line base64 = {line, made.file.length - (size_t)(line - made.file.bytes) - 1};
    assert_true(lines_base64(&base64, bytes, sizeof bytes));
    static const size_t numbers[] = {38, 46}; /* work, memory */
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        uint8_t old = bytes[numbers[i] + 6];
        char text[BASE64_TEXT(sizeof bytes)];
        bytes[numbers[i] + 6] = 1; /* 2^48 */
        sodium_bin2base64(text, sizeof text, bytes, sizeof bytes, sodium_base64_VARIANT_ORIGINAL);
        memcpy(line, text, sizeof text - 1);
        assert_null(sign_key_read(made.file.bytes, made.file.length, "x", &err));
        assert_non_null(strstr(err.text, "more memory or work"));
        bytes[numbers[i] + 6] = old;
    }
    finish(&made);
}

static void other_files_are_no_secret_keys(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",
        "\n",
        "untrusted comment: x\n",
        "untrusted comment: x\n" MADE_BY_MINISIGN "\n",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n",
    };
    struct err err;
    bool wants;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_null(sign_key_read(rows[i], strlen(rows[i]), "x", &err));
        assert_false(sign_key_wants_passphrase(rows[i], strlen(rows[i]), &wants, &err));
        assert_non_null(strstr(err.text, "not the file of a secret key; "));
    }
}

static void comments_are_one_short_line(void **state)
{
    (void)state;
    struct err err;
    struct arena *arena = arena_create(1 << 16);
    struct sign_key *key = sign_key_make(&err);
    char longest[TRUST_COMMENT_MAX + 2];
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    const char *const bad[] = {longest, "two\nlines", "\x1b[2J", "\xc3"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_null(sign_bytes(key, "", 0, bad[i], arena, &err));
        assert_non_null(strstr(err.text, "one line of at most 512 bytes; "));
    }
    assert_non_null(sign_bytes(key, "", 0, "", arena, &err));
    longest[TRUST_COMMENT_MAX] = '\0';
    const char *text = sign_bytes(key, "", 0, longest, arena, &err);
    assert_non_null(text);
    assert_true(strlen(text) <= TRUST_SIGNATURE_BYTES_MAX);
    sign_key_destroy(key);
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_public_key_is_text_and_an_id),
        cmocka_unit_test(only_public_keys_are_public_keys),
        cmocka_unit_test(a_public_file_may_have_its_comment),
        cmocka_unit_test(ids_have_16_capital_digits),
        cmocka_unit_test(a_secret_key_comes_back),
        cmocka_unit_test(the_wrong_passphrase_opens_nothing),
        cmocka_unit_test(the_secret_does_not_lie_in_an_encrypted_file),
        cmocka_unit_test(each_file_has_its_own_salt),
        cmocka_unit_test(passphrases_have_bounds),
        cmocka_unit_test(a_damaged_secret_key_is_no_key),
        cmocka_unit_test(without_a_checksum_the_halves_must_fit),
        cmocka_unit_test(a_file_cannot_ask_for_endless_work),
        cmocka_unit_test(other_files_are_no_secret_keys),
        cmocka_unit_test(comments_are_one_short_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
