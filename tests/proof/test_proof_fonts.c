/* On a machine without the fonts of a language (FONTCONFIG_FILE is latin.conf), check says so. */
#include "kit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static void a_language_without_fonts_is_told_of_text_by_text(void **state)
{
    static const struct kit_file files[KIT_FILES] = {
        {"lobby.yaml", "format: 1\nname: Lobby\nlanguages: [en, ar]\n"},
        {"slides/welcome.yaml",
         "layout: statement\ntitle:\n  en: Welcome\n  ar: \u0623\u0647\u0644\u0627\u064b\n"},
        {"pages/about.yaml", "title: {en: About us, ar: MRI}\nbody: Words.\n"},
    };
    (void)state;
    struct folder folder;
    kit_folder(&folder, files);
    char *said = kit_said(&folder);
    static const char title[] =
        "slides/welcome.yaml:4:7: warning: \"\u0623\u0647\u0644\u0627\u064b\" has \"\u0623\" (U+0623), "
        "\"\u0647\" (U+0647), \"\u0644\" (U+0644), \"\u0627\" (U+0627) and more, which no font here can "
        "show; "
        "write it another way\n";
    if (!strstr(said, title))
        fail_msg("%s", said);
    assert_non_null(strstr(said, "(these are Lobby's own words: report it)"));
    assert_null(strstr(said, "MRI"));
    assert_null(strstr(said, "Welcome"));
    free(said);
    folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_language_without_fonts_is_told_of_text_by_text)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
