#include "images.h"

#include <assert.h>
#include <zlib.h>

void png_add(struct bytes *bytes, const char *type, const void *payload, size_t length)
{
    bytes_big(bytes, (uint32_t)length, 4);
    size_t from = bytes->length;
    bytes_add(bytes, type, 4);
    bytes_add(bytes, payload, length);
    bytes_big(bytes, (uint32_t)crc32(0, bytes->at + from, (uInt)(4 + length)), 4);
}

void png_start(struct bytes *bytes, const struct png *png)
{
    struct bytes header = {0};
    bytes->length = 0;
    bytes_add(bytes, "\x89PNG\r\n\x1a\n", 8);
    bytes_big(&header, png->width, 4);
    bytes_big(&header, png->height, 4);
    bytes_big(&header, png->depth, 1);
    bytes_big(&header, png->color, 1);
    bytes_big(&header, 0, 2);
    bytes_big(&header, png->interlaced, 1);
    png_add(bytes, "IHDR", header.at, header.length);
    bytes_finish(&header);
    if (png->color == PNG_PALETTE) {
        static const uint8_t palette[] = {0, 0, 0, 200, 30, 30, 30, 200, 30, 255, 255, 255};
        png_add(bytes, "PLTE", palette, png->depth == 1 ? 6 : sizeof palette);
    }
}

struct deflater {
    z_stream stream;
    struct bytes out;
};

static void deflater_begin(struct deflater *deflater)
{
    *deflater = (struct deflater){0};
    int status = deflateInit(&deflater->stream, Z_BEST_COMPRESSION);
    assert(status == Z_OK);
}

static void deflater_add(struct deflater *deflater, const void *bytes, size_t length, int flush)
{
    uint8_t buffer[16384];
    deflater->stream.next_in = (Bytef *)(uintptr_t)bytes;
    deflater->stream.avail_in = (uInt)length;
    do {
        deflater->stream.next_out = buffer;
        deflater->stream.avail_out = sizeof buffer;
        int status = deflate(&deflater->stream, flush);
        assert(status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR);
        bytes_add(&deflater->out, buffer, sizeof buffer - deflater->stream.avail_out);
    } while (deflater->stream.avail_out == 0);
}

static void deflater_zeros(struct deflater *deflater, size_t count)
{
    static const uint8_t zeros[65536];
    for (size_t piece; count > 0; count -= piece) {
        piece = count < sizeof zeros ? count : sizeof zeros;
        deflater_add(deflater, zeros, piece, Z_NO_FLUSH);
    }
}

static void deflater_end(struct deflater *deflater)
{
    deflater_add(deflater, NULL, 0, Z_FINISH);
    deflateEnd(&deflater->stream);
}

void png_bomb(struct bytes *bytes, const char *type, const void *head, size_t length, size_t zeros)
{
    struct deflater deflater;
    struct bytes payload = {0};
    bytes_add(&payload, head, length);
    deflater_begin(&deflater);
    deflater_zeros(&deflater, zeros);
    deflater_end(&deflater);
    bytes_add(&payload, deflater.out.at, deflater.out.length);
    png_add(bytes, type, payload.at, payload.length);
    bytes_finish(&payload);
    bytes_finish(&deflater.out);
}

static size_t row_bytes(const struct png *png, unsigned width)
{
    static const unsigned channels[] = {1, 0, 3, 1, 2, 0, 4};
    return ((size_t)width * png->depth * channels[png->color] + 7) / 8;
}

/* The rows of a picture or of one pass of it. */
static void add_pass(struct bytes *rows, const struct png *png, unsigned width, unsigned height)
{
    size_t length = row_bytes(png, width);
    for (unsigned y = 0; y < height; y++) {
        bytes_big(rows, y % 5, 1); /* every filter */
        for (size_t i = 1; i <= length; i++)
            bytes_big(rows, (uint32_t)(png->color == PNG_PALETTE ? (i + y) % 2 * 0x11 : i * 7 + y * y * 3),
                      1);
    }
}

struct pass {
    unsigned width, height;
};

/* Adam7, PNG 8.2; or the whole picture as the only one. Returns how many there are. */
static size_t find_passes(const struct png *png, struct pass passes[7])
{
    /* Where each begins and how far its pixels stand apart. */
    static const unsigned grid[7][4] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4},
                                        {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};
    size_t count = 0;
    for (int i = 0; i < 7 && png->interlaced; i++) {
        struct pass pass = {(png->width + grid[i][2] - 1 - grid[i][0]) / grid[i][2],
                            (png->height + grid[i][3] - 1 - grid[i][1]) / grid[i][3]};
        if (pass.width > 0 && pass.height > 0)
            passes[count++] = pass;
    }
    if (!png->interlaced)
        passes[count++] = (struct pass){png->width, png->height};
    return count;
}

void png_rows(struct bytes *bytes, const struct png *png)
{
    struct pass passes[7];
    size_t count = find_passes(png, passes);
    for (size_t i = 0; i < count; i++)
        add_pass(bytes, png, passes[i].width, passes[i].height);
}

void png_pack(struct bytes *bytes, const char *type, const void *payload, size_t length)
{
    struct deflater deflater;
    deflater_begin(&deflater);
    deflater_add(&deflater, payload, length, Z_NO_FLUSH);
    deflater_end(&deflater);
    png_add(bytes, type, deflater.out.at, deflater.out.length);
    bytes_finish(&deflater.out);
}

void png_pattern(struct bytes *bytes, const struct png *png)
{
    struct bytes rows = {0};
    png_rows(&rows, png);
    png_pack(bytes, "IDAT", rows.at, rows.length);
    bytes_finish(&rows);
}

void png_flat(struct bytes *bytes, const struct png *png)
{
    struct pass passes[7];
    size_t count = find_passes(png, passes), zeros = 0;
    for (size_t i = 0; i < count; i++)
        zeros += (1 + row_bytes(png, passes[i].width)) * passes[i].height;
    png_bomb(bytes, "IDAT", NULL, 0, zeros);
}

void png_finish(struct bytes *bytes)
{
    png_add(bytes, "IEND", NULL, 0);
}

void png_make(struct bytes *bytes, const struct png *png, bool pattern)
{
    png_start(bytes, png);
    if (pattern)
        png_pattern(bytes, png);
    else
        png_flat(bytes, png);
    png_finish(bytes);
}
