/* A display that goes while the show runs, and comes again: a real window, and a kernel that is made up. */
#include "player/player.h"
#include "window/window.h"

#include "folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

enum { GONE_AT = 40, DARK = 2 }; /* passes; times that the display is missing then */

static struct {
    unsigned passes, frames, told, creates, failures, frames_before, frames_after, dark_passes;
    unsigned times; /* the display goes */
    size_t windows; /* there are now */
    bool dark, wrong;
} seen;

static struct player *player;
static atomic_bool storming;

/* The linker puts these in the place of window's own (--wrap). */
struct window *__real_window_create(const struct window_options *, struct paint *, struct err *);
void __real_window_destroy(struct window *);
size_t __real_window_wait(struct window *, uint64_t, struct window_event *, size_t);
struct window *__wrap_window_create(const struct window_options *options, struct paint *paint,
                                    struct err *err);
void __wrap_window_destroy(struct window *window);
size_t __wrap_window_wait(struct window *window, uint64_t deadline, struct window_event *events, size_t max);

struct window *__wrap_window_create(const struct window_options *options, struct paint *paint,
                                    struct err *err)
{
    seen.wrong = seen.wrong || seen.windows > 0; /* never two at once */
    if (seen.told > 0 && seen.failures < DARK * seen.told) {
        seen.failures++;
        seen.dark = true;
        err_set(err, "no display is connected");
        return NULL;
    }
    seen.dark = false;
    seen.creates++;
    struct window *window = __real_window_create(options, paint, err);
    seen.windows += window != NULL;
    return window;
}

void __wrap_window_destroy(struct window *window)
{
    seen.windows -= window != NULL;
    __real_window_destroy(window);
}

/* As a plug does: the kernel says it several times. */
size_t __wrap_window_wait(struct window *window, uint64_t deadline, struct window_event *events, size_t max)
{
    bool now =
        seen.passes >= GONE_AT && seen.frames > 0 && seen.told < seen.times && seen.creates == seen.told + 1;
    if (now) {
        seen.told++;
        seen.passes = 0;
        for (int i = 0; i < 3; i++)
            events[i] = (struct window_event){.kind = WINDOW_DISPLAY};
        return 3;
    }
    return __real_window_wait(window, deadline, events, max);
}

static uint64_t passed(void *user, const struct player_pass *pass)
{
    (void)user;
    seen.passes++;
    seen.frames = (unsigned)pass->frames;
    seen.wrong = seen.wrong || (seen.dark != !pass->device);
    seen.dark_passes += seen.dark;
    if (seen.told == 0)
        seen.frames_before = (unsigned)pass->frames;
    else if (!seen.dark && seen.creates == seen.times + 1)
        seen.frames_after = (unsigned)pass->frames;
    if (seen.frames_after > seen.frames_before && seen.passes > GONE_AT)
        raise(SIGTERM);
    return pass->now + 5;
}

static void *storm(void *unused)
{
    while (storming) {
        player_wake(player);
        nanosleep(&(struct timespec){.tv_nsec = 200000}, NULL);
    }
    return unused;
}

static void test_the_show_goes_on_when_the_display_is_back(void **unused)
{
    (void)unused;
    char *folder = folder_create();
    folder_fill(folder, 2);
    struct err err = {""};
    struct player_options options = {.folder = folder,
                                     .title = "Lobby",
                                     .w = 640,
                                     .h = 360,
                                     .kiosk = true,
                                     .seconds = 60,
                                     .hooks = {.passed = passed}};
    seen.times = 2;
    player = player_create(&options, &err);
    assert_non_null(player);
    pthread_t thread;
    storming = true;
    assert_int_equal(pthread_create(&thread, NULL, storm, NULL), 0);
    assert_true(player_run(player, &err));
    storming = false;
    pthread_join(thread, NULL);
    player_destroy(player);
    print_message("%u windows, %u times without a display, %u frames before and %u after\n", seen.creates,
                  seen.failures, seen.frames_before, seen.frames_after);
    assert_false(seen.wrong);
    assert_int_equal(seen.told, 2);
    assert_int_equal(seen.failures, 2 * DARK);
    assert_int_equal(seen.creates, 3);
    assert_int_equal(seen.windows, 0);
    assert_true(seen.dark_passes >= seen.failures);
    assert_true(seen.frames_after > seen.frames_before);
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_the_show_goes_on_when_the_display_is_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
