/* The interface's words: those that Lobby brings along, and those of a content folder. */
#include "base/file.h"
#include "base/str.h"
#include "content/interface.h"
#include "diagnostics.h"
#include "folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LOBBY(languages)                                                                                     \
    {                                                                                                        \
        "lobby.yaml", "format: 1\nname: Lobby\nlanguages: " languages "\n"                                   \
    }
#define WORDS_FOLDER "assets/words"

static void files_of_words_are_checked(void **state)
{
    (void)state;
    static const struct diag_case cases[] = {
        {"single words of a language that Lobby speaks",
         {LOBBY("[en, es-MX]"), {"words/es-MX.yaml", "back: Regresar\n"}, {"words/README.md", "x"}},
         ""},
        {"a language that nobody speaks here",
         {LOBBY("[en, lt]")},
         "lobby.yaml:3:17: warning: Lobby does not speak Lietuvių (lt), so its buttons will be English; "
         "write "
         "words/lt.yaml with a line such as \"back: ...\" for each word (content/README.md lists them)\n"},
        {"another script is another language",
         {LOBBY("{ar-Latn: Arabi}")},
         "lobby.yaml:3:13: warning: Lobby does not speak Arabi (ar-Latn), so its buttons will be English; "
         "write "
         "words/ar-Latn.yaml with a line such as \"back: ...\" for each word (content/README.md lists "
         "them)\n"},
        {"a few words of it",
         {LOBBY("[en, lt]"), {"words/lt.yaml", "# Lietuvių\nback: Atgal\n"}},
         "words/lt.yaml:2:1: warning: 22 words are missing and will be English: touch-to-explore, home, "
         "previous, "
         "next, pause, play, language, choose-language and 14 more; add them\n"},
        {"all but one",
         {LOBBY("[en, lt]"),
          {"words/lt.yaml",
           "touch-to-explore: a\nback: a\nhome: a\nprevious: a\nnext: a\npause: a\nplay: a\nlanguage: a\n"
           "choose-language: a\nmore-below: a\nto-top: a\nrelated: a\ncontact: a\nscan-contact: "
           "a\nscan-link: a\n"
           "scan-phone: a\nscan-mail: a\nstill-there: a\nstill-there-text: a\nseconds: s\nsafe-title: "
           "a\nsafe-text: "
           "a\n"}},
         "words/lt.yaml:1:1: warning: 1 word is missing and will be English: stay; add it\n"},
        {"an empty file", {LOBBY("[en, es]"), {"words/es.yaml", "# later\n"}}, ""},
        {"a language that is not declared",
         {{"words/fr.yaml", "bak: x\n"}},
         "words/fr.yaml: warning: \"fr\" is not among the languages in lobby.yaml, so nobody sees these "
         "words; add "
         "it there, or remove the file\n"},
        {"the general one of a language with a region, and one in capital letters",
         {LOBBY("[es-MX, pl]"), {"words/es.yaml", "back: x\n"}, {"words/PL.yaml", "back: x\n"}},
         "words/PL.yaml: warning: \"PL\" is not among the languages in lobby.yaml, so nobody sees these "
         "words; "
         "rename the file to words/pl.yaml, or add the language there\n"
         "words/es.yaml: warning: \"es\" is not among the languages in lobby.yaml, so nobody sees these "
         "words; "
         "rename the file to words/es-MX.yaml, or add the language there\n"},
        {"with broken languages nobody can say which files are seen",
         {LOBBY("[English]"), {"words/fr.yaml", "bak: x\n"}},
         "lobby.yaml:3:13: error: \"English\" is not the code of a language; write en, es, ar, zh-Hans or "
         "the "
         "like\n"},
        {"files of another kind",
         {{"words/en.yml", "back: x\n"}, {"words/en.txt", "back: x\n"}},
         "words/en.txt: warning: nothing looks at this; the words of a language are a file whose name ends "
         "in "
         ".yaml\n"
         "words/en.yml: warning: nothing looks at this; rename it to words/en.yaml\n"},
    };
    check_cases(cases, COUNT_OF(cases));
}

#define EN(text)                                                                                             \
    {                                                                                                        \
        {                                                                                                    \
            "words/en.yaml", text                                                                            \
        }                                                                                                    \
    }
#define TEN       "aaaaaaaaaa"
#define TEN_SIGNS "łłłłłłłłłł"

static void keys_and_words_are_checked(void **state)
{
    (void)state;
    static const struct diag_case cases[] = {
        {"a slip of the finger", EN("bakc: Back\n"),
         "words/en.yaml:1:1: error: unknown key \"bakc\" in the interface's words; did you mean \"back\"?\n"},
        {"no words at all", EN("- back\n"),
         "words/en.yaml:1:1: error: the interface's words must be a map of keys; write touch-to-explore: ... "
         "and so "
         "on, one a line\n"},
        {"empty words", EN("back:\nhome: \"\"\nstay: ' '\n"),
         "words/en.yaml:1:6: error: back is empty; write a text, or remove the line\n"
         "words/en.yaml:2:7: error: home is empty; write a text, or remove the line\n"
         "words/en.yaml:3:7: error: stay is empty; write a text, or remove the line\n"},
        {"a map of languages, which the file's name says already", EN("back: {en: Back}\n"),
         "words/en.yaml:1:7: error: back must be one text, for the language that the file's name says; write "
         "back: "
         "...\n"},
        {"as long as may be, in letters of two bytes", EN("back: " TEN_SIGNS TEN_SIGNS "\n"), ""},
        {"longer than its place", EN("back: " TEN TEN "a\n"),
         "words/en.yaml:1:7: error: back has 21 characters, and there is room for 20; shorten it\n"},
        {"several lines", EN("safe-text: |\n  One\n  two\n"),
         "words/en.yaml:1:12: error: safe-text has several lines, and there is room for one; write it in "
         "one\n"},
        {"one line behind a |", EN("safe-text: |\n  One\n"), ""},
    };
    check_cases(cases, COUNT_OF(cases));
}

static struct content *load(const struct folder *folder, size_t *problems)
{
    struct diag_list *diags = diag_list_create();
    struct content *content = content_load(folder->path, diags);
    diag_print(diags, stderr, "");
    *problems = diag_errors(diags) + diag_warnings(diags);
    diag_list_destroy(diags);
    assert_non_null(content);
    return content;
}

static void a_word_is_found_nearest_first(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        enum word word;
        const char *text;
    } rows[] = {
        {"es", WORD_BACK, "Regresar"}, /* the folder's own */
        {"es", WORD_HOME, "Inicio"},   /* Lobby's, beside it */
        {"es-MX", WORD_BACK, "Atrás"}, /* the folder's es is not es-MX */
        {"tlh", WORD_BACK, "chegh"},   /* a language that Lobby does not speak */
        {"tlh", WORD_HOME, "Home"},     {"lt", WORD_HOME, "Home"},      {"zh", WORD_HOME, "首页"},
        {"zh-Hant", WORD_HOME, "首頁"}, {"zh-HK", WORD_HOME, "首頁"},   {"zh-Hant-HK", WORD_HOME, "首頁"},
        {"fil", WORD_HOME, "Simula"},   {"ar-Latn", WORD_HOME, "Home"}, {"pt-BR", WORD_HOME, "Início"},
        {"est", WORD_HOME, "Home"}, /* begins with the letters of es */
    };
    struct folder folder;
    size_t problems;
    folder_create(&folder);
    folder_write_good(&folder);
    folder_write_text(
        &folder, "lobby.yaml",
        "format: 1\nname: Lobby\nlanguages: {es: a, es-MX: a, tlh: a, lt: a, zh: a, zh-Hant: a,\n"
        "  zh-HK: a, zh-Hant-HK: a, fil: a, ar-Latn: a, pt-BR: a, est: a}\n");
    folder_write_text(&folder, "words/es.yaml", "back: Regresar\n");
    folder_write_text(&folder, "words/tlh.yaml", "back: chegh\n");
    struct content *content = load(&folder, &problems);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        size_t lang = content_find_lang(content, rows[i].code);
        assert_int_not_equal(lang, CONTENT_NONE);
        assert_string_equal(content_word(content, lang, rows[i].word), rows[i].text);
    }
    assert_string_equal(content_word(NULL, 7, WORD_BACK), "Back");
    content_unref(content);
    folder_remove(&folder);
}

/* Lobby's own files pass as those of a folder for a language that Lobby does not speak: then every word must
 * be in them. What the program says must be what stands in the file. */
static void check_built_in(const char *name)
{
    struct folder folder;
    struct err err;
    AUTO_FREE char *bytes = NULL;
    char path[128], lobby[256], code[32];
    size_t length, problems, english = 0;
    snprintf(code, sizeof code, "%.*s", (int)strcspn(name, "."), name);
    snprintf(path, sizeof path, LOBBY_SOURCE_DIR "/" WORDS_FOLDER "/%s", name);
    assert_true(file_read(path, 1 << 20, &bytes, &length, &err));
    folder_create(&folder);
    folder_write_good(&folder);
    /* Without a name for it: it must be a language that Lobby knows by name. */
    snprintf(lobby, sizeof lobby, "format: 1\nname: Lobby\nlanguages: [%s]\n", code);
    folder_write_text(&folder, "lobby.yaml", lobby);
    struct content *spoken = load(&folder, &problems);
    assert_int_equal(problems, 0);
    folder_write_text(&folder, "lobby.yaml", "format: 1\nname: Lobby\nlanguages: {qaa: Its name}\n");
    folder_write(&folder, "words/qaa.yaml", bytes, length);
    struct content *written = load(&folder, &problems);
    assert_int_equal(problems, 0);
    for (size_t i = 0; i < WORD_COUNT; i++) {
        const char *word = content_word(spoken, 0, (enum word)i);
        assert_string_equal(word, content_word(written, 0, (enum word)i));
        english += strcmp(word, content_word(NULL, 0, (enum word)i)) == 0;
    }
    /* "Pause" and "Contact" are French, too. */
    assert_true(english <= 3 || strcmp(code, "en") == 0);
    content_unref(spoken);
    content_unref(written);
    folder_remove(&folder);
}

static void every_language_of_lobby_is_complete_and_fits(void **state)
{
    (void)state;
    struct err err;
    char **names;
    size_t count;
    int root = file_open_folder(LOBBY_SOURCE_DIR, &err);
    assert_true(file_list_below(root, WORDS_FOLDER, ".yaml", &names, &count, &err));
    file_close_p(&root);
    assert_true(count >= 7);
    for (size_t i = 0; i < count; i++)
        check_built_in(names[i]);
    file_names_free(names, count);
}

#define THREADS 8

static void *ask(void *start)
{
    static const struct lang langs[] = {{.code = "hi"}, {.code = "vi"}, {.code = "uk"}};
    struct content content = {.langs = langs, .n_langs = COUNT_OF(langs)};
    pthread_barrier_wait(start);
    for (size_t i = 0; i < COUNT_OF(langs); i++)
        for (size_t word = 0; word < WORD_COUNT; word++)
            if (!content_word(&content, i, (enum word)word))
                return NULL;
    return (void *)(uintptr_t)content_word(&content, 2, WORD_BACK);
}

static void many_threads_may_ask_first(void **state)
{
    (void)state;
    pthread_t threads[THREADS];
    pthread_barrier_t start;
    void *first = NULL;
    pthread_barrier_init(&start, NULL, THREADS);
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, ask, &start), 0);
    for (size_t i = 0; i < THREADS; i++) {
        void *text;
        assert_int_equal(pthread_join(threads[i], &text), 0);
        assert_non_null(text);
        first = first ? first : text;
        assert_ptr_equal(text, first); /* parsed once */
    }
    pthread_barrier_destroy(&start);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_threads_may_ask_first), /* before anybody else asks */
        cmocka_unit_test(files_of_words_are_checked),
        cmocka_unit_test(keys_and_words_are_checked),
        cmocka_unit_test(a_word_is_found_nearest_first),
        cmocka_unit_test(every_language_of_lobby_is_complete_and_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
