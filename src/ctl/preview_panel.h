/* ctl/preview_panel: what stands beside the kiosk's screen in a preview, as a scene: whether the content is
 * good, where the shown screen comes from, and everything that is wrong. Pure. */
#ifndef LOBBY_CTL_PREVIEW_PANEL_H
#define LOBBY_CTL_PREVIEW_PANEL_H

#include "base/diag.h"
#include "ctl/preview_screen.h"
#include "ui/scene.h"

struct preview_panel {
    int w, h, type; /* px */
    bool below;     /* wide and low: two columns */

    bool shows;              /* there is content on the screen, though it may be that of before */
    bool checking;           /* every screen is still being looked at */
    struct diag_list *diags; /* what is wrong; NULL: nothing is known yet */

    const struct preview_screen *screen;
};

/* The scene belongs to the caller; NULL when memory is out. */
struct scene *preview_panel(const struct preview_panel *panel, struct fonts *fonts);

#endif
