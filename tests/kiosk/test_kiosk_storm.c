/* A child that hits everything: taps, drags and keys without a pause. The kiosk lives, and works afterwards.
 */
#include "expected.h"
#include "visitor.h"

#include "base/str.h"

#include <stdlib.h>

enum { W = 1280, H = 720, ROUNDS = 1500, QUITS = 30, PATIENCE_MS = 10000 };

#define MENU_DB            38.0
#define MENU_WITH_FOCUS_DB 20.0

/* A generator of its own, so that a failure can be repeated (Knuth, MMIX). */
static uint32_t next(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

/* The menu in every language: the storm may have chosen any of them. */
struct menus {
    uint8_t *in[CONTENT_LANGS_MAX];
    size_t count;
};

static void menus_paint(struct menus *menus, struct expected *expected)
{
    struct err err;
    menus->count = expected->content->n_langs;
    for (size_t lang = 0; lang < menus->count; lang++) {
        assert_true(
            view_still(expected->view, VIEW_MENU, 0, lang, 0, &expected->world, &expected->frame, NULL));
        assert_true(paint_shot(expected->paint, &expected->frame, &menus->in[lang], &err));
    }
}

static void menus_free(struct menus *menus)
{
    for (size_t lang = 0; lang < menus->count; lang++)
        free(menus->in[lang]);
}

/* Waits until the window is that much like one of the menus, below the corner in which the frame figures may
 * be shown. */
static double likeness(struct visitor *visitor, const struct menus *menus, double enough)
{
    size_t upper = (size_t)W * 120 * 3, all = (size_t)W * H * 3;
    double best = 0;
    for (int waited = 0; waited < PATIENCE_MS && best < enough; waited += 100) {
        int w, h;
        visitor_wait(100);
        uint8_t *seen = visitor_look(visitor, &w, &h);
        best = 0;
        for (size_t lang = 0; lang < menus->count; lang++) {
            double psnr = picture_psnr(seen + upper, menus->in[lang] + upper, all - upper);
            best = psnr > best ? psnr : best;
        }
        free(seen);
    }
    return best;
}

static void test_a_storm(void **unused)
{
    (void)unused;
    struct expected expected;
    expected_start(&expected, LOBBY_CONTENT, W, H);
    static const char *const arguments[] = {"-w", "1280x720", "--at", EXPECTED_AT, LOBBY_CONTENT, NULL};
    static const char *const keys[] = {"Right", "Left",  "Up", "Down", "Next",      "Prior", "Return",
                                       "Tab",   "space", "l",  "Home", "BackSpace", "r",     "d"};
    struct visitor *visitor = visitor_enter(arguments);
    uint64_t state = 20260907;
    for (int i = 0; i < ROUNDS; i++) {
        int x = (int)(next(&state) % W), y = (int)(next(&state) % H);
        switch (next(&state) % 4) {
        case 0:
            visitor_down(visitor, x, y);
            visitor_up(visitor);
            break;
        case 1:
            visitor_down(visitor, x, y);
            for (int j = 0; j < 20; j++)
                visitor_move(visitor, (int)(next(&state) % W), (int)(next(&state) % H));
            visitor_up(visitor);
            break;
        default:
            visitor_key(visitor, keys[next(&state) % COUNT_OF(keys)]);
            break;
        }
    }
    assert_true(visitor_kiosk_lives(visitor));
    /* The frame figures may be shown in the upper corner: what is below it is compared. */
    /* Home leads to the menu, once what the storm has piled up is done; a finger on its empty edge then takes
     * the focus of the keys away. */
    visitor_key(visitor, "Home");
    struct menus menus;
    menus_paint(&menus, &expected);
    double psnr = likeness(visitor, &menus, MENU_WITH_FOCUS_DB);
    visitor_tap(visitor, 2, 130);
    psnr = psnr >= MENU_WITH_FOCUS_DB ? likeness(visitor, &menus, MENU_DB) : psnr;
    if (psnr < MENU_DB)
        visitor_expect(visitor, menus.in[0], W, H, 0, "storm");
    menus_free(&menus);
    visitor_leave(visitor);
    expected_finish(&expected);
}

/* The worker wakes the window whenever a picture is ready: also in the moment in which the window goes. */
static void test_quitting_while_pictures_come(void **unused)
{
    (void)unused;
    static const char *const arguments[] = {"-w", "640x480", "--at", EXPECTED_AT, LOBBY_CONTENT, NULL};
    for (int i = 0; i < QUITS; i++) {
        struct visitor *visitor = visitor_enter(arguments);
        visitor_key(visitor, "Right");
        visitor_wait((unsigned)(i % 10) * 5);
        visitor_key(visitor, "Right");
        visitor_leave(visitor);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_a_storm),
                                       cmocka_unit_test(test_quitting_while_pictures_come)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
