/* Frames onto a renderer: turned panels, pictures that come late, textures that are lost, memory that stays.
 */
#include "stage.h"

#include "paint/canvas.h"

#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define W 400
#define H 600

struct panel {
    SDL_Surface *surface;
    SDL_Renderer *renderer;
};

static struct panel panel_open(int w, int h)
{
    struct panel panel = {SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_RGB888), NULL};
    panel.renderer = SDL_CreateSoftwareRenderer(panel.surface);
    assert_non_null(panel.renderer);
    return panel;
}

static void panel_close(struct panel *panel)
{
    SDL_DestroyRenderer(panel->renderer);
    SDL_FreeSurface(panel->surface);
}

static uint32_t panel_pixel(const struct panel *panel, int x, int y)
{
    const uint8_t *row = (const uint8_t *)panel->surface->pixels + (size_t)y * (size_t)panel->surface->pitch;
    return ((const uint32_t *)(const void *)row)[x] & 0xffffff;
}

static void show(struct stage *stage, struct panel *panel, const struct frame *frame)
{
    assert_true(canvas_draw(stage->paint, panel->renderer, panel->surface, frame));
    SDL_RenderFlush(panel->renderer);
}

/* Where the panel shows what is upright at (x, y). */
static uint32_t turned_pixel(const struct panel *panel, int rotation, int x, int y)
{
    switch (rotation) {
    case 90:
        return panel_pixel(panel, H - 1 - y, x);
    case 180:
        return panel_pixel(panel, W - 1 - x, H - 1 - y);
    case 270:
        return panel_pixel(panel, y, W - 1 - x);
    default:
        return panel_pixel(panel, x, y);
    }
}

static void test_a_turned_panel_shows_the_same(void **state)
{
    (void)state;
    for (int rotation = 0; rotation < 360; rotation += 90) {
        struct stage stage;
        stage_open(&stage, rotation);
        struct scene *page = stage_rich_scene(&stage, W, 900), *bar = stage_rich_scene(&stage, W, 100);
        struct panel panel = panel_open(rotation % 180 ? H : W, rotation % 180 ? W : H);
        struct frame frame = stage_frame(page);
        frame.h = H;
        frame.count = 3;
        frame.layers[0].y = -137;
        frame.layers[0].pressed = 1;
        frame.layers[0].focused = 0;
        frame.layers[1] = (struct layer){.clip = {30, 40, 200, 111}, .color = 0x803010, .alpha = 90};
        frame.layers[2] = stage_frame(bar).layers[0];
        frame.layers[2].y = H - 77;
        frame.layers[2].clip = (struct rect){0, H - 77, W, 77};
        frame.layers[2].focused = 1;
        stage_wait(&stage, &frame);
        show(&stage, &panel, &frame);
        uint32_t *upright = stage_shot(&stage, &frame);
        for (int y = 0; y < H; y++) {
            for (int x = 0; x < W; x++)
                assert_int_equal(turned_pixel(&panel, rotation, x, y), upright[y * W + x]);
        }
        free(upright);
        canvas_reset(stage.paint);
        panel_close(&panel);
        scene_destroy(page);
        scene_destroy(bar);
        stage_close(&stage);
    }
}

static void test_a_picture_that_comes_late_is_drawn_then(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage, 0);
    stage_write_ramp(&stage, "images/large.png", 2000, 2000);
    struct picture picture = {.file = "images/large.png", .focus_x = 0.5, .focus_y = 0.5};
    struct scene *scene = stage_scene(&stage, W, H, 0x0f3a36);
    scene_picture(scene, (struct rect){0, 0, W, 300}, &picture, 0);
    struct panel panel = panel_open(W, H);
    struct frame frame = stage_frame(scene);
    assert_false(paint_complete(stage.paint, &frame));
    show(&stage, &panel, &frame);
    uint32_t before = panel_pixel(&panel, W / 2, 150);
    assert_int_not_equal(before & 0xff, 40); /* something calm, not the picture */
    assert_int_not_equal(before, 0);
    for (int i = 0; i < 10000 && !paint_stale(stage.paint); i++)
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    assert_true(paint_stale(stage.paint));
    assert_true(paint_complete(stage.paint, &frame));
    show(&stage, &panel, &frame);
    assert_int_equal(panel_pixel(&panel, W / 2, 150) & 0xff, 40);
    assert_false(paint_stale(stage.paint));
    canvas_reset(stage.paint);
    panel_close(&panel);
    scene_destroy(scene);
    stage_close(&stage);
}

static void test_a_picture_that_cannot_be_had_is_complete_and_calm(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage, 0);
    struct picture picture = {.file = "images/nowhere.jpg", .focus_x = 0.5, .focus_y = 0.5};
    struct scene *scene = stage_scene(&stage, W, H, 0xffffff);
    scene_picture(scene, (struct rect){0, 0, W, H}, &picture, 0);
    struct panel panel = panel_open(W, H);
    struct frame frame = stage_frame(scene);
    stage_wait(&stage, &frame);
    show(&stage, &panel, &frame);
    assert_false(paint_stale(stage.paint));
    uint32_t deep = stage.content->theme.deep;
    for (int shift = 0; shift <= 16; shift += 8)
        assert_in_range(panel_pixel(&panel, W / 2, H / 2) >> shift & 0xff,
                        (int)(deep >> shift & 0xff) * 7 / 10, (int)(deep >> shift & 0xff) + 30);
    canvas_reset(stage.paint);
    panel_close(&panel);
    scene_destroy(scene);
    stage_close(&stage);
}

static void test_prefetched_pictures_are_there_at_once(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage, 0);
    struct scene *scene = stage_rich_scene(&stage, W, H);
    struct frame frame = stage_frame(scene);
    paint_prefetch(stage.paint, &frame);
    stage_wait(&stage, &frame);
    struct panel panel = panel_open(W, H);
    show(&stage, &panel, &frame);
    assert_false(paint_stale(stage.paint));
    assert_true(paint_complete(stage.paint, &frame));
    canvas_reset(stage.paint);
    panel_close(&panel);
    scene_destroy(scene);
    stage_close(&stage);
}

static void test_what_was_painted_ahead_is_only_copied(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage, 90);
    struct scene *now = stage_scene(&stage, W, H, 0x404040), *next = stage_rich_scene(&stage, W, H);
    struct frame frame = stage_frame(now), next_frame = stage_frame(next);
    struct panel panel = panel_open(H, W);
    stage_wait(&stage, &next_frame);
    assert_false(paint_ahead(stage.paint, &next_frame)); /* no renderer yet */
    show(&stage, &panel, &frame);
    size_t before = canvas_bytes(stage.paint);
    int painted = 0;
    while (paint_ahead(stage.paint, &next_frame))
        painted++;
    assert_int_equal(painted, (H + PAINT_BAND - 1) / PAINT_BAND);
    size_t after = canvas_bytes(stage.paint);
    assert_int_equal(after - before, W * H * 4);
    show(&stage, &panel, &next_frame);
    assert_int_equal(canvas_bytes(stage.paint), after);
    uint32_t *upright = stage_shot(&stage, &next_frame);
    for (int i = 0; i < W * H; i++)
        assert_int_equal(turned_pixel(&panel, 90, i % W, i / W), upright[i]);
    free(upright);
    canvas_reset(stage.paint);
    assert_false(paint_ahead(stage.paint, &next_frame));
    panel_close(&panel);
    scene_destroy(now);
    scene_destroy(next);
    stage_close(&stage);
}

/* What layers cover together is not cleared before; what they leave open is, and what was there is gone. */
static void test_what_no_layer_covers_is_black(void **state)
{
    (void)state;
    static const struct {
        int top, bottom;      /* of the lower layer */
        uint8_t alpha;        /* of the upper one, which has the rest */
        uint32_t seen, below; /* at row 150, and in the last one */
    } rows[] = {
        {0, 200, 255, 0x336699, 0x996633},   {0, 199, 255, 0x336699, 0x996633},
        {1, 200, 255, 0x336699, 0x996633},   {0, 200, 0, 0x336699, 0x000000},
        {160, 200, 255, 0x000000, 0x996633},
    };
    struct stage stage;
    stage_open(&stage, 0);
    struct scene *upper = stage_scene(&stage, W, 400, 0x996633),
                 *lower = stage_scene(&stage, W, 400, 0x336699);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct panel panel = panel_open(W, H);
        SDL_FillRect(panel.surface, NULL, 0xff00ff);
        struct frame frame = stage_frame(upper);
        frame.h = H;
        frame.count = 2;
        /* The one that begins below the other comes first: the order of layers is not that of rows. */
        frame.layers[0].clip = (struct rect){0, 200, W, 400};
        frame.layers[0].y = 200;
        frame.layers[0].alpha = rows[i].alpha;
        frame.layers[1] = stage_frame(lower).layers[0];
        frame.layers[1].clip = (struct rect){0, rows[i].top, W, rows[i].bottom - rows[i].top};
        show(&stage, &panel, &frame);
        assert_int_equal(panel_pixel(&panel, 7, 150), rows[i].seen);
        assert_int_equal(panel_pixel(&panel, 7, H - 1), rows[i].below);
        assert_int_equal(panel_pixel(&panel, 7, 0), rows[i].top ? 0 : 0x336699);
        assert_int_equal(panel_pixel(&panel, 7, 199), rows[i].bottom < 200 ? 0 : 0x336699);
        canvas_reset(stage.paint);
        panel_close(&panel);
    }
    paint_forget(stage.paint, upper);
    scene_destroy(upper);
    scene_destroy(lower);
    stage_close(&stage);
}

/* Texts that were drawn while a picture came are the texts that are painted then. */
static void test_runs_that_were_drawn_ahead_look_the_same(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage, 0);
    struct scene *scene = stage_rich_scene(&stage, W, H);
    struct frame frame = stage_frame(scene);
    stage_wait(&stage, &frame);
    uint32_t *wanted = stage_shot(&stage, &frame);
    paint_draw_runs(stage.paint, &frame);
    struct panel panel = panel_open(W, H);
    show(&stage, &panel, &frame);
    for (int k = 0; k < W * H; k++)
        assert_int_equal(panel_pixel(&panel, k % W, k / W), wanted[k]);
    free(wanted);
    canvas_reset(stage.paint);
    panel_close(&panel);
    scene_destroy(scene);
    stage_close(&stage);
}

static void test_lost_textures_are_painted_again(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage, 0);
    struct scene *scene = stage_rich_scene(&stage, W, H);
    struct frame frame = stage_frame(scene);
    frame.layers[0].focused = 0;
    stage_wait(&stage, &frame);
    uint32_t *wanted = stage_shot(&stage, &frame);
    for (int i = 0; i < 2; i++) {
        struct panel panel = panel_open(W, H);
        show(&stage, &panel, &frame);
        for (int k = 0; k < W * H; k++)
            assert_int_equal(panel_pixel(&panel, k % W, k / W), wanted[k]);
        canvas_reset(stage.paint);
        panel_close(&panel);
    }
    free(wanted);
    scene_destroy(scene);
    stage_close(&stage);
}

static void test_what_a_scene_took_is_given_back(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage, 0);
    struct panel panel = panel_open(W, H);
    struct scene *scene = stage_scene(&stage, W, H, 0x336699);
    struct frame frame = stage_frame(scene);
    show(&stage, &panel, &frame);
    assert_int_equal(canvas_bytes(stage.paint), W * H * 4);
    paint_forget(stage.paint, scene);
    assert_int_equal(canvas_bytes(stage.paint), 0);
    scene_destroy(scene);
    canvas_reset(stage.paint);
    panel_close(&panel);
    stage_close(&stage);
}

static void test_the_budget_is_kept_and_what_is_shown_stays(void **state)
{
    (void)state;
    enum { PAGES = 40, WIDE = 1000, TALL = 1000, BUDGET = PAINT_SCREENS * WIDE * TALL * 4 };
    struct stage stage;
    stage_open(&stage, 0);
    struct panel panel = panel_open(WIDE, TALL);
    struct scene *scenes[PAGES];
    struct picture ramp = {.file = "images/ramp.png", .focus_x = 0.5, .focus_y = 0.5};
    for (int i = 0; i < PAGES; i++) {
        scenes[i] = stage_scene(&stage, WIDE, TALL, (uint32_t)i * 0x050301);
        scene_picture(scenes[i], (struct rect){0, 0, WIDE - i, 500}, &ramp, 0);
        struct frame frame = stage_frame(scenes[i]);
        stage_wait(&stage, &frame);
        show(&stage, &panel, &frame);
        assert_true(canvas_bytes(stage.paint) <= BUDGET);
        assert_true(paint_complete(stage.paint, &frame));
    }
    assert_true(canvas_bytes(stage.paint) > BUDGET / 2);
    for (int i = 0; i < PAGES; i++) {
        paint_forget(stage.paint, scenes[i]);
        scene_destroy(scenes[i]);
    }
    canvas_reset(stage.paint);
    panel_close(&panel);
    stage_close(&stage);
}

/* A slideshow that nobody touches: of each slide and its picture nothing stays but what is and what comes. */
static void test_alone_it_keeps_this_slide_and_the_next(void **state)
{
    (void)state;
    enum { SLIDES = 5, SCREEN = W * H * 4 };
    struct stage stage;
    stage_open(&stage, 0);
    struct panel panel = panel_open(W, H);
    struct scene *scenes[SLIDES];
    struct picture ramp = {.file = "images/ramp.png", .focus_x = 0.5, .focus_y = 0.5};
    for (int i = 0; i < SLIDES; i++) {
        scenes[i] = stage_scene(&stage, W, H, (uint32_t)i * 0x050301);
        scene_picture(scenes[i], (struct rect){0, 0, W - i, H}, &ramp, 0);
    }
    for (int i = 0; i + 1 < SLIDES; i++) {
        struct frame frame = stage_frame(scenes[i]), next = stage_frame(scenes[i + 1]);
        stage_wait(&stage, &frame);
        show(&stage, &panel, &frame);
        size_t before = canvas_bytes(stage.paint);
        paint_settle(stage.paint, &next);
        assert_int_equal(canvas_bytes(stage.paint), before); /* the next is not painted yet */
        stage_wait(&stage, &next);
        while (paint_ahead(stage.paint, &next))
            continue;
        assert_true(canvas_bytes(stage.paint) > 2 * SCREEN);
        free(stage_shot(&stage, &frame)); /* a picture of it is not what the glass shows */
        paint_settle(stage.paint, &next);
        assert_int_equal(canvas_bytes(stage.paint), 2 * SCREEN);
        assert_true(paint_complete(stage.paint, &frame));
        assert_true(paint_complete(stage.paint, &next));
        paint_prefetch(stage.paint, &next); /* what is painted needs no picture */
        nanosleep(&(struct timespec){.tv_nsec = 100 * 1000000}, NULL);
        assert_int_equal(canvas_bytes(stage.paint), 2 * SCREEN);
        assert_false(paint_ahead(stage.paint, &next));
    }
    for (int i = 0; i < SLIDES; i++) {
        paint_forget(stage.paint, scenes[i]);
        scene_destroy(scenes[i]);
    }
    canvas_reset(stage.paint);
    panel_close(&panel);
    stage_close(&stage);
}

static size_t heap_bytes(void)
{
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

/* A small screen, so that the test is about the number of scenes. */
static void change_scene(struct stage *stage, struct panel *panel)
{
    struct scene *scene = stage_rich_scene(stage, W / 2, H / 2);
    struct frame frame = stage_frame(scene);
    frame.layers[0].pressed = 0;
    stage_wait(stage, &frame);
    show(stage, panel, &frame);
    paint_forget(stage->paint, scene);
    scene_destroy(scene);
}

static void test_a_thousand_scenes_leave_nothing_behind(void **state)
{
    (void)state;
    struct stage stage;
    stage_open(&stage, 0);
    struct panel panel = panel_open(W, H);
    for (int i = 0; i < 50; i++)
        change_scene(&stage, &panel);
    size_t before = heap_bytes();
    for (int i = 0; i < 1000; i++)
        change_scene(&stage, &panel);
    assert_true(heap_bytes() < before + 256 * 1024);
    canvas_reset(stage.paint);
    panel_close(&panel);
    stage_close(&stage);
}

static void test_odd_rotations_are_refused(void **state)
{
    (void)state;
    struct err err;
    assert_null(paint_create(45, &err));
    assert_non_null(strstr(err.text, "45"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_turned_panel_shows_the_same),
        cmocka_unit_test(test_a_picture_that_comes_late_is_drawn_then),
        cmocka_unit_test(test_a_picture_that_cannot_be_had_is_complete_and_calm),
        cmocka_unit_test(test_prefetched_pictures_are_there_at_once),
        cmocka_unit_test(test_what_was_painted_ahead_is_only_copied),
        cmocka_unit_test(test_what_no_layer_covers_is_black),
        cmocka_unit_test(test_runs_that_were_drawn_ahead_look_the_same),
        cmocka_unit_test(test_lost_textures_are_painted_again),
        cmocka_unit_test(test_what_a_scene_took_is_given_back),
        cmocka_unit_test(test_the_budget_is_kept_and_what_is_shown_stays),
        cmocka_unit_test(test_alone_it_keeps_this_slide_and_the_next),
        cmocka_unit_test(test_a_thousand_scenes_leave_nothing_behind),
        cmocka_unit_test(test_odd_rotations_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
