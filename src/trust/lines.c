#include "trust/lines.h"

#include "base/str.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

bool lines_next(const char **bytes, size_t *length, struct line *line)
{
    const char *end = *length > 0 ? memchr(*bytes, '\n', *length) : NULL;
    if (!end)
        return false;
    *line = (struct line){*bytes, (size_t)(end - *bytes)};
    *bytes = end + 1;
    *length -= line->length + 1;
    return true;
}

bool lines_skip(struct line *line, const char *prefix)
{
    size_t length = strlen(prefix);
    if (line->length < length || memcmp(line->text, prefix, length) != 0)
        return false;
    line->text += length;
    line->length -= length;
    return true;
}

bool lines_base64(const struct line *line, uint8_t *bytes, size_t size)
{
    size_t used;
    char again[BASE64_TEXT(LINES_BYTES_MAX)];
    assert(size <= LINES_BYTES_MAX);
    if (line->length != BASE64_TEXT(size) - 1 ||
        sodium_base642bin(bytes, size, line->text, line->length, NULL, &used, NULL,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        used != size)
        return false;
    /* libsodium 1.0.18 takes some bytes from 0x80 on for digits. What it makes of the result is the one way
     * to write it. */
    sodium_bin2base64(again, sizeof again, bytes, size, sodium_base64_VARIANT_ORIGINAL);
    bool same = sodium_memcmp(again, line->text, line->length) == 0;
    sodium_memzero(again, sizeof again); /* it may have been a secret key */
    return same;
}

bool lines_is_text(const struct line *line)
{
    for (size_t at = 0, used; at < line->length; at += used) {
        uint32_t code = utf8_decode(line->text + at, line->length - at, &used);
        bool control = (code < 0x20 && code != '\t') || (code >= 0x7f && code < 0xa0);
        bool broken = code == 0xfffd && used == 1;
        if (control || broken)
            return false;
    }
    return true;
}
