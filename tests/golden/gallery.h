/* The screens that have a golden, and how each of them is drawn: with the fixture contents, the fonts of
 * fonts.conf and a moment of their own. */
#ifndef LOBBY_TESTS_GOLDEN_GALLERY_H
#define LOBBY_TESTS_GOLDEN_GALLERY_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

enum golden_kind {
    GOLDEN_SLIDE,
    GOLDEN_MENU,
    GOLDEN_PAGE,
    GOLDEN_STILL,
    GOLDEN_SAFE,
    GOLDEN_EMERGENCY,
    GOLDEN_LANGUAGES, /* the sheet of languages */
    GOLDEN_LINK,      /* an outside link's QR code; id: the address */
    GOLDEN_FOCUSED,   /* the menu, with a keyboard's focus on a tile */
    GOLDEN_PRESSED,   /* the menu, with a finger on a tile */
    GOLDEN_FADE,      /* half way from the slide id to the menu */
    GOLDEN_SWIPE      /* a finger has pushed the slide id by a third of the width towards the next one */
};

struct golden {
    const char *fixture; /* folder below tests/golden */
    const char *lang;
    enum golden_kind kind;
    const char *id; /* of the slide or page, or NULL */
    unsigned screen;
    const char *at; /* NULL: a day without a notice */
    int w, h;
};

extern const struct golden goldens[];
extern const size_t golden_count;

/* "content-en-page-markdown-2-800x480", malloced. */
char *golden_name(const struct golden *golden);

/* Draws one. *rgb is malloced, golden->w * golden->h * 3 bytes. folder holds the fixtures. */
bool golden_draw(const struct golden *golden, const char *folder, uint8_t **rgb, struct err *err) MUST_USE;

#endif
