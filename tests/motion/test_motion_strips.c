/* A fade, a swipe and a thrown page of the shipped content, painted frame by frame. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"
#include "paint/paint.h"
#include "paint/png.h"
#include "ui/view.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { W = 1280, H = 720, SHRINK = 3, COLUMNS = 4, ROWS = 4, GAP = 6, FRAME_MS = 16 };
enum { SMALL_W = W / SHRINK, SMALL_H = H / SHRINK };
enum { STRIP_W = COLUMNS * (SMALL_W + GAP) + GAP, STRIP_H = ROWS * (SMALL_H + GAP) + GAP };

struct stage {
    struct content *content;
    struct paint *paint;
    struct view *view;
    struct ui_state state;
    struct ui_world world;
    struct frame frame;
    uint64_t now;
    uint8_t *strip;
    int strip_count;
};

static void look(struct stage *stage)
{
    assert_true(view_frame(stage->view, &stage->state, &stage->world, stage->now, &stage->frame));
    stage->world.shown = &stage->frame;
}

static void start(struct stage *stage)
{
    struct err err;
    struct diag_list *diags = diag_list_create();
    *stage = (struct stage){.now = 1000000};
    stage->content = content_load(LOBBY_CONTENT, diags);
    assert_non_null(stage->content);
    diag_list_destroy(diags);
    stage->paint = paint_create(0, &err);
    stage->view = view_create(paint_fonts(stage->paint), NULL, NULL);
    view_set_content(stage->view, stage->content);
    view_set_size(stage->view, W, H, 0);
    stage->world = (struct ui_world){.content = stage->content,
                                     .clock = {.now = {2026, 9, 7, 10, 0, 0}, .trusted = true}};
    ui_start(&stage->state, &stage->world, stage->now);
    look(stage);
    stage->strip = calloc(STRIP_W * STRIP_H, 3);
    assert_non_null(stage->strip);
}

static void finish(struct stage *stage, const char *name)
{
    struct err err;
    char path[512];
    snprintf(path, sizeof path, "%s/%s.png", STRIPS, name);
    int rows = (stage->strip_count + COLUMNS - 1) / COLUMNS;
    assert_true(png_write(path, stage->strip, STRIP_W, rows * (SMALL_H + GAP) + GAP, &err));
    free(stage->strip);
    view_destroy(stage->view);
    paint_destroy(stage->paint);
    content_unref(stage->content);
}

static void pass(struct stage *stage, uint64_t ms)
{
    stage->now += ms;
    ui_step(&stage->state, &stage->world, &(struct input){.kind = INPUT_TIME}, stage->now);
    look(stage);
}

static void finger(struct stage *stage, enum input_kind kind, int x, int y)
{
    struct input input = {.kind = kind, .x = x, .y = y};
    ui_step(&stage->state, &stage->world, &input, stage->now);
    look(stage);
}

static uint8_t *shoot(struct stage *stage)
{
    struct err err;
    uint8_t *rgb = NULL;
    assert_true(paint_shot(stage->paint, &stage->frame, &rgb, &err));
    return rgb;
}

/* The mean of SHRINK x SHRINK pixels. */
static uint8_t mean(const uint8_t *rgb, int x, int y, int channel)
{
    int sum = 0;
    for (int i = 0; i < SHRINK * SHRINK; i++)
        sum += rgb[((y * SHRINK + i / SHRINK) * W + x * SHRINK + i % SHRINK) * 3 + channel];
    return (uint8_t)(sum / (SHRINK * SHRINK));
}

static void add_to_strip(struct stage *stage, const uint8_t *rgb)
{
    if (stage->strip_count == COLUMNS * ROWS)
        return;
    int left = GAP + stage->strip_count % COLUMNS * (SMALL_W + GAP);
    int top = GAP + stage->strip_count / COLUMNS * (SMALL_H + GAP);
    for (int y = 0; y < SMALL_H; y++) {
        for (int x = 0; x < SMALL_W; x++) {
            for (int channel = 0; channel < 3; channel++)
                stage->strip[((top + y) * STRIP_W + left + x) * 3 + channel] = mean(rgb, x, y, channel);
        }
    }
    stage->strip_count++;
}

static void keep(struct stage *stage)
{
    uint8_t *rgb = shoot(stage);
    add_to_strip(stage, rgb);
    free(rgb);
}

/* The share of pixels that are darker or lighter than in both ends, by more than rounding. */
static double outside(const uint8_t *a, const uint8_t *b, const uint8_t *between)
{
    enum { ROUNDING = 3 };
    size_t count = 0;
    for (size_t i = 0; i < (size_t)W * H * 3; i++) {
        int low = a[i] < b[i] ? a[i] : b[i], high = a[i] < b[i] ? b[i] : a[i];
        count += between[i] < low - ROUNDING || between[i] > high + ROUNDING;
    }
    return (double)count / ((double)W * H * 3);
}

static void test_a_fade_goes_straight_from_one_slide_to_the_next(void **unused)
{
    (void)unused;
    struct stage stage;
    start(&stage);
    uint8_t *before = shoot(&stage);
    while (!ui_moving(&stage.state, stage.now))
        pass(&stage, FRAME_MS);
    uint8_t *frames[64] = {NULL};
    size_t count = 0;
    for (; ui_moving(&stage.state, stage.now) && count < COUNT_OF(frames); count++) {
        frames[count] = shoot(&stage);
        if (count % 4 == 0)
            add_to_strip(&stage, frames[count]);
        pass(&stage, FRAME_MS);
    }
    uint8_t *after = shoot(&stage);
    add_to_strip(&stage, after);
    assert_in_range(count, stage.content->fade_ms / FRAME_MS - 2, stage.content->fade_ms / FRAME_MS + 2);
    for (size_t i = 0; i < count; i++) {
        /* The bar is the same but for its dots, which change at once. */
        if (outside(before, after, frames[i]) > 0)
            fail_msg("frame %zu of %zu leaves the way between the slides", i, count);
        free(frames[i]);
    }
    memset(before, 0, (size_t)W * H * 3);
    assert_true(outside(before, before, after) > 0.5); /* the measure sees what is neither */
    free(before);
    free(after);
    finish(&stage, "fade");
}

/* Columns of the stage that no layer covers. */
static int torn_open(const struct frame *frame)
{
    int torn = 0;
    for (int x = 0; x < frame->w; x++) {
        bool covered = false;
        for (size_t i = 0; i < frame->count && !covered; i++) {
            const struct layer *layer = &frame->layers[i];
            covered = layer->stage && layer->alpha == 255 && x >= layer->x && x < layer->x + layer->scene->w;
        }
        torn += !covered;
    }
    return torn;
}

static void test_a_swiped_slide_brings_its_neighbor_without_a_seam(void **unused)
{
    (void)unused;
    struct stage stage;
    start(&stage);
    int x = 1000, held = 0;
    finger(&stage, INPUT_DOWN, x, 300);
    keep(&stage);
    for (int i = 0; i < 20; i++) {
        stage.now += FRAME_MS;
        x -= i < 14 ? 8 + i : 26;
        finger(&stage, INPUT_MOVE, x, 300);
        assert_int_equal(torn_open(&stage.frame), 0);
        int now = ui_push_x(&stage.state, stage.now);
        assert_true(now <= held);
        held = now;
        if (i % 3 == 0)
            keep(&stage);
    }
    finger(&stage, INPUT_UP, x, 300);
    assert_int_equal(stage.state.here.index, 1);
    int left = ui_push_x(&stage.state, stage.now);
    assert_int_equal(left, held + W); /* nothing jumped */
    for (int i = 0; ui_moving(&stage.state, stage.now); i++) {
        if (i % 3 == 0)
            keep(&stage);
        pass(&stage, FRAME_MS);
        assert_int_equal(torn_open(&stage.frame), 0);
        assert_true(ui_push_x(&stage.state, stage.now) <= left);
        left = ui_push_x(&stage.state, stage.now);
    }
    keep(&stage);
    struct frame still;
    uint8_t *last = shoot(&stage);
    assert_true(view_still(stage.view, VIEW_SLIDE, 1, 0, 0, &stage.world, &still, NULL));
    stage.frame = still;
    uint8_t *expected = shoot(&stage);
    assert_memory_equal(last, expected, (size_t)W * H * 3);
    free(last);
    free(expected);
    finish(&stage, "swipe");
}

static void test_a_thrown_page_only_slows_down(void **unused)
{
    (void)unused;
    struct stage stage;
    start(&stage);
    for (size_t i = 0; i < stage.content->n_pages && frame_scroll_max(&stage.frame) < 500; i++) {
        stage.state.here = (struct ui_place){.screen = UI_PAGE, .index = i, .focus = FRAME_NO_TARGET};
        look(&stage);
    }
    assert_true(frame_scroll_max(&stage.frame) >= 500);
    int y = 560;
    finger(&stage, INPUT_DOWN, 400, y);
    keep(&stage);
    for (int i = 0; i < 8; i++) {
        stage.now += FRAME_MS;
        y -= 24;
        finger(&stage, INPUT_MOVE, 400, y);
        if (i % 3 == 2)
            keep(&stage);
    }
    finger(&stage, INPUT_UP, 400, y);
    int before = ui_scroll(&stage.state, stage.now), step = 1000, frames = 0;
    for (; ui_moving(&stage.state, stage.now); frames++) {
        if (frames % 6 == 0)
            keep(&stage);
        pass(&stage, FRAME_MS);
        int moved = ui_scroll(&stage.state, stage.now) - before;
        assert_in_range(moved, 0, step + 1);
        step = moved;
        before = ui_scroll(&stage.state, stage.now);
    }
    keep(&stage);
    assert_in_range(frames, 15, 180); /* a quarter of a second to three */
    finish(&stage, "glide");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_fade_goes_straight_from_one_slide_to_the_next),
        cmocka_unit_test(test_a_swiped_slide_brings_its_neighbor_without_a_seam),
        cmocka_unit_test(test_a_thrown_page_only_slows_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
