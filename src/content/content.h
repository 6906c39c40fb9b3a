/* content: a folder of YAML, Markdown and pictures as one checked, constant model.
 *
 * content_load reads everything, reports everything that is wrong with it, and resolves every reference:
 * after it, links are indexes, every text exists in every language, and nothing changes any more. A
 * generation is counted (content_ref) and may be read from any thread. */
#ifndef LOBBY_CONTENT_CONTENT_H
#define LOBBY_CONTENT_CONTENT_H

#include "base/arena.h"
#include "base/civil.h"
#include "base/diag.h"

#include <stdint.h>

#define CONTENT_FORMAT    1
#define CONTENT_LANGS_MAX 16
#define CONTENT_NONE      SIZE_MAX /* no slide, no page */

/* A text in every declared language, by language index, and no more of them; never NULL after loading (a
 * plain string serves all, "fallback" fills holes; an optional text that is absent is "" in all). */
struct tr {
    const char *const *text;
};

struct lang {
    const char *code; /* BCP 47: "en", "es", "ar", "zh-Hans" */
    const char *name; /* its own name for itself: "English", "Español" */
    bool rtl;
    const char *const *words; /* the content's own for the interface (interface.h), by enum word; NULL, or
                                 NULL at some: Lobby's stand in */
};

enum link_kind { LINK_NONE, LINK_PAGE, LINK_SLIDE, LINK_OUTSIDE };

struct link {
    enum link_kind kind;
    size_t index;    /* of the page or slide */
    const char *uri; /* LINK_OUTSIDE: "https:...", "tel:...", "mailto:..." */
};

struct picture {
    const char *file; /* below the folder, e.g. "images/skyline.jpg" */
    struct tr alt;
    double focus_x, focus_y; /* what a crop keeps, 0..1 from the left and the top; default 0.5 */
    int width, height;       /* pixels, from the file's header */
};

/* When something is shown. Dates are inclusive days since 1970 on the site's wall (civil_days). */
struct show {
    int64_t from, until;         /* INT64_MIN and INT64_MAX when not given */
    unsigned days;               /* bit 0 Monday .. bit 6 Sunday; 0x7f when not given */
    int hours_from, hours_until; /* minutes of the day; equal: the whole day; from > until crosses midnight */
    struct place place, until_place; /* of the map, and of "until", for warnings */
};

enum slide_layout { SLIDE_STATEMENT, SLIDE_LIST, SLIDE_FIGURE, SLIDE_PHOTO };

struct list_item {
    struct tr lead, text; /* lead: "#17"; may be "" */
};

struct slide {
    const char *id; /* the file's name without ".yaml" */
    struct place place;
    enum slide_layout layout;
    struct tr eyebrow, title, text; /* SLIDE_PHOTO: title and text are the caption */
    struct tr figure, unit;         /* SLIDE_FIGURE: "368,000+" and a word or two behind or below it */
    const struct list_item *items;  /* SLIDE_LIST */
    size_t n_items;
    const struct picture *picture; /* or NULL */
    struct link opens;
    struct show show;
    unsigned dwell_ms; /* 0: from the reading time (due_dwell_ms) */
    bool in_order;     /* listed in slideshow.order, or there is no order */
};

/* Markdown, as far as a lobby screen needs it. */
enum { SPAN_STRONG = 1, SPAN_EMPHASIS = 2, SPAN_BREAK = 4 /* a hard line break stands before this span */ };

struct span {
    const char *text; /* terminated; soft breaks are blanks */
    unsigned style;
    struct link link; /* kind LINK_NONE for plain text */
};

enum block_kind { BLOCK_HEADING, BLOCK_PARAGRAPH, BLOCK_ITEM, BLOCK_QUOTE, BLOCK_RULE };

struct block {
    enum block_kind kind;
    unsigned level;  /* BLOCK_HEADING: 1..3 */
    unsigned depth;  /* list nesting around the block: 0 outside, 1 in a list, 2 in a list in a list ... */
    bool ordered;    /* BLOCK_ITEM */
    unsigned number; /* BLOCK_ITEM, ordered */
    const struct span *spans;
    size_t n_spans;
};

/* A BLOCK_ITEM carries the first paragraph of a list item; its further paragraphs are BLOCK_PARAGRAPH with
 * the item's depth. */
struct body {
    const struct block *blocks;
    size_t count;
};

struct contact {
    struct tr name, role, address;
    const char *phone, *email; /* "" when absent */
};

struct page {
    const char *id;
    struct place place;
    struct tr title, summary;
    const struct picture *picture; /* or NULL */
    struct body body[CONTENT_LANGS_MAX];
    const struct contact *contact; /* or NULL */
    const size_t *related;         /* pages */
    size_t n_related;
};

struct theme {
    uint32_t deep;   /* 0xRRGGBB: the dark ground of bar, menu and scrims */
    uint32_t paper;  /* the ground of pages */
    uint32_t ink;    /* text on paper */
    uint32_t light;  /* text on deep and on pictures */
    uint32_t accent; /* one bright color: eyebrows, leads, focus */
};

/* What a folder that says nothing of colors has. */
extern const struct theme content_default_theme;

struct session {
    unsigned inactivity_ms; /* from the last touch, scroll or key to the question */
    unsigned warning_ms;    /* countdown of the question; at least 20 s */
};

enum notice_level { NOTICE_INFO, NOTICE_EMERGENCY };

struct notice {
    struct place place;
    enum notice_level level;
    struct tr title, body;
    struct show show; /* only until (and from) are used */
};

struct menu {
    struct tr title, intro;
    const size_t *pages; /* in order */
    size_t n_pages;
};

struct content {
    struct tr name;
    const struct lang *langs;
    size_t n_langs;
    struct theme theme;
    struct session session;
    unsigned fade_ms;
    const struct slide *slides; /* in the order of the show; those left out of it stand at the end */
    size_t n_slides;
    const struct page *pages;
    size_t n_pages;
    struct menu menu;
    const struct notice *notice; /* or NULL */
    int folder;                  /* descriptor for picture files; belongs to the content */
    uint64_t serial;             /* different for each loaded generation of a process */
};

/* Loads a folder. Errors and warnings go to diags (file names relative to the folder). Returns a generation
 * with one reference, or NULL when there was an error. */
struct content *content_load(const char *folder, struct diag_list *diags);

/* Counting is atomic. content_unref accepts NULL and frees with the last reference. */
struct content *content_ref(struct content *content);
void content_unref(struct content *content);

/* True when no references are left but so many, which the caller holds: nobody else can come by a new one. */
bool content_abandoned(const struct content *content, size_t references);

/* CONTENT_NONE when there is none of that name. */
size_t content_find_slide(const struct content *content, const char *id);
size_t content_find_page(const struct content *content, const char *id);
size_t content_find_lang(const struct content *content, const char *code);

/* Writes the reference of every key of every file as Markdown, from the binding tables. */
void content_write_reference(FILE *out);

#endif
