#include "proof/where.h"

#include "base/file.h"
#include "base/str.h"
#include "yaml/tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TREE_BYTES_MAX (64u * 1024u * 1024u)

struct where {
    const struct content *content;
    /* the last YAML file */
    char *file;
    char *bytes;
    struct arena *arena;
    struct yaml_node *root; /* NULL: it could not be read again */
    char name[ORIGIN_FILE]; /* of the file that was found last */
};

struct where *where_create(const struct content *content)
{
    struct where *where = calloc(1, sizeof *where);
    if (where)
        where->content = content;
    return where;
}

static void forget(struct where *where)
{
    free(where->file);
    free(where->bytes);
    arena_destroy(where->arena);
    where->file = where->bytes = NULL;
    where->arena = NULL;
    where->root = NULL;
}

void where_destroy(struct where *where)
{
    if (!where)
        return;
    forget(where);
    free(where);
}

/* The tree of a file that was good a moment ago; if it is not any more, nobody hears of that here. */
static const struct yaml_node *read_tree(struct where *where, const char *file)
{
    if (where->file && strcmp(where->file, file) == 0)
        return where->root;
    forget(where);
    struct err err;
    size_t length;
    struct diag_list *unheard = diag_list_create();
    where->file = strdup(file);
    where->arena = arena_create(TREE_BYTES_MAX);
    if (where->file && where->arena && unheard &&
        file_read_below(where->content->folder, file, YAML_BYTES_MAX, &where->bytes, &length, &err))
        where->root = yaml_parse(where->bytes, length, where->file, where->arena, unheard);
    diag_list_destroy(unheard);
    return where->root;
}

static const struct yaml_node *get(const struct yaml_node *node, const char *key)
{
    return node && node->kind == YAML_MAP ? yaml_get(node, key) : NULL;
}

static const struct yaml_node *item_of(const struct yaml_node *root, size_t part, const char *key)
{
    const struct yaml_node *items = get(root, "items");
    if (!items || items->kind != YAML_LIST || part >= items->count)
        return items;
    const struct yaml_node *item = items->items[part], *text = get(item, key);
    return text ? text : item;
}

/* The keys on the way to a field, for those that are there without further thought. */
static const struct {
    enum field field;
    enum owner owner;
    const char *outer, *inner; /* outer may be NULL */
} paths[] = {
    {FIELD_WHOLE, OWNER_LOBBY, NULL, "theme"},        {FIELD_EYEBROW, OWNER_SLIDE, NULL, "eyebrow"},
    {FIELD_TITLE, OWNER_SLIDE, NULL, "title"},        {FIELD_TITLE, OWNER_PAGE, NULL, "title"},
    {FIELD_TITLE, OWNER_NOTICE, NULL, "title"},       {FIELD_TITLE, OWNER_LOBBY, "menu", "title"},
    {FIELD_TEXT, OWNER_SLIDE, NULL, "text"},          {FIELD_FIGURE, OWNER_SLIDE, NULL, "figure"},
    {FIELD_UNIT, OWNER_SLIDE, NULL, "unit"},          {FIELD_SUMMARY, OWNER_PAGE, NULL, "summary"},
    {FIELD_BODY, OWNER_PAGE, NULL, "body"},           {FIELD_LINK, OWNER_PAGE, NULL, "body"},
    {FIELD_BODY, OWNER_NOTICE, NULL, "body"},         {FIELD_NAME, OWNER_PAGE, "contact", "name"},
    {FIELD_ROLE, OWNER_PAGE, "contact", "role"},      {FIELD_ADDRESS, OWNER_PAGE, "contact", "address"},
    {FIELD_PHONE, OWNER_PAGE, "contact", "phone"},    {FIELD_EMAIL, OWNER_PAGE, "contact", "email"},
    {FIELD_NAME, OWNER_LOBBY, NULL, "name"},          {FIELD_INTRO, OWNER_LOBBY, "menu", "intro"},
    {FIELD_LANGUAGE, OWNER_LOBBY, NULL, "languages"}, {FIELD_OPENS, OWNER_SLIDE, NULL, "opens"},
    {FIELD_PICTURE, OWNER_SLIDE, "image", "file"},    {FIELD_PICTURE, OWNER_PAGE, "image", "file"},
};

/* A word by what it says: only the room content knows its key. */
static const struct yaml_node *word_of(const struct where *where, const struct yaml_node *root,
                                       const struct origin *origin)
{
    const char *text = origin_text(where->content, origin, origin->index);
    for (size_t i = 0; root->kind == YAML_MAP && i < root->count; i++) {
        const struct yaml_node *value = root->pairs[i].value;
        if (value->kind == YAML_TEXT && strcmp(value->text, text) == 0)
            return value;
    }
    return NULL;
}

static const struct yaml_node *field_of(const struct yaml_node *root, const struct origin *origin)
{
    if (origin->owner == OWNER_SLIDE && origin->field == FIELD_LEAD)
        return item_of(root, origin->part, "lead");
    if (origin->owner == OWNER_SLIDE && origin->field == FIELD_ITEM)
        return item_of(root, origin->part, "text");
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        if (paths[i].field != origin->field || paths[i].owner != origin->owner)
            continue;
        return get(paths[i].outer ? get(root, paths[i].outer) : root, paths[i].inner);
    }
    return NULL;
}

/* Of a map of languages, the one that is meant or, with a fallback, the one whose text it is. */
static const struct yaml_node *language_of(const struct where *where, const struct yaml_node *node,
                                           const struct origin *origin, size_t lang)
{
    if (!node || node->kind != YAML_MAP || origin->field == FIELD_LANGUAGE || origin->field == FIELD_WHOLE)
        return node;
    const struct yaml_node *own = get(node, where->content->langs[lang].code);
    const char *text = origin_text(where->content, origin, lang);
    for (size_t i = 0; !own && i < node->count; i++) {
        const struct yaml_node *value = node->pairs[i].value;
        if (value->kind == YAML_TEXT && strcmp(value->text, text) == 0)
            own = value;
    }
    return own ? own : node;
}

/* Markdown: the model has only what became of it, so the words are looked for. */

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* True when the words of text stand at `at`, whatever blanks are between them. At most WORDS_LOOKED bytes. */
#define WORDS_LOOKED 40
static bool words_stand(const char *at, const char *text)
{
    const char *start = text;
    while (*text && text - start < WORDS_LOOKED) {
        if (is_blank(*text)) {
            if (!is_blank(*at) && *at != '>') /* a quotation marks each line */
                return false;
            text += strspn(text, " \n\r\t");
            at += strspn(at, " \n\r\t>");
        } else if (*at++ != *text++) {
            return false;
        }
    }
    return true;
}

/* Nothing but what Markdown marks a block with stands before it on its line. */
static bool begins_block(const char *bytes, const char *at)
{
    while (at > bytes && at[-1] != '\n' && strchr(" \t#>*_+-[(.)0123456789", at[-1]))
        at--;
    return at == bytes || at[-1] == '\n';
}

static const char *find_words(const char *bytes, const char *text)
{
    const char *anywhere = NULL;
    text += strspn(text, " \n");
    for (const char *at = strchr(bytes, *text); *text && at; at = strchr(at + 1, *text)) {
        if (!words_stand(at, text))
            continue;
        if (begins_block(bytes, at))
            return at;
        anywhere = anywhere ? anywhere : at;
    }
    return anywhere;
}

static struct place place_at(const char *file, const char *bytes, const char *at)
{
    struct place place = {.file = file, .line = 1, .col = 1};
    for (; bytes < at; bytes++) {
        if (*bytes == '\n') {
            place.line++;
            place.col = 1;
        } else {
            place.col += ((unsigned char)*bytes & 0xc0) != 0x80;
        }
    }
    return place;
}

/* The line of a file on which a node begins. */
static const char *line_start(const char *bytes, unsigned line)
{
    while (line > 1 && bytes) {
        bytes = strchr(bytes, '\n');
        bytes = bytes ? bytes + 1 : NULL;
        line--;
    }
    return bytes;
}

static struct place in_body(struct where *where, const struct yaml_node *node, const struct origin *origin,
                            size_t lang)
{
    const char *text = origin_text(where->content, origin, lang), *at;
    size_t name = strlen(node->text), length;
    if (name < 4 || strcmp(node->text + name - 3, ".md") != 0 || strpbrk(node->text, " \n/")) {
        const char *from = line_start(where->bytes, node->place.line);
        at = from ? find_words(from, text) : NULL;
        return at ? place_at(node->place.file, where->bytes, at) : node->place;
    }
    struct err err;
    AUTO_FREE char *bytes = NULL;
    snprintf(where->name, sizeof where->name, "pages/%s", node->text);
    if (!file_read_below(where->content->folder, where->name, YAML_BYTES_MAX, &bytes, &length, &err))
        return node->place;
    at = find_words(bytes, text);
    return at ? place_at(where->name, bytes, at) : (struct place){.file = where->name};
}

struct place where_find(struct where *where, const struct origin *origin, size_t lang)
{
    const char *file = origin_file(where->content, origin, where->name);
    const struct yaml_node *root = origin->owner == OWNER_HOUSE ? NULL : read_tree(where, file);
    const struct yaml_node *node = NULL;
    if (root && origin->owner == OWNER_WORDS)
        node = word_of(where, root, origin);
    else if (root && origin->field == FIELD_WHOLE && origin->owner != OWNER_LOBBY)
        node = root;
    else if (root)
        node = language_of(where, field_of(root, origin), origin, lang);
    if (!node)
        return (struct place){.file = file};
    bool body = origin->owner == OWNER_PAGE && (origin->field == FIELD_BODY || origin->field == FIELD_LINK);
    return body && node->kind == YAML_TEXT ? in_body(where, node, origin, lang) : node->place;
}
