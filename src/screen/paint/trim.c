#include "paint/trim.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static size_t big(const char *bytes)
{
    const uint8_t *at = (const uint8_t *)bytes;
    return (size_t)at[0] << 24 | (size_t)at[1] << 16 | (size_t)at[2] << 8 | at[3];
}

size_t trim_png(char *bytes, size_t length)
{
    enum { SIGNATURE = 8, CHUNK = 12 /* length, type and checksum */ };
    enum { HEADER, PALETTE, CLEAR, PIXELS, END, KINDS };
    static const char *const kinds[KINDS] = {"IHDR", "PLTE", "tRNS", "IDAT", "IEND"};
    bool seen[KINDS] = {false};
    size_t used = SIGNATURE;
    for (size_t at = SIGNATURE; !seen[END] && length - at >= CHUNK;) {
        size_t size = CHUNK + big(bytes + at), kind = 0;
        while (kind < KINDS && memcmp(bytes + at + 4, kinds[kind], 4) != 0)
            kind++;
        /* Each once, but for the pixels, of which an empty piece is nothing. */
        if (kind < KINDS && (kind == PIXELS ? size > CHUNK : !seen[kind])) {
            memmove(bytes + used, bytes + at, size);
            used += size;
            seen[kind] = true;
        }
        at += size;
    }
    return used;
}
