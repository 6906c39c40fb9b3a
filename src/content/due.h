/* content/due: what is shown at a given moment, and why not. Pure. */
#ifndef LOBBY_CONTENT_DUE_H
#define LOBBY_CONTENT_DUE_H

#include "content/content.h"

struct due_clock {
    struct civil now;
    bool trusted; /* false: now is only a floor; it decides dates, and days and hours are ignored */
};

enum due { DUE_NOW, DUE_NOT_YET, DUE_PAST, DUE_OTHER_DAY, DUE_OTHER_HOUR, DUE_NOT_IN_ORDER };

enum due due_show(const struct show *show, const struct due_clock *clock);
/* As due_show; a slide left out of slideshow.order is DUE_NOT_IN_ORDER. */
enum due due_slide(const struct slide *slide, const struct due_clock *clock);

/* The next due slide after (step 1) or before (step -1) index from, around the end; from itself when it is
 * the only one; CONTENT_NONE when none is due. from may be CONTENT_NONE: the first (or last). */
size_t due_next(const struct content *content, size_t from, int step, const struct due_clock *clock);

/* How many slides are due, and which of them index is, from 0 (CONTENT_NONE when it is not due). */
size_t due_count(const struct content *content, const struct due_clock *clock);
size_t due_position(const struct content *content, size_t index, const struct due_clock *clock);

/* The notice when it is due, or NULL. */
const struct notice *due_notice(const struct content *content, const struct due_clock *clock);

/* How long a slide stands, in ms: its dwell, or from the words of that language: 3 s plus 1 s for every 2.5
 * words (5 CJK characters), between 8 and 30 s. */
unsigned due_dwell_ms(const struct slide *slide, size_t lang);

/* How long its texts take to read, in ms, without the bounds; dwell is not looked at. */
unsigned due_reading_ms(const struct slide *slide, size_t lang);

/* Warns of slides that are past their "until" or within 14 days of it, and of a notice that is past. Apart
 * from content_load because only the caller knows the time. */
#define DUE_SOON_DAYS 14
void content_warn_due(const struct content *content, const struct due_clock *clock, struct diag_list *diags);

/* One line for a person: "now", "from 2026-09-01", "until 2027-08-31, past", "only mon-fri", "only
 * 07:00-19:00". The text belongs to the arena. */
const char *due_explain(const struct show *show, enum due due, struct arena *arena);

#endif
