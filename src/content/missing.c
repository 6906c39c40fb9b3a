/* Texts that are there in some languages only. */
#include "content/loader.h"

#include <stdarg.h>
#include <string.h>

/* What does not fit is cut, as in any message. */
struct phrase {
    char text[512];
};

static void say(struct phrase *phrase, const char *format, ...) PRINTF_LIKE(2, 3);

static void say(struct phrase *phrase, const char *format, ...)
{
    size_t used = strlen(phrase->text);
    va_list args;
    va_start(args, format);
    vsnprintf(phrase->text + used, sizeof phrase->text - used, format, args);
    va_end(args);
}

/* "es (Español), pl (Polski)" */
static struct phrase names(const struct content *content, const bool *langs)
{
    struct phrase phrase = {""};
    for (size_t i = 0; i < content->n_langs; i++)
        if (langs[i])
            say(&phrase, "%s%s (%s)", *phrase.text ? ", " : "", content->langs[i].code,
                content->langs[i].name);
    return phrase;
}

/* "es: ..., pl: ..." */
static struct phrase entries(const struct content *content, const bool *langs, const char *between)
{
    struct phrase phrase = {""};
    for (size_t i = 0; i < content->n_langs; i++)
        if (langs[i])
            say(&phrase, "%s%s: ...", *phrase.text ? between : "", content->langs[i].code);
    return phrase;
}

/* What to write where. */
static struct phrase advice(const struct content *content, const bool *langs, const struct yaml_node *map)
{
    struct phrase phrase = {""};
    size_t count = 0;
    for (size_t i = 0; i < content->n_langs; i++)
        count += langs[i];
    if (map->flow || map->count == 0)
        say(&phrase, "write \"%s\" between its { }", entries(content, langs, ", ").text);
    else
        say(&phrase, "add the line%s \"%s\" below \"%.40s: ...\"", count > 1 ? "s" : "",
            entries(content, langs, "\" and \"").text, map->pairs[map->count - 1].key);
    return phrase;
}

/* What is shown meanwhile, or what else helps. */
static struct phrase meanwhile(const struct loader *loader)
{
    struct phrase phrase = {""};
    if (loader->fallback != CONTENT_NONE)
        say(&phrase, ", and %s is shown", loader->content->langs[loader->fallback].code);
    return phrase;
}

static struct phrase otherwise(const struct loader *loader)
{
    struct phrase phrase = {""};
    if (loader->fallback == CONTENT_NONE)
        say(&phrase, ", or write fallback: %s in lobby.yaml", loader->content->langs[0].code);
    return phrase;
}

void missing_report(struct loader *loader)
{
    struct missing *missing = &loader->missing;
    const struct content *content = loader->content;
    enum diag_level level = loader->fallback == CONTENT_NONE ? DIAG_ERROR : DIAG_WARNING;
    if (missing->count > MISSING_NAMED_MAX)
        diag_add(loader->bind.diags, level, missing->texts[0].map->place,
                 "%zu texts of this file have no %s%s, beginning with this %s; add \"%s\" to each%s",
                 missing->count, names(content, missing->langs).text, meanwhile(loader).text,
                 missing->texts[0].key, entries(content, missing->langs, ", ").text, otherwise(loader).text);
    for (size_t i = 0; i < missing->count && missing->count <= MISSING_NAMED_MAX; i++) {
        const struct missing_text *text = &missing->texts[i];
        diag_add(loader->bind.diags, level, text->map->place, "%s has no %s%s; %s%s", text->key,
                 names(content, text->langs).text, meanwhile(loader).text,
                 advice(content, text->langs, text->map).text, otherwise(loader).text);
    }
    *missing = (struct missing){0};
}

static void note(struct loader *loader, const struct bind_key *key, const struct yaml_node *map,
                 const bool *langs)
{
    struct missing *missing = &loader->missing;
    for (size_t i = 0; i < CONTENT_LANGS_MAX; i++)
        missing->langs[i] = missing->langs[i] || langs[i];
    if (missing->count++ >= MISSING_NAMED_MAX)
        return;
    struct missing_text *text = &missing->texts[missing->count - 1];
    text->key = key->name;
    text->map = map;
    memcpy(text->langs, langs, sizeof text->langs);
}

bool missing_fill(struct loader *loader, const struct bind_key *key, const struct yaml_node *map,
                  const char **texts, const struct yaml_node **nodes)
{
    const struct content *content = loader->content;
    size_t fallback = loader->fallback;
    bool langs[CONTENT_LANGS_MAX] = {false}, any = false;
    for (size_t i = 0; i < content->n_langs; i++) {
        langs[i] = !nodes[i];
        any = any || langs[i];
    }
    if (!any)
        return true;
    if (fallback != CONTENT_NONE && !nodes[fallback]) {
        bool only[CONTENT_LANGS_MAX] = {false};
        only[fallback] = true;
        diag_error(loader->bind.diags, map->place, "%s has no %s, and no %s to fall back to; %s at least",
                   key->name, names(content, langs).text, content->langs[fallback].code,
                   advice(content, only, map).text);
        return false;
    }
    note(loader, key, map, langs);
    if (fallback == CONTENT_NONE)
        return false;
    for (size_t i = 0; i < content->n_langs; i++) {
        if (langs[i]) {
            texts[i] = texts[fallback];
            nodes[i] = nodes[fallback];
        }
    }
    return true;
}
