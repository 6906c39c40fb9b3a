/* What a picture file is, from its bytes: whole ones, and each way of being wrong. */
#include "content/imagehead.h"
#include "pictures.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* From a copy that ends where the picture ends, so that a sanitizer sees a step too far. */
static bool read_copy(const void *bytes, size_t length, struct image_head *head, struct err *err)
{
    uint8_t *copy = malloc(length + 1);
    assert_non_null(copy);
    uint8_t *start = copy + 1; /* and begins at an odd address */
    if (length > 0)
        memcpy(start, bytes, length);
    bool good = image_head_read(start, length, head, err);
    free(copy);
    return good;
}

static void assert_good(const struct picture_bytes *picture, enum image_type type, int width, int height)
{
    struct image_head head;
    struct err err = {""};
    bool good = read_copy(picture->bytes, picture->length, &head, &err);
    assert_string_equal(err.text, "");
    assert_true(good);
    assert_int_equal(head.type, type);
    assert_int_equal(head.width, width);
    assert_int_equal(head.height, height);
}

static void assert_bad(const struct picture_bytes *picture, const char *why)
{
    struct image_head head = {.width = -7};
    struct err err = {""};
    assert_false(read_copy(picture->bytes, picture->length, &head, &err));
    assert_string_equal(err.text, why);
    assert_int_equal(head.width, -7);
}

#define CUT          "is cut off: the end of the picture is missing; copy or save it again"
#define DAMAGED(how) "is damaged (" how "); copy or save it again"

/* Whatever is missing at its end, a picture is refused. */
static void assert_bad_when_cut(struct picture_bytes *picture)
{
    for (size_t length = 0; length < picture->length; length++) {
        struct image_head head;
        struct err err = {""};
        assert_false(read_copy(picture->bytes, length, &head, &err));
        assert_non_null(strstr(err.text, "; "));
    }
}

static void whole_pictures_of_each_kind_are_measured(void **state)
{
    (void)state;
    struct picture_bytes picture;
    picture_png(&picture, 1920, 1080);
    assert_good(&picture, IMAGE_PNG, 1920, 1080);
    assert_bad_when_cut(&picture);
    picture_jpeg(&picture, 1920, 1080);
    assert_good(&picture, IMAGE_JPEG, 1920, 1080);
    assert_bad_when_cut(&picture);

    webp_begin(&picture);
    webp_lossy(&picture, 1920, 1080);
    webp_end(&picture);
    assert_good(&picture, IMAGE_WEBP, 1920, 1080);
    assert_bad_when_cut(&picture);

    webp_begin(&picture);
    webp_lossless(&picture, 1, 4096);
    webp_end(&picture);
    assert_good(&picture, IMAGE_WEBP, 1, 4096);

    webp_begin(&picture);
    webp_extended(&picture, 0x10, 800, 600);
    webp_chunk(&picture, "ALPH", "\0bc", 3);
    webp_lossy(&picture, 800, 600);
    webp_chunk(&picture, "EXIF", "x", 1);
    webp_end(&picture);
    assert_good(&picture, IMAGE_WEBP, 800, 600);
}

static void bounds_are_inclusive(void **state)
{
    (void)state;
    struct picture_bytes picture;
    picture_png(&picture, 4096, 2172); /* 8.897 megapixels */
    assert_good(&picture, IMAGE_PNG, 4096, 2172);
    picture_png(&picture, 4096, 2173);
    assert_bad(&picture,
               "is 4096x2173, that is 8.9 megapixels of at most 8.9; scale it down, 1920 pixels are enough");
    picture_jpeg(&picture, 4097, 10);
    assert_bad(&picture,
               "is 4097x10 pixels, and a side may have 4096; scale it down, 1920 pixels are enough");
    picture_png(&picture, 0xffffffff, 0xffffffff);
    assert_bad(&picture,
               "is 4294967295x4294967295 pixels, and a side may have 4096; scale it down, 1920 pixels are "
               "enough");
    struct image_head head;
    struct err err;
    assert_false(image_head_read(NULL, IMAGE_BYTES_MAX + 1, &head, &err));
    assert_string_equal(err.text,
                        "is 8.4 MB, and 8 are allowed; scale it down to 1920 pixels and save it as JPEG");
}

static void damaged_png_is_refused(void **state)
{
    (void)state;
    struct picture_bytes picture;
    picture_png(&picture, 0, 10);
    assert_bad(&picture, DAMAGED("it has no size"));
    static const struct {
        unsigned depth, color;
    } wrong[] = {{3, 0}, {4, 2}, {16, 3}, {4, 4}, {1, 6}, {8, 1}, {8, 5}, {8, 7}, {0, 0}, {32, 2}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        png_begin(&picture);
        png_header(&picture, 10, 10, wrong[i].depth, wrong[i].color);
        assert_bad(&picture, DAMAGED("its header is wrong"));
    }
    png_begin(&picture);
    png_chunk(&picture, "IDAT", "x", 1);
    assert_bad(&picture, DAMAGED("its header is wrong"));
    png_begin(&picture);
    png_header(&picture, 10, 10, 8, 2);
    png_header(&picture, 10, 10, 8, 2);
    assert_bad(&picture, DAMAGED("its header is wrong"));
    png_begin(&picture);
    png_header(&picture, 10, 10, 8, 2);
    png_chunk(&picture, "IEND", NULL, 0);
    assert_bad(&picture, DAMAGED("it has no picture in it"));
    picture_png(&picture, 10, 10);
    picture.bytes[33] = 0xff; /* the length of IDAT */
    assert_bad(&picture, CUT);
}

static void begin_jpeg(struct picture_bytes *picture)
{
    picture->length = 0;
    picture_add(picture, "\xff\xd8", 2);
}

static void end_jpeg(struct picture_bytes *picture)
{
    picture_add(picture, "\xff\xd9", 2);
}

static void damaged_jpeg_is_refused(void **state)
{
    (void)state;
    struct picture_bytes picture;
    begin_jpeg(&picture);
    jpeg_scan(&picture);
    end_jpeg(&picture);
    assert_bad(&picture, DAMAGED("it has no size"));

    begin_jpeg(&picture);
    jpeg_frame(&picture, 0xc0, 10, 0, 3); /* its height would come later, in DNL */
    assert_bad(&picture, DAMAGED("it has no size"));

    begin_jpeg(&picture);
    jpeg_segment(&picture, 0xc0, "\x08\x00\x0a\x00\x0a", 5);
    assert_bad(&picture, DAMAGED("its header is too short"));

    begin_jpeg(&picture);
    jpeg_frame(&picture, 0xc0, 10, 10, 3);
    jpeg_frame(&picture, 0xc0, 20, 20, 3);
    assert_bad(&picture, DAMAGED("it has two frames"));

    begin_jpeg(&picture);
    jpeg_frame(&picture, 0xc0, 10, 10, 3);
    end_jpeg(&picture);
    assert_bad(&picture, DAMAGED("it has no picture in it"));

    begin_jpeg(&picture);
    picture_add(&picture, "\xff\xe0\x00\x01", 4);
    assert_bad(&picture, DAMAGED("a length is wrong"));

    picture_jpeg(&picture, 10, 10);
    picture.bytes[2] = 0;
    assert_bad(&picture, "is no picture that can be shown; save it as JPEG, PNG or WebP");
    picture_jpeg(&picture, 10, 10);
    picture.bytes[11] = 0;
    assert_bad(&picture, DAMAGED("a marker is missing"));
    picture_jpeg(&picture, 10, 10);
    picture.bytes[12] = 0xd8;
    assert_bad(&picture, DAMAGED("a marker is wrong"));
}

static void jpeg_that_decoders_handle_badly_is_refused(void **state)
{
    (void)state;
    struct picture_bytes picture;
    begin_jpeg(&picture);
    jpeg_frame(&picture, 0xc0, 10, 10, 4);
    assert_bad(&picture, "has 4 color channels (made for print?); save it as RGB");
    begin_jpeg(&picture);
    jpeg_frame(&picture, 0xc3, 10, 10, 3); /* lossless */
    assert_bad(&picture, "is a kind of JPEG that few programs can show; save it as an ordinary JPEG");

    begin_jpeg(&picture);
    jpeg_frame(&picture, 0xc2, 10, 10, 3);
    for (int i = 0; i < IMAGE_SCANS_MAX; i++)
        jpeg_scan(&picture);
    end_jpeg(&picture);
    assert_good(&picture, IMAGE_JPEG, 10, 10);
    picture.length -= 2;
    jpeg_scan(&picture);
    end_jpeg(&picture);
    assert_bad(&picture, "has more than 16 scans, which is too slow to show; save it as an ordinary JPEG");
}

static void fill_bytes_and_what_cameras_append_do_no_harm(void **state)
{
    (void)state;
    struct picture_bytes picture;
    begin_jpeg(&picture);
    picture_add(&picture, "\xff\xff", 2); /* fill bytes before a marker */
    jpeg_frame(&picture, 0xc1, 10, 20, 1);
    jpeg_scan(&picture);
    picture_add(&picture, "\xff\xff", 2);
    end_jpeg(&picture);
    picture_add(&picture, "trailer of a telephone", 22);
    assert_good(&picture, IMAGE_JPEG, 10, 20);
}

static void a_photo_on_its_side_is_refused(void **state)
{
    (void)state;
    struct picture_bytes picture;
    for (unsigned orientation = 0; orientation <= 9; orientation++) {
        for (int little = 0; little < 2; little++) {
            begin_jpeg(&picture);
            jpeg_exif(&picture, orientation, little);
            jpeg_frame(&picture, 0xc0, 10, 20, 3);
            jpeg_scan(&picture);
            end_jpeg(&picture);
            if (orientation < 2 || orientation > 8) {
                assert_good(&picture, IMAGE_JPEG, 10, 20);
                continue;
            }
            char why[256];
            snprintf(
                why, sizeof why,
                "is stored turned or mirrored (Exif orientation %u); open it in a picture program, turn it "
                "upright, and save it again",
                orientation);
            assert_bad(&picture, why);
        }
    }
}

/* Then it says nothing, and the picture is as good as any. */
static void exif_that_makes_no_sense_is_passed_over(void **state)
{
    (void)state;
    struct picture_bytes exif = {.length = 0}, picture;
    jpeg_exif(&exif, 6, 1);
    enum { MARKER = 4, VALUE = 40 /* of the orientation: what is cut before it cannot say anything */ };
    for (size_t length = 0; length < VALUE; length++) {
        begin_jpeg(&picture);
        jpeg_segment(&picture, 0xe1, exif.bytes + MARKER, length);
        jpeg_frame(&picture, 0xc0, 10, 20, 3);
        jpeg_scan(&picture);
        end_jpeg(&picture);
        assert_good(&picture, IMAGE_JPEG, 10, 20);
    }
    static const struct {
        size_t at;
        uint8_t byte;
    } wrong[] = {{4, 'X'}, {10, 'X'}, {14, 0xff}, {17, 0xff}, {18, 0}, {34, 4}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        begin_jpeg(&picture);
        jpeg_exif(&picture, 6, 1);
        picture.bytes[2 + wrong[i].at] = wrong[i].byte;
        jpeg_frame(&picture, 0xc0, 10, 20, 3);
        jpeg_scan(&picture);
        end_jpeg(&picture);
        assert_good(&picture, IMAGE_JPEG, 10, 20);
    }
}

static void damaged_webp_is_refused(void **state)
{
    (void)state;
    struct picture_bytes picture;
    webp_begin(&picture);
    webp_end(&picture);
    assert_bad(&picture, DAMAGED("it has no picture in it"));

    webp_begin(&picture);
    webp_extended(&picture, 0x02, 10, 10);
    webp_end(&picture);
    assert_bad(&picture, "is a moving picture, and only still ones are shown; save one frame of it");

    webp_begin(&picture);
    webp_extended(&picture, 0, 10, 10);
    webp_lossy(&picture, 10, 11);
    webp_end(&picture);
    assert_bad(&picture, DAMAGED("its sizes contradict each other"));

    webp_begin(&picture);
    webp_lossy(&picture, 10, 10);
    webp_lossy(&picture, 20, 20);
    webp_end(&picture);
    assert_bad(&picture, DAMAGED("it has two pictures in it"));

    webp_begin(&picture);
    webp_lossy(&picture, 10, 10);
    webp_end(&picture);
    picture.bytes[20] |= 1; /* not a key frame */
    assert_bad(&picture, DAMAGED("its header is wrong"));

    webp_begin(&picture);
    webp_lossless(&picture, 10, 10);
    webp_end(&picture);
    picture.bytes[24] |= 0x20; /* another version */
    assert_bad(&picture, DAMAGED("its header is wrong"));

    webp_begin(&picture);
    webp_lossy(&picture, 10, 10);
    webp_end(&picture);
    picture.bytes[16] = 0xff; /* the length of the chunk */
    assert_bad(&picture, DAMAGED("a length is wrong"));
}

static void other_kinds_are_called_by_name(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *name;
        size_t length;
    } others[] = {{"GIF89a", "a GIF", 6},
                  {"BMxxxx", "a BMP", 6},
                  {"II*\0xx", "a TIFF", 6},
                  {"MM\0*xx", "a TIFF", 6},
                  {"<svg ", "an SVG drawing", 5},
                  {"<?xml version", "an SVG drawing", 13},
                  {"\0\0\0\x18"
                   "ftypheic",
                   "a HEIC photo", 12},
                  {"\0\0\0\x18"
                   "ftypavif",
                   "an AVIF", 12},
                  {"%PDF-1.4", "a PDF", 8}};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        struct image_head head;
        struct err err;
        char why[128];
        assert_false(read_copy(others[i].bytes, others[i].length, &head, &err));
        snprintf(why, sizeof why, "is %s; save it as JPEG, PNG or WebP", others[i].name);
        assert_string_equal(err.text, why);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_pictures_of_each_kind_are_measured),
        cmocka_unit_test(bounds_are_inclusive),
        cmocka_unit_test(damaged_png_is_refused),
        cmocka_unit_test(damaged_jpeg_is_refused),
        cmocka_unit_test(jpeg_that_decoders_handle_badly_is_refused),
        cmocka_unit_test(fill_bytes_and_what_cameras_append_do_no_harm),
        cmocka_unit_test(a_photo_on_its_side_is_refused),
        cmocka_unit_test(exif_that_makes_no_sense_is_passed_over),
        cmocka_unit_test(damaged_webp_is_refused),
        cmocka_unit_test(other_kinds_are_called_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
