/* ui/layout: each screen of the kiosk as a scene. Pure: the same input gives the same scene. Only the ui
 * room's own files use it; ui/view.h is for everybody else.
 *
 * Every function returns a new scene that belongs to the caller, or NULL when memory is out. */
#ifndef LOBBY_UI_LAYOUT_H
#define LOBBY_UI_LAYOUT_H

#include "content/interface.h"
#include "ui/look.h"

struct layout {
    struct content *content; /* NULL only for layout_safe */
    struct fonts *fonts;
    const struct look *look;
    size_t lang;
    int stage; /* px of height between the notice band and the bar */
};

struct scene *layout_slide(const struct layout *layout, size_t slide);
struct scene *layout_menu(const struct layout *layout);
struct scene *layout_page(const struct layout *layout, size_t page);

/* The sheet with the QR code of an outside link. */
struct scene *layout_link(const struct layout *layout, const char *uri);

/* The sheet with every language in its own name. */
struct scene *layout_languages(const struct layout *layout);

struct bar {
    bool slides; /* the bar of the slideshow; otherwise that of menu and pages */
    bool home;   /* the menu itself is shown */
    bool paused;
    bool languages; /* the sheet of languages is shown */
    bool more, end; /* the page goes on below; it is long and this is its end */
    size_t count;   /* slides */
};

/* The slot of a slideshow's bar is where the position stands; empty: nowhere. */
struct scene *layout_bar(const struct layout *layout, const struct bar *bar);
uint32_t layout_bar_color(const struct layout *layout);
void layout_bar_edge(const struct layout *layout, struct scene *scene);

/* Which part of the bar tells where a slide stands, when nothing else is between left and right; and that
 * part. position from 0, or CONTENT_NONE. */
struct rect layout_position_slot(const struct layout *layout, struct scene *scene, size_t count, int left,
                                 int right);
struct scene *layout_position(const struct layout *layout, struct rect slot, size_t position, size_t count);

/* The band of an info notice over the full width, and the emergency notice over the whole screen. */
struct scene *layout_notice(const struct layout *layout, const struct notice *notice);
struct scene *layout_emergency(const struct layout *layout, const struct notice *notice);

/* The question's card, and the number that stands in its slot. */
struct scene *layout_still(const struct layout *layout);
struct scene *layout_seconds(const struct layout *layout, struct rect slot, unsigned seconds);

/* What is shown when there is no content at all. */
struct scene *layout_safe(const struct layout *layout);

/* Shared pieces. */

/* An empty scene of w x h in the layout's language. */
struct scene *layout_scene(const struct layout *layout, int w, int h, uint32_t ground);
const char *layout_text(const struct layout *layout, const struct tr *tr);
const char *layout_word(const struct layout *layout, enum word word);
const struct theme *layout_theme(const struct layout *layout);

/* A figure, a name or a number that keeps its own direction in a text of any language. Belongs to the scene.
 */
const char *layout_isolated(struct scene *scene, const char *text);

/* A telephone number or an address of the net as it must stand in a text of any language: in one piece, from
 * left to right. Belongs to the scene. */
const char *layout_verbatim(struct scene *scene, const char *text);

/* A calm ground for where there is no picture: deep colors with a slow diagonal light. */
void layout_ground(const struct layout *layout, struct scene *scene, struct rect box);

/* A rounded button with an icon (ICON_COUNT: none) and a label, as wide as it needs. It is
 * placed with its left edge at x, centered on y. Returns its width. */
struct button {
    enum icon icon;
    const char *label;
    struct action action;
    uint32_t fill, ink;
    uint8_t fill_alpha;
    bool on_dark;
    int min_w; /* px */
};
int layout_button(const struct layout *layout, struct scene *scene, int x, int y, int h,
                  const struct button *button);
int layout_button_width(const struct layout *layout, struct scene *scene, int h, const struct button *button);

enum tile_style {
    TILES_ABOVE, /* the picture above the text */
    TILES_BESIDE /* the picture beside it: low, for narrow places */
};

/* Tiles of pages in a grid of box.w px at box.x, box.y: picture, title and summary. Uses box.h px of height
 * when that gives good tiles (0: as tall as they want). Returns the height. */
int layout_tiles(const struct layout *layout, struct scene *scene, struct rect box, const size_t *pages,
                 size_t n, int columns, enum tile_style style);

/* A page's Markdown in a column of w px at x, y. Returns the height. */
int layout_body(const struct layout *layout, struct scene *scene, int x, int y, int w,
                const struct body *body);

/* A contact card with its vCard QR code. Returns the height. */
int layout_contact(const struct layout *layout, struct scene *scene, int x, int y, int w,
                   const struct contact *contact);

/* A vCard 3.0 (RFC 2426) of a contact; the text belongs to the arena. */
const char *layout_vcard(const struct contact *contact, size_t lang, struct arena *arena);

#endif
