#include "trust/signature.h"

#include "trust/lines.h"

#include <sodium.h>
#include <string.h>

static bool bad_form(struct refusal *refusal, const char *name, const char *what)
{
    return refuse(
        refusal, "signature-form",
        "%s.minisig is not a signature as lobbyctl writes it: %s; publish again, and look at whether "
        "the address leads to the publication itself",
        name, what);
}

bool signature_read(const char *text, size_t length, const char *name, struct signature *signature,
                    struct refusal *refusal)
{
    struct line first, second, third, fourth;
    struct signature_bytes bytes;
    if (!lines_next(&text, &length, &first) || !lines_next(&text, &length, &second) ||
        !lines_next(&text, &length, &third) || !lines_next(&text, &length, &fourth) || length > 0)
        return bad_form(refusal, name, "it must have four lines and nothing else");
    if (!lines_skip(&first, LINES_UNTRUSTED SIGNATURE_COMMENT) || first.length > 0)
        return bad_form(refusal, name, "its first line must be \"" LINES_UNTRUSTED SIGNATURE_COMMENT "\"");
    if (!lines_base64(&second, (uint8_t *)&bytes, sizeof bytes))
        return bad_form(refusal, name, "its second line is no signature");
    if (memcmp(bytes.algorithm, LINES_ALGORITHM, sizeof bytes.algorithm) == 0)
        return bad_form(refusal, name, "it is of minisign's old kind, without a hash");
    if (memcmp(bytes.algorithm, LINES_PREHASHED, sizeof bytes.algorithm) != 0)
        return bad_form(refusal, name, "it is of a kind that is not known here");
    if (!lines_skip(&third, LINES_TRUSTED) || third.length > TRUST_COMMENT_MAX || !lines_is_text(&third))
        return bad_form(refusal, name, "its third line must be \"" LINES_TRUSTED "\" and one line of text");
    if (!lines_base64(&fourth, signature->over_comment, sizeof signature->over_comment))
        return bad_form(refusal, name, "its fourth line is no signature");
    memcpy(signature->key_id, bytes.key_id, sizeof signature->key_id);
    memcpy(signature->over_bytes, bytes.signature, sizeof signature->over_bytes);
    signature->comment = third.text;
    signature->comment_length = third.length;
    return true;
}

static bool holds(const uint8_t signature[64], const uint8_t *bytes, size_t length,
                  const struct trust_key *key)
{
    return crypto_sign_verify_detached(signature, bytes, length, key->point) == 0;
}

bool signature_check(const struct signature *signature, const struct trust_key *key, const char *bytes,
                     size_t length, const char *name, struct refusal *refusal)
{
    uint8_t hash[crypto_generichash_BYTES_MAX];
    uint8_t commented[64 + TRUST_COMMENT_MAX];
    if (sodium_init() < 0)
        return refuse(refusal, "machine", "libsodium does not start; restart the machine");
    crypto_generichash(hash, sizeof hash, (const uint8_t *)bytes, length, NULL, 0);
    if (!holds(signature->over_bytes, hash, sizeof hash, key)) {
        bool windows = length > 0 && memchr(bytes, '\r', length);
        return refuse(
            refusal, "signature",
            "%s is not what was signed%s; nothing is taken over, and it is tried again later: if it "
            "stays, publish again",
            name, windows ? " (it has the line ends of Windows: something rewrote it)" : "");
    }
    memcpy(commented, signature->over_bytes, 64);
    memcpy(commented + 64, signature->comment, signature->comment_length);
    if (!holds(signature->over_comment, commented, 64 + signature->comment_length, key))
        return refuse(refusal, "signature",
                      "the trusted comment in %s.minisig is not what was signed; publish again", name);
    return true;
}
