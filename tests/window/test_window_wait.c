/* Waiting: still means still, and whatever ends it ends it at once. Runs twice: on a real display, where SDL
 * sleeps, and on none, where the kiosk's own waiter does. */
#include "stage.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static bool hidden;

static struct stage start(void)
{
    return stage_open((struct window_options){.w = 640, .h = 360, .hidden = hidden});
}

static void pause_ms(long ms)
{
    nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}, NULL);
}

/* At most one wake-up a second is allowed; the wait itself is one. */
static void nothing_wakes_while_nothing_happens(void **state)
{
    (void)state;
    struct stage stage = start();
    stage_settle(&stage, 300);
    struct window_event event;
    const long before = stage_sleeps();
    const uint64_t from = window_now();
    assert_int_equal(window_wait(stage.window, from + 5000, &event, 1), 0);
    const uint64_t took = window_now() - from;
    const long sleeps = stage_sleeps() - before;
    print_message("%ld sleeps in %llu ms\n", sleeps, (unsigned long long)took);
    assert_in_range(took, 5000, 5100);
    assert_in_range(sleeps, 1, 5);
    stage_close(&stage);
}

static void the_measure_sees_polling(void **state)
{
    (void)state;
    const long before = stage_sleeps();
    for (int i = 0; i < 50; i++) {
        pause_ms(1);
    }
    assert_true(stage_sleeps() - before >= 50);
}

static void a_deadline_that_has_passed_does_not_wait(void **state)
{
    (void)state;
    struct stage stage = start();
    struct window_event event;
    const uint64_t from = window_now();
    for (int i = 0; i < 10; i++) {
        window_wait(stage.window, from, &event, 1);
        window_wait(stage.window, 0, &event, 1);
    }
    assert_in_range(window_now() - from, 0, 50);
    stage_close(&stage);
}

static void deadlines_are_kept_to_the_millisecond(void **state)
{
    (void)state;
    struct stage stage = start();
    stage_settle(&stage, 300);
    for (unsigned ms = 1; ms < 40; ms += 3) {
        struct window_event event;
        const uint64_t deadline = window_now() + ms;
        window_wait(stage.window, deadline, &event, 1);
        assert_in_range(window_now(), deadline, deadline + 10);
    }
    stage_close(&stage);
}

struct waker {
    struct window *window;
    uint64_t at;
};

static void *wake_later(void *argument)
{
    struct waker *waker = argument;
    pause_ms(200);
    waker->at = window_now();
    window_wake(waker->window);
    return NULL;
}

static void another_thread_ends_a_wait_at_once(void **state)
{
    (void)state;
    struct stage stage = start();
    stage_settle(&stage, 300);
    for (int i = 0; i < 5; i++) {
        struct waker waker = {.window = stage.window};
        pthread_t thread;
        assert_int_equal(pthread_create(&thread, NULL, wake_later, &waker), 0);
        struct window_event event;
        assert_int_equal(window_wait(stage.window, UINT64_MAX, &event, 1), 0);
        const uint64_t now = window_now();
        pthread_join(thread, NULL);
        assert_in_range(now - waker.at, 0, 20);
    }
    stage_close(&stage);
}

static void a_wake_before_the_wait_is_not_lost(void **state)
{
    (void)state;
    struct stage stage = start();
    stage_settle(&stage, 300);
    struct window_event event;
    for (int i = 0; i < 100; i++) {
        window_wake(stage.window);
        window_wake(stage.window);
        const uint64_t from = window_now();
        assert_int_equal(window_wait(stage.window, from + 5000, &event, 1), 0);
        assert_in_range(window_now() - from, 0, 50);
    }
    /* and two before are one */
    const uint64_t from = window_now();
    window_wait(stage.window, from + 100, &event, 1);
    assert_in_range(window_now() - from, 99, 200);
    stage_close(&stage);
}

#define WAKERS     4
#define WAKES_EACH 20000

static void *wake_often(void *argument)
{
    struct window *window = argument;
    for (int i = 0; i < WAKES_EACH; i++) {
        window_wake(window);
    }
    return NULL;
}

/* Threads wake without end while waits come and go; the last wake must still end the last wait. */
static void no_wake_is_lost_in_a_crowd(void **state)
{
    (void)state;
    struct stage stage = start();
    pthread_t threads[WAKERS];
    for (size_t i = 0; i < WAKERS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, wake_often, stage.window), 0);
    }
    struct window_event event;
    for (int i = 0; i < 200; i++) {
        window_wait(stage.window, window_now() + 1, &event, 1);
    }
    for (size_t i = 0; i < WAKERS; i++) {
        pthread_join(threads[i], NULL);
    }
    window_wake(stage.window);
    const uint64_t from = window_now();
    window_wait(stage.window, from + 5000, &event, 1);
    assert_in_range(window_now() - from, 0, 100);
    stage_close(&stage);
}

static void *ask_to_end(void *argument)
{
    const int *number = argument;
    pause_ms(200);
    raise(*number); /* in this thread, not in the one that waits */
    pause_ms(1000);
    return NULL;
}

static void signals_end_a_wait_in_whatever_thread_they_arrive(void **state)
{
    (void)state;
    static int numbers[] = {SIGTERM, SIGINT};
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        struct stage stage = start();
        stage_settle(&stage, 300);
        pthread_t thread;
        assert_int_equal(pthread_create(&thread, NULL, ask_to_end, &numbers[i]), 0);
        const uint64_t from = window_now();
        stage_event(&stage, WINDOW_QUIT);
        assert_in_range(window_now() - from, 190, 400);
        pthread_join(thread, NULL);
        stage_close(&stage);
    }
}

static void a_window_can_be_opened_again(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        struct stage stage = start();
        assert_string_equal(window_describe(stage.window), hidden ? "dummy software" : "x11 software");
        stage_close(&stage);
    }
}

static struct window *try_to_open(struct paint *paint, struct err *err)
{
    return window_create(&(struct window_options){.title = "none", .w = 640, .h = 360}, paint, err);
}

/* A display that is not there is never replaced by one that shows nothing; when it comes, the same call
 * works. */
static void without_a_display_it_says_so_and_can_be_tried_again(void **state)
{
    (void)state;
    if (hidden) {
        skip();
    }
    struct err err = {""};
    struct paint *paint = paint_create(0, &err);
    assert_non_null(paint);
    char *display = strdup(getenv("DISPLAY"));
    unsetenv("DISPLAY");
    assert_null(try_to_open(paint, &err));
    assert_true(strstr(err.text, "no display is connected") || strstr(err.text, "there is no graphics card"));
    setenv("DISPLAY", ":65000", 1);
    assert_null(try_to_open(paint, &err));
    assert_memory_equal(err.text, "display: ", 9);
    setenv("DISPLAY", display, 1);
    free(display);
    struct window *window = try_to_open(paint, &err);
    assert_non_null(window);
    window_destroy(window);
    paint_destroy(paint);
}

int main(int argc, char **argv)
{
    hidden = argc > 1 && strcmp(argv[1], "hidden") == 0;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_measure_sees_polling),
        cmocka_unit_test(nothing_wakes_while_nothing_happens),
        cmocka_unit_test(a_deadline_that_has_passed_does_not_wait),
        cmocka_unit_test(deadlines_are_kept_to_the_millisecond),
        cmocka_unit_test(another_thread_ends_a_wait_at_once),
        cmocka_unit_test(a_wake_before_the_wait_is_not_lost),
        cmocka_unit_test(no_wake_is_lost_in_a_crowd),
        cmocka_unit_test(signals_end_a_wait_in_whatever_thread_they_arrive),
        cmocka_unit_test(a_window_can_be_opened_again),
        cmocka_unit_test(without_a_display_it_says_so_and_can_be_tried_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
