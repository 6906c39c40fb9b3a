/* What SDL reports becomes what a visitor did: pointers through the rotation, and no floods. */
#include "window/events.h"
#include "window/turn.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define PANEL_W 800
#define PANEL_H 480

static struct events start(int rotation, bool kiosk)
{
    struct events events;
    events_init(&events, rotation, kiosk);
    events_measure(&events, PANEL_W, PANEL_H, PANEL_W, PANEL_H);
    return events;
}

static SDL_Event button(Uint32 type, Uint8 number, int x, int y)
{
    return (SDL_Event){.button = {.type = type, .button = number, .x = x, .y = y}};
}

static SDL_Event motion(int x, int y)
{
    return (SDL_Event){.motion = {.type = SDL_MOUSEMOTION, .x = x, .y = y}};
}

static SDL_Event finger(Uint32 type, SDL_FingerID id, float x, float y)
{
    return (SDL_Event){.tfinger = {.type = type, .touchId = 7, .fingerId = id, .x = x, .y = y}};
}

static SDL_Event change(Uint8 what)
{
    return (SDL_Event){.window = {.type = SDL_WINDOWEVENT, .event = what}};
}

static void give(struct events *events, SDL_Event event)
{
    assert_true(events_room(events));
    assert_int_equal(events_translate(events, &event), EVENTS_NOTHING);
}

static struct window_event take(struct events *events)
{
    struct window_event event;
    assert_int_equal(events_take(events, &event, 1), 1);
    return event;
}

static struct input take_input(struct events *events)
{
    const struct window_event event = take(events);
    assert_int_equal(event.kind, WINDOW_INPUT);
    return event.input;
}

static void expect(struct events *events, enum input_kind kind, uint64_t pointer, int x, int y)
{
    const struct input input = take_input(events);
    assert_int_equal(input.kind, kind);
    assert_int_equal(input.pointer, pointer);
    assert_int_equal(input.x, x);
    assert_int_equal(input.y, y);
}

static void expect_nothing(struct events *events)
{
    assert_int_equal(events->count, 0);
}

/* The corners of an 800x480 panel, worked out on paper: turned clockwise by 90 degrees, the upright screen is
 * 480 wide and 800 high and its top left corner is in the panel's top right one. */
static const struct {
    int rotation, px, py, x, y;
} corners[] = {
    {0, 0, 0, 0, 0},       {0, 799, 0, 799, 0},    {0, 0, 479, 0, 479},      {0, 799, 479, 799, 479},
    {90, 799, 0, 0, 0},    {90, 799, 479, 479, 0}, {90, 0, 0, 0, 799},       {90, 0, 479, 479, 799},
    {180, 799, 479, 0, 0}, {180, 0, 479, 799, 0},  {180, 799, 0, 0, 479},    {180, 0, 0, 799, 479},
    {270, 0, 479, 0, 0},   {270, 0, 0, 479, 0},    {270, 799, 479, 0, 799},  {270, 799, 0, 479, 799},
    {0, 100, 50, 100, 50}, {90, 100, 50, 50, 699}, {180, 100, 50, 699, 429}, {270, 100, 50, 429, 100},
};

static void mouse_goes_back_through_the_rotation(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(corners); i++) {
        struct events events = start(corners[i].rotation, false);
        give(&events, button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, corners[i].px, corners[i].py));
        expect(&events, INPUT_DOWN, 0, corners[i].x, corners[i].y);
    }
}

static void fingers_go_back_through_the_rotation(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(corners); i++) {
        struct events events = start(corners[i].rotation, false);
        /* the middle of the pixel */
        give(&events, finger(SDL_FINGERDOWN, 0, ((float)corners[i].px + 0.5f) / PANEL_W,
                             ((float)corners[i].py + 0.5f) / PANEL_H));
        expect(&events, INPUT_DOWN, 1, corners[i].x, corners[i].y);
    }
}

static void fingers_at_the_very_edge_stay_on_the_screen(void **state)
{
    (void)state;
    struct events events = start(0, false);
    give(&events, finger(SDL_FINGERDOWN, 0, 1.0f, 1.0f));
    expect(&events, INPUT_DOWN, 1, PANEL_W - 1, PANEL_H - 1);
    give(&events, finger(SDL_FINGERMOTION, 0, -0.1f, 1.2f));
    expect(&events, INPUT_MOVE, 1, 0, PANEL_H - 1);
}

static void upright_size_swaps_for_quarter_turns(void **state)
{
    (void)state;
    static const int rotations[] = {0, 90, 180, 270};
    for (size_t i = 0; i < COUNT_OF(rotations); i++) {
        int w, h;
        turn_size(rotations[i], PANEL_W, PANEL_H, &w, &h);
        assert_int_equal(w, i % 2 ? PANEL_H : PANEL_W);
        assert_int_equal(h, i % 2 ? PANEL_W : PANEL_H);
    }
}

static void mouse_units_are_scaled_to_pixels(void **state)
{
    (void)state;
    struct events events = start(0, false);
    events_measure(&events, 2 * PANEL_W, 2 * PANEL_H, PANEL_W, PANEL_H);
    give(&events, button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, PANEL_W - 1, 10));
    expect(&events, INPUT_DOWN, 0, 2 * PANEL_W - 1, 21);
}

static void only_contacts_that_are_down_are_reported(void **state)
{
    (void)state;
    struct events events = start(0, false);
    give(&events, motion(5, 5));
    give(&events, button(SDL_MOUSEBUTTONUP, SDL_BUTTON_LEFT, 5, 5));
    give(&events, finger(SDL_FINGERMOTION, 3, 0.5f, 0.5f));
    give(&events, finger(SDL_FINGERUP, 3, 0.5f, 0.5f));
    expect_nothing(&events);
}

static void other_buttons_and_synthetic_mice_are_not_taps(void **state)
{
    (void)state;
    struct events events = start(0, false);
    give(&events, button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_RIGHT, 5, 5));
    SDL_Event synthetic = button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 5, 5);
    synthetic.button.which = SDL_TOUCH_MOUSEID;
    give(&events, synthetic);
    expect_nothing(&events);
}

static void a_drag_is_down_moves_up(void **state)
{
    (void)state;
    struct events events = start(0, false);
    give(&events, button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 10, 10));
    give(&events, motion(20, 15));
    give(&events, button(SDL_MOUSEBUTTONUP, SDL_BUTTON_LEFT, 20, 15));
    expect(&events, INPUT_DOWN, 0, 10, 10);
    expect(&events, INPUT_MOVE, 0, 20, 15);
    expect(&events, INPUT_UP, 0, 20, 15);
    expect_nothing(&events);
}

static void a_release_elsewhere_moves_there_first(void **state)
{
    (void)state;
    struct events events = start(0, false);
    give(&events, button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 10, 10));
    give(&events, button(SDL_MOUSEBUTTONUP, SDL_BUTTON_LEFT, -30, 10));
    expect(&events, INPUT_DOWN, 0, 10, 10);
    expect(&events, INPUT_MOVE, 0, -30, 10);
    expect(&events, INPUT_UP, 0, -30, 10);
}

static void moves_of_one_pointer_collapse_into_the_last(void **state)
{
    (void)state;
    struct events events = start(0, false);
    give(&events, button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 0, 0));
    give(&events, finger(SDL_FINGERDOWN, 4, 0, 0));
    for (int i = 1; i <= 400; i++) {
        give(&events, motion(i, i));
        give(&events, finger(SDL_FINGERMOTION, 4, (float)i / 400.0f, 0));
    }
    expect(&events, INPUT_DOWN, 0, 0, 0);
    expect(&events, INPUT_DOWN, 1, 0, 0);
    expect(&events, INPUT_MOVE, 0, 400, 400);
    expect(&events, INPUT_MOVE, 1, PANEL_W - 1, 0);
    expect_nothing(&events);
}

static void moves_do_not_collapse_across_a_release(void **state)
{
    (void)state;
    struct events events = start(0, false);
    give(&events, button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 0, 0));
    give(&events, motion(1, 1));
    give(&events, button(SDL_MOUSEBUTTONUP, SDL_BUTTON_LEFT, 1, 1));
    give(&events, button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 1, 1));
    give(&events, motion(2, 2));
    static const enum input_kind kinds[] = {INPUT_DOWN, INPUT_MOVE, INPUT_UP, INPUT_DOWN, INPUT_MOVE};
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        assert_int_equal(take_input(&events).kind, kinds[i]);
    }
    expect_nothing(&events);
}

static void each_finger_has_a_number_of_its_own(void **state)
{
    (void)state;
    struct events events = start(0, false);
    give(&events, finger(SDL_FINGERDOWN, 0, 0, 0));
    give(&events, finger(SDL_FINGERDOWN, 1, 0.5f, 0));
    give(&events, finger(SDL_FINGERUP, 0, 0, 0));
    give(&events, finger(SDL_FINGERDOWN, 0, 0, 0));
    expect(&events, INPUT_DOWN, 1, 0, 0);
    expect(&events, INPUT_DOWN, 2, 400, 0);
    expect(&events, INPUT_UP, 1, 0, 0);
    expect(&events, INPUT_DOWN, 3, 0, 0);
}

static void the_same_finger_of_two_screens_is_two(void **state)
{
    (void)state;
    struct events events = start(0, false);
    SDL_Event other = finger(SDL_FINGERDOWN, 0, 0.5f, 0);
    other.tfinger.touchId = 8;
    give(&events, finger(SDL_FINGERDOWN, 0, 0, 0));
    give(&events, other);
    expect(&events, INPUT_DOWN, 1, 0, 0);
    expect(&events, INPUT_DOWN, 2, 400, 0);
}

static void a_hand_full_of_fingers_too_many_is_ignored(void **state)
{
    (void)state;
    struct events events = start(0, false);
    for (int i = 0; i < 2 * EVENTS_CONTACTS; i++) {
        give(&events, finger(SDL_FINGERDOWN, i, 0, 0));
    }
    assert_int_equal(events.count, EVENTS_CONTACTS - 1);
}

static void losing_the_focus_cancels_every_contact(void **state)
{
    (void)state;
    struct events events = start(0, false);
    give(&events, button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 3, 4));
    give(&events, finger(SDL_FINGERDOWN, 0, 0.5f, 0));
    give(&events, change(SDL_WINDOWEVENT_FOCUS_LOST));
    give(&events, button(SDL_MOUSEBUTTONUP, SDL_BUTTON_LEFT, 3, 4));
    give(&events, finger(SDL_FINGERUP, 0, 0.5f, 0));
    expect(&events, INPUT_DOWN, 0, 3, 4);
    expect(&events, INPUT_DOWN, 1, 400, 0);
    expect(&events, INPUT_CANCEL, 0, 3, 4);
    expect(&events, INPUT_CANCEL, 1, 400, 0);
    expect_nothing(&events);
}

static void a_mouse_that_leaves_is_cancelled_and_fingers_are_not(void **state)
{
    (void)state;
    struct events events = start(0, false);
    give(&events, button(SDL_MOUSEBUTTONDOWN, SDL_BUTTON_LEFT, 3, 4));
    give(&events, finger(SDL_FINGERDOWN, 0, 0.5f, 0));
    give(&events, change(SDL_WINDOWEVENT_LEAVE));
    expect(&events, INPUT_DOWN, 0, 3, 4);
    expect(&events, INPUT_DOWN, 1, 400, 0);
    expect(&events, INPUT_CANCEL, 0, 3, 4);
    expect_nothing(&events);
}

static void a_second_down_cancels_the_first(void **state)
{
    (void)state;
    struct events events = start(0, false);
    give(&events, finger(SDL_FINGERDOWN, 0, 0, 0));
    give(&events, finger(SDL_FINGERDOWN, 0, 0.5f, 0));
    expect(&events, INPUT_DOWN, 1, 0, 0);
    expect(&events, INPUT_CANCEL, 1, 0, 0);
    expect(&events, INPUT_DOWN, 2, 400, 0);
}

static SDL_Event wheel(float notches)
{
    return (SDL_Event){.wheel = {.type = SDL_MOUSEWHEEL, .preciseY = notches, .mouseX = 30, .mouseY = 40}};
}

static void the_wheel_counts_towards_the_end_of_the_page(void **state)
{
    (void)state;
    struct events events = start(0, false);
    events_measure(&events, 1920, 1080, 1920, 1080);
    give(&events, wheel(-1)); /* towards the user */
    const struct input input = take_input(&events);
    assert_int_equal(input.kind, INPUT_WHEEL);
    assert_int_equal(input.dy, 120);
    assert_int_equal(input.x, 30);
    assert_int_equal(input.y, 40);
    give(&events, wheel(2));
    assert_int_equal(take_input(&events).dy, -240);
}

static void wheel_turns_add_up_and_fractions_are_kept(void **state)
{
    (void)state;
    struct events events = start(0, false);
    events_measure(&events, 1920, 1080, 1920, 1080);
    give(&events, wheel(-1));
    give(&events, wheel(-1));
    assert_int_equal(take_input(&events).dy, 240);
    expect_nothing(&events);
    for (int i = 0; i < 240; i++) {
        give(&events, wheel(-1.0f / 256)); /* less than half a pixel */
    }
    assert_int_equal(take_input(&events).dy, 112); /* 240 / 256 of 120 is 112.5 */
    expect_nothing(&events);
}

static void exposures_and_resizes_come_once_in_a_batch(void **state)
{
    (void)state;
    struct events events = start(0, false);
    for (int i = 0; i < 5; i++) {
        give(&events, change(SDL_WINDOWEVENT_EXPOSED));
        give(&events, change(SDL_WINDOWEVENT_SIZE_CHANGED));
    }
    assert_int_equal(take(&events).kind, WINDOW_EXPOSED);
    assert_int_equal(take(&events).kind, WINDOW_RESIZED);
    expect_nothing(&events);
}

static void lost_textures_are_drawn_again(void **state)
{
    (void)state;
    static const Uint32 types[] = {SDL_RENDER_TARGETS_RESET, SDL_RENDER_DEVICE_RESET};
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        struct events events = start(0, false);
        assert_int_equal(events_translate(&events, &(SDL_Event){.type = types[i]}), EVENTS_LOST_TEXTURES);
        assert_int_equal(take(&events).kind, WINDOW_EXPOSED);
    }
}

static void a_key_is_queued_and_fullscreen_is_asked_for(void **state)
{
    (void)state;
    struct events events = start(0, false);
    give(&events, (SDL_Event){.key = {.type = SDL_KEYDOWN, .keysym = {.sym = SDLK_UP}}});
    assert_int_equal(take_input(&events).key, KEY_UP);
    const SDL_Event f = {.key = {.type = SDL_KEYDOWN, .keysym = {.sym = SDLK_f}}};
    assert_int_equal(events_translate(&events, &f), EVENTS_FULLSCREEN);
    assert_int_equal(take(&events).kind, WINDOW_FULLSCREEN);
    give(&events, (SDL_Event){.key = {.type = SDL_KEYUP, .keysym = {.sym = SDLK_UP}}});
    expect_nothing(&events);
}

static void the_queue_hands_out_in_order_and_never_overflows(void **state)
{
    (void)state;
    struct events events = start(0, false);
    int given = 0;
    for (; events_room(&events); given++) {
        const bool down = given % 2 == 0;
        give(&events, button(down ? SDL_MOUSEBUTTONDOWN : SDL_MOUSEBUTTONUP, SDL_BUTTON_LEFT, 1, 1));
    }
    assert_in_range(events.count, EVENTS_QUEUE - EVENTS_CONTACTS, EVENTS_QUEUE);
    int taken = 0;
    struct window_event some[7];
    for (size_t n; (n = events_take(&events, some, COUNT_OF(some))) > 0;) {
        for (size_t i = 0; i < n; i++, taken++) {
            assert_int_equal(some[i].input.kind, taken % 2 == 0 ? INPUT_DOWN : INPUT_UP);
        }
    }
    assert_int_equal(taken, given);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mouse_goes_back_through_the_rotation),
        cmocka_unit_test(fingers_go_back_through_the_rotation),
        cmocka_unit_test(fingers_at_the_very_edge_stay_on_the_screen),
        cmocka_unit_test(upright_size_swaps_for_quarter_turns),
        cmocka_unit_test(mouse_units_are_scaled_to_pixels),
        cmocka_unit_test(only_contacts_that_are_down_are_reported),
        cmocka_unit_test(other_buttons_and_synthetic_mice_are_not_taps),
        cmocka_unit_test(a_drag_is_down_moves_up),
        cmocka_unit_test(a_release_elsewhere_moves_there_first),
        cmocka_unit_test(moves_of_one_pointer_collapse_into_the_last),
        cmocka_unit_test(moves_do_not_collapse_across_a_release),
        cmocka_unit_test(each_finger_has_a_number_of_its_own),
        cmocka_unit_test(the_same_finger_of_two_screens_is_two),
        cmocka_unit_test(a_hand_full_of_fingers_too_many_is_ignored),
        cmocka_unit_test(losing_the_focus_cancels_every_contact),
        cmocka_unit_test(a_mouse_that_leaves_is_cancelled_and_fingers_are_not),
        cmocka_unit_test(a_second_down_cancels_the_first),
        cmocka_unit_test(the_wheel_counts_towards_the_end_of_the_page),
        cmocka_unit_test(wheel_turns_add_up_and_fractions_are_kept),
        cmocka_unit_test(exposures_and_resizes_come_once_in_a_batch),
        cmocka_unit_test(lost_textures_are_drawn_again),
        cmocka_unit_test(a_key_is_queued_and_fullscreen_is_asked_for),
        cmocka_unit_test(the_queue_hands_out_in_order_and_never_overflows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
