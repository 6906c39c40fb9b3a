/* A real X display: what is touched is what is seen, whatever the rotation; every input arrives once. */
#include "stage.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const int rotations[] = {0, 90, 180, 270};

static struct window_options upright(int rotation)
{
    return (struct window_options){.w = 640, .h = 360, .rotation = rotation};
}

static struct input expect_input(struct stage *stage, enum input_kind kind)
{
    const struct input input = stage_event(stage, WINDOW_INPUT).input;
    assert_int_equal(input.kind, kind);
    return input;
}

/* A click lands in the field whose color the X server shows under the mouse. */
static void a_click_hits_what_is_seen_in_every_rotation(void **state)
{
    (void)state;
    static const double places[][2] = {{0, 0},     {0.999, 0},  {0, 0.999}, {0.999, 0.999},
                                       {0.4, 0.3}, {0.45, 0.7}, {0.2, 0.6}, {0.7, 0.2}};
    for (size_t r = 0; r < COUNT_OF(rotations); r++) {
        struct stage stage = stage_open(upright(rotations[r]));
        const struct frame fields = stage_fields(&stage);
        assert_int_equal(fields.w, 640);
        assert_int_equal(fields.h, 360);
        struct shot shot = stage_shot();
        assert_int_equal(shot.w, r % 2 ? 360 : 640);
        assert_int_equal(shot.h, r % 2 ? 640 : 360);
        for (size_t i = 0; i < COUNT_OF(places); i++) {
            const int px = (int)(places[i][0] * shot.w), py = (int)(places[i][1] * shot.h);
            stage_do(&stage, "mousemove --window %s %d %d click 1", stage.id, px, py);
            const struct input down = expect_input(&stage, INPUT_DOWN);
            const struct input up = expect_input(&stage, INPUT_UP);
            assert_int_equal(up.x, down.x);
            assert_int_equal(up.y, down.y);
            assert_int_equal(stage_color(&fields, down.x, down.y), shot.pixels[py * shot.w + px]);
        }
        assert_int_equal(stage_settle(&stage, 50), 0); /* each once */
        free(shot.pixels);
        stage_close(&stage);
    }
}

/* Before there is a frame the window has a color, and then the frame. */
static void a_window_has_a_ground_before_its_first_frame(void **state)
{
    (void)state;
    struct stage stage = stage_open(upright(90));
    window_ground(stage.window, 0x0b3b33);
    struct shot shot = stage_shot();
    for (int i = 0; i < shot.w * shot.h; i++)
        assert_int_equal(shot.pixels[i], 0x0b3b33);
    free(shot.pixels);
    const struct frame fields = stage_fields(&stage);
    struct err err;
    assert_true(window_present(stage.window, &fields, &err));
    shot = stage_shot();
    assert_int_equal(shot.pixels[0], stage_color(&fields, 0, fields.h - 1));
    free(shot.pixels);
    stage_close(&stage);
}

static void a_drag_moves_and_hovering_does_not(void **state)
{
    (void)state;
    struct stage stage = stage_open(upright(0));
    stage_do(&stage, "mousemove --window %s 10 10 mousemove --window %s 300 200", stage.id, stage.id);
    assert_int_equal(stage_settle(&stage, 100), 0);
    stage_do(&stage, "mousedown 1");
    const struct input down = expect_input(&stage, INPUT_DOWN);
    assert_int_equal(down.x, 300);
    assert_int_equal(down.y, 200);
    stage_do(&stage, "mousemove --window %s 310 150", stage.id);
    const struct input move = expect_input(&stage, INPUT_MOVE);
    assert_int_equal(move.x, 310);
    assert_int_equal(move.y, 150);
    stage_do(&stage, "mouseup 1");
    expect_input(&stage, INPUT_UP);
    stage_close(&stage);
}

/* Sliding off the window lets go of what was pressed, and the finger is still followed. */
static void a_drag_out_of_the_window_goes_on_outside(void **state)
{
    (void)state;
    struct stage stage = stage_open(upright(0));
    stage_do(&stage, "mousemove --window %s 600 200 mousedown 1", stage.id);
    expect_input(&stage, INPUT_DOWN);
    stage_do(&stage, "mousemove --window %s 700 200", stage.id);
    const struct input out = expect_input(&stage, INPUT_MOVE);
    assert_int_equal(out.x, 700);
    stage_do(&stage, "mousemove --window %s 500 100", stage.id);
    const struct input back = expect_input(&stage, INPUT_MOVE);
    assert_int_equal(back.x, 500);
    stage_do(&stage, "mouseup 1");
    expect_input(&stage, INPUT_UP);
    stage_close(&stage);
}

static void the_wheel_turns_both_ways(void **state)
{
    (void)state;
    struct stage stage = stage_open(upright(0));
    stage_do(&stage, "mousemove --window %s 300 200 click 5", stage.id);
    const struct input on = expect_input(&stage, INPUT_WHEEL);
    assert_int_equal(on.dy, 40); /* a ninth of the height */
    assert_int_equal(on.x, 300);
    assert_int_equal(on.y, 200);
    stage_do(&stage, "click 4");
    assert_int_equal(expect_input(&stage, INPUT_WHEEL).dy, -40);
    stage_close(&stage);
}

static void keys_of_a_real_keyboard_arrive(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum input_key key;
    } keys[] = {
        {"Up", KEY_UP},     {"Next", KEY_PAGE_DOWN},    {"Return", KEY_ENTER},   {"BackSpace", KEY_BACK},
        {"Home", KEY_HOME}, {"ctrl+Home", KEY_FIRST},   {"End", KEY_LAST},       {"space", KEY_PAUSE},
        {"Tab", KEY_TAB},   {"shift+Tab", KEY_BACKTAB}, {"KP_Enter", KEY_ENTER}, {"l", KEY_LANGUAGE},
    };
    struct stage stage = stage_open(upright(0));
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        stage_do(&stage, "key %s", keys[i].name);
        assert_int_equal(expect_input(&stage, INPUT_KEY).key, keys[i].key);
    }
    stage_do(&stage, "key r");
    stage_event(&stage, WINDOW_RELOAD);
    stage_do(&stage, "key q");
    stage_event(&stage, WINDOW_QUIT);
    stage_close(&stage);

    struct window_options kiosk = upright(0);
    kiosk.kiosk = true;
    stage = stage_open(kiosk);
    stage_do(&stage, "key q key Escape key f key r key d key l key F12");
    assert_int_equal(stage_settle(&stage, 200), 0);
    stage_close(&stage);
}

static void another_size_is_told_and_drawn(void **state)
{
    (void)state;
    struct stage stage = stage_open(upright(90));
    stage_do(&stage, "windowsize --sync %s 400 700", stage.id);
    stage_expect_size(&stage, 700, 400);
    const struct frame fields = stage_fields(&stage);
    stage_present(&stage, &fields);
    struct shot shot = stage_shot();
    assert_int_equal(shot.w, 400);
    /* the upright bottom left is the panel's top left */
    assert_int_equal(shot.pixels[0], stage_color(&fields, 0, 399));
    free(shot.pixels);
    stage_close(&stage);
}

static void fullscreen_goes_there_and_back(void **state)
{
    (void)state;
    struct stage stage = stage_open(upright(0));
    stage_do(&stage, "key f");
    stage_event(&stage, WINDOW_FULLSCREEN);
    stage_expect_size(&stage, 1920, 1200);
    stage_do(&stage, "key f");
    stage_event(&stage, WINDOW_FULLSCREEN);
    stage_expect_size(&stage, 640, 360);
    stage_close(&stage);

    struct window_options full = upright(270);
    full.fullscreen = true;
    stage = stage_open(full);
    stage_expect_size(&stage, 1200, 1920);
    stage_close(&stage);
}

static void an_unknown_driver_is_refused_by_name(void **state)
{
    (void)state;
    struct err err = {""};
    struct paint *paint = paint_create(0, &err);
    assert_non_null(paint);
    struct window_options options = upright(0);
    options.title = "nothing";
    options.driver = "crayon";
    assert_null(window_create(&options, paint, &err));
    assert_string_equal(err.text, "SDL has no render driver \"crayon\"");
    paint_destroy(paint);
}

static void the_environment_chooses_the_driver_that_nobody_asked_for(void **state)
{
    (void)state;
    struct err err = {.text = ""};
    struct paint *paint = paint_create(0, &err);
    assert_non_null(paint);
    struct window_options options = {.title = "Lobby", .w = 640, .h = 360};
    setenv("SDL_RENDER_DRIVER", "crayon", 1);
    assert_null(window_create(&options, paint, &err));
    assert_string_equal(err.text, "SDL has no render driver \"crayon\"");
    options.driver = "software";
    struct window *window = window_create(&options, paint, &err);
    unsetenv("SDL_RENDER_DRIVER");
    assert_non_null(window);
    window_destroy(window);
    paint_destroy(paint);
}

/* Other threads may be asking it at that moment. */
static void no_window_changes_the_environment(void **state)
{
    (void)state;
    enum { NAMES_MAX = 512 };
    const char *before[NAMES_MAX + 1];
    struct err err = {.text = ""};
    size_t count = 0;
    window_prepare();
    for (; environ[count] && count < NAMES_MAX; count++)
        before[count] = environ[count];
    before[count] = NULL;
    char **const where = environ;
    struct paint *paint = paint_create(0, &err);
    assert_non_null(paint);
    struct window *window =
        window_create(&(struct window_options){.title = "Lobby", .w = 640, .h = 360}, paint, &err);
    assert_non_null(window);
    assert_ptr_equal(environ, where);
    for (size_t i = 0; i <= count; i++)
        assert_ptr_equal(environ[i], before[i]);
    window_destroy(window);
    paint_destroy(paint);
}

/* libdbus would look for this program, wait for its answer, and the window with it. First of all tests: SDL
 * asks once. */
static void no_bus_is_started(void **state)
{
    (void)state;
    char folder[] = "/tmp/lobby-bus-XXXXXX", program[64], trace[64], *old = getenv("PATH");
    assert_non_null(mkdtemp(folder));
    snprintf(program, sizeof program, "%s/dbus-launch", folder);
    snprintf(trace, sizeof trace, "%s/trace", folder);
    FILE *script = fopen(program, "w");
    assert_non_null(script);
    fprintf(script, "#!/bin/sh\necho started > %s\nsleep 5\n", trace);
    assert_int_equal(fclose(script), 0);
    assert_int_equal(chmod(program, 0700), 0);
    char *path = NULL;
    assert_true(asprintf(&path, "%s:%s", folder, old) > 0);
    char *before = strdup(old);
    assert_int_equal(setenv("PATH", path, 1), 0);
    assert_int_equal(unsetenv("DBUS_SESSION_BUS_ADDRESS"), 0);
    struct stage stage = stage_open(upright(0));
    stage_close(&stage);
    setenv("PATH", before, 1);
    const bool started = access(trace, F_OK) == 0;
    unlink(trace);
    unlink(program);
    rmdir(folder);
    free(before);
    free(path);
    assert_false(started);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_bus_is_started),
        cmocka_unit_test(no_window_changes_the_environment),
        cmocka_unit_test(a_click_hits_what_is_seen_in_every_rotation),
        cmocka_unit_test(a_window_has_a_ground_before_its_first_frame),
        cmocka_unit_test(a_drag_moves_and_hovering_does_not),
        cmocka_unit_test(a_drag_out_of_the_window_goes_on_outside),
        cmocka_unit_test(the_wheel_turns_both_ways),
        cmocka_unit_test(keys_of_a_real_keyboard_arrive),
        cmocka_unit_test(another_size_is_told_and_drawn),
        cmocka_unit_test(fullscreen_goes_there_and_back),
        cmocka_unit_test(an_unknown_driver_is_refused_by_name),
        cmocka_unit_test(the_environment_chooses_the_driver_that_nobody_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
