/* Broken content never takes the screen away: the safe screen without any, the last good content otherwise.
 */
#include "expected.h"
#include "folder.h"
#include "visitor.h"

#include <stdio.h>
#include <stdlib.h>

enum { W = 1280, H = 720, PATIENCE_MS = 10000 };

static void test_the_last_good_content_stays(void **unused)
{
    (void)unused;
    char *folder = folder_create();
    const char *arguments[] = {"-w", "1280x720", "--at", EXPECTED_AT, folder, NULL};
    struct visitor *visitor = visitor_enter(arguments);

    struct expected safe, good;
    expected_start(&safe, NULL, W, H);
    uint8_t *picture = expected_picture(&safe, VIEW_SAFE, 0);
    visitor_expect(visitor, picture, W, H, PATIENCE_MS, "safe");

    folder_write(folder, "lobby.yaml", "format: 1\nname: A house\nlanguages: [en]\n");
    folder_write(folder, "slides/one.yaml", "layout: statement\ntitle: Good\nopens: page:one\n");
    folder_write(folder, "pages/one.yaml", "title: One\nsummary: First\nbody: Words.\n");
    expected_start(&good, folder, W, H);
    uint8_t *slide = expected_picture(&good, VIEW_SLIDE, 0);
    visitor_key(visitor, "r"); /* a save is noticed without it; it must do no harm */
    visitor_expect(visitor, slide, W, H, PATIENCE_MS, "repaired");

    folder_write(folder, "slides/one.yaml", "layout: statement\ntitel: Bad\n");
    visitor_wait(700);
    visitor_expect(visitor, slide, W, H, PATIENCE_MS, "last-good");
    folder_write(folder, "slides/one.yaml", "\xff\xfe");
    folder_write(folder, "lobby.yaml", "[[[[");
    visitor_wait(700);
    visitor_expect(visitor, slide, W, H, PATIENCE_MS, "last-good-2");

    free(picture);
    free(slide);
    visitor_leave(visitor);
    expected_finish(&safe);
    expected_finish(&good);
    folder_remove(folder);
}

static void test_an_emergency_takes_the_screen(void **unused)
{
    (void)unused;
    char *folder = folder_create();
    folder_fill(folder, 2);
    const char *arguments[] = {"-w", "1280x720", "--at", EXPECTED_AT, folder, NULL};
    struct visitor *visitor = visitor_enter(arguments);
    folder_write(folder, "notice.yaml",
                 "level: emergency\ntitle: Leave the building\nbody: Follow the staff.\n");
    struct expected expected;
    expected_start(&expected, folder, W, H);
    uint8_t *picture = expected_picture(&expected, VIEW_EMERGENCY, 0);
    visitor_expect(visitor, picture, W, H, PATIENCE_MS, "emergency");
    visitor_tap(visitor, 640, 360);
    visitor_key(visitor, "Home");
    visitor_wait(500);
    visitor_expect(visitor, picture, W, H, PATIENCE_MS, "emergency-stays");
    free(picture);
    visitor_leave(visitor);
    expected_finish(&expected);
    folder_remove(folder);
}

/* Writes a list that needs more memory than a scene may have: every line of it is a line on the screen. */
static void write_endless(const char *folder, const char *name)
{
    enum { ITEMS = 6, LINES = 2000 };
    char *text = NULL;
    size_t length = 0;
    FILE *file = open_memstream(&text, &length);
    assert_non_null(file);
    fputs("layout: list\ntitle: Endless\nitems:\n", file);
    for (int i = 0; i < ITEMS; i++) {
        fputs("  - lead: \"", file);
        for (int j = 0; j < LINES; j++)
            fputs("a\\n", file);
        fputs("\"\n    text: \"", file);
        for (int j = 0; j < LINES; j++)
            fputs("a\\n", file);
        fputs("\"\n", file);
    }
    assert_int_equal(fclose(file), 0);
    folder_write(folder, name, text);
    free(text);
}

static void test_a_slide_that_cannot_be_laid_out_harms_nothing(void **unused)
{
    (void)unused;
    char *folder = folder_create();
    folder_fill(folder, 2);
    const char *arguments[] = {"-w", "1280x720", "--at", EXPECTED_AT, folder, NULL};
    struct visitor *visitor = visitor_enter(arguments);
    write_endless(folder, "slides/slide-0000.yaml");
    struct expected expected;
    expected_start(&expected, folder, W, H);
    uint8_t *menu = expected_picture(&expected, VIEW_MENU, 0);
    visitor_wait(6000);
    visitor_tap(visitor, 640, 300);
    visitor_wait(500);
    assert_true(visitor_kiosk_lives(visitor));
    visitor_key(visitor, "Home");
    visitor_expect(visitor, menu, W, H, PATIENCE_MS, "endless");
    free(menu);
    visitor_leave(visitor);
    expected_finish(&expected);
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_the_last_good_content_stays),
                                       cmocka_unit_test(test_an_emergency_takes_the_screen),
                                       cmocka_unit_test(test_a_slide_that_cannot_be_laid_out_harms_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
