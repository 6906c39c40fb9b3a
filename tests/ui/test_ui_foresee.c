/* What is prepared ahead of need is what comes: to the frame. */
#include "check.h"
#include "model.h"

#include <string.h>

static bool foresee(struct model *model, struct ui_state *next)
{
    return ui_foresee(&model->state, &model->world, model->now, next);
}

/* The frame that was foreseen under the finger is the one that stands there when the tap has come to rest. */
static void expect_foreseen(struct model *model, enum action_kind kind, size_t index)
{
    struct ui_state next;
    struct frame ahead;
    int x, y;
    model_wait(model, UI_AIM_MS);
    assert_true(model_find(model, kind, index, &x, &y));
    model_down(model, x, y);
    struct ui_state before = model->state;
    assert_true(foresee(model, &next));
    assert_memory_equal(&before, &model->state, sizeof before); /* nothing has happened */
    assert_true(view_ahead(model->view, &next, &model->world, model->now, &ahead));
    model_up(model, x, y);
    for (unsigned ms = 0; ms < 1000; ms += 20) /* less than a slide stands */
        model_wait(model, 20);
    assert_true(frame_equal(&ahead, &model->frame));
}

static void test_what_a_tap_leads_to_is_foreseen_to_the_frame(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    expect_foreseen(&model, ACTION_PAUSE, SIZE_MAX);
    expect_foreseen(&model, ACTION_NEXT, SIZE_MAX);
    expect_foreseen(&model, ACTION_PREVIOUS, SIZE_MAX);
    expect_foreseen(&model, ACTION_HOME, SIZE_MAX);
    expect_foreseen(&model, ACTION_PAGE, 0);
    expect_foreseen(&model, ACTION_MORE, SIZE_MAX);
    expect_foreseen(&model, ACTION_BACK, SIZE_MAX);
    expect_foreseen(&model, ACTION_PAGE, 1);
    expect_foreseen(&model, ACTION_LINK, SIZE_MAX);
    expect_foreseen(&model, ACTION_BACK, SIZE_MAX);
    expect_foreseen(&model, ACTION_LANGUAGE, 2);
    expect_foreseen(&model, ACTION_HOME, SIZE_MAX);
    model_finish(&model);
}

static void test_a_finger_that_has_slid_off_leads_nowhere(void **unused)
{
    (void)unused;
    struct model model;
    struct ui_state next;
    int x, y;
    model_start(&model);
    assert_true(model_tap(&model, ACTION_HOME, SIZE_MAX));
    model_wait(&model, UI_AIM_MS);
    assert_true(model_find(&model, ACTION_PAGE, 1, &x, &y));
    model_down(&model, x, y);
    assert_true(foresee(&model, &next));
    assert_int_equal(next.here.screen, UI_PAGE);
    model_move(&model, x, y - 400);
    assert_false(foresee(&model, &next));
    model_finish(&model);
}

static void test_alone_the_next_slide_is_foreseen(void **unused)
{
    (void)unused;
    struct model model;
    struct ui_state next;
    struct frame ahead;
    model_start(&model);
    assert_true(foresee(&model, &next));
    assert_int_equal(next.here.index, 2); /* s1 is not due on a Monday */
    assert_true(view_ahead(model.view, &next, &model.world, model.now, &ahead));
    model_wait(&model, 8100);
    assert_false(foresee(&model, &next)); /* while it fades in, nothing else is done */
    model_wait(&model, 600);
    assert_true(frame_equal(&ahead, &model.frame));
    model_finish(&model);
}

static void test_of_a_page_the_next_screen_is_foreseen_until_its_end(void **unused)
{
    (void)unused;
    struct model model;
    struct ui_state next;
    model_start(&model);
    assert_true(model_tap(&model, ACTION_HOME, SIZE_MAX));
    assert_false(foresee(&model, &next)); /* a menu of three tiles has no more */
    model_wait(&model, UI_AIM_MS);
    assert_true(model_tap(&model, ACTION_PAGE, 0));
    assert_true(foresee(&model, &next));
    assert_true(next.here.scroll > 0);
    model_key(&model, KEY_LAST);
    model_wait(&model, 1000);
    assert_false(foresee(&model, &next));
    model_finish(&model);
}

static void test_nothing_is_foreseen_behind_the_question(void **unused)
{
    (void)unused;
    struct model model;
    struct ui_state next;
    model_start(&model);
    assert_true(model_tap(&model, ACTION_HOME, SIZE_MAX));
    model_wait(&model, 60500);
    assert_true(model.state.asking);
    assert_false(foresee(&model, &next));
    model_finish(&model);
}

static void test_the_bar_is_one_for_all_slides(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    size_t bar = model.frame.count - 2;
    const struct scene *before = model.frame.layers[bar].scene, *dots = model.frame.layers[bar + 1].scene;
    assert_true(before->slot.w > 0);
    model_wait(&model, 8700);
    assert_ptr_equal(model.frame.layers[bar].scene, before);
    assert_ptr_not_equal(model.frame.layers[bar + 1].scene, dots);
    model_finish(&model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_a_tap_leads_to_is_foreseen_to_the_frame),
        cmocka_unit_test(test_a_finger_that_has_slid_off_leads_nowhere),
        cmocka_unit_test(test_alone_the_next_slide_is_foreseen),
        cmocka_unit_test(test_of_a_page_the_next_screen_is_foreseen_until_its_end),
        cmocka_unit_test(test_nothing_is_foreseen_behind_the_question),
        cmocka_unit_test(test_the_bar_is_one_for_all_slides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
