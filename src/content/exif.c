/* Exif 2.32: "Exif\0\0", then a TIFF header and its first directory of 12-byte entries. */
#include "content/exif.h"

#include <stdbool.h>
#include <string.h>

static unsigned u16(const uint8_t *p, bool little)
{
    return little ? (unsigned)p[1] << 8 | p[0] : (unsigned)p[0] << 8 | p[1];
}

static uint32_t u32(const uint8_t *p, bool little)
{
    return little ? (uint32_t)u16(p + 2, true) << 16 | u16(p, true)
                  : (uint32_t)u16(p, false) << 16 | u16(p + 2, false);
}

int exif_orientation(const uint8_t *segment, size_t length)
{
    enum { PREFIX = 6, HEADER = 8, ENTRY = 12, TAG_ORIENTATION = 0x0112, TYPE_SHORT = 3 };
    if (length < PREFIX + HEADER || memcmp(segment, "Exif\0", PREFIX) != 0)
        return 1;
    const uint8_t *tiff = segment + PREFIX;
    size_t size = length - PREFIX;
    bool little = memcmp(tiff, "II", 2) == 0;
    if (!little && memcmp(tiff, "MM", 2) != 0)
        return 1;
    size_t at = u32(tiff + 4, little);
    if (at > size || size - at < 2)
        return 1;
    unsigned entries = u16(tiff + at, little);
    at += 2;
    for (unsigned i = 0; i < entries && size - at >= ENTRY; i++, at += ENTRY) {
        const uint8_t *entry = tiff + at;
        if (u16(entry, little) != TAG_ORIENTATION || u16(entry + 2, little) != TYPE_SHORT)
            continue;
        unsigned value = u16(entry + 8, little);
        return value >= 1 && value <= 8 ? (int)value : 1;
    }
    return 1;
}
