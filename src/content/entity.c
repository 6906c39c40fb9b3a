#include "content/entity.h"

#include "base/str.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool is_printable(uint32_t c)
{
    bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
    bool surrogate = c >= 0xd800 && c < 0xe000;
    return !control && !surrogate && c <= 0x10ffff;
}

static void encode(uint32_t c, char utf8[ENTITY_BYTES])
{
    size_t used = 0;
    if (c < 0x80) {
        utf8[used++] = (char)c;
    } else {
        unsigned tail = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
        static const unsigned char leads[] = {0, 0xc0, 0xe0, 0xf0};
        utf8[used++] = (char)(leads[tail] | c >> 6 * tail);
        while (tail-- > 0)
            utf8[used++] = (char)(0x80 | (c >> 6 * tail & 0x3f));
    }
    utf8[used] = '\0';
}

static bool decode_number(const char *digits, char utf8[ENTITY_BYTES])
{
    bool hex = digits[0] == 'x' || digits[0] == 'X';
    char *end;
    unsigned long value = strtoul(digits + hex, &end, hex ? 16 : 10);
    if (end == digits + hex || *end != '\0' || !is_printable((uint32_t)value) || value > 0x10ffff)
        return false;
    encode((uint32_t)value, utf8);
    return true;
}

bool entity_decode(const char *entity, size_t length, char utf8[ENTITY_BYTES])
{
    static const struct {
        const char *name;
        uint32_t c;
    } known[] = {
        {"amp", '&'},      {"lt", '<'},       {"gt", '>'},       {"quot", '"'},     {"apos", '\''},
        {"nbsp", 0xa0},    {"shy", 0xad},     {"copy", 0xa9},    {"reg", 0xae},     {"trade", 0x2122},
        {"deg", 0xb0},     {"times", 0xd7},   {"middot", 0xb7},  {"bull", 0x2022},  {"hellip", 0x2026},
        {"ndash", 0x2013}, {"mdash", 0x2014}, {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"ldquo", 0x201c},
        {"rdquo", 0x201d}, {"laquo", 0xab},   {"raquo", 0xbb},   {"plusmn", 0xb1},  {"euro", 0x20ac}};
    char name[16];
    if (length < 3 || length - 2 >= sizeof name)
        return false;
    memcpy(name, entity + 1, length - 2);
    name[length - 2] = '\0';
    if (name[0] == '#')
        return decode_number(name + 1, utf8);
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        if (strcmp(name, known[i].name) == 0) {
            encode(known[i].c, utf8);
            return true;
        }
    }
    return false;
}
