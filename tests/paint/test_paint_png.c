/* Pixels into PNG files and back. */
#include "paint/png.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/lobby-png-XXXXXX";

static const char *path_of(const char *name)
{
    static char path[64];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static void fill(uint8_t *rgb, size_t length)
{
    for (size_t i = 0; i < length; i++)
        rgb[i] = (uint8_t)(i * 2654435761u >> 13);
}

static void test_what_was_written_is_read_back(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1, 1}, {3, 200}, {640, 1}, {319, 241}};
    static uint8_t rgb[319 * 241 * 3];
    fill(rgb, sizeof rgb);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        int w = sizes[i][0], h = sizes[i][1], read_w, read_h;
        uint8_t *read = NULL;
        struct err err;
        assert_true(png_write(path_of("a.png"), rgb, w, h, &err));
        assert_true(png_read(path_of("a.png"), &read, &read_w, &read_h, &err));
        assert_int_equal(read_w, w);
        assert_int_equal(read_h, h);
        assert_memory_equal(read, rgb, (size_t)w * (size_t)h * 3);
        free(read);
    }
}

static void test_the_same_pixels_give_the_same_bytes(void **state)
{
    (void)state;
    static uint8_t rgb[200 * 100 * 3];
    char *first, *second;
    size_t first_length, second_length;
    struct err err;
    fill(rgb, sizeof rgb);
    assert_true(png_write(path_of("a.png"), rgb, 200, 100, &err));
    assert_true(file_read(path_of("a.png"), 1 << 20, &first, &first_length, &err));
    assert_true(png_write(path_of("b.png"), rgb, 200, 100, &err));
    assert_true(file_read(path_of("b.png"), 1 << 20, &second, &second_length, &err));
    assert_int_equal(first_length, second_length);
    assert_memory_equal(first, second, first_length);
    free(first);
    free(second);
}

static void test_a_place_that_cannot_be_written_is_named(void **state)
{
    (void)state;
    uint8_t rgb[3] = {0};
    struct err err;
    assert_false(png_write("/nowhere/a.png", rgb, 1, 1, &err));
    assert_non_null(strstr(err.text, "/nowhere/a.png"));
    assert_false(png_write("/dev/full", rgb, 1, 1, &err));
    assert_non_null(strstr(err.text, "/dev/full"));
}

static void test_what_is_no_png_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "not a picture", "\x89PNG\r\n\x1a\n", "\x89PNG\r\n\x1a\nIHDR"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        uint8_t *rgb;
        int w, h;
        struct err err;
        assert_true(file_write(path_of("c.png"), texts[i], strlen(texts[i]), &err));
        assert_false(png_read(path_of("c.png"), &rgb, &w, &h, &err));
        assert_null(rgb);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_was_written_is_read_back),
        cmocka_unit_test(test_the_same_pixels_give_the_same_bytes),
        cmocka_unit_test(test_a_place_that_cannot_be_written_is_named),
        cmocka_unit_test(test_what_is_no_png_is_refused),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
