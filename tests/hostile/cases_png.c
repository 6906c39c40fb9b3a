/* PNG */
#include "cases.h"

#include "images.h"

#include <string.h>

static const struct png small = {64, 36, 8, PNG_RGB, false};

static void begin_small(struct bytes *bytes)
{
    png_start(bytes, &small);
}

static void end_small(struct bytes *bytes)
{
    png_pattern(bytes, &small);
    png_finish(bytes);
}

static void flat(struct bytes *bytes, unsigned width, unsigned height, unsigned depth, unsigned color,
                 bool interlaced)
{
    png_make(bytes, &(struct png){width, height, depth, color, interlaced}, false);
}

static void bomb(struct bytes *bytes)
{
    flat(bytes, 29000, 29000, 1, PNG_GRAY, false);
}

static void as_measured(struct bytes *bytes)
{
    flat(bytes, 4096, 3906, 8, PNG_RGB, false);
}

static void too_wide(struct bytes *bytes)
{
    flat(bytes, 4097, 1, 8, PNG_RGB, false);
}

static void header_only(struct bytes *bytes, unsigned width, unsigned height)
{
    struct png png = small;
    png.width = width;
    png.height = height;
    png_start(bytes, &png);
    png_pattern(bytes, &small);
    png_finish(bytes);
}

static void astronomic(struct bytes *bytes)
{
    header_only(bytes, 0x7fffffff, 0x7fffffff);
}

static void negative(struct bytes *bytes)
{
    header_only(bytes, 0xffffffff, 0x80000001);
}

static void no_width(struct bytes *bytes)
{
    header_only(bytes, 0, 36);
}

static void large_says_header(struct bytes *bytes)
{
    header_only(bytes, 4096, 2172);
}

static void small_says_header(struct bytes *bytes)
{
    header_only(bytes, 16, 9);
}

static void largest_rgb(struct bytes *bytes)
{
    flat(bytes, 4096, 2172, 8, PNG_RGB, false);
}

static void largest_rgba(struct bytes *bytes)
{
    flat(bytes, 4096, 2172, 8, PNG_RGBA, false);
}

static void largest_deep(struct bytes *bytes)
{
    flat(bytes, 4096, 2172, 16, PNG_RGBA, true);
}

static void largest_bits(struct bytes *bytes)
{
    flat(bytes, 4096, 2172, 1, PNG_PALETTE, true);
}

static void thinnest(struct bytes *bytes)
{
    flat(bytes, 4096, 1, 8, PNG_RGB, false);
}

static void flattest(struct bytes *bytes)
{
    flat(bytes, 1, 4096, 8, PNG_GRAY_ALPHA, false);
}

/* Each is deflated 8 MB, the most that libpng takes for one. */
static void texts(struct bytes *bytes)
{
    begin_small(bytes);
    for (int i = 0; i < 100; i++)
        png_bomb(bytes, "zTXt", "k\0\0", 3, 7900000);
    end_small(bytes);
}

static void profile(struct bytes *bytes)
{
    begin_small(bytes);
    png_bomb(bytes, "iCCP", "k\0\0", 3, 7900000);
    end_small(bytes);
}

static void other_texts(struct bytes *bytes)
{
    begin_small(bytes);
    for (int i = 0; i < 100; i++)
        png_bomb(bytes, "iTXt", "k\0\1\0\0\0", 6, 7900000);
    end_small(bytes);
}

static void broken_extras(struct bytes *bytes)
{
    begin_small(bytes);
    bytes_repeat(bytes, "\0\0\0\0gAMAabcd", 12, 600000);
    end_small(bytes);
}

static void empty_pieces(struct bytes *bytes)
{
    begin_small(bytes);
    for (int i = 0; i < 500000; i++)
        png_add(bytes, "IDAT", NULL, 0);
    end_small(bytes);
}

static void palettes(struct bytes *bytes)
{
    png_start(bytes, &(struct png){64, 36, 8, PNG_PALETTE, false});
    for (int i = 0; i < 100000; i++)
        png_add(bytes, "PLTE", "abcdef", 6);
    png_pattern(bytes, &(struct png){64, 36, 8, PNG_PALETTE, false});
    png_finish(bytes);
}

static void no_palette(struct bytes *bytes)
{
    png_start(bytes, &(struct png){64, 36, 8, PNG_GRAY, false});
    bytes->at[25] = PNG_PALETTE; /* and the checksum is wrong as well */
    png_pattern(bytes, &(struct png){64, 36, 8, PNG_GRAY, false});
    png_finish(bytes);
}

static void colors_without_end(struct bytes *bytes)
{
    static const struct png png = {64, 36, 8, PNG_PALETTE, false};
    png_start(bytes, &png);
    png_pattern(bytes, &png); /* colors up to 17 of four */
    png_finish(bytes);
}

static void long_transparency(struct bytes *bytes)
{
    static const struct png png = {64, 36, 8, PNG_PALETTE, false};
    uint8_t alpha[1000] = {0};
    png_start(bytes, &png);
    png_add(bytes, "tRNS", alpha, sizeof alpha);
    png_pattern(bytes, &png);
    png_finish(bytes);
}

static void moving(struct bytes *bytes)
{
    begin_small(bytes);
    png_add(bytes, "acTL", "\0\0\xff\xff\0\0\0\0", 8);
    png_add(bytes, "fcTL", "\0\0\0\0\0\0\0\x40\0\0\0\x24\0\0\0\0\0\0\0\0\0\1\0\1\0\0", 26);
    png_pattern(bytes, &small);
    for (int i = 0; i < 1000; i++)
        png_add(bytes, "fdAT", "\0\0\0\1xxxx", 8);
    png_finish(bytes);
}

static void damaged(struct bytes *bytes)
{
    png_make(bytes, &small, true);
    bytes->at[bytes->length - 12 - 6] ^= 1; /* the checksum of the pixels */
}

static void header_damaged(struct bytes *bytes)
{
    png_make(bytes, &small, true);
    bytes->at[30] ^= 1; /* the checksum of the header */
}

static void half_the_rows(struct bytes *bytes)
{
    begin_small(bytes);
    struct png half = small;
    half.height /= 2;
    png_pattern(bytes, &half);
    png_finish(bytes);
}

static void rows_too_many(struct bytes *bytes)
{
    struct png high = small;
    begin_small(bytes);
    high.height = 200000;
    png_flat(bytes, &high);
    png_finish(bytes);
}

static void no_end(struct bytes *bytes)
{
    png_make(bytes, &small, true);
    bytes->length -= 12;
}

static void length_past_the_end(struct bytes *bytes)
{
    png_make(bytes, &small, true);
    memcpy(bytes->at + 33, "\x7f\xff\xff\xff", 4);
}

static void length_that_wraps(struct bytes *bytes)
{
    png_make(bytes, &small, true);
    memcpy(bytes->at + 33, "\xff\xff\xff\xf4", 4);
}

static void two_headers(struct bytes *bytes)
{
    begin_small(bytes);
    bytes_add(bytes, bytes->at + 8, 25);
    end_small(bytes);
}

static void unknown_and_critical(struct bytes *bytes)
{
    begin_small(bytes);
    png_add(bytes, "EVIL", "x", 1);
    end_small(bytes);
}

static void no_pixels(struct bytes *bytes)
{
    begin_small(bytes);
    png_finish(bytes);
}

static void signature_only(struct bytes *bytes)
{
    begin_small(bytes);
    bytes->length = 8;
}

static const struct hostile_case rows[] = {
    {"a bomb: 109 kB that become 866 MB", REFUSED, "a side may have 4096", .picture = bomb},
    {"4096x3906 pixels", REFUSED, "16.0 megapixels of at most 8.9", .picture = as_measured},
    {"one pixel too wide", REFUSED, "a side may have 4096", .picture = too_wide},
    {"2^31 - 1 pixels a side", REFUSED, "a side may have 4096", .picture = astronomic},
    {"less than no pixels", REFUSED, "a side may have 4096", .picture = negative},
    {"no width", REFUSED, "it has no size", .picture = no_width},
    {"a header that says more than there is", BLANK, "cannot be decoded", .picture = large_says_header},
    {"a header that says less than there is", BLANK, "cannot be decoded", .picture = small_says_header},
    {"the largest that is allowed", SHOWN, NULL, .picture = largest_rgb},
    {"the largest with transparency", SHOWN, NULL, .picture = largest_rgba},
    {"the largest, interlaced, of 16 bits", SHOWN, NULL, .picture = largest_deep},
    {"the largest, interlaced, of one bit", SHOWN, NULL, .picture = largest_bits},
    {"4096x1 pixels", SHOWN, NULL, .picture = thinnest},
    {"1x4096 pixels", SHOWN, NULL, .picture = flattest},
    {"100 texts of 8 MB, deflated", SHOWN, NULL, .picture = texts},
    {"100 texts of the other kind", SHOWN, NULL, .picture = other_texts},
    {"a color profile of 8 MB, deflated", SHOWN, NULL, .picture = profile},
    {"600,000 broken extras", SHOWN, NULL, .picture = broken_extras},
    {"500,000 empty pieces of pixels", SHOWN, NULL, .picture = empty_pieces},
    {"100,000 palettes", SHOWN, NULL, .picture = palettes},
    {"a palette that is missing", BLANK, "cannot be decoded", .picture = no_palette},
    {"colors that the palette does not have", SHOWN, NULL, .picture = colors_without_end},
    {"more transparency than colors", SHOWN, NULL, .picture = long_transparency},
    {"a moving one", SHOWN, NULL, .picture = moving},
    {"a wrong checksum", BLANK, "cannot be decoded", .picture = damaged},
    {"a wrong checksum of the header", BLANK, "cannot be decoded", .picture = header_damaged},
    {"half its rows", BLANK, "cannot be decoded", .picture = half_the_rows},
    {"200,000 rows that do not belong to it", SHOWN, NULL, .picture = rows_too_many},
    {"no end", REFUSED, "cut off", .picture = no_end},
    {"a length past the end", REFUSED, "cut off", .picture = length_past_the_end},
    {"a length that wraps around", REFUSED, "cut off", .picture = length_that_wraps},
    {"two headers", REFUSED, "its header is wrong", .picture = two_headers},
    {"a part that nobody knows and everybody must", SHOWN, NULL, .picture = unknown_and_critical},
    {"no pixels", REFUSED, "no picture in it", .picture = no_pixels},
    {"nothing behind the signature", REFUSED, "cut off", .picture = signature_only},
};
const struct hostile_table cases_png = {"png", rows, sizeof rows / sizeof rows[0]};
