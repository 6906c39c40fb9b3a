#include "fake_fonts.h"

#include "base/str.h"

#include <stdlib.h>
#include <string.h>

struct fonts {
    bool removed[FAKE_FAMILIES];
    int kern;
    size_t measured;
};

struct range {
    uint32_t first, last;
};

#define RANGES_MAX 10

static const struct range han[RANGES_MAX] = {
    {' ', ' '}, {0x3000, 0x30FF}, {0x4E00, 0x9FFF}, {0xFF00, 0xFFEF}};

static const struct range *coverage(enum fake_family family)
{
    static const struct range latin[RANGES_MAX] = {{' ', '~'},       {0xA0, 0x17F},    {0x300, 0x36F},
                                                   {0x370, 0x4FF},   {0x2000, 0x2027}, {0x202F, 0x205F},
                                                   {0x20A0, 0x20BF}, {0x2116, 0x2122}};
    static const struct range arabic[RANGES_MAX] = {
        {' ', ' '}, {'.', '.'}, {'0', '9'}, {0x600, 0x6FF}, {0x750, 0x77F}};
    static const struct range hebrew[RANGES_MAX] = {{' ', ' '}, {0x590, 0x5FF}, {0x60C, 0x60C}};
    static const struct range devanagari[RANGES_MAX] = {{' ', ' '}, {0x900, 0x97F}};
    static const struct range emoji[RANGES_MAX] = {{'#', '#'},         {'*', '*'},       {'0', '9'},
                                                   {0x20E3, 0x20E3},   {0x2600, 0x27BF}, {0x1F1E6, 0x1F1FF},
                                                   {0x1F300, 0x1FAFF}, {0xA9, 0xA9}};
    switch (family) {
    case FAKE_LATIN:
        return latin;
    case FAKE_ARABIC:
        return arabic;
    case FAKE_HEBREW:
        return hebrew;
    case FAKE_HAN:
    case FAKE_JAPANESE:
        return han;
    case FAKE_DEVANAGARI:
        return devanagari;
    case FAKE_EMOJI:
    case FAKE_FAMILIES:
        break;
    }
    return emoji;
}

static bool within(const struct range *ranges, uint32_t point)
{
    for (int i = 0; i < RANGES_MAX && ranges[i].last != 0; i++)
        if (point >= ranges[i].first && point <= ranges[i].last)
            return true;
    return false;
}

static bool is_tone(uint32_t point)
{
    return point >= 0x1F3FB && point <= 0x1F3FF;
}

/* Format and variation characters, which no font needs to have. */
static bool is_format(uint32_t point)
{
    static const struct range formats[RANGES_MAX] = {{0xAD, 0xAD},     {0x61C, 0x61C},    {0x200B, 0x200F},
                                                     {0x2028, 0x202E}, {0x2060, 0x206F},  {0xFE00, 0xFE0F},
                                                     {0xFEFF, 0xFEFF}, {0xE0001, 0xE01EF}};
    return within(formats, point);
}

static bool is_mark(uint32_t point)
{
    static const struct range marks[RANGES_MAX] = {{0x300, 0x36F}, {0x591, 0x5BD},   {0x610, 0x61A},
                                                   {0x64B, 0x65F}, {0x900, 0x903},   {0x93A, 0x93C},
                                                   {0x93E, 0x94F}, {0x20D0, 0x20FF}, {0x3099, 0x309A}};
    return within(marks, point);
}

static bool covers(const struct fonts *fonts, enum fake_family family, const char *text, size_t length)
{
    if (fonts->removed[family])
        return false;
    for (size_t at = 0, used; at < length; at += used) {
        uint32_t point = utf8_decode(text + at, length - at, &used);
        if (!is_format(point) && !within(coverage(family), point))
            return false;
    }
    return true;
}

int fonts_pick(struct fonts *fonts, enum font_style style, const char *lang, const char *text, size_t length,
               bool *missing)
{
    static const enum fake_family orders[2][FAKE_FAMILIES] = {
        {FAKE_LATIN, FAKE_ARABIC, FAKE_HEBREW, FAKE_HAN, FAKE_JAPANESE, FAKE_DEVANAGARI, FAKE_EMOJI},
        {FAKE_LATIN, FAKE_ARABIC, FAKE_HEBREW, FAKE_JAPANESE, FAKE_HAN, FAKE_DEVANAGARI, FAKE_EMOJI}};
    const enum fake_family *order = orders[lang && strncmp(lang, "ja", 2) == 0];
    for (int i = 0; i < FAKE_FAMILIES; i++) {
        if (covers(fonts, order[i], text, length)) {
            if (missing)
                *missing = false;
            return (int)order[i] * FONT_STYLES + (int)style;
        }
    }
    if (missing)
        *missing = true;
    return (int)style;
}

/* In halves of the size. */
static int halves(uint32_t point, uint32_t previous)
{
    if (is_format(point) || is_mark(point) || is_tone(point) || previous == 0x200D)
        return 0;
    bool flag = point >= 0x1F1E6 && point <= 0x1F1FF;
    bool wide = point != ' ' && within(han, point);
    return wide || (!flag && point >= 0x2600 && within(coverage(FAKE_EMOJI), point)) ? 2 : 1;
}

int fonts_measure(struct fonts *fonts, int font, int px, bool rtl, const char *lang, const char *text,
                  size_t length)
{
    (void)font;
    (void)rtl;
    (void)lang;
    int sum = 0;
    uint32_t previous = 0;
    for (size_t at = 0, used; at < length; at += used) {
        uint32_t point = utf8_decode(text + at, length - at, &used);
        sum += halves(point, previous) * px / 2;
        bool followed = at + used < length && text[at + used] != ' ';
        if (point == ' ' && at > 0 && previous != ' ' && followed)
            sum += fonts->kern;
        previous = point;
    }
    fonts->measured += length;
    return sum;
}

struct font_metrics fonts_metrics(struct fonts *fonts, int font, int px)
{
    (void)fonts;
    (void)font;
    return (struct font_metrics){.ascent = px * 4 / 5, .descent = px - px * 4 / 5};
}

struct fonts *fake_fonts_create(void)
{
    return calloc(1, sizeof(struct fonts));
}

void fake_fonts_destroy(struct fonts *fonts)
{
    free(fonts);
}

enum fake_family fake_family_of(int font)
{
    return (enum fake_family)(font / FONT_STYLES);
}

enum font_style fake_style_of(int font)
{
    return (enum font_style)(font % FONT_STYLES);
}

void fake_fonts_remove(struct fonts *fonts, enum fake_family family)
{
    fonts->removed[family] = true;
}

void fake_fonts_kern(struct fonts *fonts, int px)
{
    fonts->kern = px;
}

size_t fake_fonts_measured(const struct fonts *fonts)
{
    return fonts->measured;
}
