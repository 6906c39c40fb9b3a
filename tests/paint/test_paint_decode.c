/* From a file to pixels: nothing is smeared that need not be, and a picture is what SDL_image makes of it. */
#include "stage.h"

#include "images.h"
#include "paint/decode.h"
#include "paint/png.h"
#include "paint/strip.h"

#include <SDL_image.h>
#include <png.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <webp/encode.h>

#define SIDE   64
#define GROUND 0x336699

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
    SDL_Surface *theirs = SDL_ConvertSurfaceFormat(loaded, SDL_PIXELFORMAT_ARGB8888, 0);
    assert_non_null(theirs);
    struct crop crop = {theirs->w, theirs->h, 0.5, 0.5, GROUND};
    uint32_t *pixels;
    assert_true(decode_picture(stage.content->folder, file, &crop, &pixels, &err));
    size_t colored = 0;
    for (int y = 0; y < crop.h; y++) {
        const uint32_t *row = (const uint32_t *)(const void *)((const uint8_t *)theirs->pixels +
                                                               (size_t)y * (size_t)theirs->pitch);
        for (int x = 0; x < crop.w; x++) {
            uint32_t ours = pixels[y * crop.w + x] & 0xffffff;
            assert_int_equal(ours, strip_mix(GROUND, row[x], row[x] >> 24) & 0xffffff);
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

/* A part in its own size is read without the rest of the picture; it is the part of the whole. */
static void test_a_part_of_a_jpeg_is_that_of_the_whole(void **state)
{
    (void)state;
    struct bytes bytes = {0};
    struct err err;
    uint32_t *whole, *part;
    jpeg_make(&bytes, &(struct jpeg){61, 47, 90, 60, false, true, JPEG_PROGRESSIVE});
    stage_write(&stage, "images/made.jpg", bytes.at, bytes.length);
    assert_true(decode_picture(stage.content->folder, "images/made.jpg", &(struct crop){61, 47, 0.5, 0.5, 0},
                               &whole, &err));
    static const struct crop crops[] = {
        {61, 20, 0.5, 0, 0}, {61, 20, 0.5, 1, 0}, {30, 47, 0, 0.5, 0}, {31, 47, 1, 0.5, 0}};
    for (size_t i = 0; i < sizeof crops / sizeof crops[0]; i++) {
        const struct crop *crop = &crops[i];
        int x = (int)(crop->focus_x * (61 - crop->w)), y = (int)(crop->focus_y * (47 - crop->h));
        assert_true(decode_picture(stage.content->folder, "images/made.jpg", crop, &part, &err));
        for (int row = 0; row < crop->h; row++)
            assert_memory_equal(part + row * crop->w, whole + (row + y) * 61 + x, (size_t)crop->w * 4);
        free(part);
    }
    free(whole);
    bytes_finish(&bytes);
}

struct kind {
    int color, depth;
    bool interlaced, keyed; /* keyed: with a tRNS chunk */
};

/* Noise of that kind. */
static void write_png(const char *file, const struct kind *kind)
{
    enum { W = 37, H = 23, ROW = W * 8 };
    char path[160];
    snprintf(path, sizeof path, "%s/%s", stage.folder, file);
    FILE *out = fopen(path, "wb");
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    assert_non_null(out);
    assert_int_equal(setjmp(png_jmpbuf(png)), 0);
    png_init_io(png, out);
    png_set_IHDR(png, info, W, H, kind->depth, kind->color,
                 kind->interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_color palette[256];
    png_byte clear[256];
    for (int i = 0; i < 256; i++) {
        palette[i] = (png_color){(png_byte)rand(), (png_byte)rand(), (png_byte)rand()};
        clear[i] = (png_byte)rand();
    }
    png_color_16 key = {.red = 7, .green = 7, .blue = 7, .gray = 1};
    if (kind->color == PNG_COLOR_TYPE_PALETTE)
        png_set_PLTE(png, info, palette, 1 << kind->depth);
    if (kind->keyed)
        png_set_tRNS(png, info, clear, 1 << (kind->depth < 8 ? kind->depth : 8), &key);
    png_byte pixels[H][ROW];
    png_bytep rows[H];
    for (int y = 0; y < H; y++) {
        rows[y] = pixels[y];
        for (int i = 0; i < ROW; i++)
            pixels[y][i] = (png_byte)rand();
    }
    memset(pixels[3], 7, sizeof pixels[3]); /* the key's color */
    png_write_info(png, info);
    png_write_image(png, rows);
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
    assert_int_equal(fclose(out), 0);
}

static void test_a_png_of_any_kind_is_the_same_as_by_sdl_image(void **state)
{
    (void)state;
    static const struct kind kinds[] = {
        {PNG_COLOR_TYPE_RGB, 8, false, false},        {PNG_COLOR_TYPE_RGB, 8, true, true},
        {PNG_COLOR_TYPE_RGB, 16, false, false},       {PNG_COLOR_TYPE_RGB_ALPHA, 8, false, false},
        {PNG_COLOR_TYPE_RGB_ALPHA, 16, true, false},  {PNG_COLOR_TYPE_PALETTE, 8, false, false},
        {PNG_COLOR_TYPE_PALETTE, 8, true, true},      {PNG_COLOR_TYPE_PALETTE, 4, false, true},
        {PNG_COLOR_TYPE_PALETTE, 1, true, false},     {PNG_COLOR_TYPE_GRAY, 1, false, false},
        {PNG_COLOR_TYPE_GRAY, 2, true, false},        {PNG_COLOR_TYPE_GRAY, 4, false, false},
        {PNG_COLOR_TYPE_GRAY, 8, false, false},       {PNG_COLOR_TYPE_GRAY, 16, true, false},
        {PNG_COLOR_TYPE_GRAY_ALPHA, 8, false, false}, {PNG_COLOR_TYPE_GRAY_ALPHA, 16, false, false}};
    srand(5);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        bool colored = kinds[i].color & PNG_COLOR_MASK_COLOR;
        /* What is transparent shows the ground, which has a color. */
        bool clear = kinds[i].keyed || kinds[i].color & PNG_COLOR_MASK_ALPHA;
        print_message("color type %d, %d bits%s%s\n", kinds[i].color, kinds[i].depth,
                      kinds[i].interlaced ? ", interlaced" : "", kinds[i].keyed ? ", keyed" : "");
        write_png("images/made.png", &kinds[i]);
        compare("images/made.png", !colored && !clear);
    }
}

/* SDL_image takes the gray that is transparent for something else. */
static void test_the_gray_that_is_transparent_shows_the_ground(void **state)
{
    (void)state;
    for (int depth = 2; depth <= 8; depth *= 2) {
        struct err err;
        uint32_t *pixels;
        size_t ground = 0;
        write_png("images/made.png", &(struct kind){PNG_COLOR_TYPE_GRAY, depth, false, true});
        struct crop crop = {37, 23, 0.5, 0.5, GROUND};
        assert_true(decode_picture(stage.content->folder, "images/made.png", &crop, &pixels, &err));
        for (int i = 0; i < 37 * 23; i++) {
            uint32_t color = pixels[i] & 0xffffff, level = color & 0xff;
            ground += color == GROUND;
            assert_true(color == GROUND ||
                        (color == level * 0x010101 && level != 255u / ((1u << depth) - 1)));
        }
        assert_in_range(ground, 1, 37 * 23 / 2);
        free(pixels);
    }
}

static void test_a_webp_is_the_same_as_by_sdl_image(void **state)
{
    (void)state;
    enum { W = 41, H = 29 };
    uint8_t pixels[W * H * 4], *made;
    srand(6);
    for (size_t i = 0; i < sizeof pixels; i++)
        pixels[i] = (uint8_t)rand();
    for (int kind = 0; kind < 4; kind++) {
        size_t length = kind == 0   ? WebPEncodeRGB(pixels, W, H, W * 3, 80, &made)
                        : kind == 1 ? WebPEncodeRGBA(pixels, W, H, W * 4, 80, &made)
                        : kind == 2 ? WebPEncodeLosslessRGB(pixels, W, H, W * 3, &made)
                                    : WebPEncodeLosslessRGBA(pixels, W, H, W * 4, &made);
        assert_true(length > 0);
        stage_write(&stage, "images/made.webp", made, length);
        WebPFree(made);
        compare("images/made.webp", false);
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
        cmocka_unit_test(test_a_part_of_a_jpeg_is_that_of_the_whole),
        cmocka_unit_test(test_a_png_of_any_kind_is_the_same_as_by_sdl_image),
        cmocka_unit_test(test_the_gray_that_is_transparent_shows_the_ground),
        cmocka_unit_test(test_a_webp_is_the_same_as_by_sdl_image),
        cmocka_unit_test(test_a_jpeg_that_breaks_off_is_shown_as_far_as_it_goes),
    };
    return cmocka_run_group_tests(tests, open_stage, close_stage);
}
