/* Pictures to another size, and pixels to another direction. */
#include "paint/scale.h"
#include "paint/turn.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct pixmap all_of(const uint32_t *pixels, int w, int h)
{
    return (struct pixmap){.pixels = pixels, .stride = w, .w = w, .h = h, .full_w = w, .full_h = h};
}

static void test_a_flat_color_stays_what_it_is(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1, 1}, {7, 5}, {64, 48}, {100, 75}, {301, 13}};
    uint32_t source[64 * 48], target[301 * 75];
    for (size_t i = 0; i < 64 * 48; i++)
        source[i] = 0xff37c8fe;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct pixmap pixmap = all_of(source, 64, 48);
        assert_true(scale_pixels(&pixmap, target, sizes[i][0], sizes[i][1]));
        for (int j = 0; j < sizes[i][0] * sizes[i][1]; j++)
            assert_int_equal(target[j], 0xff37c8fe);
    }
}

static void test_half_the_size_is_the_mean_of_four(void **state)
{
    (void)state;
    uint32_t source[16] = {0,  10, 100, 200, 20,  30, 100, 200, /* blue only */
                           50, 50, 255, 255, 150, 50, 255, 255};
    uint32_t target[4];
    struct pixmap pixmap = all_of(source, 4, 4);
    assert_true(scale_pixels(&pixmap, target, 2, 2));
    assert_int_equal(target[0], 15);
    assert_int_equal(target[1], 150);
    assert_int_equal(target[2], 75);
    assert_int_equal(target[3], 255);
}

static void test_a_fraction_counts_by_its_share(void **state)
{
    (void)state;
    uint32_t source[3] = {0, 90, 240};
    uint32_t target[2];
    struct pixmap pixmap = all_of(source, 3, 1);
    assert_true(scale_pixels(&pixmap, target, 2, 1));
    assert_int_equal(target[0], 30);  /* (0 + 90 / 2) / 1.5 */
    assert_int_equal(target[1], 190); /* (90 / 2 + 240) / 1.5 */
}

static void test_enlarging_rises_evenly_between_pixels(void **state)
{
    (void)state;
    uint32_t source[2] = {0, 200};
    uint32_t target[100];
    struct pixmap pixmap = all_of(source, 2, 1);
    assert_true(scale_pixels(&pixmap, target, 100, 1));
    assert_int_equal(target[0], 0);
    assert_int_equal(target[99], 200);
    for (int i = 25; i < 75; i++)
        assert_true(fabs(target[i] - (i + 0.5 - 25) * 4) <= 1);
}

static void test_only_the_part_is_read(void **state)
{
    (void)state;
    uint32_t source[10 * 10], target[4 * 4];
    for (int i = 0; i < 100; i++)
        source[i] = i / 10 >= 3 && i / 10 < 7 && i % 10 >= 2 && i % 10 < 6 ? 100 : 255;
    struct pixmap pixmap = {
        .pixels = source, .stride = 10, .x = 2, .y = 3, .w = 4, .h = 4, .full_w = 10, .full_h = 10};
    assert_true(scale_pixels(&pixmap, target, 4, 4));
    for (int i = 0; i < 16; i++)
        assert_int_equal(target[i], 100);
}

static void test_turning_moves_the_corners(void **state)
{
    (void)state;
    /* 1 2 3
     * 4 5 6 */
    static const uint32_t upright[6] = {1, 2, 3, 4, 5, 6};
    static const struct {
        int rotation;
        uint32_t turned[6];
    } cases[] = {{0, {1, 2, 3, 4, 5, 6}},
                 {90, {4, 1, 5, 2, 6, 3}},
                 {180, {6, 5, 4, 3, 2, 1}},
                 {270, {3, 6, 2, 5, 1, 4}}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t turned[6];
        turn_pixels(cases[i].rotation, upright, 3, 2, turned);
        assert_memory_equal(turned, cases[i].turned, sizeof turned);
    }
}

static void test_rectangles_turn_like_pixels(void **state)
{
    (void)state;
    enum { W = 71, H = 43 };
    static uint32_t upright[W * H], turned[W * H];
    struct rect rect = {13, 5, 31, 17};
    for (int y = rect.y; y < rect.y + rect.h; y++) {
        for (int x = rect.x; x < rect.x + rect.w; x++)
            upright[y * W + x] = 1;
    }
    for (int rotation = 0; rotation < 360; rotation += 90) {
        int w = rotation % 180 ? H : W, h = rotation % 180 ? W : H;
        struct rect on_panel = turn_rect(rotation, W, H, rect);
        turn_pixels(rotation, upright, W, H, turned);
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                bool inside = x >= on_panel.x && x < on_panel.x + on_panel.w && y >= on_panel.y &&
                              y < on_panel.y + on_panel.h;
                assert_int_equal(turned[y * w + x], inside);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_flat_color_stays_what_it_is),
        cmocka_unit_test(test_half_the_size_is_the_mean_of_four),
        cmocka_unit_test(test_a_fraction_counts_by_its_share),
        cmocka_unit_test(test_enlarging_rises_evenly_between_pixels),
        cmocka_unit_test(test_only_the_part_is_read),
        cmocka_unit_test(test_turning_moves_the_corners),
        cmocka_unit_test(test_rectangles_turn_like_pixels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
