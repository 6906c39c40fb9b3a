#include "player/player.h"

#include "base/log.h"
#include "player/display.h"
#include "player/figures.h"
#include "player/heap.h"
#include "player/loader.h"
#include "player/relay.h"
#include "player/screenshot.h"
#include "player/wall.h"
#include "ui/go.h"
#include "window/window.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

/* The pace of motion where the display does not set one (60 a second). */
#define FRAME_MS 16

#define EVENTS_MAX 64

/* How long a screen that could not be laid out or drawn is left alone. */
#define AGAIN_MS 500

struct player {
    struct player_options options;
    struct wall wall;
    struct paint *paint;
    struct loader *loader;
    struct window *window;
    pthread_mutex_t door; /* for window: other threads wake it */
    struct relay relay;

    struct frame wanted, shown;  /* the kiosk's screen: what the state looks like, what is on the glass */
    struct frame dressed, glass; /* the same with what the hooks have added */
    bool grounded;               /* the house's color stands there */
    bool presented;              /* shown and glass are valid, and of this content */
    bool force;                  /* present although nothing changed */
    uint64_t started;            /* ms */
    uint64_t last_present;
    uint64_t arrived_us; /* the events that are taken */
    struct display_wish wish;
    struct meter meter;
    struct figures figures;
    unsigned asked, offered; /* numbers of folders: asked for last, of what relay was offered last */
    bool awaited;            /* the one that was asked for has not been read yet */
    struct player_pass pass;
    bool quit;
};

static struct ui_world world_of(const struct player *player, const struct content *content, uint64_t now)
{
    struct ui_world world = {.content = content,
                             .clock = wall_now(&player->wall, now),
                             .shown = player->presented ? &player->shown : NULL,
                             .patient = player->options.patient};
    if (content && player->options.lang) {
        size_t lang = content_find_lang(content, player->options.lang);
        world.start_lang = lang == CONTENT_NONE ? 0 : lang;
    }
    return world;
}

static struct ui_world world_now(const struct player *player, uint64_t now)
{
    return world_of(player, player->relay.content, now);
}

static void set_size(struct player *player)
{
    const struct player_hooks *hooks = &player->options.hooks;
    int w, h;
    window_size(player->window, &w, &h);
    if (hooks->divide)
        hooks->divide(hooks->user, &w, &h);
    relay_set_size(&player->relay, w, h, player->options.panel_inches);
    player->force = true;
}

/* What happens beside the kiosk's screen is nothing to it; a finger that began there belongs to it. */
static bool is_beside(const struct player *player, const struct input *input)
{
    bool begins = input->kind == INPUT_DOWN || input->kind == INPUT_WHEEL;
    return begins && (input->x >= player->relay.w || input->y >= player->relay.h);
}

/* With somebody who works with it the arrow keys lead to every slide, in the order of the content. */
static bool leaf(struct player *player, const struct input *input, uint64_t now)
{
    struct ui_state *state = &player->relay.state;
    const struct content *content = player->relay.content;
    bool arrow = input->kind == INPUT_KEY && (input->key == KEY_LEFT || input->key == KEY_RIGHT);
    if (!player->options.patient || !arrow || !content || state->here.screen != UI_SLIDES)
        return false;
    bool onward = (input->key == KEY_RIGHT) != content->langs[state->lang].rtl;
    size_t count = content->n_slides, next = (state->here.index + (onward ? 1 : count - 1)) % count;
    struct ui_world world = world_now(player, now);
    ui_show_slide(state, &world, next, now);
    return true;
}

static void take_input(struct player *player, const struct input *input, uint64_t now)
{
    relay_feel(&player->relay, input, now);
    if (is_beside(player, input) || leaf(player, input, now))
        return;
    struct ui_world world = world_now(player, now);
    ui_step(&player->relay.state, &world, input, now);
    if (input->kind == INPUT_DOWN || input->kind == INPUT_UP || input->kind == INPUT_KEY)
        meter_touch(&player->meter, player->arrived_us);
}

static void take_event(struct player *player, const struct window_event *event, uint64_t now)
{
    switch (event->kind) {
    case WINDOW_INPUT:
        take_input(player, &event->input, now);
        break;
    case WINDOW_EXPOSED:
        player->force = true;
        break;
    case WINDOW_RESIZED:
    case WINDOW_FULLSCREEN:
        set_size(player);
        break;
    case WINDOW_QUIT:
        player->quit = true;
        break;
    case WINDOW_DISPLAY:
        display_changed(&player->wish, now);
        break;
    case WINDOW_RELOAD:
        loader_begin(player->loader);
        break;
    case WINDOW_FIGURES:
        player->figures.shown = !player->figures.shown;
        player->meter.worst_us = 0;
        player->force = true;
        break;
    case WINDOW_SCREENSHOT:
        screenshot(player->paint, &player->wanted);
        break;
    }
}

static uint64_t now_us(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000u + (uint64_t)time.tv_nsec / 1000u;
}

static bool present(struct player *player, uint64_t now, struct err *err)
{
    struct frame frame = player->dressed;
    uint64_t before = now_us();
    if (player->figures.shown)
        figures_add(&player->figures, &player->meter, paint_fonts(player->paint),
                    view_look(player->relay.view), window_describe(player->window), &frame);
    if (!window_present(player->window, &frame, err))
        return false;
    meter_frame(&player->meter, before, now_us(), window_interval(player->window));
    if (player->meter.presented == 1) {
        /* A slide stands from when it is seen, however long the display took. */
        player->relay.state.slide_since = now;
        log_info("first frame after %llu ms (%s)", (unsigned long long)(window_now() - player->started),
                 window_describe(player->window));
    }
    player->pass.frames++;
    player->shown = player->wanted;
    player->glass = player->dressed;
    player->presented = true;
    player->force = false;
    player->last_present = now;
    return true;
}

static void dress(struct player *player, uint64_t now)
{
    const struct player_hooks *hooks = &player->options.hooks;
    struct player_show show = {.content = player->relay.content,
                               .state = &player->relay.state,
                               .clock = wall_now(&player->wall, now),
                               .fonts = paint_fonts(player->paint),
                               .w = player->relay.w,
                               .h = player->relay.h};
    player->dressed = player->wanted;
    if (hooks->dress)
        hooks->dress(hooks->user, &show, &player->dressed);
}

/* While nothing moves, what will be seen next is prepared piece by piece, so that neither a fade nor a finger
 * has to wait for it: between two pieces every input is heard. True when there is more to do. */
static bool prepare(struct player *player, const struct ui_world *world, bool changed, uint64_t now)
{
    struct relay *relay = &player->relay;
    struct ui_state next;
    struct frame frame;
    if (!ui_foresee(&relay->state, world, now, &next) || !view_ahead(relay->view, &next, world, now, &frame))
        return false;
    paint_prefetch(player->paint, &frame);
    if (changed || paint_ahead(player->paint, &frame))
        return true;
    if (!relay->state.session && !relay->coming)
        paint_settle(player->paint, &frame);
    return false;
}

/* Draws when there is something new to see. Returns when the loop has to look again. */
static uint64_t show(struct player *player, uint64_t now)
{
    struct err err = {.text = ""};
    struct relay *relay = &player->relay;
    struct ui_world world = world_now(player, now);
    uint64_t deadline = ui_deadline(&relay->state, &world, now);
    player->pass.trouble = PLAYER_NO_LAYOUT;
    if (!view_frame(relay->view, &relay->state, &world, now, &player->wanted)) {
        log_error("a screen could not be laid out: out of memory");
        return now + AGAIN_MS;
    }
    dress(player, now);
    player->pass.trouble = PLAYER_NO_DISPLAY;
    bool changed = player->force || !player->presented || paint_stale(player->paint) ||
                   !frame_equal(&player->dressed, &player->glass);
    if (changed && !present(player, now, &err)) {
        log_error("%s", err.text);
        /* The scenes of the last good frame are not kept for ever. */
        player->presented = false;
        return now + AGAIN_MS;
    }
    player->pass.trouble = PLAYER_FINE;
    if (deadline > now)
        meter_rest(&player->meter);
    if (deadline > now && prepare(player, &world, changed, now))
        return now;
    if (deadline > now)
        return deadline;
    /* Motion is paced, also while it is too slow to show: its end may move nothing for many frames. */
    uint64_t next_frame = player->last_present + FRAME_MS;
    return next_frame > now ? next_frame : now + FRAME_MS;
}

/* Said when it begins to be true, not with every change of a file. */
static void warn_of_language(const struct player *player, const struct content *content)
{
    const char *lang = player->options.lang;
    const struct content *before = player->relay.content;
    if (!lang || content_find_lang(content, lang) != CONTENT_NONE)
        return;
    if (!before || content_find_lang(before, lang) != CONTENT_NONE)
        log_warning("the content has no language \"%s\"; it starts in \"%s\"", lang, content->langs[0].code);
}

static void take_loaded(struct player *player, uint64_t now)
{
    const struct player_hooks *hooks = &player->options.hooks;
    struct content *content = NULL;
    struct diag_list *diags = NULL;
    if (!loader_take(player->loader, &content, &diags))
        return;
    player->awaited = false;
    if (content) {
        player->offered = player->asked;
        warn_of_language(player, content);
        if (!relay_offer(&player->relay, content, now))
            log_error("the new content cannot be shown: out of memory");
    }
    if (hooks->loaded)
        hooks->loaded(hooks->user, diags, player->relay.content || player->relay.coming);
    else
        diag_list_destroy(diags);
}

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* At the start, while the first picture is decoded: what else its frame needs. */
static void await_first(struct player *player, const struct ui_world *world, uint64_t now)
{
    struct frame frame;
    if (player->grounded || !relay_foresee(&player->relay, world, now, &frame))
        return;
    player->grounded = true;
    window_ground(player->window, player->relay.coming->theme.deep);
    paint_draw_runs(player->paint, &frame);
}

static uint64_t pass(struct player *player, uint64_t now)
{
    struct relay *relay = &player->relay;
    struct ui_world world = world_now(player, now);
    ui_step(&relay->state, &world, &(struct input){.kind = INPUT_TIME}, now);
    take_loaded(player, now);
    uint64_t again = UINT64_MAX;
    world = world_of(player, relay->coming, now);
    if (relay_change(relay, &world, now, &again)) {
        player->presented = false; /* what is on the glass leads nowhere any more */
        if (player->pass.folder != player->offered)
            player->pass.frames = 0;
        player->pass.folder = player->offered;
    }
    /* At the start the window waits for its first content; the safe screen is for when there is none. */
    if ((relay->coming || player->awaited) && player->meter.presented == 0) {
        await_first(player, &world, now);
        return again;
    }
    uint64_t deadline = show(player, now);
    return least(deadline, again);
}

static uint64_t tell(struct player *player, uint64_t now)
{
    const struct player_hooks *hooks = &player->options.hooks;
    player->pass.now = now;
    player->pass.session = player->relay.state.session;
    player->pass.meter = &player->meter;
    player->pass.device = window_describe(player->window);
    player->pass.touch = window_touchscreen(player->window);
    return hooks->passed ? hooks->passed(hooks->user, &player->pass) : UINT64_MAX;
}

static void set_window(struct player *player, struct window *window)
{
    pthread_mutex_lock(&player->door);
    struct window *before = player->window;
    player->window = window;
    pthread_mutex_unlock(&player->door);
    window_destroy(before);
}

/* True without a window when an end is asked for meanwhile. */
static bool open_display(struct player *player, struct err *err)
{
    set_window(player, NULL); /* one at a time */
    set_window(player, display_open(&player->wish, player->paint, err));
    player->quit = player->wish.ended;
    if (!player->window)
        return player->quit;
    player->grounded = false;
    player->presented = false;
    player->force = true;
    set_size(player);
    return true;
}

static bool loop(struct player *player, struct err *err)
{
    struct window_event events[EVENTS_MAX];
    uint64_t seconds = player->options.seconds;
    uint64_t end = seconds ? player->started + seconds * 1000 : UINT64_MAX;
    while (!player->quit) {
        uint64_t now = window_now();
        if (now >= end)
            break;
        /* What was on a display that is gone stays where it was, and its time goes on. */
        if (now >= player->wish.reopen && !open_display(player, err))
            return false;
        if (player->quit)
            break;
        now = window_now();
        uint64_t deadline = least(least(pass(player, now), end), player->wish.reopen);
        deadline = least(deadline, tell(player, now));
        size_t count = window_wait(player->window, deadline, events, EVENTS_MAX);
        player->meter.wakes++;
        now = window_now();
        player->arrived_us = now_us();
        for (size_t i = 0; i < count && !player->quit; i++)
            take_event(player, &events[i], now);
    }
    return true;
}

static void wake(void *user)
{
    player_wake(user);
}

void player_wake(struct player *player)
{
    pthread_mutex_lock(&player->door);
    if (player->window)
        window_wake(player->window);
    pthread_mutex_unlock(&player->door);
}

unsigned player_move(struct player *player, const char *folder)
{
    if (!loader_move(player->loader, folder))
        return 0;
    player->awaited = true;
    return ++player->asked;
}

void player_not_before(struct player *player, int64_t floor)
{
    wall_raise(&player->wall, floor);
}

struct player *player_create(const struct player_options *options, struct err *err)
{
    window_prepare();
    struct player *player = calloc(1, sizeof *player);
    if (!player) {
        err_set(err, "out of memory");
        return NULL;
    }
    heap_prepare();
    pthread_mutex_init(&player->door, NULL);
    player->options = *options;
    player->started = window_now();
    player->asked = 1;
    player->wish = display_wish(&player->options, player->started);
    wall_start(&player->wall);
    if (options->at_given)
        wall_pretend(&player->wall, &options->at, player->started);
    player->paint = paint_create(options->rotation, err);
    if (player->paint && relay_start(&player->relay, player->paint))
        return player;
    if (player->paint)
        err_set(err, "out of memory");
    player_destroy(player);
    return NULL;
}

bool player_run(struct player *player, struct err *err)
{
    /* Fonts and the folder are read while the display opens. */
    paint_begin(player->paint);
    player->loader = loader_create(player->options.folder, wake, player);
    if (!player->loader)
        return err_set(err, "out of memory");
    if (!open_display(player, err))
        return false;
    paint_on_picture(player->paint, wake, player);
    loader_wait(player->loader);
    return loop(player, err);
}

void player_destroy(struct player *player)
{
    if (!player)
        return;
    loader_destroy(player->loader);
    figures_finish(&player->figures);
    relay_finish(&player->relay);
    /* A picture that is decoded just now must not wake a window that is gone. */
    if (player->paint)
        paint_on_picture(player->paint, NULL, NULL);
    window_destroy(player->window);
    paint_destroy(player->paint);
    free(player);
}
