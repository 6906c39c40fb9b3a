/* A preview at work: the kiosk's screen is the kiosk's to the pixel, a mistake leaves the last good content
 * on it, and the panel beside it says what is true, compared with panels that the test paints by itself. */
#include "ctl/preview_check.h"
#include "ctl/preview_panel.h"
#include "ctl/preview_plan.h"
#include "expected.h"
#include "folder.h"
#include "visitor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Of with-xvfb's display, without the room that is left for a window's frame. */
enum { ROOM_W = 1920, ROOM_H = 1160, W = 1280, H = 720, PATIENCE_MS = 15000 };

struct bench {
    char *folder;
    struct visitor *visitor;
    struct preview_plan plan;
    int w, h; /* of the window */
};

static void start(struct bench *bench, char *folder)
{
    *bench = (struct bench){.folder = folder, .plan = preview_plan(ROOM_W, ROOM_H, W, H)};
    const char *arguments[] = {"preview", "--size", "1280x720", "--at", EXPECTED_AT, folder, NULL};
    bench->visitor = visitor_enter(arguments);
    free(visitor_look(bench->visitor, &bench->w, &bench->h));
    int w, h;
    preview_window(&bench->plan, &w, &h);
    assert_int_equal(bench->w, w);
    assert_int_equal(bench->h, h);
}

static void finish(struct bench *bench)
{
    visitor_leave(bench->visitor);
    folder_remove(bench->folder);
}

static char *good_folder(void)
{
    char *folder = folder_create();
    folder_fill(folder, 3);
    return folder;
}

/* The kiosk's screen with the content of a folder; NULL: without any. */
static void expect_screen(struct bench *bench, const char *folder, enum view_kind kind, size_t index,
                          const char *name)
{
    struct expected expected;
    expected_start(&expected, folder, W, H);
    uint8_t *rgb = expected_picture(&expected, kind, index);
    visitor_expect_at(bench->visitor, 0, 0, rgb, W, H, PATIENCE_MS, name);
    free(rgb);
    expected_finish(&expected);
}

/* What "lobbyctl check" says of the folder now. */
static struct diag_list *problems_of(const char *folder)
{
    char command[512], line[2048];
    struct diag_list *diags = diag_list_create();
    snprintf(command, sizeof command, "'%s' check --at %s '%s' 2>&1 >/dev/null", LOBBY_PROGRAM, EXPECTED_AT,
             folder);
    FILE *out = popen(command, "r");
    assert_non_null(out);
    while (fgets(line, sizeof line, out)) {
        line[strcspn(line, "\n")] = '\0';
        preview_check_line(folder, line, diags);
    }
    pclose(out);
    return diags;
}

/* To the last pixel: a panel with another digit differs in a few of them alone. */
static void expect_exactly(struct bench *bench, const uint8_t *rgb, int w, int h, const char *name)
{
    size_t bytes = (size_t)w * (size_t)h * 3;
    bool same = false;
    for (int waited = 0; !same && waited < PATIENCE_MS; waited += 20) {
        visitor_wait(20);
        uint8_t *seen = visitor_look_at(bench->visitor, W, 0, w, h);
        assert_non_null(seen);
        same = memcmp(seen, rgb, bytes) == 0;
        free(seen);
    }
    if (!same) { /* says how much, and leaves pictures */
        visitor_expect_at(bench->visitor, W, 0, rgb, w, h, 0, name);
        fail_msg("%s: the panel says something else", name);
    }
}

static void expect_panel(struct bench *bench, struct preview_panel panel, const struct preview_screen *screen,
                         const char *name)
{
    struct err err;
    struct paint *paint = paint_create(0, &err);
    assert_non_null(paint);
    panel.w = bench->w - W;
    panel.h = bench->h;
    panel.type = bench->plan.type;
    panel.screen = screen;
    panel.diags = problems_of(bench->folder);
    struct scene *scene = preview_panel(&panel, paint_fonts(paint));
    assert_non_null(scene);
    struct frame frame = {.w = panel.w, .h = panel.h, .count = 1};
    frame.layers[0] = (struct layer){.scene = scene,
                                     .clip = {0, 0, panel.w, panel.h},
                                     .alpha = 255,
                                     .pressed = FRAME_NO_TARGET,
                                     .focused = FRAME_NO_TARGET};
    uint8_t *rgb = NULL;
    assert_true(paint_shot(paint, &frame, &rgb, &err));
    expect_exactly(bench, rgb, panel.w, panel.h, name);
    free(rgb);
    scene_destroy(scene);
    diag_list_destroy(panel.diags);
    paint_destroy(paint);
}

#define FORM "1280 x 720, English"

/* As folder_fill writes the first slide. */
static const struct preview_screen first_slide = {.file = "slides/slide-0000.yaml",
                                                  .what = "Slide 1 of 3, shown now",
                                                  .due = true,
                                                  .stands = "Stands for 8 s, from its reading time",
                                                  .form = FORM};
static const struct preview_screen safe_screen = {
    .what = "Built in, for when there is no content", .due = true, .stands = "", .form = "1280 x 720"};

static void press_space(struct bench *bench)
{
    visitor_key(bench->visitor, "space");
    visitor_wait(300);
}

static uint8_t *screen_now(struct bench *bench)
{
    uint8_t *rgb = visitor_look_at(bench->visitor, 0, 0, W, H);
    assert_non_null(rgb);
    return rgb;
}

static void expect_same(struct bench *bench, const uint8_t *before)
{
    uint8_t *now = screen_now(bench);
    assert_memory_equal(now, before, W * H * 3);
    free(now);
}

static void test_a_mistake_and_its_repair(void **unused)
{
    (void)unused;
    struct bench bench;
    start(&bench, good_folder());
    expect_screen(&bench, bench.folder, VIEW_SLIDE, 0, "preview-slide");
    press_space(&bench);
    expect_panel(&bench, (struct preview_panel){.shows = true}, &first_slide, "preview-good");
    uint8_t *good = screen_now(&bench);

    folder_write(bench.folder, "slides/slide-0001.yaml", "layout: statement\ntitel: Hello\ndwel: 12s\n");
    expect_panel(&bench, (struct preview_panel){.shows = true}, &first_slide, "preview-mistake");
    expect_same(&bench, good);
    /* The control: another mistake is another panel. */
    folder_write(bench.folder, "slides/slide-0001.yaml", "layout: statement\n\ntitel: Hello\ndwel: 12s\n");
    expect_panel(&bench, (struct preview_panel){.shows = true}, &first_slide, "preview-mistake-2");
    expect_same(&bench, good);

    folder_replace(bench.folder, "slides/slide-0001.yaml", "layout: statement\ntitle: Hello\n");
    expect_panel(&bench, (struct preview_panel){.shows = true}, &first_slide, "preview-repaired");
    free(good);
    finish(&bench);
}

static void test_content_with_errors_from_the_start(void **unused)
{
    (void)unused;
    struct bench bench;
    char *folder = good_folder();
    folder_write(folder, "lobby.yaml", "format: 1\nname: Many\nlanguages: [en\n");
    start(&bench, folder);
    expect_screen(&bench, NULL, VIEW_SAFE, 0, "preview-safe");
    expect_panel(&bench, (struct preview_panel){.shows = false}, &safe_screen, "preview-safe-panel");
    folder_write(folder, "lobby.yaml", "format: 1\nname: Many\nlanguages: [en]\n");
    expect_screen(&bench, folder, VIEW_SLIDE, 0, "preview-safe-repaired");
    press_space(&bench);
    expect_panel(&bench, (struct preview_panel){.shows = true}, &first_slide, "preview-safe-repaired-panel");
    finish(&bench);
}

static void test_more_problems_than_room(void **unused)
{
    (void)unused;
    struct bench bench;
    start(&bench, good_folder());
    press_space(&bench);
    for (int i = 0; i < 30; i++) {
        char name[64];
        snprintf(name, sizeof name, "slides/wrong-%02d.yaml", i);
        folder_write(bench.folder, name, "layout: statement\ntitel: Hello\n");
    }
    expect_panel(&bench, (struct preview_panel){.shows = true}, &first_slide, "preview-many");
    finish(&bench);
}

static void test_the_arrows_lead_to_slides_that_are_not_due(void **unused)
{
    (void)unused;
    struct bench bench;
    char *folder = good_folder();
    folder_write(folder, "slides/slide-0001.yaml",
                 "layout: statement\ntitle: Later\ndwell: 12s\nshow: {from: 2027-01-01}\n");
    start(&bench, folder);
    expect_screen(&bench, folder, VIEW_SLIDE, 0, "preview-arrows-first");
    visitor_key(bench.visitor, "Right");
    visitor_wait(1000);
    press_space(&bench);
    static const struct preview_screen later = {.file = "slides/slide-0001.yaml",
                                                .what = "Not shown now: from 2027-01-01",
                                                .stands = "Stands for 12 s",
                                                .form = FORM};
    expect_panel(&bench, (struct preview_panel){.shows = true}, &later, "preview-later");
    /* A save leaves it where it is. */
    uint8_t *before = screen_now(&bench);
    folder_write(folder, "slides/slide-0001.yaml",
                 "layout: statement\ntitle: Later still\ndwell: 14s\nshow: {from: 2027-01-02}\n");
    static const struct preview_screen still = {.file = "slides/slide-0001.yaml",
                                                .what = "Not shown now: from 2027-01-02",
                                                .stands = "Stands for 14 s",
                                                .form = FORM};
    expect_panel(&bench, (struct preview_panel){.shows = true}, &still, "preview-later-saved");
    uint8_t *after = screen_now(&bench);
    assert_memory_not_equal(before, after, W * H * 3);
    free(before);
    free(after);
    finish(&bench);
}

static void test_the_panel_is_nothing_to_touch(void **unused)
{
    (void)unused;
    struct bench bench;
    start(&bench, good_folder());
    press_space(&bench);
    uint8_t *before = screen_now(&bench);
    visitor_tap(bench.visitor, W + 100, H / 2);
    visitor_swipe(bench.visitor, W + 200, H / 2, W + 20);
    visitor_wait(500);
    expect_same(&bench, before);
    free(before);
    finish(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_mistake_and_its_repair),
        cmocka_unit_test(test_content_with_errors_from_the_start),
        cmocka_unit_test(test_more_problems_than_room),
        cmocka_unit_test(test_the_arrows_lead_to_slides_that_are_not_due),
        cmocka_unit_test(test_the_panel_is_nothing_to_touch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
