/* One screen by itself, without a visitor: see view_still. */
#include "ui/stage.h"

/* The question is shown with its countdown just begun. */
static bool still_question(struct frame *frame, const struct stage *stage)
{
    struct ui_place menu = {.screen = UI_MENU};
    unsigned seconds = stage->view->content->session.warning_ms / 1000;
    return stage_add_place(stage, frame, &menu, 0) && stage_add_bar(stage, frame, &menu, false) &&
           stage_add_question(stage, frame, seconds);
}

/* Successive screens overlap a little, as "More below" does. */
#define STILL_STEP_PERCENT 88

static bool still_place(struct frame *frame, const struct stage *stage, const struct ui_place *place,
                        unsigned screen, unsigned *screens)
{
    const struct scene *scene = stage_place(stage, place);
    if (!scene)
        return false;
    /* What the bar would not call "more" is not worth a screen of its own. */
    int step = stage->box.h * STILL_STEP_PERCENT / 100;
    step = step > 0 ? step : 1; /* a notice band may leave next to nothing */
    int more = scene->h - stage->box.h - stage->view->look.gap;
    if (screens)
        *screens = more <= 0 ? 1 : 1 + (unsigned)((more + step - 1) / step);
    if (!stage_add_place(stage, frame, place, (int)screen * step))
        return false;
    stage_add_thumb(stage, frame);
    stage_add_band(stage, frame);
    return stage_add_bar(stage, frame, place, false);
}

static void begin_still(struct view *view, struct frame *frame, unsigned *screens)
{
    cache_turn(view->cache, view->content ? view->content->serial : 0);
    *frame = (struct frame){.w = view->look.w, .h = view->look.h};
    if (screens)
        *screens = 1;
}

bool view_still_place(struct view *view, const struct ui_place *place, size_t lang, unsigned screen,
                      const struct ui_world *world, struct frame *frame, unsigned *screens)
{
    begin_still(view, frame, screens);
    struct stage stage = stage_open(view, lang, &world->clock);
    return still_place(frame, &stage, place, screen, screens);
}

bool view_still(struct view *view, enum view_kind kind, size_t index, size_t lang, unsigned screen,
                const struct ui_world *world, struct frame *frame, unsigned *screens)
{
    struct ui_place place = {.screen = kind == VIEW_SLIDE       ? UI_SLIDES
                                       : kind == VIEW_MENU      ? UI_MENU
                                       : kind == VIEW_LANGUAGES ? UI_LANGUAGES
                                                                : UI_PAGE,
                             .index = index};
    if (kind != VIEW_SAFE && kind != VIEW_EMERGENCY && kind != VIEW_STILL)
        return view_still_place(view, &place, lang, screen, world, frame, screens);
    begin_still(view, frame, screens);
    struct stage stage = {.view = view, .lang = lang, .clock = world->clock};
    if (kind != VIEW_STILL)
        return stage_add_whole(&stage, frame, kind);
    stage = stage_open(view, lang, &world->clock);
    return still_question(frame, &stage);
}
