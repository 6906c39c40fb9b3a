/* Hours of nonsense: fingers that begin, wander and never end, keys, wheels, other sizes, notices, new
 * content, a display that fails, long and short pauses. Whatever comes, the screen is whole, nobody spins,
 * and when it is quiet at last everything stands where it stood before the first touch. */
#include "check.h"
#include "model.h"

#include <string.h>

enum { STEPS = 4000, SEEDS = 6, POINTERS = 4 };

static unsigned seed;

static unsigned any(unsigned below)
{
    seed = seed * 1103515245u + 12345u;
    return (seed >> 12) % below;
}

static const struct notice notices[] = {{.level = NOTICE_INFO,
                                         .title = TR("Elevator B", "Ascensor B", "مصعد"),
                                         .body = TR("is out of order.", "no funciona.", "معطل"),
                                         .show = {.from = INT64_MIN, .until = INT64_MAX, .days = 0x7f}},
                                        {.level = NOTICE_EMERGENCY,
                                         .title = TR("Leave the building", "Salga", "اخرج"),
                                         .body = TR("Calmly.", "Con calma.", "بهدوء"),
                                         .show = {.from = INT64_MIN, .until = INT64_MAX, .days = 0x7f}}};

struct storm {
    struct model model;
    struct content full; /* takes turns with one that has less of everything */
    int x[POINTERS], y[POINTERS];
};

static void show(struct storm *storm)
{
    struct model *model = &storm->model;
    assert_true(view_frame(model->view, &model->state, &model->world, model->now, &model->frame));
    model->world.shown = any(50) ? &model->frame : NULL;
}

/* A place, the ground beside one, or what covers the whole screen. */
static bool is_ground(const struct layer *layer, const struct frame *frame)
{
    bool whole = layer->clip.w == frame->w && layer->clip.h == frame->h;
    return layer->alpha == 255 && (layer->stage || whole || (!layer->scene && layer->clip.w == frame->w));
}

static bool is_covered(const struct frame *frame, int x)
{
    for (size_t i = 0; i < frame->count; i++) {
        const struct layer *layer = &frame->layers[i];
        int from = layer->x, w = layer->scene ? layer->scene->w : layer->clip.w;
        if (is_ground(layer, frame) && x >= from && x < from + w)
            return true;
    }
    return false;
}

static void check(const struct storm *storm)
{
    const struct model *model = &storm->model;
    const struct ui_state *state = &model->state;
    const struct content *content = model->world.content;
    assert_true(state->lang < content->n_langs);
    assert_true(state->trail_count <= UI_TRAIL_MAX);
    for (size_t i = 0; i <= state->trail_count; i++) {
        const struct ui_place *place = i < state->trail_count ? &state->trail[i] : &state->here;
        assert_true(place->screen != UI_SLIDES || place->index < content->n_slides);
        assert_true(place->screen != UI_PAGE || place->index < content->n_pages);
    }
    assert_true(model->frame.count > 0 && model->frame.count < FRAME_LAYERS_MAX);
    for (int x = 0; x < model->frame.w; x += 3)
        assert_true(is_covered(&model->frame, x));
    size_t focused = 0, pressed = 0;
    for (size_t i = 0; i < model->frame.count; i++) {
        focused += model->frame.layers[i].focused != FRAME_NO_TARGET;
        pressed += model->frame.layers[i].pressed != FRAME_NO_TARGET;
    }
    assert_true(focused <= 1 && pressed <= 1);
    /* Only what moves asks for the next frame. */
    assert_true(ui_moving(state, model->now) || ui_deadline(state, &model->world, model->now) > model->now);
}

/* A step of nothing but time, as the player takes one before every frame. */
static void pass(struct storm *storm)
{
    struct model *model = &storm->model;
    ui_step(&model->state, &model->world, &(struct input){.kind = INPUT_TIME}, model->now);
    show(storm);
    check(storm);
}

static void point(struct storm *storm)
{
    struct model *model = &storm->model;
    unsigned pointer = any(POINTERS);
    int *x = &storm->x[pointer], *y = &storm->y[pointer];
    int far = any(4) ? 60 : 4000;
    *x += (int)any((unsigned)far) - far / 2;
    *y += (int)any((unsigned)far) - far / 2;
    *x = *x < -3000 ? -3000 : *x > 5000 ? 5000 : *x;
    *y = *y < -10 ? -10 : *y > 1100 ? 1100 : *y;
    static const enum input_kind kinds[] = {INPUT_DOWN, INPUT_MOVE, INPUT_MOVE, INPUT_MOVE,
                                            INPUT_MOVE, INPUT_UP,   INPUT_UP,   INPUT_CANCEL};
    struct input input = {.kind = kinds[any(COUNT_OF(kinds))], .x = *x, .y = *y, .pointer = pointer};
    ui_step(&model->state, &model->world, &input, model->now);
}

static void touch(struct storm *storm, enum input_kind kind, int x, int y)
{
    struct model *model = &storm->model;
    ui_step(&model->state, &model->world, &(struct input){.kind = kind, .x = x, .y = y, .pointer = 9},
            model->now);
    model->now += any(20);
    pass(storm);
}

/* What people do: a tap on some target, or a drag from anywhere. */
static void act(struct storm *storm)
{
    const struct frame *frame = &storm->model.frame;
    size_t count = frame_focus_count(frame), layer, target;
    if (any(2) && count > 0 && frame_focus_at(frame, any((unsigned)count), &layer, &target)) {
        struct rect box = frame->layers[layer].scene->targets[target].box;
        int x = frame->layers[layer].x + box.x + box.w / 2, y = frame->layers[layer].y + box.y + box.h / 2;
        touch(storm, INPUT_DOWN, x, y);
        touch(storm, INPUT_UP, x, y);
        return;
    }
    int x = (int)any(1920), y = (int)any(900), dx = (int)any(120) - 60, dy = (int)any(120) - 60;
    touch(storm, INPUT_DOWN, x, y);
    for (unsigned i = any(20); i > 0; i--)
        touch(storm, INPUT_MOVE, x += any(3) ? dx : 0, y += any(3) ? 0 : dy);
    if (any(8))
        touch(storm, INPUT_UP, x, y);
}

static void reload(struct storm *storm)
{
    struct model *model = &storm->model;
    struct content before = model->content;
    uint64_t serial = before.serial;
    model->content = storm->full;
    model->content.serial = serial + 1;
    if (before.n_pages == 3) {
        model->content.n_pages = 1 + any(2);
        model->content.n_slides = any(3);
        model->content.n_langs = 1 + any(2);
    }
    static const size_t first[] = {0};
    model->content.menu.pages = first;
    model->content.menu.n_pages = 1;
    if (any(3) == 0)
        model->content.notice = &notices[any(2)];
    ui_reload(&model->state, &before, &model->world, model->now);
    model->world.shown = NULL; /* what is on the glass leads nowhere any more */
}

static void happen(struct storm *storm)
{
    static const int sizes[][2] = {{1920, 1080}, {1080, 1920}, {800, 480}, {480, 800}, {30, 20}};
    struct model *model = &storm->model;
    unsigned what = any(200), size = any(COUNT_OF(sizes));
    if (what < 100)
        point(storm);
    else if (what < 150)
        act(storm);
    else if (what < 175)
        ui_step(&model->state, &model->world,
                &(struct input){.kind = INPUT_KEY, .key = (enum input_key)any(KEY_LANGUAGE + 1)}, model->now);
    else if (what < 185)
        ui_step(&model->state, &model->world,
                &(struct input){.kind = INPUT_WHEEL, .dy = (int)any(4000) - 2000}, model->now);
    else if (what < 187)
        view_set_size(model->view, sizes[size][0], sizes[size][1], 0);
    else if (what < 189)
        reload(storm);
    else if (what < 191)
        model->world.clock.now.day = 7 + (int)any(6);
    static const unsigned pauses[] = {0, 1, 5, 16, 16, 16, 40, 200};
    model->now += any(100) ? pauses[any(COUNT_OF(pauses))] : any(100000);
}

/* Two minutes without anybody, with a step at each deadline. */
static void rest(struct storm *storm)
{
    struct model *model = &storm->model;
    uint64_t end = model->now + 120000;
    unsigned wakes = 0;
    while (model->now < end) {
        uint64_t next = ui_deadline(&model->state, &model->world, model->now);
        model->now = next <= model->now ? model->now + 16 : next;
        wakes++;
        pass(storm);
    }
    const struct ui_state *state = &model->state;
    assert_false(state->session);
    assert_false(ui_pressing(state));
    assert_int_equal(state->trail_count, 0);
    assert_int_equal(state->lang, 0);
    assert_true(state->here.focus == FRAME_NO_TARGET);
    while (ui_moving(state, model->now)) {
        model->now += 16;
        pass(storm);
    }
    assert_false(state->push.active);
    assert_int_equal(ui_scroll(state, model->now), 0);
    /* The countdown, the slides and their fades: 40 frames each. */
    assert_in_range(wakes, 1, 20 + 15 * 42 + 200);
}

static void start(struct storm *storm)
{
    static struct page pages[3];
    static struct slide slides[3];
    *storm = (struct storm){.x = {0}};
    model_start(&storm->model);
    storm->full = storm->model.content;
    memcpy(pages, storm->full.pages, sizeof pages);
    memcpy(slides, storm->full.slides, sizeof slides);
    /* Nothing leads to a page that the other generation has not. */
    pages[0].n_related = 0;
    slides[1].opens.index = 0;
    storm->full.pages = pages;
    storm->full.slides = slides;
    reload(storm);
}

static void test_whatever_comes_it_ends_as_it_began(void **unused)
{
    (void)unused;
    for (unsigned i = 0; i < SEEDS; i++) {
        struct storm storm;
        seed = i + 1;
        start(&storm);
        for (int step = 0; step < STEPS; step++) {
            happen(&storm);
            pass(&storm);
            if (step % 1000 == 999)
                rest(&storm);
        }
        model_finish(&storm.model);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_whatever_comes_it_ends_as_it_began)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
