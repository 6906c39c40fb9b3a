#include "content/interface.h"

#include "content/tables.h"
#include "content/wordsfiles.h"

#include <pthread.h>
#include <string.h>

/* Of one language; a twentieth of it is used. */
#define WORDS_BYTES_MAX (256u * 1024u)

struct words {
    const char *text[WORD_COUNT]; /* NULL where the file says nothing */
    struct arena *arena;
};

/* One line, and no longer than its place on the screen. */
static bool read_word(struct bind_context *context, const struct bind_key *key, const struct yaml_node *node,
                      void *field)
{
    if (node->kind == YAML_MAP) {
        diag_error(context->diags, node->place,
                   "%s must be one text, for the language that the file's name says; write %s: ...",
                   key->name, key->name);
        return false;
    }
    if (!bind_is_text(context, key, node, NULL))
        return false;
    const char *text = tr_trimmed(node, context->arena);
    if (!*text) {
        diag_error(context->diags, node->place, "%s is empty; write a text, or remove the line", key->name);
        return false;
    }
    if (!tr_fits(context, key->name, text, (size_t)key->max, node->place))
        return false;
    const char *copy = arena_strdup(context->arena, text);
    if (copy)
        *(const char **)field = copy;
    return copy;
}

#define WORD(word, word_name, most, where)                                                                   \
    [word] = {.name = (word_name),                                                                           \
              .offset = (word) * sizeof(const char *),                                                       \
              .read = read_word,                                                                             \
              .max = (most),                                                                                 \
              .help = (where)}

static const struct bind_key word_keys[WORD_COUNT] = {
    WORD(WORD_TOUCH_TO_EXPLORE, "touch-to-explore", 26,
         "The bright button below the slides. It tells people that they can touch the screen."),
    WORD(WORD_BACK, "back", 20, "The button that leads to the screen before."),
    WORD(WORD_HOME, "home", 20, "The button that leads to the menu."),
    WORD(WORD_PREVIOUS, "previous", 40, "Names the arrow that leads to the slide before."),
    WORD(WORD_NEXT, "next", 40, "Names the arrow that leads to the next slide."),
    WORD(WORD_PAUSE, "pause", 30, "Names the button that stops the slides."),
    WORD(WORD_PLAY, "play", 30, "Names the button that lets the slides go on."),
    WORD(WORD_LANGUAGE, "language", 20, "The button that leads to the other languages."),
    WORD(WORD_CHOOSE_LANGUAGE, "choose-language", 40, "The heading above the languages."),
    WORD(WORD_MORE_BELOW, "more-below", 30, "The button on a page that goes on below what is seen."),
    WORD(WORD_TO_TOP, "to-top", 30, "The button at the end of a long page that leads back to its beginning."),
    WORD(WORD_RELATED, "related", 40, "The heading above other pages to read next."),
    WORD(WORD_CONTACT, "contact", 40, "The small heading of a card with telephone and address."),
    WORD(WORD_SCAN_CONTACT, "scan-contact", 60, "Below the QR code of that card."),
    WORD(WORD_SCAN_LINK, "scan-link", 80, "Beside the QR code of a page of the web."),
    WORD(WORD_SCAN_PHONE, "scan-phone", 80, "Beside the QR code of a telephone number."),
    WORD(WORD_SCAN_MAIL, "scan-mail", 80, "Beside the QR code of an e-mail address."),
    WORD(WORD_STILL_THERE, "still-there", 40, "The question when nobody has touched the screen for a while."),
    WORD(WORD_STILL_THERE_TEXT, "still-there-text", 100,
         "Below it: what happens when nobody answers. The seconds that are left stand underneath."),
    WORD(WORD_SECONDS, "seconds", 10, "The unit of its countdown, as short as it is written: 20 s."),
    WORD(WORD_STAY, "stay", 30, "The button that answers the question: the visitor is still reading."),
    WORD(WORD_SAFE_TITLE, "safe-title", 40,
         "The heading of the screen that stands in when there is no content."),
    WORD(WORD_SAFE_TEXT, "safe-text", 200, "The text of that screen."),
};
const struct bind_table table_words = {"the interface's words", word_keys, WORD_COUNT};

static bool is_script(const char *subtag)
{
    return strcspn(subtag, "-") == 4;
}

/* The longest code that the wanted one begins with, but no other script: "sr-Latn" is not served by "sr". */
static struct words_file *longest(const char *code)
{
    struct words_file *best = NULL;
    for (size_t i = 0; i < words_files_count; i++) {
        const char *own = words_files[i].code;
        size_t length = strlen(own);
        if (strncmp(code, own, length) != 0 || (code[length] != '\0' && code[length] != '-'))
            continue;
        if (code[length] == '-' && is_script(code + length + 1))
            continue;
        if (!best || length > strlen(best->code))
            best = &words_files[i];
    }
    return best;
}

struct words_file *words_file_for(const char *code)
{
    /* Codes whose script or name is understood (CLDR's likely subtags and aliases). */
    static const char *const meant[][2] = {{"zh-TW", "zh-Hant"}, {"zh-HK", "zh-Hant"}, {"zh-MO", "zh-Hant"},
                                           {"zh", "zh-Hans"},    {"zh-CN", "zh-Hans"}, {"zh-SG", "zh-Hans"},
                                           {"fil", "tl"}};
    for (size_t i = 0; i < sizeof meant / sizeof meant[0]; i++)
        if (strcmp(code, meant[i][0]) == 0)
            return longest(meant[i][1]);
    return longest(code);
}

/* The arena lives as long as the process: nothing is freed that a layout may still point to. */
static const struct words *parse(const struct words_file *file)
{
    struct arena *arena = arena_create(WORDS_BYTES_MAX);
    struct diag_list *diags = diag_list_create();
    struct words *words = arena ? ARENA_NEW(arena, struct words) : NULL;
    bool good = false;
    if (words && diags) {
        struct bind_context context = {.arena = arena, .diags = diags};
        const struct yaml_node *root =
            yaml_parse((const char *)file->bytes, file->length, file->code, arena, diags);
        good = root && bind_map(&context, &table_words, root, words) && !arena_failed(arena);
    }
    diag_list_destroy(diags);
    if (good)
        words->arena = arena;
    else
        arena_destroy(arena);
    return good ? words : NULL;
}

static const char *built_in(const char *code, enum word word)
{
    static pthread_mutex_t one_parses = PTHREAD_MUTEX_INITIALIZER;
    struct words_file *file = words_file_for(code);
    if (!file)
        return NULL;
    const struct words *words = atomic_load_explicit(&file->words, memory_order_acquire);
    if (!words) {
        pthread_mutex_lock(&one_parses);
        words = atomic_load_explicit(&file->words, memory_order_acquire);
        if (!words)
            words = parse(file);
        atomic_store_explicit(&file->words, words, memory_order_release);
        pthread_mutex_unlock(&one_parses);
    }
    return words ? words->text[word] : NULL;
}

const char *content_word(const struct content *content, size_t lang, enum word word)
{
    const struct lang *own = content ? &content->langs[lang] : NULL;
    const char *text = own && own->words ? own->words[word] : NULL;
    if (!text && own)
        text = built_in(own->code, word);
    if (!text)
        text = built_in("en", word);
    return text ? text : word_keys[word].name;
}
