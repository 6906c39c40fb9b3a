#include "player/display.h"

#include "base/log.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <time.h>

/* A console whose display is off or not plugged in yet is tried again at these intervals. */
#define RETRY_FIRST_MS 500
#define RETRY_MOST_MS  2000

/* A display that is plugged in is not opened before the plug sits; nor more often than this, and less and
 * less often when it goes on coming and going, as some do while they sleep. */
#define SETTLE_MS   500
#define CALM_MS     2000
#define CALM_MAX_MS 60000

static sigset_t ends(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

/* False when an end is asked for: without a window nobody else takes these signals. */
static bool sleep_until(uint64_t now, uint64_t until)
{
    const sigset_t set = ends();
    const struct timespec left = {(time_t)((until - now) / 1000), (long)((until - now) % 1000) * 1000000};
    return sigtimedwait(&set, NULL, &left) < 0;
}

static bool rest(const struct player_hooks *hooks, uint64_t ms)
{
    uint64_t end = window_now() + ms;
    for (uint64_t now; (now = window_now()) < end;) {
        struct player_pass pass = {.now = now, .trouble = PLAYER_NO_DISPLAY};
        uint64_t again = hooks->passed ? hooks->passed(hooks->user, &pass) : UINT64_MAX;
        uint64_t until = again > now && again < end ? again : end;
        if (!sleep_until(now, until))
            return false;
    }
    return true;
}

/* Until there is one; NULL when an end is asked for. */
static struct window *wait_for_display(const struct window_options *wanted, struct display_wish *wish,
                                       struct paint *paint, struct err *err)
{
    const struct player_options *options = wish->options;
    for (unsigned pause = RETRY_FIRST_MS;; pause = pause * 2 < RETRY_MOST_MS ? pause * 2 : RETRY_MOST_MS) {
        /* Once: a display that is off for a night must not fill the log. */
        if (strcmp(err->text, wish->said.text) != 0)
            log_warning("%s; trying again until there is one", err->text);
        wish->said = *err;
        wish->ended = !rest(&options->hooks, pause);
        struct window *window = wish->ended ? NULL : window_create(wanted, paint, err);
        bool over = options->seconds && window_now() >= wish->started + options->seconds * 1000ull;
        if (window || wish->ended || over)
            return window;
    }
}

static struct window *open_now(struct display_wish *wish, struct paint *paint, struct err *err)
{
    const struct player_options *options = wish->options;
    const struct window_options wanted = {.title = options->title,
                                          .w = options->w,
                                          .h = options->h,
                                          .fullscreen = options->fullscreen,
                                          .kiosk = options->kiosk,
                                          .rotation = options->rotation};
    struct window *window = window_create(&wanted, paint, err);
    if (window || !options->kiosk)
        return window;
    const sigset_t set = ends();
    sigset_t before;
    pthread_sigmask(SIG_BLOCK, &set, &before);
    window = wait_for_display(&wanted, wish, paint, err);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return window;
}

struct display_wish display_wish(const struct player_options *options, uint64_t started)
{
    return (struct display_wish){
        .options = options, .started = started, .calm = CALM_MS, .reopen = UINT64_MAX};
}

/* How long the next one has to stand. */
static void note_restlessness(struct display_wish *wish, uint64_t now)
{
    bool restless = now < wish->opened + 4ull * wish->calm;
    unsigned longer = wish->calm * 2 < CALM_MAX_MS ? wish->calm * 2 : CALM_MAX_MS;
    wish->calm = restless ? longer : CALM_MS;
}

struct window *display_open(struct display_wish *wish, struct paint *paint, struct err *err)
{
    if (wish->opened) {
        log_info("a display came or went");
        note_restlessness(wish, window_now());
    }
    struct window *window = open_now(wish, paint, err);
    wish->opened = window_now();
    wish->reopen = UINT64_MAX;
    return window;
}

void display_changed(struct display_wish *wish, uint64_t now)
{
    uint64_t settled = now + SETTLE_MS, calm = wish->opened + wish->calm;
    wish->reopen = settled > calm ? settled : calm;
}
