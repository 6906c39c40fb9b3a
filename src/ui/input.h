/* ui/input: what a visitor does, free of any window system. */
#ifndef LOBBY_UI_INPUT_H
#define LOBBY_UI_INPUT_H

#include <stdint.h>

enum input_kind {
    INPUT_TIME, /* nothing but that time went by */
    INPUT_DOWN, /* finger or main button; x, y, pointer */
    INPUT_MOVE,
    INPUT_UP,
    INPUT_CANCEL, /* the contact was lost */
    INPUT_WHEEL,  /* dy in px, positive: towards the end of the page */
    INPUT_KEY
};

enum input_key {
    KEY_NONE,
    KEY_UP,
    KEY_DOWN,
    KEY_LEFT,
    KEY_RIGHT,
    KEY_PAGE_UP,
    KEY_PAGE_DOWN,
    KEY_FIRST, /* Home key held with Control, or "First": top of a page */
    KEY_LAST,
    KEY_ENTER,
    KEY_BACK,  /* Backspace, AC Back */
    KEY_HOME,  /* Home: the menu */
    KEY_PAUSE, /* Space */
    KEY_TAB,
    KEY_BACKTAB,
    KEY_LANGUAGE /* l: the next language */
};

struct input {
    enum input_kind kind;
    int x, y;         /* px of the upright screen */
    uint64_t pointer; /* which finger; the mouse is 0 */
    int dy;
    enum input_key key;
};

#endif
