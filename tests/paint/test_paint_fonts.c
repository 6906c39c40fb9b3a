/* The fonts of this machine (Debian's fonts-inter, fonts-noto-*): what is chosen, and that what is drawn
 * keeps to what was measured. */
#include "base/str.h"
#include "paint/fontset.h"
#include "paint/icons.h"
#include "paint/scripts.h"

#include <fontconfig/fontconfig.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct fonts *fonts;

static int open_fonts(void **state)
{
    (void)state;
    struct err err;
    fonts = fonts_create(&err);
    return fonts ? 0 : -1;
}

static int close_fonts(void **state)
{
    (void)state;
    fonts_destroy(fonts);
    return 0;
}

static int pick(const char *lang, const char *text)
{
    bool missing;
    int font = fonts_pick(fonts, FONT_REGULAR, lang, text, strlen(text), &missing);
    assert_false(missing);
    return font;
}

struct sample {
    const char *lang, *text;
    bool rtl;
};

static const struct sample samples[] = {
    {"en", "Waking jovial foxes", false},
    {"en", "jjj fff", false},
    {"pl", "Za\u017c\u00f3\u0142\u0107 g\u0119\u015bl\u0105", false},
    {"vi", "\u1ebe \u1ed8 \u1ef8", false},
    {"el", "\u0391\u03b8\u03ae\u03bd\u03b1", false},
    {"ar", "\u0627\u0644\u0639\u0631\u0628\u064a\u0629", true},
    {"ar", "\u0644\u0627 \u0645\u062d\u0645\u062f", true},
    {"he", "\u05e9\u05dc\u05d5\u05dd", true},
    {"hi", "\u0939\u093f\u0928\u094d\u0926\u0940", false},
    {"th", "\u0e44\u0e17\u0e22", false},
    {"zh-Hans", "\u653e\u5c04\u79d1", false},
    {"ja", "\u65e5\u672c\u8a9e\u306e", false},
    {"ko", "\ud55c\uad6d\uc5b4", false},
    {"en", "\U0001f600\U0001f680", false},
    {"en", "\U0001f469\U0001f3fd\u200d\u2695\ufe0f", false},
    {"en", "\U0001f1fa\U0001f1f8", false},
};

/* Columns of a stamp, from the pen, that carry ink. */
static void ink_of(const struct stamp *stamp, int *from, int *to)
{
    *from = stamp->w;
    *to = 0;
    for (int y = 0; y < stamp->h; y++) {
        for (int x = 0; x < stamp->w; x++) {
            if (stamp->pixels[y * stamp->w + x] >> 24 > 40) {
                *from = x < *from ? x : *from;
                *to = x + 1 > *to ? x + 1 : *to;
            }
        }
    }
    *from -= stamp->left;
    *to -= stamp->left;
}

static void test_ink_keeps_to_the_measured_width(void **state)
{
    (void)state;
    static const int sizes[] = {16, 31, 96};
    for (size_t i = 0; i < COUNT_OF(samples); i++) {
        for (size_t j = 0; j < COUNT_OF(sizes); j++) {
            int px = sizes[j], from, to;
            struct text_run run = {.font = pick(samples[i].lang, samples[i].text),
                                   .px = px,
                                   .rtl = samples[i].rtl,
                                   .lang = samples[i].lang,
                                   .text = samples[i].text};
            struct stamp stamp;
            int width = fonts_measure(fonts, run.font, px, run.rtl, run.lang, run.text, strlen(run.text));
            assert_true(fonts_draw(fonts, &run, &stamp));
            ink_of(&stamp, &from, &to);
            int slack = 2 + px / 16;
            if (from < -slack || to > width + slack || to < width * 7 / 10)
                fail_msg("\"%s\" at %d px: ink %d..%d, measured %d", run.text, px, from, to, width);
            stamp_finish(&stamp);
        }
    }
}

static void test_ink_stands_around_the_baseline(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double top, bottom; /* of the ink, in sizes above the baseline */
    } cases[] = {
        {"H", 0.73, 0}, /* Inter's capitals */
        {"x", 0.55, 0},
        {"p", 0.56, -0.20},
        {"\u1ebe", 1.05, 0},         /* taller than the font's ascent */
        {"\U0001f600", 0.87, -0.16}, /* its middle is that of the capitals */
    };
    const int px = 200;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct text_run run = {
            .font = pick("en", cases[i].text), .px = px, .lang = "en", .text = cases[i].text};
        struct stamp stamp;
        assert_true(fonts_draw(fonts, &run, &stamp));
        int top = stamp.h, bottom = 0;
        for (int k = 0; k < stamp.w * stamp.h; k++) {
            if (stamp.pixels[k] >> 24 > 128) {
                top = k / stamp.w < top ? k / stamp.w : top;
                bottom = k / stamp.w + 1;
            }
        }
        double up = (double)(stamp.ascent - top) / px, down = (double)(stamp.ascent - bottom) / px;
        if (up < cases[i].top - 0.06 || up > cases[i].top + 0.06 || down < cases[i].bottom - 0.06 ||
            down > cases[i].bottom + 0.06)
            fail_msg("\"%s\": ink from %.2f to %.2f of the size", cases[i].text, up, down);
        stamp_finish(&stamp);
    }
}

static void test_width_grows_with_the_size(void **state)
{
    (void)state;
    const char *text = "Radiology residents read in every light";
    int font = pick("en", "R");
    double large = fonts_measure(fonts, font, 1000, false, "en", text, strlen(text)) / 1000.0;
    for (int px = 14; px < 120; px += 3) {
        double width = fonts_measure(fonts, font, px, false, "en", text, strlen(text));
        assert_true(width > large * px - 2 && width < large * px + 2);
    }
}

static void test_each_style_has_a_font_of_its_own(void **state)
{
    (void)state;
    int widths[FONT_STYLES];
    for (size_t i = 0; i < FONT_STYLES; i++) {
        int font = fonts_pick(fonts, (enum font_style)i, "en", "a", 1, NULL);
        widths[i] = fonts_measure(fonts, font, 1000, false, "en", "Hamburgefonstiv", 15);
        for (size_t j = 0; j < i; j++)
            assert_int_not_equal(widths[i], widths[j]);
    }
    assert_true(widths[FONT_BOLD] > widths[FONT_REGULAR]);
}

static void test_han_is_drawn_as_its_readers_expect(void **state)
{
    (void)state;
    const char *bone = "\u9aa8"; /* differs between mainland China, Taiwan and Japan */
    int hans = pick("zh-Hans", bone), hant = pick("zh-Hant", bone), ja = pick("ja", bone),
        ko = pick("ko", bone);
    assert_int_not_equal(hans, hant);
    assert_int_not_equal(hans, ja);
    assert_int_not_equal(hant, ja);
    assert_int_not_equal(ko, ja);
    assert_int_equal(hans, pick("en", bone));
    assert_int_equal(ja, pick("en", "\u306e"));
    assert_int_equal(ko, pick("en", "\ud55c"));
}

static void test_emoji_are_colored_when_they_ask_for_it(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool colored;
    } cases[] = {
        {"\U0001f600", true},           {"\u2764\ufe0f", true}, {"\u2764", false}, {"1\ufe0f\u20e3", true},
        {"\U0001f600\ufe0e", false},    {"1", false},           {"\u00a9", false}, {"\u267f", true},
        {"\U0001f1fa\U0001f1f8", true}, {"a\ufe0f", false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        bool missing;
        struct text_run run = {.px = 40, .lang = "en", .text = cases[i].text};
        run.font = fonts_pick(fonts, FONT_REGULAR, "en", run.text, strlen(run.text), &missing);
        struct stamp stamp;
        assert_true(fonts_draw(fonts, &run, &stamp));
        if (stamp.colored != cases[i].colored)
            fail_msg("\"%s\" is %scolored", cases[i].text, stamp.colored ? "" : "not ");
        stamp_finish(&stamp);
    }
}

static void test_a_letter_does_not_take_the_color_from_an_emoji_beside_it(void **state)
{
    (void)state;
    bool missing;
    fonts_pick(fonts, FONT_REGULAR, "en", "i\u2764\ufe0f", 7, &missing);
    assert_true(missing);
}

static void test_what_no_font_has_is_reported(void **state)
{
    (void)state;
    bool missing = false;
    int font = fonts_pick(fonts, FONT_REGULAR, "en", "\U000f1234", 4, &missing);
    assert_true(missing);
    assert_int_equal(font, fonts_pick(fonts, FONT_REGULAR, "en", "a", 1, &missing));
    assert_false(missing);
}

static void test_many_sizes_do_not_exhaust_anything(void **state)
{
    (void)state;
    for (int round = 0; round < 3; round++) {
        for (int px = 10; px < 200; px++)
            assert_true(fonts_measure(fonts, pick("en", "a"), px, false, "en", "a", 1) > 0);
    }
}

static void test_text_that_is_odd_is_safe(void **state)
{
    (void)state;
    static const char *const texts[] = {"\xff\xfe", "\x01\x02", "\u200d", "\u202e", "", "\u0301", "\xf0\x9f"};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct text_run run = {.px = 20, .lang = "", .text = texts[i]};
        struct stamp stamp;
        bool missing;
        run.font = fonts_pick(fonts, FONT_REGULAR, "", texts[i], strlen(texts[i]), &missing);
        assert_true(fonts_measure(fonts, run.font, 20, false, "", texts[i], strlen(texts[i])) >= 0);
        fonts_draw(fonts, &run, &stamp);
        stamp_finish(&stamp);
    }
    assert_int_equal(fonts_measure(fonts, 0, 0, false, "en", "a", 1), 0);
    assert_int_equal(fonts_measure(fonts, 0, 1000000, false, "en", "a", 1), 0);
    assert_true(fonts_measure(fonts, 9999, 20, false, "en", "a", 1) > 0);
}

static int configurations; /* that fontconfig read */

FcConfig *__real_FcInitLoadConfigAndFonts(void);
FcConfig *__wrap_FcInitLoadConfigAndFonts(void);
FcConfig *__wrap_FcInitLoadConfigAndFonts(void)
{
    configurations++;
    return __real_FcInitLoadConfigAndFonts();
}

/* What fontconfig knows takes 10 ms and a megabyte: it is read when a character is not in the house's fonts.
 */
static void test_fontconfig_is_asked_for_what_the_house_lacks(void **state)
{
    (void)state;
    struct err err;
    struct fonts *own = fonts_create(&err);
    bool missing;
    configurations = 0;
    fonts_begin(own);
    for (size_t i = 0; i < FONT_STYLES; i++) {
        int font = fonts_pick(own, (enum font_style)i, "pl", "\u0142", 2, &missing);
        assert_false(missing);
        assert_true(fonts_measure(own, font, 40, false, "pl", "\u0142", 2) > 0);
    }
    assert_int_equal(configurations, 0);
    int other = fonts_pick(own, FONT_REGULAR, "zh-Hans", "\u653e", 3, &missing);
    assert_false(missing);
    assert_int_equal(configurations, 1);
    /* And of a file that it now knows, too, the house's font stays the same one. */
    int latin = fonts_pick(own, FONT_REGULAR, "en", "a", 1, &missing);
    assert_int_not_equal(other, latin);
    assert_int_equal(fonts_pick(own, FONT_REGULAR, "en", "b", 1, &missing), latin);
    fonts_destroy(own);
}

/* The house's own files are those that fontconfig would have chosen. */
static void test_the_house_fonts_are_what_fontconfig_finds(void **state)
{
    (void)state;
    static const char text[] = "Waking jovial foxes 0123456789";
    struct err err;
    struct fonts *house = fonts_create(&err);
    setenv("FONTCONFIG_FILE", "/etc/fonts/fonts.conf", 1);
    struct fonts *found = fonts_create(&err);
    configurations = 0;
    for (size_t i = 0; i < FONT_STYLES; i++) {
        bool missing;
        int theirs = fonts_pick(found, (enum font_style)i, "en", text, 1, &missing);
        int wide = fonts_measure(found, theirs, 100, false, "en", text, sizeof text - 1);
        unsetenv("FONTCONFIG_FILE");
        int ours = fonts_pick(house, (enum font_style)i, "en", text, 1, &missing);
        assert_int_equal(fonts_measure(house, ours, 100, false, "en", text, sizeof text - 1), wide);
        setenv("FONTCONFIG_FILE", "/etc/fonts/fonts.conf", 1);
    }
    assert_int_equal(configurations, 1); /* by one of them */
    unsetenv("FONTCONFIG_FILE");
    fonts_destroy(found);
    fonts_destroy(house);
}

/* A system whose only fonts are those of a folder of ours. */
static struct fonts *fonts_of_folder(const char *folder)
{
    char path[128];
    struct err err;
    snprintf(path, sizeof path, "%s/fonts.conf", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "<fontconfig><dir>%s</dir><cachedir>%s/cache</cachedir></fontconfig>\n", folder, folder);
    fclose(file);
    setenv("FONTCONFIG_FILE", path, 1);
    struct fonts *own = fonts_create(&err);
    assert_non_null(own);
    return own;
}

static void test_another_font_stands_in_for_inter(void **state)
{
    (void)state;
    char folder[] = "/tmp/lobby-fonts-XXXXXX", link[64], command[64];
    assert_non_null(mkdtemp(folder));
    snprintf(link, sizeof link, "%s/a.ttf", folder);
    assert_int_equal(symlink("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf", link), 0);
    struct fonts *own = fonts_of_folder(folder);
    for (size_t i = 0; i < FONT_STYLES; i++) {
        bool missing;
        int font = fonts_pick(own, (enum font_style)i, "en", "a", 1, &missing);
        assert_false(missing);
        assert_in_range(fonts_measure(own, font, 100, false, "en", "a", 1), 40, 70);
    }
    bool missing;
    fonts_pick(own, FONT_REGULAR, "en", "\u4e2d", 3, &missing);
    assert_true(missing);
    fonts_destroy(own);
    unsetenv("FONTCONFIG_FILE");
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    assert_int_equal(system(command), 0);
}

static void test_without_any_font_layout_stays_sane(void **state)
{
    (void)state;
    char folder[] = "/tmp/lobby-fonts-XXXXXX", command[64];
    assert_non_null(mkdtemp(folder));
    struct fonts *own = fonts_of_folder(folder);
    bool missing;
    struct stamp stamp;
    int font = fonts_pick(own, FONT_REGULAR, "en", "a", 1, &missing);
    struct text_run run = {.font = font, .px = 40, .lang = "en", .text = "a"};
    assert_true(missing);
    assert_true(fonts_measure(own, font, 40, false, "en", "a", 1) > 0);
    assert_true(fonts_metrics(own, font, 40).ascent > 0);
    assert_false(fonts_draw(own, &run, &stamp));
    fonts_destroy(own);
    unsetenv("FONTCONFIG_FILE");
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    assert_int_equal(system(command), 0);
}

static void test_scripts_are_known_by_their_letters(void **state)
{
    (void)state;
    static const struct {
        const char *text, *tag;
    } cases[] = {
        {"12 abc", "Latn"}, {"...", "Latn"},        {"\u05e9", "Hebr"}, {"(\u0645)", "Arab"},
        {"\u0939", "Deva"}, {"\u0e44", "Thai"},     {"\u4e2d", "Hani"}, {"\u306e", "Hira"},
        {"\u30a2", "Kana"}, {"\ud55c", "Hang"},     {"\u0416", "Cyrl"}, {"\u03b1", "Grek"},
        {"\u1f00", "Grek"}, {"\U00020000", "Hani"}, {"\u10d0", "Geor"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(script_tag(cases[i].text, strlen(cases[i].text)), cases[i].tag);
}

static void test_icons_are_in_the_order_of_their_names(void **state)
{
    (void)state;
    /* Written out by hand: enum icon and the files must both agree with it. */
    static const char *const names[ICON_COUNT] = {
        [ICON_ALERT] = "alert",       [ICON_BACK] = "back",
        [ICON_CLOCK] = "clock",       [ICON_CLOSE] = "close",
        [ICON_DOWN] = "down",         [ICON_HOME] = "home",
        [ICON_INFO] = "info",         [ICON_LANGUAGE] = "language",
        [ICON_LINK] = "link",         [ICON_MAIL] = "mail",
        [ICON_NEXT] = "next",         [ICON_PAUSE] = "pause",
        [ICON_PERSON] = "person",     [ICON_PHONE] = "phone",
        [ICON_PLACE] = "place",       [ICON_PLAY] = "play",
        [ICON_PREVIOUS] = "previous", [ICON_QR] = "qr",
        [ICON_TOUCH] = "touch",       [ICON_UP] = "up",
    };
    assert_int_equal(icon_files_count, ICON_COUNT);
    for (size_t i = 0; i < ICON_COUNT; i++)
        assert_string_equal(icon_files[i].name, names[i]);
}

static void test_every_icon_has_ink_inside_its_square(void **state)
{
    (void)state;
    static const int sizes[] = {24, 37, 64, 200};
    struct icons *icons = icons_create();
    assert_non_null(icons);
    for (size_t i = 0; i < ICON_COUNT; i++) {
        for (size_t j = 0; j < COUNT_OF(sizes); j++) {
            int size = sizes[j], ink = 0, edge = 0;
            const uint8_t *mask = icons_mask(icons, (enum icon)i, size);
            assert_non_null(mask);
            for (int k = 0; k < size * size; k++) {
                bool at_edge = k % size == 0 || k % size == size - 1 || k / size == 0 || k / size == size - 1;
                ink += mask[k] > 128;
                edge += at_edge && mask[k] > 128;
            }
            assert_in_range(ink, size * size / 40, size * size / 2);
            assert_int_equal(edge, 0);
        }
    }
    assert_null(icons_mask(icons, ICON_HOME, 0));
    assert_null(icons_mask(icons, ICON_COUNT, 24));
    icons_destroy(icons);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ink_keeps_to_the_measured_width),
        cmocka_unit_test(test_ink_stands_around_the_baseline),
        cmocka_unit_test(test_width_grows_with_the_size),
        cmocka_unit_test(test_each_style_has_a_font_of_its_own),
        cmocka_unit_test(test_han_is_drawn_as_its_readers_expect),
        cmocka_unit_test(test_emoji_are_colored_when_they_ask_for_it),
        cmocka_unit_test(test_a_letter_does_not_take_the_color_from_an_emoji_beside_it),
        cmocka_unit_test(test_what_no_font_has_is_reported),
        cmocka_unit_test(test_many_sizes_do_not_exhaust_anything),
        cmocka_unit_test(test_text_that_is_odd_is_safe),
        cmocka_unit_test(test_fontconfig_is_asked_for_what_the_house_lacks),
        cmocka_unit_test(test_the_house_fonts_are_what_fontconfig_finds),
        cmocka_unit_test(test_another_font_stands_in_for_inter),
        cmocka_unit_test(test_without_any_font_layout_stays_sane),
        cmocka_unit_test(test_scripts_are_known_by_their_letters),
        cmocka_unit_test(test_icons_are_in_the_order_of_their_names),
        cmocka_unit_test(test_every_icon_has_ink_inside_its_square),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
