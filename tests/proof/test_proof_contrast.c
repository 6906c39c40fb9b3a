/* Contrast is judged letter by letter, on the pixels that lie beside the letters. */
#include "kit.h"

#include "base/str.h"
#include "paint/png.h"
#include "proof/contrast.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { W = 800, H = 120, PX = 40, LEFT = 24, TOP = 30 };

#define WHITE 0xffffffu
#define NIGHT 0x101418u
#define TEXT  "Light lies under one word"

/* A scene whose whole ground is a picture file of its own size, so that its pixels are those of the file. */
struct room {
    struct folder folder;
    struct content *content;
    struct under *under;
    struct scene *scene;
    struct picture picture;
    uint8_t *rgb;
    struct low found[8];
    size_t count;
};

static void paint_rect(struct room *room, int x, int y, int w, int h, uint32_t color)
{
    for (int row = y; row < y + h; row++)
        for (int column = x; column < x + w; column++)
            for (int i = 0; i < 3; i++)
                room->rgb[(row * W + column) * 3 + i] = (uint8_t)(color >> (16 - 8 * i));
}

static void open_room(struct room *room)
{
    static const struct kit_file none[KIT_FILES] = {{NULL, NULL}};
    struct err err;
    *room = (struct room){.picture = {.file = "images/a.png", .focus_x = 0.5, .focus_y = 0.5}};
    kit_folder(&room->folder, none);
    folder_write(&room->folder, "images/", "", 0);
    room->content = kit_load(&room->folder);
    room->under = under_create(&err);
    assert_non_null(room->under);
    room->rgb = malloc(W * H * 3);
    assert_non_null(room->rgb);
    paint_rect(room, 0, 0, W, H, NIGHT);
}

static void close_room(struct room *room)
{
    scene_destroy(room->scene);
    under_destroy(room->under);
    content_unref(room->content);
    folder_remove(&room->folder);
    free(room->rgb);
}

static void take(void *user, const struct low *low)
{
    struct room *room = user;
    assert_true(room->count < COUNT_OF(room->found));
    room->found[room->count++] = *low;
}

static void begin_scene(struct room *room, uint32_t ground)
{
    scene_destroy(room->scene);
    room->scene = scene_create(room->content, under_fonts(room->under), "en", false, W, H, ground);
    assert_non_null(room->scene);
}

/* Writes the picture as it was painted, and shows it in the scene. */
static void add_picture(struct room *room)
{
    char path[128];
    struct err err;
    snprintf(path, sizeof path, "%s/images/a.png", room->folder.path);
    assert_true(png_write(path, room->rgb, W, H, &err));
    scene_picture(room->scene, (struct rect){0, 0, W, H}, &room->picture, 0);
}

static void add_text(struct room *room, const char *text, uint32_t color)
{
    struct text_para para = scene_plain(room->scene, text, FONT_MEDIUM, PX, color);
    scene_text(room->scene, (struct rect){LEFT, TOP, W - LEFT, 0}, &para);
}

static size_t judge(struct room *room)
{
    struct err err;
    room->count = 0;
    if (!contrast_scene(room->under, room->scene, take, room, &err))
        fail_msg("%s", err.text);
    return room->count;
}

/* px from the left edge of the scene to the end of that much of TEXT. */
static int end_of(struct room *room, const char *part)
{
    struct fonts *fonts = under_fonts(room->under);
    int font = fonts_pick(fonts, FONT_MEDIUM, "en", "a", 1, NULL);
    return LEFT + fonts_measure(fonts, font, PX, false, "en", part, strlen(part));
}

static void assert_near(double value, double wanted)
{
    if (fabs(value - wanted) > 0.06)
        fail_msg("%.2f instead of %.2f", value, wanted);
}

static void light_under_one_word_is_found_and_named(void **state)
{
    (void)state;
    struct room room;
    open_room(&room);
    int from = end_of(&room, "Light lies "), to = end_of(&room, "Light lies under");
    paint_rect(&room, from, 0, to - from, H, 0xe8e8e8);
    begin_scene(&room, 0);
    add_picture(&room);
    add_text(&room, TEXT, WHITE);
    assert_int_equal(judge(&room), 1);
    assert_string_equal(room.found[0].word, "under");
    assert_true(room.found[0].picture);
    assert_ptr_equal(room.found[0].text, &room.scene->texts[0]);
    assert_near(room.found[0].contrast, 1.23); /* white on #e8e8e8: 1.05 / (0.807 + 0.05) */
    close_room(&room);
}

/* Where light lies, seen from the text. Glyphs of 40 px stand between 40 and 80 here. */
static const struct {
    const char *shows;
    int x, y, w, h;
    bool low;
} lights[] = {
    {"far above", 0, 0, W, 20, false},
    {"far below", 0, 100, W, 20, false},
    {"in the blank between two words is a bright line of one pixel", -1, 0, 1, H, false},
    {"a speck of 3 px beside the first letter", LEFT + 8, 52, 3, 3, false},
    {"half of the height, all along", 0, 58, W, 8, true},
    {"all of it", 0, 0, W, H, true},
};

static void light_beside_letters_counts_and_specks_do_not(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(lights); i++) {
        struct room room;
        open_room(&room);
        int x = lights[i].x < 0 ? end_of(&room, "Light") + 4 : lights[i].x;
        paint_rect(&room, x, lights[i].y, lights[i].w, lights[i].h, WHITE);
        begin_scene(&room, 0);
        add_picture(&room);
        add_text(&room, TEXT, WHITE);
        if ((judge(&room) == 1) != lights[i].low)
            fail_msg("light %s: found %zu", lights[i].shows, room.count);
        close_room(&room);
    }
}

/* The grays at which white has 4.54 and 4.48, a symbol 3.03 and 2.99; on black the numbers are 21 / those. */
static const struct {
    uint32_t ground, ink;
    bool icon, low;
} limits[] = {
    {0x767676, WHITE, false, false}, {0x777777, WHITE, false, true}, {0x949494, WHITE, true, false},
    {0x959595, WHITE, true, true},   {0x767676, 0, false, false},    {0x777777, 0, false, false},
    {0x757575, 0, false, false},     {0x707070, 0, false, true},
};

static void the_limits_are_those_of_wcag(void **state)
{
    (void)state;
    struct room room;
    open_room(&room);
    for (size_t i = 0; i < COUNT_OF(limits); i++) {
        begin_scene(&room, limits[i].ground);
        if (limits[i].icon)
            scene_icon(room.scene, (struct rect){20, 20, 64, 64}, ICON_HOME, limits[i].ink);
        else
            add_text(&room, TEXT, limits[i].ink);
        if ((judge(&room) == 1) != limits[i].low)
            fail_msg("%06x on %06x: found %zu", limits[i].ink, limits[i].ground, room.count);
        assert_true(room.count == 0 || !room.found[0].picture);
    }
    close_room(&room);
}

static void the_ground_is_what_was_drawn_before(void **state)
{
    (void)state;
    struct room room;
    open_room(&room);
    paint_rect(&room, 0, 0, W, H, WHITE);
    begin_scene(&room, 0);
    add_picture(&room);
    scene_gradient(room.scene, (struct rect){0, 0, W, H}, 0, 200, 0, 200, false);
    add_text(&room, TEXT, WHITE);
    scene_fill(room.scene, (struct rect){0, 100, W, 4}, WHITE, 255, 0); /* as a line under a link */
    assert_int_equal(judge(&room), 0);
    begin_scene(&room, 0);
    add_picture(&room);
    add_text(&room, TEXT, WHITE);
    scene_gradient(room.scene, (struct rect){0, 0, W, H}, 0, 200, 0, 200, false);
    assert_int_equal(judge(&room), 1);
    close_room(&room);
}

static void a_color_picture_of_a_font_has_no_contrast(void **state)
{
    (void)state;
    struct room room;
    open_room(&room);
    begin_scene(&room, WHITE);
    add_text(&room, "\U0001F600", WHITE);
    assert_int_equal(judge(&room), 0);
    close_room(&room);
}

static void the_worst_word_is_named_in_any_direction(void **state)
{
    static const char arabic[] = "\u0645\u0631\u062d\u0628\u0627 \u0628\u0643\u0645";
    (void)state;
    struct room room;
    open_room(&room);
    room.scene = scene_create(room.content, under_fonts(room.under), "ar", true, W, H, NIGHT);
    struct text_para para = scene_plain(room.scene, arabic, FONT_MEDIUM, PX, WHITE);
    /* The second word ends on the left: boxes are given as from left to right and mirrored. */
    struct text_lines lines = scene_measure(room.scene, &para, W);
    scene_fill(room.scene, (struct rect){lines.width * 3 / 4, 0, lines.width / 4, H}, WHITE, 255, 0);
    scene_lines(room.scene, (struct rect){0, TOP, W, 0}, &para, &lines);
    assert_int_equal(judge(&room), 1);
    assert_string_equal(room.found[0].word, "\u0628\u0643\u0645");
    close_room(&room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(light_under_one_word_is_found_and_named),
        cmocka_unit_test(light_beside_letters_counts_and_specks_do_not),
        cmocka_unit_test(the_limits_are_those_of_wcag),
        cmocka_unit_test(the_ground_is_what_was_drawn_before),
        cmocka_unit_test(a_color_picture_of_a_font_has_no_contrast),
        cmocka_unit_test(the_worst_word_is_named_in_any_direction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
