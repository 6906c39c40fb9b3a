/* A whole visit at the real window, on its pixels: slides, a page, a long scroll, a related page, back, the
 * menu, another language, the question, an answer, the question again, and everything as before. */
#include "expected.h"
#include "folder.h"
#include "visitor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { W = 1280, H = 720, PATIENCE_MS = 10000, SECONDS_ASKED = 20 };

struct visit {
    struct expected expected;
    struct visitor *visitor;
    char *folder;
};

/* The shipped content with the shortest session that is allowed. */
static char *hurried_content(void)
{
    char *folder = folder_create(), *command = NULL;
    assert_true(asprintf(&command,
                         "cp -r '%s'/. '%s' && sed -i 's/inactivity: [0-9a-z]*/inactivity: 20s/; "
                         "s/warning: [0-9a-z]*/warning: 20s/' '%s/lobby.yaml'",
                         LOBBY_CONTENT, folder, folder) > 0);
    assert_int_equal(system(command), 0);
    free(command);
    return folder;
}

static void enter(struct visit *visit)
{
    visit->folder = hurried_content();
    expected_start(&visit->expected, visit->folder, W, H);
    assert_int_equal(visit->expected.content->session.inactivity_ms, 20000);
    const char *const arguments[] = {"-w", "1280x720", "--at", EXPECTED_AT, visit->folder, NULL};
    visit->visitor = visitor_enter(arguments);
}

static void leave(struct visit *visit)
{
    visitor_leave(visit->visitor);
    expected_finish(&visit->expected);
    folder_remove(visit->folder);
}

/* Waits for what a state looks like. */
static void see(struct visit *visit, const struct ui_state *state, const char *name)
{
    uint8_t *picture = expected_state(&visit->expected, state);
    visitor_expect(visit->visitor, picture, W, H, PATIENCE_MS, name);
    free(picture);
}

static void tap(struct visit *visit, enum action_kind kind, size_t index)
{
    int x, y;
    expected_target(&visit->expected, kind, index, &x, &y);
    visitor_tap(visit->visitor, x, y);
}

static struct ui_state at(enum ui_screen screen, size_t index)
{
    return (struct ui_state){.here = {.screen = screen, .index = index, .focus = FRAME_NO_TARGET},
                             .press = {.target = FRAME_NO_TARGET}};
}

/* Throws the page up until its end has come. */
static void scroll_to_the_end(struct visit *visit, struct ui_state *state)
{
    state->here.scroll = frame_scroll_max(&visit->expected.frame);
    assert_true(state->here.scroll > 100);
    for (int throws = 0; throws < 4; throws++) {
        visitor_down(visit->visitor, 300, 500);
        for (int y = 490; y >= 200; y -= 15) {
            visitor_move(visit->visitor, 300, y);
            visitor_wait(4);
        }
        visitor_up(visit->visitor);
        visitor_wait(200);
    }
    see(visit, state, "end-of-page");
}

/* The question over a screen, with some number of seconds; true when it is there now. */
static bool asked_over(struct visit *visit, struct ui_state *state)
{
    int w, h;
    bool found = false;
    uint8_t *seen = visitor_look(visit->visitor, &w, &h);
    state->asking = true;
    state->here.focus = 0; /* on its one button */
    for (unsigned left = SECONDS_ASKED; left > 0 && !found; left--) {
        state->asked = EXPECTED_NOW - (SECONDS_ASKED - left) * 1000;
        uint8_t *picture = expected_state(&visit->expected, state);
        found = memcmp(picture, seen, (size_t)w * (size_t)h * 3) == 0;
        free(picture);
    }
    free(seen);
    return found;
}

static void wait_for_question(struct visit *visit, struct ui_state *state, unsigned least_s)
{
    visitor_wait(least_s * 1000 - 1500);
    assert_false(asked_over(visit, state)); /* not too early */
    visitor_wait(1500);
    for (int i = 0; i < 50; i++) {
        if (asked_over(visit, state))
            return;
        visitor_wait(100);
    }
    uint8_t *picture = expected_state(&visit->expected, state);
    visitor_expect(visit->visitor, picture, W, H, 0, "question");
    free(picture);
}

static void test_a_visit_from_the_first_touch_to_the_reset(void **unused)
{
    (void)unused;
    struct visit visit;
    enter(&visit);
    const struct content *content = visit.expected.content;
    struct ui_state slide = at(UI_SLIDES, 0);
    see(&visit, &slide, "slide");

    /* A swipe there and back. */
    struct ui_state second = at(UI_SLIDES, 1);
    visitor_swipe(visit.visitor, 900, 300, 300);
    see(&visit, &second, "swiped");
    visitor_swipe(visit.visitor, 300, 300, 900);
    see(&visit, &slide, "swiped-back");

    size_t opened = content->slides[0].opens.index;
    struct ui_state page = at(UI_PAGE, opened);
    visitor_tap(visit.visitor, W / 2, H / 3);
    see(&visit, &page, "page");
    scroll_to_the_end(&visit, &page);

    visitor_key(visit.visitor, "Prior"); /* the related pages stand higher up */
    visitor_key(visit.visitor, "Prior");
    visitor_wait(600);
    page.here.scroll = 0;
    see(&visit, &page, "top-of-page");
    size_t other = content->pages[opened].related[0];
    struct ui_state related = at(UI_PAGE, other);
    tap(&visit, ACTION_PAGE, other);
    see(&visit, &related, "related");
    tap(&visit, ACTION_BACK, SIZE_MAX);
    see(&visit, &page, "back");
    tap(&visit, ACTION_HOME, SIZE_MAX);
    struct ui_state menu = at(UI_MENU, 0);
    see(&visit, &menu, "menu");
    tap(&visit, ACTION_LANGUAGE, 1);
    menu.lang = 1;
    see(&visit, &menu, "menu-es");

    /* Twenty seconds later the question; an answer anywhere; twenty seconds later again; then the start. */
    struct ui_state question = menu;
    wait_for_question(&visit, &question, 20);
    tap(&visit, ACTION_STAY, SIZE_MAX);
    see(&visit, &menu, "stayed");
    wait_for_question(&visit, &question, 20);
    visitor_wait(18000);
    assert_true(asked_over(&visit, &question)); /* the whole countdown is the visitor's */
    slide.lang = 0;
    see(&visit, &slide, "reset");
    leave(&visit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_a_visit_from_the_first_touch_to_the_reset)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
