/* content/interface: the interface's own words, "Touch to explore", "Back" and the like, in the languages
 * that Lobby speaks and in those that a content folder teaches it.
 *
 * Both kinds are the same YAML: assets/words/CODE.yaml travels inside the program, words/CODE.yaml of a
 * folder adds a language or replaces single words. The keys, and what each word is for, are in interface.c.
 */
#ifndef LOBBY_CONTENT_INTERFACE_H
#define LOBBY_CONTENT_INTERFACE_H

#include "content/content.h"

enum word {
    WORD_TOUCH_TO_EXPLORE,
    WORD_BACK,
    WORD_HOME,
    WORD_PREVIOUS,
    WORD_NEXT,
    WORD_PAUSE,
    WORD_PLAY,
    WORD_LANGUAGE,
    WORD_CHOOSE_LANGUAGE,
    WORD_MORE_BELOW,
    WORD_TO_TOP,
    WORD_RELATED,
    WORD_CONTACT,
    WORD_SCAN_CONTACT,
    WORD_SCAN_LINK,
    WORD_SCAN_PHONE,
    WORD_SCAN_MAIL,
    WORD_STILL_THERE,
    WORD_STILL_THERE_TEXT,
    WORD_SECONDS,
    WORD_STAY,
    WORD_SAFE_TITLE,
    WORD_SAFE_TEXT,
    WORD_COUNT
};

/* The word in a language of the content: the content's own, else Lobby's, else the English one. content may
 * be NULL: English. Never NULL (out of memory: the word's key). Lobby's own words of a language are parsed
 * when the first of them is asked for, once in a process; from any thread. */
const char *content_word(const struct content *content, size_t lang, enum word word);

#endif
