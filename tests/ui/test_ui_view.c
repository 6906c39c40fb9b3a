/* Frames: what they are made of, and how long their scenes live. */
#include "check.h"
#include "model.h"

#include <string.h>

static void test_the_same_state_gives_an_equal_frame(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    struct frame first = model.frame, second;
    assert_true(view_frame(model.view, &model.state, &model.world, model.now + 500, &second));
    assert_true(frame_equal(&first, &second));
    model_key(&model, KEY_PAUSE);
    assert_false(frame_equal(&first, &model.frame));
    model_finish(&model);
}

static size_t forgotten;

static void forget(void *user, const struct scene *scene)
{
    (void)user;
    (void)scene;
    forgotten++;
}

static void test_scenes_are_laid_out_once_and_dropped_when_they_pile_up(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    struct view *view = view_create(model.fonts, forget, NULL);
    view_set_content(view, &model.content);
    struct frame frame, again;
    forgotten = 0;
    for (int i = 0; i < 500; i++) {
        view_set_size(view, 1000 + i, 700, 0);
        assert_true(view_still(view, VIEW_MENU, 0, 0, 0, &model.world, &frame, NULL));
        assert_true(view_still(view, VIEW_MENU, 0, 0, 0, &model.world, &again, NULL));
        assert_true(frame_equal(&frame, &again));
    }
    assert_in_range(forgotten, 900, 1000);
    view_destroy(view);
    assert_int_equal(forgotten, 1000);
    model_finish(&model);
}

static void test_scenes_of_an_old_content_go_once_they_are_off_the_glass(void **unused)
{
    (void)unused;
    struct model model, after;
    model_start(&model);
    model_start(&after);
    after.content.serial = 2;
    assert_true(model.generation.references > 1);
    view_set_content(model.view, &after.content);
    model.world.content = &after.content;
    model_wait(&model, 10);
    /* Its scenes may still be on the glass. */
    assert_true(model.generation.references > 1);
    for (int i = 0; i < 3; i++)
        model_wait(&model, 10);
    assert_int_equal(model.generation.references, 1);
    model_finish(&model);
    model_finish(&after);
}

static void test_without_content_there_is_the_safe_screen(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    view_set_content(model.view, NULL);
    model.world.content = NULL;
    ui_start(&model.state, &model.world, model.now);
    assert_int_equal(ui_deadline(&model.state, &model.world, model.now), UINT64_MAX);
    model_down(&model, 100, 100);
    model_up(&model, 100, 100);
    model_key(&model, KEY_HOME);
    model_key(&model, KEY_LANGUAGE);
    assert_int_equal(model.frame.count, 1);
    assert_true(model.frame.layers[0].scene->n_texts == 2);
    model_finish(&model);
}

static void test_an_info_notice_pushes_the_stage_down(void **unused)
{
    (void)unused;
    const struct notice notice = {.level = NOTICE_INFO,
                                  .title = TR("Elevator B", "Ascensor B", "مصعد"),
                                  .body = TR("is out of order.", "no funciona.", "معطل"),
                                  .show = {.from = INT64_MIN, .until = INT64_MAX, .days = 0x7f}};
    struct model model;
    model_start(&model);
    int before = model.frame.layers[0].clip.h;
    model.content.notice = &notice;
    model.content.serial++;
    model_wait(&model, 10);
    const struct layer *stage = &model.frame.layers[0];
    assert_true(stage->clip.y > 0);
    assert_int_equal(stage->clip.y + stage->clip.h, before);
    assert_int_equal(stage->scene->h, stage->clip.h);
    model_finish(&model);
}

static void test_the_focus_reaches_every_target_and_the_question_keeps_it(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_HOME, SIZE_MAX);
    size_t count = frame_focus_count(&model.frame);
    assert_int_equal(count, 3 + 3); /* three tiles; back and two languages in the bar */
    for (size_t i = 0; i < count; i++) {
        model_key(&model, KEY_TAB);
        size_t focused = 0;
        for (size_t j = 0; j < model.frame.count; j++)
            focused += model.frame.layers[j].focused != FRAME_NO_TARGET;
        assert_int_equal(focused, 1);
        assert_int_equal(frame_focus_index(&model.frame, model.state.here.focus), i);
    }
    model_wait(&model, 61000);
    assert_true(model.state.asking);
    assert_int_equal(frame_focus_count(&model.frame), 1);
    model_finish(&model);
}

static void test_the_countdown_stands_in_its_card_at_every_size(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_HOME, SIZE_MAX);
    model_wait(&model, 61000);
    assert_true(model.state.asking);
    struct rect before = model.frame.layers[model.frame.count - 1].clip;
    model_resize(&model, 800, 480);
    model_resize(&model, 1920, 1080);
    struct rect after = model.frame.layers[model.frame.count - 1].clip;
    assert_memory_equal(&before, &after, sizeof before);
    const struct layer *card = &model.frame.layers[model.frame.count - 2];
    assert_true(after.x >= card->clip.x && after.x + after.w <= card->clip.x + card->clip.w);
    model_finish(&model);
}

static void test_a_slide_out_of_the_order_has_no_position(void **unused)
{
    (void)unused;
    enum { MANY = 20 };
    struct model model;
    model_start(&model);
    struct slide many[MANY];
    for (size_t i = 0; i < MANY; i++)
        many[i] = model.content.slides[2];
    many[MANY - 1].in_order = false;
    model.content.slides = many;
    model.content.n_slides = MANY;
    model.content.serial++;
    model_resize(&model, 1920, 1080);
    const struct scene *bar = model.frame.layers[model.frame.count - 1].scene;
    assert_string_equal(bar->texts[bar->n_texts - 1].text, "1 / 19");
    model.state.here.index = MANY - 1;
    model_resize(&model, 1920, 1080);
    bar = model.frame.layers[model.frame.count - 1].scene;
    for (size_t i = 0; i < bar->n_texts; i++)
        assert_null(strchr(bar->texts[i].text, '/'));
    model_finish(&model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_same_state_gives_an_equal_frame),
        cmocka_unit_test(test_scenes_are_laid_out_once_and_dropped_when_they_pile_up),
        cmocka_unit_test(test_scenes_of_an_old_content_go_once_they_are_off_the_glass),
        cmocka_unit_test(test_without_content_there_is_the_safe_screen),
        cmocka_unit_test(test_an_info_notice_pushes_the_stage_down),
        cmocka_unit_test(test_the_focus_reaches_every_target_and_the_question_keeps_it),
        cmocka_unit_test(test_the_countdown_stands_in_its_card_at_every_size),
        cmocka_unit_test(test_a_slide_out_of_the_order_has_no_position),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
