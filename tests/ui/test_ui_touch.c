/* Fingers: tap, slide off, scroll, throw, swipe, and the second hand. */
#include "check.h"
#include "model.h"

#include <stdlib.h>

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
    model_wait(&model, 100);
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
    model_wait(&model, 100);
    model_input(&model, (struct input){.kind = INPUT_DOWN, .x = 900, .y = 300, .pointer = 7});
    model_input(&model, (struct input){.kind = INPUT_MOVE, .x = 100, .y = 300, .pointer = 7});
    model_input(&model, (struct input){.kind = INPUT_UP, .x = 100, .y = 300, .pointer = 7});
    assert_int_equal(model.state.here.screen, UI_SLIDES);
    assert_true(ui_pressing(&model.state));
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

/* px that a drag loses at its beginning, at 1080 */
enum { SLOP = 18 };

static void test_a_page_follows_the_finger_and_stops_at_its_ends(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_PAGE, 0);
    model_down(&model, 400, 700);
    model_move(&model, 400, 600);
    assert_int_equal(model.state.here.scroll, 100 - SLOP);
    model_move(&model, 400, 500);
    assert_int_equal(model.state.here.scroll, 200 - SLOP);
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
    assert_true(frame_scroll_max(&model.frame) > 1000);
    model_down(&model, 400, 800);
    for (int y = 780; y >= 600; y -= 20)
        model_move(&model, 400, y);
    model_up(&model, 400, 600);
    int lifted = ui_scroll(&model.state, model.now);
    assert_int_equal(lifted, 200 - SLOP);
    /* 2 px a ms: the first 100 ms go 2 * 325 * (1 - exp(-100 / 325)) = 172 px, and all of it 650. */
    model_wait(&model, 100);
    assert_in_range(ui_scroll(&model.state, model.now) - lifted, 170, 174);
    int before = ui_scroll(&model.state, model.now), last_step = 172;
    while (ui_moving(&model.state, model.now)) {
        model_wait(&model, 100);
        int step = ui_scroll(&model.state, model.now) - before;
        assert_in_range(step, 0, last_step + 1); /* it only slows down, to a px */
        last_step = step;
        before = ui_scroll(&model.state, model.now);
    }
    assert_in_range(before - lifted, 649, 651);
    model_finish(&model);
}

/* At the end it stops, without a bounce, a jump or a wait. */
static void test_a_thrown_page_stops_at_its_end(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_PAGE, 0);
    int most = frame_scroll_max(&model.frame);
    for (int throws = 0; throws < 3; throws++) {
        model_down(&model, 400, 900);
        for (int y = 860; y >= 300; y -= 60)
            model_move(&model, 400, y);
        model_up(&model, 400, 300);
        int before = ui_scroll(&model.state, model.now);
        for (int i = 0; i < 400 && ui_moving(&model.state, model.now); i++) {
            model_wait(&model, 5);
            int at = ui_scroll(&model.state, model.now);
            assert_in_range(at, before, most);
            /* Never faster than the limit: 8 screens a second. */
            assert_true(at - before <= 8 * 1080 * 5 / 1000 + 2);
            before = at;
        }
        model_wait(&model, 100);
    }
    assert_int_equal(ui_scroll(&model.state, model.now), most);
    assert_false(ui_moving(&model.state, model.now));
    model_finish(&model);
}

/* As on a phone: a finger that stops a gliding page presses nothing there. */
static void test_a_finger_that_stops_a_glide_presses_nothing(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_resize(&model, 800, 480);
    model_tap(&model, ACTION_PAGE, 0);
    model_key(&model, KEY_LAST);
    model_wait(&model, 1000);
    int x, y;
    assert_true(model_find(&model, ACTION_PAGE, 1, &x, &y)); /* a related page, at the end */
    model_down(&model, 400, 100);
    for (int at = 110; at <= 140; at += 10)
        model_move(&model, 400, at);
    model_up(&model, 400, 140);
    model_wait(&model, 30);
    assert_true(ui_moving(&model.state, model.now));
    assert_true(model_find(&model, ACTION_PAGE, 1, &x, &y));
    size_t page = model.state.here.index;
    int scroll = ui_scroll(&model.state, model.now);
    model_down(&model, x, y);
    assert_false(model.state.press.inside);
    model_wait(&model, 300);
    model_up(&model, x, y);
    assert_int_equal(model.state.here.index, page);
    assert_int_equal(ui_scroll(&model.state, model.now), scroll);
    /* Now that it stands, the same tap acts. */
    model_wait(&model, 100);
    model_down(&model, x, y);
    model_up(&model, x, y);
    assert_int_equal(model.state.here.index, 1);
    model_finish(&model);
}

/* The bar is no place to drag from: a finger that slides along it scrolls nothing and swipes nothing. */
static void test_a_drag_that_begins_on_the_bar_drags_nothing(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_PAGE, 0);
    int x, y;
    assert_true(model_find(&model, ACTION_HOME, SIZE_MAX, &x, &y));
    model_down(&model, x, y);
    model_move(&model, x + 900, y - 600);
    assert_int_equal(ui_scroll(&model.state, model.now), 0);
    assert_int_equal(ui_push_x(&model.state, model.now), 0);
    model_up(&model, x + 900, y - 600);
    model_wait(&model, 500);
    assert_int_equal(model.state.here.screen, UI_PAGE);
    model_finish(&model);
}

static void test_a_trembling_finger_at_the_edge_of_a_button_still_presses_it(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    int x, y;
    assert_true(model_find(&model, ACTION_HOME, SIZE_MAX, &x, &y));
    const struct layer *bar = &model.frame.layers[1];
    struct rect box = bar->scene->targets[0].box;
    int edge = bar->x + box.x + box.w - 1;
    model_down(&model, edge, y);
    model_move(&model, edge + SLOP, y);
    assert_true(model.state.press.inside);
    model_move(&model, edge + SLOP + 1, y);
    assert_false(model.state.press.inside);
    model_move(&model, edge + SLOP, y);
    model_up(&model, edge + SLOP, y);
    assert_int_equal(model.state.here.screen, UI_MENU);
    model_finish(&model);
}

static void test_a_key_ends_a_drag_without_a_jump(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_PAGE, 0);
    model_down(&model, 400, 800);
    model_move(&model, 400, 700);
    int scroll = ui_scroll(&model.state, model.now);
    model_input(&model, (struct input){.kind = INPUT_WHEEL, .dy = 100});
    assert_int_equal(ui_scroll(&model.state, model.now), scroll);
    model_wait(&model, 400);
    assert_int_equal(ui_scroll(&model.state, model.now), scroll + 100);
    model_move(&model, 400, 600); /* it means nothing any more */
    model_up(&model, 400, 600);
    assert_int_equal(ui_scroll(&model.state, model.now), scroll + 100);
    model_finish(&model);
}

/* The x of the layer that shows a slide. */
static int slide_x(const struct model *model, size_t layer)
{
    return model->frame.layers[layer].x;
}

static void test_a_swiped_slide_follows_the_finger_with_its_neighbor(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_down(&model, 1500, 400);
    model_move(&model, 1300, 400);
    assert_int_equal(slide_x(&model, 1), -200 + SLOP);
    assert_int_equal(slide_x(&model, 0), 1920 - 200 + SLOP);
    assert_true(model.frame.layers[0].leaving);
    uint64_t next = model.frame.layers[0].scene->serial, shown = model.frame.layers[1].scene->serial;
    /* To the other side the one before comes; with two slides due it is the same one. */
    model_move(&model, 1600, 400);
    assert_int_equal(slide_x(&model, 1), 100 + SLOP);
    assert_int_equal(slide_x(&model, 0), 100 + SLOP - 1920);
    model_move(&model, 1000, 400);
    model_up(&model, 1000, 400);
    /* Let go, nothing jumps: what was the neighbor is the slide now, and goes on from where it was. */
    assert_int_equal(model.frame.layers[1].scene->serial, next);
    assert_int_equal(model.frame.layers[0].scene->serial, shown);
    assert_int_equal(slide_x(&model, 1), 1920 - 500 + SLOP);
    assert_int_equal(slide_x(&model, 0), -500 + SLOP);
    int before = slide_x(&model, 1);
    while (ui_moving(&model.state, model.now)) {
        model_wait(&model, 16);
        assert_true(slide_x(&model, model.frame.layers[1].stage) <= before);
        before = slide_x(&model, model.frame.layers[1].stage);
    }
    assert_int_equal(model.frame.layers[0].scene->serial, next);
    assert_int_equal(slide_x(&model, 0), 0);
    model_finish(&model);
}

static void test_a_swipe_that_is_taken_back_leaves_everything_as_it_was(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    struct frame before = model.frame;
    model_down(&model, 1500, 400);
    model_move(&model, 1000, 400);
    model_move(&model, 1450, 400);
    model_up(&model, 1450, 400);
    model_wait(&model, 500);
    assert_true(frame_equal(&model.frame, &before));
    /* So does one whose contact is lost. */
    model_down(&model, 1500, 400);
    model_move(&model, 1000, 400);
    model_input(&model, (struct input){.kind = INPUT_CANCEL});
    model_wait(&model, 500);
    assert_true(frame_equal(&model.frame, &before));
    model_finish(&model);
}

/* Pages are left by a swipe, too: back is where one came from. To the other side there is nothing. */
static void test_a_page_is_swiped_back(void **unused)
{
    (void)unused;
    static const struct {
        size_t lang;
        int back;
    } cases[] = {{0, 1}, {2, -1}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct model model;
        model_start(&model);
        model.state.lang = cases[i].lang;
        model_tap(&model, ACTION_HOME, SIZE_MAX);
        model_tap(&model, ACTION_PAGE, 2);
        int way = 700 * cases[i].back;
        model_down(&model, 900, 400);
        model_move(&model, 900 - way, 400);
        assert_in_range(abs(ui_push_x(&model.state, model.now)), 100, 140);
        model_up(&model, 900 - way, 400);
        model_wait(&model, 500);
        assert_int_equal(model.state.here.screen, UI_PAGE);
        model_down(&model, 900, 400);
        model_move(&model, 900 + way, 400);
        model_up(&model, 900 + way, 400);
        model_wait(&model, 500);
        assert_int_equal(model.state.here.screen, UI_MENU);
        assert_int_equal(model.state.trail_count, 0);
        model_finish(&model);
    }
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
    /* The last one is too short, and rests before it is lifted. */
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct model model;
        model_start(&model);
        model.world.clock.now.day = 12;
        model.state.lang = cases[i].lang;
        model_wait(&model, 10);
        model_down(&model, cases[i].from, 400);
        model_move(&model, (cases[i].from + cases[i].to) / 2, 404);
        model_move(&model, cases[i].to, 404);
        model_wait(&model, 60);
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
    assert_int_equal(frame_scroller(&model.frame)->y, y + 100 - SLOP);
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
        cmocka_unit_test(test_a_thrown_page_stops_at_its_end),
        cmocka_unit_test(test_a_finger_that_stops_a_glide_presses_nothing),
        cmocka_unit_test(test_a_drag_that_begins_on_the_bar_drags_nothing),
        cmocka_unit_test(test_a_trembling_finger_at_the_edge_of_a_button_still_presses_it),
        cmocka_unit_test(test_a_key_ends_a_drag_without_a_jump),
        cmocka_unit_test(test_a_swiped_slide_follows_the_finger_with_its_neighbor),
        cmocka_unit_test(test_a_swipe_that_is_taken_back_leaves_everything_as_it_was),
        cmocka_unit_test(test_a_page_is_swiped_back),
        cmocka_unit_test(test_a_swipe_turns_the_slide_in_reading_direction),
        cmocka_unit_test(test_a_finger_resting_on_a_slide_holds_it),
        cmocka_unit_test(test_a_page_that_got_shorter_follows_the_finger_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
