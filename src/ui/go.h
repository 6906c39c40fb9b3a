/* ui/go: puts a screen on the glass that no visitor asked for: for programs that show content to its authors.
 */
#ifndef LOBBY_UI_GO_H
#define LOBBY_UI_GO_H

#include "ui/state.h"

/* Goes to a slide as if a link had led there, due or not. */
void ui_show_slide(struct ui_state *state, const struct ui_world *world, size_t slide, uint64_t now);

#endif
