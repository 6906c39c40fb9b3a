/* ctl/shots: which pictures a content makes: one a screen, in a fixed order, each with the name of its file.
 */
#ifndef LOBBY_CTL_SHOTS_H
#define LOBBY_CTL_SHOTS_H

#include "ui/view.h"

struct shot {
    const char *name;  /* of the file, without ".png": "page-boler-2" */
    const char *group; /* what it belongs to: "page-boler" */
    const char *id;    /* of the slide or page, or the group's name */
    enum view_kind kind;
    size_t index;
    unsigned screen;     /* of scrolling */
    const char *not_due; /* why it is not shown at that moment, or NULL */
};

struct shots {
    struct shot *items;
    size_t count;
};

/* All screens: slides, menu, pages screen by screen, the question, the safe screen, an emergency notice. Lays
 * the pages out to know how long they are. Everything belongs to the arena. */
bool shots_list(struct shots *shots, struct view *view, const struct ui_world *world, size_t lang,
                struct arena *arena, struct err *err) MUST_USE;

/* Keeps those whose name, group or id it is. False and a sentence with the nearest one when there is none. */
bool shots_choose(struct shots *shots, const char *name, struct err *err) MUST_USE;

#endif
