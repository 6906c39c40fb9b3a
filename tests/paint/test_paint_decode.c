/* From a file to pixels: nothing is smeared that need not be, and a JPEG is what SDL_image makes of it. */
#include "stage.h"

#include "images.h"
#include "paint/decode.h"
#include "paint/png.h"

#include <SDL_image.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define SIDE 64

static struct stage stage;

/* Rows black and white in turn: half a pixel aside all of it is gray. */
static void write_stripes(const char *name, int h)
{
    char path[160];
    struct err err;
    uint8_t *rgb = malloc((size_t)SIDE * (size_t)h * 3);
    assert_non_null(rgb);
    for (int i = 0; i < SIDE * h * 3; i++)
        rgb[i] = i / (SIDE * 3) % 2 ? 255 : 0;
    snprintf(path, sizeof path, "%s/%s", stage.folder, name);
    assert_true(png_write(path, rgb, SIDE, h, &err));
    free(rgb);
}

static size_t grays(const char *file, struct crop crop)
{
    uint32_t *pixels;
    struct err err;
    size_t count = 0;
    assert_true(decode_picture(stage.content->folder, file, &crop, &pixels, &err));
    for (int i = 0; i < crop.w * crop.h; i++)
        count += (pixels[i] & 0xffffff) != 0 && (pixels[i] & 0xffffff) != 0xffffff;
    free(pixels);
    return count;
}

static void test_a_picture_in_its_own_size_is_only_cut(void **state)
{
    (void)state;
    write_stripes("images/stripes.png", 49);
    for (int h = 1; h <= 49; h++) {
        for (int focus = 0; focus <= 8; focus++)
            assert_int_equal(grays("images/stripes.png", (struct crop){SIDE, h, 0.5, focus / 8.0, 0}), 0);
    }
    /* The control: a smaller one cannot be made without gray. */
    assert_true(grays("images/stripes.png", (struct crop){SIDE - 2, 20, 0.5, 0.5, 0}) > 100);
}

/* What SDL_image makes of the same file, and what it is to be compared with. */
static void compare(const char *file, bool gray)
{
    char path[160];
    struct err err;
    snprintf(path, sizeof path, "%s/%s", stage.folder, file);
    SDL_Surface *loaded = IMG_Load(path);
    assert_non_null(loaded);
    SDL_Surface *theirs = SDL_ConvertSurfaceFormat(loaded, SDL_PIXELFORMAT_RGB888, 0);
    assert_non_null(theirs);
    struct crop crop = {theirs->w, theirs->h, 0.5, 0.5, 0};
    uint32_t *pixels;
    assert_true(decode_picture(stage.content->folder, file, &crop, &pixels, &err));
    size_t colored = 0;
    for (int y = 0; y < crop.h; y++) {
        const uint32_t *row = (const uint32_t *)(const void *)((const uint8_t *)theirs->pixels +
                                                               (size_t)y * (size_t)theirs->pitch);
        for (int x = 0; x < crop.w; x++) {
            uint32_t ours = pixels[y * crop.w + x] & 0xffffff;
            assert_int_equal(ours, row[x] & 0xffffff);
            colored += (ours >> 16) != (ours & 0xff);
        }
    }
    assert_true(gray ? colored == 0 : colored > 100);
    free(pixels);
    SDL_FreeSurface(theirs);
    SDL_FreeSurface(loaded);
}

static void test_a_jpeg_is_the_same_as_by_sdl_image(void **state)
{
    (void)state;
    static const struct jpeg kinds[] = {
        {61, 47, 90, 60, false, false, JPEG_ONE_SCAN},
        {61, 47, 90, 60, false, true, JPEG_PROGRESSIVE},
        {61, 47, 90, 60, true, false, JPEG_ONE_SCAN},
        {61, 47, 40, 60, true, false, JPEG_PROGRESSIVE},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        struct bytes bytes = {0};
        jpeg_make(&bytes, &kinds[i]);
        stage_write(&stage, "images/made.jpg", bytes.at, bytes.length);
        compare("images/made.jpg", kinds[i].gray);
        bytes_finish(&bytes);
    }
}

static void test_a_jpeg_that_breaks_off_is_shown_as_far_as_it_goes(void **state)
{
    (void)state;
    struct bytes bytes = {0};
    struct err err;
    jpeg_make(&bytes, &(struct jpeg){200, 200, 90, 60, false, true, JPEG_ONE_SCAN});
    /* Zeros instead of the second half, and its end: the head is right, the inside is not. */
    for (size_t i = bytes.length / 2; i < bytes.length - 2; i++)
        bytes.at[i] = 0;
    stage_write(&stage, "images/half.jpg", bytes.at, bytes.length);
    struct crop crop = {200, 200, 0.5, 0.5, 0};
    uint32_t *pixels;
    assert_true(decode_picture(stage.content->folder, "images/half.jpg", &crop, &pixels, &err));
    free(pixels);
    assert_null(decode_file_whole(stage.content->folder, "images/half.jpg", 0, &err)); /* check says so */
    bytes_finish(&bytes);
}

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_picture_in_its_own_size_is_only_cut),
        cmocka_unit_test(test_a_jpeg_is_the_same_as_by_sdl_image),
        cmocka_unit_test(test_a_jpeg_that_breaks_off_is_shown_as_far_as_it_goes),
    };
    return cmocka_run_group_tests(tests, open_stage, close_stage);
}
