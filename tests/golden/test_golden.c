/* Every golden screen looks as it was approved, and a comparison that could not fail is found out. */
#include "compare.h"
#include "gallery.h"

#include "paint/png.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char *path_of(const char *folder, const char *name, const char *suffix)
{
    char *path = NULL;
    assert_true(asprintf(&path, "%s/%s%s", folder, name, suffix) > 0);
    return path;
}

/* Leaves golden, actual and difference, or the actual one alone, in the build folder. */
static void leave_behind(const char *name, const uint8_t *golden, const uint8_t *actual, int w, int h)
{
    struct err err = {""};
    char *path = path_of(WORK_DIR, name, "_err.png");
    uint8_t *shown = golden ? compare_show(golden, actual, w, h) : NULL;
    bool written = png_write(path, shown ? shown : actual, shown ? 3 * w : w, h, &err);
    print_error("%s: look at %s\n", name, written ? path : err.text);
    free(shown);
    free(path);
}

/* True when the drawn screen is the golden of that name in the folder. */
static bool matches(const char *folder, const char *name, const uint8_t *actual, int w, int h)
{
    struct err err = {""};
    uint8_t *golden = NULL;
    int golden_w = 0, golden_h = 0;
    char *path = path_of(folder, name, ".png"), *leftover = path_of(WORK_DIR, name, "_err.png");
    bool same = false;
    unlink(leftover);
    if (!png_read(path, &golden, &golden_w, &golden_h, &err)) {
        print_error("%s\n", err.text);
        leave_behind(name, NULL, actual, w, h);
    } else if (golden_w != w || golden_h != h) {
        print_error("%s: %d x %d, not %d x %d\n", name, golden_w, golden_h, w, h);
        leave_behind(name, NULL, actual, w, h);
    } else {
        struct comparison result = compare_pictures(golden, actual, w, h);
        same = result.same;
        if (!same) {
            print_error("%s: %zu pixels differ, the first at %d,%d; mean %.2f\n", name, result.others,
                        result.x, result.y, result.mean);
            leave_behind(name, golden, actual, w, h);
        }
    }
    free(golden);
    free(path);
    free(leftover);
    return same;
}

static void every_screen_is_as_it_was_approved(void **state)
{
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < golden_count; i++) {
        struct err err = {""};
        uint8_t *actual = NULL;
        char *name = golden_name(&goldens[i]);
        assert_non_null(name);
        if (!golden_draw(&goldens[i], TEST_DIR, &actual, &err))
            fail_msg("%s: %s", name, err.text);
        failed += !matches(TEST_DIR, name, actual, goldens[i].w, goldens[i].h);
        free(actual);
        free(name);
    }
    if (failed)
        fail_msg("%zu of %zu; when the change was meant, tests/golden/refresh draws them anew", failed,
                 golden_count);
}

static bool is_in_gallery(const char *file)
{
    bool found = false;
    for (size_t i = 0; i < golden_count && !found; i++) {
        char *name = golden_name(&goldens[i]);
        assert_non_null(name);
        size_t length = strlen(name);
        found = strncmp(file, name, length) == 0 && strcmp(file + length, ".png") == 0;
        free(name);
    }
    return found;
}

static void the_folder_holds_the_goldens_and_stays_small(void **state)
{
    enum { BYTES_MAX = 4000 * 1000 };
    (void)state;
    off_t bytes = 0;
    DIR *dir = opendir(TEST_DIR);
    assert_non_null(dir);
    for (const struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        struct stat info;
        if (!strstr(entry->d_name, ".png"))
            continue;
        if (!is_in_gallery(entry->d_name))
            fail_msg("%s: no screen of the gallery is called that; remove it", entry->d_name);
        assert_int_equal(fstatat(dirfd(dir), entry->d_name, &info, 0), 0);
        bytes += info.st_size;
    }
    closedir(dir);
    assert_in_range(bytes, 1, BYTES_MAX);
}

/* A copy of the fixtures with one character of one text changed. */
static char *fixture_with(const char *file, const char *before, const char *after)
{
    char *folder = path_of(WORK_DIR, "altered", ""), command[8192];
    snprintf(command, sizeof command,
             "rm -rf '%s' && mkdir '%s' && cp -r '" TEST_DIR "/content' '" TEST_DIR "/fonts.conf' '%s' && "
             "grep -q '%s' '%s/%s' && sed -i 's/%s/%s/' '%s/%s'",
             folder, folder, folder, before, folder, file, before, after, folder, file);
    assert_int_equal(system(command), 0);
    return folder;
}

static void one_other_glyph_is_found(void **state)
{
    static const struct {
        const char *file, *before, *after;
        struct golden golden;
    } table[] = {
        {"content/pages/markdown.md",
         "on every screen[.]",
         "on every screen,",
         {"content", "en", GOLDEN_PAGE, "markdown", 0, NULL, 800, 480}},
        {"content/slides/photo.yaml",
         "Title and",
         "Tltle and",
         {"content", "en", GOLDEN_SLIDE, "photo", 0, NULL, 800, 480}},
        {"content/lobby.yaml",
         "Touch a tile",
         "Touch a tlle",
         {"content", "en", GOLDEN_MENU, NULL, 0, NULL, 480, 800}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const struct golden *golden = &table[i].golden;
        struct err err = {""};
        uint8_t *original = NULL, *again = NULL, *altered = NULL;
        char *folder = fixture_with(table[i].file, table[i].before, table[i].after);
        if (!golden_draw(golden, TEST_DIR, &original, &err) || !golden_draw(golden, TEST_DIR, &again, &err) ||
            !golden_draw(golden, folder, &altered, &err))
            fail_msg("%s", err.text);
        assert_true(compare_pictures(original, again, golden->w, golden->h).same);
        struct comparison result = compare_pictures(original, altered, golden->w, golden->h);
        print_message("%s: %zu pixels, mean %.4f\n", table[i].after, result.others, result.mean);
        assert_true(result.others > COMPARE_FEW);
        assert_false(result.same);
        free(original);
        free(again);
        free(altered);
        free(folder);
    }
}

static void rounding_passes_and_another_color_does_not(void **state)
{
    enum { SIDE = 100 };
    (void)state;
    uint8_t *one = calloc(SIDE * SIDE, 3), *other = calloc(SIDE * SIDE, 3);
    assert_non_null(one);
    assert_non_null(other);
    for (size_t i = 0; i < SIDE * SIDE * 3; i += 3)
        other[i] = 1; /* a third of all channels is off by one step */
    assert_true(compare_pictures(one, other, SIDE, SIDE).same);
    memset(other, 1, SIDE * SIDE * 3);
    assert_false(compare_pictures(one, other, SIDE, SIDE).same);
    memset(other, 0, SIDE * SIDE * 3);
    for (size_t i = 0; i <= COMPARE_FEW; i++) {
        assert_true(compare_pictures(one, other, SIDE, SIDE).same);
        other[300 * i + 1] = COMPARE_STEP;
    }
    assert_false(compare_pictures(one, other, SIDE, SIDE).same);
    free(one);
    free(other);
}

static void a_missing_golden_fails_and_leaves_the_picture(void **state)
{
    (void)state;
    uint8_t pixels[4 * 3] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, *left = NULL;
    struct err err = {""};
    int w, h;
    assert_false(matches(TEST_DIR, "no-such-golden", pixels, 2, 2));
    char *path = path_of(WORK_DIR, "no-such-golden", "_err.png");
    assert_true(png_read(path, &left, &w, &h, &err));
    assert_memory_equal(left, pixels, sizeof pixels);
    unlink(path);
    free(left);
    free(path);
}

static void a_difference_leaves_both_pictures_and_fails(void **state)
{
    (void)state;
    uint8_t golden[40 * 3] = {0}, actual[sizeof golden], *left = NULL;
    memset(actual, 200, sizeof actual);
    struct err err = {""};
    int w, h;
    char *path = path_of(WORK_DIR, "control", ".png"), *shown = path_of(WORK_DIR, "control", "_err.png");
    assert_true(png_write(path, golden, 10, 4, &err));
    assert_true(matches(WORK_DIR, "control", golden, 10, 4));
    assert_int_equal(access(shown, F_OK), -1);
    assert_false(matches(WORK_DIR, "control", actual, 10, 4));
    assert_true(png_read(shown, &left, &w, &h, &err));
    assert_int_equal(w, 30);
    assert_int_equal(h, 4);
    assert_false(matches(WORK_DIR, "control", golden, 4, 10));
    unlink(path);
    unlink(shown);
    free(left);
    free(path);
    free(shown);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_screen_is_as_it_was_approved),
        cmocka_unit_test(the_folder_holds_the_goldens_and_stays_small),
        cmocka_unit_test(one_other_glyph_is_found),
        cmocka_unit_test(rounding_passes_and_another_color_does_not),
        cmocka_unit_test(a_missing_golden_fails_and_leaves_the_picture),
        cmocka_unit_test(a_difference_leaves_both_pictures_and_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
