#include "ui/go.h"

#include "ui/nav.h"

void ui_show_slide(struct ui_state *state, const struct ui_world *world, size_t slide, uint64_t now)
{
    nav_act(state, world, (struct action){.kind = ACTION_SLIDE, .index = slide}, now);
}
