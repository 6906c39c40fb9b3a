/* proof/contrast: texts that cannot be told from what lies behind them. Part of the room.
 *
 * WCAG 2.2, 1.4.3 asks for 4.5:1 between a text and its background. How to judge one that is not of one color
 * says its technique G18: by the pixels next to each letter. So the measure here is the letter: of the pixels
 * that touch its shape, a tenth may be worse, which is a speck of light beside it and less than the end of a
 * stroke; with more, the letter is low. The exception for large type (3:1) is not made: nobody knows from how
 * far away a lobby's screen is read. */
#ifndef LOBBY_PROOF_CONTRAST_H
#define LOBBY_PROOF_CONTRAST_H

#include "paint/under.h"

#define CONTRAST_TEXT 4.5
#define CONTRAST_ICON 3.0 /* WCAG 2.2, 1.4.11 */
#define CONTRAST_WORD 64  /* bytes */

struct low {
    const struct placed_text *text; /* NULL: an icon */
    double contrast;                /* what all but a tenth of the pixels of the worst letter have */
    bool picture;                   /* a picture lies behind it; otherwise only the theme's colors */
    char word[CONTRAST_WORD];       /* the word of that letter, "" for an icon */
};

/* Calls found for each text and each icon of the scene that is low, once. False when a picture does not
 * decode or memory is out. */
bool contrast_scene(struct under *under, const struct scene *scene,
                    void (*found)(void *user, const struct low *low), void *user, struct err *err) MUST_USE;

#endif
