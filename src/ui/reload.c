/* Carrying a visitor's place over to another generation of content. */
#include "ui/motion.h"

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
        return false;
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

void ui_reload(struct ui_state *state, const struct content *before, const struct ui_world *after,
               uint64_t now)
{
    if (!before || !after->content) {
        ui_start(state, after, now);
        return;
    }
    size_t lang = state->lang < before->n_langs
                      ? content_find_lang(after->content, before->langs[state->lang].code)
                      : CONTENT_NONE;
    state->lang = lang == CONTENT_NONE ? after->start_lang : lang;
    carry_trail(state, before, after->content);
    motion_stop_fade(state);
    state->push = (struct ui_push){.active = false};
    state->press = (struct ui_press){.target = FRAME_NO_TARGET};
    if (carry(&state->here, before, after->content))
        return;
    if (!state->session) {
        ui_start(state, after, now);
    } else if (state->trail_count > 0) {
        state->here = state->trail[--state->trail_count];
    } else {
        state->here = (struct ui_place){.screen = UI_MENU, .focus = FRAME_NO_TARGET};
    }
    state->slide_since = now;
    state->scroll_ms = 0;
}
