/* proof/origin: which text of the content a text on the screen is. Part of the room. */
#ifndef LOBBY_PROOF_ORIGIN_H
#define LOBBY_PROOF_ORIGIN_H

#include "content/content.h"

enum owner {
    OWNER_SLIDE, /* index: slide */
    OWNER_PAGE,  /* index: page */
    OWNER_LOBBY, /* lobby.yaml */
    OWNER_NOTICE,
    OWNER_WORDS, /* the interface's words that the folder brings; index: language */
    OWNER_HOUSE  /* none of the content's: Lobby's own words */
};

enum field {
    FIELD_WHOLE, /* the slide, page or notice itself; of lobby.yaml: the theme */
    FIELD_EYEBROW,
    FIELD_TITLE,
    FIELD_TEXT,
    FIELD_FIGURE,
    FIELD_UNIT,
    FIELD_LEAD, /* part: item */
    FIELD_ITEM, /* part: item */
    FIELD_SUMMARY,
    FIELD_BODY, /* part: block of a page; the body of a notice has none */
    FIELD_NAME,
    FIELD_ROLE,
    FIELD_ADDRESS,
    FIELD_PHONE,
    FIELD_EMAIL,
    FIELD_INTRO,
    FIELD_LANGUAGE, /* part: language */
    FIELD_OPENS,    /* an outside link of a slide */
    FIELD_LINK,     /* part: block; one of its outside links */
    FIELD_PICTURE,
    FIELD_WORD /* part: enum word */
};

struct origin {
    enum owner owner;
    enum field field;
    size_t index, part;
};

/* The text of the owner that was drawn, also with what layouts add to it: isolates, a line break before it,
 * blanks that do not break. False when it is none of the owner's in that language. */
bool origin_find(const struct content *content, enum owner owner, size_t index, size_t lang,
                 const char *drawn, struct origin *origin);

/* What stands there in that language; "" when it is no text. */
const char *origin_text(const struct content *content, const struct origin *origin, size_t lang);

/* How the owner's file is called: "slides/welcome.yaml". */
#define ORIGIN_FILE 300 /* bytes: no file of content has a longer name */
const char *origin_file(const struct content *content, const struct origin *origin, char buffer[ORIGIN_FILE]);

#endif
