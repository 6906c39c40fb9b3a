/* One language, two, and as many as a content can have: each can be chosen, by finger and by key, on every
 * screen. */
#include "check.h"
#include "model.h"

#include "ui/inspect.h"

static const struct lang many[] = {
    {.code = "en", .name = "English"},
    {.code = "es", .name = "Español"},
    {.code = "ar", .name = "العربية", .rtl = true},
    {.code = "fa", .name = "فارسی", .rtl = true},
    {.code = "id", .name = "Bahasa Indonesia"},
    {.code = "ht", .name = "Kreyòl Ayisyen"},
    {.code = "vi", .name = "Tiếng Việt"},
    {.code = "pt", .name = "Português (Brasil)"},
    {.code = "ru", .name = "Русский"},
    {.code = "uk", .name = "Українська"},
    {.code = "pl", .name = "Polski"},
    {.code = "el", .name = "Ελληνικά"},
    {.code = "fr", .name = "Français"},
    {.code = "tl", .name = "Tagalog"},
    {.code = "he", .name = "עברית", .rtl = true},
    {.code = "it", .name = "Italiano"},
};
_Static_assert(COUNT_OF(many) == CONTENT_LANGS_MAX, "as many as there can be");

static const struct {
    int w, h;
} sizes[] = {{1920, 1080}, {1080, 1920}, {800, 480}, {480, 800}, {3840, 2160}};

static void start(struct model *model, size_t count, int w, int h)
{
    model_start(model);
    model->content.langs = many;
    model->content.n_langs = count;
    model->content.serial = 2;
    model_resize(model, w, h);
}

/* Not what the made-up fonts lack. */
static void see(void *user, const struct flaw *flaw)
{
    const struct model *model = user;
    if (flaw->defect != DEFECT_MISSING)
        fail_msg("%zu languages at %d x %d: defect %d of \"%s\"", model->content.n_langs, model->frame.w,
                 model->frame.h, (int)flaw->defect, flaw->text ? flaw->text->text : flaw->target->label);
}

static void expect_no_flaw(struct model *model)
{
    for (size_t i = 0; i < model->frame.count; i++) {
        const struct scene *scene = model->frame.layers[i].scene;
        if (scene)
            inspect_scene(scene, view_look(model->view), see, model);
    }
}

/* Tab until the focus is on the language, then Enter. */
static void choose_by_key(struct model *model, size_t lang)
{
    for (size_t i = frame_focus_count(&model->frame); i > 0; i--) {
        size_t layer, target;
        model_key(model, KEY_TAB);
        model_wait(model, 400);
        assert_true(frame_focus_at(&model->frame, model->state.here.focus, &layer, &target));
        const struct action *action = &model->frame.layers[layer].scene->targets[target].action;
        if (action->kind == ACTION_LANGUAGE && action->index == lang) {
            model_key(model, KEY_ENTER);
            model_wait(model, 1000);
            return;
        }
    }
    fail_msg("no key leads to language %zu", lang);
}

static void choose(struct model *model, size_t lang, bool by_key)
{
    int x, y;
    enum ui_screen screen = model->state.here.screen;
    if (!model_find(model, ACTION_LANGUAGE, lang, &x, &y)) {
        assert_true(model_tap(model, ACTION_LANGUAGES, SIZE_MAX));
        assert_int_equal(model->state.here.screen, UI_LANGUAGES);
        expect_no_flaw(model);
    }
    /* A long sheet is scrolled to it. */
    if (!by_key && model->state.here.screen == UI_LANGUAGES &&
        model_find(model, ACTION_LANGUAGE, lang, &x, &y))
        model_input(model, (struct input){.kind = INPUT_WHEEL, .dy = y - model->frame.h / 2});
    model_wait(model, 500);
    if (by_key)
        choose_by_key(model, lang);
    else if (!model_tap(model, ACTION_LANGUAGE, lang))
        fail_msg("no tap leads to language %zu", lang);
    assert_int_equal(model->state.lang, lang);
    assert_int_equal(model->state.here.screen, screen);
}

static void test_each_of_them_can_be_chosen(void **unused)
{
    (void)unused;
    for (size_t count = 1; count <= COUNT_OF(many); count++) {
        for (size_t i = 0; i < COUNT_OF(sizes); i++) {
            struct model model;
            start(&model, count, sizes[i].w, sizes[i].h);
            bool by_key = (count + i) % 2;
            for (size_t lang = count; lang-- > 0;) {
                if (lang != model.state.lang)
                    choose(&model, lang, by_key);
                expect_no_flaw(&model);
                if (lang == count / 2)
                    model_tap(&model, ACTION_HOME, SIZE_MAX);
            }
            model_finish(&model);
        }
    }
}

static void test_one_language_has_no_button(void **unused)
{
    (void)unused;
    struct model model;
    int x, y;
    start(&model, 1, 1920, 1080);
    assert_false(model_find(&model, ACTION_LANGUAGE, SIZE_MAX, &x, &y));
    assert_false(model_find(&model, ACTION_LANGUAGES, SIZE_MAX, &x, &y));
    model_finish(&model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_of_them_can_be_chosen),
        cmocka_unit_test(test_one_language_has_no_button),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
