/* Drawing into rows: exact blends, round corners, gradients without steps, the same in parts as whole. */
#include "paint/strip.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SIDE 96

static uint32_t pixels[SIDE * SIDE];

static struct strip whole(uint32_t ground)
{
    struct strip strip = {.pixels = pixels, .w = SIDE, .y0 = 0, .y1 = SIDE};
    strip_clear(&strip, ground);
    return strip;
}

static uint32_t at(int x, int y)
{
    return pixels[y * SIDE + x];
}

static void test_mixing_is_exact_to_the_nearest_level(void **state)
{
    (void)state;
    for (uint32_t below = 0; below < 256; below += 5) {
        for (uint32_t color = 0; color < 256; color += 3) {
            for (uint32_t alpha = 0; alpha < 256; alpha++) {
                uint32_t exact = (color * alpha + below * (255 - alpha) + 127) / 255;
                uint32_t got = strip_mix(below * 0x10101, color * 0x10101, alpha);
                assert_int_equal(got, exact * 0x10101);
            }
        }
    }
}

static void test_a_sharp_fill_covers_its_box_and_nothing_else(void **state)
{
    (void)state;
    struct strip strip = whole(0x000000);
    strip_fill(&strip, (struct rect){10, 20, 30, 15}, 0xff8040, 255, 0);
    for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
            bool inside = x >= 10 && x < 40 && y >= 20 && y < 35;
            assert_int_equal(at(x, y), inside ? 0xff8040 : 0);
        }
    }
}

/* The share of pixel (x, y) that lies in a disc, by 32 * 32 samples. */
static double disc_share(double cx, double cy, double radius, int x, int y)
{
    int hits = 0;
    for (int i = 0; i < 32 * 32; i++) {
        double dx = x + (i % 32 + 0.5) / 32 - cx, dy = y + (i / 32 + 0.5) / 32 - cy;
        hits += dx * dx + dy * dy <= radius * radius;
    }
    return hits / 1024.0;
}

static void test_round_corners_cover_what_the_circle_covers(void **state)
{
    (void)state;
    static const int radii[] = {3, 8, 21, 40};
    for (size_t i = 0; i < sizeof radii / sizeof *radii; i++) {
        int radius = radii[i];
        struct strip strip = whole(0x000000);
        strip_fill(&strip, (struct rect){5, 7, 2 * radius, 2 * radius}, 0xffffff, 255, radius);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double share = disc_share(5 + radius, 7 + radius, radius, x, y);
                assert_true(fabs((at(x, y) & 0xff) / 255.0 - share) < 0.08);
            }
        }
    }
}

static void test_all_four_corners_are_alike(void **state)
{
    (void)state;
    struct strip strip = whole(0x102030);
    strip_fill(&strip, (struct rect){9, 9, 61, 43}, 0xe0d0c0, 200, 17);
    for (int y = 0; y < 43; y++) {
        for (int x = 0; x < 61; x++) {
            uint32_t pixel = at(9 + x, 9 + y);
            assert_int_equal(pixel, at(9 + 60 - x, 9 + y));
            assert_int_equal(pixel, at(9 + x, 9 + 42 - y));
        }
    }
}

static void test_a_radius_larger_than_the_box_makes_a_pill(void **state)
{
    (void)state;
    struct strip strip = whole(0);
    strip_fill(&strip, (struct rect){10, 10, 60, 20}, 0xffffff, 255, 1000);
    assert_int_equal(at(10, 10), 0);
    assert_int_equal(at(40, 10), 0xffffff);
    assert_int_equal(at(10, 20) & 0xff, at(69, 20) & 0xff);
    assert_true((at(10, 20) & 0xff) > 200);
}

static void test_boxes_beyond_the_strip_are_cut(void **state)
{
    (void)state;
    struct strip strip = whole(0x123456);
    uint32_t picture[64 * 4];
    uint8_t mask[8 * 8], modules[4] = {1, 1, 1, 1};
    memset(picture, 0xff, sizeof picture);
    memset(mask, 0xff, sizeof mask);
    struct item gradient = {.box = {-50, -50, 300, 300}, .alpha = 9, .end_alpha = 200, .across = true};
    strip_fill(&strip, (struct rect){-20, -20, 300, 300}, 0xffffff, 90, 60);
    strip_fill(&strip, (struct rect){-200, 10, 20, 20}, 0xff0000, 255, 4);
    strip_picture(&strip, (struct rect){-30, -2, 64, 4}, picture, 2);
    strip_picture(&strip, (struct rect){SIDE - 5, SIDE - 2, 64, 4}, picture, 2);
    strip_stamp(&strip, SIDE - 5, -2, 64, 4, picture, false, 0xffffff);
    strip_mask(&strip, SIDE - 3, SIDE - 3, 8, mask, true, 0);
    strip_modules(&strip, (struct rect){-4, SIDE - 9, 16, 16}, modules, 2, 0);
    strip_gradient(&strip, &gradient);
}

static void test_a_gradient_begins_and_ends_with_its_colors(void **state)
{
    (void)state;
    struct strip strip = whole(0x808080);
    struct item item = {
        .box = {0, 0, SIDE, SIDE}, .color = 0x000000, .alpha = 255, .end_color = 0xffffff, .end_alpha = 255};
    strip_gradient(&strip, &item);
    assert_true((at(5, 0) & 0xff) <= 2);
    assert_true((at(5, SIDE - 1) & 0xff) >= 253);
    strip_clear(&strip, 0x808080);
    item.end_alpha = 0;
    strip_gradient(&strip, &item);
    assert_true((at(5, 0) & 0xff) <= 2);
    assert_in_range(at(5, SIDE - 1) & 0xff, 0x7e, 0x81);
}

/* Means over 8 * 8 blocks, the size of the dither's pattern, follow the line between the ends. */
static void check_ramp(bool across)
{
    struct strip strip = whole(0x000000);
    struct item item = {.box = {0, 0, SIDE, SIDE},
                        .color = 0x404040,
                        .alpha = 255,
                        .end_color = 0x484848,
                        .end_alpha = 255,
                        .across = across};
    strip_gradient(&strip, &item);
    double last = 0;
    for (int block = 0; block < SIDE / 8; block++) {
        double sum = 0;
        for (int i = 0; i < 64; i++)
            sum +=
                across ? at(block * 8 + i % 8, 40 + i / 8) & 0xff : at(40 + i % 8, block * 8 + i / 8) & 0xff;
        double mean = sum / 64, exact = 0x40 + 8 * (block * 8 + 4) / (double)SIDE;
        assert_true(mean > last);
        assert_true(fabs(mean - exact) < 0.15);
        last = mean;
    }
}

static void test_dithering_keeps_a_slow_gradient_even_and_rising(void **state)
{
    (void)state;
    check_ramp(false);
    check_ramp(true);
}

static void test_a_clear_gradient_changes_nothing(void **state)
{
    (void)state;
    struct strip strip = whole(0x7f80ff);
    struct item item = {.box = {0, 0, SIDE, SIDE}, .color = 0xffffff, .end_color = 0xff0000};
    strip_gradient(&strip, &item);
    for (int i = 0; i < SIDE * SIDE; i++)
        assert_int_equal(pixels[i], 0x7f80ff);
}

static void draw_something(struct strip *strip)
{
    static uint32_t picture[37 * 41], stamp[37 * 41];
    for (uint32_t i = 0; i < 37 * 41; i++) {
        picture[i] = i * 2654435761u >> 8;
        stamp[i] = i * 2246822519u;
    }
    uint8_t modules[9] = {1, 0, 1, 0, 1, 0, 1, 1, 0};
    struct item gradient = {
        .box = {3, 5, 80, 85}, .color = 0x0a2a27, .alpha = 20, .end_color = 0xf2b84b, .end_alpha = 240};
    strip_clear(strip, 0x205040);
    strip_gradient(strip, &gradient);
    gradient.across = true;
    strip_gradient(strip, &gradient);
    strip_fill(strip, (struct rect){11, 13, 63, 70}, 0xfaf8f3, 100, 19);
    strip_picture(strip, (struct rect){29, 31, 37, 41}, picture, 11);
    strip_stamp(strip, 50, 22, 37, 41, stamp, false, 0xffffff);
    strip_modules(strip, (struct rect){2, 60, 31, 31}, modules, 3, 0x000000);
}

static void test_parts_make_the_whole(void **state)
{
    (void)state;
    static uint32_t parts[SIDE * SIDE];
    static const int heights[] = {1, 7, 8, 32, 95};
    struct strip strip = whole(0);
    draw_something(&strip);
    for (size_t i = 0; i < sizeof heights / sizeof *heights; i++) {
        for (int y = 0; y < SIDE; y += heights[i]) {
            int y1 = y + heights[i] < SIDE ? y + heights[i] : SIDE;
            struct strip part = {.pixels = parts + y * SIDE, .w = SIDE, .y0 = y, .y1 = y1};
            draw_something(&part);
        }
        assert_memory_equal(parts, pixels, sizeof pixels);
    }
}

static void test_premultiplied_color_is_laid_over(void **state)
{
    (void)state;
    struct strip strip = whole(0x808080);
    uint32_t stamp[3] = {0x00000000, 0x80400000, 0xff00ff00};
    strip_stamp(&strip, 10, 10, 3, 1, stamp, true, 0);
    assert_int_equal(at(10, 10), 0x808080);
    assert_int_equal(at(11, 10), 0x804040); /* half of the gray, and 0x40 of red */
    assert_int_equal(at(12, 10), 0x00ff00);
}

static void test_modules_are_whole_pixels_in_the_middle(void **state)
{
    (void)state;
    struct strip strip = whole(0xffffff);
    uint8_t modules[25];
    memset(modules, 1, sizeof modules);
    strip_modules(&strip, (struct rect){10, 10, 33, 38}, modules, 5, 0x000000);
    /* 33 / 5 is 6: 30 px, one to the left and two to the right; four above, four below. */
    for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
            bool dark = x >= 11 && x < 41 && y >= 14 && y < 44;
            assert_int_equal(at(x, y), dark ? 0 : 0xffffff);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mixing_is_exact_to_the_nearest_level),
        cmocka_unit_test(test_a_sharp_fill_covers_its_box_and_nothing_else),
        cmocka_unit_test(test_round_corners_cover_what_the_circle_covers),
        cmocka_unit_test(test_all_four_corners_are_alike),
        cmocka_unit_test(test_a_radius_larger_than_the_box_makes_a_pill),
        cmocka_unit_test(test_boxes_beyond_the_strip_are_cut),
        cmocka_unit_test(test_a_gradient_begins_and_ends_with_its_colors),
        cmocka_unit_test(test_dithering_keeps_a_slow_gradient_even_and_rising),
        cmocka_unit_test(test_a_clear_gradient_changes_nothing),
        cmocka_unit_test(test_parts_make_the_whole),
        cmocka_unit_test(test_premultiplied_color_is_laid_over),
        cmocka_unit_test(test_modules_are_whole_pixels_in_the_middle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
