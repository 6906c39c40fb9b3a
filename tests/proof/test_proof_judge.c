/* What content can hardly do to a screen, but layouts might: a made-up inspection (chosen at link time) finds
 * it, and it is told of at the right text. */
#include "kit.h"

#include "ui/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static enum defect defect; /* that every scene with this text has */
static const char *of_text;

size_t inspect_scene(const struct scene *scene, const struct look *look,
                     void (*found)(void *user, const struct flaw *flaw), void *user)
{
    (void)look;
    for (size_t i = 0; i < scene->n_texts; i++) {
        if (strcmp(scene->texts[i].text, of_text) != 0)
            continue;
        struct target target = {.label = of_text};
        struct flaw flaw = {.defect = defect, .text = &scene->texts[i]};
        flaw.other = defect == DEFECT_OVERLAP ? &scene->texts[0] : NULL;
        if (defect == DEFECT_SMALL)
            flaw = (struct flaw){.defect = defect, .target = &target};
        found(user, &flaw);
        return 1;
    }
    return 0;
}

size_t inspect_shown(const struct scene *scene, const struct placed_text *text)
{
    (void)scene;
    return text->length;
}

static const struct {
    enum defect defect;
    const char *text, *expect;
} cases[] = {
    {DEFECT_OUTSIDE, "Welcome",
     "slides/welcome.yaml:2:8: warning: \"Welcome\" does not fit on the screen on every size of screen; "
     "shorten "
     "it\n"},
    {DEFECT_OVERLAP, "Words.",
     "pages/about.yaml:3:3: warning: \"Words.\" lies on \"About us\" on every size of screen; shorten one of "
     "them\n"},
    {DEFECT_SMALL, "About us",
     "pages/about.yaml:1:8: warning: \"About us\" is too small to be touched on every size of screen; write "
     "a "
     "little more\n"},
    {DEFECT_SMALL, "Touch to explore",
     "lobby.yaml: warning: \"Touch to explore\" is too small to be touched in English on every size of "
     "screen; "
     "write a little more (these are Lobby's own words: report it)\n"},
    {DEFECT_SMALL, "Back to top",
     "lobby.yaml: warning: \"Back to top\" is too small to be touched in English on every size of screen; "
     "write a "
     "little more (these are Lobby's own words: report it)\n"},
    {DEFECT_SMALL, "English",
     "lobby.yaml:3:12: warning: \"English\" is too small to be touched on every size of screen; write a "
     "little "
     "more\n"},
    {DEFECT_OUTSIDE, "\u00bfSigue ah\u00ed?",
     "lobby.yaml: warning: \"\u00bfSigue ah\u00ed?\" does not fit on the screen in Espa\u00f1ol on every "
     "size of "
     "screen; shorten it (these are Lobby's own words: report it)\n"},
    {DEFECT_OUTSIDE, "Wait!",
     "words/en.yaml:1:14: warning: \"Wait!\" does not fit on the screen in English on every size of screen; "
     "shorten "
     "it\n"},
};

#define LINE  "  Word.\n\n"
#define LINES LINE LINE LINE LINE LINE LINE LINE LINE LINE LINE
#define LONG  LINES LINES LINES

static void what_the_inspection_finds_is_told_of(void **state)
{
    static const struct kit_file files[KIT_FILES] = {{"words/en.yaml", "still-there: Wait!\n"},
                                                     {"pages/long.yaml", "title: Long\nbody: |\n" LONG LONG}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct folder folder;
        kit_folder(&folder, files);
        defect = cases[i].defect;
        of_text = cases[i].text;
        char *said = kit_said(&folder);
        assert_string_equal(said, cases[i].expect);
        free(said);
        folder_remove(&folder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_the_inspection_finds_is_told_of)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
