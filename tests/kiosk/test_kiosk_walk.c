/* Slide -> page -> scroll -> back -> menu -> page by keys -> home, seen on the window's pixels. */
#include "expected.h"
#include "visitor.h"

#include <stdlib.h>
#include <string.h>

enum { W = 1280, H = 720, PATIENCE_MS = 10000 };

static void test_a_visit(void **unused)
{
    (void)unused;
    struct expected expected;
    expected_start(&expected, LOBBY_CONTENT, W, H);
    const struct content *content = expected.content;
    static const char *const arguments[] = {"-w", "1280x720", "--at", EXPECTED_AT, LOBBY_CONTENT, NULL};
    struct visitor *visitor = visitor_enter(arguments);
    int x, y;

    uint8_t *slide = expected_picture(&expected, VIEW_SLIDE, 0);
    visitor_expect(visitor, slide, W, H, PATIENCE_MS, "slide");
    assert_int_equal(content->slides[0].opens.kind, LINK_PAGE);
    size_t page = content->slides[0].opens.index;
    visitor_tap(visitor, W / 2, H / 3);
    uint8_t *top = expected_picture(&expected, VIEW_PAGE, page);
    visitor_expect(visitor, top, W, H, PATIENCE_MS, "page");
    struct frame page_frame = expected.frame;

    /* A finger drags the page by 162 px and rests before it is lifted: what was there stands 150 px higher,
     * for the first 12 px are the slop. */
    visitor_down(visitor, 400, 500);
    for (int at = 490; at >= 340; at -= 10) {
        visitor_move(visitor, 400, at);
        visitor_wait(8);
    }
    visitor_move(visitor, 400, 338);
    visitor_wait(300);
    visitor_up(visitor);
    visitor_wait(300);
    int w, h, stage = page_frame.layers[0].clip.h;
    uint8_t *scrolled = visitor_look(visitor, &w, &h);
    /* The thumb at the right edge and the bar move by rules of their own. */
    for (int row = 0; row < stage - 150; row++)
        assert_memory_equal(scrolled + (size_t)row * W * 3, top + (size_t)(row + 150) * W * 3, (W - 40) * 3);
    free(scrolled);

    expected_target(&expected, ACTION_BACK, SIZE_MAX, &x, &y);
    visitor_tap(visitor, x, y);
    visitor_expect(visitor, slide, W, H, PATIENCE_MS, "back");
    free(expected_picture(&expected, VIEW_SLIDE, 0));
    expected_target(&expected, ACTION_HOME, SIZE_MAX, &x, &y);
    visitor_tap(visitor, x, y);
    uint8_t *menu = expected_picture(&expected, VIEW_MENU, 0);
    visitor_expect(visitor, menu, W, H, PATIENCE_MS, "menu");

    size_t last = content->menu.pages[1];
    expected_target(&expected, ACTION_PAGE, last, &x, &y);
    visitor_tap(visitor, x, y);
    uint8_t *second = expected_picture(&expected, VIEW_PAGE, last);
    visitor_expect(visitor, second, W, H, PATIENCE_MS, "second");
    visitor_key(visitor, "Home");
    visitor_expect(visitor, menu, W, H, PATIENCE_MS, "home");

    free(slide);
    free(top);
    free(menu);
    free(second);
    visitor_leave(visitor);
    expected_finish(&expected);
}

static void test_a_press_shows_and_sliding_off_undoes_it(void **unused)
{
    (void)unused;
    struct expected expected;
    expected_start(&expected, LOBBY_CONTENT, W, H);
    static const char *const arguments[] = {"-w", "1280x720", "--at", EXPECTED_AT, LOBBY_CONTENT, NULL};
    struct visitor *visitor = visitor_enter(arguments);
    int x, y;
    uint8_t *slide = expected_picture(&expected, VIEW_SLIDE, 0);
    visitor_expect(visitor, slide, W, H, PATIENCE_MS, "slide");
    expected_target(&expected, ACTION_HOME, SIZE_MAX, &x, &y);
    visitor_down(visitor, x, y);
    visitor_wait(150);
    int w, h;
    uint8_t *pressed = visitor_look(visitor, &w, &h);
    size_t at = ((size_t)(y + 20) * W + (size_t)x) * 3;
    assert_memory_not_equal(pressed + at, slide + at, 3);
    free(pressed);
    visitor_move(visitor, x, 60);
    visitor_wait(50);
    visitor_up(visitor);
    visitor_expect(visitor, slide, W, H, PATIENCE_MS, "slid-off");
    free(slide);
    visitor_leave(visitor);
    expected_finish(&expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_a_visit),
                                       cmocka_unit_test(test_a_press_shows_and_sliding_off_undoes_it)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
