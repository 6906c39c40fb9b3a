#include "ctl/preview_screen.h"

#include <stdio.h>

enum { ARENA_BYTES = 16 * 1024 };

/* A link is shown on a sheet over the page that it stands on. */
static const struct ui_place *page_below(const struct ui_state *state)
{
    return state->trail_count > 0 ? &state->trail[state->trail_count - 1] : NULL;
}

static void describe_slide(struct preview_screen *screen, const struct player_show *show, size_t index)
{
    const struct content *content = show->content;
    const struct slide *slide = &content->slides[index];
    enum due due = due_slide(slide, &show->clock);
    unsigned seconds = (due_dwell_ms(slide, show->state->lang) + 500) / 1000;
    screen->file = slide->place.file;
    screen->due = due == DUE_NOW;
    if (screen->due)
        screen->what =
            arena_printf(screen->arena, "Slide %zu of %zu, shown now",
                         due_position(content, index, &show->clock) + 1, due_count(content, &show->clock));
    else
        screen->what =
            arena_printf(screen->arena, "Not shown now: %s", due_explain(&slide->show, due, screen->arena));
    screen->stands = arena_printf(screen->arena, "Stands for %u s%s", seconds,
                                  slide->dwell_ms ? "" : ", from its reading time");
}

static void describe_place(struct preview_screen *screen, const struct player_show *show,
                           const struct ui_place *place)
{
    const struct content *content = show->content;
    switch (place->screen) {
    case UI_SLIDES:
        describe_slide(screen, show, place->index);
        break;
    case UI_PAGE:
        screen->file = content->pages[place->index].place.file;
        screen->what = "A page";
        break;
    case UI_MENU:
        screen->file = "lobby.yaml";
        screen->what = "The menu";
        break;
    case UI_LANGUAGES:
        screen->file = "lobby.yaml";
        screen->what = "The choice of languages";
        break;
    case UI_LINK:
        screen->file = "lobby.yaml";
        break;
    }
}

bool preview_screen(struct preview_screen *screen, const struct player_show *show)
{
    const struct content *content = show->content;
    *screen =
        (struct preview_screen){.what = "Built in, for when there is no content", .stands = "", .due = true};
    screen->arena = arena_create(ARENA_BYTES);
    if (!screen->arena)
        return false;
    const struct notice *notice = content ? due_notice(content, &show->clock) : NULL;
    const struct ui_place *below = page_below(show->state);
    if (notice && notice->level == NOTICE_EMERGENCY) {
        screen->file = notice->place.file;
        screen->what = "An emergency notice, over everything else";
    } else if (content && show->state->here.screen == UI_LINK) {
        if (below)
            describe_place(screen, show, below);
        screen->what = "A link to the outside, as visitors take it along";
        screen->stands = "";
    } else if (content) {
        describe_place(screen, show, &show->state->here);
    }
    screen->form = arena_printf(screen->arena, "%d x %d%s%s", show->w, show->h, content ? ", " : "",
                                content ? content->langs[show->state->lang].name : "");
    if (!arena_failed(screen->arena))
        return true;
    preview_screen_finish(screen);
    return false;
}

void preview_screen_finish(struct preview_screen *screen)
{
    arena_destroy(screen->arena);
    screen->arena = NULL;
}

struct preview_screen_key preview_screen_key(const struct player_show *show)
{
    const struct ui_state *state = show->state;
    const struct ui_place *below = page_below(state);
    const struct civil *now = &show->clock.now;
    return (struct preview_screen_key){.content = show->content ? show->content->serial : 0,
                                       .place = (uint64_t)state->here.screen,
                                       .index = state->here.index,
                                       .from = below ? below->index : 0,
                                       .lang = state->lang,
                                       .minute = (uint64_t)civil_seconds(now) / 60,
                                       .w = show->w,
                                       .h = show->h};
}
