#include "player/stage.h"

static void forget(void *user, const struct scene *scene)
{
    paint_forget(user, scene);
}

static struct view *make_view(const struct stage *stage, struct content *content)
{
    struct view *view = view_create(paint_fonts(stage->paint), forget, stage->paint);
    if (!view)
        return NULL;
    view_set_content(view, content);
    view_set_size(view, stage->w, stage->h, stage->panel_inches);
    return view;
}

bool stage_start(struct stage *stage, struct paint *paint)
{
    *stage = (struct stage){.paint = paint};
    stage->view = make_view(stage, NULL);
    ui_start(&stage->state, &(struct ui_world){.content = NULL}, 0);
    return stage->view;
}

void stage_finish(struct stage *stage)
{
    view_destroy(stage->coming_view);
    view_destroy(stage->view);
    content_unref(stage->coming);
    content_unref(stage->content);
    *stage = (struct stage){.paint = NULL};
}

void stage_set_size(struct stage *stage, int w, int h, double panel_inches)
{
    stage->w = w;
    stage->h = h;
    stage->panel_inches = panel_inches;
    view_set_size(stage->view, w, h, panel_inches);
    if (stage->coming_view)
        view_set_size(stage->coming_view, w, h, panel_inches);
}

void stage_feel(struct stage *stage, const struct input *input, uint64_t now)
{
    if (input->kind == INPUT_TIME || input->kind == INPUT_KEY)
        return;
    stage->touched = now;
    if (input->kind == INPUT_DOWN)
        stage->contacts++;
    else if ((input->kind == INPUT_UP || input->kind == INPUT_CANCEL) && stage->contacts > 0)
        stage->contacts--;
}

bool stage_offer(struct stage *stage, struct content *content, uint64_t now)
{
    struct view *view = make_view(stage, content);
    if (!view) {
        content_unref(content);
        return false;
    }
    if (!stage->coming)
        stage->since = now;
    view_destroy(stage->coming_view);
    content_unref(stage->coming);
    stage->coming = content;
    stage->coming_view = view;
    return true;
}

/* The visitor's place in the coming content. */
static struct ui_state carried(const struct stage *stage, const struct ui_world *world, uint64_t now)
{
    struct ui_state state = stage->state;
    ui_reload(&state, stage->content, world, now);
    return state;
}

/* Asks for what is missing, so that it will be there. */
static bool pictures_there(struct stage *stage, const struct ui_world *world, uint64_t now)
{
    struct ui_state state = carried(stage, world, now);
    struct frame frame;
    /* What cannot be laid out has no pictures to wait for. */
    return !view_frame(stage->coming_view, &state, world, now, &frame) ||
           paint_complete(stage->paint, &frame);
}

static bool is_emergency(const struct ui_world *world)
{
    const struct notice *notice = due_notice(world->content, &world->clock);
    return notice && notice->level == NOTICE_EMERGENCY;
}

/* True when this moment is still to come; *again is then not later. */
static bool ahead(uint64_t moment, uint64_t now, uint64_t *again)
{
    if (moment > now && moment < *again)
        *again = moment;
    return moment > now;
}

static bool good_moment(struct stage *stage, const struct ui_world *world, uint64_t now, uint64_t *again)
{
    bool there = pictures_there(stage, world, now);
    if (is_emergency(world) || !ahead(stage->since + STAGE_MOST_MS, now, again))
        return true;
    if (stage->contacts > 0 && ahead(stage->touched + STAGE_DEAD_MS, now, again))
        return false;
    if (ui_moving(&stage->state, now))
        return false; /* every frame asks again */
    return there || !ahead(stage->since + STAGE_PICTURES_MS, now, again);
}

bool stage_change(struct stage *stage, const struct ui_world *world, uint64_t now, uint64_t *again)
{
    *again = UINT64_MAX;
    if (!stage->coming || !good_moment(stage, world, now, again))
        return false;
    stage->state = carried(stage, world, now);
    view_destroy(stage->view);
    content_unref(stage->content);
    stage->view = stage->coming_view;
    stage->content = stage->coming;
    stage->coming_view = NULL;
    stage->coming = NULL;
    return true;
}
