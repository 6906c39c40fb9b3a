#include "trust/key.h"

#include "trust/lines.h"

#include <sodium.h>
#include <string.h>

struct key_bytes { /* as in a line of text */
    uint8_t algorithm[2];
    uint8_t id[8];
    uint8_t point[32];
};
_Static_assert(sizeof(struct key_bytes) == 42, "the bytes of a key have no gaps");
_Static_assert(TRUST_KEY_TEXT == BASE64_TEXT(sizeof(struct key_bytes)), "a key fits its text");

static bool parse_line(const struct line *line, struct trust_key *key, struct err *err)
{
    struct key_bytes bytes;
    if (!lines_base64(line, (uint8_t *)&bytes, sizeof bytes) ||
        memcmp(bytes.algorithm, LINES_ALGORITHM, sizeof bytes.algorithm) != 0)
        return err_set(err,
                       "this is not a public key; it must be the line of 56 characters that begins with RW "
                       "in a .pub file");
    if (sodium_init() < 0 || !crypto_core_ed25519_is_valid_point(bytes.point))
        return err_set(err,
                       "no signature can be made with this public key; copy it again from its .pub file");
    memcpy(key->id, bytes.id, sizeof key->id);
    memcpy(key->point, bytes.point, sizeof key->point);
    return true;
}

bool trust_key_parse(const char *text, struct trust_key *key, struct err *err)
{
    const struct line line = {text, strlen(text)};
    return parse_line(&line, key, err);
}

bool trust_key_read(const char *bytes, size_t length, struct trust_key *key, struct err *err)
{
    struct line line, rest;
    const char *at = bytes;
    size_t left = length;
    if (lines_next(&at, &left, &line) && lines_skip(&line, LINES_UNTRUSTED)) {
        bytes = at;
        length = left;
    }
    if (length > 0 && bytes[length - 1] == '\n')
        length--;
    rest = (struct line){bytes, length};
    return parse_line(&rest, key, err);
}

void trust_key_text(const struct trust_key *key, char text[TRUST_KEY_TEXT])
{
    struct key_bytes bytes;
    memcpy(bytes.algorithm, LINES_ALGORITHM, sizeof bytes.algorithm);
    memcpy(bytes.id, key->id, sizeof bytes.id);
    memcpy(bytes.point, key->point, sizeof bytes.point);
    sodium_bin2base64(text, TRUST_KEY_TEXT, (const uint8_t *)&bytes, sizeof bytes,
                      sodium_base64_VARIANT_ORIGINAL);
}

/* minisign reads the eight bytes as a number, lowest first, so they stand in the text from the last on. */
void trust_key_id_text(const uint8_t id[8], char text[TRUST_KEY_ID_TEXT])
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < 8; i++) {
        text[2 * i] = digits[id[7 - i] >> 4];
        text[2 * i + 1] = digits[id[7 - i] & 15];
    }
    text[16] = '\0';
}

static int digit_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool trust_key_id_parse(const char *text, uint8_t id[8])
{
    if (strlen(text) != TRUST_KEY_ID_TEXT - 1)
        return false;
    uint8_t parsed[8];
    for (size_t i = 0; i < 8; i++) {
        int high = digit_value(text[2 * i]), low = digit_value(text[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        parsed[7 - i] = (uint8_t)(high * 16 + low);
    }
    memcpy(id, parsed, sizeof parsed);
    return true;
}

bool trust_key_same(const struct trust_key *a, const struct trust_key *b)
{
    return memcmp(a->id, b->id, sizeof a->id) == 0 && memcmp(a->point, b->point, sizeof a->point) == 0;
}
