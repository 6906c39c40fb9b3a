/* WebP */
#include "cases.h"

#include "images.h"

#include <assert.h>
#include <string.h>

static void lossy(struct bytes *bytes)
{
    bytes_load(bytes, "seeds/lossy.webp");
}

static void lossless(struct bytes *bytes)
{
    bytes_load(bytes, "seeds/lossless.webp");
}

static void palette(struct bytes *bytes)
{
    bytes_load(bytes, "seeds/palette.webp");
}

static void transparent(struct bytes *bytes)
{
    bytes_load(bytes, "seeds/alpha.webp");
}

/* The size in the key frame's header, in the first chunk. */
static void set_size(struct bytes *bytes, unsigned width, unsigned height)
{
    enum { SIZE = 12 + 8 + 6 };
    bytes_load(bytes, "seeds/lossy.webp");
    bytes->at[SIZE] = (uint8_t)width;
    bytes->at[SIZE + 1] = (uint8_t)(width >> 8);
    bytes->at[SIZE + 2] = (uint8_t)height;
    bytes->at[SIZE + 3] = (uint8_t)(height >> 8);
}

static void largest_number(struct bytes *bytes)
{
    set_size(bytes, 16383, 16383);
}

static void large_says_header(struct bytes *bytes)
{
    set_size(bytes, 4096, 2172);
}

static void no_width(struct bytes *bytes)
{
    set_size(bytes, 0, 36);
}

/* An extended header in front of the seed's picture. */
static void extend(struct bytes *bytes, uint8_t flags, unsigned width, unsigned height)
{
    struct bytes header = {0}, seed = {0};
    bytes_load(&seed, "seeds/lossy.webp");
    bytes_little(&header, flags, 4);
    bytes_little(&header, width - 1, 3);
    bytes_little(&header, height - 1, 3);
    riff_start(bytes);
    riff_add(bytes, "VP8X", header.at, header.length);
    bytes_add(bytes, seed.at + 12, seed.length - 12);
    riff_finish(bytes);
    bytes_finish(&seed);
    bytes_finish(&header);
}

static void canvas_that_fits(struct bytes *bytes)
{
    extend(bytes, 0, 48, 40);
}

static void canvas_too_large(struct bytes *bytes)
{
    extend(bytes, 0, 16777216, 16777216);
}

static void canvas_that_lies(struct bytes *bytes)
{
    extend(bytes, 0, 4000, 2000);
}

static void moving(struct bytes *bytes)
{
    extend(bytes, 0x02, 48, 40);
}

static void moving_in_secret(struct bytes *bytes)
{
    extend(bytes, 0, 48, 40);
    riff_add(bytes, "ANIM", "\0\0\0\0\0\0", 6);
    for (int i = 0; i < 1000; i++)
        riff_add(bytes, "ANMF", "\0\0\0\0\0\0\xff\xff\0\xff\xff\0\0\0\0\0", 16);
    riff_finish(bytes);
}

static void two_pictures(struct bytes *bytes)
{
    lossy(bytes);
    size_t length = bytes->length;
    bytes_add(bytes, bytes->at + 12, length - 12);
    riff_finish(bytes);
}

static void no_picture(struct bytes *bytes)
{
    riff_start(bytes);
    riff_add(bytes, "VP8X", "\0\0\0\0\x2f\0\0\x27\0\0", 10);
    riff_finish(bytes);
}

static void cut(struct bytes *bytes)
{
    lossy(bytes);
    bytes->length /= 2;
}

static void cut_and_ended(struct bytes *bytes)
{
    lossy(bytes);
    bytes->length = 12 + 8 + 30;
    bytes->at[16] = 30;
    bytes->at[17] = 0;
    riff_finish(bytes);
}

static void length_that_wraps(struct bytes *bytes)
{
    lossy(bytes);
    memcpy(bytes->at + 16, "\xff\xff\xff\xff", 4);
}

static void whole_length_that_wraps(struct bytes *bytes)
{
    lossy(bytes);
    memcpy(bytes->at + 4, "\xff\xff\xff\xff", 4);
}

static void extras(struct bytes *bytes)
{
    extend(bytes, 0x2c, 48, 40);
    for (int i = 0; i < 400000; i++)
        riff_add(bytes, "XMP ", "", 0);
    riff_finish(bytes);
}

static void codes_for_each_block(struct bytes *bytes)
{
    webp_many_codes(bytes, 1024, 1024, 2, 65536);
}

static void codes_for_each_block_of_a_large_one(struct bytes *bytes)
{
    webp_many_codes(bytes, 4096, 2172, 2, 65536);
}

static void some_codes(struct bytes *bytes)
{
    webp_many_codes(bytes, 1024, 1024, 5, 1024);
}

static void largest_lossless(struct bytes *bytes)
{
    webp_many_codes(bytes, 4096, 2172, 6, 2176);
}

static const struct hostile_case rows[] = {
    {"an ordinary one", SHOWN, NULL, .picture = lossy},
    {"a lossless one", SHOWN, NULL, .picture = lossless},
    {"one with a palette", SHOWN, NULL, .picture = palette},
    {"one with transparency", SHOWN, NULL, .picture = transparent},
    {"one with a canvas", SHOWN, NULL, .picture = canvas_that_fits},
    {"16383x16383 pixels", REFUSED, "a side may have 4096", .picture = largest_number},
    {"a header that says more than there is", BLANK, "cannot be decoded", .picture = large_says_header},
    {"no width", REFUSED, "it has no size", .picture = no_width},
    {"a canvas of 2^24 pixels a side", REFUSED, "a side may have 4096", .picture = canvas_too_large},
    {"a canvas that is not the picture's", REFUSED, "contradict", .picture = canvas_that_lies},
    {"a moving one", REFUSED, "is a moving picture", .picture = moving},
    {"one that moves in secret", SHOWN, NULL, .picture = moving_in_secret},
    {"two pictures", REFUSED, "two pictures", .picture = two_pictures},
    {"no picture", REFUSED, "no picture in it", .picture = no_picture},
    {"cut off", REFUSED, "cut off", .picture = cut},
    {"cut off, with the lengths put right", BLANK, "cannot be decoded", .picture = cut_and_ended},
    {"a length that wraps around", REFUSED, "a length is wrong", .picture = length_that_wraps},
    {"a whole length that wraps around", REFUSED, "cut off", .picture = whole_length_that_wraps},
    {"400,000 empty extras", SHOWN, NULL, .picture = extras},
    {"codes for each of 65,536 blocks", REFUSED, "lossless", .picture = codes_for_each_block},
    {"the same in the largest", REFUSED, "lossless", .picture = codes_for_each_block_of_a_large_one},
    {"1,024 sets of codes", SHOWN, NULL, .picture = some_codes},
    {"the largest, lossless, with 2,176 sets of codes", SHOWN, NULL, .picture = largest_lossless},
};
const struct hostile_table cases_webp = {"webp", rows, sizeof rows / sizeof rows[0]};
