/* Keys alone do everything that a finger can, on every screen, and the focus is always to be seen. */
#include "check.h"
#include "model.h"

#include <stdio.h>
#include <string.h>

enum { SCREENS_MAX = 16 };

/* How to get to each screen, as taps. */
struct route {
    const char *name;
    struct action taps[3];
    bool question;
};

static const struct route routes[] = {
    {"slides", {{.kind = ACTION_NONE}}, false},
    {"menu", {{.kind = ACTION_HOME}}, false},
    {"a long page", {{.kind = ACTION_HOME}, {.kind = ACTION_PAGE, .index = 0}}, false},
    {"a short page", {{.kind = ACTION_HOME}, {.kind = ACTION_PAGE, .index = 1}}, false},
    {"a link's sheet",
     {{.kind = ACTION_HOME}, {.kind = ACTION_PAGE, .index = 1}, {.kind = ACTION_LINK, .index = SIZE_MAX}},
     false},
    {"the languages", {{.kind = ACTION_HOME}, {.kind = ACTION_LANGUAGES, .index = SIZE_MAX}}, false},
    {"the question", {{.kind = ACTION_HOME}}, true},
};

static const struct {
    int w, h;
} sizes[] = {{1920, 1080}, {1080, 1920}, {800, 480}, {480, 800}};

static void arrive(struct model *model, const struct route *route, int w, int h, size_t lang)
{
    model_start(model);
    model_resize(model, w, h);
    model->state.lang = lang;
    model_wait(model, 1);
    for (size_t i = 0; i < COUNT_OF(route->taps) && route->taps[i].kind != ACTION_NONE; i++) {
        struct action tap = route->taps[i];
        size_t index = tap.kind == ACTION_PAGE ? tap.index : SIZE_MAX;
        if (tap.kind == ACTION_LANGUAGES) /* a sheet for which this lobby has too few languages */
            model->state.here = (struct ui_place){.screen = UI_LANGUAGES, .focus = FRAME_NO_TARGET};
        else if (!model_tap(model, tap.kind, index))
            fail_msg("%s cannot be reached at %d x %d", route->name, w, h);
    }
    model_wait(model, route->question ? 61000 : 1000);
    assert_int_equal(model->state.asking, route->question);
}

/* The one target that has the focus: its layer, or NULL. */
static const struct layer *focused(const struct model *model, size_t *target)
{
    const struct layer *found = NULL;
    for (size_t i = 0; i < model->frame.count; i++) {
        const struct layer *layer = &model->frame.layers[i];
        if (layer->focused == FRAME_NO_TARGET)
            continue;
        assert_null(found);
        found = layer;
        *target = layer->focused;
    }
    return found;
}

/* The whole focused box is on the glass, and nothing lies over it. */
static bool is_seen(const struct model *model, const struct layer *layer, size_t target)
{
    struct rect box = layer->scene->targets[target].box;
    int x0 = layer->x + box.x, y0 = layer->y + box.y, x1 = x0 + box.w - 1, y1 = y0 + box.h - 1;
    size_t hit_layer, hit;
    bool inside = x0 >= layer->clip.x && y0 >= layer->clip.y && x1 < layer->clip.x + layer->clip.w &&
                  y1 < layer->clip.y + layer->clip.h;
    return inside && frame_hit(&model->frame, (x0 + x1) / 2, (y0 + y1) / 2, &hit_layer, &hit) &&
           &model->frame.layers[hit_layer] == layer && hit == target;
}

static void assert_same_outcome(const struct model *by_key, const struct model *by_finger, const char *screen,
                                const char *label)
{
    const struct ui_state *a = &by_key->state, *b = &by_finger->state;
    bool same = a->here.screen == b->here.screen && a->here.index == b->here.index &&
                ui_scroll(a, by_key->now) == ui_scroll(b, by_finger->now) && a->lang == b->lang &&
                a->paused == b->paused && a->asking == b->asking && a->trail_count == b->trail_count;
    if (!same)
        fail_msg("%s: Enter on \"%s\" does something else than a tap", screen, label);
}

/* The n-th press of Tab, then Enter; against a tap on the same target. */
static void press_nth(const struct route *route, int w, int h, size_t lang, size_t n)
{
    struct model by_key, by_finger;
    size_t target = 0;
    arrive(&by_key, route, w, h, lang);
    /* The question's button has the focus from the start; any key is an answer. */
    for (size_t i = 0; i <= n && !route->question; i++)
        model_key(&by_key, KEY_TAB);
    model_wait(&by_key, 500);
    const struct layer *layer = focused(&by_key, &target);
    assert_non_null(layer);
    const char *label = layer->scene->targets[target].label;
    if (!is_seen(&by_key, layer, target))
        fail_msg("%s at %d x %d: \"%s\" has the focus and cannot be seen", route->name, w, h, label);

    /* The finger needs the page to stand where the focus brought it. */
    arrive(&by_finger, route, w, h, lang);
    by_finger.state.here.scroll = ui_scroll(&by_key.state, by_key.now);
    model_wait(&by_finger, 1);
    struct rect box = layer->scene->targets[target].box;
    int x = layer->x + box.x + box.w / 2, y = layer->y + box.y + box.h / 2;
    model_down(&by_finger, x, y);
    model_up(&by_finger, x, y);
    model_key(&by_key, KEY_ENTER);
    model_wait(&by_key, 1000);
    model_wait(&by_finger, 1000);
    assert_same_outcome(&by_key, &by_finger, route->name, label);
    model_finish(&by_key);
    model_finish(&by_finger);
}

static void test_tab_and_enter_reach_every_action_of_every_screen(void **unused)
{
    (void)unused;
    size_t pressed = 0;
    for (size_t i = 0; i < COUNT_OF(routes); i++) {
        for (size_t j = 0; j < COUNT_OF(sizes); j++) {
            struct model model;
            arrive(&model, &routes[i], sizes[j].w, sizes[j].h, j % 3);
            size_t count = frame_focus_count(&model.frame);
            model_finish(&model);
            assert_true(count > 0);
            for (size_t n = 0; n < count; n++, pressed++)
                press_nth(&routes[i], sizes[j].w, sizes[j].h, j % 3, n);
        }
    }
    print_message("%zu actions on %zu screens\n", pressed, COUNT_OF(routes) * COUNT_OF(sizes));
}

/* A keypad has arrows and Enter, no Tab. Arrows alone bring the focus everywhere but on slides, whose actions
 * up and down reach. */
static void test_arrows_alone_reach_everything(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(routes); i++) {
        struct model model;
        arrive(&model, &routes[i], 1920, 1080, 0);
        bool reached[64] = {false};
        size_t count = frame_focus_count(&model.frame);
        assert_in_range(count, 1, 64);
        for (size_t n = 0; n < count; n++) {
            model_key(&model, model.state.here.screen == UI_SLIDES ? KEY_DOWN : KEY_RIGHT);
            model_wait(&model, 500);
            if (routes[i].question) /* any key is an answer */
                break;
            size_t at = frame_focus_index(&model.frame, model.state.here.focus);
            assert_in_range(at, 0, count - 1);
            reached[at] = true;
        }
        for (size_t n = 0; n < count && !routes[i].question; n++) {
            if (!reached[n])
                fail_msg("%s: arrows do not reach target %zu", routes[i].name, n);
        }
        model_finish(&model);
    }
}

/* From one target to the next the eye goes on in the direction of reading: down, or along the line. */
static void test_the_focus_moves_in_the_order_of_reading(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(routes); i++) {
        for (size_t lang = 0; lang < 3; lang++) {
            struct model model;
            arrive(&model, &routes[i], 1920, 1080, lang);
            size_t layer_before = 0, layer, target;
            struct rect before = {0, -1, 0, 0};
            for (size_t n = 0; n < frame_focus_count(&model.frame); n++) {
                assert_true(frame_focus_at(&model.frame, n, &layer, &target));
                const struct scene *scene = model.frame.layers[layer].scene;
                struct rect box = scene->targets[target].box;
                if (n > 0 && layer == layer_before) {
                    bool below = box.y >= before.y + before.h / 2;
                    bool along = scene->rtl ? box.x + box.w <= before.x + before.w : box.x >= before.x;
                    if (!below && !along)
                        fail_msg("%s: \"%s\" comes too late", routes[i].name, scene->targets[target].label);
                }
                before = box;
                layer_before = layer;
            }
            model_finish(&model);
        }
    }
}

/* At the end of a page the way down becomes the way up, in the same place: whoever goes on pressing Enter
 * changes neither language nor page. */
static void test_enter_on_more_below_never_lands_elsewhere(void **unused)
{
    (void)unused;
    struct model model;
    arrive(&model, &routes[2], 800, 480, 0);
    size_t target = 0;
    const struct layer *layer = NULL;
    for (int i = 0; i < 40; i++) {
        model_key(&model, KEY_TAB);
        layer = focused(&model, &target);
        if (layer && layer->scene->targets[target].action.kind == ACTION_MORE)
            break;
    }
    assert_int_equal(layer->scene->targets[target].action.kind, ACTION_MORE);
    bool top = false;
    for (int i = 0; i < 40; i++) {
        model_key(&model, KEY_ENTER);
        model_wait(&model, 500);
        layer = focused(&model, &target);
        assert_non_null(layer);
        enum action_kind kind = layer->scene->targets[target].action.kind;
        assert_true(kind == ACTION_MORE || kind == ACTION_TOP);
        top = top || kind == ACTION_TOP;
        assert_int_equal(model.state.here.screen, UI_PAGE);
        assert_int_equal(model.state.lang, 0);
    }
    assert_true(top);
    model_finish(&model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tab_and_enter_reach_every_action_of_every_screen),
        cmocka_unit_test(test_arrows_alone_reach_everything),
        cmocka_unit_test(test_the_focus_moves_in_the_order_of_reading),
        cmocka_unit_test(test_enter_on_more_below_never_lands_elsewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
