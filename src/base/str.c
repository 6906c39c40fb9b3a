#include "base/str.h"

#include <assert.h>
#include <string.h>

/* Unicode 15, table 3-7: what the second byte may be depends on the first. */
static bool second_byte_ok(unsigned char first, unsigned char second)
{
    switch (first) {
    case 0xe0:
        return second >= 0xa0 && second <= 0xbf;
    case 0xed:
        return second >= 0x80 && second <= 0x9f;
    case 0xf0:
        return second >= 0x90 && second <= 0xbf;
    case 0xf4:
        return second >= 0x80 && second <= 0x8f;
    default:
        return second >= 0x80 && second <= 0xbf;
    }
}

/* The length of the well-formed sequence at text, or 0. */
static size_t sequence(const unsigned char *text, size_t length)
{
    unsigned char first = text[0];
    if (first < 0x80)
        return 1;
    size_t need = first >= 0xc2 && first <= 0xdf   ? 2
                  : first >= 0xe0 && first <= 0xef ? 3
                  : first >= 0xf0 && first <= 0xf4 ? 4
                                                   : 0;
    if (need == 0 || need > length || !second_byte_ok(first, text[1]))
        return 0;
    for (size_t i = 2; i < need; i++)
        if (text[i] < 0x80 || text[i] > 0xbf)
            return 0;
    return need;
}

uint32_t utf8_decode(const char *text, size_t length, size_t *used)
{
    assert(length > 0);
    const unsigned char *bytes = (const unsigned char *)text;
    size_t size = sequence(bytes, length);
    *used = size ? size : 1;
    switch (size) {
    case 1:
        return bytes[0];
    case 2:
        return (bytes[0] & 0x1fu) << 6 | (bytes[1] & 0x3fu);
    case 3:
        return (bytes[0] & 0x0fu) << 12 | (bytes[1] & 0x3fu) << 6 | (bytes[2] & 0x3fu);
    case 4:
        return (bytes[0] & 0x07u) << 18 | (bytes[1] & 0x3fu) << 12 | (bytes[2] & 0x3fu) << 6 |
               (bytes[3] & 0x3fu);
    default:
        return 0xfffd;
    }
}

bool utf8_valid(const char *text, size_t length, size_t *bad)
{
    for (size_t at = 0; at < length;) {
        size_t size = sequence((const unsigned char *)text + at, length - at);
        if (size == 0) {
            if (bad)
                *bad = at;
            return false;
        }
        at += size;
    }
    return true;
}

/* Characters that make a terminal show a line in another order than it is written in. */
static bool is_turn(uint32_t c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

void utf8_make_printable(char *text)
{
    static const char replacement[] = "\xef\xbf\xbd"; /* U+FFFD, as long as what it stands for */
    size_t length = strlen(text), kept = 0;
    for (size_t at = 0, used; at < length; at += used) {
        uint32_t c = utf8_decode(text + at, length - at, &used);
        if (c == 0xfffd && used == 1)
            continue;
        bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
        if (control)
            text[kept++] = ' ';
        else
            memmove(text + kept, is_turn(c) ? replacement : text + at, used);
        kept += control ? 0 : used;
    }
    text[kept] = '\0';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool num_parse(const char *text, int64_t min, int64_t max, int64_t *value)
{
    bool negative = *text == '-';
    const char *digits = text + negative;
    if (!*digits)
        return false;
    /* Counted below zero, where there is one more number than above. */
    int64_t sum = 0;
    for (; *digits; digits++) {
        if (!is_digit(*digits))
            return false;
        int digit = *digits - '0';
        if (sum < (INT64_MIN + digit) / 10)
            return false;
        sum = sum * 10 - digit;
    }
    if (!negative && sum == INT64_MIN)
        return false;
    int64_t result = negative ? sum : -sum;
    if (result < min || result > max)
        return false;
    *value = result;
    return true;
}

bool num_parse_real(const char *text, double min, double max, double *value)
{
    /* Up to this many digits both the digits and the power of ten are exact in a double, and so their
     * quotient is the nearest double; what stands further behind the point is checked and dropped. */
    enum { DIGITS_MAX = 15 };
    bool negative = *text == '-';
    const char *at = text + negative;
    double digits = 0, scale = 1;
    int count = 0;
    if (!is_digit(*at))
        return false;
    for (; is_digit(*at); at++) {
        if (digits > 0 || *at != '0')
            count++;
        if (count > DIGITS_MAX)
            return false;
        digits = digits * 10 + (*at - '0');
    }
    if (*at == '.') {
        at++;
        if (!is_digit(*at))
            return false;
        for (; is_digit(*at); at++) {
            if (count >= DIGITS_MAX)
                continue;
            count++;
            digits = digits * 10 + (*at - '0');
            scale *= 10;
        }
    }
    if (*at)
        return false;
    double result = digits / scale;
    if (negative && result > 0)
        result = -result;
    if (!(result >= min && result <= max))
        return false;
    *value = result;
    return true;
}

/* Longer words are no slips of the finger, and rows of this size live on the stack. */
enum { WORD_MAX = 63 };

/* Optimal string alignment: a swap of neighbours counts as one slip. */
static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t rows[3][WORD_MAX + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b_length; j++)
        last[j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t best = last[j - 1] + (a[i - 1] != b[j - 1]);
            if (last[j] + 1 < best)
                best = last[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            row[j] = best;
        }
        size_t *oldest = before;
        before = last;
        last = row;
        row = oldest;
    }
    return last[b_length];
}

const char *str_nearest(const char *text, const char *const *candidates, size_t count)
{
    size_t length = strnlen(text, WORD_MAX + 1);
    if (length > WORD_MAX)
        return NULL;
    const char *nearest = NULL;
    size_t limit = length / 3 + 1; /* the first that is out of reach */
    for (size_t i = 0; i < count; i++) {
        size_t other = strnlen(candidates[i], WORD_MAX + 1);
        if (other > WORD_MAX)
            continue;
        size_t found = distance(text, length, candidates[i], other);
        if (found < limit) {
            limit = found;
            nearest = candidates[i];
        }
    }
    return nearest;
}
