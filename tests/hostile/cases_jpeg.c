/* JPEG */
#include "cases.h"

#include "images.h"

#include <string.h>

enum { SOF0 = 0xc0, SOF2 = 0xc2, DHT = 0xc4, SOS = 0xda, DQT = 0xdb, APP0 = 0xe0, COMMENT = 0xfe };
enum { SEGMENT_MAX = 65533 };

static const struct jpeg small = {.width = 64, .height = 36, .quality = 80, .noise = 60};
static const struct jpeg largest = {.width = 4096, .height = 2172, .quality = 60, .noise = 60, .full = true};

static void make_largest(struct bytes *bytes, enum jpeg_scans scans, int noise)
{
    struct jpeg jpeg = largest;
    jpeg.scans = scans;
    jpeg.noise = noise;
    jpeg_make(bytes, &jpeg);
}

static void scans_without_end(struct bytes *bytes)
{
    jpeg_many_scans(bytes, 4096, 2172, 22000);
}

static void seventeen_scans(struct bytes *bytes)
{
    jpeg_many_scans(bytes, 4096, 2172, 17);
}

static void sixteen_scans(struct bytes *bytes)
{
    jpeg_many_scans(bytes, 4096, 2172, 16);
}

static void largest_baseline(struct bytes *bytes)
{
    make_largest(bytes, JPEG_ONE_SCAN, 60);
}

static void largest_progressive(struct bytes *bytes)
{
    make_largest(bytes, JPEG_PROGRESSIVE, 60);
}

static void largest_scan_a_color(struct bytes *bytes)
{
    make_largest(bytes, JPEG_SCAN_A_COLOR, 60);
}

static void largest_sixteen_scans(struct bytes *bytes)
{
    make_largest(bytes, JPEG_SIXTEEN_SCANS, 60);
}

static void progressive_as_measured(struct bytes *bytes)
{
    struct jpeg jpeg = {.width = 4096, .height = 3906, .quality = 50, .scans = JPEG_PROGRESSIVE};
    jpeg_make(bytes, &jpeg);
}

static void cut(struct bytes *bytes)
{
    jpeg_make(bytes, &small);
    bytes->length /= 2;
}

static void cut_and_ended(struct bytes *bytes)
{
    make_largest(bytes, JPEG_ONE_SCAN, 60);
    bytes->length = jpeg_find(bytes, SOS) + 1000;
    bytes_add(bytes, "\xff\xd9", 2);
}

static void set_size(struct bytes *bytes, unsigned width, unsigned height)
{
    jpeg_make(bytes, &small);
    size_t at = jpeg_find(bytes, SOF0) + 5;
    bytes->at[at] = (uint8_t)(height >> 8);
    bytes->at[at + 1] = (uint8_t)height;
    bytes->at[at + 2] = (uint8_t)(width >> 8);
    bytes->at[at + 3] = (uint8_t)width;
}

static void large_says_header(struct bytes *bytes)
{
    set_size(bytes, 4096, 2172);
}

static void largest_number(struct bytes *bytes)
{
    set_size(bytes, 65535, 65535);
}

static void height_later(struct bytes *bytes)
{
    set_size(bytes, 64, 0);
    bytes_insert(bytes, bytes->length - 2, "\xff\xdc\0\4\0\x24", 6); /* DNL */
}

static void set_frame(struct bytes *bytes, uint8_t marker)
{
    jpeg_make(bytes, &small);
    bytes->at[jpeg_find(bytes, SOF0) + 1] = marker;
}

static void arithmetic(struct bytes *bytes)
{
    set_frame(bytes, 0xc9);
}

static void lossless(struct bytes *bytes)
{
    set_frame(bytes, 0xc3);
}

static void hierarchical(struct bytes *bytes)
{
    set_frame(bytes, 0xc5);
}

static void reserved(struct bytes *bytes)
{
    set_frame(bytes, 0xc8);
}

static void twelve_bits(struct bytes *bytes)
{
    jpeg_make(bytes, &small);
    bytes->at[jpeg_find(bytes, SOF0) + 4] = 12;
}

static void for_print(struct bytes *bytes)
{
    jpeg_make(bytes, &small);
    bytes->at[jpeg_find(bytes, SOF0) + 9] = 4;
}

static void two_frames(struct bytes *bytes)
{
    jpeg_make(bytes, &small);
    size_t at = jpeg_find(bytes, SOF0);
    uint8_t frame[19];
    memcpy(frame, bytes->at + at, sizeof frame);
    bytes_insert(bytes, at, frame, sizeof frame);
}

static void scan_without_frame(struct bytes *bytes)
{
    jpeg_make(bytes, &small);
    bytes_remove(bytes, jpeg_find(bytes, SOF0), 19);
}

static void frame_without_scan(struct bytes *bytes)
{
    jpeg_make(bytes, &small);
    bytes->length = jpeg_find(bytes, SOS);
    bytes_add(bytes, "\xff\xd9", 2);
}

static void samples_of_nothing(struct bytes *bytes)
{
    jpeg_make(bytes, &small);
    bytes->at[jpeg_find(bytes, SOF0) + 11] = 0;
}

static void samples_of_everything(struct bytes *bytes)
{
    jpeg_make(bytes, &small);
    bytes->at[jpeg_find(bytes, SOF0) + 11] = 0xff;
}

static void no_tables(struct bytes *bytes)
{
    jpeg_make(bytes, &small);
    for (int i = 0; i < 4; i++) {
        size_t at = jpeg_find(bytes, DHT);
        bytes_remove(bytes, at, 2 + ((size_t)bytes->at[at + 2] << 8) + bytes->at[at + 3]);
    }
}

static void repeat_segment(struct bytes *bytes, unsigned marker, const void *payload, size_t length,
                           int times)
{
    struct bytes segments = {0};
    for (int i = 0; i < times; i++) {
        bytes_big(&segments, 0xff00 | marker, 2);
        bytes_big(&segments, (uint32_t)length + 2, 2);
        bytes_add(&segments, payload, length);
    }
    jpeg_make(bytes, &small);
    bytes_insert(bytes, 2, segments.at, segments.length);
    bytes_finish(&segments);
}

static void tables_without_end(struct bytes *bytes)
{
    uint8_t table[65];
    memset(table, 1, sizeof table);
    table[0] = 0;
    repeat_segment(bytes, DQT, table, sizeof table, 100000);
}

static void profiles(struct bytes *bytes)
{
    static const uint8_t profile[SEGMENT_MAX] = "ICC_PROFILE\0\1\xff";
    repeat_segment(bytes, 0xe2, profile, sizeof profile, 120);
}

static void comments(struct bytes *bytes)
{
    repeat_segment(bytes, COMMENT, "", 0, 2000000);
}

static void turned(struct bytes *bytes)
{
    static const uint8_t exif[] = "Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0";
    jpeg_make(bytes, &small);
    jpeg_insert(bytes, 0xe1, exif, sizeof exif - 1);
}

static void exif_out_of_bounds(struct bytes *bytes)
{
    static const uint8_t exif[] = "Exif\0\0II*\0\xff\xff\xff\xff\xff\xff";
    jpeg_make(bytes, &small);
    jpeg_insert(bytes, 0xe1, exif, sizeof exif - 1);
}

static void exif_of_60000_entries(struct bytes *bytes)
{
    static const uint8_t exif[SEGMENT_MAX] = "Exif\0\0II*\0\x08\0\0\0\xff\xff";
    repeat_segment(bytes, 0xe1, exif, sizeof exif, 100);
}

static void thumbnail(struct bytes *bytes)
{
    struct bytes inside = {0};
    jpeg_make(&inside, &small);
    jpeg_make(bytes, &small);
    jpeg_insert(bytes, 0xe1, inside.at, inside.length);
    jpeg_insert(bytes, APP0, "JFXX\0\x10", 6);
    bytes_finish(&inside);
}

static void segment_past_the_end(struct bytes *bytes)
{
    jpeg_make(bytes, &small);
    bytes->at[4] = bytes->at[5] = 0xff;
}

static void segment_of_one(struct bytes *bytes)
{
    jpeg_make(bytes, &small);
    bytes->at[4] = 0;
    bytes->at[5] = 1;
}

static void fill_bytes(struct bytes *bytes)
{
    struct bytes fill = {0};
    bytes_fill(&fill, 0xff, 8000000);
    jpeg_make(bytes, &small);
    bytes_insert(bytes, 2, fill.at, fill.length);
    bytes_finish(&fill);
}

static void restarts(struct bytes *bytes)
{
    jpeg_make(bytes, &small);
    struct bytes marks = {0};
    bytes_repeat(&marks, "\xff\xd0\xff\xd5", 4, 1900000);
    bytes_insert(bytes, bytes->length - 2, marks.at, marks.length);
    bytes_finish(&marks);
}

static void noise_in_the_scan(struct bytes *bytes)
{
    make_largest(bytes, JPEG_ONE_SCAN, 60);
    size_t from = jpeg_find(bytes, SOS) + 14;
    for (size_t i = from; i + 2 < bytes->length; i++)
        bytes->at[i] = (uint8_t)(i * 2654435761u >> 13) % 255;
}

static const struct hostile_case rows[] = {
    {"22,000 scans", REFUSED, "more than 16 scans", .picture = scans_without_end},
    {"17 scans", REFUSED, "more than 16 scans", .picture = seventeen_scans},
    {"16 scans that say nothing", SHOWN, NULL, .picture = sixteen_scans},
    {"progressive, 4096x3906 pixels", REFUSED, "16.0 megapixels of at most 8.9",
     .picture = progressive_as_measured},
    {"the largest that is allowed", SHOWN, NULL, .picture = largest_baseline},
    {"the largest, progressive", SHOWN, NULL, .picture = largest_progressive},
    {"the largest, a scan a color", SHOWN, NULL, .picture = largest_scan_a_color},
    {"the largest in 16 scans, bit by bit", SHOWN, NULL, .picture = largest_sixteen_scans},
    {"the largest with noise for pixels", PATCHED, NULL, .picture = noise_in_the_scan},
    {"cut off", REFUSED, "cut off", .picture = cut},
    {"cut off, with an end put on", PATCHED, NULL, .picture = cut_and_ended},
    {"a header that says more than there is", PATCHED, NULL, .picture = large_says_header},
    {"65535x65535 pixels", REFUSED, "a side may have 4096", .picture = largest_number},
    {"a height that comes later", REFUSED, "it has no size", .picture = height_later},
    {"arithmetic coding", REFUSED, "few programs can show", .picture = arithmetic},
    {"lossless coding", REFUSED, "few programs can show", .picture = lossless},
    {"a hierarchy of pictures", REFUSED, "few programs can show", .picture = hierarchical},
    {"a frame of a reserved kind", REFUSED, "it has no size", .picture = reserved},
    {"12 bits a color", REFUSED, "few programs can show", .picture = twelve_bits},
    {"colors for print", REFUSED, "save it as RGB", .picture = for_print},
    {"two frames", REFUSED, "two frames", .picture = two_frames},
    {"a scan without a frame", REFUSED, "it has no size", .picture = scan_without_frame},
    {"a frame without a scan", REFUSED, "no picture in it", .picture = frame_without_scan},
    {"samples of nothing", BLANK, "cannot be decoded", .picture = samples_of_nothing},
    {"15 samples for one pixel", BLANK, "cannot be decoded", .picture = samples_of_everything},
    {"no tables", SHOWN, NULL, .picture = no_tables},
    {"100,000 tables", SHOWN, NULL, .picture = tables_without_end},
    {"8 MB of color profiles", SHOWN, NULL, .picture = profiles},
    {"2,000,000 empty comments", SHOWN, NULL, .picture = comments},
    {"8 MB of fill bytes", SHOWN, NULL, .picture = fill_bytes},
    {"4,000,000 restarts", SHOWN, NULL, .picture = restarts},
    {"stored turned", REFUSED, "Exif orientation 6", .picture = turned},
    {"Exif out of bounds", SHOWN, NULL, .picture = exif_out_of_bounds},
    {"100 times 65,535 entries of Exif", SHOWN, NULL, .picture = exif_of_60000_entries},
    {"a picture in the picture", SHOWN, NULL, .picture = thumbnail},
    {"a segment past the end", REFUSED, "cut off", .picture = segment_past_the_end},
    {"a segment shorter than its length", REFUSED, "a length is wrong", .picture = segment_of_one},
};
const struct hostile_table cases_jpeg = {"jpeg", rows, sizeof rows / sizeof rows[0]};
