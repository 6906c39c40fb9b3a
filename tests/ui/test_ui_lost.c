/* What may be left behind: contacts without an end, pushes without a finger, a focus without a target. */
#include "check.h"
#include "model.h"

#include <string.h>

/* One slide that is due, so that no other one comes and tidies up. */
static void start_with_one_slide(struct model *model)
{
    static struct slide alone[3];
    model_start(model);
    memcpy(alone, model->content.slides, sizeof alone);
    alone[1].show.until = alone[2].show.until = 0;
    model->content.slides = alone;
    model_wait(model, 10);
}

static void start_on_a_page(struct model *model)
{
    model_start(model);
    model_tap(model, ACTION_PAGE, 0);
}

/* A finger that has swiped half of the way. */
static void push(struct model *model)
{
    model_down(model, 500, 400);
    model_move(model, 1000, 400);
    assert_true(ui_push_x(&model->state, model->now) > 0);
}

static void test_a_finger_lost_in_mid_swipe_leaves_the_slide_in_its_place(void **unused)
{
    (void)unused;
    struct model model;
    start_with_one_slide(&model);
    struct frame before = model.frame;
    push(&model);
    model_wait(&model, 62000);
    assert_false(model.state.session);
    assert_false(model.state.push.active);
    assert_true(frame_equal(&before, &model.frame));
    model_finish(&model);
}

static void test_and_a_page_under_the_question(void **unused)
{
    (void)unused;
    struct model model;
    start_on_a_page(&model);
    struct frame before = model.frame;
    push(&model);
    model_wait(&model, 65000);
    assert_true(model.state.asking);
    assert_false(model.state.push.active);
    model_tap(&model, ACTION_STAY, SIZE_MAX);
    assert_true(frame_equal(&before, &model.frame));
    model_finish(&model);
}

static void test_a_finger_that_takes_over_lets_go_what_the_first_one_pushed(void **unused)
{
    (void)unused;
    struct model model;
    start_on_a_page(&model);
    push(&model);
    model_wait(&model, 2100);
    model_input(&model, (struct input){.kind = INPUT_DOWN, .x = 1200, .y = 600, .pointer = 5});
    assert_true(ui_moving(&model.state, model.now));
    model_wait(&model, 400);
    assert_int_equal(ui_push_x(&model.state, model.now), 0);
    assert_true(ui_pressing(&model.state));
    model_finish(&model);
}

static void test_a_lift_far_away_leaves_nothing_pushed(void **unused)
{
    (void)unused;
    struct model model;
    start_on_a_page(&model);
    push(&model);
    model.now += 5;
    model_up(&model, 1900, 400);
    model_wait(&model, 400);
    assert_false(model.state.push.active);
    assert_int_equal(model.state.here.screen, UI_PAGE);
    model_finish(&model);
}

/* As the window tells it: the old contact is lost, and in the same moment a new one begins. */
static void test_a_press_after_a_lost_release_counts(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    int x, y;
    assert_true(model_find(&model, ACTION_HOME, SIZE_MAX, &x, &y));
    model_down(&model, 900, 300);
    model_wait(&model, 500);
    model_input(&model, (struct input){.kind = INPUT_CANCEL});
    model_down(&model, x, y);
    model_wait(&model, 80);
    model_up(&model, x, y);
    assert_int_equal(model.state.here.screen, UI_MENU);
    model_finish(&model);
}

static void test_an_end_while_the_display_fails_is_an_end(void **unused)
{
    (void)unused;
    static const enum input_kind ends[] = {INPUT_UP, INPUT_CANCEL};
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        struct model model;
        start_on_a_page(&model);
        push(&model);
        model.world.shown = NULL;
        ui_step(&model.state, &model.world, &(struct input){.kind = ends[i], .x = 1000, .y = 400}, model.now);
        assert_false(ui_pressing(&model.state));
        model_wait(&model, 400);
        assert_false(model.state.push.active);
        assert_int_equal(model.state.here.screen, UI_PAGE);
        model_finish(&model);
    }
}

/* Every column of the screen shows a place. */
static void expect_whole(const struct model *model)
{
    for (int x = 0; x < model->frame.w; x++) {
        bool covered = false;
        for (size_t i = 0; i < model->frame.count && !covered; i++) {
            const struct layer *layer = &model->frame.layers[i];
            covered = layer->stage && x >= layer->x && x < layer->x + layer->scene->w;
        }
        if (!covered)
            fail_msg("nothing at %d of %d", x, model->frame.w);
    }
}

static void test_a_mouse_beyond_the_window_tears_nothing_open(void **unused)
{
    (void)unused;
    static const int sides[] = {-1, 1};
    for (size_t i = 0; i < COUNT_OF(sides); i++) {
        struct model model;
        model_start(&model);
        model_down(&model, 960, 400);
        model_move(&model, 960 + sides[i] * 3000, 400);
        expect_whole(&model);
        model_up(&model, 960 + sides[i] * 3000, 400);
        expect_whole(&model);
        model_wait(&model, 400);
        expect_whole(&model);
        assert_int_equal(model.state.here.index, 2);
        model_finish(&model);
    }
}

static void test_another_size_in_mid_swipe_tears_nothing_open(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    push(&model);
    model_resize(&model, 320, 240);
    expect_whole(&model);
    model_up(&model, 1000, 400);
    for (int i = 0; i < 40; i++) {
        expect_whole(&model);
        model_wait(&model, 16);
    }
    assert_false(ui_moving(&model.state, model.now));
    model_finish(&model);
}

static void test_a_slide_that_glides_back_is_not_exchanged_on_its_way(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_wait(&model, 7700);
    model_down(&model, 1500, 400);
    model_move(&model, 1300, 400);
    model_wait(&model, 200);
    model_up(&model, 1300, 400); /* 80 ms before its end */
    assert_true(ui_push_x(&model.state, model.now) < 0);
    while (ui_push_x(&model.state, model.now) != 0) {
        assert_int_equal(model.state.here.index, 0);
        model_wait(&model, 1);
    }
    model_wait(&model, 30); /* the last half px */
    assert_int_equal(model.state.here.index, 2);
    model_finish(&model);
}

static void test_a_reload_under_a_finger_does_not_turn_the_slide(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_down(&model, 900, 300);
    model_wait(&model, 20000);
    struct content before = model.content;
    ui_reload(&model.state, &before, &model.world, model.now);
    model_wait(&model, 7900);
    assert_int_equal(model.state.here.index, 0);
    model_wait(&model, 200);
    assert_int_equal(model.state.here.index, 2);
    model_finish(&model);
}

/* What was under the question is there when it is answered, also when somebody answers late and by key. */
static void test_an_answer_does_not_turn_the_slide(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_LANGUAGE, 1);
    while (!model.state.asking)
        model_wait(&model, 1000);
    model_wait(&model, 15000);
    size_t slide = model.state.here.index;
    model_key(&model, KEY_ENTER);
    assert_false(model.state.asking);
    model_wait(&model, 7900);
    assert_int_equal(model.state.here.index, slide);
    model_wait(&model, 200);
    assert_int_not_equal(model.state.here.index, slide);
    model_finish(&model);
}

/* One finger that wanders about for ever, farther than any finger trembles: noise, not a visitor. */
static void test_a_contact_that_wanders_keeps_no_session_alive(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_HOME, SIZE_MAX);
    uint64_t began = model.now;
    model_input(&model, (struct input){.kind = INPUT_DOWN, .x = 960, .y = 400, .pointer = 3});
    for (int i = 0; model.state.session && model.now < began + 200000; i++) {
        struct input wander = {.kind = INPUT_MOVE, .x = 960 + i % 2 * 60, .y = 400 - i % 5, .pointer = 3};
        model.now++;
        ui_step(&model.state, &model.world, &wander, model.now);
        ui_step(&model.state, &model.world, &(struct input){.kind = INPUT_TIME}, model.now);
    }
    /* A minute of its life, a minute of silence, and the question. */
    assert_false(model.state.session);
    assert_in_range(model.now - began, 139000, 141000);
    model_finish(&model);
}

static void test_nor_does_it_keep_others_out(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    int x, y;
    assert_true(model_find(&model, ACTION_HOME, SIZE_MAX, &x, &y));
    model_input(&model, (struct input){.kind = INPUT_DOWN, .x = 960, .y = 400, .pointer = 3});
    for (int i = 0; i < 6300; i++) {
        model.now += 10;
        model_input(&model,
                    (struct input){.kind = INPUT_MOVE, .x = 960, .y = 400 - i % 2 * 60, .pointer = 3});
    }
    model_down(&model, x, y);
    model_up(&model, x, y);
    assert_int_equal(model.state.here.screen, UI_MENU);
    model_finish(&model);
}

static size_t focused(const struct model *model, struct action *action)
{
    size_t count = 0;
    for (size_t i = 0; i < model->frame.count; i++) {
        const struct layer *layer = &model->frame.layers[i];
        if (layer->focused == FRAME_NO_TARGET)
            continue;
        *action = layer->scene->targets[layer->focused].action;
        count++;
    }
    return count;
}

/* In Spanish the page has no link and does not scroll: the bar is another one, and less is above it. */
static void test_the_focus_stays_on_its_button_in_another_language(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < 2; i++) {
        struct model model;
        model_start(&model);
        struct page pages[3];
        memcpy(pages, model.content.pages, sizeof pages);
        pages[i].body[1] = (struct body){.blocks = NULL, .count = 0};
        model.content.pages = pages;
        model.state.here = (struct ui_place){.screen = UI_PAGE, .index = i, .focus = FRAME_NO_TARGET};
        model_wait(&model, 10);
        size_t before = frame_focus_count(&model.frame);
        struct action action = {.kind = ACTION_NONE};
        while (action.kind != ACTION_LANGUAGE || action.index != 1) {
            model_key(&model, KEY_BACKTAB);
            assert_int_equal(focused(&model, &action), 1);
        }
        model_key(&model, KEY_ENTER);
        model_wait(&model, 1000);
        assert_int_equal(model.state.lang, 1);
        assert_true(frame_focus_count(&model.frame) < before);
        assert_int_equal(focused(&model, &action), 1);
        assert_int_equal(action.kind, ACTION_LANGUAGE);
        model_finish(&model);
    }
}

/* A focus on what new content has no more is on what is nearest to it. */
static void test_the_focus_is_never_beyond_the_last_target(void **unused)
{
    (void)unused;
    struct model model;
    struct action action;
    model_start(&model);
    model_tap(&model, ACTION_HOME, SIZE_MAX);
    for (size_t focus = 0; focus < 20; focus++) {
        model.state.here.focus = focus;
        model_wait(&model, 1);
        assert_int_equal(focused(&model, &action), 1);
        model.state.here.focus = FRAME_FROM_END(focus + 1);
        model_wait(&model, 1);
        assert_int_equal(focused(&model, &action), 1);
    }
    size_t count = frame_focus_count(&model.frame);
    assert_int_equal(frame_focus_index(&model.frame, 20), count - 1);
    assert_int_equal(frame_focus_index(&model.frame, FRAME_FROM_END(1)), count - 1);
    assert_int_equal(frame_focus_index(&model.frame, FRAME_FROM_END(count)), 0);
    assert_int_equal(frame_focus_index(&model.frame, FRAME_FROM_END(count + 1)), 0);
    assert_true(frame_focus_index(&model.frame, FRAME_NO_TARGET) == FRAME_NO_TARGET);
    model_finish(&model);
}

static void test_the_same_language_again_moves_nothing(void **unused)
{
    (void)unused;
    struct model model;
    start_on_a_page(&model);
    model.content.n_langs = 1;
    model_key(&model, KEY_PAGE_DOWN);
    model_wait(&model, 1000);
    int scroll = ui_scroll(&model.state, model.now);
    assert_true(scroll > 0);
    model_key(&model, KEY_LANGUAGE);
    model_wait(&model, 1000);
    assert_int_equal(ui_scroll(&model.state, model.now), scroll);
    model_finish(&model);
}

/* Whether it was chosen in the bar or on the sheet. */
static void test_another_language_shows_a_page_from_its_top(void **unused)
{
    (void)unused;
    for (int sheet = 0; sheet < 2; sheet++) {
        struct model model;
        start_on_a_page(&model);
        model_key(&model, KEY_PAGE_DOWN);
        model_wait(&model, 1000);
        struct ui_state *state = &model.state;
        if (sheet) {
            state->trail[state->trail_count++] = state->here;
            state->here = (struct ui_place){.screen = UI_LANGUAGES, .focus = FRAME_NO_TARGET};
            model_wait(&model, 10);
        }
        assert_true(model_tap(&model, ACTION_LANGUAGE, 1));
        assert_int_equal(state->here.screen, UI_PAGE);
        assert_int_equal(ui_scroll(state, model.now), 0);
        model_finish(&model);
    }
}

/* The last pixels of a glide take a second, and nobody sees them: whoever taps then means it. */
static void test_a_page_that_looks_still_can_be_tapped(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_resize(&model, 800, 480);
    model_tap(&model, ACTION_PAGE, 0);
    model_key(&model, KEY_LAST);
    model_wait(&model, 1000);
    model_down(&model, 400, 100);
    for (int y = 104; y <= 120; y += 2)
        model_move(&model, 400, y);
    model_up(&model, 400, 120);
    int x, y;
    while (ui_scroll(&model.state, model.now) - model.state.scroll_to > 8)
        model_wait(&model, 1);
    assert_true(ui_moving(&model.state, model.now));
    assert_true(model_find(&model, ACTION_PAGE, 1, &x, &y)); /* a related page, at the end */
    model_down(&model, x, y);
    model_up(&model, x, y);
    assert_int_equal(model.state.here.screen, UI_PAGE);
    assert_int_equal(model.state.here.index, 1);
    model_finish(&model);
}

static void visit(struct model *model)
{
    for (int key = KEY_NONE; key <= KEY_LANGUAGE; key++)
        model_key(model, (enum input_key)key);
    static const int drags[][4] = {{0, 0, 50, 50}, {50, 0, -50, 0}, {0, 50, 0, -50}, {0, 0, 0, 0}};
    for (size_t i = 0; i < COUNT_OF(drags); i++) {
        model_wait(model, 500);
        model_down(model, drags[i][0], drags[i][1]);
        model_move(model, drags[i][2], drags[i][3]);
        model_up(model, drags[i][2], drags[i][3]);
    }
}

static void test_no_screen_is_too_small(void **unused)
{
    (void)unused;
    static const int sizes[][2] = {{0, 0}, {1, 1}, {2, 300}, {300, 2}, {60, 60}, {0, 480}, {99, 99}};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        struct model model;
        model_start(&model);
        model_resize(&model, sizes[i][0], sizes[i][1]);
        for (int screen = UI_SLIDES; screen <= UI_LANGUAGES; screen++) {
            model.state.here = (struct ui_place){
                .screen = (enum ui_screen)screen, .uri = "https://example.org/", .focus = FRAME_NO_TARGET};
            model_wait(&model, 10);
            visit(&model);
        }
        model_wait(&model, 100000);
        assert_false(model.state.session);
        assert_int_equal(model.state.here.screen, UI_SLIDES);
        model_finish(&model);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_finger_lost_in_mid_swipe_leaves_the_slide_in_its_place),
        cmocka_unit_test(test_and_a_page_under_the_question),
        cmocka_unit_test(test_a_finger_that_takes_over_lets_go_what_the_first_one_pushed),
        cmocka_unit_test(test_a_lift_far_away_leaves_nothing_pushed),
        cmocka_unit_test(test_a_press_after_a_lost_release_counts),
        cmocka_unit_test(test_an_end_while_the_display_fails_is_an_end),
        cmocka_unit_test(test_a_mouse_beyond_the_window_tears_nothing_open),
        cmocka_unit_test(test_another_size_in_mid_swipe_tears_nothing_open),
        cmocka_unit_test(test_a_slide_that_glides_back_is_not_exchanged_on_its_way),
        cmocka_unit_test(test_a_reload_under_a_finger_does_not_turn_the_slide),
        cmocka_unit_test(test_an_answer_does_not_turn_the_slide),
        cmocka_unit_test(test_a_contact_that_wanders_keeps_no_session_alive),
        cmocka_unit_test(test_nor_does_it_keep_others_out),
        cmocka_unit_test(test_the_focus_stays_on_its_button_in_another_language),
        cmocka_unit_test(test_the_focus_is_never_beyond_the_last_target),
        cmocka_unit_test(test_the_same_language_again_moves_nothing),
        cmocka_unit_test(test_another_language_shows_a_page_from_its_top),
        cmocka_unit_test(test_a_page_that_looks_still_can_be_tapped),
        cmocka_unit_test(test_no_screen_is_too_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
