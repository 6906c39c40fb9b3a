/* Texts for visitors: one for all languages, or one for each. */
#include "content/loader.h"

#include "base/str.h"

#include <string.h>

const char *tr_trimmed(const struct yaml_node *node, struct arena *arena)
{
    const char *text = node->text + strspn(node->text, " \n");
    size_t length = strlen(text);
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\n'))
        length--;
    const char *copy = length > 0 ? arena_strndup(arena, text, length) : NULL;
    return copy ? copy : "";
}

bool tr_fits(struct bind_context *context, const char *what, const char *text, size_t most,
             struct place place)
{
    size_t length = 0;
    for (const char *at = text; *at; at++)
        length += ((unsigned char)*at & 0xc0) != 0x80;
    if (strchr(text, '\n'))
        diag_error(context->diags, place, "%s has several lines, and there is room for one; write it in one",
                   what);
    else if (length > most)
        diag_error(context->diags, place, "%s has %zu characters, and there is room for %zu; shorten it",
                   what, length, most);
    else
        return true;
    return false;
}

/* "en:Text" and "es:Texto" on lines below each other are one text to YAML. */
static bool glued_language(struct loader *loader, const char *text, struct place place)
{
    const struct content *content = loader->content;
    for (size_t i = 0; i < content->n_langs; i++) {
        size_t length = strlen(content->langs[i].code);
        if (strncmp(text, content->langs[i].code, length) != 0 || text[length] != ':')
            continue;
        place.col += (unsigned)length;
        diag_error(loader->bind.diags, place,
                   "a blank is missing behind this colon; write %s: ..., each language on "
                   "a line of its own",
                   content->langs[i].code);
        return true;
    }
    return false;
}

/* NULL after an error. */
static const char *read_one(struct bind_context *context, const struct bind_key *key,
                            const struct yaml_node *node)
{
    if (!bind_is_text(context, key, node, NULL))
        return NULL;
    const char *text = tr_trimmed(node, context->arena);
    if (!node->quoted && glued_language(loader_of(context), text, node->place))
        return NULL;
    bool nothing =
        text[0] == '\0' || (!node->quoted && (strcmp(text, "~") == 0 || strcmp(text, "null") == 0));
    if (nothing && (key->required || !node->quoted)) {
        diag_error(context->diags, node->place,
                   key->required ? "%s is empty; write a text"
                                 : "%s is empty; write a text or remove the line",
                   key->name);
        return NULL;
    }
    return text;
}

/* The language that was meant, or CONTENT_NONE. */
static size_t report_undeclared(struct loader *loader, const struct bind_key *key,
                                const struct yaml_pair *pair)
{
    const struct content *content = loader->content;
    const char *codes[CONTENT_LANGS_MAX];
    for (size_t i = 0; i < content->n_langs; i++)
        codes[i] = content->langs[i].code;
    const char *nearest = str_nearest(pair->key, codes, content->n_langs);
    if (nearest)
        diag_error(loader->bind.diags, pair->key_place,
                   "%s: \"%s\" is not among the languages in lobby.yaml; did you mean \"%s\"?", key->name,
                   pair->key, nearest);
    else
        diag_error(loader->bind.diags, pair->key_place,
                   "%s: \"%s\" is not among the languages in lobby.yaml; add it there or remove this text",
                   key->name, pair->key);
    return nearest ? content_find_lang(content, nearest) : CONTENT_NONE;
}

static bool read_map(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                     const char **texts, const struct yaml_node **nodes)
{
    struct loader *loader = loader_of(context);
    bool good = true;
    for (size_t i = 0; i < node->count; i++) {
        const struct yaml_pair *pair = &node->pairs[i];
        /* With broken languages the texts are looked at all the same, for what is wrong with them. */
        size_t lang =
            loader->langs_known ? content_find_lang(loader->content, pair->key) : i % CONTENT_LANGS_MAX;
        const char *text = read_one(context, key, pair->value);
        good = good && text && lang != CONTENT_NONE;
        if (lang == CONTENT_NONE)
            lang = report_undeclared(loader, key, pair);
        if (lang == CONTENT_NONE || nodes[lang])
            continue; /* a repeat has been reported */
        texts[lang] = text;
        nodes[lang] = pair->value; /* a wrong one is not missing */
    }
    return (!loader->langs_known || missing_fill(loader, key, node, texts, nodes)) && good;
}

bool read_tr_texts(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                   const char **texts, const struct yaml_node **nodes)
{
    memset(texts, 0, CONTENT_LANGS_MAX * sizeof *texts);
    memset(nodes, 0, CONTENT_LANGS_MAX * sizeof *nodes);
    if (node->kind == YAML_MAP)
        return read_map(context, key, node, texts, nodes);
    const char *text = read_one(context, key, node);
    for (size_t i = 0; text && i < CONTENT_LANGS_MAX; i++) {
        texts[i] = text;
        nodes[i] = node;
    }
    return text;
}

/* Ten times what any screen has room for; what is longer takes seconds to find no place. Markdown has a limit
 * of its own. */
#define TEXT_BYTES_MAX (4u * 1024u)

bool read_tr(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
             void *field)
{
    const struct loader *loader = loader_of(context);
    const char *texts[CONTENT_LANGS_MAX];
    const struct yaml_node *nodes[CONTENT_LANGS_MAX];
    if (!read_tr_texts(context, key, node, texts, nodes))
        return false;
    for (size_t i = 0; i < CONTENT_LANGS_MAX; i++) {
        if (!texts[i] || strlen(texts[i]) <= TEXT_BYTES_MAX)
            continue;
        diag_error(context->diags, nodes[i]->place,
                   "%s is longer than %u kB, which no screen has room for; shorten it", key->name,
                   TEXT_BYTES_MAX / 1024);
        return false;
    }
    size_t count = loader->langs_known ? loader->content->n_langs : CONTENT_LANGS_MAX;
    const char **kept = ARENA_ARRAY(context->arena, count, const char *);
    for (size_t i = 0; kept && i < count; i++)
        kept[i] = texts[i] ? texts[i] : "";
    ((struct tr *)field)->text = kept;
    return kept;
}

void tr_fill_empty(struct tr *tr)
{
    static const char *const empty[CONTENT_LANGS_MAX] = {"", "", "", "", "", "", "", "",
                                                         "", "", "", "", "", "", "", ""};
    if (!tr->text)
        tr->text = empty;
}
