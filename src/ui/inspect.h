/* ui/inspect: what is wrong with a laid-out scene, as a person would see it. Pure. */
#ifndef LOBBY_UI_INSPECT_H
#define LOBBY_UI_INSPECT_H

#include "ui/look.h"

enum defect {
    DEFECT_OUTSIDE, /* a text leaves the screen or the room that it was given */
    DEFECT_BROKEN,  /* a word was wider than its column and had to be broken */
    DEFECT_CUT,     /* a text was shortened with an ellipsis */
    DEFECT_MISSING, /* no font has some character */
    DEFECT_OVERLAP, /* two texts lie on each other */
    DEFECT_SMALL    /* a target is smaller than a finger; links inside running text are not judged */
};

/* found is called for each defect; other is the second text of an overlap, otherwise NULL. Texts belong to
 * the scene. Returns the number of defects. */
size_t inspect_scene(const struct scene *scene, const struct look *look,
                     void (*found)(void *user, enum defect defect, const char *text, const char *other),
                     void *user);

#endif
