/* Every screen of the model fits its size, in every language, with everything within its room. */
#include "check.h"
#include "model.h"

#include "ui/inspect.h"
#include "ui/layout.h"

#include <stdio.h>
#include <string.h>

static const struct {
    int w, h;
} sizes[] = {{1920, 1080}, {1080, 1920}, {800, 480}, {480, 800}, {3840, 2160}, {1024, 600}, {1280, 1024}};

static void print(void *user, const struct flaw *flaw)
{
    const char *where = user;
    printf("%s: defect %d: \"%s\"%s%s\n", where, (int)flaw->defect,
           flaw->text ? flaw->text->text : flaw->target->label, flaw->other ? " and " : "",
           flaw->other ? flaw->other->text : "");
}

static void expect_clean(const struct model *model, const char *screen, size_t lang)
{
    char where[64];
    snprintf(where, sizeof where, "%s %dx%d %zu", screen, model->frame.w, model->frame.h, lang);
    for (size_t i = 0; i < model->frame.count; i++) {
        const struct layer *layer = &model->frame.layers[i];
        if (layer->scene)
            assert_int_equal(inspect_scene(layer->scene, view_look(model->view), print, where), 0);
    }
}

static void still(struct model *model, enum view_kind kind, size_t index, size_t lang)
{
    assert_true(view_still(model->view, kind, index, lang, 0, &model->world, &model->frame, NULL));
}

static bool intersect(struct rect a, struct rect b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/* The dots, or what stands for them, lie over the bar, and over none of its buttons, from left or from right.
 */
static void test_the_position_covers_no_button(void **unused)
{
    (void)unused;
    static const size_t counts[] = {2, 8, 12, 16, 17, 100};
    struct model model;
    size_t slots = 0;
    model_start(&model);
    for (size_t i = 0; i < COUNT_OF(sizes) * COUNT_OF(counts) * model.content.n_langs; i++) {
        size_t size = i % COUNT_OF(sizes), count = counts[i / COUNT_OF(sizes) % COUNT_OF(counts)];
        model_resize(&model, sizes[size].w, sizes[size].h);
        struct layout layout = {.content = &model.content,
                                .fonts = model.fonts,
                                .look = view_look(model.view),
                                .lang = i / (COUNT_OF(sizes) * COUNT_OF(counts)),
                                .stage = sizes[size].h / 2};
        struct scene *bar = layout_bar(&layout, &(struct bar){.slides = true, .count = count});
        assert_non_null(bar);
        assert_true(bar->slot.w > 0 && bar->slot.x >= 0 && bar->slot.x + bar->slot.w <= bar->w);
        assert_true(bar->slot.y >= 0 && bar->slot.y + bar->slot.h <= bar->h);
        for (size_t j = 0; j < bar->n_targets; j++)
            assert_false(intersect(bar->slot, bar->targets[j].mark));
        slots += bar->slot.x > 0;
        scene_destroy(bar);
    }
    assert_true(slots > 50); /* not all of them lines along the edge */
    model_finish(&model);
}

static void test_every_screen_is_clean(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        model_resize(&model, sizes[i].w, sizes[i].h);
        for (size_t lang = 0; lang < model.content.n_langs; lang++) {
            for (size_t slide = 0; slide < model.content.n_slides; slide++) {
                still(&model, VIEW_SLIDE, slide, lang);
                expect_clean(&model, "slide", lang);
            }
            for (size_t page = 0; page < model.content.n_pages; page++) {
                still(&model, VIEW_PAGE, page, lang);
                expect_clean(&model, "page", lang);
            }
            still(&model, VIEW_MENU, 0, lang);
            expect_clean(&model, "menu", lang);
            still(&model, VIEW_STILL, 0, lang);
            expect_clean(&model, "still", lang);
        }
    }
    model_finish(&model);
}

static void test_the_inspection_sees_defects(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    const struct look *look = view_look(model.view);
    struct scene *scene = scene_create(NULL, model.fonts, "en", false, 400, 300, 0);
    struct text_para para = scene_plain(scene, "incomprehensibilities", FONT_REGULAR, 40, 0);
    scene_text(scene, (struct rect){0, 0, 200, 0}, &para);
    assert_int_equal(inspect_scene(scene, look, NULL, NULL), 1); /* broken */
    struct text_para word = scene_plain(scene, "word", FONT_REGULAR, 40, 0);
    scene_text(scene, (struct rect){300, 0, 100, 0}, &word);
    assert_int_equal(inspect_scene(scene, look, NULL, NULL), 1);
    scene_text(scene, (struct rect){310, 10, 90, 0}, &word);
    assert_int_equal(inspect_scene(scene, look, NULL, NULL), 2); /* overlap */
    scene_text(scene, (struct rect){300, 280, 100, 0}, &word);
    assert_int_equal(inspect_scene(scene, look, NULL, NULL), 3); /* outside */
    struct text_para two = scene_plain(scene, "word word word", FONT_REGULAR, 40, 0);
    two.max_lines = 1;
    scene_text(scene, (struct rect){0, 200, 110, 0}, &two);
    assert_int_equal(inspect_scene(scene, look, NULL, NULL), 4); /* cut */
    struct text_para tofu = scene_plain(scene, "\xee\x80\x80", FONT_REGULAR, 40, 0);
    scene_text(scene, (struct rect){300, 120, 100, 0}, &tofu);
    assert_int_equal(inspect_scene(scene, look, NULL, NULL), 5); /* missing */
    scene_target(scene, (struct rect){0, 0, 10, 10}, 0, true, (struct action){.kind = ACTION_HOME}, "small");
    assert_int_equal(inspect_scene(scene, look, NULL, NULL), 6); /* small */
    scene_left_out(scene, (struct rect){0, 0, 100, 0}, &word);
    assert_int_equal(inspect_scene(scene, look, NULL, NULL), 7); /* cut, and no overlap: it is not there */
    scene_destroy(scene);
    model_finish(&model);
}

static void keep_flaw(void *user, const struct flaw *flaw)
{
    *(struct flaw *)user = *flaw;
}

static void test_what_is_seen_of_a_text_is_counted(void **unused)
{
    static const struct text_span spans[] = {{.text = "na\u00efve words and "}, {.text = "more of them"}};
    (void)unused;
    struct model model;
    model_start(&model);
    struct scene *scene = scene_create(NULL, model.fonts, "en", false, 400, 300, 0);
    struct text_para para = {.spans = spans, .count = 2, .px = 20};
    scene_text(scene, (struct rect){0, 0, 100, 0}, &para);
    const struct placed_text *text = &scene->texts[0];
    assert_int_equal(text->length, 28); /* 16 and 12; the diaeresis takes two bytes */
    assert_true(scene->items[text->first].baseline < scene->items[text->first + text->count - 1].baseline);
    assert_int_equal(inspect_shown(scene, text), 28);
    para.max_lines = 1;
    scene_text(scene, (struct rect){0, 200, 100, 0}, &para);
    struct flaw flaw = {.defect = DEFECT_SMALL};
    assert_int_equal(inspect_scene(scene, view_look(model.view), keep_flaw, &flaw), 1);
    assert_int_equal(flaw.defect, DEFECT_CUT);
    assert_ptr_equal(flaw.text, &scene->texts[1]);
    const struct text_run *run = scene->items[scene->texts[1].first].run;
    size_t seen = inspect_shown(scene, flaw.text);
    assert_in_range(seen, 1, 10);
    assert_int_equal(strlen(run->text), seen + 1 /* the two bytes of the diaeresis */ + strlen("\u2026"));
    scene_destroy(scene);
    model_finish(&model);
}

/* Texts that no size of type makes fit end above the bar, with an ellipsis; nothing is drawn on anything. */
static void test_a_slide_with_too_much_text_ends(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    char words[9000] = "";
    for (size_t i = 0; i < 900; i++)
        strcat(words, "word and ");
    const char *const texts[] = {"1", "short", "2", words, "3", "left out", "Title", ""};
    const struct tr title = {&texts[6]}, none = {&texts[7]};
    struct list_item items[3] = {
        {{&texts[0]}, {&texts[1]}}, {{&texts[2]}, {&texts[3]}}, {{&texts[4]}, {&texts[5]}}};
    struct slide slide = {.layout = SLIDE_LIST,
                          .eyebrow = title,
                          .title = title,
                          .text = none,
                          .figure = none,
                          .unit = none,
                          .items = items,
                          .n_items = 3,
                          .in_order = true};
    model.content.slides = &slide;
    model.content.n_slides = 1;
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        model.content.serial = 200 + i;
        model_resize(&model, sizes[i].w, sizes[i].h);
        still(&model, VIEW_SLIDE, 0, 0);
        const struct scene *scene = model.frame.layers[0].scene;
        size_t cut = 0;
        for (size_t j = 0; j < scene->n_texts; j++) {
            const struct placed_text *text = &scene->texts[j];
            cut += text->cut;
            assert_true(text->box.y + text->box.h <= scene->h);
            assert_int_equal(text->cut, strcmp(text->text, words) == 0 || strcmp(text->text, "3") == 0 ||
                                            strcmp(text->text, "left out") == 0);
        }
        assert_int_equal(cut, 3);
        assert_int_equal(inspect_scene(scene, view_look(model.view), NULL, NULL), 3);
    }
    model.content.notice = &(struct notice){
        .level = NOTICE_EMERGENCY, .title = TR("Title"), .body = TR(words), .show = {.until = INT64_MAX}};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        model_resize(&model, sizes[i].w, sizes[i].h);
        still(&model, VIEW_EMERGENCY, 0, 0);
        const struct scene *scene = model.frame.layers[0].scene;
        for (size_t j = 0; j < scene->n_texts; j++)
            assert_true(scene->texts[j].box.y + scene->texts[j].box.h <= scene->h);
        assert_false(scene->texts[0].cut);
    }
    model.content.notice = NULL;
    model_finish(&model);
}

static void test_a_right_to_left_screen_is_the_mirror_image(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    still(&model, VIEW_PAGE, 1, 0);
    const struct scene *ltr = model.frame.layers[0].scene;
    struct frame first = model.frame;
    still(&model, VIEW_PAGE, 1, 2);
    const struct scene *rtl = model.frame.layers[0].scene;
    assert_true(rtl->rtl);
    assert_int_equal(ltr->n_targets, rtl->n_targets);
    for (size_t i = 0; i < ltr->n_targets; i++) {
        struct rect a = ltr->targets[i].box, b = rtl->targets[i].box;
        assert_int_equal(a.x, rtl->w - b.x - b.w);
        assert_int_equal(a.y, b.y);
    }
    /* The buttons of the bar too: Back begins where reading begins. */
    const struct scene *bar = first.layers[first.count - 1].scene;
    const struct scene *mirrored = model.frame.layers[model.frame.count - 1].scene;
    assert_true(bar->targets[0].box.x < bar->w / 2);
    assert_true(mirrored->targets[0].box.x > mirrored->w / 2);
    model_finish(&model);
}

static bool overlap(struct rect a, struct rect b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

static void test_grids_have_no_holes(void **unused)
{
    (void)unused;
    struct model model;
    model_start(&model);
    static size_t pages[40];
    for (size_t n = 1; n <= COUNT_OF(pages); n++) {
        model.content.menu.pages = pages;
        model.content.menu.n_pages = n;
        model.content.serial = 100 + n;
        model_resize(&model, 1920, 1080);
        still(&model, VIEW_MENU, 0, 0);
        const struct scene *menu = model.frame.layers[0].scene;
        assert_int_equal(menu->n_targets, n);
        const struct rect *first = &menu->targets[0].box, *last = &menu->targets[n - 1].box;
        int right = 0;
        for (size_t i = 0; i < n; i++) {
            struct rect box = menu->targets[i].box;
            right = box.y == first->y && box.x + box.w > right ? box.x + box.w : right;
            assert_true(box.x + box.w <= menu->w - view_look(model.view)->margin);
            for (size_t j = 0; j < i; j++)
                assert_false(overlap(box, menu->targets[j].box));
        }
        assert_in_range(last->x + last->w, right - 6, right + 6);
    }
    model_finish(&model);
}

static void test_a_vcard_escapes_what_has_a_meaning(void **unused)
{
    (void)unused;
    struct arena *arena = arena_create(4096);
    struct contact contact = {.name = TR("A, B"),
                              .role = TR(""),
                              .address = TR("1 Street;\nTown"),
                              .phone = "(1) 2",
                              .email = "a@b.org"};
    assert_string_equal(layout_vcard(&contact, 0, arena),
                        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:A\\, B\r\nFN:A\\, B\r\n"
                        "TEL;TYPE=WORK,VOICE:(1) 2\r\nEMAIL:a@b.org\r\n"
                        "ADR;TYPE=WORK:;;1 Street\\;\\nTown\r\nEND:VCARD\r\n");
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_screen_is_clean),
        cmocka_unit_test(test_the_position_covers_no_button),
        cmocka_unit_test(test_the_inspection_sees_defects),
        cmocka_unit_test(test_what_is_seen_of_a_text_is_counted),
        cmocka_unit_test(test_a_slide_with_too_much_text_ends),
        cmocka_unit_test(test_a_right_to_left_screen_is_the_mirror_image),
        cmocka_unit_test(test_grids_have_no_holes),
        cmocka_unit_test(test_a_vcard_escapes_what_has_a_meaning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
