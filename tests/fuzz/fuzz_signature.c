/* Any bytes as a signature file and as key files. There is one way to write each: what is taken, written
 * again, is the same bytes. Nothing but what was signed passes. */
#include "statements.h"
#include "trust/lines.h"
#include "trust/signature.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_signature(const struct signature *signature, const uint8_t *data, size_t size)
{
    struct signature_bytes bytes;
    char first[BASE64_TEXT(sizeof bytes)], second[BASE64_TEXT(64)], again[2048];
    memcpy(bytes.algorithm, LINES_PREHASHED, sizeof bytes.algorithm);
    memcpy(bytes.key_id, signature->key_id, sizeof bytes.key_id);
    memcpy(bytes.signature, signature->over_bytes, sizeof bytes.signature);
    sodium_bin2base64(first, sizeof first, (const uint8_t *)&bytes, sizeof bytes,
                      sodium_base64_VARIANT_ORIGINAL);
    sodium_bin2base64(second, sizeof second, signature->over_comment, 64, sodium_base64_VARIANT_ORIGINAL);
    REQUIRE(signature->comment_length <= TRUST_COMMENT_MAX);
    int length =
        snprintf(again, sizeof again, "untrusted comment: lobby signature\n%s\ntrusted comment: %.*s\n%s\n",
                 first, (int)signature->comment_length, signature->comment, second);
    REQUIRE(length > 0 && (size_t)length == size && memcmp(again, data, size) == 0);
}

static void check_public(const uint8_t *data, size_t size)
{
    struct trust_key key;
    struct err err = {""};
    if (!trust_key_read((const char *)data, size, &key, &err)) {
        REQUIRE(*err.text);
        return;
    }
    char text[TRUST_KEY_TEXT];
    struct trust_key back;
    trust_key_text(&key, text);
    REQUIRE(trust_key_parse(text, &back, &err) && trust_key_same(&key, &back));
}

static void check_secret(const uint8_t *data, size_t size)
{
    bool wants = false;
    struct err err = {""};
    bool known = sign_key_wants_passphrase((const char *)data, size, &wants, &err);
    struct sign_key *key = sign_key_read((const char *)data, size, NULL, &err);
    REQUIRE(!key || (known && !wants));
    REQUIRE(key || *err.text);
    sign_key_destroy(key);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct signature signature;
    struct refusal refusal = {0};
    if (!signature_read((const char *)data, size, "f", &signature, &refusal)) {
        statements_check(&refusal);
    } else {
        check_signature(&signature, data, size);
        REQUIRE(!signature_check(&signature, sign_key_public(statements_key()), "abc", 3, "f", &refusal));
        statements_check(&refusal);
    }
    check_public(data, size);
    check_secret(data, size);
    return 0;
}
