/* The program: what it says of good and of broken content, that it looks at every screen, and that what a
 * machine does to it is not taken for the content's fault. */
#include "kit.h"
#include "looker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { GOOD = 0, BAD = 1, MISUSE = 2, MACHINE = 3, BROKE_OFF = 4 };

static void the_shipped_content_is_good(void **state)
{
    (void)state;
    struct looked looked = look_at(LOBBY_SOURCE_DIR "/content", NULL);
    print_message("the shipped content: %.1f s, %.1f s of processor time, %ld MB\n", looked.seconds,
                  looked.cpu, looked.kb / 1024);
    assert_string_equal(looked.said, "");
    assert_string_equal(looked.out, "");
    assert_int_equal(looked.code, GOOD);
    looked_finish(&looked);
}

#define SLIDE(file) "layout: photo\ntitle: Hello\nimage: {file: images/" file ", alt: Something}\n"

/* Of each kind one: what is written wrong is in tests/content and tests/hostile. */
static const struct {
    const char *shows, *said;
    struct kit_file files[KIT_FILES];
} broken[] = {
    {"a syntax error",
     "slides/welcome.yaml:2:1: error: the file ends too early",
     {{"slides/welcome.yaml", "layout: [\n"}}},
    {"an unknown key",
     "slides/welcome.yaml:2:1: error: ",
     {{"slides/welcome.yaml", "layout: statement\ntitel: Hi\n"}}},
    {"a missing translation",
     "slides/welcome.yaml:2:8: error: ",
     {{"slides/welcome.yaml", "layout: statement\ntitle: {en: Hi}\n"}}},
    {"a dead link",
     "slides/welcome.yaml:3:8: error: ",
     {{"slides/welcome.yaml", "layout: statement\ntitle: Hi\nopens: page:nowhere\n"}}},
    {"a missing picture", "slides/welcome.yaml:3:15: error: ", {{"slides/welcome.yaml", SLIDE("none.png")}}},
    {"a picture that is none",
     "slides/welcome.yaml:3:15: error: ",
     {{"slides/welcome.yaml", SLIDE("a.webp")}, {"images/a.webp", "<svg/>"}}},
    {"a newer format", "lobby.yaml:1:9: error: ", {{"lobby.yaml", "format: 99\nname: Lobby\n"}}},
    {"bad UTF-8",
     "pages/about.md:1:",
     {{"pages/about.yaml", "title: About\nbody: about.md\n"}, {"pages/about.md", "W\xff"}}},
    {"a PNG with a good head and bad pixels",
     "slides/welcome.yaml:3:15: error: images/a.png cannot be decoded",
     {{"slides/welcome.yaml", SLIDE("a.png")}, {"images/a.png", "torn"}}},
    {"a JPEG with a good head and bad pixels",
     "slides/welcome.yaml:3:15: error: images/a.jpg is damaged inside",
     {{"slides/welcome.yaml", SLIDE("a.jpg")}, {"images/a.jpg", "torn"}}},
    {"the same on a page alone",
     "pages/about.yaml:3:15: error: images/a.png cannot be decoded",
     {{"pages/about.yaml", "title: About\nbody: Words.\nimage: {file: images/a.png, alt: Something}\n"},
      {"images/a.png", "torn"}}},
};

static void each_fault_is_told_with_its_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        struct folder folder;
        kit_folder(&folder, broken[i].files);
        expect_look(broken[i].shows, folder.path, NULL, BAD, broken[i].said);
        folder_remove(&folder);
    }
}

/* The cage has no openat2, and must not follow a link all the same. */
static void a_folder_elsewhere_is_not_followed(void **state)
{
    static const struct kit_file files[KIT_FILES] = {{NULL, NULL}};
    struct folder folder, elsewhere;
    char link[128], target[128];
    (void)state;
    kit_folder(&folder, files);
    kit_folder(&elsewhere, files);
    snprintf(link, sizeof link, "%s/words", folder.path);
    snprintf(target, sizeof target, "%s/pages", elsewhere.path);
    assert_int_equal(symlink(target, link), 0);
    expect_look("a folder that is a link", folder.path, NULL, BAD,
                "words:0:0: error: this cannot be read: words: it is or goes through a symbolic link");
    folder_remove(&folder);
    folder_remove(&elsewhere);
}

/* Warnings are for staff: what reads badly was published all the same. */
static void what_reads_badly_is_good(void **state)
{
    static const struct kit_file files[KIT_FILES] = {
        {"slides/welcome.yaml", "layout: statement\ntitle: \"Wel\xee\x80\x81\x63ome\"\n"}};
    struct folder folder;
    (void)state;
    kit_folder(&folder, files);
    struct looked looked = look_at(folder.path, NULL);
    assert_string_equal(looked.said, "");
    assert_int_equal(looked.code, GOOD);
    looked_finish(&looked);
    folder_remove(&folder);
}

static void called_wrongly_it_says_so(void **state)
{
    static const char *const wrong[][4] = {{"lobby-preflight", NULL},
                                           {"lobby-preflight", "a", "b", NULL},
                                           {"lobby-preflight", "--strict", NULL},
                                           {"lobby-preflight", "-h", NULL}};
    static const char *const right[][3] = {{"lobby-preflight", "--help", NULL},
                                           {"lobby-preflight", "--version", NULL}};
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct looked looked = look_with(wrong[i], NULL);
        assert_int_equal(looked.code, MISUSE);
        assert_non_null(strstr(looked.said, "see lobby-preflight --help"));
        looked_finish(&looked);
    }
    for (size_t i = 0; i < sizeof right / sizeof right[0]; i++) {
        struct looked looked = look_with(right[i], NULL);
        assert_int_equal(looked.code, GOOD);
        assert_non_null(strstr(looked.out, "lobby-preflight"));
        looked_finish(&looked);
    }
}

/* What is not there says nothing about content. */
static void a_folder_that_is_not_there_is_the_machines(void **state)
{
    (void)state;
    expect_look("nothing", "/nowhere/content", NULL, MACHINE, "no such file or folder");
    expect_look("a file", LOBBY_SOURCE_DIR "/content/lobby.yaml", NULL, MACHINE, "not a folder");
}

/* Frames */

static size_t count_painted(const char *folder)
{
    static const struct order order = {.trouble = "count"};
    struct looked looked = look_at(folder, &order);
    size_t frames = 0;
    assert_int_equal(looked.code, GOOD);
    for (const char *at = looked.out; (at = strstr(at, "painted ")); at++)
        frames++;
    looked_finish(&looked);
    return frames;
}

static void every_screen_is_painted_once_in_every_language(void **state)
{
    /* A slide, a page, the menu, the question, the sheet of languages, and the last slide once more, for its
     * bar. */
    enum { LANGS = 2, USUAL = 6 };
    static const struct {
        const char *shows;
        struct kit_file files[KIT_FILES];
        size_t more;
    } cases[] = {
        {"a slide, a page", {{NULL, NULL}}, 0},
        {"another slide", {{"slides/b.yaml", "layout: statement\ntitle: B\n"}}, 1},
        {"another page", {{"pages/b.yaml", "title: B\nbody: Words.\n"}}, 1},
        {"a slide that is not due",
         {{"slides/b.yaml", "layout: statement\ntitle: B\nshow: {until: 2020-01-01}\n"}},
         1},
        {"an outside link",
         {{"slides/welcome.yaml", "layout: statement\ntitle: Hi\nopens: https://example.org\n"}},
         1},
        {"an emergency", {{"notice.yaml", "level: emergency\ntitle: Fire\nbody: Leave the house.\n"}}, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct folder folder;
        kit_folder(&folder, cases[i].files);
        size_t frames = count_painted(folder.path), expected = LANGS * (USUAL + cases[i].more);
        if (frames != expected)
            fail_msg("%s: %zu frames, not %zu", cases[i].shows, frames, expected);
        folder_remove(&folder);
    }
    print_message("the shipped content: %zu frames\n", count_painted(LOBBY_SOURCE_DIR "/content"));
}

static const struct kit_file with_picture[KIT_FILES] = {{"slides/a.yaml", SLIDE("a.png")},
                                                        {"images/a.png", "dark"}};

static void what_cannot_be_painted_is_an_error(void **state)
{
    static const struct order order = {.trouble = "unpainted"};
    struct folder folder;
    (void)state;
    kit_folder(&folder, with_picture);
    expect_look("nothing is painted", folder.path, &order, BAD,
                "slides/a.yaml:1:1: error: this slide cannot be shown");
    expect_look("all is painted", folder.path, NULL, GOOD, "");
    folder_remove(&folder);
}

/* Deaths and limits */

static void kill_who_hangs(int out)
{
    char line[64] = "";
    FILE *lines = fdopen(dup(out), "r");
    assert_non_null(lines);
    while (strncmp(line, "hangs ", 6) != 0)
        assert_non_null(fgets(line, sizeof line, lines));
    assert_int_equal(kill((pid_t)strtol(line + 6, NULL, 10), SIGKILL), 0);
    fclose(lines);
}

#define SLIDE_A "slides/a.yaml:1:1: error: this slide cannot be checked"

static void a_death_is_not_yet_the_contents_fault(void **state)
{
    static const struct kit_file worse[KIT_FILES] = {{"slides/a.yaml", SLIDE("a.png")},
                                                     {"images/a.png", "dark"},
                                                     {"slides/b.yaml", SLIDE("b.jpg")},
                                                     {"images/b.jpg", "torn"}};
    static const struct order crash = {.trouble = "crash"}, spin = {.trouble = "spin", .cpu_seconds = 2},
                              hang = {.trouble = "hang", .meanwhile = kill_who_hangs};
    struct folder folder;
    (void)state;
    kit_folder(&folder, with_picture);
    expect_look("a crash", folder.path, &crash, BROKE_OFF, SLIDE_A);
    expect_look("out of its time", folder.path, &spin, BROKE_OFF,
                SLIDE_A ": the program that looks at it stopped (signal 24)");
    expect_look("killed from outside", folder.path, &hang, MACHINE, SLIDE_A);
    folder_remove(&folder);
    /* Another error is an error. */
    kit_folder(&folder, worse);
    expect_look("a crash and an error", folder.path, &crash, BAD, "images/b.jpg is damaged inside");
    folder_remove(&folder);
}

#ifndef LOBBY_SANITIZED
static void memory_beyond_the_limit_is_the_contents_fault(void **state)
{
    static const struct order eat = {.trouble = "eat"};
    struct folder folder;
    (void)state;
    kit_folder(&folder, with_picture);
    struct looked looked = look_at(folder.path, &eat);
    assert_int_equal(looked.code, BAD);
    assert_non_null(strstr(looked.said, "slides/a.yaml:3:15: error: images/a.png"));
    assert_in_range(looked.kb, 0, 1024 * 1024);
    looked_finish(&looked);
    folder_remove(&folder);
}

/* Nothing good comes near the limit, whatever fonts it needs. */
static void half_of_the_memory_is_enough(void **state)
{
    static const struct order half = {.address_bytes = 384 << 20};
    (void)state;
    expect_look("the shipped content", LOBBY_SOURCE_DIR "/content", &half, GOOD, "");
    expect_look("many scripts", LOBBY_SOURCE_DIR "/tests/golden/scripts", &half, GOOD, "");
}
#endif

static void a_card_that_cannot_be_read_is_the_machines(void **state)
{
    static const struct kit_file files[KIT_FILES] = {{"pages/about.yaml", "title: About\nbody: about.md\n"},
                                                     {"pages/about.md", "Words.\n"}};
    static const struct order card = {.trouble = "card"};
    struct folder folder;
    (void)state;
    kit_folder(&folder, files);
    expect_look("a card that breaks", folder.path, &card, MACHINE,
                "cannot be read whole: Input/output error");
    expect_look("a card that does not", folder.path, NULL, GOOD, "");
    folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shipped_content_is_good),
        cmocka_unit_test(each_fault_is_told_with_its_place),
        cmocka_unit_test(a_folder_elsewhere_is_not_followed),
        cmocka_unit_test(what_reads_badly_is_good),
        cmocka_unit_test(called_wrongly_it_says_so),
        cmocka_unit_test(a_folder_that_is_not_there_is_the_machines),
        cmocka_unit_test(every_screen_is_painted_once_in_every_language),
        cmocka_unit_test(what_cannot_be_painted_is_an_error),
        cmocka_unit_test(a_death_is_not_yet_the_contents_fault),
#ifndef LOBBY_SANITIZED
        cmocka_unit_test(memory_beyond_the_limit_is_the_contents_fault),
        cmocka_unit_test(half_of_the_memory_is_enough),
#endif
        cmocka_unit_test(a_card_that_cannot_be_read_is_the_machines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
