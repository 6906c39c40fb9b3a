/* Sources of the formats: ITU-T T.81 (JPEG), Exif 2.32 (orientation), PNG third edition, RFC 9649 (WebP). */
#include "content/imagehead.h"

#include "content/exif.h"
#include "content/vp8l.h"

#include <string.h>

struct bytes {
    const uint8_t *at;
    size_t length;
};

static unsigned u16(const uint8_t *p)
{
    return (unsigned)p[0] << 8 | p[1];
}

static uint32_t u32(const uint8_t *p)
{
    return (uint32_t)u16(p) << 16 | u16(p + 2);
}

static uint32_t u24_little(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;
}

static uint32_t u32_little(const uint8_t *p)
{
    return u24_little(p) | (uint32_t)p[3] << 24;
}

static bool is_cut(struct err *err)
{
    return err_set(err, "is cut off: the end of the picture is missing; copy or save it again");
}

static bool is_damaged(struct err *err, const char *how)
{
    return err_set(err, "is damaged (%s); copy or save it again", how);
}

static bool set_size(struct image_head *head, uint32_t width, uint32_t height, struct err *err)
{
    if (width == 0 || height == 0)
        return is_damaged(err, "it has no size");
    if (width > IMAGE_SIDE_MAX || height > IMAGE_SIDE_MAX)
        return err_set(err, "is %ux%u pixels, and a side may have %d; scale it down, 1920 pixels are enough",
                       width, height, IMAGE_SIDE_MAX);
    if (width * height > IMAGE_PIXELS_MAX)
        return err_set(
            err, "is %ux%u, that is %.1f megapixels of at most %.1f; scale it down, 1920 pixels are enough",
            width, height, width * height / 1e6, IMAGE_PIXELS_MAX / 1e6);
    head->width = (int)width;
    head->height = (int)height;
    return true;
}

/* JPEG */

enum {
    JPEG_SOF0 = 0xc0,
    JPEG_SOF1,
    JPEG_SOF2,
    JPEG_DHT = 0xc4,
    JPEG_JPG = 0xc8,
    JPEG_DAC = 0xcc,
    JPEG_SOF15 = 0xcf
};
enum { JPEG_TEM = 0x01, JPEG_RST0 = 0xd0, JPEG_RST7 = 0xd7, JPEG_SOI, JPEG_EOI, JPEG_SOS, JPEG_APP1 = 0xe1 };

static bool jpeg_frame(unsigned marker, struct bytes segment, struct image_head *head, struct err *err)
{
    if (head->width)
        return is_damaged(err, "it has two frames");
    if (segment.length < 6)
        return is_damaged(err, "its header is too short");
    unsigned components = segment.at[5];
    if (marker > JPEG_SOF2 || segment.at[0] != 8)
        return err_set(err, "is a kind of JPEG that few programs can show; save it as an ordinary JPEG");
    if (components != 1 && components != 3)
        return err_set(err, "has %u color channels (made for print?); save it as RGB", components);
    return set_size(head, u16(segment.at + 3), u16(segment.at + 1), err);
}

/* Picture programs turn such a picture by themselves; the decoders here do not. */
static bool jpeg_upright(struct bytes segment, struct err *err)
{
    int orientation = exif_orientation(segment.at, segment.length);
    if (orientation > 1)
        return err_set(err,
                       "is stored turned or mirrored (Exif orientation %d); open it in a picture program, "
                       "turn it upright, and save it again",
                       orientation);
    return true;
}

/* From the first byte of entropy-coded data to the 0xff of the next marker; length when there is none. */
static size_t jpeg_skip_scan(struct bytes file, size_t at)
{
    while (at + 1 < file.length) {
        const uint8_t *ff = memchr(file.at + at, 0xff, file.length - 1 - at);
        if (!ff)
            return file.length;
        at = (size_t)(ff - file.at);
        unsigned next = ff[1];
        if (next != 0 && next != 0xff && !(next >= JPEG_RST0 && next <= JPEG_RST7))
            return at;
        at += next == 0xff ? 1 : 2;
    }
    return file.length;
}

static bool jpeg_segment(unsigned marker, struct bytes segment, unsigned *scans, struct image_head *head,
                         struct err *err)
{
    if (marker == JPEG_APP1)
        return jpeg_upright(segment, err);
    if (marker == JPEG_SOS) {
        if (head->width == 0)
            return is_damaged(err, "it has no size");
        if (++*scans > IMAGE_SCANS_MAX)
            return err_set(err,
                           "has more than %d scans, which is too slow to show; save it as an ordinary JPEG",
                           IMAGE_SCANS_MAX);
        return true;
    }
    if (marker >= JPEG_SOF0 && marker <= JPEG_SOF15 && marker != JPEG_DHT && marker != JPEG_JPG &&
        marker != JPEG_DAC)
        return jpeg_frame(marker, segment, head, err);
    return true;
}

static bool read_jpeg(struct bytes file, struct image_head *head, struct err *err)
{
    unsigned scans = 0;
    size_t at = 2; /* behind SOI */
    for (;;) {
        if (at + 1 >= file.length)
            return is_cut(err);
        if (file.at[at] != 0xff)
            return is_damaged(err, "a marker is missing");
        unsigned marker = file.at[at + 1];
        if (marker == 0xff) { /* a fill byte */
            at++;
            continue;
        }
        at += 2;
        if (marker == JPEG_EOI)
            return scans > 0 || is_damaged(err, "it has no picture in it");
        if (marker == JPEG_TEM || (marker >= JPEG_RST0 && marker <= JPEG_RST7))
            continue;
        if (marker == 0 || marker == JPEG_SOI)
            return is_damaged(err, "a marker is wrong");
        if (file.length - at < 2)
            return is_cut(err);
        size_t length = u16(file.at + at);
        if (length < 2)
            return is_damaged(err, "a length is wrong");
        if (length > file.length - at)
            return is_cut(err);
        struct bytes segment = {file.at + at + 2, length - 2};
        if (!jpeg_segment(marker, segment, &scans, head, err))
            return false;
        at += length;
        if (marker == JPEG_SOS)
            at = jpeg_skip_scan(file, at);
    }
}

/* PNG */

static bool png_header(const uint8_t *ihdr, struct image_head *head, struct err *err)
{
    /* Depths allowed for color types 0 gray, 2 RGB, 3 palette, 4 gray and alpha, 6 RGBA; a bit for each
     * depth. */
    static const unsigned depths[7] = {1 | 2 | 4 | 8 | 16, 0, 8 | 16, 1 | 2 | 4 | 8, 8 | 16, 0, 8 | 16};
    unsigned depth = ihdr[8], color = ihdr[9];
    bool known = color < 7 && (depth & (depth - 1)) == 0 && depths[color] & depth;
    if (!known || ihdr[10] != 0 || ihdr[11] != 0 || ihdr[12] > 1)
        return is_damaged(err, "its header is wrong");
    return set_size(head, u32(ihdr), u32(ihdr + 4), err);
}

static bool read_png(struct bytes file, struct image_head *head, struct err *err)
{
    enum { SIGNATURE = 8, CHUNK = 12 /* length, type and checksum */, IHDR = 13 };
    bool pixels = false;
    for (size_t at = SIGNATURE;;) {
        if (file.length - at < CHUNK)
            return is_cut(err);
        const uint8_t *chunk = file.at + at;
        uint32_t length = u32(chunk);
        if (length > file.length - at - CHUNK)
            return is_cut(err);
        if ((at == SIGNATURE) != (memcmp(chunk + 4, "IHDR", 4) == 0) || (at == SIGNATURE && length != IHDR))
            return is_damaged(err, "its header is wrong");
        if (at == SIGNATURE && !png_header(chunk + 8, head, err))
            return false;
        pixels = pixels || memcmp(chunk + 4, "IDAT", 4) == 0;
        if (memcmp(chunk + 4, "IEND", 4) == 0)
            return pixels || is_damaged(err, "it has no picture in it");
        at += CHUNK + length;
    }
}

/* WebP */

/* Key frame header of VP8 (RFC 6386, 9.1). */
static bool webp_lossy(struct bytes chunk, struct image_head *head, struct err *err)
{
    if (chunk.length < 10 || chunk.at[0] & 1 || memcmp(chunk.at + 3, "\x9d\x01\x2a", 3) != 0)
        return is_damaged(err, "its header is wrong");
    return set_size(head, ((uint32_t)chunk.at[6] | (uint32_t)chunk.at[7] << 8) & 0x3fff,
                    ((uint32_t)chunk.at[8] | (uint32_t)chunk.at[9] << 8) & 0x3fff, err);
}

static bool webp_lossless(struct bytes chunk, struct image_head *head, struct err *err)
{
    if (chunk.length < 5 || chunk.at[0] != 0x2f || chunk.at[4] >> 5 != 0)
        return is_damaged(err, "its header is wrong");
    uint32_t bits = u32_little(chunk.at + 1);
    uint32_t width = (bits & 0x3fff) + 1, height = (bits >> 14 & 0x3fff) + 1;
    return set_size(head, width, height, err) &&
           vp8l_check(chunk.at + 5, chunk.length - 5, width, height, err);
}

/* Transparency of a lossy picture, whose size only the canvas tells so far. */
static bool webp_alpha(struct bytes chunk, const struct image_head *canvas, struct err *err)
{
    enum { COMPRESSION = 0x03, LOSSLESS = 1 };
    if (canvas->width == 0 || chunk.length < 1 || (chunk.at[0] & COMPRESSION) != LOSSLESS)
        return true;
    return vp8l_check(chunk.at + 1, chunk.length - 1, (unsigned)canvas->width, (unsigned)canvas->height, err);
}

static bool webp_canvas(struct bytes chunk, struct image_head *canvas, struct err *err)
{
    enum { ANIMATED = 0x02 };
    if (chunk.length < 10 || canvas->width)
        return is_damaged(err, "its header is wrong");
    if (chunk.at[0] & ANIMATED)
        return err_set(err, "is a moving picture, and only still ones are shown; save one frame of it");
    return set_size(canvas, u24_little(chunk.at + 4) + 1, u24_little(chunk.at + 7) + 1, err);
}

static bool webp_whole(const struct image_head *canvas, const struct image_head *head, struct err *err)
{
    if (!head->width)
        return is_damaged(err, "it has no picture in it");
    if (canvas->width && (canvas->width != head->width || canvas->height != head->height))
        return is_damaged(err, "its sizes contradict each other");
    return true;
}

static bool read_webp(struct bytes file, struct image_head *head, struct err *err)
{
    enum { RIFF = 12, CHUNK = 8 };
    struct image_head canvas = {0};
    if (u32_little(file.at + 4) > file.length - 8)
        return is_cut(err);
    size_t end = 8 + (size_t)u32_little(file.at + 4);
    for (size_t at = RIFF; at < end;) {
        if (end - at < CHUNK)
            return is_damaged(err, "a length is wrong");
        const uint8_t *type = file.at + at;
        struct bytes chunk = {type + CHUNK, u32_little(type + 4)};
        if (chunk.length > end - at - CHUNK)
            return is_damaged(err, "a length is wrong");
        bool lossy = memcmp(type, "VP8 ", 4) == 0, lossless = memcmp(type, "VP8L", 4) == 0;
        if ((lossy || lossless) && head->width)
            return is_damaged(err, "it has two pictures in it");
        if ((lossy && !webp_lossy(chunk, head, err)) || (lossless && !webp_lossless(chunk, head, err)) ||
            (memcmp(type, "VP8X", 4) == 0 && !webp_canvas(chunk, &canvas, err)) ||
            (memcmp(type, "ALPH", 4) == 0 && !webp_alpha(chunk, &canvas, err)))
            return false;
        at += CHUNK + chunk.length;
        at += chunk.length & 1 && at < end; /* chunks are padded to even lengths */
    }
    return webp_whole(&canvas, head, err);
}

/* Which it is */

static bool refuse(struct bytes file, struct err *err)
{
    static const struct {
        size_t at;
        const char *magic, *name;
    } others[] = {{0, "GIF8", "a GIF"},
                  {0, "BM", "a BMP"},
                  {0, "II*", "a TIFF"},
                  {0, "MM", "a TIFF"},
                  {0, "<svg", "an SVG drawing"},
                  {0, "<?xml", "an SVG drawing"},
                  {4, "ftypheic", "a HEIC photo"},
                  {4, "ftypmif1", "a HEIC photo"},
                  {4, "ftypavif", "an AVIF"},
                  {0, "%PDF", "a PDF"},
                  {0, "8BPS", "a Photoshop file"}};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        size_t length = strlen(others[i].magic);
        if (file.length >= others[i].at + length &&
            memcmp(file.at + others[i].at, others[i].magic, length) == 0)
            return err_set(err, "is %s; save it as JPEG, PNG or WebP", others[i].name);
    }
    return err_set(err, "is no picture that can be shown; save it as JPEG, PNG or WebP");
}

bool image_head_read(const uint8_t *bytes, size_t length, struct image_head *head, struct err *err)
{
    struct bytes file = {bytes, length};
    struct image_head found = {0};
    bool good;
    if (length == 0)
        return err_set(err, "is empty; copy or save it again");
    if (length > IMAGE_BYTES_MAX)
        return err_set(err,
                       "is %.1f MB, and %u are allowed; scale it down to 1920 pixels and save it as JPEG",
                       (double)length / 1e6, IMAGE_BYTES_MAX / 1000000);
    if (length >= 3 && memcmp(bytes, "\xff\xd8\xff", 3) == 0) {
        found.type = IMAGE_JPEG;
        good = read_jpeg(file, &found, err);
    } else if (length >= 8 && memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) == 0) {
        found.type = IMAGE_PNG;
        good = read_png(file, &found, err);
    } else if (length >= 12 && memcmp(bytes, "RIFF", 4) == 0 && memcmp(bytes + 8, "WEBP", 4) == 0) {
        found.type = IMAGE_WEBP;
        good = read_webp(file, &found, err);
    } else {
        return refuse(file, err);
    }
    if (good)
        *head = found;
    return good;
}
