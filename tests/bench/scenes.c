#include "scenes.h"

#include "tree.h"

#include <stdio.h>
#include <stdlib.h>

#define START_MS        20000.0 /* for the first picture at most, */
#define SETTLED_MS      1000.0  /* which is the last one before so much quiet */
#define WARM_MS         1500.0
#define QUIET_MS        150.0
#define CHANGE_MS       2500.0 /* for a change that has to come */
#define FADE_REST_MS    400.0
#define SLIDE_MS        15000.0 /* no slide stands longer */
#define CORNER          8       /* px from the lower right: where a mouse hovers over nothing */
#define CHANGE_PAUSE_MS 1200.0
#define GROWTH_PAUSE_MS 100.0
#define SLIDES          12
#define PRESS_MS        500.0 /* for what answers it */
#define TAP_MS          60.0

/* The first tile of the menu, px on a screen of 1920 x 1080; of every program. */
static const struct grid tile = {.x = 120, .y = 240, .w = 380, .h = 310, .step = 6};

#define TAP_X 310
#define TAP_Y 450

static void say(const char *measure, double value)
{
    printf("%s %.3f\n", measure, value);
}

static void fail(const struct stage *stage, const char *what)
{
    fprintf(stderr, "bench-eye: %s: %s\n", stage->program[0], what);
    tree_end();
    exit(EXIT_FAILURE);
}

/* Until the first picture stands. Returns how long it took, ms. */
static double begin(struct stage *stage)
{
    struct grid all = glass_all(stage->glass);
    struct sight sight = sight_begin(&all);
    double before = tree_start(stage->program), shown;
    do {
        sight_watch(&sight, before + START_MS, SETTLED_MS);
        shown = sight_shows_last(&sight);
        if (shown < 0 && glass_now() < before + START_MS)
            sight_watch(&sight, glass_now() + SETTLED_MS / 10, 0);
    } while (shown < 0 && glass_now() < before + START_MS);
    sight_finish(&sight);
    if (shown < 0)
        fail(stage, "it showed nothing");
    return shown - before;
}

static void begin_warm(struct stage *stage)
{
    begin(stage);
    finger_move(stage->finger, stage->glass->w - CORNER, stage->glass->h - CORNER);
    finger_focus(stage->finger);
    glass_rest(WARM_MS);
}

void stage_clear(struct stage *stage)
{
    struct grid all = glass_all(stage->glass);
    struct sight sight = sight_begin(&all);
    tree_end();
    sight_watch(&sight, glass_now() + CHANGE_MS, QUIET_MS);
    sight_finish(&sight);
}

void scene_start(struct stage *stage)
{
    say("start", begin(stage));
}

void scene_slides(struct stage *stage)
{
    begin(stage);
    struct grid all = glass_all(stage->glass);
    double cpu = 0;
    /* The first change, and what is done ahead after it, belongs to no slide. */
    for (int i = 0; i <= stage->number; i++) {
        struct sight sight = sight_begin(&all);
        double gap;
        size_t next;
        sight_watch(&sight, glass_now() + SLIDE_MS, SETTLED_MS);
        size_t frames = sight_frames(&sight, 1, FADE_REST_MS, &gap, &next);
        sight_finish(&sight);
        if (frames == 0)
            fail(stage, "no slide followed");
        if (i == 0) {
            cpu = tree_cpu();
            continue;
        }
        say("frames", (double)frames);
        if (frames > 1)
            say("gap", gap);
    }
    say("slide_cpu", (tree_cpu() - cpu) / stage->number);
    say("pss", (double)tree_pss());
}

static void change(struct stage *stage, int changes, double pause_ms)
{
    for (int i = 0; i < changes; i++) {
        finger_key(stage->finger, "Right");
        glass_rest(pause_ms);
    }
}

static void pause_slides(struct stage *stage)
{
    finger_key(stage->finger, "space");
    glass_rest(WARM_MS);
}

void scene_change(struct stage *stage)
{
    begin_warm(stage);
    pause_slides(stage);
    change(stage, 1, CHANGE_PAUSE_MS);
    double cpu = tree_cpu();
    change(stage, stage->number, CHANGE_PAUSE_MS);
    say("change_cpu", (tree_cpu() - cpu) / stage->number);
    say("pss", (double)tree_pss());
}

void scene_still(struct stage *stage)
{
    begin_warm(stage);
    pause_slides(stage);
    struct grid all = glass_all(stage->glass);
    struct sight sight = sight_begin(&all);
    double before = glass_now(), cpu = tree_cpu(), gap;
    long wakes = tree_wakes();
    size_t next;
    sight_watch(&sight, before + stage->number * 1e3, 0);
    double seconds = (glass_now() - before) / 1e3;
    say("still_cpu", (tree_cpu() - cpu) * 60 / seconds);
    say("still_wakes", (double)(tree_wakes() - wakes) / seconds);
    say("still_frames", (double)sight_frames(&sight, 1, 1e9, &gap, &next) / seconds);
    sight_finish(&sight);
}

/* The most that any slide takes: what is kept around one differs by a picture. */
static long most_pss(struct stage *stage)
{
    long most = 0;
    for (int i = 0; i < SLIDES; i++) {
        change(stage, 1, CHANGE_PAUSE_MS);
        long pss = tree_pss();
        most = pss > most ? pss : most;
    }
    return most;
}

void scene_growth(struct stage *stage)
{
    begin_warm(stage);
    pause_slides(stage);
    change(stage, 2 * SLIDES, GROWTH_PAUSE_MS); /* so that every picture and every letter was seen */
    glass_rest(WARM_MS);
    long before = most_pss(stage);
    change(stage, stage->number, GROWTH_PAUSE_MS);
    glass_rest(WARM_MS);
    say("growth", (double)(most_pss(stage) - before));
}

static void to_menu(struct stage *stage)
{
    struct grid all = glass_all(stage->glass);
    struct sight sight = sight_begin(&all);
    finger_key(stage->finger, "Home");
    sight_watch(&sight, glass_now() + CHANGE_MS, QUIET_MS);
    if (sight_first_change(&sight) < 0)
        fail(stage, "Home led nowhere");
    sight_finish(&sight);
}

static void tap(struct stage *stage, bool aloud)
{
    struct grid all = glass_all(stage->glass), its = tile;
    its.glass = stage->glass;
    finger_move(stage->finger, TAP_X, TAP_Y);
    glass_rest(QUIET_MS);
    struct sight sight = sight_begin(&its);
    double pressed = finger_press(stage->finger);
    sight_watch(&sight, pressed + PRESS_MS, TAP_MS);
    double first = sight_first_change(&sight) - pressed;
    sight_finish(&sight);
    sight = sight_begin(&all);
    double released = finger_release(stage->finger);
    sight_watch(&sight, released + CHANGE_MS, QUIET_MS);
    double opens = sight_first_change(&sight) - released, opened = sight_last_change(&sight) - released;
    sight_finish(&sight);
    if (first < 0 || opens < 0)
        fail(stage, first < 0 ? "it did not feel a press" : "it did not feel a release");
    if (!aloud)
        return;
    say("press", first);
    say("first", opens);
    say("release", opened);
}

void scene_tap(struct stage *stage)
{
    begin_warm(stage);
    for (int i = 0; i <= stage->number; i++) {
        to_menu(stage);
        tap(stage, i > 0);
    }
}

void scene_scroll(struct stage *stage)
{
    enum { LOW = 800, HIGH = 400, STEP = 8, EVERY_MS = 16 };
    begin_warm(stage);
    to_menu(stage);
    tap(stage, false);
    struct grid all = glass_all(stage->glass);
    glass_rest(WARM_MS);
    finger_move(stage->finger, TAP_X, LOW);
    finger_press(stage->finger);
    glass_rest(QUIET_MS);
    struct sight sight = sight_begin(&all);
    double begun = glass_now(), cpu = tree_cpu(), at = begun, gap;
    for (int i = 0; i < stage->number; i++) {
        for (int step = 1; step <= 2 * (LOW - HIGH) / STEP; step++) {
            int way = step * STEP < LOW - HIGH ? step * STEP : 2 * (LOW - HIGH) - step * STEP;
            finger_move(stage->finger, TAP_X, LOW - way);
            sight_watch(&sight, at += EVERY_MS, 0);
        }
    }
    double seconds = (glass_now() - begun) / 1e3;
    size_t next, frames = sight_frames(&sight, 1, 1e9, &gap, &next);
    cpu = tree_cpu() - cpu;
    finger_release(stage->finger);
    sight_finish(&sight);
    if (frames == 0)
        fail(stage, "the page did not move");
    say("scroll_cpu", cpu / (double)frames);
    say("scroll_frames", (double)frames / seconds);
}

void scene_save(struct stage *stage)
{
    begin_warm(stage);
    pause_slides(stage);
    struct grid all = glass_all(stage->glass);
    struct sight sight = sight_begin(&all);
    double before = glass_now();
    if (rename(stage->from, stage->to) != 0)
        fail(stage, "the file could not be put in its place");
    sight_watch(&sight, before + CHANGE_MS, QUIET_MS);
    double first = sight_first_change(&sight);
    sight_finish(&sight);
    if (first < 0)
        fail(stage, "what was saved was not shown");
    say("save", first - before);
}
