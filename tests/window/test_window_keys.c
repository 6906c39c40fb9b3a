/* Which key means what: a visitor's keys everywhere, a developer's only outside of kiosk mode. */
#include "window/keys.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static SDL_KeyboardEvent press(SDL_Keycode code, Uint16 held, bool repeat)
{
    return (SDL_KeyboardEvent){.type = SDL_KEYDOWN, .repeat = repeat, .keysym = {.sym = code, .mod = held}};
}

static const struct {
    SDL_Keycode code;
    Uint16 held;
    bool repeat;
    enum input_key key; /* KEY_NONE: nothing happens */
} visitor_keys[] = {
    {SDLK_UP, 0, false, KEY_UP},
    {SDLK_DOWN, 0, false, KEY_DOWN},
    {SDLK_DOWN, KMOD_NUM | KMOD_CAPS, false, KEY_DOWN},
    {SDLK_LEFT, 0, false, KEY_LEFT},
    {SDLK_RIGHT, 0, false, KEY_RIGHT},
    {SDLK_PAGEUP, 0, false, KEY_PAGE_UP},
    {SDLK_PAGEDOWN, 0, false, KEY_PAGE_DOWN},
    {SDLK_PAGEDOWN, 0, true, KEY_PAGE_DOWN},
    {SDLK_HOME, 0, false, KEY_HOME},
    {SDLK_HOME, KMOD_LCTRL, false, KEY_FIRST},
    {SDLK_HOME, KMOD_RCTRL, false, KEY_FIRST},
    {SDLK_END, 0, false, KEY_LAST},
    {SDLK_END, KMOD_LCTRL, false, KEY_LAST},
    {SDLK_RETURN, 0, false, KEY_ENTER},
    {SDLK_RETURN, 0, true, KEY_NONE},
    {SDLK_KP_ENTER, 0, false, KEY_ENTER},
    {SDLK_BACKSPACE, 0, false, KEY_BACK},
    {SDLK_AC_BACK, 0, false, KEY_BACK},
    {SDLK_SPACE, 0, false, KEY_PAUSE},
    {SDLK_SPACE, 0, true, KEY_NONE},
    {SDLK_TAB, 0, false, KEY_TAB},
    {SDLK_TAB, KMOD_LSHIFT, false, KEY_BACKTAB},
    {SDLK_TAB, KMOD_RSHIFT, true, KEY_BACKTAB},
    {SDLK_TAB, KMOD_LALT, false, KEY_NONE},
    {SDLK_KP_8, 0, false, KEY_UP},
    {SDLK_KP_2, KMOD_NUM, true, KEY_DOWN},
    {SDLK_KP_5, 0, false, KEY_ENTER},
    {SDLK_KP_7, 0, false, KEY_HOME},
    {SDLK_KP_0, 0, false, KEY_BACK},
    {SDLK_UP, KMOD_LGUI, false, KEY_NONE},
    {SDLK_x, 0, false, KEY_NONE},
};

static void the_visitors_keys_mean_the_same_everywhere(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2 * COUNT_OF(visitor_keys); i++) {
        const size_t row = i / 2;
        const SDL_KeyboardEvent pressed =
            press(visitor_keys[row].code, visitor_keys[row].held, visitor_keys[row].repeat);
        struct window_event event;
        assert_int_equal(keys_translate(&pressed, i % 2 == 0, &event), visitor_keys[row].key != KEY_NONE);
        if (visitor_keys[row].key != KEY_NONE) {
            assert_int_equal(event.kind, WINDOW_INPUT);
            assert_int_equal(event.input.kind, INPUT_KEY);
            assert_int_equal(event.input.key, visitor_keys[row].key);
        }
    }
}

static const struct {
    SDL_Keycode code;
    enum window_event_kind kind;
} desktop_keys[] = {
    {SDLK_q, WINDOW_QUIT},   {SDLK_ESCAPE, WINDOW_QUIT}, {SDLK_f, WINDOW_FULLSCREEN},
    {SDLK_r, WINDOW_RELOAD}, {SDLK_d, WINDOW_FIGURES},   {SDLK_F12, WINDOW_SCREENSHOT},
    {SDLK_l, WINDOW_INPUT},
};

static void the_developers_keys_exist_only_outside_of_kiosk_mode(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(desktop_keys); i++) {
        const SDL_KeyboardEvent pressed = press(desktop_keys[i].code, 0, false);
        const SDL_KeyboardEvent held = press(desktop_keys[i].code, 0, true);
        struct window_event event;
        assert_true(keys_translate(&pressed, false, &event));
        assert_int_equal(event.kind, desktop_keys[i].kind);
        if (event.kind == WINDOW_INPUT) {
            assert_int_equal(event.input.key, KEY_LANGUAGE);
        }
        assert_false(keys_translate(&held, false, &event)); /* it acts once */
        assert_false(keys_translate(&pressed, true, &event));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_visitors_keys_mean_the_same_everywhere),
        cmocka_unit_test(the_developers_keys_exist_only_outside_of_kiosk_mode),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
