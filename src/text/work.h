/* work: what this room's files share while one paragraph is laid out. No other room includes it.
 *
 * A paragraph passes through them in this order: gather.c cuts the spans' text into clusters, bidi.c gives
 * each its level, itemize.c its font and script; fill.c measures the pieces between two places where a line
 * may end and puts them into rows; draft.c makes the runs of a row; text.c places them. All of this lives in
 * a scratch arena that ends with the call; only finished lines go to the caller's arena. */
#ifndef LOBBY_TEXT_WORK_H
#define LOBBY_TEXT_WORK_H

#include "text/text.h"

#include <unictype.h>

/* A paragraph of more bytes than this is refused: it is no paragraph for a screen. */
#define TEXT_MAX (256 * 1024)

enum cluster_flags {
    CLUSTER_BREAK = 1,      /* a line may begin here */
    CLUSTER_NEWLINE = 2,    /* a line ends here, always */
    CLUSTER_BLANK = 4,      /* hangs when it ends a line */
    CLUSTER_HIDDEN = 8,     /* does its work in the analysis and is never drawn */
    CLUSTER_HYPHEN = 16,    /* a soft hyphen: drawn only at the end of a line */
    CLUSTER_HARD_BLANK = 32 /* a no-break space: drawn as a blank, but it does not hang */
};

/* What is never torn apart: a user-perceived character (UAX #29), and an Indic conjunct. */
struct cluster {
    const struct text_span *span;
    const uc_script_t *script;
    uint32_t start, length; /* in work.text */
    int font;
    uint8_t level; /* UAX #9: odd is right to left */
    uint8_t flags;
};

/* From one '\n' to the next: a paragraph in the sense of UAX #9. */
struct hard_line {
    size_t first, end; /* clusters, without the newline */
    size_t piece_first, piece_end;
    uint8_t level; /* of the base direction */
};

/* What stands between two neighboring places where a line may end. */
struct piece {
    size_t first, end; /* clusters, trailing blanks among them */
    int width, blank;  /* px of what is seen, px of the blanks behind it */
    int hyphen;        /* px that a hyphen adds when the line ends behind this piece */
    bool soft;         /* ends with a soft hyphen */
    bool fresh;        /* the first part of a word that had to be broken: begins a line */
};

struct row {
    const struct hard_line *hard;
    size_t first, end; /* pieces; none in an empty line */
};

enum draft_tail { DRAFT_PLAIN, DRAFT_HYPHEN, DRAFT_ELLIPSIS };

struct draft_run {
    const struct text_span *span;
    const uc_script_t *script;
    int font, width;
    uint8_t level;
    size_t start, length; /* in draft.text */
};

/* The runs of one row or piece, in logical order. */
struct draft {
    struct draft_run *runs;
    size_t count;
    char *text;
    size_t length;
    int width;
};

struct pick_cache;

struct work {
    struct arena *scratch;
    struct fonts *fonts;
    const struct text_para *para;
    const char *lang;
    char *text;
    size_t length;
    struct cluster *clusters;
    size_t count;
    struct hard_line *hards;
    size_t hard_count;
    struct piece *pieces;
    size_t piece_count;
    struct row *rows; /* as many as there may be */
    struct draft draft;
    struct pick_cache *picks;
    bool overflow, missing;
};

/* All return false when the scratch arena is full. */
bool text_gather(struct work *work);
bool text_levels(struct work *work);
bool text_itemize(struct work *work);

/* Measures the pieces; a word wider than width becomes a piece for each cluster and sets overflow. */
bool text_pieces(struct work *work, int width);

/* Fills work->rows and returns how many there are. */
size_t text_fill(struct work *work, int width, bool balance);

int text_own_font(struct work *work, enum font_style style);
/* The font of what belongs to no script. A blank stays in its neighbor's (may be NULL), so that a run is not
 * torn at it; digits and punctuation are the style's own, so that "1,000" is of one font wherever it stands;
 * what that lacks, such as an Arabic comma, is the neighbor's if it has it. */
int text_pick_beside(struct work *work, const struct cluster *neighbor, enum font_style style,
                     const char *text, size_t length, bool *missing);

/* Makes and measures the runs of the clusters from first to before end. */
void text_draft(struct work *work, size_t first, size_t end);
/* The same for the pieces from first to before end as one line of its own: blanks at its end dropped, a soft
 * hyphen drawn. */
void text_draft_row(struct work *work, const struct row *row);
/* The same for clusters and an ellipsis behind them. */
void text_draft_cut(struct work *work, const struct hard_line *hard, size_t first, size_t end);

/* The end without the blanks and invisible characters before it. */
size_t text_trim(const struct work *work, size_t first, size_t end);

/* Puts the draft's runs into the order in which they are drawn (UAX #9, rule L2). */
void text_reorder(struct draft *draft);

#endif
