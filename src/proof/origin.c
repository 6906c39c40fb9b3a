#include "proof/origin.h"

#include "base/str.h"
#include "content/interface.h"

#include <stdio.h>
#include <string.h>

/* The texts that a struct holds as a struct tr. */
struct tr_field {
    enum field field;
    size_t offset;
};

static const struct tr_field slide_fields[] = {
    {FIELD_EYEBROW, offsetof(struct slide, eyebrow)}, {FIELD_TITLE, offsetof(struct slide, title)},
    {FIELD_TEXT, offsetof(struct slide, text)},       {FIELD_FIGURE, offsetof(struct slide, figure)},
    {FIELD_UNIT, offsetof(struct slide, unit)},
};
static const struct tr_field item_fields[] = {{FIELD_LEAD, offsetof(struct list_item, lead)},
                                              {FIELD_ITEM, offsetof(struct list_item, text)}};
static const struct tr_field page_fields[] = {{FIELD_TITLE, offsetof(struct page, title)},
                                              {FIELD_SUMMARY, offsetof(struct page, summary)}};
static const struct tr_field contact_fields[] = {{FIELD_NAME, offsetof(struct contact, name)},
                                                 {FIELD_ROLE, offsetof(struct contact, role)},
                                                 {FIELD_ADDRESS, offsetof(struct contact, address)}};
static const struct tr_field lobby_fields[] = {{FIELD_TITLE, offsetof(struct content, menu.title)},
                                               {FIELD_INTRO, offsetof(struct content, menu.intro)},
                                               {FIELD_NAME, offsetof(struct content, name)}};
static const struct tr_field notice_fields[] = {{FIELD_TITLE, offsetof(struct notice, title)},
                                                {FIELD_BODY, offsetof(struct notice, body)}};

/* A walk over the texts of one owner, until one is the wanted one. */
struct walk {
    size_t lang;
    struct origin at;
    bool (*is_it)(const struct walk *walk, const char *text);
    const char *drawn;         /* looked for by what was drawn */
    const struct origin *from; /* looked for by its origin */
    const char *found;
};

static bool visit(struct walk *walk, enum field field, size_t part, const char *text)
{
    walk->at.field = field;
    walk->at.part = part;
    if (!text || !walk->is_it(walk, text))
        return false;
    walk->found = text;
    return true;
}

static bool visit_fields(struct walk *walk, const void *of, const struct tr_field *fields, size_t count,
                         size_t part)
{
    for (size_t i = 0; i < count; i++) {
        const struct tr *tr = (const struct tr *)(const void *)((const char *)of + fields[i].offset);
        if (visit(walk, fields[i].field, part, tr->text[walk->lang]))
            return true;
    }
    return false;
}

static bool walk_slide(struct walk *walk, const struct slide *slide)
{
    if (visit_fields(walk, slide, slide_fields, COUNT_OF(slide_fields), 0))
        return true;
    for (size_t i = 0; i < slide->n_items; i++)
        if (visit_fields(walk, &slide->items[i], item_fields, COUNT_OF(item_fields), i))
            return true;
    if (slide->picture && visit(walk, FIELD_PICTURE, 0, slide->picture->file))
        return true;
    return slide->opens.kind == LINK_OUTSIDE && visit(walk, FIELD_OPENS, 0, slide->opens.uri);
}

static bool walk_body(struct walk *walk, const struct body *body)
{
    for (size_t i = 0; i < body->count; i++) {
        const struct block *block = &body->blocks[i];
        if (block->n_spans > 0 && visit(walk, FIELD_BODY, i, block->spans[0].text))
            return true;
        for (size_t j = 0; j < block->n_spans; j++)
            if (block->spans[j].link.kind == LINK_OUTSIDE &&
                visit(walk, FIELD_LINK, i, block->spans[j].link.uri))
                return true;
    }
    return false;
}

static bool walk_page(struct walk *walk, const struct page *page)
{
    const struct contact *contact = page->contact;
    if (visit_fields(walk, page, page_fields, COUNT_OF(page_fields), 0))
        return true;
    if (contact &&
        (visit_fields(walk, contact, contact_fields, COUNT_OF(contact_fields), 0) ||
         visit(walk, FIELD_PHONE, 0, contact->phone) || visit(walk, FIELD_EMAIL, 0, contact->email)))
        return true;
    if (page->picture && visit(walk, FIELD_PICTURE, 0, page->picture->file))
        return true;
    return walk_body(walk, &page->body[walk->lang]);
}

static bool walk_lobby(struct walk *walk, const struct content *content)
{
    if (visit_fields(walk, content, lobby_fields, COUNT_OF(lobby_fields), 0))
        return true;
    for (size_t i = 0; i < content->n_langs; i++)
        if (visit(walk, FIELD_LANGUAGE, i, content->langs[i].name))
            return true;
    return false;
}

static bool walk_words(struct walk *walk, const char *const *words)
{
    for (size_t i = 0; words && i < WORD_COUNT; i++)
        if (visit(walk, FIELD_WORD, i, words[i]))
            return true;
    return false;
}

static bool walk_owner(struct walk *walk, const struct content *content, enum owner owner, size_t index)
{
    walk->at = (struct origin){.owner = owner, .index = index};
    switch (owner) {
    case OWNER_SLIDE:
        return walk_slide(walk, &content->slides[index]);
    case OWNER_PAGE:
        return walk_page(walk, &content->pages[index]);
    case OWNER_LOBBY:
        return walk_lobby(walk, content);
    case OWNER_NOTICE:
        return content->notice &&
               visit_fields(walk, content->notice, notice_fields, COUNT_OF(notice_fields), 0);
    case OWNER_WORDS:
        return walk_words(walk, content->langs[index].words);
    case OWNER_HOUSE:
        break;
    }
    return false;
}

/* What layouts add to a text: U+2068 and U+2069 around it, line breaks before a span. */
static const char *skip_added(const char *drawn)
{
    for (;;) {
        if (strncmp(drawn, "\u2068", 3) == 0 || strncmp(drawn, "\u2069", 3) == 0)
            drawn += 3;
        else if (*drawn == '\n')
            drawn++;
        else
            return drawn;
    }
}

static bool is_drawn(const struct walk *walk, const char *text)
{
    static const char hard_blank[] = "\u00a0";
    const char *drawn = skip_added(walk->drawn);
    text = skip_added(text);
    while (*drawn && *text) {
        if (*text == ' ' && strncmp(drawn, hard_blank, sizeof hard_blank - 1) == 0)
            drawn += sizeof hard_blank - 2;
        else if (*drawn != *text)
            return false;
        drawn = skip_added(drawn + 1);
        text = skip_added(text + 1);
    }
    return *drawn == *text;
}

static bool is_from(const struct walk *walk, const char *text)
{
    (void)text;
    return walk->at.field == walk->from->field && walk->at.part == walk->from->part;
}

bool origin_find(const struct content *content, enum owner owner, size_t index, size_t lang,
                 const char *drawn, struct origin *origin)
{
    struct walk walk = {.lang = lang, .is_it = is_drawn, .drawn = drawn};
    bool found = drawn[0] && walk_owner(&walk, content, owner, index);
    if (found)
        *origin = walk.at;
    return found;
}

const char *origin_text(const struct content *content, const struct origin *origin, size_t lang)
{
    struct walk walk = {.lang = lang, .is_it = is_from, .from = origin};
    return walk_owner(&walk, content, origin->owner, origin->index) ? walk.found : "";
}

const char *origin_file(const struct content *content, const struct origin *origin, char buffer[ORIGIN_FILE])
{
    const char *file = "lobby.yaml";
    if (origin->owner == OWNER_SLIDE)
        file = content->slides[origin->index].place.file;
    else if (origin->owner == OWNER_PAGE)
        file = content->pages[origin->index].place.file;
    else if (origin->owner == OWNER_NOTICE)
        file = content->notice->place.file;
    if (origin->owner == OWNER_WORDS)
        snprintf(buffer, ORIGIN_FILE, "words/%s.yaml", content->langs[origin->index].code);
    else
        snprintf(buffer, ORIGIN_FILE, "%s", file);
    return buffer;
}
