/* Folders that were damaged at random, and memory that ends at every point: content_load says so and stands.
 */
#include "content/interface.h"
#include "folder.h"
#include "pictures.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The linker puts these in front of the C library's (--wrap). */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__real_reallocarray(void *memory, size_t count, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);
void *__wrap_reallocarray(void *memory, size_t count, size_t size);

static atomic_long allocations_left = -1; /* -1: as many as wanted */

static bool may_allocate(void)
{
    long left = atomic_load(&allocations_left);
    while (left > 0 && !atomic_compare_exchange_weak(&allocations_left, &left, left - 1))
        continue;
    return left != 0;
}

void *__wrap_malloc(size_t size)
{
    return may_allocate() ? __real_malloc(size) : NULL;
}

void *__wrap_calloc(size_t count, size_t size)
{
    return may_allocate() ? __real_calloc(count, size) : NULL;
}

void *__wrap_realloc(void *memory, size_t size)
{
    return may_allocate() ? __real_realloc(memory, size) : NULL;
}

void *__wrap_reallocarray(void *memory, size_t count, size_t size)
{
    return may_allocate() ? __real_reallocarray(memory, count, size) : NULL;
}

static const struct {
    const char *file, *text;
} files[] = {
    {"lobby.yaml", "format: 1\nname: {en: Lobby, es: Sala}\nlanguages: [en, es]\nfallback: en\n"
                   "theme: {deep: \"#0b3b33\"}\nsession: {inactivity: 60s}\nslideshow:\n  fade: 600ms\n"
                   "  order:\n    - welcome\n    - second\nmenu:\n  title: Menu\n  pages: [about, zoo]\n"},
    {"slides/second.yaml",
     "layout: list\neyebrow: Eye\ntitle: {en: Two, es: Dos}\nitems:\n"
     "  - {lead: \"#17\", text: a}\n  - b\nopens: slide:welcome\ndwell: 12s\n"
     "show: {from: 2026-09-01, until: 2027-08-31, days: [mon-wed], hours: \"22:00-06:30\"}\n"},
    {"pages/zoo.yaml", "title: Zoo\nsummary: |\n  A\n  line\nrelated: [about]\n"
                       "body:\n  en: zoo.en.md\n  es: |\n    # Hola\n\n    - [uno](page:about)\n"
                       "contact: {name: Keeper, phone: \"555\", email: a@b.org, address: Here}\n"},
    {"pages/zoo.en.md",
     "# Zoo\n\nSee **[it](page:about)**:\n\n1. One\n   - Two &amp; three\n2. `Four`\n\n> Five\n"},
    {"words/es.yaml", "back: Regresar\nstay: \"Sí, un momento\"\nsafe-text: |\n  Un momento.\n"},
    {"notice.yaml", "level: info\ntitle: Works\nfrom: 2026-09-01\nuntil: 2026-09-02\n"},
};
enum { N_FILES = sizeof files / sizeof files[0] };

static void write_rich(const struct folder *folder)
{
    folder_write_good(folder);
    for (size_t i = 0; i < N_FILES; i++)
        folder_write_text(folder, files[i].file, files[i].text);
}

/* True when it was loaded. */
static bool load(const struct folder *folder, struct diag_list *diags)
{
    size_t before = diag_errors(diags);
    struct content *content = content_load(folder->path, diags);
    allocations_left = -1;
    assert_true(!content == (diag_errors(diags) > before));
    content_unref(content);
    return content;
}

static unsigned random_below(uint64_t *state, size_t bound)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u; /* Knuth, MMIX */
    return (unsigned)((*state >> 33) % bound);
}

/* Changes, drops, doubles or moves a piece of the text. */
static size_t damage(uint64_t *state, char *text, size_t length, size_t room)
{
    static const char signs[] = ":-{}[]\"'|>#&*!%@,?\n\t \\`~<\x01\xff\xc3";
    size_t at = random_below(state, length), piece = 1 + random_below(state, 12);
    if (piece > length - at)
        piece = length - at;
    switch (random_below(state, 4)) {
    case 0:
        text[at] = signs[random_below(state, sizeof signs - 1)];
        return length;
    case 1:
        memmove(text + at, text + at + piece, length - at - piece);
        return length - piece;
    case 2:
        if (length + piece > room)
            return length;
        memmove(text + at + piece, text + at, length - at);
        return length + piece;
    default:
        memmove(text + random_below(state, length - piece + 1), text + at, piece);
        return length;
    }
}

static void damaged_folders_are_loaded_or_refused(void **state)
{
    (void)state;
    enum { ROUNDS = 600, ROOM = 2048 };
    uint64_t seed = 20260901;
    struct folder folder;
    struct diag_list *diags = diag_list_create();
    folder_create(&folder);
    write_rich(&folder);
    size_t loaded = 0;
    for (int round = 0; round < ROUNDS; round++) {
        size_t which = random_below(&seed, N_FILES);
        char text[ROOM];
        size_t length = strlen(files[which].text);
        memcpy(text, files[which].text, length);
        for (unsigned times = 1 + random_below(&seed, 3); times > 0 && length > 0; times--)
            length = damage(&seed, text, length, sizeof text);
        folder_write(&folder, files[which].file, text, length);
        loaded += load(&folder, diags);
        folder_write_text(&folder, files[which].file, files[which].text);
    }
    assert_true(loaded > ROUNDS / 50 && loaded < ROUNDS); /* or the damage is none, or too much */
    diag_list_destroy(diags);
    folder_remove(&folder);
}

static void damaged_pictures_are_taken_or_refused(void **state)
{
    (void)state;
    enum { ROUNDS = 150 };
    uint64_t seed = 7;
    struct folder folder;
    struct diag_list *diags = diag_list_create();
    folder_create(&folder);
    write_rich(&folder);
    folder_unlink(&folder, "pages/zoo.en.md");
    folder_write_text(&folder, "pages/zoo.en.md", "Zoo\n");
    for (int round = 0; round < ROUNDS; round++) {
        struct picture_bytes picture;
        round % 2 ? picture_jpeg(&picture, 64, 36) : picture_png(&picture, 64, 36);
        picture.bytes[random_below(&seed, picture.length)] = (uint8_t)random_below(&seed, 256);
        picture.length -= random_below(&seed, 4);
        folder_write(&folder, "images/sky.png", picture.bytes, picture.length);
        load(&folder, diags);
    }
    diag_list_destroy(diags);
    folder_remove(&folder);
}

static void memory_that_ends_anywhere_is_said(void **state)
{
    (void)state;
    enum { ALLOCATIONS_MAX = 2000 };
    struct folder folder;
    folder_create(&folder);
    write_rich(&folder);
    folder_write_text(&folder, "pages/zoo.en.md", "# Zoo\n\nSee **[it](page:about)**\n");
    long allowed = 1;
    for (;; allowed++) {
        struct diag_list *diags = diag_list_create();
        allocations_left = allowed;
        bool loaded = load(&folder, diags);
        diag_list_destroy(diags);
        if (loaded)
            break;
        assert_true(allowed < ALLOCATIONS_MAX);
    }
    assert_true(allowed > 20); /* or nothing was made to fail */
    folder_remove(&folder);
}

/* The same where several threads read, and none knows which of them it hits. */
static void memory_that_ends_among_many_files_is_said(void **state)
{
    (void)state;
    enum { SLIDES = 40, STEP = 17, ALLOCATIONS_MAX = 20000 };
    struct folder folder;
    folder_create(&folder);
    write_rich(&folder);
    folder_write_text(&folder, "pages/zoo.en.md", "# Zoo\n");
    for (int i = 0; i < SLIDES; i++) {
        char name[64];
        snprintf(name, sizeof name, "slides/s%d.yaml", i);
        folder_write_text(&folder, name, "layout: statement\ntitle: {en: One, es: Uno}\n");
    }
    long allowed = 1;
    for (bool loaded = false; !loaded; allowed += STEP) {
        struct diag_list *diags = diag_list_create();
        allocations_left = allowed;
        loaded = load(&folder, diags);
        diag_list_destroy(diags);
        assert_true(allowed < ALLOCATIONS_MAX);
    }
    assert_true(allowed > SLIDES); /* or nothing was made to fail */
    folder_remove(&folder);
}

static void a_word_is_had_without_memory(void **state)
{
    (void)state;
    enum { ALLOCATIONS_MAX = 1000 };
    static const struct lang hindi = {.code = "hi", .name = "हिन्दी"};
    static const struct content content = {.langs = &hindi, .n_langs = 1};
    long allowed = 0;
    const char *word = "";
    for (; strcmp(word, "वापस") != 0; allowed++) {
        assert_true(allowed < ALLOCATIONS_MAX);
        allocations_left = allowed;
        word = content_word(&content, 0, WORD_BACK);
        allocations_left = -1;
        assert_true(strcmp(word, "back") == 0 || strcmp(word, "Back") == 0 || strcmp(word, "वापस") == 0);
    }
    assert_true(allowed > 5); /* or nothing was made to fail */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damaged_folders_are_loaded_or_refused),
        cmocka_unit_test(damaged_pictures_are_taken_or_refused),
        cmocka_unit_test(memory_that_ends_anywhere_is_said),
        cmocka_unit_test(memory_that_ends_among_many_files_is_said),
        cmocka_unit_test(a_word_is_had_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
