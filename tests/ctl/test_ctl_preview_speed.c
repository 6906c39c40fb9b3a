/* From the end of a save to the first changed pixel of the kiosk's screen in a preview, or of the panel when
 * it is a mistake: 300 ms. And a preview that nobody touches sleeps. */
#include "expected.h"
#include "folder.h"
#include "process.h"
#include "visitor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SAVES = 21, MOST_MS = 300, GIVE_UP_MS = 3000, WATCH_MS = 10000, WAKES_MAX = 10 };

static double now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* A part of the window, px. */
struct part {
    int x, y, w, h;
};
static const struct part title = {60, 150, 600, 260}, verdict = {1280, 0, 300, 100};

static uint8_t *look(struct visitor *visitor, const struct part *part)
{
    uint8_t *rgb = visitor_look_at(visitor, part->x, part->y, part->w, part->h);
    assert_non_null(rgb);
    return rgb;
}

static double time_of_change(struct visitor *visitor, const struct part *part, const uint8_t *before)
{
    double start = now_ms();
    for (;;) {
        uint8_t *seen = look(visitor, part);
        bool changed = memcmp(seen, before, (size_t)part->w * (size_t)part->h * 3) != 0;
        free(seen);
        double passed = now_ms() - start;
        if (changed || passed > GIVE_UP_MS)
            return passed;
        visitor_wait(1);
    }
}

static void good_save(char *text, size_t size, int number)
{
    snprintf(text, size,
             "layout: statement\ntitle: Save number %d\nimage: {file: images/phantom.jpg, alt: A picture}\n",
             number);
}

/* One error more each time. */
static void bad_save(char *text, size_t size, int number)
{
    int length = snprintf(text, size, "layout: statement\ntitle: Bad\n");
    for (int i = 0; i <= number; i++)
        length += snprintf(text + length, size - (size_t)length, "wrong%d: 1\n", i);
}

static void measure(struct visitor *visitor, const char *folder, const char *name, const struct part *part,
                    void (*write)(char *text, size_t size, int number),
                    void (*save)(const char *, const char *, const char *))
{
    double times[SAVES];
    for (int i = 0; i < SAVES; i++) {
        char text[512];
        write(text, sizeof text, i);
        visitor_wait(700 + (unsigned)i * 7);
        uint8_t *before = look(visitor, part);
        save(folder, "slides/welcome.yaml", text);
        times[i] = time_of_change(visitor, part, before);
        free(before);
    }
    qsort(times, SAVES, sizeof times[0], compare);
    print_message("%d %s: first changed pixel after %.0f ms (median), %.0f to %.0f ms\n", SAVES, name,
                  times[SAVES / 2], times[0], times[SAVES - 1]);
    assert_true(times[SAVES / 2] < MOST_MS);
}

/* The shipped content, with a check of every screen in the background after each save. */
static void test_a_save_is_on_the_screen_at_once(void **unused)
{
    (void)unused;
    char *folder = folder_create(), command[512];
    snprintf(command, sizeof command, "cp -r '%s'/* '%s'", LOBBY_CONTENT, folder);
    assert_int_equal(system(command), 0);
    const char *arguments[] = {"preview", "--size", "1280x720", "--at", EXPECTED_AT, folder, NULL};
    struct visitor *visitor = visitor_enter(arguments);
    visitor_wait(1000);
    visitor_key(visitor, "space");
    visitor_wait(1000);
    measure(visitor, folder, "saves in place", &title, good_save, folder_write);
    measure(visitor, folder, "saves by renaming", &title, good_save, folder_replace);
    measure(visitor, folder, "mistakes, in the panel", &verdict, bad_save, folder_write);
    visitor_leave(visitor);
    folder_remove(folder);
}

static void test_a_preview_that_nobody_touches_sleeps(void **unused)
{
    (void)unused;
    const char *arguments[] = {"preview", "--at", EXPECTED_AT, LOBBY_CONTENT, NULL};
    struct visitor *visitor = visitor_enter(arguments);
    visitor_wait(1000);
    visitor_key(visitor, "space");
    visitor_wait(8000); /* the check ends */
    pid_t process = visitor_process(visitor);
    long wakes = process_wakes(process), ticks = process_ticks(process);
    visitor_wait(WATCH_MS);
    wakes = process_wakes(process) - wakes;
    ticks = process_ticks(process) - ticks;
    print_message("10 s of a paused preview: %ld wake-ups, %ld ticks of processor time\n", wakes, ticks);
    assert_in_range(wakes, 0, WAKES_MAX);
    assert_in_range(ticks, 0, 1);
    /* The control: the same watch sees slides that go on. */
    visitor_key(visitor, "space");
    wakes = process_wakes(process);
    visitor_wait(WATCH_MS);
    assert_true(process_wakes(process) - wakes > WAKES_MAX);
    visitor_leave(visitor);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_save_is_on_the_screen_at_once),
        cmocka_unit_test(test_a_preview_that_nobody_touches_sleeps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
