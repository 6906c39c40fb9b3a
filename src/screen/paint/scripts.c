#include "paint/scripts.h"

#include "base/str.h"

#include <string.h>
#include <unictype.h>

#define HAN_FAMILY NULL

#define VARIATION_TEXT  0xfe0e
#define VARIATION_EMOJI 0xfe0f

/* Blocks of Unicode 15, sorted. A block of punctuation inside a range costs nothing: it is only ever asked
 * for together with letters of that script. */
static const struct script scripts[] = {
    {0x00041, 0x0005a, "Latn", NULL},
    {0x00061, 0x0007a, "Latn", NULL},
    {0x000aa, 0x000aa, "Latn", NULL},
    {0x000ba, 0x000ba, "Latn", NULL},
    {0x000c0, 0x000d6, "Latn", NULL},
    {0x000d8, 0x000f6, "Latn", NULL},
    {0x000f8, 0x002af, "Latn", NULL},
    {0x00370, 0x003ff, "Grek", NULL},
    {0x00400, 0x0052f, "Cyrl", NULL},
    {0x00531, 0x0058f, "Armn", "Noto Sans Armenian"},
    {0x00591, 0x005f4, "Hebr", "Noto Sans Hebrew"},
    {0x00600, 0x006ff, "Arab", "Noto Sans Arabic"},
    {0x00700, 0x0074f, "Syrc", "Noto Sans Syriac"},
    {0x00750, 0x0077f, "Arab", "Noto Sans Arabic"},
    {0x00780, 0x007bf, "Thaa", "Noto Sans Thaana"},
    {0x007c0, 0x007ff, "Nkoo", "Noto Sans NKo"},
    {0x00870, 0x008ff, "Arab", "Noto Sans Arabic"},
    {0x00900, 0x0097f, "Deva", "Noto Sans Devanagari"},
    {0x00980, 0x009ff, "Beng", "Noto Sans Bengali"},
    {0x00a00, 0x00a7f, "Guru", "Noto Sans Gurmukhi"},
    {0x00a80, 0x00aff, "Gujr", "Noto Sans Gujarati"},
    {0x00b00, 0x00b7f, "Orya", "Noto Sans Oriya"},
    {0x00b80, 0x00bff, "Taml", "Noto Sans Tamil"},
    {0x00c00, 0x00c7f, "Telu", "Noto Sans Telugu"},
    {0x00c80, 0x00cff, "Knda", "Noto Sans Kannada"},
    {0x00d00, 0x00d7f, "Mlym", "Noto Sans Malayalam"},
    {0x00d80, 0x00dff, "Sinh", "Noto Sans Sinhala"},
    {0x00e00, 0x00e7f, "Thai", "Noto Sans Thai"},
    {0x00e80, 0x00eff, "Laoo", "Noto Sans Lao"},
    {0x00f00, 0x00fff, "Tibt", "Noto Serif Tibetan"},
    {0x01000, 0x0109f, "Mymr", "Noto Sans Myanmar"},
    {0x010a0, 0x010ff, "Geor", "Noto Sans Georgian"},
    {0x01100, 0x011ff, "Hang", HAN_FAMILY},
    {0x01200, 0x0139f, "Ethi", "Noto Sans Ethiopic"},
    {0x013a0, 0x013ff, "Cher", "Noto Sans Cherokee"},
    {0x01780, 0x017ff, "Khmr", "Noto Sans Khmer"},
    {0x01800, 0x018af, "Mong", "Noto Sans Mongolian"},
    {0x01ab0, 0x01aff, "Latn", NULL},
    {0x01c80, 0x01c8f, "Cyrl", NULL},
    {0x01c90, 0x01cbf, "Geor", "Noto Sans Georgian"},
    {0x01d00, 0x01dbf, "Latn", NULL},
    {0x01e00, 0x01eff, "Latn", NULL},
    {0x01f00, 0x01fff, "Grek", NULL},
    {0x02c60, 0x02c7f, "Latn", NULL},
    {0x02d00, 0x02d2f, "Geor", "Noto Sans Georgian"},
    {0x02d80, 0x02ddf, "Ethi", "Noto Sans Ethiopic"},
    {0x02de0, 0x02dff, "Cyrl", NULL},
    {0x02e80, 0x02fdf, "Hani", HAN_FAMILY},
    {0x03005, 0x03007, "Hani", HAN_FAMILY},
    {0x03041, 0x0309f, "Hira", HAN_FAMILY},
    {0x030a1, 0x030ff, "Kana", HAN_FAMILY},
    {0x03105, 0x0312f, "Bopo", HAN_FAMILY},
    {0x03131, 0x0318e, "Hang", HAN_FAMILY},
    {0x031a0, 0x031bf, "Bopo", HAN_FAMILY},
    {0x031f0, 0x031ff, "Kana", HAN_FAMILY},
    {0x03400, 0x09fff, "Hani", HAN_FAMILY},
    {0x0a640, 0x0a69f, "Cyrl", NULL},
    {0x0a720, 0x0a7ff, "Latn", NULL},
    {0x0a8e0, 0x0a8ff, "Deva", "Noto Sans Devanagari"},
    {0x0a960, 0x0a97f, "Hang", HAN_FAMILY},
    {0x0aa60, 0x0aa7f, "Mymr", "Noto Sans Myanmar"},
    {0x0ab30, 0x0ab6f, "Latn", NULL},
    {0x0ab70, 0x0abbf, "Cher", "Noto Sans Cherokee"},
    {0x0ac00, 0x0d7ff, "Hang", HAN_FAMILY},
    {0x0f900, 0x0faff, "Hani", HAN_FAMILY},
    {0x0fb00, 0x0fb06, "Latn", NULL},
    {0x0fb13, 0x0fb17, "Armn", "Noto Sans Armenian"},
    {0x0fb1d, 0x0fb4f, "Hebr", "Noto Sans Hebrew"},
    {0x0fb50, 0x0fdff, "Arab", "Noto Sans Arabic"},
    {0x0fe70, 0x0fefc, "Arab", "Noto Sans Arabic"},
    {0x0ff21, 0x0ff3a, "Latn", HAN_FAMILY},
    {0x0ff41, 0x0ff5a, "Latn", HAN_FAMILY},
    {0x0ff66, 0x0ff9d, "Kana", HAN_FAMILY},
    {0x20000, 0x3ffff, "Hani", HAN_FAMILY},
};

const struct script *script_of(uint32_t code)
{
    size_t low = 0, high = COUNT_OF(scripts);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (code > scripts[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < COUNT_OF(scripts) && code >= scripts[low].first ? &scripts[low] : NULL;
}

const char *script_tag(const char *text, size_t length)
{
    for (size_t at = 0, used; at < length; at += used) {
        const struct script *script = script_of(utf8_decode(text + at, length - at, &used));
        if (script)
            return script->tag;
    }
    return "Latn";
}

static bool lang_is(const char *lang, const char *prefix)
{
    size_t length = strlen(prefix);
    return strncasecmp(lang, prefix, length) == 0 && (lang[length] == '\0' || lang[length] == '-');
}

const char *script_han_family(const char *lang, const char *tag)
{
    if (lang_is(lang, "ja") || strcmp(tag, "Hira") == 0 || strcmp(tag, "Kana") == 0)
        return "Noto Sans CJK JP";
    if (lang_is(lang, "ko") || strcmp(tag, "Hang") == 0)
        return "Noto Sans CJK KR";
    if (lang_is(lang, "zh-HK") || lang_is(lang, "zh-Hant-HK") || lang_is(lang, "yue"))
        return "Noto Sans CJK HK";
    if (lang_is(lang, "zh-TW") || lang_is(lang, "zh-Hant") || strcmp(tag, "Bopo") == 0)
        return "Noto Sans CJK TC";
    return "Noto Sans CJK SC";
}

bool script_ignorable(uint32_t code)
{
    return uc_is_property_default_ignorable_code_point(code) || uc_is_property_variation_selector(code);
}

bool script_wants_emoji(const char *text, size_t length)
{
    bool wants = false;
    uint32_t before = 0;
    for (size_t at = 0, used; at < length; at += used) {
        uint32_t code = utf8_decode(text + at, length - at, &used);
        if (code == VARIATION_TEXT)
            return false;
        if ((code == VARIATION_EMOJI && uc_is_property_emoji(before)) ||
            (code > 0x2000 && uc_is_property_emoji_presentation(code)))
            wants = true;
        before = code;
    }
    return wants;
}

bool script_only_emoji(const uint32_t *codes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!uc_is_property_emoji(codes[i]) && !uc_is_property_emoji_component(codes[i]))
            return false;
    }
    return true;
}
