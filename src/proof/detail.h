/* proof/detail: what of a text a finding names. Part of the room. */
#ifndef LOBBY_PROOF_DETAIL_H
#define LOBBY_PROOF_DETAIL_H

#include "proof/finding.h"
#include "ui/scene.h"

/* Copies as many whole characters as there is room for. */
void detail_copy(char *to, size_t size, const char *text);

/* Sets the finding's detail to the longest of the words that its text is made of: the one that had to be
 * broken. */
void detail_broken_word(const struct content *content, struct finding *finding, const char *drawn);

/* "x" (U+0078), ... : the characters of the drawn text for which no font is found. */
void detail_missing(struct fonts *fonts, const struct scene *scene, const struct placed_text *text,
                    char names[FINDING_DETAIL]);

/* The words before the ellipsis of a text that is cut, "" when nothing of it is seen. */
void detail_last_words(const struct scene *scene, const struct placed_text *text, char words[FINDING_DETAIL]);

#endif
