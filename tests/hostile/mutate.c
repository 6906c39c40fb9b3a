#include "mutate.h"

#include <string.h>
#include <zlib.h>

struct mutator mutator_of(uint64_t seed, uint64_t number)
{
    struct mutator mutator = {seed * 0x9e3779b97f4a7c15u + number};
    for (int i = 0; i < 4; i++) /* neighboring numbers begin alike */
        mutator_pick(&mutator, 2);
    return mutator;
}

/* SplitMix64 (Steele, Lea, Flood 2014). */
size_t mutator_pick(struct mutator *mutator, size_t bound)
{
    uint64_t z = mutator->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    z ^= z >> 31;
    return (size_t)(z % bound);
}

/* A place and a length inside the bytes; most pieces are short. */
static size_t pick_piece(struct mutator *mutator, const struct bytes *bytes, size_t *length)
{
    size_t most = mutator_pick(mutator, 4) ? 16 : bytes->length;
    size_t at = mutator_pick(mutator, bytes->length);
    *length = 1 + mutator_pick(mutator, most);
    if (*length > bytes->length - at)
        *length = bytes->length - at;
    return at;
}

static void change_number(struct mutator *mutator, struct bytes *bytes)
{
    static const uint32_t extremes[] = {0,          1,          2,          0x7f,      0x80,
                                        0xff,       0x100,      0x7fff,     0x8000,    0xffff,
                                        0x7fffffff, 0x80000000, 0xfffffff4, 0xffffffff};
    size_t width = mutator_pick(mutator, 2) ? 2 : 4;
    if (bytes->length < width)
        return;
    uint8_t *at = bytes->at + mutator_pick(mutator, bytes->length - width + 1);
    bool little = mutator_pick(mutator, 2);
    uint32_t value = 0;
    for (size_t i = 0; i < width; i++)
        value |= (uint32_t)at[little ? i : width - 1 - i] << 8 * i;
    if (mutator_pick(mutator, 2))
        value += (uint32_t)mutator_pick(mutator, 9) - 4;
    else
        value = extremes[mutator_pick(mutator, sizeof extremes / sizeof extremes[0])];
    for (size_t i = 0; i < width; i++)
        at[little ? i : width - 1 - i] = (uint8_t)(value >> 8 * i);
}

static void move_piece(struct mutator *mutator, struct bytes *bytes, bool keep)
{
    uint8_t piece[4096];
    size_t length, at = pick_piece(mutator, bytes, &length);
    if (length > sizeof piece)
        length = sizeof piece;
    memcpy(piece, bytes->at + at, length);
    if (!keep)
        bytes_remove(bytes, at, length);
    bytes_insert(bytes, mutator_pick(mutator, bytes->length + 1), piece, length);
}

static void make_up_piece(struct mutator *mutator, struct bytes *bytes)
{
    uint8_t piece[16];
    size_t length = 1 + mutator_pick(mutator, sizeof piece);
    for (size_t i = 0; i < length; i++)
        piece[i] = (uint8_t)mutator_pick(mutator, 256);
    bytes_insert(bytes, mutator_pick(mutator, bytes->length + 1), piece, length);
}

static void take_piece(struct mutator *mutator, struct bytes *bytes, const struct bytes *other)
{
    size_t length, at = pick_piece(mutator, other, &length);
    bytes_insert(bytes, mutator_pick(mutator, bytes->length + 1), other->at + at, length);
}

static void change_bytes(struct mutator *mutator, struct bytes *bytes, const struct bytes *other)
{
    enum { FLIP, SET, NUMBER, DROP, DOUBLE, MOVE, MAKE_UP, TAKE, END, KINDS };
    size_t length, at = pick_piece(mutator, bytes, &length);
    switch (mutator_pick(mutator, KINDS)) {
    case FLIP:
        bytes->at[at] ^= (uint8_t)(1u << mutator_pick(mutator, 8));
        break;
    case SET:
        bytes->at[at] = (uint8_t)mutator_pick(mutator, 256);
        break;
    case NUMBER:
        change_number(mutator, bytes);
        break;
    case DROP:
        bytes_remove(bytes, at, length);
        break;
    case DOUBLE:
        move_piece(mutator, bytes, true);
        break;
    case MOVE:
        move_piece(mutator, bytes, false);
        break;
    case MAKE_UP:
        make_up_piece(mutator, bytes);
        break;
    case TAKE:
        take_piece(mutator, bytes, other);
        break;
    case END:
        if (mutator_pick(mutator, 4) == 0)
            bytes->length = at;
        break;
    }
}

void mutate_bytes(struct mutator *mutator, struct bytes *bytes, const struct bytes *other)
{
    for (size_t times = 1 + mutator_pick(mutator, 4); times > 0 && bytes->length > 0; times--)
        change_bytes(mutator, bytes, other);
}

/* Text */

/* A line with its line feed, where there is one. */
static size_t pick_line(struct mutator *mutator, const struct bytes *bytes, size_t *length)
{
    size_t at = mutator_pick(mutator, bytes->length);
    while (at > 0 && bytes->at[at - 1] != '\n')
        at--;
    const uint8_t *feed = memchr(bytes->at + at, '\n', bytes->length - at);
    *length = feed ? (size_t)(feed - bytes->at) + 1 - at : bytes->length - at;
    return at;
}

static size_t line_start(struct mutator *mutator, const struct bytes *bytes)
{
    size_t length;
    return bytes->length > 0 ? pick_line(mutator, bytes, &length) : 0;
}

static bool is_word(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c >= 0x80;
}

/* Length 0 when there is no word behind the place that was picked. */
static size_t pick_word(struct mutator *mutator, const struct bytes *bytes, size_t *length)
{
    size_t at = mutator_pick(mutator, bytes->length);
    while (at < bytes->length && !is_word(bytes->at[at]))
        at++;
    while (at > 0 && at < bytes->length && is_word(bytes->at[at - 1]))
        at--;
    size_t end = at;
    while (end < bytes->length && is_word(bytes->at[end]))
        end++;
    *length = end - at;
    return at;
}

static void change_word(struct mutator *mutator, struct bytes *bytes, const struct bytes *other)
{
    static const char *const words[] = {"&a ",
                                        "*a",
                                        "!!str ",
                                        "!x ",
                                        "{",
                                        "}",
                                        "[",
                                        "]",
                                        "- ",
                                        "? ",
                                        ": ",
                                        ", ",
                                        "|",
                                        ">-",
                                        "\"",
                                        "'",
                                        "#",
                                        " #",
                                        "\t",
                                        "~",
                                        "null",
                                        "yes",
                                        ".nan",
                                        "-1",
                                        "0",
                                        "1e999",
                                        "99999999999999999999",
                                        "0x10",
                                        "2026-02-30",
                                        "9999-12-31",
                                        "25:61",
                                        "page:about",
                                        "page:nowhere",
                                        "slide:ranks",
                                        "tel:1",
                                        "mailto:a",
                                        "https://",
                                        "javascript:x",
                                        "images/../x",
                                        "/etc/passwd",
                                        "zoo.en.md",
                                        "---\n",
                                        "...\n",
                                        "%YAML 1.2\n",
                                        "\\",
                                        "\\u0000",
                                        "\r\n",
                                        "\xef\xbb\xbf",
                                        "\xe2\x80\xae",
                                        "\xf0\x9f\x87\xba\xf0\x9f\x87\xb8",
                                        "\xcc\x81",
                                        "\xd7\xa9",
                                        "\xff",
                                        "&#x41;",
                                        "&bogus;",
                                        "<b>",
                                        "![x](y)",
                                        "```\n",
                                        "| a |\n|---|\n",
                                        "# ",
                                        "> ",
                                        "* ",
                                        "1. ",
                                        "**",
                                        "_",
                                        "`"};
    size_t length, at = pick_word(mutator, bytes, &length);
    bytes_remove(bytes, at, length);
    if (mutator_pick(mutator, 3) == 0 && other->length > 0) {
        size_t from = pick_word(mutator, other, &length);
        bytes_insert(bytes, at, other->at + from, length);
    } else {
        const char *word = words[mutator_pick(mutator, sizeof words / sizeof words[0])];
        bytes_insert(bytes, at, word, strlen(word));
    }
}

static void indent(struct mutator *mutator, struct bytes *bytes)
{
    size_t at = line_start(mutator, bytes);
    if (mutator_pick(mutator, 2))
        bytes_insert(bytes, at, "    ", 1 + mutator_pick(mutator, 4));
    else if (bytes->at[at] == ' ')
        bytes_remove(bytes, at, 1);
}

static void change_text(struct mutator *mutator, struct bytes *bytes, const struct bytes *other)
{
    enum { DROP, DOUBLE, MOVE, TAKE, INDENT, WORD, WORD_TOO, BYTES, KINDS };
    uint8_t line[1024];
    size_t length, at = pick_line(mutator, bytes, &length);
    if (length > sizeof line)
        length = sizeof line;
    memcpy(line, bytes->at + at, length);
    switch (mutator_pick(mutator, KINDS)) {
    case DROP:
        bytes_remove(bytes, at, length);
        break;
    case DOUBLE:
        bytes_insert(bytes, line_start(mutator, bytes), line, length);
        break;
    case MOVE:
        bytes_remove(bytes, at, length);
        bytes_insert(bytes, line_start(mutator, bytes), line, length);
        break;
    case TAKE:
        at = pick_line(mutator, other, &length);
        bytes_insert(bytes, line_start(mutator, bytes), other->at + at, length);
        break;
    case INDENT:
        indent(mutator, bytes);
        break;
    case WORD:
    case WORD_TOO:
        change_word(mutator, bytes, other);
        break;
    case BYTES:
        change_bytes(mutator, bytes, other);
        break;
    }
}

void mutate_text(struct mutator *mutator, struct bytes *bytes, const struct bytes *other)
{
    for (size_t times = 1 + mutator_pick(mutator, 3); times > 0 && bytes->length > 0; times--)
        change_text(mutator, bytes, other);
}

static uint32_t big(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

void mutate_mend_png(struct bytes *bytes)
{
    for (size_t at = 8; bytes->length >= at + 12;) {
        size_t length = big(bytes->at + at);
        if (length > bytes->length - at - 12)
            return;
        uint32_t sum = (uint32_t)crc32(0, bytes->at + at + 4, (uInt)(4 + length));
        for (int i = 0; i < 4; i++)
            bytes->at[at + 8 + length + (size_t)i] = (uint8_t)(sum >> 8 * (3 - i));
        at += 12 + length;
    }
}
