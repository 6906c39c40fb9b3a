/* A panel mounted on its side or upside down: the picture is turned, and fingers follow. */
#include "expected.h"
#include "visitor.h"

#include <stdio.h>
#include <stdlib.h>

enum { W = 900, H = 600, PATIENCE_MS = 10000 };

/* Where a point of the upright screen is on the panel. */
static void turn_point(int degrees, int *x, int *y)
{
    int upright_x = *x, upright_y = *y;
    switch (degrees) {
    case 90:
        *x = H - 1 - upright_y;
        *y = upright_x;
        break;
    case 180:
        *x = W - 1 - upright_x;
        *y = H - 1 - upright_y;
        break;
    case 270:
        *x = upright_y;
        *y = W - 1 - upright_x;
        break;
    default:
        break;
    }
}

static void test_every_rotation(void **unused)
{
    (void)unused;
    for (int degrees = 0; degrees < 360; degrees += 90) {
        struct expected expected;
        expected_start(&expected, LOBBY_CONTENT, W, H);
        char rotation[8], name[32];
        snprintf(rotation, sizeof rotation, "%d", degrees);
        const char *arguments[] = {"-w",   "900x600",   "--rotate",    rotation,
                                   "--at", EXPECTED_AT, LOBBY_CONTENT, NULL};
        struct visitor *visitor = visitor_enter(arguments);
        int w = W, h = H, x, y;
        uint8_t *slide = expected_picture(&expected, VIEW_SLIDE, 0);
        uint8_t *turned = expected_turned(slide, &w, &h, degrees);
        snprintf(name, sizeof name, "turned-%d", degrees);
        visitor_expect(visitor, turned, w, h, PATIENCE_MS, name);
        expected_target(&expected, ACTION_HOME, SIZE_MAX, &x, &y);
        turn_point(degrees, &x, &y);
        visitor_tap(visitor, x, y);
        free(slide);
        free(turned);
        w = W;
        h = H;
        uint8_t *menu = expected_picture(&expected, VIEW_MENU, 0);
        turned = expected_turned(menu, &w, &h, degrees);
        snprintf(name, sizeof name, "turned-menu-%d", degrees);
        visitor_expect(visitor, turned, w, h, PATIENCE_MS, name);
        free(menu);
        free(turned);
        visitor_leave(visitor);
        expected_finish(&expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_rotation)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
