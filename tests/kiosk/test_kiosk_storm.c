/* A child that hits everything: taps, drags and keys without a pause. The kiosk lives, and works afterwards.
 */
#include "expected.h"
#include "visitor.h"

#include "base/str.h"

#include <stdlib.h>

enum { W = 1280, H = 720, ROUNDS = 1500, PATIENCE_MS = 10000 };

/* A generator of its own, so that a failure can be repeated (Knuth, MMIX). */
static uint32_t next(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
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
    visitor_key(visitor, "Home");
    visitor_wait(1500);
    /* A finger takes the focus of the keys away. */
    visitor_tap(visitor, 2, 130);
    visitor_wait(1000);
    uint8_t *menu = expected_picture(&expected, VIEW_MENU, 0);
    int w, h;
    uint8_t *seen = visitor_look(visitor, &w, &h);
    size_t upper = (size_t)W * 120 * 3, all = (size_t)W * H * 3;
    double psnr = picture_psnr(seen + upper, menu + upper, all - upper);
    if (psnr < 38.0)
        visitor_expect(visitor, menu, W, H, 0, "storm");
    assert_true(psnr >= 38.0);
    free(seen);
    free(menu);
    visitor_leave(visitor);
    expected_finish(&expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_a_storm)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
