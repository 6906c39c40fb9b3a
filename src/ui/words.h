/* ui/words: the interface's own words in the languages it speaks. */
#ifndef LOBBY_UI_WORDS_H
#define LOBBY_UI_WORDS_H

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
    WORD_NOTICE,
    WORD_STILL_THERE,
    WORD_STILL_THERE_TEXT,
    WORD_STAY,
    WORD_SAFE_TITLE,
    WORD_SAFE_TEXT,
    WORD_COUNT
};

/* The word in a language (BCP 47 code; its first subtag decides), in English when it does not speak it. */
const char *word_in(const char *lang, enum word word);

#endif
