/* What is said of the files themselves: names, folders, pictures. */
#include "diagnostics.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define STATEMENT "layout: statement\ntitle: One\n"
#define PHOTO(file)                                                                                          \
    {                                                                                                        \
        "slides/welcome.yaml", "layout: photo\nimage: {file: " file ", alt: Sky}\nopens: page:about\n"       \
    }
#define SAYS(text)   "slides/welcome.yaml:2:15: error: " text "\n"
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void files_that_nobody_looks_at_are_named(void **state)
{
    (void)state;
    static const struct diag_case cases[] = {
        {"a misspelt folder",
         {{"slide/x.yaml", "x"}},
         "slide: warning: nothing looks at this; did you mean \"slides\"?\n"},
        {"a misspelt file",
         {{"notice.yml", "x"}},
         "notice.yml: warning: nothing looks at this; did you mean \"notice.yaml\"?\n"},
        {"something else",
         {{"Thumbs", "x"}},
         "Thumbs: warning: nothing looks at this; move it into slides, pages, words or images, or remove "
         "it\n"},
        {"another ending",
         {{"slides/foo.yml", "x"}, {"pages/foo.yml", "x"}},
         "pages/foo.yml: warning: nothing looks at this; rename it to pages/foo.yaml\n"
         "slides/foo.yml: warning: nothing looks at this; rename it to slides/foo.yaml\n"},
        {"no slide",
         {{"slides/notes.txt", "x"}},
         "slides/notes.txt: warning: nothing looks at this; a slide is a file whose name ends in .yaml\n"},
        {"a text beside slides",
         {{"slides/one.md", "x"}},
         "slides/one.md: warning: nothing looks at this; a slide is a file whose name ends in .yaml\n"},
        {"a picture that nobody shows",
         {{"images/old.png", "x"}},
         "images/old.png: warning: no slide and no page shows this picture; remove it, it would be copied to "
         "every "
         "screen\n"},
        {"a folder of pictures",
         {{"images/2026/old.png", "x"}},
         "images/2026: warning: nothing looks into this folder; put its pictures into images itself\n"},
    };
    check_cases(cases, COUNT(cases));
}

static void names_are_small_and_plain(void **state)
{
    (void)state;
#define NAME(better)                                                                                         \
    "error: a name has small letters a-z, digits and hyphens, at most 64; rename the file to slides/" better \
    ".yaml\n"
    static const struct diag_case cases[] = {
        {"capitals and blanks",
         {{"slides/Our Team!.yaml", STATEMENT}},
         "slides/Our Team!.yaml: " NAME("our-team")},
        {"a hyphen first", {{"slides/-a.yaml", STATEMENT}}, "slides/-a.yaml: " NAME("a")},
        {"letters of another script", {{"slides/año.yaml", STATEMENT}}, "slides/año.yaml: " NAME("a-o")},
    };
    check_cases(cases, COUNT(cases));
}

static void something_must_be_shown(void **state)
{
    (void)state;
    static const struct diag_case cases[] = {
        {"no slides and no pages",
         {{"slides/welcome.yaml", REMOVED}, {"pages/about.yaml", REMOVED}},
         "slides: error: there is nothing to show; add a file such as slides/welcome.yaml\n"},
        {"pages alone", {{"slides/welcome.yaml", REMOVED}, {"images/sky.png", REMOVED}}, ""},
    };
    check_cases(cases, COUNT(cases));
}

static void pictures_are_found_and_looked_into(void **state)
{
    (void)state;
    static const struct diag_case cases[] = {
        {"one that there is not",
         {PHOTO("images/dragon.jpg")},
         SAYS("there is no picture images/dragon.jpg; put it into the folder images")},
        {"a slip of the finger",
         {PHOTO("images/sky.jpg")},
         SAYS("there is no picture images/sky.jpg; did you mean images/sky.png?")},
        {"capital letters count",
         {PHOTO("images/Sky.PNG")},
         SAYS("there is no picture images/Sky.PNG; did you mean images/sky.png?")},
        {"without its folder",
         {PHOTO("sky.png")},
         SAYS("there is no picture sky.png; did you mean images/sky.png?")},
        {"in a folder of its own",
         {PHOTO("images/2026/dragon.jpg")},
         SAYS("pictures lie in images, not in a folder of it; write images/dragon.jpg")},
        {"outside the folder",
         {PHOTO("../../etc/passwd")},
         SAYS("a picture must lie in the content's own folder; put it there and write images/passwd")},
        {"outside, hidden behind the right folder",
         {PHOTO("images/../../sky.png")},
         SAYS("a picture must lie in the content's own folder; put it there and write images/sky.png")},
        {"from the root",
         {PHOTO("/tmp/dragon.jpg")},
         SAYS("a picture must lie in the content's own folder; put it there and write images/dragon.jpg")},
        {"from the web",
         {PHOTO("https://example.org/dragon.jpg")},
         SAYS("a picture must lie in the content's own folder; put it there and write images/dragon.jpg")},
        {"no picture",
         {{"images/sky.png", "sky"}},
         SAYS("the picture images/sky.png is no picture that can be shown; save it as JPEG, PNG or WebP")},
        {"an empty one",
         {{"images/sky.png", ""}},
         SAYS("the picture images/sky.png is empty; copy or save it again")},
        {"a drawing under a false name",
         {{"images/sky.png", "<svg xmlns='http://www.w3.org/2000/svg'/>"}},
         SAYS("the picture images/sky.png is an SVG drawing; save it as JPEG, PNG or WebP")},
        {"a folder of that name",
         {{"images/sky.png", REMOVED}, {"images/sky.png/x", "x"}},
         SAYS("the picture images/sky.png is not a file but a folder or a link; put the picture itself into "
              "images")},
        {"the same broken one wherever it is used",
         {{"images/sky.png", "sky"},
          {"pages/about.yaml", "title: A\nbody: x\nimage: {file: images/sky.png, alt: A}\n"}},
         "pages/about.yaml:3:15: error: the picture images/sky.png is no picture that can be shown; save it "
         "as JPEG, "
         "PNG or WebP\n" SAYS(
             "the picture images/sky.png is no picture that can be shown; save it as JPEG, PNG or "
             "WebP")},
    };
    check_cases(cases, COUNT(cases));
}

#define IMAGE(map)                                                                                           \
    {                                                                                                        \
        "slides/welcome.yaml", "layout: photo\nimage: " map "\nopens: page:about\n"                          \
    }

static void pictures_are_described(void **state)
{
    (void)state;
#define FOCUS                                                                                                \
    "focus must be two numbers from 0 to 1, from the left and from the top; write [0.5, 0.5] for the "       \
    "middle\n"
    static const struct diag_case cases[] = {
        {"without words for those who do not see it",
         {IMAGE("{file: images/sky.png}")},
         "slides/welcome.yaml:2:8: error: image needs the key \"alt\"; for example alt: Chicago at dusk\n"},
        {"with empty words",
         {IMAGE("{file: images/sky.png, alt: \"\"}")},
         "slides/welcome.yaml:2:36: error: alt is empty; write a text\n"},
        {"a name alone",
         {IMAGE("images/sky.png")},
         "slides/welcome.yaml:2:8: error: image must be a map of keys; write file: ... and so on, one a "
         "line\n"},
        {"a focus outside",
         {IMAGE("{file: images/sky.png, alt: Sky, focus: [0.5, 1.5]}")},
         "slides/welcome.yaml:2:48: error: " FOCUS},
        {"half a focus",
         {IMAGE("{file: images/sky.png, alt: Sky, focus: 0.5}")},
         "slides/welcome.yaml:2:48: error: " FOCUS},
    };
    check_cases(cases, COUNT(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_that_nobody_looks_at_are_named),
        cmocka_unit_test(names_are_small_and_plain),
        cmocka_unit_test(something_must_be_shown),
        cmocka_unit_test(pictures_are_found_and_looked_into),
        cmocka_unit_test(pictures_are_described),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
