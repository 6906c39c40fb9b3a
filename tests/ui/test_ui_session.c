/* A session from the first touch to the reset: nothing of a visitor is left for the next one. */
#include "check.h"
#include "model.h"

#include <string.h>

static bool same_place(const struct ui_place *a, const struct ui_place *b)
{
    return a->screen == b->screen && a->index == b->index && a->uri == b->uri && a->scroll == b->scroll &&
           a->focus == b->focus;
}

static bool same_press(const struct ui_press *a, const struct ui_press *b)
{
    return a->finger.phase == b->finger.phase && a->finger.last == b->finger.last &&
           a->finger.n_samples == b->finger.n_samples && a->scene == b->scene && a->target == b->target &&
           a->inside == b->inside && a->action.kind == b->action.kind && a->scroll == b->scroll;
}

static bool same_motion(const struct ui_state *a, const struct ui_state *b)
{
    return same_place(&a->from, &b->from) && a->motion_start == b->motion_start &&
           a->motion_ms == b->motion_ms && a->push.active == b->push.active && a->push.side == b->push.side &&
           a->push.x == b->push.x && a->push.start == b->push.start && a->push.ms == b->push.ms &&
           a->scroll_from == b->scroll_from && a->scroll_to == b->scroll_to &&
           a->scroll_start == b->scroll_start && a->scroll_ms == b->scroll_ms &&
           a->scroll_throw == b->scroll_throw;
}

/* Every field but slide_since, which is the time since when the slide stands. */
static bool same_state(const struct ui_state *a, const struct ui_state *b)
{
    if (a->trail_count != b->trail_count)
        return false;
    for (size_t i = 0; i < UI_TRAIL_MAX; i++) {
        if (!same_place(&a->trail[i], &b->trail[i]))
            return false;
    }
    return same_place(&a->here, &b->here) && a->lang == b->lang && a->paused == b->paused &&
           same_motion(a, b) && a->session == b->session && a->last_action == b->last_action &&
           a->asking == b->asking && a->asked == b->asked && same_press(&a->press, &b->press);
}

static void read_long(struct model *model)
{
    model_tap(model, ACTION_PAGE, 0);
    model_down(model, 400, 800);
    model_move(model, 400, 300);
    model_up(model, 400, 300);
}

static void wander(struct model *model)
{
    model_tap(model, ACTION_HOME, SIZE_MAX);
    model_tap(model, ACTION_PAGE, 0);
    model_tap(model, ACTION_LANGUAGE, 2);
    model_key(model, KEY_LAST);
    model_wait(model, 500);
    model_tap(model, ACTION_PAGE, 1);
    model_key(model, KEY_TAB);
    model_key(model, KEY_TAB);
}

static void swipe_and_pause(struct model *model)
{
    model_down(model, 1500, 400);
    model_move(model, 900, 400);
    model_up(model, 900, 400);
    model_wait(model, 500);
    model_tap(model, ACTION_PAUSE, SIZE_MAX);
}

static void leave_a_finger_there(struct model *model)
{
    model_tap(model, ACTION_HOME, SIZE_MAX);
    model_down(model, 700, 500);
}

static void touch_the_question(struct model *model)
{
    model_tap(model, ACTION_HOME, SIZE_MAX);
    model_wait(model, 65000);
    assert_true(model->state.asking);
    model_down(model, 5, 5);
    model_up(model, 5, 5);
    assert_false(model->state.asking);
    model_tap(model, ACTION_LANGUAGE, 1);
}

static void storm(struct model *model)
{
    unsigned seed = 7;
    model_tap(model, ACTION_HOME, SIZE_MAX);
    for (int i = 0; i < 1000; i++) {
        seed = seed * 1103515245u + 12345u;
        struct input input = {.kind = (enum input_kind)(INPUT_DOWN + (seed >> 8) % 4),
                              .x = (int)(seed >> 16) % 1920,
                              .y = (int)(seed >> 12) % 1080,
                              .pointer = (seed >> 20) % 10};
        model->now += 1;
        model_input(model, input);
    }
}

static void (*const visits[])(struct model *) = {
    read_long, wander, swipe_and_pause, leave_a_finger_there, touch_the_question, storm};

/* Waits at most ms for the end of the session. */
static bool ends_within(struct model *model, uint64_t ms)
{
    for (uint64_t waited = 0; model->state.session && waited < ms; waited += 1000)
        model_wait(model, 1000);
    return !model->state.session;
}

static void test_after_the_reset_everything_is_as_before_the_first_touch(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(visits); i++) {
        struct model model;
        model_start(&model);
        struct ui_state before = model.state;
        struct frame first = model.frame;
        visits[i](&model);
        assert_true(model.state.session);
        assert_false(same_state(&model.state, &before)); /* the visit left traces */
        assert_true(ends_within(&model, 90000));
        uint64_t reset = model.state.slide_since;
        model_wait(&model, 1000);
        assert_int_equal(model.state.slide_since, reset); /* still the first slide */
        if (!same_state(&model.state, &before))
            fail_msg("visit %zu left something behind", i);
        assert_true(frame_equal(&model.frame, &first));
        model_finish(&model);
    }
}

/* Reports of one contact that lies there, a thousand a second, and what else may go on meanwhile. */
static void test_no_stuck_contact_keeps_a_session_alive(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_HOME, SIZE_MAX);
    model_input(&model, (struct input){.kind = INPUT_DOWN, .x = 960, .y = 900, .pointer = 3});
    for (int i = 0; i < 90000 && model.state.session; i++) {
        model.now++;
        struct input jitter = {.kind = INPUT_MOVE, .x = 960 + i % 9, .y = 900 - i % 5, .pointer = 3};
        ui_step(&model.state, &model.world, &jitter, model.now);
        ui_step(&model.state, &model.world, &(struct input){.kind = INPUT_TIME}, model.now);
    }
    assert_false(model.state.session);
    assert_int_equal(model.state.here.screen, UI_SLIDES);
    model_finish(&model);
}

static void test_a_panel_gone_mad_keeps_no_session_alive(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_HOME, SIZE_MAX);
    unsigned seed = 3;
    bool reset = false;
    for (int i = 0; i < 200000 && !reset; i++) {
        seed = seed * 1103515245u + 12345u;
        struct input input = {.kind = (enum input_kind)(INPUT_DOWN + (int)((seed >> 8) % 3)),
                              .x = (int)(seed >> 16) % 1920,
                              .y = (int)(seed >> 11) % 1080,
                              .pointer = (seed >> 20) % 10};
        model.now++;
        model_input(&model, input);
        reset = model.state.here.screen == UI_SLIDES && !model.state.session;
    }
    assert_true(reset);
    model_finish(&model);
}

/* The negative control of the two above: a hand that goes on touching, even slowly, is not thrown out. */
static void test_whoever_scrolls_slowly_is_never_asked(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_PAGE, 0);
    for (int i = 0; i < 20; i++) {
        int y = 700;
        model_down(&model, 400, y);
        for (int step = 0; step < 20; step++) {
            model_wait(&model, 1000);
            model_move(&model, 400, y += i % 2 ? 20 : -20);
        }
        model_up(&model, 400, y);
        model_wait(&model, 30000);
        assert_false(model.state.asking);
    }
    model_finish(&model);
}

static void test_the_question_can_be_answered_as_often_as_one_likes(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    model_tap(&model, ACTION_PAGE, 0);
    model_key(&model, KEY_PAGE_DOWN);
    model_wait(&model, 500);
    int scroll = ui_scroll(&model.state, model.now);
    assert_true(scroll > 0);
    for (int i = 0; i < 50; i++) {
        model_wait(&model, 60000 + 15000);
        assert_true(model.state.asking);
        assert_in_range(ui_seconds_left(&model.state, &model.world, model.now), 3, 5);
        assert_true(model_tap(&model, ACTION_STAY, SIZE_MAX));
        assert_false(model.state.asking);
        assert_int_equal(ui_scroll(&model.state, model.now), scroll);
    }
    model_finish(&model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_after_the_reset_everything_is_as_before_the_first_touch),
        cmocka_unit_test(test_no_stuck_contact_keeps_a_session_alive),
        cmocka_unit_test(test_a_panel_gone_mad_keeps_no_session_alive),
        cmocka_unit_test(test_whoever_scrolls_slowly_is_never_asked),
        cmocka_unit_test(test_the_question_can_be_answered_as_often_as_one_likes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
