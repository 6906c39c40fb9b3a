/* Nobody presses what they cannot have aimed at. */
#include "check.h"
#include "model.h"

#include <stdlib.h>

static void test_what_is_asked_for_is_there_at_once_and_not_tapped_through(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    int x, y;
    assert_true(model_tap(&model, ACTION_HOME, SIZE_MAX));
    assert_true(model_find(&model, ACTION_PAGE, 2, &x, &y));
    model_down(&model, x, y);
    model_up(&model, x, y);
    model_wait(&model, 50);
    assert_int_equal(model.state.here.screen, UI_PAGE);
    assert_false(model.frame.layers[0].leaving);
    assert_int_equal(model.frame.layers[0].alpha, 255);
    /* The same place again, as if the menu still stood there. */
    model_down(&model, x, y);
    model_up(&model, x, y);
    model_wait(&model, 500);
    assert_int_equal(model.state.here.screen, UI_PAGE);
    assert_int_equal(model.state.trail_count, 1);
    model_finish(&model);
}

/* A slide that has just begun to come is not what a finger was meant for, nor is a page for the second half
 * of a double tap. The bar, which was there before, is. */
static void test_what_has_only_begun_to_fade_in_is_not_pressed(void **unused)
{
    (void)unused;
    static const struct {
        unsigned after;
        enum ui_screen screen;
    } cases[] = {{0, UI_SLIDES}, {100, UI_SLIDES}, {299, UI_SLIDES}, {300, UI_MENU}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct model model;
        model_start(&model);
        model_wait(&model, 8000 + cases[i].after); /* the second slide leads to the menu */
        assert_int_equal(model.state.here.index, 2);
        model_down(&model, 900, 300);
        model_wait(&model, 50);
        model_up(&model, 900, 300);
        assert_int_equal(model.state.here.screen, cases[i].screen);
        model_finish(&model);
    }
    struct model model;
    model_start(&model);
    int x, y;
    model_wait(&model, 8050);
    assert_true(model_find(&model, ACTION_HOME, SIZE_MAX, &x, &y));
    model_down(&model, x, y);
    model_up(&model, x, y);
    assert_int_equal(model.state.here.screen, UI_MENU);
    model_finish(&model);
}

static void test_the_second_half_of_a_double_tap_presses_nothing(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model.state.here = (struct ui_place){.screen = UI_PAGE, .index = 1, .focus = FRAME_NO_TARGET};
    model_wait(&model, 10);
    int x, y;
    assert_true(model_find(&model, ACTION_LINK, SIZE_MAX, &x, &y));
    assert_true(model_tap(&model, ACTION_LINK, SIZE_MAX));
    model_key(&model, KEY_BACK);
    model_wait(&model, 150);
    model_down(&model, x, y);
    model_wait(&model, 100);
    model_up(&model, x, y);
    assert_int_equal(model.state.here.screen, UI_PAGE);
    model_wait(&model, 100);
    model_down(&model, x, y);
    model_wait(&model, 100);
    model_up(&model, x, y);
    assert_int_equal(model.state.here.screen, UI_LINK);
    model_finish(&model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_asked_for_is_there_at_once_and_not_tapped_through),
        cmocka_unit_test(test_what_has_only_begun_to_fade_in_is_not_pressed),
        cmocka_unit_test(test_the_second_half_of_a_double_tap_presses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
