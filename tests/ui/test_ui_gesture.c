/* Every rule of ui/gesture.h, each as a row: what the hand does, and what it means in the end. The ground is
 * a screen of 1920 x 1080: slop 18 px, swipe 320 px, flick 0.96 px a ms, jump 360 px. */
#include "check.h"

#include "base/str.h"
#include "ui/gesture.h"

#include <string.h>

enum { DOWN = INPUT_DOWN, MOVE = INPUT_MOVE, UP = INPUT_UP, CANCEL = INPUT_CANCEL };
enum { SCROLLS = 1, SWIPES = 2 };

struct report {
    int kind;
    unsigned after; /* ms since the report before */
    int x, y;
    unsigned pointer;
};

/* What the last report that meant something meant. */
struct meaning {
    enum gesture_event event;
    int step;
    int speed; /* hundredths of px per ms */
};

struct rule {
    const char *name;
    int ground;
    struct report reports[12];
    struct meaning meaning;
    int lives; /* reports that were a sign of life */
};

static const struct rule rules[] = {
    {"a tap", 0, {{DOWN, 0, 500, 500, 1}, {UP, 80, 500, 500, 1}}, {GESTURE_TAPPED, 0, 0}, 2},
    {"a tap may take its time",
     SCROLLS | SWIPES,
     {{DOWN, 0, 500, 500, 1}, {UP, 9000, 500, 500, 1}},
     {GESTURE_TAPPED, 0, 0},
     2},
    {"a trembling tap",
     SCROLLS | SWIPES,
     {{DOWN, 0, 500, 500, 1}, {MOVE, 20, 518, 482, 1}, {MOVE, 20, 500, 518, 1}, {UP, 20, 510, 500, 1}},
     {GESTURE_TAPPED, 0, 0},
     2},
    {"one px beyond the slop is a scroll",
     SCROLLS | SWIPES,
     {{DOWN, 0, 500, 500, 1}, {MOVE, 100, 500, 519, 1}, {UP, 100, 500, 519, 1}},
     {GESTURE_SCROLLED, 0, 0},
     3},
    {"or a swipe",
     SCROLLS | SWIPES,
     {{DOWN, 0, 500, 500, 1}, {MOVE, 100, 519, 500, 1}, {UP, 100, 519, 500, 1}},
     {GESTURE_SWIPED, 0, 0},
     3},
    {"the stronger direction decides",
     SCROLLS | SWIPES,
     {{DOWN, 0, 500, 500, 1}, {MOVE, 100, 530, 540, 1}, {UP, 100, 530, 540, 1}},
     {GESTURE_SCROLLED, 0, 0},
     3},
    {"a scroll does not become a swipe",
     SCROLLS | SWIPES,
     {{DOWN, 0, 500, 500, 1}, {MOVE, 99, 500, 540, 1}, {MOVE, 99, 800, 540, 1}, {UP, 99, 800, 540, 1}},
     {GESTURE_SCROLLED, 0, 0},
     4},
    {"nor a tap where it began",
     SCROLLS | SWIPES,
     {{DOWN, 0, 500, 500, 1}, {MOVE, 99, 500, 540, 1}, {MOVE, 99, 500, 500, 1}, {UP, 99, 500, 500, 1}},
     {GESTURE_SCROLLED, 0, 0},
     4},
    {"where nothing scrolls it stays a tap",
     SWIPES,
     {{DOWN, 0, 500, 500, 1}, {MOVE, 99, 500, 700, 1}, {UP, 99, 500, 700, 1}},
     {GESTURE_TAPPED, 0, 0},
     3},
    {"a throw has the speed of its last 80 ms",
     SCROLLS,
     {{DOWN, 0, 500, 900, 1},
      {MOVE, 200, 500, 860, 1}, /* slow at first */
      {MOVE, 20, 500, 820, 1},
      {MOVE, 20, 500, 780, 1},
      {MOVE, 20, 500, 740, 1},
      {MOVE, 20, 500, 700, 1},
      {UP, 0, 500, 700, 1}},
     {GESTURE_SCROLLED, 0, 200},
     7},
    {"a finger that rested throws nothing",
     SCROLLS,
     {{DOWN, 0, 500, 900, 1}, {MOVE, 20, 500, 840, 1}, {MOVE, 20, 500, 780, 1}, {UP, 51, 500, 780, 1}},
     {GESTURE_SCROLLED, 0, 0},
     4},
    {"a far swipe counts, however slow",
     SWIPES,
     {{DOWN, 0, 900, 500, 1},
      {MOVE, 300, 700, 500, 1},
      {MOVE, 300, 562, 500, 1}, /* 338 less the slop of 18 */
      {UP, 300, 562, 500, 1}},
     {GESTURE_SWIPED, -1, 0},
     4},
    {"one px less goes back",
     SWIPES,
     {{DOWN, 0, 900, 500, 1}, {MOVE, 300, 700, 500, 1}, {MOVE, 300, 563, 500, 1}, {UP, 300, 563, 500, 1}},
     {GESTURE_SWIPED, 0, 0},
     4},
    {"a flick counts, however short",
     SWIPES,
     {{DOWN, 0, 500, 500, 1}, {MOVE, 20, 540, 500, 1}, {MOVE, 20, 580, 500, 1}, {UP, 0, 580, 500, 1}},
     {GESTURE_SWIPED, 1, 0},
     4},
    {"a far swipe on its way back does not",
     SWIPES,
     {{DOWN, 0, 500, 500, 1},
      {MOVE, 200, 800, 500, 1},
      {MOVE, 200, 1000, 500, 1},
      {MOVE, 30, 960, 500, 1},
      {MOVE, 30, 900, 500, 1},
      {UP, 0, 900, 500, 1}},
     {GESTURE_SWIPED, 0, 0},
     6},
    {"a second finger means nothing",
     SCROLLS | SWIPES,
     {{DOWN, 0, 500, 500, 1},
      {DOWN, 70, 900, 500, 2},
      {MOVE, 10, 900, 700, 2},
      {UP, 10, 900, 700, 2},
      {UP, 10, 500, 500, 1}},
     {GESTURE_TAPPED, 0, 0},
     2},
    {"nor when it lands with the first",
     0,
     {{DOWN, 0, 500, 500, 1}, {DOWN, 5, 560, 500, 2}, {UP, 90, 500, 500, 1}, {UP, 1, 560, 500, 2}},
     {GESTURE_TAPPED, 0, 0},
     2},
    {"a palm presses nothing",
     0,
     {{DOWN, 0, 500, 500, 1},
      {DOWN, 10, 560, 500, 2},
      {DOWN, 10, 530, 540, 3},
      {UP, 90, 500, 500, 1},
      {UP, 1, 560, 500, 2},
      {UP, 1, 530, 540, 3}},
     {GESTURE_LOST, 0, 0},
     1},
    {"a lost contact presses nothing",
     0,
     {{DOWN, 0, 500, 500, 1}, {CANCEL, 50, 500, 500, 1}, {UP, 50, 500, 500, 1}},
     {GESTURE_LOST, 0, 0},
     1},
    {"what begins right after a lost contact is no bounce",
     0,
     {{DOWN, 0, 500, 500, 1}, {CANCEL, 50, 500, 500, 1}, {DOWN, 0, 900, 500, 1}, {UP, 50, 900, 500, 1}},
     {GESTURE_TAPPED, 0, 0},
     3},
    {"a finger waits for another one for a while",
     0,
     {{DOWN, 0, 500, 500, 1}, {DOWN, 1999, 900, 500, 2}, {UP, 50, 900, 500, 2}},
     {GESTURE_BEGAN, 0, 0},
     1},
    {"and not for ever",
     0,
     {{DOWN, 0, 500, 500, 1}, {DOWN, 2000, 900, 500, 2}, {UP, 50, 900, 500, 2}},
     {GESTURE_TAPPED, 0, 0},
     3},
    {"also when that one trembles",
     0,
     {{DOWN, 0, 500, 500, 1},
      {MOVE, 900, 503, 500, 1},
      {MOVE, 900, 500, 502, 1},
      {DOWN, 200, 900, 500, 2},
      {UP, 50, 900, 500, 2}},
     {GESTURE_TAPPED, 0, 0},
     3},
    {"a contact whose end was lost may begin again",
     0,
     {{DOWN, 0, 500, 500, 1}, {DOWN, 300, 900, 500, 1}, {UP, 50, 900, 500, 1}},
     {GESTURE_TAPPED, 0, 0},
     3},
    {"a bounce is no second tap",
     0,
     {{DOWN, 0, 500, 500, 1}, {UP, 50, 500, 500, 1}, {DOWN, 24, 500, 500, 2}, {UP, 50, 500, 500, 2}},
     {GESTURE_TAPPED, 0, 0},
     2},
    {"a quick second tap is one",
     0,
     {{DOWN, 0, 500, 500, 1}, {UP, 50, 500, 500, 1}, {DOWN, 25, 500, 500, 2}, {UP, 50, 500, 500, 2}},
     {GESTURE_TAPPED, 0, 0},
     4},
    {"a contact that jumps is none",
     SCROLLS | SWIPES,
     {{DOWN, 0, 500, 500, 1}, {MOVE, 19, 861, 500, 1}, {MOVE, 50, 500, 500, 1}, {UP, 50, 500, 500, 1}},
     {GESTURE_LOST, 0, 0},
     1},
    {"nor is one that is lifted a jump away",
     SCROLLS | SWIPES,
     {{DOWN, 0, 500, 500, 1}, {MOVE, 50, 540, 500, 1}, {UP, 19, 901, 500, 1}},
     {GESTURE_LOST, 0, 0},
     2},
    {"a contact that moves for a minute is no hand",
     SCROLLS,
     {{DOWN, 0, 500, 500, 1}, {MOVE, 59999, 500, 600, 1}, {MOVE, 1, 500, 700, 1}, {MOVE, 1, 500, 800, 1}},
     {GESTURE_BEGAN, 0, 0},
     2},
    {"a fast hand does not jump",
     SWIPES,
     {{DOWN, 0, 500, 500, 1}, {MOVE, 20, 861, 500, 1}, {UP, 0, 861, 500, 1}},
     {GESTURE_SWIPED, 1, 0},
     3},
};

static void play(const struct rule *rule)
{
    struct gesture gesture = {.phase = GESTURE_IDLE};
    struct gesture_ground ground = {1920, 1080, rule->ground & SCROLLS, rule->ground & SWIPES};
    struct meaning meaning = {GESTURE_NOTHING, 0, 0};
    uint64_t now = 5000;
    int lives = 0;
    for (size_t i = 0; i < COUNT_OF(rule->reports); i++) {
        const struct report *report = &rule->reports[i];
        if (report->kind == INPUT_TIME)
            break;
        now += report->after;
        struct input input = {.kind = (enum input_kind)report->kind,
                              .x = report->x,
                              .y = report->y,
                              .pointer = report->pointer};
        struct gesture_result result = gesture_step(&gesture, &ground, &input, now);
        lives += result.alive;
        if (result.event != GESTURE_NOTHING && result.event != GESTURE_MOVED)
            meaning = (struct meaning){result.event, result.step, (int)(result.speed * 100 + 0.5)};
    }
    if (memcmp(&meaning, &rule->meaning, sizeof meaning) != 0 || lives != rule->lives)
        fail_msg("%s: event %d, step %d, speed %d, %d signs of life instead of %d, %d, %d, %d", rule->name,
                 (int)meaning.event, meaning.step, meaning.speed, lives, (int)rule->meaning.event,
                 rule->meaning.step, rule->meaning.speed, rule->lives);
}

static void test_each_rule(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(rules); i++)
        play(&rules[i]);
}

static struct gesture_result report(struct gesture *gesture, int kind, int x, int y, uint64_t now)
{
    static const struct gesture_ground ground = {1920, 1080, true, true};
    struct input input = {.kind = (enum input_kind)kind, .x = x, .y = y};
    return gesture_step(gesture, &ground, &input, now);
}

static void test_nothing_jumps_when_a_drag_begins(void **unused)
{
    (void)unused;
    struct gesture gesture = {.phase = GESTURE_IDLE};
    report(&gesture, DOWN, 500, 500, 1000);
    report(&gesture, MOVE, 500, 482, 1016);
    assert_int_equal(gesture_dy(&gesture), 0);
    report(&gesture, MOVE, 500, 481, 1032);
    assert_int_equal(gesture_dy(&gesture), -1);
    report(&gesture, MOVE, 500, 471, 1048);
    assert_int_equal(gesture_dy(&gesture), -11);
    assert_int_equal(gesture_dx(&gesture), 0);
}

/* A second of 1,000 reports, as a broken panel sends them: the first contact alone may be a person. */
static void test_a_panel_gone_mad_is_nobody(void **unused)
{
    (void)unused;
    struct gesture gesture = {.phase = GESTURE_IDLE};
    unsigned seed = 1;
    int lives = 0, taps = 0;
    for (unsigned i = 0; i < 10000; i++) {
        seed = seed * 1103515245u + 12345u;
        int kind = i % 3 == 0 ? DOWN : i % 3 == 1 ? MOVE : UP;
        struct gesture_result result =
            report(&gesture, kind, (int)(seed >> 16) % 1920, (int)(seed >> 8) % 1080, 1000 + i);
        lives += result.alive;
        taps += result.event == GESTURE_TAPPED;
    }
    assert_in_range(lives, 1, 4);
    assert_in_range(taps, 0, 1);
}

/* Dirt that reports itself a thousand times a second is there once, not for ever. */
static void test_a_trembling_drop_is_alive_once(void **unused)
{
    (void)unused;
    struct gesture gesture = {.phase = GESTURE_IDLE};
    int lives = report(&gesture, DOWN, 500, 500, 1000).alive;
    for (int i = 0; i < 100000; i++)
        lives += report(&gesture, MOVE, 500 + i % 7, 500 - i % 5, 1001 + (uint64_t)i).alive;
    assert_int_equal(lives, 1);
    /* A hand that moves slowly is there all the time: 400 px in 40 s. */
    report(&gesture, UP, 500, 500, 200000);
    lives = 0;
    report(&gesture, DOWN, 500, 500, 300000);
    for (int i = 1; i <= 400; i++)
        lives += report(&gesture, MOVE, 500, 500 + i, 300000 + (uint64_t)i * 100).alive;
    assert_int_equal(lives, 400 / 19);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_rule),
        cmocka_unit_test(test_nothing_jumps_when_a_drag_begins),
        cmocka_unit_test(test_a_panel_gone_mad_is_nobody),
        cmocka_unit_test(test_a_trembling_drop_is_alive_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
