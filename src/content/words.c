#include "content/words.h"

#include "base/str.h"

#include <string.h>

enum { WORD_MS = 400, CJK_MS = 200, UNSPACED_MS = 100 };

struct range {
    uint32_t first, last;
};

static bool in_ranges(uint32_t c, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

/* Han, Hiragana, Katakana, Bopomofo. Korean puts blanks between its words and is counted by them. */
bool words_is_cjk(uint32_t c)
{
    static const struct range ranges[] = {{0x2e80, 0x2fdf}, {0x3005, 0x3007},   {0x3021, 0x30ff},
                                          {0x3105, 0x312f}, {0x31a0, 0x31bf},   {0x31f0, 0x31ff},
                                          {0x3400, 0x4dbf}, {0x4e00, 0x9fff},   {0xf900, 0xfaff},
                                          {0xff66, 0xff9f}, {0x1b000, 0x1b16f}, {0x20000, 0x3ffff}};
    return c >= 0x2e80 && in_ranges(c, ranges, COUNT_OF(ranges));
}

static bool is_unspaced(uint32_t c)
{
    static const struct range ranges[] = {
        {0x0e01, 0x0e4e}, {0x0e81, 0x0ece}, {0x1000, 0x1049}, {0x1780, 0x17d3}};
    return c >= 0x0e01 && c <= 0x17d3 && in_ranges(c, ranges, COUNT_OF(ranges));
}

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == 0xa0 || (c >= 0x2000 && c <= 0x200b) || c == 0x202f ||
           c == 0x3000;
}

/* Something that is read, and not only a dash or a dot between words. */
static bool is_letter(uint32_t c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    return c >= 0xc0 && !(c >= 0x2000 && c <= 0x206f) && !(c >= 0x3000 && c <= 0x303f) && c != 0xd7 &&
           c != 0xf7 && !(c >= 0xff00 && c <= 0xff0f);
}

unsigned words_reading_ms(const char *text)
{
    unsigned ms = 0;
    bool in_word = false;
    size_t length = strlen(text);
    while (length > 0 && ms < READING_MAX_MS) {
        size_t used;
        uint32_t c = utf8_decode(text, length, &used);
        text += used;
        length -= used;
        if (words_is_cjk(c) || is_unspaced(c)) {
            ms += words_is_cjk(c) ? CJK_MS : UNSPACED_MS;
            in_word = false;
        } else if (is_blank(c)) {
            in_word = false;
        } else if (!in_word && is_letter(c)) {
            ms += WORD_MS;
            in_word = true;
        }
    }
    return ms < READING_MAX_MS ? ms : READING_MAX_MS;
}
