/* Fingers: tap, slide off, scroll, throw, swipe, and the second hand. */
#include "check.h"
#include "model.h"

static void test_a_button_acts_on_release(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    int x, y;
    assert_true(model_find(&model, ACTION_HOME, SIZE_MAX, &x, &y));
    model_down(&model, x, y);
    assert_int_equal(model.state.here.screen, UI_SLIDES);
    size_t pressed = 0;
    for (size_t i = 0; i < model.frame.count; i++)
        pressed += model.frame.layers[i].pressed != FRAME_NO_TARGET;
    assert_int_equal(pressed, 1);
    model_up(&model, x, y);
    assert_int_equal(model.state.here.screen, UI_MENU);
    model_finish(&model);
}

static void test_sliding_off_cancels_and_sliding_back_presses_again(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_HOME, SIZE_MAX);
    int x, y;
    assert_true(model_find(&model, ACTION_PAGE, 2, &x, &y));
    model_down(&model, x, y);
    model_move(&model, x, 20);
    assert_false(model.state.press.inside);
    model_up(&model, x, 20);
    assert_int_equal(model.state.here.screen, UI_MENU);
    model_down(&model, x, y);
    model_move(&model, x, 20);
    model_move(&model, x, y);
    assert_true(model.state.press.inside);
    model_up(&model, x, y);
    assert_int_equal(model.state.here.screen, UI_PAGE);
    model_finish(&model);
}

static void test_a_second_finger_changes_nothing(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    int x, y;
    assert_true(model_find(&model, ACTION_HOME, SIZE_MAX, &x, &y));
    model_down(&model, x, y);
    model_input(&model, (struct input){.kind = INPUT_DOWN, .x = 900, .y = 300, .pointer = 7});
    model_input(&model, (struct input){.kind = INPUT_MOVE, .x = 100, .y = 300, .pointer = 7});
    model_input(&model, (struct input){.kind = INPUT_UP, .x = 100, .y = 300, .pointer = 7});
    assert_int_equal(model.state.here.screen, UI_SLIDES);
    assert_true(model.state.press.active);
    model_up(&model, x, y);
    assert_int_equal(model.state.here.screen, UI_MENU);
    model_finish(&model);
}

static void test_a_finger_does_not_wait_for_a_drop_of_water(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    int x, y;
    assert_true(model_find(&model, ACTION_HOME, SIZE_MAX, &x, &y));
    model_input(&model, (struct input){.kind = INPUT_DOWN, .x = 900, .y = 300, .pointer = 7});
    model_wait(&model, 6000);
    model_down(&model, x, y);
    model_input(&model, (struct input){.kind = INPUT_UP, .x = 900, .y = 300, .pointer = 7});
    assert_int_equal(model.state.here.screen, UI_SLIDES);
    model_up(&model, x, y);
    assert_int_equal(model.state.here.screen, UI_MENU);
    model_finish(&model);
}

static void test_a_lost_contact_presses_nothing(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    int x, y;
    assert_true(model_find(&model, ACTION_HOME, SIZE_MAX, &x, &y));
    model_down(&model, x, y);
    model_input(&model, (struct input){.kind = INPUT_CANCEL});
    model_up(&model, x, y);
    assert_int_equal(model.state.here.screen, UI_SLIDES);
    model_finish(&model);
}

static void test_a_page_follows_the_finger_and_stops_at_its_ends(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_PAGE, 0);
    model_down(&model, 400, 700);
    model_move(&model, 400, 600);
    assert_int_equal(model.state.here.scroll, 100);
    model_move(&model, 400, 500);
    assert_int_equal(model.state.here.scroll, 200);
    model_move(&model, 400, 900);
    assert_int_equal(model.state.here.scroll, 0);
    model.now += 500;
    model_up(&model, 400, 900);
    assert_false(ui_moving(&model.state, model.now));
    model_finish(&model);
}

static void test_a_thrown_page_glides_and_comes_to_rest(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_PAGE, 0);
    model_down(&model, 400, 800);
    for (int y = 780; y >= 600; y -= 20)
        model_move(&model, 400, y);
    model_up(&model, 400, 600);
    int lifted = ui_scroll(&model.state, model.now);
    assert_int_equal(lifted, 200);
    int before = lifted, last_step = 1000;
    while (ui_moving(&model.state, model.now)) {
        model_wait(&model, 100);
        int step = model.state.here.screen == UI_PAGE ? ui_scroll(&model.state, model.now) - before : 0;
        assert_in_range(step, 0, last_step + 2);
        last_step = step;
        before = ui_scroll(&model.state, model.now);
    }
    /* 2 px a ms for 900 ms, slowed down evenly in the cube: a third of the way. */
    assert_in_range(before - lifted, 500, 620);
    model_finish(&model);
}

static void test_a_swipe_turns_the_slide_in_reading_direction(void **unused)
{
    (void)unused;
    /* On a Saturday all three slides are due, so that the direction shows. */
    static const struct {
        size_t lang;
        int from, to;
        size_t slide;
    } cases[] = {
        {0, 1500, 1000, 1}, {0, 500, 900, 2}, {2, 500, 900, 1}, {2, 1500, 1000, 2}, {0, 900, 820, 0}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct model model;
        model_start(&model);
        model.world.clock.now.day = 12;
        model.state.lang = cases[i].lang;
        model_wait(&model, 10);
        model_down(&model, cases[i].from, 400);
        model_move(&model, (cases[i].from + cases[i].to) / 2, 404);
        model_move(&model, cases[i].to, 404);
        model_up(&model, cases[i].to, 404);
        assert_int_equal(model.state.here.screen, UI_SLIDES);
        assert_int_equal(model.state.here.index, cases[i].slide);
        model_finish(&model);
    }
}

static void test_a_finger_resting_on_a_slide_holds_it(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_down(&model, 900, 300);
    model_wait(&model, 20000);
    assert_int_equal(model.state.here.index, 0);
    model_input(&model, (struct input){.kind = INPUT_CANCEL});
    model_wait(&model, 7000);
    assert_int_equal(model.state.here.index, 0);
    model_wait(&model, 1500);
    assert_int_equal(model.state.here.index, 2);
    model_finish(&model);
}

static void test_nothing_is_tapped_through_a_page_that_fades_out(void **unused)
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
    assert_true(model.frame.layers[0].leaving);
    /* The same place again while the menu is still fading out: the page has no target there. */
    model_down(&model, x, y);
    model_up(&model, x, y);
    model_wait(&model, 500);
    assert_int_equal(model.state.here.screen, UI_PAGE);
    assert_int_equal(model.state.trail_count, 1);
    model_finish(&model);
}

static void test_a_page_that_got_shorter_follows_the_finger_at_once(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_resize(&model, 480, 800);
    model_tap(&model, ACTION_PAGE, 0);
    model_key(&model, KEY_LAST);
    model_wait(&model, 1000);
    model_resize(&model, 1920, 1080);
    const struct layer *page = frame_scroller(&model.frame);
    assert_non_null(page);
    int y = page->y;
    model_down(&model, 400, 300);
    model_move(&model, 400, 400);
    assert_int_equal(frame_scroller(&model.frame)->y, y + 100);
    model_input(&model, (struct input){.kind = INPUT_CANCEL});
    model_resize(&model, 480, 800);
    model_key(&model, KEY_LAST);
    model_wait(&model, 1000);
    model_resize(&model, 1920, 1080);
    y = frame_scroller(&model.frame)->y;
    model_input(&model, (struct input){.kind = INPUT_WHEEL, .dy = -50});
    model_wait(&model, 1000);
    assert_int_equal(frame_scroller(&model.frame)->y, y + 50);
    model_finish(&model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_button_acts_on_release),
        cmocka_unit_test(test_sliding_off_cancels_and_sliding_back_presses_again),
        cmocka_unit_test(test_a_second_finger_changes_nothing),
        cmocka_unit_test(test_a_finger_does_not_wait_for_a_drop_of_water),
        cmocka_unit_test(test_a_lost_contact_presses_nothing),
        cmocka_unit_test(test_a_page_follows_the_finger_and_stops_at_its_ends),
        cmocka_unit_test(test_a_thrown_page_glides_and_comes_to_rest),
        cmocka_unit_test(test_a_swipe_turns_the_slide_in_reading_direction),
        cmocka_unit_test(test_a_finger_resting_on_a_slide_holds_it),
        cmocka_unit_test(test_nothing_is_tapped_through_a_page_that_fades_out),
        cmocka_unit_test(test_a_page_that_got_shorter_follows_the_finger_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
