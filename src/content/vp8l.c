/* RFC 9649, 3: "WebP Lossless Bitstream Specification". What stands before the size of the blocks has to be
 * read to be skipped: the transforms and their small images. */
#include "content/vp8l.h"

#include <string.h>

enum {
    LENGTH_MAX = 15, /* of a code, bits */
    LITERALS = 256,  /* symbols for a color, then those for the length of a copy */
    COPY_LENGTHS = 24,
    COPY_DISTANCES = 40,
    CACHE_BITS_MAX = 11,
    SYMBOLS_MAX = LITERALS + COPY_LENGTHS + (1 << CACHE_BITS_MAX)
};

/* The images of transforms; more make it slow. Blocks of 8x8 of the largest picture are fewer. */
#define SKIPPED_PIXELS_MAX 150000

struct stream {
    const uint8_t *at;
    size_t length, bit; /* bytes; the next bit */
    bool bad;           /* read past its end, or something in it contradicts the format */
};

static unsigned get(struct stream *stream, unsigned count)
{
    unsigned value = 0;
    for (unsigned i = 0; i < count; i++, stream->bit++) {
        if (stream->bit / 8 >= stream->length) {
            stream->bad = true;
            return 0;
        }
        value |= (unsigned)(stream->at[stream->bit / 8] >> stream->bit % 8 & 1) << i;
    }
    return value;
}

/* A canonical prefix code: how many codes there are of each length, and the symbols in their order. */
struct code {
    uint16_t count[LENGTH_MAX + 1];
    uint16_t symbol[SYMBOLS_MAX];
    bool single; /* of one symbol, which takes no bits */
};

static void build(struct stream *stream, struct code *code, const uint8_t *lengths, unsigned symbols)
{
    unsigned next[LENGTH_MAX + 2] = {0}, used = 0;
    int left = 1; /* codes that are still possible, of the current length */
    memset(code->count, 0, sizeof code->count);
    for (unsigned i = 0; i < symbols; i++)
        code->count[lengths[i]]++;
    code->count[0] = 0;
    for (unsigned length = 1; length <= LENGTH_MAX; length++) {
        next[length + 1] = next[length] + code->count[length];
        used += code->count[length];
        left = left * 2 - code->count[length];
        if (left < 0)
            break;
    }
    for (unsigned i = 0; i < symbols; i++)
        if (lengths[i] > 0)
            code->symbol[next[lengths[i]]++] = (uint16_t)i;
    code->single = used == 1;
    stream->bad = stream->bad || (left != 0 && !code->single);
}

static unsigned decode(struct stream *stream, const struct code *code)
{
    unsigned first = 0, index = 0, bits = 0;
    if (code->single)
        return code->symbol[0];
    for (unsigned length = 1; length <= LENGTH_MAX && !stream->bad; length++) {
        bits = bits << 1 | get(stream, 1);
        if (bits - first < code->count[length])
            return code->symbol[index + bits - first];
        index += code->count[length];
        first = (first + code->count[length]) << 1;
    }
    stream->bad = true;
    return 0;
}

/* The lengths of the codes of a code, themselves in a code. */
static void get_lengths(struct stream *stream, uint8_t *lengths, unsigned symbols)
{
    static const uint8_t order[] = {17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    static const struct {
        unsigned bits, least;
    } repeats[] = {{2, 3}, {3, 3}, {7, 11}};
    enum { REPEAT = 16 };
    uint8_t own[sizeof order] = {0}, before = 8;
    struct code code;
    unsigned given = get(stream, 4) + 4, left = symbols;
    for (unsigned i = 0; i < given; i++)
        own[order[i]] = (uint8_t)get(stream, 3);
    build(stream, &code, own, sizeof order);
    if (get(stream, 1)) {
        unsigned bits = 2 + 2 * get(stream, 3);
        left = 2 + get(stream, bits);
        stream->bad = stream->bad || left > symbols;
    }
    for (unsigned i = 0; i < symbols && left > 0 && !stream->bad; left--) {
        unsigned length = decode(stream, &code), times = 1;
        uint8_t value = (uint8_t)length;
        if (length >= REPEAT) {
            value = length == REPEAT ? before : 0;
            times = repeats[length - REPEAT].least + get(stream, repeats[length - REPEAT].bits);
        } else if (length > 0) {
            before = value;
        }
        if (times > symbols - i) {
            stream->bad = true;
            return;
        }
        memset(lengths + i, value, times);
        i += times;
    }
}

static void get_code(struct stream *stream, struct code *code, unsigned symbols)
{
    uint8_t lengths[SYMBOLS_MAX] = {0};
    if (get(stream, 1)) { /* one or two symbols, named */
        bool two = get(stream, 1);
        bool whole = get(stream, 1);
        lengths[get(stream, whole ? 8 : 1)] = 1;
        if (two)
            lengths[get(stream, 8)] = 1;
    } else {
        get_lengths(stream, lengths, symbols);
    }
    build(stream, code, lengths, symbols);
}

/* A length or a distance: a symbol says its size, bits behind it the rest. */
static unsigned get_number(struct stream *stream, unsigned symbol)
{
    if (symbol < 4)
        return symbol + 1;
    unsigned bits = (symbol - 2) >> 1;
    return ((2 + (symbol & 1)) << bits) + get(stream, bits) + 1;
}

static unsigned get_cache(struct stream *stream)
{
    unsigned bits = get(stream, 1) ? get(stream, 4) : 0;
    stream->bad = stream->bad || bits > CACHE_BITS_MAX;
    return stream->bad || bits == 0 ? 0 : 1u << bits;
}

/* Goes over an image with one set of codes: that of a transform. */
static void skip_image(struct stream *stream, size_t pixels)
{
    enum { GREEN, RED, BLUE, ALPHA, DISTANCE, CODES };
    struct code codes[CODES];
    unsigned cache = get_cache(stream);
    for (int i = 0; i < CODES && !stream->bad; i++)
        get_code(stream, &codes[i],
                 i == GREEN      ? LITERALS + COPY_LENGTHS + cache
                 : i == DISTANCE ? COPY_DISTANCES
                                 : LITERALS);
    for (size_t i = 0; i < pixels && !stream->bad;) {
        unsigned symbol = decode(stream, &codes[GREEN]), count = 1;
        if (symbol < LITERALS) {
            for (int color = RED; color <= ALPHA; color++)
                decode(stream, &codes[color]);
        } else if (symbol < LITERALS + COPY_LENGTHS) {
            count = get_number(stream, symbol - LITERALS);
            get_number(stream, decode(stream, &codes[DISTANCE]));
        }
        stream->bad = stream->bad || count > pixels - i;
        i += count;
    }
}

static unsigned blocks_along(unsigned pixels, unsigned bits)
{
    return (pixels + (1u << bits) - 1) >> bits;
}

static bool is_wasteful(struct err *err)
{
    return err_set(err, "is a lossless WebP that takes too much memory to show; save it as PNG, or as an "
                        "ordinary WebP");
}

/* Sets *width to that of the image that is coded: a palette puts several pixels into one. */
static bool skip_transforms(struct stream *stream, unsigned *width, unsigned height, struct err *err)
{
    enum { PREDICT, COLOR, SUBTRACT_GREEN, PALETTE, KINDS };
    bool seen[KINDS] = {false};
    while (get(stream, 1) && !stream->bad) {
        unsigned kind = get(stream, 2);
        stream->bad = stream->bad || seen[kind]; /* once each */
        seen[kind] = true;
        if (kind == PALETTE) {
            unsigned colors = get(stream, 8) + 1;
            skip_image(stream, colors);
            *width = blocks_along(*width, colors > 16 ? 0 : colors > 4 ? 1 : colors > 2 ? 2 : 3);
        } else if (kind != SUBTRACT_GREEN) {
            unsigned bits = get(stream, 3) + 2;
            size_t pixels = (size_t)blocks_along(*width, bits) * blocks_along(height, bits);
            if (pixels > SKIPPED_PIXELS_MAX)
                return is_wasteful(err);
            skip_image(stream, pixels);
        }
    }
    return true;
}

bool vp8l_check(const uint8_t *bytes, size_t length, unsigned width, unsigned height, struct err *err)
{
    struct stream stream = {.at = bytes, .length = length};
    if (!skip_transforms(&stream, &width, height, err))
        return false;
    get_cache(&stream);
    if (get(&stream, 1)) {
        unsigned bits = get(&stream, 3) + 2;
        if ((size_t)blocks_along(width, bits) * blocks_along(height, bits) > VP8L_BLOCKS_MAX)
            return is_wasteful(err);
    }
    return !stream.bad || err_set(err, "is damaged (its codes are wrong); copy or save it again");
}
