/* ui/scene: a laid-out picture of one screen: what is drawn where, and what can be touched.
 *
 * A scene is laid out once for a screen, language, look and size, and never changes. It is opaque (it has a
 * ground color) and may be taller than the window (a page). What moves over it, a frame says: see frame.h.
 *
 * The functions that add to a scene take coordinates of a left-to-right layout; a scene of a right-to-left
 * language mirrors every box at this one place, so that no layout has to think of it. */
#ifndef LOBBY_UI_SCENE_H
#define LOBBY_UI_SCENE_H

#include "content/content.h"
#include "text/text.h"

struct rect {
    int x, y, w, h; /* px */
};

/* The order is that of the icon files' names in assets/icons. */
enum icon {
    ICON_ALERT,
    ICON_BACK,
    ICON_CLOCK,
    ICON_CLOSE,
    ICON_DOWN,
    ICON_HOME,
    ICON_INFO,
    ICON_LANGUAGE,
    ICON_LINK,
    ICON_MAIL,
    ICON_NEXT,
    ICON_PAUSE,
    ICON_PERSON,
    ICON_PHONE,
    ICON_PLACE,
    ICON_PLAY,
    ICON_PREVIOUS,
    ICON_QR,
    ICON_TOUCH,
    ICON_UP,
    ICON_COUNT
};

enum item_kind { ITEM_FILL, ITEM_GRADIENT, ITEM_PICTURE, ITEM_TEXT, ITEM_ICON, ITEM_QR };

struct item {
    enum item_kind kind;
    struct rect box;
    uint32_t color;     /* 0xRRGGBB; FILL, ICON, the start of a GRADIENT, the dark modules of a QR */
    uint8_t alpha;      /* 255 opaque; FILL, the start of a GRADIENT */
    int radius;         /* px; corners of FILL and PICTURE */
    uint32_t end_color; /* GRADIENT */
    uint8_t end_alpha;  /* GRADIENT */
    bool across;        /* GRADIENT: from left to right instead of from top to bottom */
    const struct picture *picture; /* PICTURE: fills the box, cropped around its focus */
    const struct text_run *run;    /* TEXT: one run; box is its line's ink box */
    int baseline;                  /* TEXT: y of the baseline */
    enum icon icon;                /* ICON: drawn in the box, tinted */
    bool flip;                     /* ICON: mirrored, for a direction in a right-to-left language */
    const uint8_t *modules; /* QR: modules * modules bytes, 1 is dark; the box has the quiet zone inside */
    int n_modules;
};

enum action_kind {
    ACTION_NONE,
    ACTION_HOME,     /* the menu */
    ACTION_BACK,     /* where the visitor came from */
    ACTION_PAGE,     /* index: page */
    ACTION_SLIDE,    /* index: slide */
    ACTION_LINK,     /* uri: shows the QR code of an outside link */
    ACTION_PREVIOUS, /* slide */
    ACTION_NEXT,
    ACTION_PAUSE,     /* or go on */
    ACTION_LANGUAGE,  /* index: language */
    ACTION_LANGUAGES, /* the sheet to choose one from */
    ACTION_MORE,      /* one screen further down the page */
    ACTION_TOP,       /* back to where the page begins */
    ACTION_STAY       /* "I am still here" */
};

struct action {
    enum action_kind kind;
    size_t index;
    const char *uri;
};

/* Something that can be touched or focused. */
struct target {
    struct rect box;
    struct rect mark; /* what lights up when it is pressed or focused; usually the box */
    int radius;       /* px, of the mark's corners */
    bool on_dark;     /* the ground is dark: press lightens, otherwise it darkens */
    bool inline_text; /* a link inside running text: as high as its line */
    struct action action;
    const char *label;
};

/* One paragraph as it was laid out: for checks of overflow and overlap. */
struct placed_text {
    struct rect box;  /* of its lines */
    struct rect room; /* what it had to fit in; h 0: any height */
    const char *text; /* of its first span */
    int px;
    bool overflow, cut, missing; /* see struct text_lines; also cut: no room for any of it, and no items */
    size_t first, count;         /* its items, one a run */
    size_t length;               /* characters (code points) of all its spans */
};

struct scene {
    uint64_t serial;         /* unique in the process: the key of caches */
    struct content *content; /* a counted reference, or NULL */
    struct arena *arena;
    int w, h;
    uint32_t ground; /* 0xRRGGBB */
    bool rtl;
    struct rect
        slot; /* where another scene is laid over it: the countdown in its card, the dots in the bar */
    struct item *items; /* in drawing order */
    size_t n_items, cap_items;
    struct target *targets; /* in reading order: that of the focus */
    size_t n_targets, cap_targets;
    struct placed_text *texts;
    size_t n_texts, cap_texts;
    struct fonts *fonts; /* only while it is being laid out */
    const char *lang;    /* BCP 47 */
    bool failed;         /* memory ran out: the scene is incomplete and must not be shown */
};

/* An empty scene, NULL when memory is out. content may be NULL. fonts are used until scene_finish. */
struct scene *scene_create(struct content *content, struct fonts *fonts, const char *lang, bool rtl, int w,
                           int h, uint32_t ground);
void scene_destroy(struct scene *scene);

void scene_fill(struct scene *scene, struct rect box, uint32_t color, uint8_t alpha, int radius);
void scene_gradient(struct scene *scene, struct rect box, uint32_t color, uint8_t alpha, uint32_t end_color,
                    uint8_t end_alpha, bool across);
void scene_picture(struct scene *scene, struct rect box, const struct picture *picture, int radius);
void scene_icon(struct scene *scene, struct rect box, enum icon icon, uint32_t color);

/* A QR code of text on a white ground (at error correction level L: a screen has no stains, and larger
 * modules are read from farther away) in the largest square of box. False when text is too long for one. */
bool scene_qr(struct scene *scene, struct rect box, const char *text);

void scene_target(struct scene *scene, struct rect box, int radius, bool on_dark, struct action action,
                  const char *label);

/* Lays a paragraph out in box.w px at box.x, box.y, without drawing it; box.h is the room it has (0: any).
 * The paragraph's rtl and lang are set to the scene's. */
struct text_lines scene_measure(struct scene *scene, const struct text_para *para, int w);

/* Lays out and adds a paragraph. Returns its height in px. */
int scene_text(struct scene *scene, struct rect box, const struct text_para *para);

/* Adds what scene_measure laid out, at box.x, box.y in box.w. */
void scene_lines(struct scene *scene, struct rect box, const struct text_para *para,
                 const struct text_lines *lines);

/* Notes a paragraph that there was no room for at all: nothing is drawn, and checks find that it is cut. */
void scene_left_out(struct scene *scene, struct rect box, const struct text_para *para);

/* The one-span paragraph of most places. */
struct text_para scene_plain(struct scene *scene, const char *text, enum font_style style, int px,
                             uint32_t color);

#endif
