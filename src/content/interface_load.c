/* words/CODE.yaml of a content folder: the interface's words in a language, or single ones of them. */
#include "content/interface.h"

#include "base/file.h"
#include "base/str.h"
#include "content/tables.h"
#include "content/wordsfiles.h"

#include <string.h>
#include <strings.h>

/* "back, home, stay", at most NAMED_MAX of them; the number of all in *count. */
static const char *missing_keys(const char *const *words, struct arena *arena, size_t *count)
{
    enum { NAMED_MAX = 8 };
    const char *names = "";
    *count = 0;
    for (size_t i = 0; i < WORD_COUNT; i++) {
        if (words[i])
            continue;
        if (++*count <= NAMED_MAX)
            names = arena_printf(arena, "%s%s%s", names, *names ? ", " : "", table_words.keys[i].name);
        names = names ? names : "";
    }
    return *count <= NAMED_MAX ? names : arena_printf(arena, "%s and %zu more", names, *count - NAMED_MAX);
}

static void warn_missing(struct loader *loader, const char *const *words, struct place place)
{
    size_t count;
    const char *names = missing_keys(words, loader->bind.arena, &count);
    if (count > 0 && names)
        diag_warning(loader->bind.diags, place, "%zu word%s missing and will be English: %s; add %s", count,
                     count == 1 ? " is" : "s are", names, count == 1 ? "it" : "them");
}

static void read_words(struct loader *loader, const char *file, size_t lang)
{
    const char **words = ARENA_ARRAY(loader->bind.arena, WORD_COUNT, const char *);
    const struct yaml_node *root = files_read_yaml(loader, file);
    if (!root || !words || !bind_map(&loader->bind, &table_words, root, words))
        return;
    loader->langs[lang].words = words;
    if (!words_file_for(loader->langs[lang].code))
        warn_missing(loader, words, root->place);
}

/* The declared language that the file may have been meant for, or NULL. */
static const char *similar(const struct content *content, const char *code)
{
    const char *codes[CONTENT_LANGS_MAX];
    size_t length = strlen(code);
    for (size_t i = 0; i < content->n_langs; i++) {
        codes[i] = content->langs[i].code;
        bool longer = strncasecmp(codes[i], code, length) == 0 && strchr("-", codes[i][length]);
        bool shorter = strncasecmp(codes[i], code, strlen(codes[i])) == 0 && code[strlen(codes[i])] == '-';
        if (longer || shorter)
            return codes[i];
    }
    return str_nearest(code, codes, content->n_langs);
}

static void warn_undeclared(struct loader *loader, const char *file, const char *code)
{
    const char *nearest = similar(loader->content, code);
    const struct place place = {.file = file};
    if (nearest)
        diag_warning(
            loader->bind.diags, place,
            "\"%s\" is not among the languages in lobby.yaml, so nobody sees these words; rename the "
            "file to words/%s.yaml, or add the language there",
            code, nearest);
    else
        diag_warning(
            loader->bind.diags, place,
            "\"%s\" is not among the languages in lobby.yaml, so nobody sees these words; add it there, or "
            "remove the file",
            code);
}

/* A language that Lobby does not speak and that the folder says nothing in. */
static void warn_unspoken(struct loader *loader, size_t lang)
{
    const struct lang *own = &loader->langs[lang];
    if (!words_file_for(own->code))
        diag_warning(
            loader->bind.diags, loader->lang_places[lang],
            "Lobby does not speak %s (%s), so its buttons will be English; write words/%s.yaml with a "
            "line such as \"%s: ...\" for each word (content/README.md lists them)",
            own->name, own->code, own->code, table_words.keys[WORD_BACK].name);
}

void interface_load(struct loader *loader)
{
    if (!loader->langs_known)
        return; /* which of the files are seen cannot be said */
    bool given[CONTENT_LANGS_MAX] = {false};
    for (size_t i = 0; i < loader->n_words; i++) {
        const char *file = loader->words[i].file, *code = loader->words[i].code;
        size_t lang = content_find_lang(loader->content, code);
        if (lang == CONTENT_NONE) {
            warn_undeclared(loader, file, code);
        } else {
            given[lang] = true;
            read_words(loader, file, lang);
        }
    }
    for (size_t i = 0; i < loader->content->n_langs; i++)
        if (!given[i])
            warn_unspoken(loader, i);
}
