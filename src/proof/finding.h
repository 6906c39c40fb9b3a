/* proof/finding: one thing that is wrong with one text on one screen. Part of the room. */
#ifndef LOBBY_PROOF_FINDING_H
#define LOBBY_PROOF_FINDING_H

#include "proof/origin.h"

enum finding_kind {
    /* errors */
    FINDING_CRASH,     /* looking at it killed the process; amount: the signal */
    FINDING_NO_SCREEN, /* could not be laid out or painted; detail: why */
    FINDING_PICTURE,   /* does not decode; detail: why */
    /* warnings */
    FINDING_CUT,      /* ends with an ellipsis; amount: characters that are not seen */
    FINDING_FULL,     /* a slide or emergency with more text than fits; amount: characters that are not seen;
                         detail: the last words that are seen of the text at its end, "" for none */
    FINDING_TINY,     /* type of an emergency that cannot be read from afar; amount: characters too many */
    FINDING_BROKEN,   /* detail: the word that had to be broken */
    FINDING_OUTSIDE,  /* leaves the screen */
    FINDING_OVERLAP,  /* lies on another text; detail: the other's beginning */
    FINDING_MISSING,  /* detail: the characters that no font has */
    FINDING_SMALL,    /* a target that fingers miss */
    FINDING_CONTRAST, /* on a picture; amount: the contrast times 10; detail: the word that is worst */
    FINDING_COLORS,   /* on a plain ground, so the theme's fault; amount: as above */
    FINDING_CODE,     /* a QR code that cannot be made, or has modules too small for a phone */
};

#define FINDING_TEXT   80  /* bytes */
#define FINDING_DETAIL 200 /* bytes */

/* Plain bytes: it goes through a pipe as it is. */
struct finding {
    enum finding_kind kind;
    struct origin origin;
    size_t lang, size; /* indexes */
    size_t amount;
    bool notice;             /* an info notice was shown with it */
    bool tile;               /* FINDING_CUT: on a tile, of a text that stands in full elsewhere */
    char text[FINDING_TEXT]; /* the beginning of what was drawn */
    char detail[FINDING_DETAIL];
};

#endif
