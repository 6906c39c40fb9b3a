#include "window/keys.h"

#include "base/str.h"

struct visitor_key {
    SDL_Keycode code;
    Uint16 with; /* KMOD_CTRL or KMOD_SHIFT, when the key means this only together with it */
    enum input_key key;
    bool repeats;
};

/* The first line that fits counts, so those with a modifier stand before those without. The keypad means its
 * arrows whatever NumLock says: a kiosk's keypad has nothing to type. */
static const struct visitor_key visitor_keys[] = {
    {SDLK_HOME, KMOD_CTRL, KEY_FIRST, false},
    {SDLK_KP_7, KMOD_CTRL, KEY_FIRST, false},
    {SDLK_TAB, KMOD_SHIFT, KEY_BACKTAB, true},
    {SDLK_UP, 0, KEY_UP, true},
    {SDLK_DOWN, 0, KEY_DOWN, true},
    {SDLK_LEFT, 0, KEY_LEFT, true},
    {SDLK_RIGHT, 0, KEY_RIGHT, true},
    {SDLK_PAGEUP, 0, KEY_PAGE_UP, true},
    {SDLK_PAGEDOWN, 0, KEY_PAGE_DOWN, true},
    {SDLK_END, 0, KEY_LAST, false},
    {SDLK_RETURN, 0, KEY_ENTER, false},
    {SDLK_RETURN2, 0, KEY_ENTER, false},
    {SDLK_SELECT, 0, KEY_ENTER, false},
    {SDLK_BACKSPACE, 0, KEY_BACK, false},
    {SDLK_AC_BACK, 0, KEY_BACK, false},
    {SDLK_HOME, 0, KEY_HOME, false},
    {SDLK_AC_HOME, 0, KEY_HOME, false},
    {SDLK_SPACE, 0, KEY_PAUSE, false},
    {SDLK_TAB, 0, KEY_TAB, true},
    {SDLK_KP_8, 0, KEY_UP, true},
    {SDLK_KP_2, 0, KEY_DOWN, true},
    {SDLK_KP_4, 0, KEY_LEFT, true},
    {SDLK_KP_6, 0, KEY_RIGHT, true},
    {SDLK_KP_9, 0, KEY_PAGE_UP, true},
    {SDLK_KP_3, 0, KEY_PAGE_DOWN, true},
    {SDLK_KP_1, 0, KEY_LAST, false},
    {SDLK_KP_7, 0, KEY_HOME, false},
    {SDLK_KP_5, 0, KEY_ENTER, false},
    {SDLK_KP_ENTER, 0, KEY_ENTER, false},
    {SDLK_KP_0, 0, KEY_BACK, false},
};

struct desktop_key {
    SDL_Keycode code;
    enum window_event_kind kind;
    enum input_key key;
};

static const struct desktop_key desktop_keys[] = {
    {SDLK_q, WINDOW_QUIT, KEY_NONE},       {SDLK_ESCAPE, WINDOW_QUIT, KEY_NONE},
    {SDLK_f, WINDOW_FULLSCREEN, KEY_NONE}, {SDLK_r, WINDOW_RELOAD, KEY_NONE},
    {SDLK_d, WINDOW_FIGURES, KEY_NONE},    {SDLK_F12, WINDOW_SCREENSHOT, KEY_NONE},
    {SDLK_l, WINDOW_INPUT, KEY_LANGUAGE},
};

bool keys_translate(const SDL_KeyboardEvent *key, bool kiosk, struct window_event *event)
{
    const Uint16 held = key->keysym.mod;
    if (held & (KMOD_ALT | KMOD_GUI)) {
        return false; /* the window manager's */
    }
    for (size_t i = 0; i < COUNT_OF(visitor_keys); i++) {
        const struct visitor_key *row = &visitor_keys[i];
        if (row->code == key->keysym.sym && (row->with == 0 || (held & row->with))) {
            *event =
                (struct window_event){.kind = WINDOW_INPUT, .input = {.kind = INPUT_KEY, .key = row->key}};
            return row->repeats || !key->repeat;
        }
    }
    if (kiosk || key->repeat) {
        return false;
    }
    for (size_t i = 0; i < COUNT_OF(desktop_keys); i++) {
        const struct desktop_key *row = &desktop_keys[i];
        if (row->code == key->keysym.sym) {
            *event = (struct window_event){.kind = row->kind};
            if (row->kind == WINDOW_INPUT) {
                event->input = (struct input){.kind = INPUT_KEY, .key = row->key};
            }
            return true;
        }
    }
    return false;
}
