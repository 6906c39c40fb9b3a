/* Every screen of the shipped content at every size: nothing overflows, nothing overlaps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"
#include "paint/paint.h"
#include "ui/inspect.h"
#include "ui/view.h"

#include <stdio.h>

static const struct {
    int w, h;
    double panel_inches;
} sizes[] = {{1920, 1080, 0}, {1080, 1920, 0}, {800, 480, 0},      {480, 800, 0},
             {800, 480, 7},   {1280, 720, 0},  {1920, 1080, 21.5}, {3840, 2160, 55}};

struct room {
    struct content *content;
    struct paint *paint;
    struct view *view;
    struct ui_world world;
    size_t judged, defects;
    const char *id;
    int w, h;
};

static const char *const defect_names[] = {"leaves its room", "has a broken word",
                                           "is cut",          "has missing glyphs",
                                           "overlaps",        "is too small to touch"};

static void print(void *user, const struct flaw *flaw)
{
    const struct room *room = user;
    print_message("%s at %dx%d: \"%s\" %s %s\n", room->id, room->w, room->h,
                  flaw->text ? flaw->text->text : flaw->target->label, defect_names[flaw->defect],
                  flaw->other ? flaw->other->text : "");
}

static void judge(struct room *room, enum view_kind kind, size_t index, size_t lang, const char *id)
{
    struct frame frame;
    room->id = id;
    assert_true(view_still(room->view, kind, index, lang, 0, &room->world, &frame, NULL));
    for (size_t i = 0; i < frame.count; i++) {
        if (frame.layers[i].scene)
            room->defects += inspect_scene(frame.layers[i].scene, view_look(room->view), print, room);
    }
    room->judged++;
}

static void judge_language(struct room *room, size_t lang)
{
    const struct content *content = room->content;
    for (size_t i = 0; i < content->n_slides; i++)
        judge(room, VIEW_SLIDE, i, lang, content->slides[i].id);
    for (size_t i = 0; i < content->n_pages; i++)
        judge(room, VIEW_PAGE, i, lang, content->pages[i].id);
    judge(room, VIEW_MENU, 0, lang, "menu");
    judge(room, VIEW_STILL, 0, lang, "still-there");
    judge(room, VIEW_SAFE, 0, lang, "safe");
}

static void test_no_screen_has_a_defect(void **unused)
{
    (void)unused;
    struct room room = {.world = {.clock = {.now = {2026, 9, 7, 10, 0, 0}, .trusted = true}}};
    struct err err;
    struct diag_list *diags = diag_list_create();
    room.content = content_load(LOBBY_SOURCE_DIR "/content", diags);
    diag_print(diags, stderr, "");
    assert_non_null(room.content);
    diag_list_destroy(diags);
    room.paint = paint_create(0, &err);
    assert_non_null(room.paint);
    room.view = view_create(paint_fonts(room.paint), NULL, NULL);
    view_set_content(room.view, room.content);
    room.world.content = room.content;
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        room.w = sizes[i].w;
        room.h = sizes[i].h;
        view_set_size(room.view, sizes[i].w, sizes[i].h, sizes[i].panel_inches);
        for (size_t lang = 0; lang < room.content->n_langs; lang++)
            judge_language(&room, lang);
    }
    print_message("%zu screens judged, %zu defects\n", room.judged, room.defects);
    assert_int_equal(room.defects, 0);
    view_destroy(room.view);
    paint_destroy(room.paint);
    content_unref(room.content);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_no_screen_has_a_defect)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
