/* The languages of a lobby: what they call themselves, and which way they are written. */
#include "content/loader.h"

#include "base/str.h"

#include <string.h>

struct known_lang {
    const char *code, *name;
    bool rtl;
};

static const struct known_lang known_langs[] = {
    {"am", "አማርኛ", false},
    {"ar", "العربية", true},
    {"bg", "Български", false},
    {"bn", "বাংলা", false},
    {"bs", "Bosanski", false},
    {"cs", "Čeština", false},
    {"da", "Dansk", false},
    {"de", "Deutsch", false},
    {"el", "Ελληνικά", false},
    {"en", "English", false},
    {"es", "Español", false},
    {"et", "Eesti", false},
    {"fa", "فارسی", true},
    {"fi", "Suomi", false},
    {"fr", "Français", false},
    {"gu", "ગુજરાતી", false},
    {"he", "עברית", true},
    {"hi", "हिन्दी", false},
    {"hr", "Hrvatski", false},
    {"ht", "Kreyòl ayisyen", false},
    {"hu", "Magyar", false},
    {"hy", "Հայերեն", false},
    {"id", "Bahasa Indonesia", false},
    {"it", "Italiano", false},
    {"ja", "日本語", false},
    {"ka", "ქართული", false},
    {"km", "ខ្មែរ", false},
    {"ko", "한국어", false},
    {"lo", "ລາວ", false},
    {"lt", "Lietuvių", false},
    {"lv", "Latviešu", false},
    {"ml", "മലയാളം", false},
    {"my", "မြန်မာ", false},
    {"ne", "नेपाली", false},
    {"nl", "Nederlands", false},
    {"no", "Norsk", false},
    {"pa", "ਪੰਜਾਬੀ", false},
    {"pl", "Polski", false},
    {"ps", "پښتو", true},
    {"pt", "Português", false},
    {"pt-BR", "Português (Brasil)", false},
    {"ro", "Română", false},
    {"ru", "Русский", false},
    {"sk", "Slovenčina", false},
    {"sl", "Slovenščina", false},
    {"so", "Soomaali", false},
    {"sq", "Shqip", false},
    {"sr", "Српски", false},
    {"sv", "Svenska", false},
    {"sw", "Kiswahili", false},
    {"ta", "தமிழ்", false},
    {"te", "తెలుగు", false},
    {"th", "ไทย", false},
    {"ti", "ትግርኛ", false},
    {"tl", "Tagalog", false},
    {"tr", "Türkçe", false},
    {"uk", "Українська", false},
    {"ur", "اردو", true},
    {"vi", "Tiếng Việt", false},
    {"yi", "ייִדיש", true},
    {"zh", "中文", false},
    {"zh-Hans", "简体中文", false},
    {"zh-Hant", "繁體中文", false},
};

/* The entry of "es-MX", or of "es" when there is none. */
static const struct known_lang *find_known(const char *code)
{
    const struct known_lang *best = NULL;
    for (size_t i = 0; i < COUNT_OF(known_langs); i++) {
        const char *known = known_langs[i].code;
        size_t length = strlen(known);
        bool fits = strncmp(code, known, length) == 0 && (code[length] == '\0' || code[length] == '-');
        if (fits && (!best || length > strlen(best->code)))
            best = &known_langs[i];
    }
    return best;
}

const char *langs_name(const char *code)
{
    const struct known_lang *known = find_known(code);
    return known ? known->name : code;
}

/* A language that is not in the table may still say its script, or be one of the rarer ones of these. */
static bool is_rtl(const char *code)
{
    static const char *const scripts[] = {"-Arab", "-Hebr", "-Syrc", "-Thaa", "-Nkoo", "-Adlm"};
    static const char *const rare[] = {"arc", "ckb", "dv", "sd", "syr", "ug"};
    const struct known_lang *known = find_known(code);
    for (size_t i = 0; i < COUNT_OF(scripts); i++)
        if (strstr(code, scripts[i]))
            return true;
    for (size_t i = 0; i < COUNT_OF(rare); i++)
        if (strcmp(code, rare[i]) == 0)
            return true;
    return known && known->rtl && !strstr(code, "-Latn") && !strstr(code, "-Cyrl");
}

/* The shape of BCP 47: "en", "yue", "zh-Hans", "pt-BR". */
static bool is_code(const char *code)
{
    size_t first = strspn(code, "abcdefghijklmnopqrstuvwxyz");
    if (first < 2 || first > 3)
        return false;
    for (code += first; *code == '-';) {
        size_t part = strspn(++code, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
        if (part < 2 || part > 8)
            return false;
        code += part;
    }
    return *code == '\0';
}

/* name is NULL when the file gives none. */
static bool add(struct loader *loader, const char *code, const char *name, struct place place)
{
    struct content *content = loader->content;
    struct diag_list *diags = loader->bind.diags;
    const struct known_lang *known = find_known(code);
    struct lang *langs = loader->langs;
    if (!is_code(code)) {
        diag_error(diags, place,
                   "\"%s\" is not the code of a language; write en, es, ar, zh-Hans or the like", code);
        return false;
    }
    if (content_find_lang(content, code) != CONTENT_NONE) {
        diag_error(diags, place, "\"%s\" stands twice in languages; remove one", code);
        return false;
    }
    if (content->n_langs == CONTENT_LANGS_MAX) {
        diag_error(diags, place, "there are more than %d languages; remove some", CONTENT_LANGS_MAX);
        return false;
    }
    if (!name && !known) {
        diag_error(diags, place,
                   "the language \"%s\" is not known by name; say what it calls itself: languages: {en: "
                   "English, %s: "
                   "...}",
                   code, code);
        return false;
    }
    const char *own_code = arena_strdup(loader->bind.arena, code);
    const char *own_name = name ? arena_strdup(loader->bind.arena, name) : known->name;
    if (!own_code || !own_name)
        return false; /* the arena says that it is full */
    loader->lang_places[content->n_langs] = place;
    langs[content->n_langs++] = (struct lang){.code = own_code, .name = own_name, .rtl = is_rtl(code)};
    return true;
}

static bool read_list(struct loader *loader, const struct yaml_node *node)
{
    bool good = true;
    for (size_t i = 0; i < node->count; i++) {
        const struct yaml_node *item = node->items[i];
        good = add(loader, item->kind == YAML_TEXT ? item->text : "", NULL, item->place) && good;
    }
    return good;
}

/* It stands on a button of the bar. */
static bool name_fits(struct loader *loader, const struct yaml_pair *pair)
{
    enum { LANG_NAME_MAX = 30 };
    char what[64];
    snprintf(what, sizeof what, "the name of \"%.20s\"", pair->key);
    return tr_fits(&loader->bind, what, pair->value->text, LANG_NAME_MAX, pair->value->place);
}

static bool read_map(struct loader *loader, const struct yaml_node *node)
{
    bool good = true;
    for (size_t i = 0; i < node->count; i++) {
        const struct yaml_pair *pair = &node->pairs[i];
        if (pair->value->kind != YAML_TEXT || pair->value->text[0] == '\0') {
            diag_error(loader->bind.diags, pair->value->place,
                       "say what the language calls itself, in its own script: %s: %s", pair->key,
                       find_known(pair->key) ? find_known(pair->key)->name : "...");
            good = false;
        } else if (!name_fits(loader, pair)) {
            good = false;
        } else {
            good = add(loader, pair->key, pair->value->text, pair->key_place) && good;
        }
    }
    return good;
}

static bool read_fallback(struct loader *loader, const struct yaml_node *node)
{
    struct content *content = loader->content;
    const char *code = node->kind == YAML_TEXT ? node->text : "";
    loader->fallback = content_find_lang(content, code);
    if (loader->fallback == CONTENT_NONE && loader->langs_known)
        diag_error(loader->bind.diags, node->place,
                   "fallback must be one of the languages; write %s, or add it there",
                   content->langs[0].code);
    return loader->fallback != CONTENT_NONE;
}

void langs_default(struct loader *loader)
{
    struct lang *langs = ARENA_NEW(loader->bind.arena, struct lang);
    loader->content->n_langs = 0;
    if (langs)
        langs[loader->content->n_langs++] = (struct lang){.code = "en", .name = "English"};
    loader->content->langs = loader->langs = langs;
    loader->langs_known = langs;
}

void langs_read(struct loader *loader, const struct yaml_node *lobby)
{
    const struct yaml_node *node = yaml_get(lobby, "languages"), *fallback = yaml_get(lobby, "fallback");
    if (!node) {
        langs_default(loader);
    } else {
        struct lang *langs = ARENA_ARRAY(loader->bind.arena, CONTENT_LANGS_MAX, struct lang);
        if (!langs)
            return;
        loader->content->langs = loader->langs = langs;
        if (node->kind == YAML_TEXT || node->count == 0)
            diag_error(
                loader->bind.diags, node->place,
                "languages must be a list of codes; write [en, es], the first is what visitors meet first");
        else if (node->kind == YAML_LIST)
            loader->langs_known = read_list(loader, node);
        else
            loader->langs_known = read_map(loader, node);
    }
    if (fallback)
        read_fallback(loader, fallback);
}
