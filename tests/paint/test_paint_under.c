/* What lies under the texts is what is seen there, and what cannot be seen is not decoded. */
#include "stage.h"

#include "base/file.h"
#include "base/str.h"
#include "paint/jpeg.h"
#include "paint/under.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

enum { W = 640, H = 480 };

static struct under *open_under(void)
{
    struct err err;
    struct under *under = under_create(&err);
    assert_non_null(under);
    return under;
}

static const uint32_t *ground_of(struct under *under, const struct scene *scene, size_t item, struct rect box,
                                 bool *picture)
{
    struct err err;
    const uint32_t *ground = under_ground(under, scene, item, box, picture, &err);
    if (!ground)
        fail_msg("%s", err.text);
    return ground;
}

static void the_ground_is_that_of_the_screen(void **state)
{
    /* Everything but texts and icons; boxes at odd places, over edges, round corners and gradients. */
    static const struct rect boxes[] = {{0, 0, W, H},       {3, 5, 101, 77},    {321, 60, 200, 200},
                                        {210, 219, 50, 99}, {60, 385, 130, 70}, {599, 401, 41, 79}};
    (void)state;
    struct stage stage;
    stage_open(&stage, 0);
    struct under *under = open_under();
    struct scene *scene = stage_rich_scene(&stage, W, H);
    size_t kept = 0;
    for (size_t i = 0; i < scene->n_items; i++)
        if (scene->items[i].kind != ITEM_TEXT && scene->items[i].kind != ITEM_ICON)
            scene->items[kept++] = scene->items[i];
    scene->n_items = kept;
    struct frame frame = stage_frame(scene);
    uint32_t *shot = stage_shot(&stage, &frame);
    for (size_t i = 0; i < COUNT_OF(boxes); i++) {
        struct rect box = boxes[i];
        const uint32_t *ground = ground_of(under, scene, scene->n_items, box, NULL);
        uint32_t *seen = malloc((size_t)box.w * (size_t)box.h * sizeof *seen);
        assert_non_null(seen);
        for (int y = 0; y < box.h; y++)
            memcpy(seen + (size_t)y * (size_t)box.w, shot + (size_t)(box.y + y) * W + box.x,
                   (size_t)box.w * sizeof *seen);
        /* A part of a picture is scaled by itself: weights are rounded anew. */
        int difference = stage_difference(ground, seen, (size_t)box.w * (size_t)box.h);
        if (difference > 2)
            fail_msg("box %zu: levels differ by %d", i, difference);
        free(seen);
    }
    free(shot);
    scene_destroy(scene);
    under_destroy(under);
    stage_close(&stage);
}

static void the_ground_ends_before_the_item(void **state)
{
    static const struct rect box = {0, 0, 4, 4};
    (void)state;
    struct stage stage;
    stage_open(&stage, 0);
    struct under *under = open_under();
    struct scene *scene = stage_scene(&stage, W, H, 0x111111);
    scene_fill(scene, (struct rect){0, 0, W, H}, 0x222222, 255, 0);
    scene_fill(scene, (struct rect){0, 0, W, H}, 0x333333, 255, 0);
    for (uint32_t i = 0; i <= 2; i++)
        assert_int_equal(ground_of(under, scene, i, box, NULL)[0], 0x111111u * (i + 1));
    scene_destroy(scene);
    under_destroy(under);
    stage_close(&stage);
}

static void a_hidden_picture_is_not_decoded(void **state)
{
    static const struct picture missing = {.file = "images/none.png", .focus_x = 0.5, .focus_y = 0.5};
    static const struct rect box = {100, 100, 50, 50};
    struct err err;
    bool picture;
    (void)state;
    struct stage stage;
    stage_open(&stage, 0);
    struct under *under = open_under();
    struct scene *scene = stage_scene(&stage, W, H, 0);
    scene_picture(scene, (struct rect){0, 0, W, H}, &missing, 0);
    assert_null(under_ground(under, scene, 1, box, NULL, &err));
    assert_non_null(strstr(err.text, "images/none.png"));
    scene_fill(scene, (struct rect){90, 90, 70, 70}, 0x123456, 254, 0);
    assert_null(under_ground(under, scene, 2, box, NULL, &err)); /* shines through */
    scene_fill(scene, (struct rect){90, 90, 70, 70}, 0x123456, 255, 8);
    assert_int_equal(ground_of(under, scene, 3, box, &picture)[0], 0x123456);
    assert_false(picture);
    scene_destroy(scene);
    under_destroy(under);
    stage_close(&stage);
}

/* A text and an icon, white on black, laid out with these fonts. */
static struct scene *white_scene(const struct stage *stage, struct fonts *fonts)
{
    struct scene *scene = scene_create(stage->content, fonts, "en", false, W, H, 0);
    struct text_para para = scene_plain(scene, "Jagged f", FONT_ITALIC, 60, 0xffffff);
    scene_text(scene, (struct rect){40, 40, W, 0}, &para);
    scene_icon(scene, (struct rect){300, 200, 80, 100}, ICON_HOME, 0xffffff);
    assert_int_equal(scene->n_items, 2);
    return scene;
}

static void ink_is_where_the_glyphs_are(void **state)
{
    static const struct rect all = {0, 0, W, H};
    (void)state;
    struct stage stage;
    stage_open(&stage, 0);
    struct under *under = open_under();
    struct scene *shown = white_scene(&stage, paint_fonts(stage.paint));
    struct scene *scene = white_scene(&stage, under_fonts(under));
    struct frame frame = stage_frame(shown);
    uint32_t *shot = stage_shot(&stage, &frame);
    for (size_t item = 0; item < 2; item++) {
        const uint8_t *ink = under_ink(under, scene, item, all);
        assert_non_null(ink);
        /* White on black: the ink is what is seen, in its part of the screen. */
        for (int y = item ? 160 : 0; y < (item ? H : 160); y++)
            for (int x = 0; x < W; x++)
                assert_int_equal(ink[y * W + x], shot[y * W + x] & 0xff);
    }
    free(shot);
    scene_destroy(shown);
    scene_destroy(scene);
    under_destroy(under);
    stage_close(&stage);
}

static void a_jpeg_is_whole_or_not(void **state)
{
    static const struct {
        const char *shows;
        size_t from, length; /* of the file, in hundredths: overwritten with zeros */
        bool whole;
    } cases[] = {{"as it is", 0, 0, true},
                 {"zeros in its middle", 50, 10, false},
                 {"zeros near its end", 98, 1, false},
                 {"no head", 0, 1, false}};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        AUTO_FREE char *bytes = NULL;
        size_t length;
        struct err err = {""};
        assert_true(file_read(LOBBY_SOURCE_DIR "/content/images/dawn.jpg", 1 << 24, &bytes, &length, &err));
        memset(bytes + length / 100 * cases[i].from, 0, length / 100 * cases[i].length);
        if (jpeg_is_whole(bytes, length, &err) != cases[i].whole)
            fail_msg("%s: %s", cases[i].shows, err.text);
        if (!cases[i].whole)
            assert_non_null(strstr(err.text, "is damaged inside: "));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ground_is_that_of_the_screen), cmocka_unit_test(the_ground_ends_before_the_item),
        cmocka_unit_test(a_hidden_picture_is_not_decoded),  cmocka_unit_test(ink_is_where_the_glyphs_are),
        cmocka_unit_test(a_jpeg_is_whole_or_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
