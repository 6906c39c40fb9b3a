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

static void open_a_link(struct model *model)
{
    model_start(model);
    model_tap(model, ACTION_HOME, SIZE_MAX);
    model_tap(model, ACTION_PAGE, 1);
    model_tap(model, ACTION_LINK, SIZE_MAX);
    assert_int_equal(model->state.here.screen, UI_LINK);
}

static void test_an_open_link_stays_open(void **unused)
{
    (void)unused;
    struct model model;
    open_a_link(&model);
    /* The same link, in memory of its own. */
    char uri[64];
    strcpy(uri, model.state.here.uri);
    struct content after = model.content;
    struct slide slides[1] = {model.content.slides[0]};
    slides[0].opens = (struct link){.kind = LINK_OUTSIDE, .uri = uri};
    after.slides = slides;
    after.n_slides = 1;
    reload(&model, &after);
    assert_int_equal(model.state.here.screen, UI_LINK);
    assert_ptr_equal(model.state.here.uri, uri);
    model_finish(&model);
}

static void test_a_link_that_vanished_closes(void **unused)
{
    (void)unused;
    struct model model;
    open_a_link(&model);
    struct content after = model.content;
    struct page pages[3];
    memcpy(pages, model.content.pages, sizeof pages);
    for (size_t i = 0; i < 3; i++)
        memset(pages[i].body, 0, sizeof pages[i].body);
    after.pages = pages;
    reload(&model, &after);
    assert_int_equal(model.state.here.screen, UI_PAGE);
    assert_int_equal(model.state.here.index, 1);
    model_finish(&model);
}

static void test_what_a_reader_sees_stays(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_LANGUAGE, 1);
    model_tap(&model, ACTION_PAGE, 0);
    model_key(&model, KEY_PAGE_DOWN);
    model_wait(&model, 1000);
    model_key(&model, KEY_TAB);
    struct ui_state before = model.state;
    assert_true(before.here.scroll > 0);
    struct content after = model.content;
    reload(&model, &after);
    assert_int_equal(model.state.here.scroll, before.here.scroll);
    assert_int_equal(model.state.here.focus, before.here.focus);
    assert_int_equal(model.state.lang, 1);
    assert_true(model.state.session);
    assert_true(model.state.last_action == before.last_action);
    model_finish(&model);
}

static void test_a_question_stays_asked(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_PAGE, 0);
    model_wait(&model, 65000);
    assert_true(model.state.asking);
    uint64_t asked = model.state.asked;
    struct content after = model.content;
    reload(&model, &after);
    assert_true(model.state.asking && model.state.asked == asked);
    assert_int_equal(model.state.here.focus, 0);
    /* Also when the page under it goes. */
    after.n_pages = 0;
    reload(&model, &after);
    assert_true(model.state.asking);
    assert_int_equal(model.state.here.screen, UI_SLIDES);
    assert_int_equal(model.state.here.focus, 0);
    model_finish(&model);
}

static void test_a_fade_goes_on(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_key(&model, KEY_RIGHT);
    assert_int_equal(model.state.from.index, 0);
    assert_int_equal(model.state.here.index, 2);
    struct content after = model.content;
    struct slide slides[3] = {model.content.slides[2], model.content.slides[1], model.content.slides[0]};
    after.slides = slides;
    reload(&model, &after);
    assert_true(ui_moving(&model.state, model.now));
    assert_int_equal(model.state.from.index, 2);
    assert_int_equal(model.state.here.index, 0);
    /* From a slide that is gone there is nothing to fade. */
    model.state.from.index = 0;
    model.state.here.index = 2;
    after.n_slides = 2;
    after.slides = &slides[0];
    reload(&model, &after);
    assert_false(ui_moving(&model.state, model.now));
    assert_int_equal(model.state.here.index, 0);
    model_finish(&model);
}

static void test_a_menu_that_stands_in_makes_way_for_slides(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    struct content without = model.content;
    without.n_slides = 0;
    struct ui_world world = model.world;
    world.content = &without;
    ui_start(&model.state, &world, model.now);
    assert_int_equal(model.state.here.screen, UI_MENU);
    ui_reload(&model.state, &without, &model.world, model.now);
    assert_int_equal(model.state.here.screen, UI_SLIDES);
    /* Not from under a visitor. */
    model_tap(&model, ACTION_HOME, SIZE_MAX);
    struct content after = model.content;
    reload(&model, &after);
    assert_int_equal(model.state.here.screen, UI_MENU);
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
        cmocka_unit_test(test_an_open_link_stays_open),
        cmocka_unit_test(test_a_link_that_vanished_closes),
        cmocka_unit_test(test_what_a_reader_sees_stays),
        cmocka_unit_test(test_a_question_stays_asked),
        cmocka_unit_test(test_a_fade_goes_on),
        cmocka_unit_test(test_a_menu_that_stands_in_makes_way_for_slides),
        cmocka_unit_test(test_a_language_that_vanished_goes_to_the_first),
        cmocka_unit_test(test_a_slide_that_vanished_starts_the_show_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
