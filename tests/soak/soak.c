#include "soak.h"

#include "dice.h"
#include "walk.h"

#include "expected.h"

#include "base/str.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* What the kiosk computes takes as long as ever: 5 s of ours are much for it, on any machine. */
#define GLASS_MS 5000.0

#define SIGNAL_HOUR 0.05

#define LOOK_MS 250.0 /* ours, between two looks for a black screen */

/* Kiosk ms. After the last touch a minute and the question's 20 s end a session. */
#define SESSION_MS 90000
#define SLIDE_MS   8800
#define PAUSE_MS   3000
#define ACTS_MAX   12
#define STAY_MAX   90000

/* Moments of a rest: as many as there are slides in the shipped content, each of which stands for SLIDE_MS.
 */
enum { MOMENTS = 15, PICTURES_MIN = 8 };

static double now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static double hour_of(const struct soak *soak)
{
    return (now_ms() - soak->start) * WALK_SPEED / 3600e3;
}

static void blame(struct soak *soak, const char *what)
{
    size_t length = strlen(soak->why);
    snprintf(soak->why + length, sizeof soak->why - length, "%shour %.2f, change %u (%s): %s",
             length > 0 ? "; " : "", hour_of(soak), soak->staff.changes,
             soak->staff.what ? soak->staff.what : "none", what);
}

struct visitor *soak_enter(const char *folder, const char *preload, const char *log)
{
    const char *const arguments[] = {"-w", "1280x720", "--at", EXPECTED_AT, folder, NULL};
    char libraries[1024], speed[16];
    snprintf(libraries, sizeof libraries, "%s:%s", SOAK_CLOCK, preload ? preload : "");
    snprintf(speed, sizeof speed, "%d", WALK_SPEED);
    int file = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0666), before = dup(STDERR_FILENO);
    assert_true(file >= 0 && before >= 0);
    dup2(file, STDERR_FILENO);
    setenv("SOAK_SPEED", speed, 1);
    setenv("LD_PRELOAD", libraries, 1);
    struct visitor *visitor = visitor_enter(arguments);
    unsetenv("LD_PRELOAD");
    dup2(before, STDERR_FILENO);
    close(before);
    close(file);
    return visitor;
}

bool soak_is_black(struct visitor *visitor)
{
    uint8_t *rgb = visitor_look_at(visitor, 0, 0, SOAK_W, SOAK_H);
    bool black = !rgb || figures_black(rgb, (size_t)SOAK_W * SOAK_H);
    free(rgb);
    return black;
}

/* FNV-1a of what stands above the bar. */
static uint64_t hash_glass(struct visitor *visitor)
{
    enum { ROWS = SOAK_H * 3 / 4 };
    uint8_t *rgb = visitor_look_at(visitor, 0, 0, SOAK_W, ROWS);
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; rgb && i < (size_t)SOAK_W * ROWS * 3; i++)
        hash = (hash ^ rgb[i]) * 1099511628211u;
    free(rgb);
    return hash;
}

void soak_count_picture(struct pictures *pictures, struct visitor *visitor)
{
    uint64_t hash = hash_glass(visitor);
    for (size_t i = 0; i < pictures->count; i++) {
        if (pictures->seen[i] == hash)
            return;
    }
    assert_true(pictures->count < COUNT_OF(pictures->seen));
    pictures->seen[pictures->count++] = hash;
}

/* Looks now and then; false when there is nothing to go on with. */
static bool goes_on(struct soak *soak)
{
    if (soak->why[0])
        return false;
    if (soak->plan.signal != 0 && hour_of(soak) >= SIGNAL_HOUR) {
        kill(visitor_process(soak->visitor), soak->plan.signal);
        soak->plan.signal = 0;
        visitor_wait(100);
    }
    if (!visitor_kiosk_lives(soak->visitor)) {
        blame(soak, "the kiosk is gone");
        return false;
    }
    if (now_ms() < soak->looked + LOOK_MS)
        return true;
    soak->looked = now_ms();
    soak->looks++;
    if (soak_is_black(soak->visitor)) {
        soak->black++;
        blame(soak, "the screen is black");
    }
    return !soak->why[0];
}

static void stay(struct soak *soak, unsigned kiosk_ms)
{
    double end = now_ms() + (double)kiosk_ms / WALK_SPEED;
    while (now_ms() < end && goes_on(soak))
        walk_wait(SLIDE_MS / 4);
}

static void act(struct soak *soak)
{
    walk_act(soak->visitor, &soak->state, SOAK_W, SOAK_H);
    soak->acts++;
}

static void visit(struct soak *soak)
{
    for (unsigned acts = 1 + dice(&soak->state, ACTS_MAX); acts > 0 && goes_on(soak); acts--) {
        act(soak);
        walk_wait(dice(&soak->state, PAUSE_MS));
    }
}

/* Whether the lower edge, which is the bar's on every screen, has this color. */
static bool shows(struct soak *soak, uint32_t color)
{
    uint8_t *rgb = visitor_look_at(soak->visitor, 2, SOAK_H - 4, 1, 1);
    bool same = rgb && color == ((uint32_t)rgb[0] << 16 | (uint32_t)rgb[1] << 8 | rgb[2]);
    free(rgb);
    return same;
}

/* Waits until the last good content is on the glass; ours ms, negative when it does not come. */
static double wait_for_glass(struct soak *soak)
{
    double began = now_ms();
    uint32_t color = staff_color(&soak->staff);
    while (!shows(soak, color)) {
        if (now_ms() > began + GLASS_MS || !goes_on(soak))
            return -1;
        visitor_wait(2);
    }
    return now_ms() - began;
}

static void log_path(const struct soak *soak, char path[256])
{
    snprintf(path, 256, "%s/kiosk.log", soak->staff.parent);
}

static off_t log_length(const struct soak *soak)
{
    char path[256];
    struct stat status;
    log_path(soak, path);
    return stat(path, &status) == 0 ? status.st_size : 0;
}

/* The kiosk says what is wrong with a content that it has read. */
static void wait_for_word(struct soak *soak, off_t before)
{
    double end = now_ms() + GLASS_MS;
    while (log_length(soak) == before && now_ms() < end && goes_on(soak))
        visitor_wait(2);
    if (!soak->why[0] && log_length(soak) == before)
        blame(soak, "not a word about bad content after 5 s");
}

static void watch_change(struct soak *soak, off_t before)
{
    if (soak->staff.broken)
        wait_for_word(soak, before);
    double ms = wait_for_glass(soak);
    if (ms < 0 && !soak->why[0])
        blame(soak, soak->staff.broken ? "the last good content is not shown after 5 s"
                                       : "good content is not shown after 5 s");
    if (soak->staff.broken)
        return;
    soak->sum_ms += ms;
    if (ms > soak->slowest_ms)
        soak->slowest_ms = ms;
}

static void change(struct soak *soak)
{
    off_t before = log_length(soak);
    staff_change(&soak->staff, &soak->state);
    watch_change(soak, before);
}

/* The shipped content, nobody there, and the slides go round twice: all caches hold the same each time. What
 * is compared is the least of the second round: pictures that are being decoded come on top of it, a leak
 * does not go away. */
static void rest(struct soak *soak)
{
    struct figures least = {.own = LONG_MAX}, moment;
    struct pictures pictures = {.count = 0};
    long most = 0;
    staff_revert(&soak->staff);
    watch_change(soak, 0);
    stay(soak, SESSION_MS + MOMENTS * SLIDE_MS);
    for (size_t i = 0; i < MOMENTS && goes_on(soak); i++) {
        walk_wait(SLIDE_MS);
        soak_count_picture(&pictures, soak->visitor);
        if (!figures_take(&moment, visitor_process(soak->visitor), hour_of(soak)))
            blame(soak, "no figures");
        most = moment.own > most ? moment.own : most;
        least = moment.own < least.own ? moment : least;
    }
    if (soak->why[0])
        return;
    if (pictures.count < PICTURES_MIN)
        blame(soak, "the slides stand still");
    soak->rests[soak->n_rests++] = least;
    print_message("hour %5.2f: own %ld to %ld KiB, PSS %ld KiB, %u descriptors, %u threads, %u changes\n",
                  least.hour, least.own, most, least.pss, least.fds, least.threads, soak->staff.changes);
}

static void hurry(struct soak *soak)
{
    for (unsigned i = 0; i < soak->plan.haste && goes_on(soak); i++) {
        change(soak);
        for (unsigned acts = 0; acts < ACTS_MAX / 2 && goes_on(soak); acts++)
            act(soak);
    }
}

static void live(struct soak *soak)
{
    const struct soak_plan *plan = &soak->plan;
    double next = plan->rest;
    for (double hour; (hour = hour_of(soak)) < plan->hours && goes_on(soak);) {
        if (hour >= next) {
            rest(soak);
            next = hour_of(soak) + plan->rest; /* a rest takes time, too */
        } else if (soak->staff.changes < plan->haste + plan->changes * hour / plan->hours) {
            change(soak);
        } else if (dice(&soak->state, 2)) {
            visit(soak);
        } else {
            stay(soak, dice(&soak->state, STAY_MAX));
        }
    }
    while (soak->staff.changes + 1 < plan->haste + plan->changes && goes_on(soak))
        change(soak);
    if (goes_on(soak))
        rest(soak);
}

static void judge(struct soak *soak)
{
    size_t first = 0, count;
    while (first < soak->n_rests && soak->rests[first].hour < soak->plan.warm)
        first++;
    soak->warm_rests = first;
    count = soak->n_rests - first;
    const struct figures *rests = soak->rests + first;
    if (count < 3) {
        if (!soak->why[0])
            blame(soak, "too short to say anything");
        return;
    }
    soak->slope = figures_slope(rests, count);
    if (soak->plan.strict ? soak->slope.middle > SOAK_SLOPE_MAX : soak->slope.low > SOAK_SLOPE_SHORT_MAX)
        blame(soak, "memory grows");
    bool fds = true, threads = true;
    for (size_t i = 1; i < count; i++) {
        fds = fds && rests[i].fds == rests[0].fds;
        threads = threads && rests[i].threads == rests[0].threads;
    }
    if (!fds)
        blame(soak, "descriptors are not constant");
    if (!threads)
        blame(soak, "threads are not constant");
}

void soak_run(struct soak *soak, const struct soak_plan *plan)
{
    char log[256];
    *soak = (struct soak){.plan = *plan, .state = plan->seed};
    soak->rests = calloc((size_t)(plan->hours / plan->rest) + 2, sizeof *soak->rests);
    assert_non_null(soak->rests);
    staff_start(&soak->staff);
    log_path(soak, log);
    soak->visitor = soak_enter(soak->staff.folder, plan->preload, log);
    soak->start = now_ms();
    hurry(soak);
    soak->start = now_ms(); /* the hours that count */
    live(soak);
    judge(soak);
    bool lives = visitor_kiosk_lives(soak->visitor);
    if (lives && plan->signal != 0)
        kill(visitor_process(soak->visitor), SIGKILL);
    else if (lives)
        visitor_leave(soak->visitor);
    staff_finish(&soak->staff);
    free(soak->rests);
}
