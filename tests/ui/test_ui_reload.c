/* New content under a visitor. */
#include "check.h"
#include "model.h"

#include <string.h>

static void reload(struct model *model, struct content *after)
{
    struct ui_world world = model->world;
    world.content = after;
    ui_reload(&model->state, &model->content, &world, model->now);
}

static void test_a_page_is_found_again_by_its_name(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_PAGE, 0);
    struct content after = model.content;
    struct page pages[4];
    memcpy(&pages[1], model.content.pages, 3 * sizeof pages[0]);
    pages[0] = pages[3];
    pages[0].id = "new";
    after.pages = pages;
    after.n_pages = 4;
    reload(&model, &after);
    assert_int_equal(model.state.here.screen, UI_PAGE);
    assert_string_equal(pages[model.state.here.index].id, "p0");
    model_finish(&model);
}

static void test_a_page_that_vanished_goes_to_where_one_came_from(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_HOME, SIZE_MAX);
    model_tap(&model, ACTION_PAGE, 2);
    struct content after = model.content;
    after.n_pages = 2;
    reload(&model, &after);
    assert_int_equal(model.state.here.screen, UI_MENU);
    assert_int_equal(model.state.trail_count, 0);
    model_finish(&model);
}

static void test_an_open_link_closes(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_HOME, SIZE_MAX);
    model_tap(&model, ACTION_PAGE, 1);
    model_tap(&model, ACTION_LINK, SIZE_MAX);
    assert_int_equal(model.state.here.screen, UI_LINK);
    struct content after = model.content;
    reload(&model, &after);
    assert_int_equal(model.state.here.screen, UI_PAGE);
    assert_int_equal(model.state.here.index, 1);
    model_finish(&model);
}

static void test_a_language_that_vanished_goes_to_the_first(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_LANGUAGE, 1);
    struct content after = model.content;
    after.n_langs = 1;
    reload(&model, &after);
    assert_int_equal(model.state.lang, 0);
    model_finish(&model);
}

static void test_a_slide_that_vanished_starts_the_show_again(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_wait(&model, 9000);
    assert_int_equal(model.state.here.index, 2);
    struct content after = model.content;
    after.n_slides = 1;
    reload(&model, &after);
    assert_int_equal(model.state.here.screen, UI_SLIDES);
    assert_int_equal(model.state.here.index, 0);
    model_finish(&model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_page_is_found_again_by_its_name),
        cmocka_unit_test(test_a_page_that_vanished_goes_to_where_one_came_from),
        cmocka_unit_test(test_an_open_link_closes),
        cmocka_unit_test(test_a_language_that_vanished_goes_to_the_first),
        cmocka_unit_test(test_a_slide_that_vanished_starts_the_show_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
