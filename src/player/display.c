#include "player/display.h"

#include "base/log.h"

#include <string.h>
#include <time.h>

/* A console whose display is off or not plugged in yet is tried again at these intervals. */
#define RETRY_FIRST_MS 500
#define RETRY_MOST_MS  2000

static void rest(const struct player_hooks *hooks, uint64_t ms)
{
    uint64_t end = window_now() + ms;
    for (uint64_t now; (now = window_now()) < end;) {
        struct player_pass pass = {.now = now, .trouble = PLAYER_NO_DISPLAY};
        uint64_t again = hooks->passed ? hooks->passed(hooks->user, &pass) : UINT64_MAX;
        uint64_t until = again > now && again < end ? again : end;
        nanosleep(&(struct timespec){(time_t)((until - now) / 1000), (long)((until - now) % 1000) * 1000000},
                  NULL);
    }
}

struct window *display_open(const struct player_options *options, struct paint *paint, uint64_t started,
                            struct err *err)
{
    struct window_options wanted = {.title = options->title,
                                    .w = options->w,
                                    .h = options->h,
                                    .fullscreen = options->fullscreen,
                                    .kiosk = options->kiosk,
                                    .rotation = options->rotation};
    unsigned pause = RETRY_FIRST_MS;
    struct err said = {.text = ""};
    for (;;) {
        struct window *window = window_create(&wanted, paint, err);
        bool over = options->seconds && window_now() >= started + options->seconds * 1000ull;
        if (window || !options->kiosk || over)
            return window;
        /* Once: a display that is off for a night must not fill the log. */
        if (strcmp(err->text, said.text) != 0)
            log_warning("%s; trying again until there is one", err->text);
        said = *err;
        rest(&options->hooks, pause);
        pause = pause * 2 < RETRY_MOST_MS ? pause * 2 : RETRY_MOST_MS;
    }
}
