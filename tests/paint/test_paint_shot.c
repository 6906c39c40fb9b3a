/* Frames as pictures, without a display. */
#include "stage.h"

#include "paint/raster.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define W 640
#define H 700 /* two whole bands and a part */

static struct stage stage;

static int open_stage(void **state)
{
    (void)state;
    stage_open(&stage, 0);
    return 0;
}

static int close_stage(void **state)
{
    (void)state;
    stage_close(&stage);
    return 0;
}

static uint32_t *shot_of(const struct scene *scene)
{
    struct frame frame = stage_frame(scene);
    return stage_shot(&stage, &frame);
}

static void drop(struct scene *scene)
{
    paint_forget(stage.paint, scene);
    scene_destroy(scene);
}

static void test_the_same_frame_is_the_same_picture(void **state)
{
    (void)state;
    struct scene *scene = stage_rich_scene(&stage, W, H), *again = stage_rich_scene(&stage, W, H);
    uint32_t *a = shot_of(scene), *b = shot_of(again);
    assert_memory_equal(a, b, W * H * sizeof *a);
    free(a);
    free(b);
    drop(scene);
    drop(again);
}

static void test_bands_have_no_seams(void **state)
{
    (void)state;
    struct scene *scene = stage_rich_scene(&stage, W, H);
    uint32_t *banded = shot_of(scene);
    struct err err;
    struct raster raster = {.fonts = paint_fonts(stage.paint),
                            .icons = icons_create(),
                            .pictures = pictures_create(&err),
                            .stamps = stamps_create()};
    static uint32_t pixels[W * H];
    struct strip strip = {.pixels = pixels, .w = W, .y0 = 0, .y1 = H};
    raster_waiting(&raster, scene, 0, H, PICTURE_NOW);
    pictures_wait(raster.pictures);
    assert_int_equal(raster_paint(&raster, scene, &strip), 0);
    assert_int_equal(stage_difference(pixels, banded, W * H), 0);
    pictures_destroy(raster.pictures);
    stamps_destroy(raster.stamps);
    icons_destroy(raster.icons);
    free(banded);
    drop(scene);
}

static void test_a_layer_stands_where_it_is_put_and_stays_in_its_clip(void **state)
{
    (void)state;
    struct scene *ground = stage_scene(&stage, W, H, 0x101010);
    struct scene *page = stage_scene(&stage, 300, 2000, 0x202020);
    scene_fill(page, (struct rect){0, 1000, 300, 10}, 0xff0000, 255, 0);
    struct frame frame = stage_frame(ground);
    frame.count = 2;
    frame.layers[1] = (struct layer){.scene = page,
                                     .clip = {100, 50, 200, 400},
                                     .x = 80,
                                     .y = -800,
                                     .alpha = 255,
                                     .pressed = FRAME_NO_TARGET,
                                     .focused = FRAME_NO_TARGET};
    uint32_t *shot = stage_shot(&stage, &frame);
    for (int y = 0; y < H; y++) {
        for (int x = 0; x < W; x++) {
            bool inside = x >= 100 && x < 300 && y >= 50 && y < 450;
            uint32_t wanted = !inside ? 0x101010 : y >= 200 && y < 210 ? 0xff0000 : 0x202020;
            assert_int_equal(shot[y * W + x], wanted);
        }
    }
    free(shot);
    drop(page);
    drop(ground);
}

static void test_a_fade_is_the_mix_of_its_two_scenes(void **state)
{
    (void)state;
    static const uint8_t alphas[] = {1, 40, 127, 128, 200, 254};
    struct scene *from = stage_rich_scene(&stage, W, H), *to = stage_scene(&stage, W, H, 0xe8b040);
    scene_gradient(to, (struct rect){0, 0, W, H}, 0x000000, 0, 0xffffff, 255, false);
    uint32_t *a = shot_of(from), *b = shot_of(to);
    for (size_t i = 0; i < sizeof alphas; i++) {
        struct frame frame = stage_frame(from);
        frame.layers[frame.count++] = stage_frame(to).layers[0];
        frame.layers[1].alpha = alphas[i];
        uint32_t *mixed = stage_shot(&stage, &frame);
        for (int k = 0; k < W * H; k++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                double low = a[k] >> shift & 0xff, high = b[k] >> shift & 0xff;
                double exact = low + (high - low) * alphas[i] / 255;
                if (fabs((mixed[k] >> shift & 0xff) - exact) >= 2) /* SDL rounds each of two products down */
                    fail_msg("alpha %d: %d of %.0f and %.0f", alphas[i], mixed[k] >> shift & 0xff, low, high);
            }
        }
        free(mixed);
    }
    free(a);
    free(b);
    drop(from);
    drop(to);
}

static void test_a_shade_darkens_what_lies_below(void **state)
{
    (void)state;
    struct scene *scene = stage_scene(&stage, W, H, 0xc8c8c8);
    struct frame frame = stage_frame(scene);
    frame.layers[frame.count++] =
        (struct layer){.clip = {0, 100, W, 200}, .color = 0x000000, .alpha = 128, .deaf = true};
    uint32_t *shot = stage_shot(&stage, &frame);
    assert_int_equal(shot[50 * W], 0xc8c8c8);
    assert_in_range(shot[200 * W] & 0xff, 98, 101);
    assert_int_equal(shot[300 * W], 0xc8c8c8);
    free(shot);
    drop(scene);
}

static void test_what_no_layer_covers_is_black(void **state)
{
    (void)state;
    struct scene *scene = stage_scene(&stage, 100, 100, 0xffffff);
    struct frame frame = stage_frame(scene);
    frame.w = 300;
    frame.h = 200;
    frame.layers[0].clip = (struct rect){0, 0, 300, 200};
    uint32_t *shot = stage_shot(&stage, &frame);
    assert_int_equal(shot[99 * 300 + 99], 0xffffff);
    assert_int_equal(shot[99 * 300 + 100], 0);
    assert_int_equal(shot[199 * 300 + 299], 0);
    free(shot);
    drop(scene);
}

static struct scene *scene_with_target(uint32_t ground, bool on_dark)
{
    struct scene *scene = stage_scene(&stage, W, H, ground);
    scene_target(scene, (struct rect){100, 100, 200, 120}, 30, on_dark, (struct action){.kind = ACTION_HOME},
                 "Target");
    return scene;
}

static void test_a_press_lightens_the_dark_and_darkens_the_light(void **state)
{
    (void)state;
    for (int on_dark = 0; on_dark < 2; on_dark++) {
        uint32_t ground = on_dark ? 0x202020 : 0xf0f0f0;
        struct scene *scene = scene_with_target(ground, on_dark);
        struct frame frame = stage_frame(scene);
        frame.layers[0].pressed = 0;
        uint32_t *shot = stage_shot(&stage, &frame);
        int inside = (int)(shot[160 * W + 200] & 0xff), wanted = on_dark ? 0x20 + 27 : 0xf0 - 24;
        assert_in_range(inside, wanted - 2, wanted + 2);
        assert_int_equal(shot[101 * W + 101], ground); /* outside of the round corner */
        assert_int_equal(shot[99 * W + 200], ground);
        assert_int_equal(shot[160 * W + 300], ground);
        /* Flat: where rectangles and corners meet, nothing shows. */
        for (int y = 130; y < 190; y++) {
            for (int x = 100; x < 300; x++)
                assert_in_range(shot[y * W + x] & 0xff, inside - 1, inside + 1);
        }
        assert_in_range(shot[112 * W + 112] & 0xff, inside - 1, inside + 1);
        free(shot);
        drop(scene);
    }
}

/* Largest contrast ratio (WCAG 2.1) of any pixel of column x near the target's upper edge with the ground. */
static double best_contrast(const uint32_t *shot, uint32_t ground)
{
    double best = 1;
    for (int y = 80; y < 120; y++) {
        double light[2];
        uint32_t colors[2] = {shot[y * W + 200], ground};
        for (int i = 0; i < 2; i++) {
            double part[3];
            for (int k = 0; k < 3; k++) {
                double v = (colors[i] >> (16 - 8 * k) & 0xff) / 255.0;
                part[k] = v <= 0.03928 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
            }
            light[i] = 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2] + 0.05;
        }
        double ratio = light[0] > light[1] ? light[0] / light[1] : light[1] / light[0];
        best = ratio > best ? ratio : best;
    }
    return best;
}

static void test_the_focus_shows_on_any_ground(void **state)
{
    (void)state;
    static const uint32_t grounds[] = {0x000000, 0x0f3a36, 0x808080, 0xf2b84b, 0xfaf8f3, 0xffffff, 0xc02020};
    for (size_t i = 0; i < sizeof grounds / sizeof *grounds; i++) {
        struct scene *scene = scene_with_target(grounds[i], false);
        struct frame frame = stage_frame(scene);
        frame.layers[0].focused = 0;
        uint32_t *shot = stage_shot(&stage, &frame);
        assert_true(best_contrast(shot, grounds[i]) >= 3); /* WCAG 2.1, 1.4.11 */
        assert_int_equal(shot[160 * W + 200], grounds[i]);
        free(shot);
        drop(scene);
    }
}

static void test_the_focus_of_a_target_at_the_edge_stays_in_sight(void **state)
{
    (void)state;
    struct scene *scene = stage_scene(&stage, W, H, 0x0f3a36);
    scene_target(scene, (struct rect){0, 0, W, H}, 0, true, (struct action){.kind = ACTION_HOME}, "All");
    struct frame frame = stage_frame(scene);
    frame.layers[0].focused = 0;
    uint32_t *shot = stage_shot(&stage, &frame);
    assert_int_not_equal(shot[W / 2], 0x0f3a36);
    assert_int_not_equal(shot[(H - 1) * W + W / 2], 0x0f3a36);
    assert_int_not_equal(shot[H / 2 * W], 0x0f3a36);
    assert_int_not_equal(shot[H / 2 * W + W - 1], 0x0f3a36);
    free(shot);
    drop(scene);
}

static void test_a_picture_fills_its_box_around_its_focus(void **state)
{
    (void)state;
    /* A picture twice as wide as its box: the focus says which half shows. */
    static const struct {
        double focus;
        int left, right; /* red at the box's edges */
    } cases[] = {{0, 0, 127}, {0.5, 64, 191}, {1, 127, 255}, {0.3, 13, 140}};
    stage_write_ramp(&stage, "images/wide.png", 800, 400);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct picture picture = {.file = "images/wide.png", .focus_x = cases[i].focus, .focus_y = 0.5};
        struct scene *scene = stage_scene(&stage, 200, 200, 0);
        scene_picture(scene, (struct rect){0, 0, 200, 200}, &picture, 0);
        uint32_t *shot = shot_of(scene);
        int left = (int)(shot[100 * 200] >> 16), right = (int)(shot[100 * 200 + 199] >> 16);
        assert_in_range(left, cases[i].left, cases[i].left + 2);
        assert_in_range(right, cases[i].right - 2, cases[i].right + 1);
        assert_in_range(shot[0] >> 8 & 0xff, 0, 1);
        assert_in_range(shot[199 * 200] >> 8 & 0xff, 254, 255);
        free(shot);
        drop(scene);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_same_frame_is_the_same_picture),
        cmocka_unit_test(test_bands_have_no_seams),
        cmocka_unit_test(test_a_layer_stands_where_it_is_put_and_stays_in_its_clip),
        cmocka_unit_test(test_a_fade_is_the_mix_of_its_two_scenes),
        cmocka_unit_test(test_a_shade_darkens_what_lies_below),
        cmocka_unit_test(test_what_no_layer_covers_is_black),
        cmocka_unit_test(test_a_press_lightens_the_dark_and_darkens_the_light),
        cmocka_unit_test(test_the_focus_shows_on_any_ground),
        cmocka_unit_test(test_the_focus_of_a_target_at_the_edge_stays_in_sight),
        cmocka_unit_test(test_a_picture_fills_its_box_around_its_focus),
    };
    return cmocka_run_group_tests(tests, open_stage, close_stage);
}
