/* A screen that cannot be laid out, or not even painted, is never passed over: the made-up layouts (chosen at
 * link time) of this test always fail, or show a picture that is not there. */
#include "kit.h"

#include "ui/view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

/* What slides are: not laid out, of a picture that is not there, larger than the screen. */
static enum { UNLAID, UNPAINTED, TOO_LARGE } play;

bool view_still(struct view *view, enum view_kind kind, size_t index, size_t lang, unsigned screen,
                const struct ui_world *world, struct frame *frame, unsigned *screens)
{
    static struct scene scene; /* what the caller looks at belongs to the view */
    static struct text_run run = {.px = 40, .text = "word"};
    static struct placed_text text = {
        .box = {0, 0, 100, 50}, .room = {0, 0, 100, 50}, .text = "Welcome", .count = 1};
    static const struct picture none = {.file = "images/none.png"};
    static struct item items[2];
    (void)view, (void)index, (void)lang, (void)screen;
    *screens = 1;
    *frame = (struct frame){.w = 800, .h = 480};
    if (kind != VIEW_SLIDE)
        return true;
    items[0] = (struct item){.kind = ITEM_PICTURE, .box = {0, 0, 800, 480}, .picture = &none};
    items[1] = (struct item){.kind = ITEM_TEXT, .box = {0, 0, 100, 50}, .run = &run};
    text.first = 1;
    scene = (struct scene){.content = (struct content *)(uintptr_t)world->content,
                           .w = 800,
                           .h = 480,
                           .items = items,
                           .n_items = 2,
                           .texts = &text,
                           .n_texts = 1};
    frame->layers[frame->count++] = (struct layer){.scene = &scene, .clip = {0, 0, 800, 480}, .stage = true};
    if (play == TOO_LARGE) {
        items[0].kind = ITEM_FILL;
        frame->layers[0].clip.y = -1;
    }
    return play != UNLAID;
}

bool view_still_place(struct view *view, const struct ui_place *place, size_t lang, unsigned screen,
                      const struct ui_world *world, struct frame *frame, unsigned *screens)
{
    (void)view, (void)place, (void)lang, (void)screen, (void)world;
    *frame = (struct frame){.w = 800, .h = 480};
    *screens = 1;
    return true;
}

static const struct kit_case cases[] = {
    {"no layout",
     {{NULL, NULL}},
     "slides/welcome.yaml:1:1: error: this slide cannot be shown on every size of screen: there is too much "
     "on "
     "it\n"},
    {"no painting",
     {{NULL, NULL}},
     "slides/welcome.yaml:1:1: error: this slide cannot be shown on every size of screen: images/none.png: "
     "there is "
     "no such file or folder\n"},
    {"too large",
     {{NULL, NULL}},
     "slides/welcome.yaml:2:8: warning: \"Welcome\" does not fit on the screen on every size of screen; "
     "shorten it\n"},
};

static void a_screen_without_a_layout_is_an_error(void **state)
{
    (void)state;
    play = UNLAID;
    kit_check(&cases[0], 1);
}

static void a_screen_without_its_pixels_is_an_error(void **state)
{
    (void)state;
    play = UNPAINTED;
    kit_check(&cases[1], 1);
}

static void what_is_larger_than_the_screen_is_told_of(void **state)
{
    (void)state;
    play = TOO_LARGE;
    kit_check(&cases[2], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_screen_without_a_layout_is_an_error),
                                       cmocka_unit_test(a_screen_without_its_pixels_is_an_error),
                                       cmocka_unit_test(what_is_larger_than_the_screen_is_told_of)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
