/* What the contact sheet is made with: smaller pictures, fewer colors, a plan. */
#include "ctl/palette.h"
#include "ctl/sheet.h"
#include "ctl/shrink.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void areas_are_averaged(void **state)
{
    (void)state;
    /* 4 x 2 to 2 x 1: each target pixel is the mean of four. */
    static const uint8_t source[] = {0, 0, 0,  100, 0, 0, 10, 1, 7, 10, 1, 7,
                                     0, 0, 40, 100, 0, 0, 30, 1, 7, 30, 1, 7};
    uint8_t target[6];
    assert_true(shrink_box(source, 4, 2, target, 2, 1));
    static const uint8_t wanted[] = {50, 0, 10, 20, 1, 7};
    assert_memory_equal(target, wanted, sizeof wanted);
}

static void parts_of_pixels_count_as_parts(void **state)
{
    (void)state;
    /* 3 to 2: the middle pixel goes half to each side, (2 * 90 + 0) / 3 and so on. */
    static const uint8_t source[] = {90, 0, 0, 0, 90, 0, 0, 0, 90};
    uint8_t target[6];
    assert_true(shrink_box(source, 3, 1, target, 2, 1));
    static const uint8_t wanted[] = {60, 30, 0, 0, 30, 60};
    assert_memory_equal(target, wanted, sizeof wanted);
}

static void the_same_size_is_the_same_picture(void **state)
{
    (void)state;
    uint8_t source[7 * 5 * 3], target[sizeof source];
    for (size_t i = 0; i < sizeof source; i++)
        source[i] = (uint8_t)(i * 37);
    assert_true(shrink_box(source, 7, 5, target, 7, 5));
    assert_memory_equal(target, source, sizeof source);
}

static void few_colors_are_kept_as_they_are(void **state)
{
    (void)state;
    static const uint8_t rgb[] = {255, 0, 0, 0, 0, 0, 255, 255, 255, 255, 0, 0};
    struct palette palette;
    uint8_t indexes[4];
    assert_true(palette_make(rgb, 2, 2, true, &palette, indexes));
    assert_int_equal(palette.count, 3);
    for (size_t i = 0; i < 4; i++)
        assert_memory_equal(palette.rgb + 3 * indexes[i], rgb + 3 * i, 3);
}

static void many_colors_stay_close_to_themselves(void **state)
{
    (void)state;
    enum { SIDE = 256, NEAR = 12 };
    uint8_t *rgb = malloc(SIDE * SIDE * 3), *indexes = malloc(SIDE * SIDE);
    assert_non_null(rgb);
    assert_non_null(indexes);
    for (size_t i = 0; i < SIDE * SIDE; i++) { /* all of red and green */
        rgb[3 * i] = (uint8_t)(i % SIDE);
        rgb[3 * i + 1] = (uint8_t)(i / SIDE);
        rgb[3 * i + 2] = 128;
    }
    struct palette palette;
    assert_true(palette_make(rgb, SIDE, SIDE, false, &palette, indexes));
    assert_int_equal(palette.count, PALETTE_MAX);
    for (size_t i = 0; i < SIDE * SIDE; i++)
        for (size_t c = 0; c < 3; c++) {
            int difference = palette.rgb[3 * (size_t)indexes[i] + c] - rgb[3 * i + c];
            assert_in_range(abs(difference), 0, NEAR);
        }
    free(rgb);
    free(indexes);
}

/* How far squares of 4 x 4 pixels are off on the average of a channel, summed over all of a ramp in red and
 * green that needs more colors than there are. */
static long off_on_the_whole(bool dithered)
{
    enum { SIDE = 256, CELL = 4 };
    uint8_t *rgb = malloc(SIDE * SIDE * 3), *indexes = malloc(SIDE * SIDE);
    assert_non_null(rgb);
    assert_non_null(indexes);
    for (size_t i = 0; i < SIDE * SIDE; i++) {
        rgb[3 * i] = (uint8_t)(i % SIDE);
        rgb[3 * i + 1] = (uint8_t)(i / SIDE);
        rgb[3 * i + 2] = 40;
    }
    struct palette palette;
    long sum = 0;
    assert_true(palette_make(rgb, SIDE, SIDE, dithered, &palette, indexes));
    for (size_t cell = 0; cell < SIDE * SIDE / (CELL * CELL); cell++) {
        int off[3] = {0};
        for (size_t j = 0; j < CELL * CELL; j++) {
            size_t y = cell / (SIDE / CELL) * CELL + j / CELL, x = cell % (SIDE / CELL) * CELL + j % CELL;
            for (size_t c = 0; c < 3; c++)
                off[c] += palette.rgb[3 * (size_t)indexes[y * SIDE + x] + c] - rgb[3 * (y * SIDE + x) + c];
        }
        sum += abs(off[0]) + abs(off[1]) + abs(off[2]);
    }
    free(rgb);
    free(indexes);
    return sum;
}

static void dithered_gradients_are_right_on_the_whole(void **state)
{
    (void)state;
    long plain = off_on_the_whole(false), dithered = off_on_the_whole(true);
    print_message("%ld plain, %ld dithered\n", plain, dithered);
    assert_true(dithered < plain / 2);
}

static void a_plan_has_room_for_every_screen(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1920, 1080}, {1080, 1920}, {800, 480},
                                   {320, 320},   {3840, 2160}, {4096, 320}};
    static const size_t counts[] = {1, 2, 7, 31, 40, 41, 200, 1000};
    for (size_t i = 0; i < COUNT_OF(sizes); i++)
        for (size_t j = 0; j < COUNT_OF(counts); j++) {
            struct sheet sheet = sheet_plan(counts[j], sizes[i][0], sizes[i][1]);
            assert_true((size_t)sheet.columns * (size_t)sheet.rows >= counts[j]);
            assert_true((size_t)sheet.columns * (size_t)(sheet.rows - 1) < counts[j]);
            assert_in_range(sheet.thumb_w, 1, sizes[i][0]);
            assert_in_range(sheet.thumb_h, 1, sizes[i][1]);
            assert_true(sheet.w >= sheet.columns * sheet.thumb_w && sheet.h >= sheet.rows * sheet.thumb_h);
            assert_in_range(sheet.w, 1, 8192);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(areas_are_averaged),
        cmocka_unit_test(parts_of_pixels_count_as_parts),
        cmocka_unit_test(the_same_size_is_the_same_picture),
        cmocka_unit_test(few_colors_are_kept_as_they_are),
        cmocka_unit_test(many_colors_stay_close_to_themselves),
        cmocka_unit_test(dithered_gradients_are_right_on_the_whole),
        cmocka_unit_test(a_plan_has_room_for_every_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
