/* WebP lossless bitstreams, by hand (RFC 9649, 3). */
#include "images.h"

#include <assert.h>
#include <string.h>

struct bits {
    struct bytes bytes;
    unsigned free; /* bits of the last byte that are not used yet */
};

static void put(struct bits *bits, uint32_t value, int count)
{
    for (int i = 0; i < count; i++) {
        if (bits->free == 0) {
            bytes_big(&bits->bytes, 0, 1);
            bits->free = 8;
        }
        if (value >> i & 1)
            bits->bytes.at[bits->bytes.length - 1] |= (uint8_t)(1u << (8 - bits->free));
        bits->free--;
    }
}

/* A prefix code of one symbol, 0: it takes no bits in the data. */
static void put_single_code(struct bits *bits)
{
    put(bits, 1, 1); /* simple */
    put(bits, 0, 1); /* one symbol */
    put(bits, 0, 1); /* of one bit */
    put(bits, 0, 1);
}

/* A prefix code in which each of the symbols 0 to 255 has 8 bits, and those behind have none. */
static void put_flat_code(struct bits *bits, unsigned symbols)
{
    enum { LENGTHS = 12, ZERO = 2, EIGHT = 11 }; /* kCodeLengthCodeOrder: 17 18 0 1 2 3 4 5 16 6 7 8 ... */
    put(bits, 0, 1);
    put(bits, LENGTHS - 4, 4);
    for (int i = 0; i < LENGTHS; i++)
        put(bits, i == ZERO || i == EIGHT, 3);
    put(bits, 0, 1); /* all symbols are given */
    for (unsigned i = 0; i < symbols; i++)
        put(bits, i < 256, 1);
}

static uint32_t reversed(uint32_t byte)
{
    uint32_t value = 0;
    for (int i = 0; i < 8; i++)
        value |= (byte >> i & 1) << (7 - i);
    return value;
}

static void put_codes_of_blocks(struct bits *bits, unsigned side_bits, unsigned blocks, unsigned groups)
{
    put(bits, 1, 1); /* there are such */
    put(bits, side_bits - 2, 3);
    put(bits, 0, 1); /* no color cache */
    put_flat_code(bits, 256 + 24);
    put_flat_code(bits, 256);
    for (int i = 0; i < 3; i++)
        put_single_code(bits);
    for (unsigned i = 0; i < blocks; i++) {
        put(bits, reversed(i % groups & 0xff), 8);
        put(bits, reversed(i % groups >> 8), 8);
    }
}

void riff_start(struct bytes *bytes)
{
    bytes->length = 0;
    bytes_add(bytes, "RIFF\0\0\0\0WEBP", 12);
}

void riff_add(struct bytes *bytes, const char *type, const void *payload, size_t length)
{
    bytes_add(bytes, type, 4);
    bytes_little(bytes, (uint32_t)length, 4);
    bytes_add(bytes, payload, length);
    bytes_fill(bytes, 0, length & 1);
}

void riff_finish(struct bytes *bytes)
{
    for (int i = 0; i < 4; i++)
        bytes->at[4 + i] = (uint8_t)((bytes->length - 8) >> 8 * i);
}

void webp_many_codes(struct bytes *bytes, unsigned width, unsigned height, unsigned side_bits,
                     unsigned groups)
{
    enum { CODES = 5 }; /* green, red, blue, alpha, distance */
    struct bits bits = {0};
    const unsigned side = 1u << side_bits;
    const unsigned blocks = (width + side - 1) / side * ((height + side - 1) / side);
    assert(groups >= 1 && groups <= 65536 && groups <= blocks);
    put(&bits, 0x2f, 8);
    put(&bits, width - 1, 14);
    put(&bits, height - 1, 14);
    put(&bits, 0, 1); /* no alpha */
    put(&bits, 0, 3); /* version */
    put(&bits, 0, 1); /* no transforms */
    put(&bits, 0, 1); /* no color cache */
    put_codes_of_blocks(&bits, side_bits, blocks, groups);
    for (unsigned i = 0; i < groups * CODES; i++)
        put_single_code(&bits);
    put(&bits, 0, 8); /* decoders want to see an end */
    riff_start(bytes);
    riff_add(bytes, "VP8L", bits.bytes.at, bits.bytes.length);
    riff_finish(bytes);
    bytes_finish(&bits.bytes);
}
