/* What happens when nobody does anything. */
#include "check.h"
#include "model.h"

#include <string.h>

static void test_slides_advance_after_their_dwell(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    assert_int_equal(ui_deadline(&model.state, &model.world, model.now), model.now + 8000);
    model_wait(&model, 7999);
    assert_int_equal(model.state.here.index, 0);
    model_wait(&model, 1);
    assert_int_equal(model.state.here.index, 2);
    assert_true(ui_moving(&model.state, model.now));
    model_wait(&model, 599);
    assert_true(ui_moving(&model.state, model.now));
    model_wait(&model, 1);
    assert_false(ui_moving(&model.state, model.now));
    model_finish(&model);
}

static void test_a_fade_shows_both_slides_and_then_one(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    size_t still = model.frame.count;
    model_wait(&model, 8300);
    assert_int_equal(model.frame.count, still + 1);
    assert_true(model.frame.layers[0].leaving);
    assert_int_equal(model.frame.layers[0].alpha, 255);
    assert_in_range(model.frame.layers[1].alpha, 120, 136);
    model_wait(&model, 400);
    assert_int_equal(model.frame.count, still);
    model_finish(&model);
}

static void test_a_still_screen_asks_for_one_wake_up_a_minute(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model.world.patient = true;
    model_tap(&model, ACTION_PAUSE, SIZE_MAX);
    model.world.clock.now.second = 20;
    assert_int_equal(ui_deadline(&model.state, &model.world, model.now), model.now + 40000);
    model_finish(&model);
}

static void test_the_question_comes_after_inactivity_and_then_the_start(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_PAGE, 0);
    uint64_t touched = model.state.last_action;
    model_wait(&model, touched + 59999 - model.now);
    assert_false(model.state.asking);
    model_wait(&model, 1);
    assert_true(model.state.asking);
    assert_int_equal(ui_seconds_left(&model.state, &model.world, model.now), 20);
    model_wait(&model, 19000);
    assert_int_equal(ui_seconds_left(&model.state, &model.world, model.now), 1);
    assert_int_equal(model.state.here.screen, UI_PAGE);
    model_wait(&model, 1000);
    assert_int_equal(model.state.here.screen, UI_SLIDES);
    assert_false(model.state.session);
    assert_int_equal(model.state.trail_count, 0);
    model_finish(&model);
}

static void test_whoever_answers_stays_where_he_was(void **unused)
{
    (void)unused;
    static const struct input answers[] = {{.kind = INPUT_KEY, .key = KEY_TAB},
                                           {.kind = INPUT_WHEEL, .dy = 10}};
    for (size_t i = 0; i < COUNT_OF(answers); i++) {
        struct model model;
        model_start(&model);
        model_tap(&model, ACTION_PAGE, 0);
        model_wait(&model, 65000);
        assert_true(model.state.asking);
        model_input(&model, answers[i]);
        assert_false(model.state.asking);
        assert_int_equal(model.state.here.screen, UI_PAGE);
        assert_int_equal(model.state.here.scroll, 0);
        model_finish(&model);
    }
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_PAGE, 0);
    model_wait(&model, 65000);
    assert_true(model_tap(&model, ACTION_STAY, SIZE_MAX));
    assert_false(model.state.asking);
    model_wait(&model, 50000);
    assert_int_equal(model.state.here.screen, UI_PAGE);
    model_finish(&model);
}

static void test_reading_and_scrolling_is_activity(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_PAGE, 0);
    for (int i = 0; i < 10; i++) {
        model_wait(&model, 50000);
        assert_false(model.state.asking);
        model_input(&model, (struct input){.kind = INPUT_WHEEL, .dy = 40});
    }
    assert_int_equal(model.state.here.screen, UI_PAGE);
    model_finish(&model);
}

static void test_a_mouse_that_only_hovers_is_nobody(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_move(&model, 100, 100);
    assert_false(model.state.session);
    model_finish(&model);
}

static void test_with_nothing_due_the_menu_stands_in_until_something_is(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    struct slide none[3];
    memcpy(none, model.content.slides, sizeof none);
    for (size_t i = 0; i < 3; i++)
        none[i].show.until = 0;
    model.content.slides = none;
    model_wait(&model, 9000);
    assert_int_equal(model.state.here.screen, UI_MENU);
    none[2].show.until = INT64_MAX;
    model_wait(&model, 60000);
    assert_int_equal(model.state.here.screen, UI_SLIDES);
    assert_int_equal(model.state.here.index, 2);
    model_finish(&model);
}

static void test_an_emergency_cannot_be_dismissed(void **unused)
{
    (void)unused;
    const struct notice notice = {.level = NOTICE_EMERGENCY,
                                  .title = TR("Leave the building", "Salga", "اخرج"),
                                  .body = TR("Calmly.", "Con calma.", "بهدوء"),
                                  .show = {.from = INT64_MIN, .until = INT64_MAX, .days = 0x7f}};
    struct model model;
    model_start(&model);
    model.content.notice = &notice;
    model_wait(&model, 100);
    assert_int_equal(model.frame.count, 1);
    model_down(&model, 960, 500);
    model_up(&model, 960, 500);
    model_key(&model, KEY_HOME);
    assert_int_equal(model.state.here.screen, UI_SLIDES);
    assert_int_equal(model.frame.count, 1);
    model_finish(&model);
}

static void test_a_finger_on_the_question_starts_its_countdown_anew(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_PAGE, 0);
    model_wait(&model, 65000);
    assert_in_range(ui_seconds_left(&model.state, &model.world, model.now), 10, 18);
    model_down(&model, 10, 10);
    assert_int_equal(ui_seconds_left(&model.state, &model.world, model.now), 20);
    /* Whoever it was has gone. */
    model_input(&model, (struct input){.kind = INPUT_CANCEL});
    assert_true(model.state.asking);
    model_wait(&model, 19000);
    assert_int_equal(ui_seconds_left(&model.state, &model.world, model.now), 1);
    model_wait(&model, 1000);
    assert_int_equal(model.state.here.screen, UI_SLIDES);
    model_finish(&model);
}

static void test_a_contact_that_never_ends_keeps_nobody_out(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_input(&model, (struct input){.kind = INPUT_DOWN, .x = 900, .y = 300, .pointer = 7});
    model_wait(&model, 59000);
    assert_int_equal(model.state.here.index, 0);
    model_wait(&model, 2000);
    assert_int_equal(model.state.here.index, 2);
    assert_true(model_tap(&model, ACTION_HOME, SIZE_MAX));
    assert_int_equal(model.state.here.screen, UI_MENU);
    model_finish(&model);
}

static void test_a_finger_lifted_during_an_emergency_is_not_waited_for(void **unused)
{
    (void)unused;
    const struct notice notice = {.level = NOTICE_EMERGENCY,
                                  .title = TR("Leave the building", "Salga", "اخرج"),
                                  .body = TR("Calmly.", "Con calma.", "بهدوء"),
                                  .show = {.from = INT64_MIN, .until = INT64_MAX, .days = 0x7f}};
    struct model model;
    model_start(&model);
    model_input(&model, (struct input){.kind = INPUT_DOWN, .x = 900, .y = 300, .pointer = 7});
    model.content.notice = &notice;
    model_wait(&model, 100);
    model_input(&model, (struct input){.kind = INPUT_UP, .x = 900, .y = 300, .pointer = 7});
    model.content.notice = NULL;
    model_wait(&model, 10);
    assert_true(model_tap(&model, ACTION_HOME, SIZE_MAX));
    assert_int_equal(model.state.here.screen, UI_MENU);
    model_finish(&model);
}

static void test_new_times_do_not_change_a_question_that_is_asked(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_PAGE, 0);
    model_wait(&model, 62000);
    struct content before = model.content;
    model.content.session.inactivity_ms = 1800000;
    ui_reload(&model.state, &before, &model.world, model.now);
    assert_in_range(ui_seconds_left(&model.state, &model.world, model.now), 10, 20);
    model_wait(&model, 20000);
    assert_int_equal(model.state.here.screen, UI_SLIDES);
    model_finish(&model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slides_advance_after_their_dwell),
        cmocka_unit_test(test_a_fade_shows_both_slides_and_then_one),
        cmocka_unit_test(test_a_still_screen_asks_for_one_wake_up_a_minute),
        cmocka_unit_test(test_the_question_comes_after_inactivity_and_then_the_start),
        cmocka_unit_test(test_whoever_answers_stays_where_he_was),
        cmocka_unit_test(test_reading_and_scrolling_is_activity),
        cmocka_unit_test(test_a_mouse_that_only_hovers_is_nobody),
        cmocka_unit_test(test_with_nothing_due_the_menu_stands_in_until_something_is),
        cmocka_unit_test(test_an_emergency_cannot_be_dismissed),
        cmocka_unit_test(test_a_finger_on_the_question_starts_its_countdown_anew),
        cmocka_unit_test(test_a_contact_that_never_ends_keeps_nobody_out),
        cmocka_unit_test(test_a_finger_lifted_during_an_emergency_is_not_waited_for),
        cmocka_unit_test(test_new_times_do_not_change_a_question_that_is_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
