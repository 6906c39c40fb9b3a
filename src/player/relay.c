#include "player/relay.h"

static void forget(void *user, const struct scene *scene)
{
    paint_forget(user, scene);
}

static struct view *make_view(const struct relay *relay, struct content *content)
{
    struct view *view = view_create(paint_fonts(relay->paint), forget, relay->paint);
    if (!view)
        return NULL;
    view_set_content(view, content);
    view_set_size(view, relay->w, relay->h, relay->panel_inches);
    return view;
}

bool relay_start(struct relay *relay, struct paint *paint)
{
    *relay = (struct relay){.paint = paint};
    relay->view = make_view(relay, NULL);
    ui_start(&relay->state, &(struct ui_world){.content = NULL}, 0);
    return relay->view;
}

void relay_finish(struct relay *relay)
{
    view_destroy(relay->coming_view);
    view_destroy(relay->view);
    content_unref(relay->coming);
    content_unref(relay->content);
    *relay = (struct relay){.paint = NULL};
}

void relay_set_size(struct relay *relay, int w, int h, double panel_inches)
{
    relay->w = w;
    relay->h = h;
    relay->panel_inches = panel_inches;
    view_set_size(relay->view, w, h, panel_inches);
    if (relay->coming_view)
        view_set_size(relay->coming_view, w, h, panel_inches);
}

void relay_feel(struct relay *relay, const struct input *input, uint64_t now)
{
    if (input->kind == INPUT_TIME || input->kind == INPUT_KEY)
        return;
    relay->touched = now;
    if (input->kind == INPUT_DOWN)
        relay->contacts++;
    else if ((input->kind == INPUT_UP || input->kind == INPUT_CANCEL) && relay->contacts > 0)
        relay->contacts--;
}

bool relay_offer(struct relay *relay, struct content *content, uint64_t now)
{
    struct view *view = make_view(relay, content);
    if (!view) {
        content_unref(content);
        return false;
    }
    if (!relay->coming)
        relay->since = now;
    view_destroy(relay->coming_view);
    content_unref(relay->coming);
    relay->coming = content;
    relay->coming_view = view;
    return true;
}

/* The visitor's place in the coming content. */
static struct ui_state carried(const struct relay *relay, const struct ui_world *world, uint64_t now)
{
    struct ui_state state = relay->state;
    ui_reload(&state, relay->content, world, now);
    return state;
}

bool relay_foresee(struct relay *relay, const struct ui_world *world, uint64_t now, struct frame *frame)
{
    if (!relay->coming)
        return false;
    struct ui_state state = carried(relay, world, now);
    return view_frame(relay->coming_view, &state, world, now, frame);
}

/* Asks for what is missing, so that it will be there. */
static bool pictures_there(struct relay *relay, const struct ui_world *world, uint64_t now)
{
    struct frame frame;
    /* What cannot be laid out has no pictures to wait for. */
    return !relay_foresee(relay, world, now, &frame) || paint_complete(relay->paint, &frame);
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

/* A page that was thrown, or a screen on its way to its place. A fade is none: it goes on with the new
 * content. */
static bool glides(const struct ui_state *state, uint64_t now)
{
    struct ui_state unfaded = *state;
    unfaded.motion_ms = 0;
    return ui_moving(&unfaded, now);
}

static bool good_moment(struct relay *relay, const struct ui_world *world, uint64_t now, uint64_t *again)
{
    bool there = pictures_there(relay, world, now);
    if (is_emergency(world) || !ahead(relay->since + RELAY_MOST_MS, now, again))
        return true;
    if (relay->contacts > 0 && ahead(relay->touched + RELAY_DEAD_MS, now, again))
        return false;
    if (glides(&relay->state, now))
        return false; /* every frame asks again */
    return there || !ahead(relay->since + RELAY_PICTURES_MS, now, again);
}

bool relay_change(struct relay *relay, const struct ui_world *world, uint64_t now, uint64_t *again)
{
    *again = UINT64_MAX;
    if (!relay->coming || !good_moment(relay, world, now, again))
        return false;
    relay->state = carried(relay, world, now);
    view_destroy(relay->view);
    content_unref(relay->content);
    relay->view = relay->coming_view;
    relay->content = relay->coming;
    relay->coming_view = NULL;
    relay->coming = NULL;
    return true;
}
