/* Where taps and keys lead. */
#include "check.h"
#include "model.h"

static void expect(const struct model *model, enum ui_screen screen, size_t index)
{
    assert_int_equal(model->state.here.screen, screen);
    assert_int_equal(model->state.here.index, index);
}

static void test_a_tap_on_a_slide_opens_its_page(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    assert_true(model_tap(&model, ACTION_PAGE, 0));
    expect(&model, UI_PAGE, 0);
    model_finish(&model);
}

static void test_a_slide_that_opens_nothing_leads_to_the_menu(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_key(&model, KEY_RIGHT);
    model_wait(&model, 1000);
    expect(&model, UI_SLIDES, 2);
    model_down(&model, 960, 300);
    model_up(&model, 960, 300);
    expect(&model, UI_MENU, 0);
    model_finish(&model);
}

static void test_slides_that_are_not_due_are_passed_over(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    assert_true(model_tap(&model, ACTION_NEXT, SIZE_MAX));
    expect(&model, UI_SLIDES, 2);
    assert_true(model_tap(&model, ACTION_NEXT, SIZE_MAX));
    expect(&model, UI_SLIDES, 0);
    assert_true(model_tap(&model, ACTION_PREVIOUS, SIZE_MAX));
    expect(&model, UI_SLIDES, 2);
    model_finish(&model);
}

static void test_back_retraces_the_trail(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_PAGE, 0);
    model_input(&model, (struct input){.kind = INPUT_WHEEL, .dy = 60});
    model_wait(&model, 1000);
    int scroll = model.state.here.scroll;
    assert_int_equal(scroll, 60);
    assert_true(model_tap(&model, ACTION_PAGE, 1));
    expect(&model, UI_PAGE, 1);
    assert_true(model_tap(&model, ACTION_LINK, SIZE_MAX));
    expect(&model, UI_LINK, 0);
    assert_string_equal(model.state.here.uri, "https://example.org/");
    assert_true(model_tap(&model, ACTION_BACK, SIZE_MAX));
    expect(&model, UI_PAGE, 1);
    assert_true(model_tap(&model, ACTION_BACK, SIZE_MAX));
    expect(&model, UI_PAGE, 0);
    assert_int_equal(model.state.here.scroll, scroll);
    assert_true(model_tap(&model, ACTION_BACK, SIZE_MAX));
    expect(&model, UI_SLIDES, 0);
    model_finish(&model);
}

static void test_home_forgets_the_trail(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_PAGE, 0);
    assert_true(model_tap(&model, ACTION_HOME, SIZE_MAX));
    expect(&model, UI_MENU, 0);
    assert_true(model_tap(&model, ACTION_PAGE, 2));
    expect(&model, UI_PAGE, 2);
    assert_true(model_tap(&model, ACTION_BACK, SIZE_MAX));
    expect(&model, UI_MENU, 0);
    assert_true(model_tap(&model, ACTION_BACK, SIZE_MAX));
    assert_int_equal(model.state.here.screen, UI_SLIDES);
    model_finish(&model);
}

static void test_a_long_trail_drops_its_oldest_places(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_HOME, SIZE_MAX);
    for (size_t i = 0; i < 2 * UI_TRAIL_MAX; i++) {
        struct input tap = {.kind = INPUT_KEY, .key = KEY_ENTER};
        model.state.here = (struct ui_place){.screen = UI_MENU, .focus = i % 3};
        model_wait(&model, 500);
        model_input(&model, tap);
        assert_int_equal(model.state.here.screen, UI_PAGE);
    }
    assert_int_equal(model.state.trail_count, UI_TRAIL_MAX);
    model_finish(&model);
}

static void test_more_below_shows_every_line(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_PAGE, 0);
    int seen = 0, steps = 0;
    const struct layer *page;
    do {
        page = frame_scroller(&model.frame);
        assert_non_null(page);
        assert_true(model.state.here.scroll <= seen);
        seen = model.state.here.scroll + page->clip.h;
        steps++;
    } while (model_tap(&model, ACTION_MORE, SIZE_MAX));
    assert_int_equal(seen, frame_scroller(&model.frame)->scene->h);
    assert_true(steps > 2);
    model_finish(&model);
}

static void test_pause_holds_the_slide(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    assert_true(model_tap(&model, ACTION_PAUSE, SIZE_MAX));
    model_wait(&model, 30000);
    expect(&model, UI_SLIDES, 0);
    assert_true(model_tap(&model, ACTION_PAUSE, SIZE_MAX));
    model_wait(&model, 7500);
    expect(&model, UI_SLIDES, 2);
    model_finish(&model);
}

static void test_a_language_changes_the_words_not_the_place(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_HOME, SIZE_MAX);
    model_tap(&model, ACTION_PAGE, 1);
    assert_true(model_tap(&model, ACTION_LANGUAGE, 1));
    expect(&model, UI_PAGE, 1);
    assert_int_equal(model.state.lang, 1);
    model_finish(&model);
}

static void expect_focus_seen(const struct model *model)
{
    size_t layer, target;
    assert_true(frame_focus_at(&model->frame, model->state.here.focus, &layer, &target));
    const struct layer *menu = &model->frame.layers[layer];
    struct rect box = menu->scene->targets[target].box;
    assert_true(menu->y + box.y >= menu->clip.y);
    assert_true(menu->y + box.y + box.h <= menu->clip.y + menu->clip.h);
}

static void test_the_focus_is_seen_however_fast_it_moves(void **unused)
{
    (void)unused;
    static size_t many[60];
    for (size_t tabs = 1; tabs < COUNT_OF(many); tabs += 3) {
        struct model model;
        model_start(&model);
        model.content.menu.pages = many;
        model.content.menu.n_pages = COUNT_OF(many);
        model_tap(&model, ACTION_HOME, SIZE_MAX);
        for (size_t i = 0; i < tabs; i++) {
            model_key(&model, KEY_TAB);
            model_wait(&model, 10);
        }
        model_wait(&model, 1000);
        expect_focus_seen(&model);
        model_finish(&model);
    }
}

static void test_home_at_the_top_of_the_menu_moves_nothing(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_HOME, SIZE_MAX);
    model_key(&model, KEY_HOME);
    assert_false(ui_moving(&model.state, model.now));
    model_finish(&model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_tap_on_a_slide_opens_its_page),
        cmocka_unit_test(test_a_slide_that_opens_nothing_leads_to_the_menu),
        cmocka_unit_test(test_slides_that_are_not_due_are_passed_over),
        cmocka_unit_test(test_back_retraces_the_trail),
        cmocka_unit_test(test_home_forgets_the_trail),
        cmocka_unit_test(test_a_long_trail_drops_its_oldest_places),
        cmocka_unit_test(test_more_below_shows_every_line),
        cmocka_unit_test(test_pause_holds_the_slide),
        cmocka_unit_test(test_a_language_changes_the_words_not_the_place),
        cmocka_unit_test(test_the_focus_is_seen_however_fast_it_moves),
        cmocka_unit_test(test_home_at_the_top_of_the_menu_moves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
