/* Carrying a visitor's place over to another generation of content. */
#include "ui/motion.h"

#include <string.h>

static const char *link_in_body(const struct body *body, const char *uri)
{
    for (size_t i = 0; i < body->count; i++) {
        const struct block *block = &body->blocks[i];
        for (size_t j = 0; j < block->n_spans; j++) {
            const struct link *link = &block->spans[j].link;
            if (link->kind == LINK_OUTSIDE && strcmp(link->uri, uri) == 0)
                return link->uri;
        }
    }
    return NULL;
}

/* The same link to the outside, as the content has it; NULL when it has none. */
static const char *find_link(const struct content *content, const char *uri)
{
    for (size_t i = 0; i < content->n_slides; i++) {
        const struct link *opens = &content->slides[i].opens;
        if (opens->kind == LINK_OUTSIDE && strcmp(opens->uri, uri) == 0)
            return opens->uri;
    }
    const char *found = NULL;
    for (size_t i = 0; i < content->n_pages && !found; i++)
        for (size_t lang = 0; lang < content->n_langs && !found; lang++)
            found = link_in_body(&content->pages[i].body[lang], uri);
    return found;
}

static bool carry(struct ui_place *place, const struct content *before, const struct content *after)
{
    size_t index = 0;
    switch (place->screen) {
    case UI_SLIDES:
        index = place->index < before->n_slides ? content_find_slide(after, before->slides[place->index].id)
                                                : CONTENT_NONE;
        break;
    case UI_PAGE:
        index = place->index < before->n_pages ? content_find_page(after, before->pages[place->index].id)
                                               : CONTENT_NONE;
        break;
    case UI_MENU:
    case UI_LANGUAGES:
        return true;
    case UI_LINK:
        place->uri = find_link(after, place->uri);
        return place->uri;
    }
    place->index = index;
    return index != CONTENT_NONE;
}

static void carry_trail(struct ui_state *state, const struct content *before, const struct content *after)
{
    size_t kept = 0;
    for (size_t i = 0; i < state->trail_count; i++) {
        struct ui_place place = state->trail[i];
        if (carry(&place, before, after))
            state->trail[kept++] = place;
    }
    state->trail_count = kept;
}

/* A page in another language has other lines. */
static void carry_lang(struct ui_state *state, const struct content *before, const struct ui_world *after)
{
    size_t lang = state->lang < before->n_langs
                      ? content_find_lang(after->content, before->langs[state->lang].code)
                      : CONTENT_NONE;
    if (lang == CONTENT_NONE) {
        motion_scroll(state, 0, 0, 0, 0);
        lang = after->start_lang;
    }
    state->lang = lang;
}

void ui_reload(struct ui_state *state, const struct content *before, const struct ui_world *after,
               uint64_t now)
{
    if (!before || !after->content) {
        ui_start(state, after, now);
        return;
    }
    if (ui_pressing(state))
        state->slide_since = now; /* as when the finger had been lifted */
    carry_lang(state, before, after);
    carry_trail(state, before, after->content);
    state->push = (struct ui_push){.active = false};
    state->press = (struct ui_press){.target = FRAME_NO_TARGET};
    if (!state->motion_ms || !carry(&state->from, before, after->content))
        motion_stop_fade(state);
    /* A menu that stands in for slides may have some now. */
    bool waits = !state->session && state->here.screen == UI_MENU;
    if (!waits && carry(&state->here, before, after->content))
        return;
    if (!state->session) {
        ui_start(state, after, now);
        state->came = now;
        return;
    }
    motion_stop(state);
    if (state->trail_count > 0)
        state->here = state->trail[--state->trail_count];
    else
        state->here = (struct ui_place){.screen = UI_MENU, .focus = FRAME_NO_TARGET};
    state->came = now;
    if (state->asking)
        state->here.focus = 0; /* the question's button */
    state->slide_since = now;
}
