/* ui/view: the state as a frame, through a cache of scenes. */
#ifndef LOBBY_UI_VIEW_H
#define LOBBY_UI_VIEW_H

#include "ui/look.h"
#include "ui/state.h"

struct view;

enum view_kind {
    VIEW_SLIDE, /* index: slide */
    VIEW_MENU,
    VIEW_PAGE, /* index: page */
    VIEW_LINK, /* uri */
    VIEW_LANGUAGES,
    VIEW_BAR,       /* flags; count: of slides */
    VIEW_POSITION,  /* index: of the slide among those that are due, count: of how many */
    VIEW_NOTICE,    /* the info band */
    VIEW_EMERGENCY, /* the whole screen */
    VIEW_STILL,     /* the question's card */
    VIEW_SECONDS,   /* index: seconds left, the number in the card */
    VIEW_SAFE
};

/* forget is called before a scene goes, so that whoever painted it can drop its pixels; may be NULL. */
struct view *view_create(struct fonts *fonts, void (*forget)(void *user, const struct scene *scene),
                         void *user);
void view_destroy(struct view *view);

/* The content (counted by the view; NULL: the safe screen), screen size and panel from now on. */
void view_set_content(struct view *view, struct content *content);
void view_set_size(struct view *view, int w, int h, double panel_inches);
const struct look *view_look(const struct view *view);

/* The frame of a state at a moment. The scenes in it stay valid until two further calls. False when memory
 * is out. */
bool view_frame(struct view *view, const struct ui_state *state, const struct ui_world *world, uint64_t now,
                struct frame *frame);

/* The frame of a state that may come (ui_foresee), from the same scenes: valid until the next call of either.
 */
bool view_ahead(struct view *view, const struct ui_state *state, const struct ui_world *world, uint64_t now,
                struct frame *frame);

/* One screen by itself, as lobbyctl renders and checks it: the whole screen with its bar, scrolled by whole
 * screens. *screens (may be NULL) is set to how many screens of scrolling the place has. kind is VIEW_SLIDE,
 * VIEW_MENU, VIEW_PAGE, VIEW_LANGUAGES, VIEW_EMERGENCY, VIEW_STILL or VIEW_SAFE. */
bool view_still(struct view *view, enum view_kind kind, size_t index, size_t lang, unsigned screen,
                const struct ui_world *world, struct frame *frame, unsigned *screens);

/* The same for any place that a visitor can be at, also the sheet of an outside link. */
bool view_still_place(struct view *view, const struct ui_place *place, size_t lang, unsigned screen,
                      const struct ui_world *world, struct frame *frame, unsigned *screens);

#endif
