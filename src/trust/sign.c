#include "trust/sign.h"

#include "trust/lines.h"
#include "trust/secret.h"
#include "trust/signature.h"

#include <sodium.h>
#include <string.h>

/* Verified before it is given away: a signature made by a damaged machine must not reach anybody. */
static bool holds(const struct sign_key *key, const char *text, const char *bytes, size_t length)
{
    struct signature signature;
    struct refusal refusal;
    return signature_read(text, strlen(text), "", &signature, &refusal) &&
           memcmp(signature.key_id, key->public.id, sizeof signature.key_id) == 0 &&
           signature_check(&signature, &key->public, bytes, length, "", &refusal);
}

const char *sign_bytes(const struct sign_key *key, const char *bytes, size_t length, const char *comment,
                       struct arena *arena, struct err *err)
{
    const struct line line = {comment, strlen(comment)};
    if (line.length > TRUST_COMMENT_MAX || !lines_is_text(&line)) {
        err_set(err, "a comment is one line of at most %u bytes; shorten it", TRUST_COMMENT_MAX);
        return NULL;
    }
    struct signature_bytes first;
    memcpy(first.algorithm, LINES_PREHASHED, sizeof first.algorithm);
    memcpy(first.key_id, key->public.id, sizeof first.key_id);
    uint8_t hash[crypto_generichash_BYTES_MAX];
    crypto_generichash(hash, sizeof hash, (const uint8_t *)bytes, length, NULL, 0);
    crypto_sign_detached(first.signature, NULL, hash, sizeof hash, key->secret);

    uint8_t commented[sizeof first.signature + TRUST_COMMENT_MAX], second[crypto_sign_BYTES];
    memcpy(commented, first.signature, sizeof first.signature);
    memcpy(commented + sizeof first.signature, comment, line.length);
    crypto_sign_detached(second, NULL, commented, sizeof first.signature + line.length, key->secret);

    char first_text[BASE64_TEXT(sizeof first)], second_text[BASE64_TEXT(sizeof second)];
    sodium_bin2base64(first_text, sizeof first_text, (const uint8_t *)&first, sizeof first,
                      sodium_base64_VARIANT_ORIGINAL);
    sodium_bin2base64(second_text, sizeof second_text, second, sizeof second, sodium_base64_VARIANT_ORIGINAL);
    const char *text =
        arena_printf(arena, LINES_UNTRUSTED SIGNATURE_COMMENT "\n%s\n" LINES_TRUSTED "%s\n%s\n", first_text,
                     comment, second_text);
    if (!text || !holds(key, text, bytes, length)) {
        err_set(err, "this machine makes no good signature; restart it, or use another one");
        return NULL;
    }
    return text;
}
