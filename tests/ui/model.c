#include "model.h"

#include "fake_fonts.h"

#include <assert.h>
#include <string.h>

static const struct lang langs[] = {{.code = "en", .name = "English"},
                                    {.code = "es", .name = "Español"},
                                    {.code = "ar", .name = "العربية", .rtl = true}};

/* The same in as many languages as a content can have. */
#define ALL(s) TR(s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s)
#define ALWAYS                                                                                               \
    {                                                                                                        \
        .from = INT64_MIN, .until = INT64_MAX, .days = 0x7f                                                  \
    }

enum { WEEKEND = 1 << 5 | 1 << 6, LONG_PARAGRAPHS = 60 };

static const struct slide slides[] = {{.id = "s0",
                                       .layout = SLIDE_STATEMENT,
                                       .eyebrow = ALL(""),
                                       .title = ALL("First"),
                                       .text = ALL("One"),
                                       .figure = ALL(""),
                                       .unit = ALL(""),
                                       .opens = {.kind = LINK_PAGE, .index = 0},
                                       .show = ALWAYS,
                                       .dwell_ms = 8000,
                                       .in_order = true},
                                      {.id = "s1",
                                       .layout = SLIDE_FIGURE,
                                       .eyebrow = ALL("Caseload"),
                                       .title = ALL("Second"),
                                       .text = ALL(""),
                                       .figure = ALL("368"),
                                       .unit = ALL("a year"),
                                       .opens = {.kind = LINK_PAGE, .index = 1},
                                       .show = {.from = INT64_MIN, .until = INT64_MAX, .days = WEEKEND},
                                       .dwell_ms = 8000,
                                       .in_order = true},
                                      {.id = "s2",
                                       .layout = SLIDE_STATEMENT,
                                       .eyebrow = ALL(""),
                                       .title = ALL("Third"),
                                       .text = ALL(""),
                                       .figure = ALL(""),
                                       .unit = ALL(""),
                                       .show = ALWAYS,
                                       .dwell_ms = 8000,
                                       .in_order = true}};

static const struct span plain = {.text = "Some words that stand in one paragraph of a page."};
static const struct span outside = {.text = "elsewhere",
                                    .link = {.kind = LINK_OUTSIDE, .uri = "https://example.org/"}};
static struct block long_blocks[LONG_PARAGRAPHS];
static const struct block short_blocks[] = {{.kind = BLOCK_PARAGRAPH, .spans = &plain, .n_spans = 1},
                                            {.kind = BLOCK_PARAGRAPH, .spans = &outside, .n_spans = 1}};
static const struct contact contact = {.name = ALL("A Name"),
                                       .role = ALL("A role"),
                                       .address = ALL("1 Street; Town"),
                                       .phone = "(312) 555-0100",
                                       .email = "name@example.org"};
static const size_t related[] = {1};
static const size_t menu_pages[] = {0, 1, 2};
static const struct menu menu = {
    .title = ALL("Menu"), .intro = ALL("Choose"), .pages = menu_pages, .n_pages = COUNT_OF(menu_pages)};
static const struct tr house = ALL("House");

static struct page pages[] = {
    {.id = "p0", .title = ALL("Long"), .summary = ALL("Much to read"), .related = related, .n_related = 1},
    {.id = "p1", .title = ALL("Short"), .summary = ALL("Little to read"), .contact = &contact},
    {.id = "p2", .title = ALL("Other"), .summary = ALL("")}};

static void fill_pages(void)
{
    for (size_t i = 0; i < LONG_PARAGRAPHS; i++)
        long_blocks[i] = (struct block){.kind = BLOCK_PARAGRAPH, .spans = &plain, .n_spans = 1};
    for (size_t lang = 0; lang < CONTENT_LANGS_MAX; lang++) {
        pages[0].body[lang] = (struct body){.blocks = long_blocks, .count = LONG_PARAGRAPHS};
        pages[1].body[lang] = (struct body){.blocks = short_blocks, .count = COUNT_OF(short_blocks)};
    }
}

static void show(struct model *model)
{
    bool good = view_frame(model->view, &model->state, &model->world, model->now, &model->frame);
    assert(good);
    model->world.shown = &model->frame;
}

void model_start(struct model *model)
{
    memset(model, 0, sizeof *model);
    fill_pages();
    model->content = (struct content){.name = house,
                                      .langs = langs,
                                      .n_langs = COUNT_OF(langs),
                                      .theme = {0x0b3b33, 0xf7f5ef, 0x16241f, 0xf6f3ea, 0xf2b84b},
                                      .session = {.inactivity_ms = 60000, .warning_ms = 20000},
                                      .fade_ms = 600,
                                      .slides = slides,
                                      .n_slides = COUNT_OF(slides),
                                      .pages = pages,
                                      .n_pages = COUNT_OF(pages),
                                      .menu = menu,
                                      .folder = -1,
                                      .serial = 1};
    model->generation.references = 1;
    model->fonts = fake_fonts_create();
    model->view = view_create(model->fonts, NULL, NULL);
    assert(model->view);
    model->now = 1000000;
    model->world = (struct ui_world){.content = &model->content,
                                     .clock = {.now = {2026, 9, 7, 10, 0, 0}, .trusted = true}};
    view_set_content(model->view, &model->content);
    ui_start(&model->state, &model->world, model->now);
    model_resize(model, 1920, 1080);
}

void model_finish(struct model *model)
{
    view_destroy(model->view);
    /* Whoever took a reference has given it back. */
    assert(model->generation.references == 1);
    fake_fonts_destroy(model->fonts);
}

void model_resize(struct model *model, int w, int h)
{
    view_set_size(model->view, w, h, 0);
    show(model);
}

void model_wait(struct model *model, uint64_t ms)
{
    uint64_t end = model->now + ms;
    while (model->now < end) {
        uint64_t next = ui_deadline(&model->state, &model->world, model->now);
        model->now = next <= model->now ? model->now + 16 : next;
        if (model->now > end)
            model->now = end;
        ui_step(&model->state, &model->world, &(struct input){.kind = INPUT_TIME}, model->now);
        show(model);
    }
}

void model_input(struct model *model, struct input input)
{
    ui_step(&model->state, &model->world, &input, model->now);
    show(model);
}

void model_key(struct model *model, enum input_key key)
{
    model_input(model, (struct input){.kind = INPUT_KEY, .key = key});
}

void model_down(struct model *model, int x, int y)
{
    model_input(model, (struct input){.kind = INPUT_DOWN, .x = x, .y = y});
}

/* A hand does 10 px a ms at most. */
#define STEP_MS 10
#define STEP_PX 100

static int towards(int from, int to)
{
    return to > from + STEP_PX ? from + STEP_PX : to < from - STEP_PX ? from - STEP_PX : to;
}

void model_move(struct model *model, int x, int y)
{
    const struct gesture *finger = &model->state.press.finger;
    int at_x = finger->x, at_y = finger->y;
    do {
        at_x = towards(at_x, x);
        at_y = towards(at_y, y);
        model->now += STEP_MS;
        model_input(model, (struct input){.kind = INPUT_MOVE, .x = at_x, .y = at_y});
    } while (at_x != x || at_y != y);
}

void model_up(struct model *model, int x, int y)
{
    model_input(model, (struct input){.kind = INPUT_UP, .x = x, .y = y});
}

bool model_find(struct model *model, enum action_kind kind, size_t index, int *x, int *y)
{
    for (size_t i = model->frame.count; i-- > 0;) {
        const struct layer *layer = &model->frame.layers[i];
        for (size_t j = 0; layer->scene && j < layer->scene->n_targets; j++) {
            const struct target *target = &layer->scene->targets[j];
            if (target->action.kind != kind || (index != SIZE_MAX && target->action.index != index))
                continue;
            *x = layer->x + target->box.x + target->box.w / 2;
            *y = layer->y + target->box.y + target->box.h / 2;
            return true;
        }
    }
    return false;
}

bool model_tap(struct model *model, enum action_kind kind, size_t index)
{
    int x, y;
    if (!model_find(model, kind, index, &x, &y))
        return false;
    model_down(model, x, y);
    model_up(model, x, y);
    model_wait(model, 1000);
    return true;
}
