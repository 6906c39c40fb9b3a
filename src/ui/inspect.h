/* ui/inspect: what is wrong with a laid-out scene, as a person would see it. Pure. */
#ifndef LOBBY_UI_INSPECT_H
#define LOBBY_UI_INSPECT_H

#include "ui/look.h"

enum defect {
    DEFECT_OUTSIDE, /* a text leaves the screen or the room that it was given */
    DEFECT_BROKEN,  /* a word was wider than its column and had to be broken */
    DEFECT_CUT,     /* a text was shortened with an ellipsis, or left out */
    DEFECT_MISSING, /* no font has some character */
    DEFECT_OVERLAP, /* two texts lie on each other */
    DEFECT_SMALL    /* a target is smaller than a finger; links inside running text are not judged */
};

struct flaw {
    enum defect defect;
    const struct placed_text *text;  /* of the scene; NULL: the flaw is of target */
    const struct placed_text *other; /* DEFECT_OVERLAP: the text below; otherwise NULL */
    const struct target *target;     /* DEFECT_SMALL; otherwise NULL */
};

/* found (may be NULL) is called for each defect. Returns their number. */
size_t inspect_scene(const struct scene *scene, const struct look *look,
                     void (*found)(void *user, const struct flaw *flaw), void *user);

/* How many characters of a text are seen: those that are drawn, but for the ellipsis of one that is cut, and
 * a blank for each end of a line. */
size_t inspect_shown(const struct scene *scene, const struct placed_text *text);

#endif
